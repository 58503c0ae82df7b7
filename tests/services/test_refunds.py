"""Refunds as actions at the desk: told before they are done, done once, and taken back."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import PointsDebt, PointsEntry, PointsLot, PointsVisit, Visit, VisitRefund
from reception.queries.points import preview_bill
from reception.queries.refunds import preview_refund, refundable_visits
from reception.rules.ledger import Line
from reception.services.points import adjust_points
from reception.services.refunds import cancel_paid_visit, give_back
from reception.storage.database import Database
from reception.translation import Language, load_translator
from reception.values.actor import Actor
from reception.values.choices import VisitStatus
from tests.rules.points_made import terms_text
from tests.services.points_clinic import Clinic, check_sums, clinic_under

DAY = date(2026, 2, 1)
LATER = date(2026, 2, 3)
LINES = [Line("consultation", 100_000), Line("medicines", 50_000)]


@pytest.fixture
def clinic(database: Database, supervisor: Actor) -> Iterator[Clinic]:
    """Anna has joined, paid 1 500 ₽ with 200 points in it, and comes back two days later."""
    clinic = clinic_under(database, supervisor, terms_text())
    clinic.on(DAY)
    clinic.open("A", "anna", DAY)
    clinic.pay("v", "anna", DAY, LINES, redeem=200)
    clinic.on(LATER)
    yield clinic
    check_sums(database)


def state(clinic: Clinic) -> list[tuple[int, int, date | None]]:
    """What is left of every lot."""

    def read(session):
        return [(lot.left, lot.taken_back, lot.last_day) for lot in session.query(PointsLot)]

    found: list[tuple[int, int, date | None]] = clinic.desk.ask(read)
    return found


def balance(clinic: Clinic) -> int:
    return int(clinic.balance("A", LATER).balance)


def test_what_is_told_is_what_is_done_and_can_be_taken_back(clinic: Clinic) -> None:
    visit = clinic.visits["v"]
    before, points = state(clinic), balance(clinic)
    told = clinic.desk.ask(preview_refund, visit_id=visit, amount_minor=75_000, day=LATER)
    assert state(clinic) == before
    assert (told.money_minor, told.given_back, told.taken_back) == (65_000, 100, 28)
    assert told.balance == points + 72
    done = clinic.desk.do(give_back, visit_id=visit, amount_minor=75_000)
    result = done.value
    assert (result.money_minor, result.given_back, result.taken_back) == (65_000, 100, 28)
    assert balance(clinic) == told.balance
    clinic.desk.undo(done)
    assert state(clinic) == before
    assert balance(clinic) == points
    again = clinic.desk.do(give_back, visit_id=visit, amount_minor=75_000).value
    assert (again.money_minor, again.given_back, again.taken_back) == (65_000, 100, 28)
    assert balance(clinic) == told.balance


def test_every_figure_says_why_in_three_languages(clinic: Clinic) -> None:
    told = clinic.desk.ask(
        preview_refund, visit_id=clinic.visits["v"], amount_minor=75_000, day=LATER
    )
    words = (*told.why_money, *told.why_returned, *told.why_taken)
    for language in Language:
        translator = load_translator(language)
        assert all(translator.text(line) for line in words)
    english = load_translator(Language.EN)
    plain = [english.text(line).replace("\N{NO-BREAK SPACE}", " ") for line in words]
    assert "To pay out in money: 650 ₽." in plain
    assert (
        "500 ₽ of these lines is refunded in all: of the points used, 100 are back, rounded up."
        in plain
    )
    assert "What is left of the bill earns 28 points; the difference is taken off." in plain


def test_partial_refunds_line_by_line_end_where_one_full_refund_ends(clinic: Clinic) -> None:
    visit = clinic.visits["v"]
    for lines in ([Line("medicines", 50_000)], [Line("consultation", 33_333)]):
        clinic.desk.do(give_back, visit_id=visit, lines=lines)
    (row,) = clinic.desk.ask(refundable_visits, patient_id=clinic.people["anna"])
    assert (row.left_minor, row.bill_minor) == (66_667, 150_000)
    assert {line.group: line.left_minor for line in row.lines} == {
        "consultation": 66_667,
        "medicines": 0,
    }
    with pytest.raises(Refused) as refusal:
        clinic.desk.do(give_back, visit_id=visit, amount_minor=66_668)
    assert refusal.value.code == "above_bill"
    english = load_translator(Language.EN)
    assert "666.67" in english.text(refusal.value.message).replace(",", ".")
    told = clinic.desk.ask(preview_refund, visit_id=visit, amount_minor=66_668, day=LATER)
    assert (told.code, told.money_minor) == ("above_bill", 0)
    clinic.desk.do(give_back, visit_id=visit, amount_minor=66_667)
    assert balance(clinic) == 300
    assert clinic.desk.ask(refundable_visits, patient_id=clinic.people["anna"]) == ()


def test_a_refund_after_the_account_has_moved_on_stays(clinic: Clinic) -> None:
    done = clinic.desk.do(give_back, visit_id=clinic.visits["v"], amount_minor=75_000)
    clinic.desk.do(adjust_points, account_id=clinic.accounts["A"], points=-5, reason="проба")
    with pytest.raises(Refused) as refusal:
        clinic.desk.undo(done)
    assert refusal.value.code == "spent_in_between"


def test_only_the_last_refund_of_a_visit_is_taken_back(clinic: Clinic) -> None:
    visit = clinic.visits["v"]
    first = clinic.desk.do(give_back, visit_id=visit, lines=[Line("medicines", 10_000)])
    second = clinic.desk.do(give_back, visit_id=visit, lines=[Line("medicines", 10_000)])
    with pytest.raises(Refused):
        clinic.desk.undo(first)
    clinic.desk.undo(second)
    clinic.desk.undo(first)
    with pytest.raises(Refused):
        clinic.desk.undo(first)


def test_a_cancelled_visit_gives_everything_back_and_comes_back_whole(clinic: Clinic) -> None:
    visit = clinic.visits["v"]
    before = state(clinic)
    with pytest.raises(InvalidInput):
        clinic.desk.do(cancel_paid_visit, visit_id=visit, reason=" ")
    told = clinic.desk.ask(preview_refund, visit_id=visit, cancel=True, day=LATER)
    done = clinic.desk.do(cancel_paid_visit, visit_id=visit, reason="врач не пришёл")
    assert (told.money_minor, told.given_back) == (130_000, 200)
    assert (done.value.money_minor, done.value.given_back) == (130_000, 200)
    assert balance(clinic) == 300

    def status(session):
        return session.get(Visit, visit).status

    assert clinic.desk.ask(status) is VisitStatus.CANCELLED
    with pytest.raises(Refused) as refusal:
        clinic.desk.do(cancel_paid_visit, visit_id=visit, reason="ещё раз")
    assert refusal.value.code == "already_cancelled"
    clinic.desk.undo(done)
    assert clinic.desk.ask(status) is VisitStatus.DONE
    assert state(clinic) == before


@pytest.mark.parametrize(("shortfall", "debt"), [("write_off", 0), ("debt", 66)])
def test_what_was_spent_is_forgiven_or_owed_and_comes_back(
    database: Database, supervisor: Actor, shortfall: str, debt: int
) -> None:
    clinic = clinic_under(database, supervisor, terms_text(shortfall=shortfall, bonuses=""))
    clinic.on(DAY)
    clinic.open("A", "anna", DAY)
    clinic.pay("v", "anna", DAY, [Line("consultation", 100_000)])
    clinic.on(LATER)
    clinic.pay("w", "anna", LATER, [Line("consultation", 14_000)], redeem=70)
    visit = clinic.visits["v"]
    told = clinic.desk.ask(preview_refund, visit_id=visit, amount_minor=100_000, day=LATER)
    # The four points that visit earned are held: they pay a debt at once, nothing else.
    assert (told.debt, told.written_off) == (debt, 0 if debt else 70)
    assert len(told.why_short) == 2
    before = state(clinic)
    done = clinic.desk.do(give_back, visit_id=visit, amount_minor=100_000)
    assert done.value.written_off == (0 if debt else 70)
    assert done.value.debt == debt
    assert clinic.balance("A", LATER).debt == debt
    clinic.desk.undo(done)
    assert state(clinic) == before
    assert clinic.balance("A", LATER).debt == 0
    assert clinic.desk.ask(lambda session: sum(session.scalars(select(PointsEntry.shortfall)))) == 0
    check_sums(database)


def test_a_request_is_carried_out_once(clinic: Clinic) -> None:
    visit = clinic.visits["v"]
    for _time in range(2):
        clinic.desk.do(give_back, visit_id=visit, amount_minor=10_000, request_id="r1")
    with pytest.raises(Refused) as refusal:
        clinic.desk.do(give_back, visit_id=visit, amount_minor=20_000, request_id="r1")
    assert refusal.value.code == "request_reused"

    def rows(session):
        return session.query(VisitRefund).count()

    assert clinic.desk.ask(rows) == 1


def test_an_unpaid_visit_gives_nothing_back(clinic: Clinic) -> None:
    visit = clinic.desk.visit(clinic.people["anna"], LATER, status=VisitStatus.ARRIVED)
    with pytest.raises(Refused) as refusal:
        clinic.desk.do(give_back, visit_id=visit, amount_minor=1)
    assert refusal.value.code == "not_paid"


def everything(clinic: Clinic) -> list[object]:
    """Lots, debts and what is known of the visits, as they are stored."""

    def read(session):
        lots = [
            (
                lot.left,
                lot.taken_back,
                lot.lapse_counted,
                lot.is_closed,
                lot.last_day if lot.left else None,  # of an empty lot it is found when asked for
            )
            for lot in session.query(PointsLot).order_by(PointsLot.id)
        ]
        debts = [(debt.entry_id, debt.open) for debt in session.query(PointsDebt) if debt.open]
        visits = [
            (one.lines_left, one.refunds, one.returned, one.stays, one.written_off)
            for one in session.query(PointsVisit).order_by(PointsVisit.visit_id)
        ]
        return [lots, debts, visits, [visit.status for visit in session.query(Visit)]]

    found: list[object] = clinic.desk.ask(read)
    return found


def taken_back(clinic: Clinic, done: Done) -> bool:
    """Whether Undo was allowed; where it was not, the account had moved on."""
    try:
        clinic.desk.undo(done)
    except Refused as refusal:
        return refusal.code != "spent_in_between"
    return True


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("shortfall", ["write_off", "debt"])
def test_any_refund_is_told_before_and_taken_back_whole(
    database: Database, supervisor: Actor, shortfall: str, seed: int
) -> None:
    chance = Random(seed)
    life = chance.choice([2, 24])
    clinic = clinic_under(database, supervisor, terms_text(shortfall=shortfall, life=life))
    day = DAY
    clinic.on(day)
    clinic.open("A", "anna", day)
    undone = 0
    for step in range(14):
        day += timedelta(days=chance.randrange(25))
        clinic.on(day)
        if chance.random() < 0.5 or not clinic.visits:
            lines = [Line("consultation", chance.randrange(1, 900_000)), Line("medicines", 50_000)]
            most = clinic.desk.ask(
                preview_bill, patient_id=clinic.people["anna"], lines=lines, redeem=0, day=day
            ).largest
            clinic.pay(f"v{step}", "anna", day, lines, redeem=chance.randrange(most + 1))
            continue
        visit = chance.choice(list(clinic.visits.values()))
        before = everything(clinic)
        asked: dict[str, Any] = {"amount_minor": chance.randrange(1, 400_000)}
        if chance.random() < 0.3:
            asked = {"lines": [Line("consultation", chance.randrange(1, 300_000))]}
        told = clinic.desk.ask(preview_refund, visit_id=visit, day=day, **asked)
        if told.refusal is not None:
            with pytest.raises(Refused):
                clinic.desk.do(give_back, visit_id=visit, **asked)
            assert everything(clinic) == before
            continue
        done = clinic.desk.do(give_back, visit_id=visit, **asked)
        result = done.value
        assert (told.money_minor, told.given_back) == (result.money_minor, result.given_back)
        assert (told.taken_back, told.written_off) == (result.taken_back, result.written_off)
        assert clinic.balance("A", day).balance == told.balance
        after = everything(clinic)
        if not taken_back(clinic, done):
            assert everything(clinic) == after
            continue
        undone += 1
        assert everything(clinic) == before
        if chance.random() < 0.7:
            clinic.desk.do(give_back, visit_id=visit, **asked)
            assert clinic.balance("A", day).balance == told.balance
    check_sums(database)
    assert undone
