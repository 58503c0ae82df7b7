"""A personal conversation: begun when the complaint is put right, consent first, step by step."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Complaint, Conversation, Suggestion, SuggestionEcho
from reception.rules.conversation import LONGEST_ANSWER, StepKind
from reception.services.suggestions import record_suggestion
from reception.storage.feedback_rows import conversation_of, echo_of, offered_suggestions
from reception.storage.survey_book import conversation_script
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Message, msg
from reception.values.aftercare import ComplaintState, ConversationConsent, Echo


def begin_conversation(uow: UnitOfWork, *, complaint_id: int) -> Done[int]:
    """Open the conversation of a complaint, or the one that was begun; its number.

    Raises Refused("not_resolved") until the complaint is put right: causes are discussed only
    after (S2.23).
    """
    complaint = uow.session.get(Complaint, complaint_id)
    if complaint is None:
        raise Refused(msg("This complaint is no longer there."), code="unknown")
    if complaint.state is not ComplaintState.RESOLVED or complaint.resolved_on is None:
        raise Refused(
            msg("First put it right: the conversation opens when the complaint is resolved."),
            code="not_resolved",
        )
    known = conversation_of(uow.session, complaint_id)
    if known is not None:
        if known.ended_at is not None:
            raise Refused(msg("This conversation is over already."), code="done")
        return Done(known.id)
    row = Conversation(
        complaint_id=complaint.id,
        patient_id=complaint.patient_id,
        consent=ConversationConsent.ASKED,
        planned_minutes=conversation_script().minutes[0],
        steps={},
        owner_id=uow.actor.staff_id,
        created_at=uow.now,
    )
    uow.add(row)
    uow.about("conversation", row.id)
    return Done(row.id)


def answer_consent(
    uow: UnitOfWork,
    *,
    conversation_id: int,
    consent: ConversationConsent,
    later_on: date | None = None,
    minutes: int | None = None,
) -> Done[None]:
    """The first step: a yes starts the clock, later needs a day, a no ends it for good."""
    row = _going_on(uow, conversation_id)
    if row.consent is ConversationConsent.YES:
        raise Refused(msg("The patient has agreed already."), code="done")
    before = _state(row)
    if consent is ConversationConsent.LATER and (later_on is None or later_on <= uow.today):
        raise InvalidInput(msg("Choose a day after today."), field="later_on")
    script = conversation_script()
    if minutes is not None and minutes not in script.minutes:
        allowed = ", ".join(map(str, script.minutes))
        raise InvalidInput(msg("Minutes allowed: {allowed}.", allowed=allowed), field="minutes")
    row.consent, row.owner_id = consent, uow.actor.staff_id
    row.planned_minutes = minutes or row.planned_minutes
    row.later_on = later_on if consent is ConversationConsent.LATER else None
    said: Message | None = None
    if consent is ConversationConsent.YES:
        row.started_at = uow.now
        row.steps = {**(row.steps or {}), script.steps[0].code: consent.value}
    elif consent is ConversationConsent.NO:
        row.ended_at = uow.now
        said = msg("Recorded: does not want to talk. Nobody asks about this again.")
    else:
        said = msg("Recorded: later, on {day}.", day=later_on)
    uow.about("conversation", row.id)
    undo = partial(_set_back, conversation_id=row.id, before=before)
    return Done(None, said, undo=undo)


def note_step(uow: UnitOfWork, *, conversation_id: int, step: str, answer: str) -> Done[None]:
    """Keep what was answered; an empty answer says the step was asked.

    Raises Refused("consent") before a yes and Refused("order") where an earlier step was not
    asked yet: everybody is asked the same in the same order.
    """
    row = _agreed(uow, conversation_id)
    script = conversation_script()
    words = answer.strip()
    if len(words) > LONGEST_ANSWER:
        raise InvalidInput(
            msg("The text is too long. Allowed: {most} letters.", most=LONGEST_ANSWER), field=step
        )
    asked = dict(row.steps or {})
    has_offer = bool(offered_suggestions(uow.session, row.patient_id))
    following = script.next_after(asked, has_offer=has_offer)
    if step not in asked and (following is None or following.code != step):
        raise Refused(msg("The steps are asked in their order."), code="order")
    row.steps = {**asked, step: words}
    uow.about("conversation", row.id)
    return Done(None)


def echo_suggestion(
    uow: UnitOfWork, *, conversation_id: int, suggestion_id: int, echo: Echo
) -> Done[None]:
    """Whether another patient's suggestion would have helped this one; counted per suggestion."""
    row = _agreed(uow, conversation_id)
    suggestion = uow.session.get(Suggestion, suggestion_id)
    if suggestion is None or suggestion.patient_id == row.patient_id:
        raise Refused(msg("This suggestion is no longer there."), code="unknown")
    known = echo_of(uow.session, suggestion_id, row.patient_id)
    if known is None:
        uow.add(
            SuggestionEcho(
                suggestion_id=suggestion_id,
                patient_id=row.patient_id,
                echo=echo,
                day=uow.today,
                recorded_by_id=uow.actor.staff_id,
            )
        )
    else:
        known.echo, known.day = echo, uow.today
    code = next(one.code for one in conversation_script().steps if one.kind is StepKind.ECHO)
    row.steps = {**(row.steps or {}), code: echo.value}
    uow.about("conversation", row.id)
    return Done(None)


def finish_conversation(uow: UnitOfWork, *, conversation_id: int) -> Done[int | None]:
    """End it; the patient's own suggestion, where there is one, enters the register.

    The value is the number of the suggestion, None where there is none.
    """
    row = _agreed(uow, conversation_id)
    before = _state(row)
    row.ended_at = uow.now
    code = next(one.code for one in conversation_script().steps if one.kind is StepKind.OWN)
    words = str((row.steps or {}).get(code, "")).strip()
    made: int | None = None
    if words:
        made = record_suggestion(
            uow, patient_id=row.patient_id, words=words, conversation_id=row.id
        ).value
    uow.about("conversation", row.id)
    return Done(
        made,
        msg("The conversation is over. Thank you.")
        if made is None
        else msg("The conversation is over; the suggestion is in the register."),
        undo=partial(_set_back, conversation_id=row.id, before=before, suggestion_id=made),
    )


def _going_on(uow: UnitOfWork, conversation_id: int) -> Conversation:
    row = uow.session.get(Conversation, conversation_id)
    if row is None:
        raise Refused(msg("This conversation is no longer there."), code="unknown")
    if row.ended_at is not None:
        raise Refused(msg("This conversation is over already."), code="done")
    return row


def _agreed(uow: UnitOfWork, conversation_id: int) -> Conversation:
    row = _going_on(uow, conversation_id)
    if row.consent is not ConversationConsent.YES:
        raise Refused(msg("First ask whether the patient wants to talk."), code="consent")
    return row


_FIELDS = ("consent", "later_on", "planned_minutes", "started_at", "ended_at", "steps")


def _state(row: Conversation) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _FIELDS)


def _set_back(
    uow: UnitOfWork,
    *,
    conversation_id: int,
    before: tuple[Any, ...],
    suggestion_id: int | None = None,
) -> Done[None]:
    row = uow.session.get(Conversation, conversation_id)
    if row is None:
        raise Refused(msg("This conversation is no longer there."), code="unknown")
    for name, value in zip(_FIELDS, before, strict=True):
        setattr(row, name, value)
    suggestion = None if suggestion_id is None else uow.session.get(Suggestion, suggestion_id)
    if suggestion is not None:
        uow.session.delete(suggestion)
    uow.about("conversation", row.id)
    return Done(None, msg("Taken back."))
