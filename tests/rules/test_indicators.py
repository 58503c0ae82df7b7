"""The worked month of product/indicators.md, and the edges of each formula."""

from datetime import date, timedelta
from fractions import Fraction

from reception.rules.indicators import (
    AdultRow,
    FamilyRow,
    FirstMention,
    MonthVisit,
    Ratio,
    cover_days,
    enrolment_conversion,
    exclusions,
    first_mention_latency,
    judge,
    mention_rate,
    mention_rate_by_employee,
    never_told,
    never_told_list,
    new_patients,
    points_flow,
    reorder_point,
    told_at_first_visit,
)
from reception.rules.mentions import EligibilityFacts, Ineligible
from reception.translation import Language, load_translator
from reception.values.choices import EntryKind
from reception.values.ids import HouseholdId, PatientId, StaffId, VisitId

FIRST = date(2026, 10, 1)
OLGA, IVAN, VERA = StaffId(1), StaffId(2), StaffId(3)


def visit(number, *, mentioned=False, staff=(), household=None, first_visit=False, **facts):
    day = facts.pop("day", FIRST + timedelta(days=number % 31))
    return MonthVisit(
        VisitId(number),
        PatientId(number),
        HouseholdId(number if household is None else household),
        EligibilityFacts(day, PatientId(number), **facts),
        mentioned,
        frozenset(staff),
        first_visit,
    )


def worked_month():
    """1 000 visits: 420 members, then 30, 110, 20, 10 and 10 that are not to be told."""
    kinds = (
        [{"is_member": True}] * 420
        + [{"told_on": FIRST - timedelta(days=1)}] * 30
        + [{"declined_on": FIRST - timedelta(days=100)}] * 110
        + [{"fully_insured": True}] * 20
        + [{"emergency": True}] * 10
        + [{"refuses_data": True}] * 10
    )
    rows = [visit(number, **kind) for number, kind in enumerate(kinds)]
    for number in range(600, 1000):
        staff = (OLGA,) if number < 695 else (IVAN,) if number < 755 else (VERA,)
        told = number < 688 if staff == (OLGA,) else number < 736 if staff == (IVAN,) else None
        if told is None:
            told = number < 966
        rows.append(visit(number, mentioned=told, staff=staff))
    return rows


def test_the_worked_month():
    judged = judge(worked_month())
    assert len(judged) == 1000
    assert sum(row.eligible for row in judged) == 400
    assert exclusions(judged) == {
        Ineligible.MEMBER: 420,
        Ineligible.TOLD_RECENTLY: 30,
        Ineligible.DECLINED: 110,
        Ineligible.EMERGENCY: 10,
        Ineligible.INSURED: 20,
        Ineligible.NO_DATA: 10,
    }
    rate = mention_rate(judged)
    assert (rate.numerator, rate.denominator, rate.value) == (340, 400, Fraction(85, 100))
    staff = mention_rate_by_employee(judged)
    assert (staff[OLGA].numerator, staff[OLGA].denominator) == (88, 95)
    assert (staff[IVAN].numerator, staff[IVAN].denominator) == (41, 60)
    assert [round((staff[who].value or 0) * 100) for who in (OLGA, IVAN)] == [93, 68]
    assert enrolment_conversion(joined=119, mentions=340).value == Fraction(35, 100)


def test_never_told_of_the_worked_month():
    adults = [
        AdultRow(PatientId(n), HouseholdId(n), n >= 1900, n >= 760, n < 2000) for n in range(2300)
    ]
    rate = never_told(adults)
    assert (rate.numerator, rate.denominator, rate.value) == (760, 1900, Fraction(40, 100))


def test_told_at_first_visit_and_new_patients():
    rows = [visit(n, first_visit=True, mentioned=n < 96) for n in range(120)]
    rows += [visit(n, mentioned=True) for n in range(200, 230)]
    assert told_at_first_visit(rows).value == Fraction(80, 100)
    assert new_patients(rows) == 120
    twice = [visit(1, first_visit=True), visit(1, first_visit=True, mentioned=True)]
    assert (told_at_first_visit(twice).numerator, new_patients(twice)) == (1, 1)


