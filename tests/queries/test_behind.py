"""Behind every figure of a month stand rows that a person can read, as many as it counts."""

from __future__ import annotations

import pytest

from reception.queries.behind import behind_rows
from reception.queries.month import month_report
from reception.queries.month_tables import behind_tables, month_tables
from reception.queries.month_values import Behind, BehindKind, MonthReport
from reception.services.card_stock import receive_cards
from reception.translation import Language, load_translator
from tests.queries.november import LAST_DAY, NOVEMBER, November


@pytest.fixture
def report(november: November) -> MonthReport:
    answer: MonthReport = november.desk.ask(month_report, period=NOVEMBER, today=LAST_DAY)
    return answer


def test_every_figure_opens_its_cases(november: November, report: MonthReport) -> None:
    for one in report.indicators:
        if one.behind is None or one.behind.kind is BehindKind.STOCK:
            continue
        rows = november.desk.ask(behind_rows, behind=one.behind)
        assert len(rows) == len(set(one.behind.ids)), one.name
        assert all(row.name for row in rows), one.name


def test_what_counts_against_a_figure_stands_first(november: November, report: MonthReport) -> None:
    behind = report.indicator("mention_rate").behind
    assert behind is not None
    rows = november.desk.ask(behind_rows, behind=behind)
    assert [row.counts for row in rows] == [False] * 3 + [True] * 4
    assert {row.name.split()[1] for row in rows[:3]} == {"Борис", "Глеб", "Вера"}
    assert rows[0].patient_id in november.people.values()


def test_each_row_of_each_table_has_its_list(report: MonthReport) -> None:
    tables = month_tables(report, with_names=False)
    lists = behind_tables(report)
    assert [len(one) for one in lists] == [len(table.rows) for table in tables]


def test_the_words_of_every_kind_of_case(november: November, report: MonthReport) -> None:
    words = load_translator(Language.EN)

    def details(name: str) -> list[str]:
        behind = report.indicator(name).behind
        assert behind is not None
        rows = november.desk.ask(behind_rows, behind=behind)
        return [words.text(row.detail) for row in rows]

    assert "born 1 Mar 1985" in details("joined")
    assert any(detail.startswith("1000 ") for detail in details("cards_issued_paper"))
    assert "earned by visits: 70" in details("points_flow_closing")
    assert any(detail.endswith(", 20 s") for detail in details("enrolment_conversion"))
    assert set(details("visits")) == {november.desk.actor.name}


def test_the_stock_is_told_by_its_movements(november: November) -> None:
    november.desk.do(receive_cards, count=10)
    rows = november.desk.ask(behind_rows, behind=Behind(BehindKind.STOCK))
    assert [load_translator(Language.EN).text(row.detail) for row in rows] == ["received: 10"]


def test_nobody_behind_it(november: November) -> None:
    assert november.desk.ask(behind_rows, behind=Behind(BehindKind.PATIENT)) == []
