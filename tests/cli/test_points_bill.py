"""`reception points NUMBER --bill`: what a bill may use and would earn, in words and as JSON."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from reception.cli.arguments import CommandLine
from reception.cli.points_bill import points_of_bill
from reception.cli.runner import Access, Command
from reception.clock import SetClock
from reception.errors import InvalidInput
from reception.paths import DataFolder
from reception.rules.ledger import Line
from reception.storage.database import Database
from reception.translation import Language, load_translator
from reception.values.actor import Actor
from tests.rules.points_made import terms_text
from tests.services.points_clinic import FIRST, Clinic, clinic_under


@pytest.fixture
def clinic(database: Database, supervisor: Actor) -> Clinic:
    """Anna has 300 points of welcome and 70 of a visit."""
    clinic = clinic_under(database, supervisor, terms_text(hold=1))
    clinic.on(FIRST)
    clinic.open("A", "anna", FIRST)
    clinic.pay("v", "anna", FIRST, [Line("consultation", 100_000)])
    return clinic


def asked(clinic: Clinic, folder: DataFolder, language: Language, **given: Any) -> str:
    """What the command prints on the third day."""
    command = Command(
        folder,
        SetClock(clinic.desk.now),
        load_translator(language),
        Access(),
        io.StringIO(),
        io.StringIO(),
    )
    options: dict[str, Any] = {"redeem": 0, "as_json": True, "bill": ["consultation=1000.00"]}
    day = FIRST.replace(day=3)
    who = str(clinic.people["anna"])
    points_of_bill(command, who=who, as_of=day, **(options | given))
    assert isinstance(command.out, io.StringIO)
    return command.out.getvalue()


def test_a_bill_is_explained_as_json(clinic: Clinic, data_folder: DataFolder) -> None:
    found = json.loads(
        asked(
            clinic,
            data_folder,
            Language.EN,
            bill=["consultation=1000.00", "medicines=200.00"],
            redeem=100,
        )
    )
    assert (found["bill"], found["balance"], found["held"]) == ("1200.00", 370, 0)
    assert found["redeem"] == {
        "largest": 370,
        "bound_by": "not_enough_points",
        "why": "The balance is 370.",
        "points": 100,
        "amount": "100.00",
        "to_pay": "1100.00",
    }
    earns = found["earns"]
    assert earns["points"] == 63  # 7 % of 900: the medicines earn nothing
    assert (earns["usable_from"], earns["last_day"]) == ("2026-01-04", "2028-01-03")
    assert [step["step"] for step in earns["breakdown"]] == [
        "bill",
        "redeemed",
        "basis",
        "base",
        "rounding",
    ]
    assert earns["why"]


def test_in_words_of_the_reader(clinic: Clinic, data_folder: DataFolder) -> None:
    for language, first in (
        (Language.EN, "At most 370 points can be used on this bill."),
        (Language.RU, "На этот счёт можно потратить не больше 370 баллов."),
        (Language.UK, "На цей рахунок можна витратити не більше 370 балів."),
    ):
        said = asked(clinic, data_folder, language, as_json=False).splitlines()
        assert said[0] == first
        assert "70" in said[2]


def test_every_fault_of_a_bill_is_listed(clinic: Clinic, data_folder: DataFolder) -> None:
    with pytest.raises(InvalidInput) as caught:
        asked(clinic, data_folder, Language.EN, bill=["wonders=1", "consultation=7,5"])
    assert len(caught.value.faults) == 2
    with pytest.raises(InvalidInput):
        asked(clinic, data_folder, Language.EN, redeem=-1)


def test_the_arguments_are_known() -> None:
    line = CommandLine(load_translator(Language.EN))
    read = line.read(["points", "7", "--bill", "consultation=10", "--redeem", "5", "--json"])
    assert (read.bill, read.redeem, read.json) == (["consultation=10"], 5, True)
