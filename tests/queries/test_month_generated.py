"""The month of a made-up clinic counted a second time, naively, visit by visit and row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from statistics import median
from typing import Any

import pytest
from sqlalchemy import select

from reception import bootstrap
from reception.clock import SetClock
from reception.models import (
    AccountMember,
    Card,
    Mention,
    Patient,
    PointsEntry,
    ProgrammeVersion,
    Visit,
)
from reception.paths import DataFolder
from reception.queries.month import month_report
from reception.queries.month_values import MonthReport
from reception.storage.database import Database
from reception.values.choices import (
    CardForm,
    Country,
    EntryKind,
    MentionOutcome,
    Stage,
    VisitStatus,
)
from reception.values.period import Period, add_months, age_on

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 2)
PERIODS = (
    Period(date(2026, 10, 1), date(2026, 10, 31)),
    Period(date(2026, 7, 1), date(2026, 7, 31)),
    Period(date(2026, 10, 12), date(2026, 11, 2)),
)


class Rows:
    """Every row of the clinic, as it stands."""

    def __init__(self, database: Database) -> None:
        def all_of(kind: Any) -> list[Any]:
            return list(session.scalars(select(kind).order_by(kind.id)))

        with database.reading() as session:
            self.people: dict[int, Patient] = {person.id: person for person in all_of(Patient)}
            self.visits = [v for v in all_of(Visit) if v.status is VisitStatus.DONE]
            self.visits.sort(key=lambda v: (v.day, v.arrived_at, v.id))
            self.mentions = all_of(Mention)
            self.members = all_of(AccountMember)
            self.entries = all_of(PointsEntry)
            self.cards = all_of(Card)
            self.began = all_of(ProgrammeVersion)[0].valid_from


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = bootstrap.lay_down_demonstration(
        DataFolder(tmp_path_factory.mktemp("generated")),
        country=Country.RU,
        clock=SetClock(NOW),
        seed=11,
        patients=500,
        months=29,
    )
    yield database
    database.close()


@pytest.fixture(scope="module")
def rows(clinic: Database) -> Rows:
    return Rows(clinic)


@pytest.fixture(params=PERIODS, ids=lambda period: f"{period.first:%d.%m}-{period.last:%d.%m}")
def report(request: pytest.FixtureRequest, clinic: Database) -> MonthReport:
    with clinic.reading() as session:
        return month_report(session, period=request.param, today=TODAY)


def is_adult(person: Patient, day: date) -> bool:
    return person.birth_date is None or age_on(person.birth_date, day) >= 18


def hearer(rows: Rows, visit: Visit) -> Patient | None:
    patient: Patient = rows.people[visit.patient_id]
    head: Patient = min(
        (p for p in rows.people.values() if p.household_id == patient.household_id),
        key=lambda p: (p.relation.value != "head", p.id),
    )
    for person in (patient, rows.people.get(visit.accompanied_by_id or 0), head):
        if person is not None and is_adult(person, visit.day):
            return person
    return None


def excused(rows: Rows, visit: Visit, person: Patient | None) -> bool:
    if person is None or person.do_not_mention or person.refuses_data or visit.refused_data:
        return True
    if visit.insured_percent == 100 or visit.is_emergency:
        return True
    for member in rows.members:
        if member.patient_id == person.id and member.joined_at < visit.arrived_at:
            return True
    for mention in rows.mentions:
        if mention.listener_id != person.id or mention.visit_id == visit.id:
            continue
        if mention.recorded_at >= visit.arrived_at:
            continue
        pause = 180 if mention.outcome is MentionOutcome.DECLINED else 60
        if visit.day - mention.day <= timedelta(days=pause):
            return True
    return False


def test_eligible_visits_and_mention_rate(rows: Rows, report: MonthReport) -> None:
    asked: set[tuple[int, date]] = set()
    eligible: set[int] = set()
    told: set[int] = set()
    talked = {(m.household_id, m.day) for m in rows.mentions}
    for visit in rows.visits:
        household = rows.people[visit.patient_id].household_id
        if visit.day not in report.period or (household, visit.day) in asked:
            continue
        if excused(rows, visit, hearer(rows, visit)):
            continue
        asked.add((household, visit.day))
        eligible.add(visit.id)
        if (household, visit.day) in talked:
            told.add(visit.id)
    rate = report.indicator("mention_rate")
    assert rate.behind is not None
    assert set(rate.behind.ids) == eligible
    assert (rate.numerator, rate.denominator) == (len(told), len(eligible))
    assert set(rate.behind.missed) == eligible - told


def test_the_never_told_list(rows: Rows, report: MonthReport) -> None:
    through = report.as_of
    told = {m.household_id for m in rows.mentions if m.day <= through}
    joined = {
        rows.people[m.patient_id].household_id for m in rows.members if m.joined_on <= through
    }
    counts: Counter[int] = Counter()
    for visit in rows.visits:
        household = rows.people[visit.patient_id].household_id
        if rows.began <= visit.day <= through and household not in told | joined:
            counts[household] += 1
    assert {row.household_id: row.visits_untold for row in report.never_told} == counts


def test_points_by_kind(rows: Rows, report: MonthReport) -> None:
    opening = sum(e.points for e in rows.entries if e.effective_on < report.period.first)
    inside = [e for e in rows.entries if e.effective_on in report.period]
    sums: Counter[Any] = Counter()
    for entry in inside:
        sums[entry.kind] += entry.points
    assert report.points_opening == opening
    assert dict(report.points_flow) == {kind: sums[kind] for kind, _points in report.points_flow}
    assert report.points_closing == opening + sum(e.points for e in inside)


def test_who_joined_and_which_cards(rows: Rows, report: MonthReport) -> None:
    adults = [m for m in rows.members if m.joined_on in report.period and m.entered_by_id is None]
    assert report.indicator("joined").value == len(adults)
    for form in CardForm:
        if form in (CardForm.PLASTIC, CardForm.PAPER):
            issued = [c for c in rows.cards if c.issued_on in report.period and c.form is form]
            assert report.indicator(f"cards_issued_{form.value}").value == len(issued)


def test_visits_new_patients_and_stages(rows: Rows, report: MonthReport) -> None:
    days: dict[int, list[date]] = {}
    family: dict[int, set[date]] = {}
    for visit in rows.visits:
        if visit.day <= report.as_of:
            days.setdefault(visit.patient_id, []).append(visit.day)
            family.setdefault(rows.people[visit.patient_id].household_id, set()).add(visit.day)
    assert report.indicator("visits").value == sum(
        visit.day in report.period for visit in rows.visits
    )
    new = {
        person
        for person, own in days.items()
        if min(own) in report.period
        and (rows.people[person].first_visit_known or min(own)) >= min(own)
    }
    assert report.indicator("new_patients").value == len(new)
    sizes = Counter(person.household_id for person in rows.people.values())
    stages: Counter[Stage] = Counter()
    for person in rows.people.values():
        own = set(days.get(person.id, ()))
        household = person.household_id
        stages[stage_by_hand(own, family.get(household, set()), sizes[household], report)] += 1
    assert {stage: count for stage, count in report.stages if count} == dict(stages)


def test_the_same_families_paid(rows: Rows, report: MonthReport) -> None:
    year, two = add_months(report.as_of, -12), add_months(report.as_of, -24)
    last: Counter[int] = Counter()
    before: Counter[int] = Counter()
    for visit in rows.visits:
        household = rows.people[visit.patient_id].household_id
        if year < visit.day <= report.as_of:
            last[household] += visit.paid_minor
        elif two < visit.day <= year:
            before[household] += visit.paid_minor
    both = set(last) & set(before)
    growth = report.indicator("spend_growth")
    earlier = sum(before[one] for one in both)
    expected = Fraction(sum(last[one] for one in both), earlier) - 1 if earlier else None
    assert growth.value == expected
    assert growth.behind is not None
    assert set(growth.behind.ids) == both


def test_segments_add_up_to_the_eligible_visits(report: MonthReport) -> None:
    whole = report.indicator("mention_rate")
    cells = {str(row.cells[0]): row.cells for row in report.further.segments}
    assert cells
    sums: Counter[str] = Counter()
    for row in report.further.segments:
        assert row.behind is not None
        assert len(row.behind.ids) == row.cells[3]
        told, eligible = row.cells[2] or 0, row.cells[3] or 0
        assert isinstance(told, int)
        assert isinstance(eligible, int)
        assert len(row.behind.missed) == eligible - told
        for visit in row.behind.ids:
            sums[str(visit)] += 1
    assert len(sums) == whole.denominator, "every eligible visit is in a segment"
    assert min(sums.values()) >= 3


def test_every_bill_earns_by_its_terms(rows: Rows, report: MonthReport) -> None:
    earned = [
        entry
        for entry in rows.entries
        if entry.kind is EntryKind.EARNED
        and entry.effective_on in report.period
        and entry.reverses_id is None
    ]
    deviations = report.indicator("reward_deviations")
    assert (deviations.value, deviations.denominator) == (0, len(earned))
    assert report.further.rewards == ()


def test_check_in_takes_what_the_stamps_say(rows: Rows, report: MonthReport) -> None:
    first: list[float] = []
    again: list[float] = []
    for visit in rows.visits:
        if visit.day not in report.period or visit.opened_at is None:
            continue
        took = (visit.arrived_at - visit.opened_at).total_seconds()
        earlier = any(
            other.patient_id == visit.patient_id and other.day < visit.day for other in rows.visits
        )
        known = rows.people[visit.patient_id].first_visit_known
        is_first = not earlier and (known is None or known >= visit.day)
        (first if is_first else again).append(took)
    for name, taken in (("first", first), ("repeat", again)):
        one = report.indicator(f"check_in_{name}_median")
        assert one.denominator == len(taken)
        assert one.value == (round(median(taken)) if taken else None)


def stage_by_hand(own: set[date], family: set[date], size: int, report: MonthReport) -> Stage:
    day = report.as_of
    year, two_years = add_months(day, -12), add_months(day, -24)
    if not own:
        return Stage.POTENTIAL
    if max(own) <= add_months(day, -18):
        return Stage.LAPSED
    if len(own) == 1:
        return Stage.FIRST_TIME
    this = sum(each > year for each in own)
    before = sum(two_years < each <= year for each in own)
    together = sum(each > year for each in family)
    if this >= 3 or (this >= 2 and before >= 2) or (size >= 2 and together >= 4):
        return Stage.REGULAR
    return Stage.REPEAT
