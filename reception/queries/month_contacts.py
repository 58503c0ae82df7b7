"""Whether patients were reached: reminders of appointments with what came of them, birthdays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import extract, select
from sqlalchemy.orm import Session

from reception.models import Consent, Contact, Patient, Visit
from reception.queries.month_telling import shown
from reception.queries.month_values import Behind, BehindKind, Indicator
from reception.queries.visit_book import VisitBook
from reception.rules.contact import contact_channels
from reception.rules.indicators import Ratio
from reception.rules.mentions import ADULT_AGE
from reception.storage.calendar import working_days
from reception.storage.confidence import contact_facts
from reception.translation import msg
from reception.values.aftercare import ContactOutcome, ContactReason
from reception.values.choices import (
    ConsentPurpose,
    ConsentState,
    MessageClass,
    VisitOrigin,
    VisitStatus,
)
from reception.values.period import Period, add_months, age_on, birthday_in

_GOT_THROUGH = (ContactOutcome.REACHED, ContactOutcome.SENT)
_GREETED_MONTHS = 24
_CAME = (VisitStatus.ARRIVED, VisitStatus.IN_ROOM, VisitStatus.DONE)


def contact_indicators(
    session: Session, book: VisitBook, period: Period, *, as_of: date
) -> list[Indicator]:
    """Reminders got through, no-shows with and without one, and birthdays greeted."""
    return [*_reminders(session, book, period, as_of), _birthdays(session, book, period, as_of)]


def _reminders(session: Session, book: VisitBook, period: Period, as_of: date) -> list[Indicator]:
    rows = session.execute(
        select(
            Visit.id,
            Visit.patient_id,
            Visit.accompanied_by_id,
            Patient.guardian_id,
            Visit.day,
            Visit.status,
        )
        .join(Patient, Patient.id == Visit.patient_id)
        .where(
            Visit.origin == VisitOrigin.BOOKED,
            Visit.status.in_((*_CAME, VisitStatus.NO_SHOW)),
            Visit.day.between(period.first, as_of),
        )
        .order_by(Visit.id)
    ).all()
    whom = {
        visit: patient if _is_adult(book, patient, day) else companion or guardian
        for visit, patient, companion, guardian, day, _status in rows
    }
    allowed = _with_consent(session, whom.values(), as_of)
    agreed = [row for row in rows if whom[row[0]] in allowed]
    reminded = _reached(session, ContactReason.REMINDER)
    due = [row[0] for row in agreed]
    done = [visit for visit in due if visit in reminded]
    missed = [visit for visit in due if visit not in reminded]
    gone = {row[0] for row in rows if row[5] is VisitStatus.NO_SHOW}
    every = [row[0] for row in rows]
    with_one = [visit for visit in every if visit in reminded]
    without = [visit for visit in every if visit not in reminded]
    return [
        shown(
            "reminder_contact_rate",
            msg("Reminded, of the appointments with consent"),
            Ratio(len(done), len(due)),
            behind=Behind.of(BehindKind.VISIT, due, missed),
        ),
        shown(
            "no_show_reminded",
            msg("Did not come, of those reminded"),
            Ratio(sum(visit in gone for visit in with_one), len(with_one)),
            lower_is_better=True,
            behind=Behind.of(BehindKind.VISIT, with_one, [v for v in with_one if v in gone]),
        ),
        shown(
            "no_show_not_reminded",
            msg("Did not come, of those not reminded"),
            Ratio(sum(visit in gone for visit in without), len(without)),
            lower_is_better=True,
            behind=Behind.of(BehindKind.VISIT, without, [v for v in without if v in gone]),
        ),
    ]


def _birthdays(session: Session, book: VisitBook, period: Period, as_of: date) -> Indicator:
    """Greeted on the day, or on the next working one, ÷ birthdays of those who consent."""
    last = min(period.last, as_of)
    active = add_months(as_of, -_GREETED_MONTHS)
    months = _months(period.first, last)
    rows = session.execute(
        select(Patient.id, Patient.birth_date, Patient.guardian_id).where(
            Patient.birth_date.is_not(None),
            Patient.deceased_on.is_(None),
            Patient.erased_on.is_(None),
            extract("month", Patient.birth_date).in_(months),
        )
    )
    whom: dict[tuple[int, date], int] = {}
    for patient, born, guardian in rows:
        if born is None or not book.seen_since(patient, active):
            continue
        for year in range(period.first.year, last.year + 1):
            day = birthday_in(born, year)
            if born < day and period.first <= day <= last:
                adult = patient if age_on(born, day) >= ADULT_AGE else guardian
                if adult is not None:
                    whom[patient, day] = adult
    allowed = _with_consent(session, whom.values(), as_of)
    due = sorted(key for key, adult in whom.items() if adult in allowed)
    greeted, working = _greetings(session), working_days(session)
    missed = [
        patient
        for patient, day in due
        if not {day, working.on_or_after(day)} & set(greeted.get(patient * 10_000 + day.year, ()))
    ]
    return shown(
        "birthday_contact_rate",
        msg("Greeted, of the birthdays with consent"),
        Ratio(len(due) - len(missed), len(due)),
        behind=Behind.of(BehindKind.PATIENT, [patient for patient, _day in due], missed),
    )


def _months(first: date, last: date) -> list[int]:
    span = (last.year - first.year) * 12 + last.month - first.month
    found = {(first.month - 1 + step) % 12 + 1 for step in range(min(span, 11) + 1)}
    return sorted(found | ({3} if 2 in found else set()) | ({2} if 3 in found else set()))


def _is_adult(book: VisitBook, person: int, day: date) -> bool:
    born = book.born(person) if person in book.people else None
    return born is None or age_on(born, day) >= ADULT_AGE


def _with_consent(session: Session, people: Iterable[int | None], day: date) -> set[int]:
    """Those who may be sent a message about the clinic's service on some channel."""
    signed = set(
        session.scalars(
            select(Consent.patient_id).where(
                Consent.purpose == ConsentPurpose.SERVICE_MESSAGES,
                Consent.state == ConsentState.GIVEN,
            )
        )
    )
    facts = contact_facts(session, sorted(signed.intersection(one for one in people if one)))
    return {
        person
        for person, known in facts.items()
        if contact_channels(known, message=MessageClass.SERVICE, day=day)
    }


def _reached(session: Session, reason: ContactReason) -> set[int]:
    return {
        subject
        for subject in session.scalars(
            select(Contact.subject_id).where(
                Contact.reason == reason,
                Contact.outcome.in_(_GOT_THROUGH),
                Contact.undone_at.is_(None),
            )
        )
        if subject is not None
    }


def _greetings(session: Session) -> dict[int, list[date]]:
    """The days on which a birthday was greeted, by its number (patient and year)."""
    found: dict[int, list[date]] = {}
    for subject, day in session.execute(
        select(Contact.subject_id, Contact.day).where(
            Contact.reason == ContactReason.GREETING,
            Contact.outcome.in_(_GOT_THROUGH),
            Contact.undone_at.is_(None),
            Contact.subject_id.is_not(None),
        )
    ):
        found.setdefault(subject or 0, []).append(day)
    return found
