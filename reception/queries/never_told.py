"""Who was never told: families by visits untold, and the adults among active patients."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from reception.models import Account, AccountMember, Mention, Patient, PatientPhone, Visit
from reception.queries.month_values import UntoldFamily
from reception.queries.telling import standing_mentions
from reception.queries.visit_book import VisitBook
from reception.rules.contact import may_contact
from reception.rules.indicators import AdultRow, FamilyRow, never_told_list
from reception.rules.mentions import ADULT_AGE, visits_untold
from reception.storage.confidence import contact_facts
from reception.values.choices import AccountStatus, ContactChannel, MessageClass, VisitStatus
from reception.values.ids import HouseholdId, PatientId
from reception.values.period import add_months, age_on

_ACTIVE_MONTHS = 24
_AT_ONCE = 500


@dataclass(frozen=True)
class Heard:
    """Who had been told, and who was on an account, at the end of a day."""

    listeners: frozenset[int]
    households: frozenset[int]
    members: frozenset[int]
    account_households: frozenset[int]


def heard_by(session: Session, *, as_of: date) -> Heard:
    """Told listeners and households, members and their households, through `as_of`."""
    told = session.execute(
        standing_mentions()
        .with_only_columns(Mention.listener_id, Mention.household_id)
        .where(Mention.day <= as_of)
        .distinct()
    ).all()
    members = session.execute(
        select(AccountMember.patient_id, Account.household_id)
        .join(Account, Account.id == AccountMember.account_id)
        .where(
            AccountMember.joined_on <= as_of,
            or_(AccountMember.left_on.is_(None), AccountMember.left_on > as_of),
            or_(Account.status != AccountStatus.CLOSED, Account.closed_on > as_of),
        )
    ).all()
    return Heard(
        frozenset(row[0] for row in told),
        frozenset(row[1] for row in told),
        frozenset(row[0] for row in members),
        frozenset(row[1] for row in members),
    )


def adult_rows(book: VisitBook, heard: Heard) -> list[AdultRow]:
    """Every living adult with what the never-told indicator asks of her."""
    active_after = add_months(book.as_of, -_ACTIVE_MONTHS)
    youngest = youngest_adult(book.as_of).isoformat()
    rows = []
    for person, days in book.days.items():
        known = book.people.get(person)
        if known is None or known.deceased is not None or days[-1] <= active_after:
            continue
        if known.born is not None and known.born > youngest:
            continue
        rows.append(
            AdultRow(
                PatientId(person),
                HouseholdId(known.household),
                is_member=person in heard.members,
                is_told=person in heard.listeners,
                visited_24=True,
            )
        )
    return rows


def youngest_adult(day: date) -> date:
    """The latest day of birth of somebody who is an adult on `day`."""
    born = add_months(day, -12 * ADULT_AGE)
    following = born + timedelta(days=1)
    return following if age_on(following, day) >= ADULT_AGE else born


def untold_families(
    session: Session, book: VisitBook, heard: Heard, *, began: date
) -> tuple[UntoldFamily, ...]:
    """Families with visits since the programme began, none of whose adults was told."""
    active_after = add_months(book.as_of, -_ACTIVE_MONTHS)
    erased = set(session.scalars(select(Patient.id).where(Patient.erased_on.is_not(None))))
    days_of: defaultdict[int, list[date]] = defaultdict(list)
    for person, days in book.days.items():
        known = book.people[person]
        if known.household in heard.households or known.household in heard.account_households:
            continue
        days_of[known.household] += days
    found: dict[int, tuple[FamilyRow, date]] = {}
    for household, days in days_of.items():
        last = max(days)
        since = min((day for day in days if day >= began), default=None)
        if since is None or last <= active_after:
            continue
        members = book.households[household]
        if all(book.people[one].deceased or one in erased for one in members):
            continue
        count = visits_untold(days, began=began, any_adult_told=False)
        found[household] = FamilyRow(HouseholdId(household), "", count, since), last
    rows = never_told_list(row for row, _last in found.values())
    heads = [book.households[row.household][0] for row in rows]
    names = _names(session, heads)
    phones = _phones(session, heads, book.as_of)
    coming = _next_visits(session, book.as_of)
    return tuple(
        UntoldFamily(
            row.household,
            head,
            names[head],
            row.visits_untold,
            row.since or began,
            found[row.household][1],
            coming.get(row.household),
            phones.get(head, ""),
        )
        for row, head in zip(rows, heads, strict=True)
    )


def _parts(patients: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(patients), _AT_ONCE):
        yield patients[start : start + _AT_ONCE]


def _names(session: Session, patients: Sequence[int]) -> dict[int, str]:
    names: dict[int, str] = {}
    for some in _parts(patients):
        rows = session.execute(
            select(Patient.id, Patient.last_name, Patient.first_name, Patient.patronymic).where(
                Patient.id.in_(some)
            )
        )
        for person, *parts in rows:
            names[person] = " ".join(part for part in parts if part)
    return names


def _phones(session: Session, patients: Sequence[int], day: date) -> dict[int, str]:
    """Numbers of whoever may be called about an offer; of the others none: they are told here."""
    facts = contact_facts(session, patients)
    patients = [
        one
        for one in patients
        if may_contact(
            facts[one],
            message=MessageClass.ADVERTISING,
            channel=ContactChannel.CALL,
            day=day,
        ).allowed
    ]
    phones: dict[int, str] = {}
    for some in _parts(patients):
        rows = session.execute(
            select(PatientPhone.patient_id, PatientPhone.digits)
            .where(PatientPhone.patient_id.in_(some))
            .order_by(PatientPhone.position.desc())
        )
        phones.update((person, f"+{digits}") for person, digits in rows)
    return phones


def _next_visits(session: Session, after: date) -> dict[int, date]:
    """The next appointment of each household that has one."""
    rows = session.execute(
        select(Patient.household_id, func.min(Visit.day))
        .join(Visit, Visit.patient_id == Patient.id)
        .where(Visit.status == VisitStatus.PLANNED, Visit.day > after)
        .group_by(Patient.household_id)
    )
    return {row[0]: row[1] for row in rows}
