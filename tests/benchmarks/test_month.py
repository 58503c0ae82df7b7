"""What the supervisor waits for: the month of a demonstration clinic, and its files.

The floor is raw SQL over the same tables: the never-told list, visits with their talks, stages
by counts, points by kind.  RECEPTION_BENCH_PATIENTS is the size (100 000 unless set).
"""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from reception import bootstrap
from reception.clock import SetClock
from reception.paths import DataFolder
from reception.queries.month import month_report
from reception.queries.month_files import month_files
from reception.storage.database import Database
from reception.translation import Language, load_translator
from reception.values.choices import Country
from reception.values.period import Period
from tests.benchmarks.conftest import FEW, MANY, TODAY
from tests.clinics import MONDAY_MORNING

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
FLOOR = (
    (
        "SELECT p.household_id, COUNT(*), MIN(v.day), MAX(v.day) FROM visit v"
        " JOIN patient p ON p.id = v.patient_id"
        " WHERE v.status = 'done' AND v.day >= '2025-09-01' AND p.household_id NOT IN"
        " (SELECT household_id FROM mention) GROUP BY p.household_id ORDER BY 2 DESC"
    ),
    (
        "SELECT v.id, m.id FROM visit v LEFT JOIN mention m ON m.visit_id = v.id"
        " WHERE v.status = 'done' AND v.day BETWEEN '2026-10-01' AND '2026-10-31'"
    ),
    (
        "SELECT patient_id, COUNT(DISTINCT day), MAX(day),"
        " COUNT(DISTINCT CASE WHEN day > '2025-10-31' THEN day END)"
        " FROM visit WHERE status = 'done' GROUP BY patient_id"
    ),
    (
        "SELECT kind, SUM(points) FROM points_entry"
        " WHERE effective_on BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY kind"
    ),
)


@pytest.fixture(scope="session")
def demonstration(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """A made-up clinic of two years."""
    measuring = not request.config.getoption("--benchmark-disable", default=False) or (
        request.config.getoption("--benchmark-enable", default=False)
    )
    count = int(os.environ.get("RECEPTION_BENCH_PATIENTS", MANY if measuring else FEW))
    root: Path = tmp_path_factory.mktemp("demonstration")
    database = bootstrap.lay_down_demonstration(
        DataFolder(root),
        country=Country.RU,
        clock=SetClock(MONDAY_MORNING),
        seed=1,
        patients=count,
        months=24,
    )
    yield database
    database.close()


@pytest.mark.benchmark(group="month: all indicators")
def test_floor_of_a_month(benchmark: BenchmarkFixture, demonstration: Database) -> None:
    connection = demonstration.connect()

    def ask() -> list[list[Any]]:
        return [list(connection.execute(statement)) for statement in FLOOR]

    assert benchmark(ask)
    connection.close()


@pytest.mark.benchmark(group="month: all indicators")
def test_a_month(benchmark: BenchmarkFixture, demonstration: Database) -> None:
    with demonstration.reading() as session:
        report = benchmark(lambda: month_report(session, period=OCTOBER, today=TODAY))
    assert report.never_told


@pytest.mark.benchmark(group="month: PDF, XLSX and CSV")
def test_the_files_of_a_month(benchmark: BenchmarkFixture, demonstration: Database) -> None:
    words = load_translator(Language.RU)
    with demonstration.reading() as session:
        report = month_report(session, period=OCTOBER, today=TODAY)
    files = benchmark(
        lambda: month_files(report, None, translator=words, made_at=MONDAY_MORNING, made_by="")
    )
    assert files