def test_points_of_the_worked_month():
    flow = points_flow(
        210_000,
        [
            (EntryKind.EARNED, 40_000), (EntryKind.EARNED, 30_000), (EntryKind.WELCOME, 35_700),
            (EntryKind.BIRTHDAY, 8_000), (EntryKind.REDEEMED, -62_000),
            (EntryKind.EXPIRED, -4_000), (EntryKind.TAKEN_BACK, -3_500),
        ],
    )  # fmt: skip
    assert flow.closing == 254_200
    assert flow.by_kind[EntryKind.EARNED] == 70_000
    assert set(flow.by_kind) == set(EntryKind)
    assert flow.by_kind[EntryKind.MOVED_IN] == 0


def test_card_cover_of_the_worked_month():
    cover = cover_days(on_hand=180, issued_in_30_days=130)
    assert cover is not None
    assert round(float(cover), 1) == 41.5
    assert reorder_point(issued_in_30_days=130, delivery_and_safety_days=20) == 87
    assert cover_days(on_hand=180, issued_in_30_days=0) is None
    assert reorder_point(issued_in_30_days=0, delivery_and_safety_days=20) == 0


def test_one_eligible_visit_a_day_and_household():
    rows = [
        visit(1, household=7, day=FIRST, is_member=True),
        visit(2, household=7, day=FIRST),
        visit(3, household=7, day=FIRST, mentioned=True),
        visit(4, household=8, day=FIRST),
        visit(5, household=7, day=FIRST + timedelta(days=1)),
    ]
    assert [row.reason for row in judge(rows)] == [
        Ineligible.MEMBER, None, Ineligible.HOUSEHOLD_TODAY, None, None,
    ]  # fmt: skip


def test_an_employee_is_shown_from_twenty_visits():
    nineteen = [visit(n, staff=(OLGA, IVAN), mentioned=True) for n in range(19)]
    assert mention_rate_by_employee(judge(nineteen))[OLGA].value is None
    twenty = [*nineteen, visit(19, staff=(OLGA,))]
    rates = mention_rate_by_employee(judge(twenty))
    assert rates[OLGA].value == Fraction(19, 20)
    assert rates[IVAN].hidden
    note = rates[IVAN].note
    assert note is not None
    assert load_translator(Language.RU).text(note) == "меньше 20 случаев: не показываем"


def test_a_month_without_visits_has_no_rates():
    assert mention_rate([]).value is None
    assert Ratio(0, 0).note is not None
    assert Ratio(0, 5).value == 0
    assert first_mention_latency([], began=FIRST).every is None


def test_latency_from_the_first_visit_or_the_beginning():
    began = date(2025, 9, 1)
    rows = [
        FirstMention(date(2024, 11, 6), date(2025, 10, 12)),
        FirstMention(date(2024, 11, 6), date(2025, 10, 13)),
        FirstMention(date(2026, 10, 5), date(2026, 10, 5)),
        FirstMention(date(2026, 10, 6), date(2026, 10, 5)),
    ]
    latency = first_mention_latency(rows, began=began)
    assert (latency.old, latency.new, latency.every) == (41.5, 0.0, 20.5)


def test_the_never_told_list_begins_with_the_most_visits():
    families = [
        FamilyRow(HouseholdId(1), "Петров", 3, date(2026, 1, 1)),
        FamilyRow(HouseholdId(2), "Соколова", 23, date(2025, 9, 2)),
        FamilyRow(HouseholdId(3), "Иванова", 3, date(2025, 12, 1)),
        FamilyRow(HouseholdId(4), "Новая", 0),
    ]
    assert [row.head for row in never_told_list(families)] == ["Соколова", "Иванова", "Петров"]
