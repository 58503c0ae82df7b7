"""The done visits of a period with everything that decides whether one had to tell on them.

Read set by set, never family by family; `rules/indicators.py` judges and counts them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import AccountMember, Mention, Visit
from reception.queries.telling import standing_mentions
from reception.queries.visit_book import VisitBook
from reception.rules.indicators import MonthVisit
from reception.rules.mentions import LIMITS, EligibilityFacts, Listener, leaves_count, listener
from reception.values.choices import MentionOutcome, NotNowReason, VisitStatus
from reception.values.ids import HouseholdId, PatientId, StaffId, VisitId


class _VisitRow(NamedTuple):
    id: int
    patient_id: int
    accompanied_by_id: int | None
    day: date
    planned_time: Any
    arrived_at: datetime | None
    is_emergency: bool
    insured_percent: int
    refused_data: bool
    not_now_reason: NotNowReason | None
    checked_in_by_id: int | None
    checked_out_by_id: int | None


class _MentionRow(NamedTuple):
    id: int
    day: date
    recorded_at: datetime
    visit_id: int | None
    listener_id: int
    household_id: int
    outcome: MentionOutcome


class _Membership(NamedTuple):
    """A person's time on an account."""

    joined_on: date
    joined_at: datetime
    left_on: date | None

    def held_before(self, visit: _VisitRow) -> bool:
        """Whether the person was a member when the visit began."""
        if self.left_on is not None and self.left_on <= visit.day:
            return False
        if self.joined_on != visit.day:
            return self.joined_on < visit.day
        return visit.arrived_at is not None and self.joined_at < visit.arrived_at


def month_visits(session: Session, book: VisitBook, *, first: date, last: date) -> list[MonthVisit]:
    """Every done visit of these days in the order of arrival."""
    mentions = _mentions(session, first - timedelta(days=LIMITS.declined_days), last)
    memberships = _memberships(session)
    not_now = _not_now(session, first, last)
    told_visits = {row.visit_id for row in mentions}
    told_days = {(row.household_id, row.day) for row in mentions}
    heard: defaultdict[int, list[_MentionRow]] = defaultdict(list)
    for mention in mentions:
        heard[mention.listener_id].append(mention)
    found: list[MonthVisit] = []
    for visit in _visits(session, first, last):
        person = book.people.get(visit.patient_id)
        if person is None:
            continue
        hearer = _listener(book, visit)
        facts = _facts(
            book,
            visit,
            hearer,
            memberships.get(hearer or 0, ()),
            heard.get(hearer or 0, ()),
            not_now.get(visit.id),
        )
        staff = {visit.checked_in_by_id, visit.checked_out_by_id} - {None}
        found.append(
            MonthVisit(
                VisitId(visit.id),
                PatientId(visit.patient_id),
                HouseholdId(person.household),
                facts,
                mentioned=visit.id in told_visits or (person.household, visit.day) in told_days,
                staff=frozenset(StaffId(one) for one in staff if one is not None),
                first_visit=book.first_day(visit.patient_id) == visit.day,
            )
        )
    return found


def _visits(session: Session, first: date, last: date) -> list[_VisitRow]:
    rows = session.execute(
        select(
            Visit.id,
            Visit.patient_id,
            Visit.accompanied_by_id,
            Visit.day,
            Visit.planned_time,
            Visit.arrived_at,
            Visit.is_emergency,
            Visit.insured_percent,
            Visit.refused_data,
            Visit.not_now_reason,
            Visit.checked_in_by_id,
            Visit.checked_out_by_id,
        )
        .where(Visit.status == VisitStatus.DONE, Visit.day.between(first, last))
        .order_by(Visit.day, Visit.arrived_at, Visit.planned_time, Visit.id)
    )
    return [_VisitRow._make(row) for row in rows]


def _mentions(session: Session, first: date, last: date) -> list[_MentionRow]:
    rows = session.execute(
        standing_mentions()
        .with_only_columns(
            Mention.id,
            Mention.day,
            Mention.recorded_at,
            Mention.visit_id,
            Mention.listener_id,
            Mention.household_id,
            Mention.outcome,
        )
        .where(Mention.day.between(first, last))
        .order_by(Mention.id)
    )
    return [_MentionRow(*row) for row in rows]


def _memberships(session: Session) -> Mapping[int, Sequence[_Membership]]:
    found: defaultdict[int, list[_Membership]] = defaultdict(list)
    rows = session.execute(
        select(
            AccountMember.patient_id,
            AccountMember.joined_on,
            AccountMember.joined_at,
            AccountMember.left_on,
        )
    )
    for patient, joined_on, joined_at, left_on in rows:
        found[patient].append(_Membership(joined_on, joined_at, left_on))
    return found


def _not_now(session: Session, first: date, last: date) -> dict[int, NotNowReason]:
    """Why nothing was said, by visit; the last answer counts."""
    taken_back = select(Mention.reverses_id).where(Mention.reverses_id.is_not(None))
    rows = session.execute(
        select(Mention.visit_id, Mention.not_now_reason)
        .where(
            Mention.outcome == MentionOutcome.NOT_NOW,
            Mention.day.between(first, last),
            Mention.visit_id.is_not(None),
            Mention.not_now_reason.is_not(None),
            Mention.reverses_id.is_(None),
            Mention.id.not_in(taken_back),
        )
        .order_by(Mention.id)
    )
    return {visit: reason for visit, reason in rows if visit is not None and reason is not None}


def _listener(book: VisitBook, visit: _VisitRow) -> int | None:
    person = book.people[visit.patient_id]
    patient = Listener(PatientId(person.id), book.born(person.id))
    if patient.is_adult(visit.day):
        return person.id
    guardian = book.people.get(visit.accompanied_by_id or 0)
    head = book.people[book.households[person.household][0]]
    return listener(
        patient,
        day=visit.day,
        accompanying_guardian=guardian and Listener(PatientId(guardian.id), book.born(guardian.id)),
        head=Listener(PatientId(head.id), book.born(head.id)),
    )


def _facts(
    book: VisitBook,
    visit: _VisitRow,
    hearer: int | None,
    memberships: Sequence[_Membership],
    heard: Sequence[_MentionRow],
    reason: NotNowReason | None,
) -> EligibilityFacts:
    told_on = declined_on = None
    for mention in heard:
        if mention.visit_id == visit.id or not _came_before(mention, visit):
            continue
        told_on = mention.day if told_on is None else max(told_on, mention.day)
        if mention.outcome is MentionOutcome.DECLINED:
            declined_on = mention.day
    why = reason or visit.not_now_reason
    is_out = leaves_count(why)
    person = book.people.get(hearer or 0)
    return EligibilityFacts(
        day=visit.day,
        listener=None if hearer is None else PatientId(hearer),
        is_member=any(row.held_before(visit) for row in memberships),
        told_on=told_on,
        declined_on=declined_on,
        do_not_mention=person is not None and bool(person.do_not_mention),
        emergency=visit.is_emergency or (is_out and why is not NotNowReason.NO_DATA),
        fully_insured=visit.insured_percent >= 100,
        refuses_data=visit.refused_data
        or why is NotNowReason.NO_DATA
        or (person is not None and bool(person.refuses_data)),
    )


def _came_before(mention: _MentionRow, visit: _VisitRow) -> bool:
    if mention.day != visit.day:
        return mention.day < visit.day
    return visit.arrived_at is not None and mention.recorded_at < visit.arrived_at
