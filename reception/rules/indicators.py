"""Indicators of the month over plain rows, each by the formula of product/indicators.md.

Rows come from `reception/queries/month.py`; screen, PDF, XLSX and CSV show what is computed
here.  Staff are measured by mentions, never by joins or sums.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from statistics import median

from reception.rules.mentions import LIMITS, EligibilityFacts, Ineligible, MentionLimits, eligible
from reception.translation import Message, msg
from reception.values.choices import EntryKind
from reception.values.ids import HouseholdId, PatientId, StaffId, VisitId

STAFF_GUARD = 20


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share with its cases; hidden where there are fewer than `guard` of them."""

    numerator: int
    denominator: int
    guard: int = 1

    @property
    def hidden(self) -> bool:
        """Too few cases to say anything, or none."""
        return self.denominator < max(self.guard, 1)

    @property
    def value(self) -> Fraction | None:
        """The share from 0 to 1, exactly; None where it is hidden."""
        return None if self.hidden else Fraction(self.numerator, self.denominator)

    @property
    def note(self) -> Message | None:
        """Why there is no value."""
        if not self.hidden:
            return None
        if self.denominator == 0:
            return msg("no cases")
        return msg("fewer than {limit} cases: not shown", limit=self.guard)


# --- Eligible visits and mention rate ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MonthVisit:
    """A done visit of the month.

    `facts`: what decides eligibility (`household_today` is found here, not taken from there).
    `mentioned`: a mention that tells is recorded on this visit.  `staff`: who checked the
    patient in or out.  `first_visit`: on the first visit day of the patient.
    """

    visit: VisitId
    patient: PatientId
    household: HouseholdId
    facts: EligibilityFacts
    mentioned: bool = False
    staff: frozenset[StaffId] = frozenset()
    first_visit: bool = False


@dataclass(frozen=True, slots=True)
class JudgedVisit:
    """A visit and whether it was one on which to tell."""

    visit: MonthVisit
    reason: Ineligible | None

    @property
    def eligible(self) -> bool:
        """Counts in the denominator of the mention rate."""
        return self.reason is None


def judge(visits: Iterable[MonthVisit], limits: MentionLimits = LIMITS) -> list[JudgedVisit]:
    """Each visit with its verdict; `visits` in the order of their arrival.

    The first eligible visit of a household on a day excludes its later ones of that day.
    """
    judged = []
    told_today: set[tuple[HouseholdId, date]] = set()
    for visit in visits:
        key = (visit.household, visit.facts.day)
        verdict = eligible(replace(visit.facts, household_today=key in told_today), limits)
        if verdict.eligible:
            told_today.add(key)
        judged.append(JudgedVisit(visit, verdict.reason))
    return judged


def exclusions(judged: Iterable[JudgedVisit]) -> dict[Ineligible, int]:
    """How many visits each reason took out, in the order of the reasons."""
    counts = Counter(row.reason for row in judged)
    return {reason: counts[reason] for reason in Ineligible if counts[reason]}


def mention_rate(judged: Iterable[JudgedVisit]) -> Ratio:
    """Eligible visits with a recorded mention ÷ eligible visits."""
    rows = [row.visit.mentioned for row in judged if row.eligible]
    return Ratio(sum(rows), len(rows))


def mention_rate_by_employee(
    judged: Iterable[JudgedVisit], guard: int = STAFF_GUARD
) -> dict[StaffId, Ratio]:
    """The same over the visits an employee checked in or out; shown from `guard` visits on."""
    told: Counter[StaffId] = Counter()
    due: Counter[StaffId] = Counter()
    for row in judged:
        if row.eligible:
            due.update(row.visit.staff)
            if row.visit.mentioned:
                told.update(row.visit.staff)
    return {staff: Ratio(told[staff], due[staff], guard) for staff in sorted(due)}


def told_at_first_visit(visits: Iterable[MonthVisit]) -> Ratio:
    """First-time patients mentioned on their first visit ÷ first-time patients."""
    told: dict[PatientId, bool] = {}
    for visit in visits:
        if visit.first_visit:
            told[visit.patient] = told.get(visit.patient, False) or visit.mentioned
    return Ratio(sum(told.values()), len(told))


def new_patients(visits: Iterable[MonthVisit]) -> int:
    """Persons whose first visit day falls in the month."""
    return len({visit.patient for visit in visits if visit.first_visit})


# --- Never told -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AdultRow:
    """An adult: on an account, told since the programme began, with a visit in 24 months."""

    patient: PatientId
    household: HouseholdId
    is_member: bool
    is_told: bool
    visited_24: bool


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """A household nobody of which has been told: its visits since the programme began."""

    household: HouseholdId
    head: str
    visits_untold: int
    since: date | None = None


def never_told(adults: Iterable[AdultRow]) -> Ratio:
    """Active non-member adults without a mention ÷ active non-member adults."""
    active = [row.is_told for row in adults if row.visited_24 and not row.is_member]
    return Ratio(len(active) - sum(active), len(active))


def never_told_list(families: Iterable[FamilyRow]) -> list[FamilyRow]:
    """Households with visits untold, the most visits first, then the longest silence."""
    return sorted(
        (row for row in families if row.visits_untold > 0),
        key=lambda row: (-row.visits_untold, row.since or date.max, row.head, row.household),
    )


# --- Latency and joining ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FirstMention:
    """An adult's first visit and first mention."""

    first_visit: date
    first_mention: date


@dataclass(frozen=True, slots=True)
class Latency:
    """Median days to the first mention: of those here before the programme began, and since."""

    old: float | None
    new: float | None
    every: float | None


def first_mention_latency(rows: Iterable[FirstMention], *, began: date) -> Latency:
    """Days from the first visit, or the programme's start if later, to the first mention."""
    old: list[int] = []
    new: list[int] = []
    for row in rows:
        start = max(row.first_visit, began)
        days = max((row.first_mention - start).days, 0)
        (old if row.first_visit < began else new).append(days)
    return Latency(_median(old), _median(new), _median(old + new))


def enrolment_conversion(*, joined: int, mentions: int) -> Ratio:
    """Joined ÷ mentions; of the clinic, never of an employee."""
    return Ratio(joined, mentions)


def _median(values: list[int]) -> float | None:
    return float(median(values)) if values else None


# --- Points -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class PointsFlow:
    """Points of the month: opening + the sum of each kind of entry = closing."""

    opening: int
    by_kind: Mapping[EntryKind, int] = field(default_factory=dict)

    @property
    def closing(self) -> int:
        """Points at the end of the month."""
        return self.opening + sum(self.by_kind.values())


def points_flow(opening: int, entries: Iterable[tuple[EntryKind, int]]) -> PointsFlow:
    """The flow from an opening balance and the month's entries, every kind with its column."""
    sums: Counter[EntryKind] = Counter()
    for kind, points in entries:
        sums[kind] += points
    return PointsFlow(opening, {kind: sums[kind] for kind in EntryKind})


# --- Cards ------------------------------------------------------------------------------------


def cover_days(*, on_hand: int, issued_in_30_days: int) -> Fraction | None:
    """Days the plastic lasts at the average issue of 30 days; None where none was issued."""
    return Fraction(on_hand * 30, issued_in_30_days) if issued_in_30_days else None


def reorder_point(*, issued_in_30_days: int, delivery_and_safety_days: int) -> int:
    """Reorder when on hand is at or below this: (delivery + safety days) × daily issue, up."""
    return -(-delivery_and_safety_days * issued_in_30_days // 30)
