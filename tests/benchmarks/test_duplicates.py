"""Likely duplicates: how well and how fast they are found, among many and for one new patient.

The people are labelled (tests/people_twice): precision and recall are printed whole and for each
kind of mistake.  The floor is reading every record once.
"""

from collections import Counter
from datetime import date
from itertools import cycle
from random import Random

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from reception.queries.duplicates import duplicates_in_database
from reception.queries.likely import likely_duplicates
from reception.rules.duplicate_pairs import likely_pairs
from reception.rules.duplicates import Likely
from reception.values.choices import Country
from tests.benchmarks.conftest import FEW, FIRST, Filled
from tests.people_alike import with_look_alikes
from tests.people_twice import Labelled, labelled

GOOD_PRECISION, GOOD_RECALL = 0.98, 0.94
GOOD_SHARE_LEFT_OUT = 0.97
WHOLE = "likely duplicates among all patients"
ONE = "likely duplicates of one new patient"


@pytest.fixture(scope="module")
def made(filled: Filled) -> Labelled:
    """As many labelled people as the clinic of the other benchmarks holds, at least 4 000."""
    return labelled(max(filled.people, 10 * FEW))


def _told_apart(alike: dict[frozenset[str], str], pairs: list[Likely]) -> tuple[float, str]:
    """The share of look-alikes that stay out of the list, in all and for each kind, in words."""
    found = {frozenset((pair.left, pair.right)) for pair in pairs}
    made_so = Counter(alike.values())
    listed = Counter(kind for pair, kind in alike.items() if pair in found)
    lines = [
        f"{len(alike)} pairs that look alike and are two persons, left out of the list:",
        *(f"  {1 - listed[kind] / count:6.3f}  {kind}" for kind, count in sorted(made_so.items())),
    ]
    return 1 - sum(listed.values()) / len(alike), "\n".join(lines)


def _told(made: Labelled, pairs: list[Likely]) -> tuple[float, float, str]:
    """Precision, recall, and both in words with the recall of every kind of mistake."""
    found = {frozenset((pair.left, pair.right)) for pair in pairs}
    right = found & made.pairs.keys()
    precision, recall = len(right) / len(found), len(right) / len(made.pairs)
    made_so = Counter(name for names in made.pairs.values() for name in names)
    found_so = Counter(name for pair in right for name in made.pairs[pair])
    lines = [
        f"{len(made.people)} records, {len(made.pairs)} of them twice:",
        f"  precision {precision:.4f}, recall {recall:.4f}",
        *(f"  {found_so[name] / count:6.3f}  {name}" for name, count in sorted(made_so.items())),
    ]
    return precision, recall, "\n".join(lines)


@pytest.mark.benchmark(group=WHOLE)
def test_floor_of_all_patients(benchmark: BenchmarkFixture, made: Labelled) -> None:
    assert benchmark.pedantic(lambda: [person.record for person in made.people], rounds=1)


@pytest.mark.benchmark(group=WHOLE)
def test_all_patients(
    benchmark: BenchmarkFixture, made: Labelled, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = benchmark.pedantic(
        lambda: likely_pairs([person.record for person in made.people]), rounds=1
    )
    precision, recall, words = _told(made, pairs)
    with capsys.disabled():
        print(f"\n{words}")
    assert precision >= GOOD_PRECISION
    assert recall >= GOOD_RECALL


@pytest.mark.benchmark(group=WHOLE)
def test_all_patients_and_their_look_alikes(
    benchmark: BenchmarkFixture, made: Labelled, capsys: pytest.CaptureFixture[str]
) -> None:
    """Twins and namesakes are no duplicates, however much of a record they share."""
    people, alike = with_look_alikes(made)
    pairs = benchmark.pedantic(
        lambda: likely_pairs([person.record for person in people.people]), rounds=1
    )
    share, words = _told_apart(alike, pairs)
    with capsys.disabled():
        print(f"\n{words}")
    assert share >= GOOD_SHARE_LEFT_OUT


@pytest.mark.benchmark(group=WHOLE)
def test_all_patients_of_a_database(benchmark: BenchmarkFixture, filled: Filled) -> None:
    with filled.database.reading() as session:
        pairs = benchmark.pedantic(duplicates_in_database, args=(session,), rounds=1)
    assert all(pair.left != pair.right for pair in pairs)


@pytest.mark.benchmark(group=ONE)
def test_one_new_patient(benchmark: BenchmarkFixture, filled: Filled) -> None:
    """A common surname and a common first name, as the form is filled to the end."""
    chance = Random(5)
    connection = filled.database.connect()
    some = connection.execute(
        "SELECT last_name, patronymic, birth_date, digits FROM patient"
        " JOIN patient_phone ON patient_id = patient.id LIMIT 500"
    ).fetchall()
    connection.close()
    typed = cycle([(*row, chance.choice(FIRST)) for row in some])

    def ask() -> object:
        last, patronymic, born, digits, first = next(typed)
        return likely_duplicates(
            session,
            last_name=last,
            first_name=first,
            patronymic=patronymic,
            birth_date=date.fromisoformat(born),
            phone=f"+{digits}",
            country=Country.RU,
        )

    with filled.database.reading() as session:
        benchmark.pedantic(ask, rounds=100, warmup_rounds=5)
