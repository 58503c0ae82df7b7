"""Portraits of many persons at once: only those of whom anything was recorded have one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from reception.models import BillLine, Consent, PortraitFact, Survey, Visit
from reception.rules.portrait import Fact, Interest, interest_begins, portrait_of
from reception.rules.stages import Portrait
from reception.values.aftercare import SurveyState
from reception.values.choices import ConsentPurpose, ConsentState, VisitStatus

_AT_ONCE = 500


def facts_by_person(
    session: Session, people: Collection[int] | None = None
) -> dict[int, list[Fact]]:
    """The standing facts of persons (of everybody where none are named), in their order."""
    found: dict[int, list[Fact]] = defaultdict(list)
    wanted = (
        select(
            PortraitFact.patient_id,
            PortraitFact.sign,
            PortraitFact.day,
            PortraitFact.value,
            PortraitFact.recorded_by_id,
        )
        .where(PortraitFact.undone_at.is_(None))
        .order_by(PortraitFact.day, PortraitFact.id)
    )
    if people is not None:
        wanted = wanted.where(PortraitFact.patient_id.in_(people))
    for person, sign, day, value, by_id in session.execute(wanted):
        found[person].append(Fact(sign, day, value, by_id))
    return dict(found)


def portraits_on(
    session: Session, day: date, people: Collection[int] | None = None
) -> dict[int, Portrait]:
    """The portrait on a day of everybody of whom a fact is known by then."""
    facts = {
        person: rows
        for person, rows in facts_by_person(session, people).items()
        if any(one.day <= day for one in rows)
    }
    interest = interests_on(session, day, sorted(facts))
    return {
        person: portrait_of(rows, interest.get(person, Interest()), day)
        for person, rows in facts.items()
    }


def interests_on(session: Session, day: date, people: list[int]) -> dict[int, Interest]:
    """What is known of the interest of persons on a day."""
    found: dict[int, Interest] = {}
    for start in range(0, len(people), _AT_ONCE):
        part = people[start : start + _AT_ONCE]
        groups = _groups(session, day, part)
        answered, agreed = _answered(session, day, part), _agreed(session, day, part)
        for person in part:
            found[person] = Interest(groups.get(person, 0), person in answered, person in agreed)
    return found


def _groups(session: Session, day: date, people: list[int]) -> dict[int, int]:
    rows = session.execute(
        select(Visit.patient_id, func.count(BillLine.service_group_id.distinct()))
        .join(BillLine, BillLine.visit_id == Visit.id)
        .where(
            Visit.patient_id.in_(people),
            Visit.status == VisitStatus.DONE,
            Visit.day > interest_begins(day),
            Visit.day <= day,
        )
        .group_by(Visit.patient_id)
    )
    return {row[0]: row[1] for row in rows}


def _answered(session: Session, day: date, people: list[int]) -> set[int]:
    return set(
        session.scalars(
            select(Survey.respondent_id).where(
                Survey.respondent_id.in_(people),
                Survey.state == SurveyState.ANSWERED,
                Survey.answered_on > interest_begins(day),
                Survey.answered_on <= day,
            )
        )
    )


def _agreed(session: Session, day: date, people: list[int]) -> set[int]:
    return set(
        session.scalars(
            select(Consent.patient_id).where(
                Consent.patient_id.in_(people),
                Consent.purpose == ConsentPurpose.ADVERTISING,
                Consent.state.in_((ConsentState.GIVEN, ConsentState.WITHDRAWN)),
                or_(Consent.given_on.is_(None), Consent.given_on <= day),
                or_(
                    Consent.state == ConsentState.GIVEN,
                    Consent.withdrawn_on > day,
                ),
            )
        )
    )
