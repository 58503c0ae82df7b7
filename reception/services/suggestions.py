"""Suggestions: new, considered, accepted or declined with a reason, done; each can be undone.

Who raised it is told by the work queue when it is done or declined (S2.21, S2.27).
"""

from __future__ import annotations

from functools import partial
from typing import Any

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Suggestion
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, Message, msg
from reception.values.aftercare import SuggestionState

LONGEST_SHORT = 120
NEXT = {
    SuggestionState.NEW: (SuggestionState.CONSIDERED,),
    SuggestionState.CONSIDERED: (SuggestionState.ACCEPTED, SuggestionState.DECLINED),
    SuggestionState.ACCEPTED: (SuggestionState.DONE, SuggestionState.DECLINED),
}
"""Where a suggestion may go from each state; declined and done are the end."""

_FIELDS = ("state", "reason", "short", "decided_on", "done_on")


def record_suggestion(
    uow: UnitOfWork,
    *,
    patient_id: int | None,
    words: str,
    language: Language | None = None,
    conversation_id: int | None = None,
) -> Done[int]:
    """Write down what a patient would change, in her words; without a patient it is anonymous."""
    if not words.strip():
        raise InvalidInput(msg("Write down what was said."), field="words")
    person = None if patient_id is None else uow.find.patient(patient_id)
    spoken = language or (person.language if person is not None else uow.clinic.language)
    row = Suggestion(
        patient_id=patient_id,
        conversation_id=conversation_id,
        words=words.strip(),
        language=spoken,
        state=SuggestionState.NEW,
        raised_on=uow.today,
        recorded_at=uow.now,
        recorded_by_id=uow.actor.staff_id,
    )
    uow.add(row)
    uow.about("suggestion", row.id)
    return Done(
        row.id,
        msg("The suggestion is in the register."),
        undo=partial(_remove, suggestion_id=row.id),
    )


def move_suggestion(
    uow: UnitOfWork, *, suggestion_id: int, to: SuggestionState, reason: str = ""
) -> Done[None]:
    """Take it one step on; declining needs a reason, which is told to whoever suggested it.

    Raises Refused("order") for a step that is left out, InvalidInput without a reason.
    """
    row = _known(uow, suggestion_id)
    if to not in NEXT.get(row.state, ()):
        raise Refused(msg("First considered, then accepted or declined, then done."), code="order")
    if to is SuggestionState.DECLINED and not reason.strip():
        raise InvalidInput(msg("Write the reason: it is told to the patient."), field="reason")
    before = _state(row)
    row.state = to
    if to in (SuggestionState.ACCEPTED, SuggestionState.DECLINED):
        row.decided_on = uow.today
        row.reason = reason.strip()
    if to is SuggestionState.DONE:
        row.done_on = uow.today
    return _changed(uow, row, before, _SAID[to])


_SAID: dict[SuggestionState, Message] = {
    SuggestionState.CONSIDERED: msg("The suggestion is being considered."),
    SuggestionState.ACCEPTED: msg("The suggestion is accepted."),
    SuggestionState.DECLINED: msg("Declined; whoever suggested it is told why."),
    SuggestionState.DONE: msg("Done; whoever suggested it is told."),
}


def shorten_suggestion(uow: UnitOfWork, *, suggestion_id: int, short: str) -> Done[None]:
    """Its short wording, without names: this is what other patients are asked about."""
    row = _known(uow, suggestion_id)
    if len(short.strip()) > LONGEST_SHORT:
        raise InvalidInput(
            msg("The text is too long. Allowed: {most} letters.", most=LONGEST_SHORT),
            field="short",
        )
    before = _state(row)
    row.short = short.strip()
    return _changed(uow, row, before, None)


def _known(uow: UnitOfWork, suggestion_id: int) -> Suggestion:
    row = uow.session.get(Suggestion, suggestion_id)
    if row is None:
        raise Refused(msg("This suggestion is no longer there."), code="unknown")
    return row


def _state(row: Suggestion) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _FIELDS)


def _changed(
    uow: UnitOfWork, row: Suggestion, before: tuple[Any, ...], said: Message | None
) -> Done[None]:
    uow.about("suggestion", row.id)
    undo = partial(_set_back, suggestion_id=row.id, before=before, after=_state(row))
    return Done(None, said, undo=undo)


def _set_back(
    uow: UnitOfWork, *, suggestion_id: int, before: tuple[Any, ...], after: tuple[Any, ...]
) -> Done[None]:
    row = _known(uow, suggestion_id)
    if _state(row) != after or row.told_on is not None:
        raise Refused(msg("This was changed or told since; it stays."), code="in_work")
    for name, value in zip(_FIELDS, before, strict=True):
        setattr(row, name, value)
    uow.about("suggestion", row.id)
    return Done(None, msg("Taken back."))


def _remove(uow: UnitOfWork, *, suggestion_id: int) -> Done[None]:
    row = _known(uow, suggestion_id)
    if row.state is not SuggestionState.NEW:
        raise Refused(msg("This was changed or told since; it stays."), code="in_work")
    uow.session.delete(row)
    uow.about("suggestion", suggestion_id)
    return Done(None, msg("Taken back."))
