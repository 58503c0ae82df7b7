"""The month worked by hand: every figure of tests/queries/november.py, and the odd months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from reception.errors import InvalidInput
from reception.queries.month import mention_trend, month_report
from reception.queries.month_tables import own_first
from reception.queries.month_values import BeganFrom, BehindKind, MonthReport
from reception.services.card_stock import receive_cards
from reception.services.clinic import change_clinic
from reception.translation import Language, load_translator
from reception.values.actor import COMMAND_LINE
from reception.values.choices import EntryKind, Stage
from reception.values.period import Period
from tests.people import Desk
from tests.queries.november import LAST_DAY, NOVEMBER, November


@pytest.fixture
def report(november: November) -> MonthReport:
    answer: MonthReport = november.desk.ask(month_report, period=NOVEMBER, today=LAST_DAY)
    return answer


def figures(report: MonthReport, name: str) -> tuple[object, object, object]:
    one = report.indicator(name)
    return one.value, one.numerator, one.denominator


def behind(report: MonthReport, name: str) -> set[int]:
    found = report.indicator(name).behind
    assert found is not None
    return set(found.ids)


def test_eligible_visits_and_mention_rate(november: November, report: MonthReport) -> None:
    eligible = {
        november.visits[key]
        for key in ("3 Анна", "5 Борис", "9 Галина", "16 Глеб", "17 Дина", "25 Борис", "27 Вера")
    }
    assert figures(report, "eligible_visit") == (7, 7, 11)
    assert figures(report, "mention_rate") == (Fraction(4, 7), 4, 7)
    assert behind(report, "mention_rate") == eligible
    rate = report.indicator("mention_rate").behind
    assert rate is not None
    assert set(rate.missed) == {november.visits[key] for key in ("5 Борис", "16 Глеб", "27 Вера")}


def test_visits_and_new_patients(november: November, report: MonthReport) -> None:
    assert figures(report, "visits") == (11, 11, None)
    assert figures(report, "new_patients") == (7, 7, None)
    assert behind(report, "new_patients") == set(november.people.values())
    # Анна and Миша, Галина and Глеб: 2 + 3 of the 11 visits.
    assert figures(report, "share_of_family_visits") == (Fraction(5, 11), 5, 11)


def test_told_at_first_visit(report: MonthReport) -> None:
    # Анна, Миша (his mother was told that day), Галина, Дина; not Борис, Вера, Глеб.
    assert figures(report, "told_at_first_visit") == (Fraction(4, 7), 4, 7)


def test_never_told(november: November, report: MonthReport) -> None:
    # Adults outside the programme: Анна, Борис, Вера, Глеб, Дина; never told: Вера and Глеб.
    assert figures(report, "never_told_list") == (Fraction(2, 5), 2, 5)
    assert behind(report, "never_told_list") == {
        november.people["Вера"],
        november.people["Глеб"],
    }
    # Глеб's family has an account, so that only Вера's is on the list.
    (family,) = report.never_told
    assert (family.head, family.visits_untold, family.since, family.last_visit) == (
        "Ветрова Вера",
        2,
        date(2026, 11, 6),
        date(2026, 11, 27),
    )


def test_first_mention_latency(report: MonthReport) -> None:
    # Анна 0, Галина 0, Дина 0, Борис 25 − 5 = 20 days: the median is 0.
    assert figures(report, "first_mention_latency") == (0, None, 4)
    assert report.indicator("first_mention_latency_old").value is None
    assert report.indicator("first_mention_latency_new").value == 0


def test_joining(november: November, report: MonthReport) -> None:
    assert figures(report, "joined") == (1, 1, None)
    assert behind(report, "joined") == {november.people["Галина"]}
    # Told: Анна, Галина, Дина, Борис; what was taken back and "not now" are no talks.
    assert figures(report, "enrolment_conversion") == (Fraction(1, 4), 1, 4)


def test_cards(report: MonthReport) -> None:
    assert figures(report, "cards_issued_plastic")[0] == 0
    assert figures(report, "cards_issued_paper")[0] == 1
    on_hand = report.indicator("cards_on_hand")
    assert on_hand.value is None
    assert on_hand.note is not None


def test_days_on_which_one_could_join(report: MonthReport) -> None:
    # 25 working days from Monday 2 to Monday 30 November, all under version 1.
    assert figures(report, "joinable_days") == (1, 25, 25)


def test_points_flow(report: MonthReport) -> None:
    # Welcome 300; 7 % of 1 000 and of 2 000 is 70 + 140.
    flow = {kind: points for kind, points in report.points_flow if points}
    assert flow == {EntryKind.WELCOME: 300, EntryKind.EARNED: 210}
    assert (report.points_opening, report.points_closing) == (0, 510)
    assert [kind for kind, _points in report.points_flow] == list(EntryKind)
    assert figures(report, "liability_gross")[0] == 51_000
    assert figures(report, "liability_expected")[0] == 35_700
    assert figures(report, "redemption_rate") == (Fraction(0), 0, 510)


def test_stages(november: November, report: MonthReport) -> None:
    stages = {stage: count for stage, count in report.stages if count}
    assert stages == {Stage.FIRST_TIME: 3, Stage.REPEAT: 4}
    assert behind(report, "stage_distribution_first_time") == {
        november.people[name] for name in ("Анна", "Миша", "Глеб")
    }


def test_staff_are_hidden_below_twenty_visits(report: MonthReport) -> None:
    (olga,) = report.staff
    assert (olga.login, len(olga.eligible), olga.told, olga.rate) == ("olga", 7, 4, None)


def test_whoever_reads_sees_their_own_figures_first(report: MonthReport) -> None:
    (olga,) = report.staff
    two = replace(report, staff=(olga, replace(olga, staff_id=7, name="Яна")))
    assert [row.name for row in own_first(two, 7).staff] == ["Яна", olga.name]
    assert own_first(two, None).staff == two.staff


def test_minus_events_come_first(november: November, report: MonthReport) -> None:
    words = load_translator(Language.EN)
    said = {words.text(event.what): (event.count, event.due) for event in report.minus}
    assert said == {
        "Families never told": (1, None),
        "Visits on which nobody told": (3, None),
        "Plastic cards overdue": (1, date(2026, 11, 23)),
        "Ticks faster than anybody can tell": (1, None),
    }
    hasty = next(e for e in report.minus if words.text(e.what).startswith("Ticks")).behind
    assert hasty is not None
    assert hasty.kind is BehindKind.MENTION


def test_a_range_of_days_is_reported_like_a_month(november: November) -> None:
    week = Period(date(2026, 11, 9), date(2026, 11, 15))
    report = november.desk.ask(month_report, period=week, today=LAST_DAY)
    assert figures(report, "mention_rate") == (1, 1, 1)
    assert (report.points_opening, report.points_closing) == (0, 370)
    later = Period(date(2026, 11, 16), date(2026, 11, 30))
    report = november.desk.ask(month_report, period=later, today=LAST_DAY)
    assert (report.points_opening, report.points_closing) == (370, 510)


def test_the_list_as_of_an_earlier_day(november: November) -> None:
    early = Period(date(2026, 11, 1), date(2026, 11, 20))
    report = november.desk.ask(month_report, period=early, today=LAST_DAY)
    heads = {row.head: row.visits_untold for row in report.never_told}
    assert heads == {"Белкин Борис": 1, "Ветрова Вера": 1}


def test_the_present_month_is_not_over(november: November) -> None:
    report = november.desk.ask(month_report, period=NOVEMBER, today=date(2026, 11, 20))
    assert report.as_of == date(2026, 11, 20)
    assert figures(report, "visits")[0] == 7
    words = load_translator(Language.EN)
    assert "The period is not over: figures through 20 Nov 2026." in [
        words.text(remark) for remark in report.remarks
    ]


def test_an_empty_month_explains_itself(november: November) -> None:
    december = Period(date(2026, 12, 1), date(2026, 12, 31))
    report = november.desk.ask(month_report, period=december, today=date(2027, 1, 5))
    words = load_translator(Language.EN)
    assert "There was no visit in this period." in [words.text(one) for one in report.remarks]
    rate = report.indicator("mention_rate")
    assert (rate.value, rate.denominator) == (None, 0)
    assert rate.note is not None
    assert report.points_closing == 510


def test_a_month_to_come_is_refused(november: November) -> None:
    december = Period(date(2026, 12, 1), date(2026, 12, 31))
    with pytest.raises(InvalidInput):
        november.desk.ask(month_report, period=december, today=LAST_DAY)


def test_a_clinic_without_anybody(desk: Desk) -> None:
    report = desk.ask(month_report, period=NOVEMBER, today=date(2026, 11, 2))
    assert report.began_from is BeganFrom.VERSION
    assert report.never_told == ()
    assert report.indicator("stage_distribution_regular").value is None


def test_the_day_the_clinic_names(november: November) -> None:
    november.desk.actor = COMMAND_LINE
    november.desk.do(change_clinic, field="programme_since", value=date(2026, 11, 10))
    report = november.desk.ask(month_report, period=NOVEMBER, today=LAST_DAY)
    assert report.began_from is BeganFrom.NAMED
    (family,) = report.never_told
    assert (family.visits_untold, family.since) == (1, date(2026, 11, 27))


def test_stock_cover_and_days_without(november: November) -> None:
    desk = november.desk
    november.at(20)
    desk.do(receive_cards, count=10)
    report = desk.ask(month_report, period=NOVEMBER, today=LAST_DAY)
    assert report.indicator("cards_on_hand").value == 10
    cover = report.indicator("card_stock_cover")
    assert cover.value is None
    assert cover.note is not None
    assert report.indicator("stock_out_days").value == 0


def test_the_trend_shows_every_month(november: November) -> None:
    trend = november.desk.ask(mention_trend, period=NOVEMBER, today=LAST_DAY, months=3)
    assert trend == [
        (date(2026, 9, 1), None),
        (date(2026, 10, 1), None),
        (date(2026, 11, 1), Fraction(4, 7)),
    ]
