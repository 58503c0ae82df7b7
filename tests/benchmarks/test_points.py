"""Points: paying a visit with years behind it, and an event of a replay, beside their raw floors."""

import io
import json
from datetime import date, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from reception.changes import Done
from reception.cli.replay import answer_all
from reception.models import BillLine, Visit
from reception.rules.ledger import Line
from reception.rules.terms_reading import read_terms_toml
from reception.rules.versions import Versions
from reception.services.points import pay_visit
from reception.storage.database import Database
from reception.storage.unit_of_work import UnitOfWork
from reception.values.actor import Actor
from reception.values.choices import VisitOrigin, VisitStatus
from tests.rules.points_made import do, terms_text, visit
from tests.services.points_clinic import FIRST, Clinic, clinic_under

BILL = [Line("consultation", 100_000)]
MOSCOW = ZoneInfo("Europe/Moscow")
FLOOR = (
    "INSERT INTO bench (a, b, c, d, e, f, g, h) VALUES (1, 'earned', 70, 1, 1, 1, '2026-01-01', ?)"
)


@pytest.fixture
def regulars(
    request: pytest.FixtureRequest, database: Database, supervisor: Actor
) -> tuple[Clinic, Any]:
    """A family with 500 entries behind it when measuring, with ten in the ordinary suite."""
    measuring = not request.config.getoption("--benchmark-disable", default=False)
    clinic = clinic_under(database, supervisor, terms_text())
    clinic.on(FIRST)
    clinic.open("A", "anna", FIRST)
    days = (FIRST + timedelta(days=3 * number) for number in count(1))
    for number in range(250 if measuring else 5):
        day = next(days)
        clinic.on(day)
        clinic.pay(f"v{number}", "anna", day, BILL, redeem=60)
    return clinic, days


def _unpaid(clinic: Clinic, day: date) -> int:
    def book(uow: UnitOfWork) -> Done[int]:
        row = Visit(
            patient_id=clinic.people["anna"],
            day=day,
            status=VisitStatus.DONE,
            origin=VisitOrigin.WALK_IN,
            created_at=uow.now,
            lines=[
                BillLine(service_group_id=clinic.groups[line.group], amount_minor=line.amount)
                for line in BILL
            ],
        )
        uow.add(row)
        return Done(row.id)

    clinic.on(day)
    return int(clinic.desk.do(book).value)


@pytest.mark.benchmark(group="points: pay a visit, 500 entries behind it")
def test_floor_of_paying(benchmark: BenchmarkFixture, database: Database) -> None:
    """Five rows and one sync, by the driver itself."""
    connection = database.connect()
    connection.execute("CREATE TABLE bench (a, b, c, d, e, f, g, h)")
    connection.commit()

    def write() -> None:
        connection.execute("BEGIN IMMEDIATE")
        for number in range(5):
            connection.execute(FLOOR, (str(number) * 64,))
        connection.execute("COMMIT")

    benchmark(write)
    connection.close()


@pytest.mark.benchmark(group="points: pay a visit, 500 entries behind it")
def test_paying(benchmark: BenchmarkFixture, regulars: tuple[Clinic, Any]) -> None:
    clinic, days = regulars

    def another() -> Any:
        return (_unpaid(clinic, next(days)),), {}

    def pay(visit_id: int) -> Any:
        return clinic.desk.do(pay_visit, visit_id=visit_id, redeem_points=60)

    paid = benchmark.pedantic(pay, setup=another, rounds=60)
    assert paid.earned == 65


def _month(events: int) -> list[str]:
    lines = []
    for number in range(events):
        account = f"F{number % (1 + events // 20)}"
        if number < 1 + events // 20:
            lines.append(do("join", "2026-01-01", account=account, member=f"{account}m"))
        else:
            on = str(FIRST + timedelta(days=number * 700 // events))
            lines.append(visit(f"v{number}", on, account=account))
    return [json.dumps(line) for line in lines]


@pytest.mark.benchmark(group="replay: 2 000 events")
def test_floor_of_a_replay(benchmark: BenchmarkFixture) -> None:
    """The lines read and as many answers written, nothing decided."""
    lines = _month(2_000)
    answer = {"line": 1, "lots": {f"v{n}": 70 for n in range(10)}, "breakdown": [{}] * 5} | {
        str(key): key for key in range(12)
    }
    benchmark(lambda: [json.dumps(answer) for line in lines if json.loads(line)])


@pytest.mark.benchmark(group="replay: 2 000 events")
def test_a_replay(benchmark: BenchmarkFixture) -> None:
    lines = _month(2_000)
    terms = read_terms_toml(terms_text())

    def run() -> str:
        out = io.StringIO()
        answer_all(lines, Versions([terms]), MOSCOW, out)
        return out.getvalue()

    assert benchmark(run).count('"accepted": true') == 2_000
