"""Points at the desk: what a family earns, uses, gets back, and the words that explain it."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from reception.changes import Done
from reception.errors import Refused
from reception.models import BillLine, Visit
from reception.paths import DataFolder
from reception.queries.points import preview_bill, statement
from reception.queries.points_why import explain_entry
from reception.rules.ledger import Line
from reception.services.points import (
    adjust_points,
    credit_birthday,
    pay_visit,
    take_back_joining,
    undo_pay_visit,
    write_expiries,
)
from reception.services.points_refunds import cancel_visit_points, refund_visit
from reception.storage.database import Database
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, load_translator
from reception.values.actor import Actor
from reception.values.choices import VisitOrigin, VisitStatus
from tests.rules.points_made import terms_text
from tests.services.points_clinic import FIRST, Clinic, check_sums, clinic_under


@pytest.fixture
def clinic(database: Database, supervisor: Actor) -> Iterator[Clinic]:
    """A clinic under the starter's terms with the programme begun on 1 January 2026."""
    yield clinic_under(database, supervisor, terms_text())
    check_sums(database)


def one(group: str, amount: int) -> list[Line]:
    return [Line(group, amount)]


def test_a_family_joins_earns_uses_and_is_refunded(clinic: Clinic) -> None:
    clinic.on(date(2026, 1, 5))
    clinic.pay("before", "anna", date(2026, 1, 5), one("consultation", 180_550))
    clinic.on(date(2026, 1, 10))
    assert clinic.open("A", "anna", date(2026, 1, 10)) == 300 + 126
    balance = clinic.balance("A", date(2026, 1, 10))
    assert (balance.balance, balance.held) == (300, 126)
    clinic.on(date(2026, 2, 1))
    lines = [Line("consultation", 100_000), Line("medicines", 50_000)]
    with pytest.raises(Refused) as refusal:
        clinic.pay("no", "anna", date(2026, 2, 1), lines, redeem=600)
    assert refusal.value.code == "not_enough_points"
    assert clinic.pay("v1", "anna", date(2026, 2, 1), lines, redeem=200) == 56
    clinic.on(date(2026, 2, 3))
    refund = clinic.desk.do(refund_visit, visit_id=clinic.visits["v1"], amount_minor=75_000)
    assert (refund.given_back, refund.taken_back, refund.money_minor) == (100, 28, 65_000)
    assert clinic.balance("A", date(2026, 2, 3)).balance == 354
    cancelled = clinic.desk.do(cancel_visit_points, visit_id=clinic.visits["v1"])
    assert cancelled.money_minor == 65_000
    assert clinic.balance("A", date(2026, 2, 3)).balance == 426


def test_a_payment_taken_back_can_be_made_again(clinic: Clinic) -> None:
    day = date(2026, 2, 1)
    clinic.on(day)
    clinic.open("A", "anna", day)
    clinic.pay("v1", "anna", day, one("consultation", 200_000), redeem=100)
    visit = clinic.visits["v1"]
    with pytest.raises(Refused):
        clinic.desk.do(pay_visit, visit_id=visit)
    clinic.desk.do(undo_pay_visit, visit_id=visit)
    assert clinic.balance("A", day) == clinic.balance("A", day)
    assert clinic.balance("A", day).balance == 300
    assert clinic.desk.do(pay_visit, visit_id=visit, redeem_points=0).earned == 140


def test_joining_is_taken_back_and_done_again(clinic: Clinic) -> None:
    day = date(2026, 2, 1)
    clinic.on(day)
    clinic.pay("v0", "anna", day, one("consultation", 100_000))
    assert clinic.open("A", "anna", day) == 370
    account, person = clinic.accounts["A"], clinic.people["anna"]
    taken = clinic.desk.do(take_back_joining, account_id=account, patient_ids=[person], day=day)
    assert taken == 370
    assert clinic.balance("A", day).held == 0

    def leave(uow: UnitOfWork) -> Done[None]:
        uow.find.members(account)[0].left_on = day
        return Done(None)

    clinic.desk.do(leave)
    assert clinic.open("B", "anna", day) == 370


