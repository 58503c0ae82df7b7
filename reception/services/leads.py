"""Potential patients: five fields with a next step, called back, and on the way to a first visit.

Nobody is left without a next step; "nothing for now" closes the lead (product/requirements.md,
potential patients).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Contact, Lead
from reception.rules.outreach import FINISHED, try_again
from reception.services.patients import register_patient, take_patient_back
from reception.storage.aftercare_rows import lead_attempts
from reception.storage.calendar import working_days
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.aftercare import ContactOutcome, ContactReason, LeadChannel, NextStep
from reception.values.choices import ContactChannel
from reception.values.phone_number import read_phone

LONGEST_QUESTION, LONGEST_NAME = 300, 120
FURTHEST = timedelta(days=366)
WITH_DAY = (NextStep.CALL_BACK, NextStep.FREE_CONSULTATION, NextStep.TOUR)


def record_lead(
    uow: UnitOfWork,
    *,
    channel: LeadChannel,
    next_step: NextStep | None,
    question: str = "",
    name: str = "",
    phone: str = "",
    next_on: date | None = None,
    request_id: str | None = None,
) -> Done[int]:
    """Keep a potential patient; answers the lead's number.

    Raises InvalidInput naming the field: no next step, a day that cannot be, a phone that is none,
    or a call back without a phone.
    """
    known = uow.request(request_id, {"name": name, "phone": phone, "question": question})
    if known is not None:
        return Done(known)
    if next_step is None:
        raise InvalidInput(msg("Say what comes next: nobody is left waiting."), field="next_step")
    if not (name.strip() or phone.strip() or question.strip()):
        raise InvalidInput(msg("Write the name, the phone or the question."), field="name")
    for field, text, most in (
        ("question", question, LONGEST_QUESTION),
        ("name", name, LONGEST_NAME),
    ):
        if len(text.strip()) > most:
            raise InvalidInput(
                msg("The text is too long. Allowed: {most} letters.", most=most), field=field
            )
    digits = _digits(uow, phone)
    _check_step(uow, next_step, next_on, digits)
    row = Lead(
        channel=channel,
        question=question.strip(),
        name=" ".join(name.split()),
        phone=digits,
        next_step=next_step,
        next_on=next_on if next_step in WITH_DAY else None,
        day=uow.today,
        created_at=uow.now,
        created_by_id=uow.actor.staff_id,
        closed_at=uow.now if next_step is NextStep.NOTHING else None,
    )
    uow.add(row)
    uow.answered(request_id, row.id)
    uow.about("lead", row.id)
    return Done(row.id, msg("Written down, with what comes next."), undo=_undo_lead(row.id))


def _undo_lead(lead_id: int) -> partial[Done[None]]:
    return partial(take_lead_back, lead_id=lead_id)


def take_lead_back(uow: UnitOfWork, *, lead_id: int) -> Done[None]:
    """A lead written down by mistake goes; Refused once somebody was reached or entered."""
    row = _lead(uow, lead_id)
    if row.patient_id is not None or lead_attempts(uow.session, lead_id):
        raise Refused(msg("It went on in between."), code="went_on")
    uow.about("lead", lead_id)
    uow.session.delete(row)
    return Done(None, msg("Taken back."))


def change_next_step(
    uow: UnitOfWork, *, lead_id: int, next_step: NextStep, next_on: date | None = None
) -> Done[None]:
    """Agree on another next step; "nothing for now" closes the lead.  Raises as `record_lead`."""
    row = _lead(uow, lead_id)
    _check_step(uow, next_step, next_on, row.phone)
    before = (row.next_step, row.next_on, row.closed_at)
    row.next_step = next_step
    row.next_on = next_on if next_step in WITH_DAY else None
    row.closed_at = uow.now if next_step is NextStep.NOTHING else None
    uow.about("lead", lead_id)
    undo = partial(_step_back, lead_id=lead_id, before=before)
    return Done(None, msg("Written down, with what comes next."), undo=undo)


def _step_back(
    uow: UnitOfWork, *, lead_id: int, before: tuple[NextStep, date | None, datetime | None]
) -> Done[None]:
    row = _lead(uow, lead_id)
    row.next_step, row.next_on, row.closed_at = before
    return Done(None, msg("Taken back."))


def lead_to_patient(
    uow: UnitOfWork, *, lead_id: int, last_name: str, first_name: str = "", patronymic: str = ""
) -> Done[int]:
    """Enter a potential patient as a patient, with the phone; answers the patient.

    Raises Refused where that was done, InvalidInput naming the field as `register_patient` does.
    """
    row = _lead(uow, lead_id)
    if row.patient_id is not None:
        raise Refused(msg("This person is entered already."), code="done")
    entered = register_patient(
        uow,
        last_name=last_name,
        first_name=first_name,
        patronymic=patronymic,
        phones=["+" + row.phone] if row.phone else (),
        no_phone=not row.phone,
        source=row.source,
    )
    _link(uow, row, entered.value)
    return Done(
        int(entered.value),
        msg("Entered as a patient. Now agree on a day: {key}.", key="Ctrl+B"),
        undo=partial(_unlink, lead_id=lead_id, take_back=True),
    )


def lead_is_patient(uow: UnitOfWork, *, lead_id: int, patient_id: int) -> Done[int]:
    """The potential patient is somebody who is entered already."""
    row, person = _lead(uow, lead_id), uow.find.patient(patient_id)
    if row.patient_id is not None:
        raise Refused(msg("This person is entered already."), code="done")
    _link(uow, row, person.id)
    return Done(
        int(person.id),
        msg("It is {name}.", name=person.spoken_name),
        undo=partial(_unlink, lead_id=lead_id, take_back=False),
    )


def _link(uow: UnitOfWork, row: Lead, patient_id: int) -> None:
    row.patient_id, row.closed_at = patient_id, uow.now
    uow.session.flush()
    uow.about("lead", row.id)


def _unlink(uow: UnitOfWork, *, lead_id: int, take_back: bool) -> Done[None]:
    row = _lead(uow, lead_id)
    patient_id, row.patient_id, row.closed_at = row.patient_id, None, None
    uow.session.flush()
    if take_back and patient_id is not None:
        take_patient_back(uow, patient_id=patient_id)
    return Done(None, msg("Taken back."))


def record_call_back(
    uow: UnitOfWork, *, lead_id: int, channel: ContactChannel, outcome: ContactOutcome
) -> Done[int]:
    """How calling a potential patient back went; the number of the contact.

    Who does not want to talk, or has a wrong number, is closed.  Raises Refused("done") where a
    colleague has called already.
    """
    row = _lead(uow, lead_id)
    earlier = lead_attempts(uow.session, lead_id, since=row.next_on)
    if any(one.outcome in FINISHED for one in earlier):
        raise Refused(msg("A colleague has already done this; nothing is done twice."), code="done")
    contact = Contact(
        patient_id=None,
        reason=ContactReason.CALL_BACK,
        subject_id=lead_id,
        channel=channel,
        outcome=outcome,
        day=uow.today,
        at=uow.now,
        by_id=uow.actor.staff_id,
        again_at=try_again(
            outcome,
            len(earlier) + 1,
            uow.now,
            ZoneInfo(uow.clinic.time_zone),
            working_days(uow.session),
        ),
    )
    uow.add(contact)
    if outcome in (ContactOutcome.DECLINED, ContactOutcome.WRONG_NUMBER):
        row.closed_at, row.result = uow.now, outcome.value
    uow.about("lead", lead_id)
    words = (
        msg("Reached. Agree on what comes next.")
        if outcome is ContactOutcome.REACHED
        else msg("Written down.")
    )
    return Done(contact.id, words, undo=partial(_undo_call_back, contact_id=contact.id))


def _undo_call_back(uow: UnitOfWork, *, contact_id: int) -> Done[None]:
    contact = uow.session.get(Contact, contact_id)
    if contact is None or contact.undone_at is not None or contact.subject_id is None:
        raise Refused(msg("This was taken back already."), code="done")
    contact.undone_at = uow.now
    row = _lead(uow, contact.subject_id)
    if row.closed_at == contact.at:
        row.closed_at, row.result = None, ""
    return Done(None, msg("Taken back."))


def _lead(uow: UnitOfWork, lead_id: int) -> Lead:
    row = uow.session.get(Lead, lead_id)
    if row is None:
        raise Refused(msg("This record is no longer there."), code="unknown")
    return row


def _digits(uow: UnitOfWork, phone: str) -> str:
    if not phone.strip():
        return ""
    number = read_phone(phone, uow.clinic.country)
    if number is None:
        raise InvalidInput(
            msg("The phone {phone} cannot be read. Write it with the area code.", phone=phone),
            field="phone",
        )
    return number.digits


def _check_step(uow: UnitOfWork, step: NextStep, on: date | None, phone: str) -> None:
    if step is NextStep.CALL_BACK and not phone:
        raise InvalidInput(msg("To call back a phone is needed."), field="phone")
    if step in WITH_DAY and on is None:
        raise InvalidInput(msg("Say on which day."), field="next_on")
    if on is not None and not uow.today <= on <= uow.today + FURTHEST:
        raise InvalidInput(
            msg("The day {day} cannot be: enter today or a later day within a year.", day=on),
            field="next_on",
        )
