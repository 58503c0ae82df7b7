"""A clinic full of made-up people for measuring: seeded, encrypted, as large as is asked for.

`python run.py bench` measures on RECEPTION_BENCH_PATIENTS people (100 000 unless set).  In the
ordinary suite the benchmarks run once each on a few hundred, to see that they still work.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from reception.bootstrap import starter_terms_text
from reception.models import Household, Patient, PatientPhone
from reception.rules.names import fold
from reception.services.setup import NewClinic, add_staff, create_clinic
from reception.storage.database import Database, open_database
from reception.storage.schema import create_schema
from reception.translation import Language
from reception.values.actor import COMMAND_LINE, Actor
from reception.values.choices import Country, Job, Relation, Role, Sex
from reception.values.ids import StaffId
from tests.clinics import MONDAY_MORNING

FEW, MANY = 400, 100_000
KEY = bytes(range(32))
TODAY = date(2026, 11, 2)
SYLLABLES = "ко ва ле бо нда ре ше вче мо ро за ха гри три лу се ма ни ку зне".split()
ENDINGS = ("ов", "ин", "ский", "енко", "ук", "як", "ев")
FIRST = (
    "Анна Олег Марина Пётр Наталья Андрей Юлия Илья Дарья Сергей Ольга Иван Софья Мар’яна".split()
)
PATRONYMICS = "Сергеевна Петрович Ильинична Олегович Андреевна Иванович".split()
CHUNK = 5_000


@dataclass(frozen=True)
class Filled:
    """The database, how many people it holds, and somebody to work in it."""

    database: Database
    people: int
    actor: Actor
    surnames: tuple[str, ...]


def _people(count: int, surnames: list[str]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    chance = Random(1)
    weights = [1 / (rank + 1) for rank in range(len(surnames))]
    chosen = chance.choices(surnames, weights, k=count)
    for number, last in enumerate(chosen, 1):
        first, patronymic = chance.choice(FIRST), chance.choice(PATRONYMICS)
        digits = f"79{chance.randrange(10**9):09}"
        person = {
            "id": number,
            "last_name": last,
            "first_name": first,
            "patronymic": patronymic,
            "name_key": fold(f"{last} {first} {patronymic}"),
            "first_key": fold(f"{first} {patronymic} {last}"),
            "birth_date": date(1935, 1, 1) + timedelta(days=chance.randrange(33_000)),
            "sex": Sex.FEMALE if patronymic.endswith("а") else Sex.MALE,
            "language": Language.RU,
            "household_id": 1 + number // 3,
            "relation": Relation.HEAD if number % 3 == 0 else Relation.CHILD,
            "created_at": MONDAY_MORNING,
        }
        phone = {"patient_id": number, "digits": digits, "reversed_digits": digits[::-1]}
        yield person, phone


def _fill(session: Session, count: int, surnames: list[str]) -> None:
    households = [{"id": n + 1, "created_at": MONDAY_MORNING} for n in range(1 + count // 3)]
    for start in range(0, len(households), CHUNK):
        session.execute(insert(Household), households[start : start + CHUNK])
    people = _people(count, surnames)
    while chunk := list(islice(people, CHUNK)):
        session.execute(insert(Patient), [person for person, _ in chunk])
        session.execute(insert(PatientPhone), [phone for _, phone in chunk])


@pytest.fixture(scope="session")
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Filled]:
    """The clinic all benchmarks share."""
    measuring = not request.config.getoption("--benchmark-disable", default=False) or (
        request.config.getoption("--benchmark-enable", default=False)
    )
    count = int(os.environ.get("RECEPTION_BENCH_PATIENTS", MANY if measuring else FEW))
    path: Path = tmp_path_factory.mktemp("bench") / "reception.db"
    create_schema(path, KEY)
    database = open_database(path, KEY)
    new = NewClinic.of_country("Клиника", Country.RU)
    chance = Random(2)
    surnames = sorted(
        {
            "".join(chance.choices(SYLLABLES, k=chance.randint(2, 3))).capitalize()
            + chance.choice(ENDINGS)
            for _ in range(3000)
        }
    )
    with database.unit_of_work(now=MONDAY_MORNING, actor=COMMAND_LINE, action="fill") as uow:
        create_clinic(uow, clinic=new, terms_text=starter_terms_text(Country.RU))
        add_staff(uow, login="olga", name="Ольга", role=Role.ADMINISTRATOR, job=Job.ADMINISTRATOR)
        _fill(uow.session, count, surnames)
    actor = Actor(StaffId(1), "Ольга", Role.ADMINISTRATOR)
    connection = database.connect()
    connection.execute("ANALYZE")
    connection.close()
    yield Filled(database, count, actor, tuple(surnames))
    database.close()
