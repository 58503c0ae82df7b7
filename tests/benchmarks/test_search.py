"""What else is typed into the search box: several words, slips, nothing that exists, cards, dates.

Each kind stands beside the floor of one range over the same encrypted file by the bare driver.
"""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from reception.queries.search import search
from reception.rules.names import fold
from reception.rules.spellings import layout_twins
from reception.values.choices import Country
from tests.benchmarks.conftest import FIRST, TODAY, Filled

LAST = "\U0010ffff"
RAW = (
    "SELECT id, last_name, first_name, patronymic, birth_date FROM patient"
    " WHERE name_key >= ? AND name_key < ? ORDER BY name_key LIMIT 50"
)
GROUP = "search: whatever else is typed"


def _typed(kind: str, surnames: list[str]) -> list[str]:
    few = surnames[::97]
    if kind == "surname and first name":
        return [f"{last} {FIRST[place % len(FIRST)]}" for place, last in enumerate(few)]
    if kind == "first name and surname":
        return [f"{FIRST[place % len(FIRST)]} {last}" for place, last in enumerate(few)]
    if kind == "beginnings of both":
        return [f"{last[:3]} {FIRST[place % len(FIRST)][:2]}" for place, last in enumerate(few)]
    if kind == "wrong layout":
        return [layout_twins(last.lower())[0] for last in few]
    if kind == "a slip":
        return [last[:3] + "ж" + last[4:] for last in few]
    if kind == "nobody":
        return ["жжыыв", "щщщук", "ъюъюъю", "йцукенг"]
    if kind == "birth date":
        return [f"{day:02}.0{month}.1980" for day in (1, 9, 17, 28) for month in (3, 5, 8)]
    return [f"{number:06}" for number in range(100_000, 999_999, 37_001)]


KINDS = (
    "surname and first name",
    "first name and surname",
    "beginnings of both",
    "wrong layout",
    "a slip",
    "nobody",
    "birth date",
    "six digits",
)


@pytest.fixture
def raw(filled: Filled) -> Iterator[Any]:
    """The driver itself, on the same encrypted file."""
    connection = filled.database.connect()
    yield connection
    connection.close()


@pytest.mark.benchmark(group=GROUP)
def test_floor_of_a_range(benchmark: BenchmarkFixture, filled: Filled, raw: Any) -> None:
    typed = cycle(name[:4].lower() for name in filled.surnames[::97])

    def ask() -> list[Any]:
        start = fold(next(typed))
        return list(raw.execute(RAW, (start, start + LAST)))

    benchmark(ask)


@pytest.mark.benchmark(group=GROUP)
@pytest.mark.parametrize("kind", KINDS)
def test_typed(benchmark: BenchmarkFixture, filled: Filled, kind: str) -> None:
    typed = cycle(_typed(kind, list(filled.surnames)))
    with filled.database.reading() as session:
        benchmark(lambda: search(session, text=next(typed), country=Country.RU, today=TODAY))
