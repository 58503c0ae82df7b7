"""What publishing has to know of the database; for the service that acts and the page that shows."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import (
    AccountMember,
    BillLine,
    Clinic,
    PriceItem,
    ServiceGroup,
    Setting,
    Visit,
)
from reception.rules.lone_promotions import with_promotions
from reception.rules.publishing_facts import REQUISITES, PublishingFacts
from reception.rules.reference import Reference
from reception.rules.service_names import STANDARD_GROUPS
from reception.rules.terms import Terms, terms_hash
from reception.rules.wording import ClinicFacts
from reception.storage.calendar import working_days
from reception.storage.knowledge_facts import certified
from reception.storage.phrase_rows import prompt_book
from reception.storage.promotion_rows import lone_promotions, published_terms
from reception.storage.version_rows import closed_on, published_rows
from reception.values.choices import VisitStatus
from reception.values.localized_text import LocalizedText
from reception.values.period import add_months

REFERENCE_SETTING = "programme.reference"
ENOUGH_VISITS = 100
ENOUGH_MONTHS = 3
_HISTORY_MONTHS = 12
_SHORTEST = 7  # days: a course of treatment is no usual interval


def publishing_facts(
    session: Session, *, draft: Terms, today: date, override_reason: str = ""
) -> PublishingFacts:
    """Everything the eight checks of a draft ask for, as of today."""
    clinic = session.scalars(select(Clinic)).one()
    rows = published_rows(session)
    promotions = lone_promotions(session)
    return PublishingFacts(
        today=today,
        draft=with_promotions(draft, promotions),
        published=tuple(published_terms(session, rows)),
        requisites={name: getattr(clinic, name) for name in REQUISITES},
        sheet=sheet_facts(session, draft=draft, today=today),
        phrases=prompt_book(session),
        reference=reference_patients(session, today=today),
        price_groups=_price_groups(session, today),
        own_groups=frozenset(session.scalars(select(ServiceGroup.code))),
        ended_on=closed_on(rows),
        override_reason=override_reason,
        staff=tuple(certified(session, terms_hash(draft))),
        calendar=working_days(session),
        lone_codes=frozenset(each.code for each in promotions),
    )


def sheet_facts(session: Session, *, draft: Terms, today: date) -> ClinicFacts:
    """What the sheet of a draft says of the clinic, as of its first day."""
    clinic = session.scalars(select(Clinic)).one()
    contact = (clinic.complaints_name, clinic.complaints_phone)
    return ClinicFacts(
        contact=", ".join(part for part in contact if part) or clinic.phone,
        day=max(today, draft.version.valid_from),
        answer_days=clinic.complaints_days,
        group_names={
            row.code: LocalizedText(row.name, row.name, row.name)
            for row in session.scalars(select(ServiceGroup))
            if row.code not in STANDARD_GROUPS
        },
    )


def _price_groups(session: Session, today: date) -> tuple[str, ...]:
    """The group of each line of the price list that holds today."""
    return tuple(
        session.scalars(
            select(ServiceGroup.code)
            .join(PriceItem, PriceItem.service_group_id == ServiceGroup.id)
            .where(
                PriceItem.valid_from <= today,
                PriceItem.valid_until.is_(None) | (PriceItem.valid_until >= today),
            )
        )
    )


def reference_patients(session: Session, *, today: date) -> Reference:
    """The reference single and family: as set, else the clinic's medians, else as assumed."""
    clinic = session.scalars(select(Clinic)).one()
    assumed = Reference.of_country(clinic.country)
    row = session.get(Setting, REFERENCE_SETTING)
    if row is not None and row.value.get("value"):
        named: dict[str, Any] = row.value["value"]
        return Reference(int(named["bill"]), Fraction(str(named["interval"])), int(named["size"]))
    return own_medians(session, today=today) or assumed


def own_medians(session: Session, *, today: date) -> Reference | None:
    """Median bill, interval of patients without a family, and family size of the last year.

    None before there are three months and a hundred paid visits to tell them from.
    """
    first = add_months(today, -_HISTORY_MONTHS)
    paid = (
        select(Visit.id, func.sum(BillLine.amount_minor).label("bill"))
        .join(BillLine, BillLine.visit_id == Visit.id)
        .where(Visit.status == VisitStatus.DONE, Visit.day.between(first, today))
        .group_by(Visit.id)
        .having(func.sum(BillLine.amount_minor) > 0)
        .subquery()
    )
    visits = session.scalar(select(func.count()).select_from(paid)) or 0
    earliest = session.scalar(select(func.min(Visit.day)).where(Visit.status == VisitStatus.DONE))
    if visits < ENOUGH_VISITS or earliest is None or earliest > add_months(today, -ENOUGH_MONTHS):
        return None
    bill = _middle(session, select(paid.c.bill).order_by(paid.c.bill), visits)
    families = (
        select(AccountMember.account_id)
        .where(AccountMember.left_on.is_(None))
        .group_by(AccountMember.account_id)
        .having(func.count() > 1)
    )
    relatives = select(AccountMember.patient_id).where(
        AccountMember.left_on.is_(None), AccountMember.account_id.in_(families)
    )
    alone = (
        select(Visit.patient_id.label("who"), Visit.day)
        .where(*_seen(today), Visit.patient_id.not_in(relatives))
        .distinct()
    )
    interval = _usual_interval(session, alone)
    if bill is None or interval is None:
        return None
    return Reference(bill, interval, _family_size(session))


def _seen(today: date) -> tuple[Any, ...]:
    """Visits that took place in the last two years: who comes rarely is seen there, too."""
    first = add_months(today, -2 * _HISTORY_MONTHS)
    return (Visit.status == VisitStatus.DONE, Visit.day.between(first, today))


def _usual_interval(session: Session, days: Any) -> Fraction | None:
    """The median, over those who came again, of their own average days between visits; in months.

    `days` are the days on which each came (`who`, `day`), every day once.
    """
    seen = days.subquery()
    apart = (func.julianday(func.max(seen.c.day)) - func.julianday(func.min(seen.c.day))) / (
        func.count() - 1
    )
    own = select(apart.label("days")).group_by(seen.c.who).having(func.count() > 1).subquery()
    count = session.scalar(select(func.count()).select_from(own)) or 0
    middle = _middle(session, select(own.c.days).order_by(own.c.days), count)
    if middle is None:
        return None
    return min(Fraction(12), Fraction(max(_SHORTEST, middle) * 12, 365))


def _family_size(session: Session) -> int:
    """The median number of people on accounts of several."""
    sizes = (
        select(func.count().label("people"))
        .where(AccountMember.left_on.is_(None))
        .group_by(AccountMember.account_id)
        .having(func.count() > 1)
        .subquery()
    )
    count = session.scalar(select(func.count()).select_from(sizes)) or 0
    size = _middle(session, select(sizes.c.people).order_by(sizes.c.people), count)
    return Reference(1).size if size is None else size


def _middle(session: Session, ordered: Any, count: int) -> int | None:
    """The median of an ordered statement of `count` rows (the lower one of two)."""
    if not count:
        return None
    found = session.scalar(ordered.offset((count - 1) // 2).limit(1))
    return None if found is None else int(found)
