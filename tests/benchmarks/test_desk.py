"""What the desk waits for: a keystroke in the search box, the last digits of a phone, a check-in."""

from collections.abc import Iterator
from datetime import datetime
from itertools import count, cycle
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from reception.queries.search import search
from reception.rules.names import fold
from reception.services.check_in import check_in
from reception.values.choices import Country
from tests.benchmarks.conftest import TODAY, Filled
from tests.clinics import MONDAY_MORNING

LAST = "\U0010ffff"
RAW_NAMES = (
    "SELECT id, last_name, first_name, patronymic, birth_date FROM patient"
    " WHERE name_key >= ? AND name_key < ? ORDER BY name_key LIMIT 50"
)
RAW_PHONES = (
    "SELECT patient_id FROM patient_phone"
    " WHERE reversed_digits >= ? AND reversed_digits < ? LIMIT 50"
)


@pytest.fixture
def raw(filled: Filled) -> Iterator[Any]:
    """The driver itself, on the same encrypted file."""
    connection = filled.database.connect()
    yield connection
    connection.close()


def _prefixes(filled: Filled) -> Iterator[str]:
    """What is in the box after each keystroke of a few surnames."""
    return cycle(name[:length].lower() for name in filled.surnames[::97] for length in range(1, 6))


@pytest.mark.benchmark(group="search: a keystroke of a surname")
def test_floor_of_a_keystroke(benchmark: BenchmarkFixture, filled: Filled, raw: Any) -> None:
    typed = _prefixes(filled)

    def ask() -> list[Any]:
        start = fold(next(typed))
        return list(raw.execute(RAW_NAMES, (start, start + LAST)))

    assert benchmark(ask)


@pytest.mark.benchmark(group="search: a keystroke of a surname")
def test_a_keystroke(benchmark: BenchmarkFixture, filled: Filled) -> None:
    typed = _prefixes(filled)
    with filled.database.reading() as session:
        found = benchmark(
            lambda: search(session, text=next(typed), country=Country.RU, today=TODAY)
        )
    assert found.rows


@pytest.mark.benchmark(group="search: four last digits of a phone")
def test_floor_of_four_digits(benchmark: BenchmarkFixture, raw: Any) -> None:
    digits = cycle(f"{n:04}" for n in range(1000, 9999, 37))

    def ask() -> list[Any]:
        start = next(digits)[::-1]
        return list(raw.execute(RAW_PHONES, (start, start + LAST)))

    benchmark(ask)


@pytest.mark.benchmark(group="search: four last digits of a phone")
def test_four_digits(benchmark: BenchmarkFixture, filled: Filled) -> None:
    digits = cycle(f"{n:04}" for n in range(1000, 9999, 37))
    with filled.database.reading() as session:
        benchmark(lambda: search(session, text=next(digits), country=Country.RU, today=TODAY))


@pytest.mark.benchmark(group="check-in, durable")
def test_floor_of_a_check_in(benchmark: BenchmarkFixture, filled: Filled, raw: Any) -> None:
    raw.execute("CREATE TABLE IF NOT EXISTS floor_visit (id INTEGER PRIMARY KEY, p, d, s, at, by)")
    raw.execute("CREATE TABLE IF NOT EXISTS floor_audit (id INTEGER PRIMARY KEY, a, w, d, h)")
    people = cycle(range(1, filled.people + 1))

    def act() -> None:
        patient = next(people)
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("SELECT * FROM clinic").fetchall()
        raw.execute("SELECT * FROM patient WHERE id = ?", (patient,)).fetchall()
        raw.execute("SELECT * FROM visit WHERE patient_id = ? AND day = ?", (patient, "2026-11-02"))
        raw.execute("SELECT hash FROM audit ORDER BY id DESC LIMIT 1").fetchall()
        raw.execute(
            "INSERT INTO floor_visit (p, d, s, at, by) VALUES (?, ?, ?, ?, ?)",
            (patient, "2026-11-02", "arrived", "2026-11-02 06:00:00", 1),
        )
        raw.execute(
            "INSERT INTO floor_audit (a, w, d, h) VALUES (?, ?, ?, ?)",
            (1, "check_in", '{"visit": 1}' * 20, "0" * 64),
        )
        raw.execute("COMMIT")

    benchmark(act)


@pytest.mark.benchmark(group="check-in, durable")
def test_a_check_in(benchmark: BenchmarkFixture, filled: Filled) -> None:
    people = count()

    def act() -> None:
        patient = 1 + next(people) % filled.people
        with _unit(filled, MONDAY_MORNING) as uow:
            check_in(uow, patient_id=patient, confirm_second=True)

    benchmark(act)


def _unit(filled: Filled, now: datetime) -> Any:
    return filled.database.unit_of_work(now=now, actor=filled.actor, action="check_in")
