"""The report of last month is written by itself, once, without the name of any patient."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from reception.clock import SetClock
from reception.paths import DataFolder
from reception.rules.report_round import month_to_report
from reception.rules.working_days import working_days_of
from reception.translation import Language
from reception.ui.report_round import ReportRound
from tests.queries.november import Lived
from tests.ui.house import House, settle, until

TUESDAY = datetime(2026, 12, 1, 7, 0, tzinfo=UTC)
NAMES = ("Арсеньев", "Белкин", "Ветров", "Гаврин", "Дымов")


@pytest.fixture
def house(
    qapp: QApplication, lived_november: Lived, data_folder: DataFolder
) -> Iterator[tuple[House, SetClock]]:
    shutil.copyfile(lived_november.path, data_folder.database)
    clock = SetClock(TUESDAY)
    opened = House(data_folder, clock)
    opened.preferences.choose(language=Language.RU, theme="light", scale=100)
    opened.enter()
    yield opened, clock
    opened.close()


def a_round(house: House) -> ReportRound:
    """The one the program itself began."""
    found = house.window.findChild(ReportRound)
    assert isinstance(found, ReportRound)
    return found


def written(round_: ReportRound) -> list[Path]:
    return sorted(round_.folder.glob("*")) if round_.folder.exists() else []


def test_last_month_is_written_once_and_said(house: tuple[House, SetClock]) -> None:
    opened, _clock = house
    rounds = a_round(opened)
    rounds.look()
    until(lambda: not opened.screens.jobs.is_busy, "the report")
    settle()
    assert [path.name for path in written(rounds)] == ["report-2026-11.pdf", "report-2026-11.xlsx"]
    text = "\n".join(page.extract_text() for page in PdfReader(written(rounds)[0]).pages)
    assert "ноябрь 2026" in text
    assert not any(name in text for name in NAMES)
    before = written(rounds)[0].stat().st_mtime_ns
    opened.wear(Language.UK)  # the window is built anew, and its round with it
    again = a_round(opened)
    assert again is not rounds
    again.look()
    assert not opened.screens.jobs.is_busy
    assert written(again)[0].stat().st_mtime_ns == before


def test_the_first_working_day() -> None:
    days = working_days_of(None)
    first = datetime(2026, 11, 1, tzinfo=UTC).date()  # a Sunday
    assert month_to_report(first, days) is None
    month = month_to_report(first.replace(day=2), days)
    assert month is not None
    assert (month.first.month, month.last.day) == (10, 31)
