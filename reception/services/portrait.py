"""Facts of a person's loyalty are recorded with their day and can be taken back; never overwritten."""

from __future__ import annotations

from datetime import date
from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import PortraitFact
from reception.storage.portraits import facts_by_person
from reception.storage.survey_book import survey_book
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.aftercare import PortraitSign

RECORDED = (
    PortraitSign.REFERRAL_CONFIRMED,
    PortraitSign.REVIEW,
    PortraitSign.FRIENDLY,
    PortraitSign.FOLLOWS_US,
    PortraitSign.PACKAGE,
    PortraitSign.MATTERS_MOST,
    PortraitSign.DEFENDS,
    PortraitSign.REASON_FOR_CHOOSING,
    PortraitSign.INCIDENT,
)
"""What may be recorded by hand; the rest is known from surveys."""

CHOSEN = (PortraitSign.MATTERS_MOST, PortraitSign.REASON_FOR_CHOOSING)
TOLD = (PortraitSign.REVIEW, PortraitSign.DEFENDS, PortraitSign.INCIDENT)


def record_fact(
    uow: UnitOfWork,
    *,
    patient_id: int,
    sign: PortraitSign,
    value: str = "",
    note: str = "",
    day: date | None = None,
) -> Done[int]:
    """Record one fact, today unless a day is named; its number.

    A review needs where it stands, defending us a link or a witness, an incident what happened.
    Raises InvalidInput for those, for an answer that is not offered, for a day to come;
    Refused("done") where the same colleague has said "friendly" before, Refused("rights") where
    a supervisor is needed.
    """
    person = uow.find.patient(patient_id)
    on = day or uow.today
    if on > uow.today:
        raise InvalidInput(msg("That day is still to come. Allowed: today or before."), field="day")
    _check(uow, person.id, sign, value, note)
    row = PortraitFact(
        patient_id=person.id,
        sign=sign,
        value=value,
        day=on,
        note=note.strip(),
        recorded_at=uow.now,
        recorded_by_id=uow.actor.staff_id,
    )
    uow.add(row)
    uow.about("patient", person.id)
    return Done(row.id, msg("Recorded."), undo=partial(take_fact_back, fact_id=row.id))


def _check(uow: UnitOfWork, person: int, sign: PortraitSign, value: str, note: str) -> None:
    if sign not in RECORDED:
        raise Refused(msg("This is known from surveys only."), code="survey_only")
    if sign in CHOSEN and value not in offered_values(sign):
        allowed = ", ".join(offered_values(sign))
        raise InvalidInput(
            msg("Choose one of the answers: {allowed}.", allowed=allowed), field="value"
        )
    if sign in TOLD and not note.strip():
        raise InvalidInput(msg("Write where, or who saw it."), field="note")
    if sign is PortraitSign.DEFENDS and not uow.actor.is_supervisor:
        raise Refused(msg("A supervisor records this."), code="rights")
    if sign is PortraitSign.FRIENDLY:
        known = facts_by_person(uow.session, [person]).get(person, [])
        if any(one.sign is sign and one.by_id == uow.actor.staff_id for one in known):
            raise Refused(
                msg("You have said so already; a second colleague must find the same."), code="done"
            )


def offered_values(sign: PortraitSign) -> tuple[str, ...]:
    """The answers of a sign that is chosen from a list, by their codes."""
    for question in survey_book().questions.values():
        if question.about is sign:
            return tuple(question.options or ())
    return ()


def take_fact_back(uow: UnitOfWork, *, fact_id: int) -> Done[None]:
    """A fact recorded by mistake counts for nothing; it stays visible as taken back."""
    row = uow.session.get(PortraitFact, fact_id)
    if row is None or row.undone_at is not None:
        raise Refused(msg("This was taken back already."), code="done")
    row.undone_at = uow.now
    uow.about("patient", row.patient_id)
    return Done(None, msg("Taken back."))
