"""One row of the work queue: whom to reach, why, how it is allowed, and the words to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Clinic, Contact, Patient, PatientPhone
from reception.rules.contact import contact_channels
from reception.rules.outreach import (
    FINISHED,
    MOST_ATTEMPTS,
    OWN_ACCORD,
    may_of_own_accord,
    message_class,
)
from reception.rules.patterns import Figure, fill
from reception.storage.confidence import contact_facts
from reception.storage.survey_book import messages
from reception.translation import Language, Message
from reception.values.aftercare import ContactReason
from reception.values.choices import ContactChannel
from reception.values.ids import PatientId

_AT_ONCE = 500


@dataclass(frozen=True)
class Wanted:
    """Somebody who should be reached, before it is known whether she may be.

    `about_id` is the patient it is about where she is another (a child); `words` the pattern's
    name; `figures` what fills it beside address, clinic and phone.
    """

    reason: ContactReason
    subject_id: int | None
    person_id: int
    why: Message
    due_on: date
    words: str = ""
    figures: Mapping[str, Figure] | None = None
    about_id: int | None = None
    has_gift: bool = False
    at: time | None = None


@dataclass(frozen=True)
class WorkRow:
    """A row of the queue; `text` is in the language of whoever is reached.

    `patient_id` is None for a potential patient who is called back.
    `channels` are allowed ones, in order; `again_at` when an earlier attempt says to try again.
    """

    key: str
    reason: ContactReason
    subject_id: int | None
    patient_id: PatientId | None
    name: str
    about: str
    phone: str
    language: Language
    why: Message
    due_on: date
    is_overdue: bool
    channels: tuple[ContactChannel, ...]
    text: str
    attempts: int
    again_at: datetime | None
    has_gift: bool


def work_rows(
    session: Session, wanted: Iterable[Wanted], *, day: date, now: datetime
) -> list[WorkRow]:
    """Those of the wanted who may be reached now, by due day.

    Left out: nobody's consent, deceased, opted out, paused; reached already; tried often enough;
    to be tried later; contacted of our own accord within the pause.
    """
    asked = list(wanted)
    people = _people(
        session,
        {one.person_id for one in asked}
        | {one.about_id for one in asked if one.about_id is not None},
    )
    facts = contact_facts(session, {one.person_id for one in asked})
    tried = _contacts(session, {one.person_id for one in asked})
    phones = _phones(session, {one.person_id for one in asked})
    clinic = session.scalars(select(Clinic)).one()
    found: list[WorkRow] = []
    for one in asked:
        person, known = people.get(one.person_id), facts.get(one.person_id)
        if person is None or known is None:
            continue
        mine = tried.get(one.person_id, [])
        attempts = [
            each for each in mine if (each.reason, each.subject_id) == (one.reason, one.subject_id)
        ]
        channels = contact_channels(
            known, message=message_class(one.reason, has_gift=one.has_gift), day=day
        )
        if not channels or not _is_open(one, attempts, mine, day, now):
            continue
        about = people.get(one.about_id or 0)
        found.append(
            WorkRow(
                key=f"{one.reason.value}:{one.subject_id or one.person_id}",
                reason=one.reason,
                subject_id=one.subject_id,
                patient_id=PatientId(person.id),
                name=person.full_name,
                about="" if about is None or about is person else about.full_name,
                phone=phones.get(person.id, ""),
                language=person.language,
                why=one.why,
                due_on=one.due_on,
                is_overdue=one.due_on < day,
                channels=channels,
                text=_text(one, person, clinic),
                attempts=len(attempts),
                again_at=attempts[-1].again_at if attempts else None,
                has_gift=one.has_gift,
            )
        )
    found.sort(key=order_of)
    return found


# On the same day: what somebody waits for first, what we wish of somebody last.
_FIRST = (
    ContactReason.RECOVERY,
    ContactReason.ANSWER,
    ContactReason.CALL_BACK,
    ContactReason.REMINDER,
    ContactReason.RESULT,
    ContactReason.SURVEY,
    ContactReason.CONVERSATION,
    ContactReason.RECALL,
    ContactReason.PLASTIC,
    ContactReason.GREETING,
    ContactReason.THANKS,
    ContactReason.INVITATION,
)


def order_of(row: WorkRow) -> tuple[date, int, str]:
    """By due day; on the same day by what somebody waits for."""
    return (row.due_on, _FIRST.index(row.reason), row.name)


def _is_open(
    one: Wanted, attempts: list[Contact], mine: list[Contact], day: date, now: datetime
) -> bool:
    if any(each.outcome in FINISHED for each in attempts) or len(attempts) >= MOST_ATTEMPTS:
        return False
    if attempts and attempts[-1].again_at is not None and attempts[-1].again_at > now:
        return False
    if one.reason not in OWN_ACCORD:
        return True
    others = [each.day for each in mine if each.reason in OWN_ACCORD and each not in attempts]
    return may_of_own_accord(others, day)


def _text(one: Wanted, person: Patient, clinic: Clinic) -> str:
    if not one.words:
        return ""
    figures: dict[str, Figure] = {
        "address": person.address_form or person.spoken_name,
        "clinic": clinic.name,
        "phone": clinic.phone,
        "place": clinic.address,
        **(one.figures or {}),
    }
    language = person.language
    text = fill(messages()[one.words].in_language(language), figures, language)
    if one.has_gift:
        text += " " + messages()["warning"].in_language(language)
    return text


def _people(session: Session, ids: Iterable[int]) -> dict[int, Patient]:
    found: dict[int, Patient] = {}
    for part in _parts(ids):
        rows = session.scalars(select(Patient).where(Patient.id.in_(part)))
        found.update({row.id: row for row in rows})
    return found


def _contacts(session: Session, ids: Iterable[int]) -> dict[int, list[Contact]]:
    found: dict[int, list[Contact]] = {}
    for part in _parts(ids):
        rows = session.scalars(
            select(Contact)
            .where(Contact.patient_id.in_(part), Contact.undone_at.is_(None))
            .order_by(Contact.id)
        )
        for row in rows:
            if row.patient_id is not None:
                found.setdefault(row.patient_id, []).append(row)
    return found


def _phones(session: Session, ids: Iterable[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for part in _parts(ids):
        rows = session.execute(
            select(PatientPhone.patient_id, PatientPhone.digits)
            .where(PatientPhone.patient_id.in_(part))
            .order_by(PatientPhone.position.desc())
        )
        found.update({row.patient_id: row.digits for row in rows})
    return found


def _parts(ids: Iterable[int]) -> Iterable[list[int]]:
    every = sorted(ids)
    for start in range(0, len(every), _AT_ONCE):
        yield every[start : start + _AT_ONCE]