def test_a_bill_says_what_it_may_use_and_would_earn(clinic: Clinic) -> None:
    day = date(2026, 2, 1)
    clinic.on(day)
    clinic.open("A", "anna", day)
    preview = clinic.desk.ask(
        preview_bill,
        patient_id=clinic.people["anna"],
        lines=one("consultation", 50_000),
        redeem=100,
        day=day,
    )
    assert (preview.largest, preview.reason, preview.earns) == (250, "above_cap", 28)
    assert preview.money_minor == 40_000
    english = load_translator(Language.EN)
    assert [english.text(line) for line in preview.explanation] == [
        "Bill: 500\N{NO-BREAK SPACE}₽.",
        "Paid with points: 100\N{NO-BREAK SPACE}₽.",
        "Points are earned on 400\N{NO-BREAK SPACE}₽.",
        "7% of it makes in points: 28.",
        "Rounded down: 28 points.",
    ]
    stranger = clinic.person("boris")
    preview = clinic.desk.ask(
        preview_bill, patient_id=stranger, lines=one("consultation", 50_000), redeem=0, day=day
    )
    assert (preview.account_id, preview.largest, preview.earns) == (None, 0, 35)


def test_every_entry_explains_itself(clinic: Clinic) -> None:
    day = date(2026, 2, 1)
    clinic.on(day)
    clinic.open("A", "anna", day)
    clinic.pay("v1", "anna", day, one("consultation", 123_450), redeem=50)
    clinic.desk.do(refund_visit, visit_id=clinic.visits["v1"], amount_minor=123_450)
    clinic.desk.do(adjust_points, account_id=clinic.accounts["A"], points=-7, reason="проба")
    rows = clinic.desk.ask(statement, account_id=clinic.accounts["A"])
    assert [row.points for row in rows] == [-7, -82, 50, 82, -50, 300]
    for language in Language:
        translator = load_translator(language)
        for row in rows:
            words = clinic.desk.ask(explain_entry, entry_id=row.entry_id)
            assert all(translator.text(line) for line in words)
    earned = clinic.desk.ask(explain_entry, entry_id=rows[3].entry_id)
    english = load_translator(Language.EN)
    used = clinic.desk.ask(explain_entry, entry_id=rows[4].entry_id)
    assert [english.text(line) for line in used][-2] == (
        "50 points from those credited on 1 Feb 2026, usable through 1 Feb 2028."
    )
    assert [english.text(line) for line in earned][-3:] == [
        "Usable from 2 Feb 2026.",
        "The last day to use them: 1 Feb 2028.",
        "By version 1 of the terms.",
    ]


def test_birthday_points_are_given_once_a_year(clinic: Clinic) -> None:
    day = date(2026, 3, 1)
    clinic.on(day)
    clinic.open("A", "anna", day)
    assert clinic.desk.do(credit_birthday, patient_id=clinic.people["anna"], day=day) == 200
    with pytest.raises(Refused):
        clinic.desk.do(credit_birthday, patient_id=clinic.people["anna"], day=day)
    clinic.on(date(2026, 5, 1))
    assert clinic.balance("A", date(2026, 5, 1)).balance == 300
    assert clinic.desk.do(write_expiries, day=date(2026, 5, 1)) == 200


def test_only_a_supervisor_corrects_points(clinic: Clinic, administrator: Actor) -> None:
    clinic.on(FIRST)
    clinic.open("A", "anna", FIRST)
    clinic.desk.actor = administrator
    with pytest.raises(Refused) as refusal:
        clinic.desk.do(adjust_points, account_id=clinic.accounts["A"], points=5, reason="так")
    assert refusal.value.code == "not_allowed"


def test_the_same_points_are_never_spent_twice(clinic: Clinic, data_folder: DataFolder) -> None:
    """Two processes at the same account, at the same time: one is served, one is refused."""
    clinic.on(FIRST)
    clinic.open("A", "anna", FIRST)
    visits = [_unpaid(clinic, 60_000), _unpaid(clinic, 60_000)]
    command = [sys.executable, "-m", "tests.services.points_spender", str(data_folder.database)]
    spenders = [
        subprocess.Popen(
            [*command, str(visit), "300", clinic.desk.now.isoformat()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for visit in visits
    ]
    for spender in spenders:
        assert spender.stdout is not None
        assert spender.stdout.readline() == "ready\n"
    for spender in spenders:
        assert spender.stdin is not None
        spender.stdin.write("go\n")
        spender.stdin.flush()
    answers = [spender.communicate()[0].strip() for spender in spenders]
    assert sorted(answers) == ["not_enough_points", "paid"]
    assert clinic.balance("A", FIRST).balance == 0
    check_sums(clinic.desk.database)


def _unpaid(clinic: Clinic, amount: int) -> int:
    person = clinic.people["anna"]

    def book(uow: UnitOfWork) -> Done[int]:
        row = Visit(
            patient_id=person,
            day=FIRST,
            status=VisitStatus.IN_ROOM,
            origin=VisitOrigin.WALK_IN,
            created_at=uow.now,
            lines=[BillLine(service_group_id=clinic.groups["consultation"], amount_minor=amount)],
        )
        uow.add(row)
        return Done(row.id)

    return int(clinic.desk.do(book).value)
