"""The clinic's own history as events: a replay of it ends with the same balances."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from reception.bootstrap import lay_down_demonstration
from reception.cli.replay_answers import state
from reception.cli.replay_events import read_events
from reception.cli.replay_run import Replay
from reception.clock import SetClock
from reception.models import Account, Patient, ProgrammeVersion
from reception.paths import DataFolder
from reception.queries.export_events import history_events
from reception.queries.points import account_balance
from reception.rules.ledger import Line
from reception.rules.terms_reading import terms_from_json
from reception.rules.versions import Versions
from reception.services.checkout import GivenLine, check_out
from reception.services.points import adjust_points
from reception.services.points_corrections import correct_points
from reception.services.points_refunds import cancel_visit_points, refund_visit
from reception.services.refunds import cancel_paid_visit, give_back
from reception.storage.database import Database
from reception.storage.finders import programme_began
from reception.values.actor import Actor
from reception.values.choices import Country, Role
from tests.clinics import MONDAY_MORNING
from tests.services.test_joining_and_checkout import Desk, family

__all__ = ["family"]

TODAY = MONDAY_MORNING.date()
BILL = Line("consultation", 120_000)


def replayed(database: Database, day: date) -> tuple[Replay, list[str]]:
    """The history played anew under the clinic's own terms, and the refusals on the way."""
    with database.reading() as session:
        lines = [json.dumps(event, ensure_ascii=False) for event in history_events(session)]
        terms = [terms_from_json(row.terms) for row in session.scalars(select(ProgrammeVersion))]
        began = programme_began(session)
    run = Replay(Versions(terms, began=began))
    answers = [run.answer(event) for event in read_events(lines, ZoneInfo("Europe/Moscow"))]
    return run, [str(answer["reason"]) for answer in answers if answer["reason"]]


def assert_same_balances(database: Database, day: date) -> int:
    """Every account has the balance it has in the database; answers with how many."""
    run, refused = replayed(database, day)
    assert refused == []
    with database.reading() as session:
        accounts = session.scalars(select(Account.id)).all()
        for account in accounts:
            stored = account_balance(session, account_id=account, day=day)
            shown = state(run.book, run.book.accounts.get(str(account)), day)
            assert (shown["balance"], shown["held"]) == (stored.balance, stored.held), account
    return len(accounts)


def test_a_demonstration_clinic_replays_to_its_own_balances(tmp_path: Path) -> None:
    database = lay_down_demonstration(
        DataFolder(tmp_path / "data"),
        country=Country.RU,
        clock=SetClock(MONDAY_MORNING),
        seed=3,
        patients=120,
        months=8,
    )
    try:
        assert assert_same_balances(database, TODAY) > 5
        with database.reading() as session:
            text = json.dumps(list(history_events(session)), ensure_ascii=False)
            names = session.scalars(select(Patient.last_name)).all()
    finally:
        database.close()
    assert not [name for name in names if name and name in text]


def test_a_payment_taken_back_and_made_again_is_a_visit_of_its_own(family: Desk) -> None:
    family.join()
    first = family.pay("Марина", 300_000, MONDAY_MORNING + timedelta(minutes=1), redeem_points=300)
    family.undo(first, MONDAY_MORNING + timedelta(minutes=3))
    visit_id = first.value.visit_id
    line = GivenLine("consultation", 250_000)
    later = MONDAY_MORNING + timedelta(minutes=5)
    family.act(check_out, later, visit_id=visit_id, lines=[line], redeem_points=100)
    assert assert_same_balances(family.database, TODAY + timedelta(days=1)) == 1
    with family.database.reading() as session:
        events = list(history_events(session))
    visits = [(event["visit"], event["lines"]) for event in events if event["do"] == "visit"]
    assert visits == [
        (f"{visit_id}-1", [{"group": "consultation", "amount": "3000.00"}]),
        (str(visit_id), [{"group": "consultation", "amount": "2500.00"}]),
    ]
    assert [event["visit"] for event in events if event["do"] == "cancel"] == [f"{visit_id}-1"]


def test_refunds_corrections_and_cancellations_replay_alike(
    family: Desk, supervisor: Actor
) -> None:
    joined = family.join(child_ids=[family.people["Мира"]]).value
    tomorrow = MONDAY_MORNING + timedelta(days=1)
    paid = family.pay("Марина", 400_000, redeem_points=200).value.visit_id
    other = family.pay("Мира", 150_000, tomorrow).value.visit_id
    _points(family, tomorrow, partial(refund_visit, visit_id=paid, amount_minor=100_050))
    _points(family, tomorrow, partial(refund_visit, visit_id=paid, amount_minor=20_000))
    _points(family, tomorrow, partial(cancel_visit_points, visit_id=other))
    owner = replace(supervisor, role=Role.OWNER)
    with family.database.unit_of_work(now=tomorrow, actor=owner, action="adjust") as uow:
        adjust_points(uow, account_id=joined.account_id, points=77, reason="Соколова просила")
    assert assert_same_balances(family.database, TODAY + timedelta(days=3)) == 1
    with family.database.reading() as session:
        text = json.dumps(list(history_events(session)), ensure_ascii=False)
    assert "Соколова" not in text


def test_what_was_taken_back_is_not_told_to_a_replay(family: Desk, supervisor: Actor) -> None:
    joined = family.join().value
    tomorrow = MONDAY_MORNING + timedelta(days=1)
    paid = family.pay("Марина", 400_000, redeem_points=200).value.visit_id
    family.act(give_back, tomorrow, visit_id=paid, amount_minor=50_000)
    wrong = family.act(give_back, tomorrow + timedelta(minutes=1), visit_id=paid, lines=[BILL])
    family.undo(wrong, tomorrow + timedelta(minutes=2))
    wrong = family.act(
        cancel_paid_visit, tomorrow + timedelta(minutes=3), visit_id=paid, reason="x"
    )
    family.undo(wrong, tomorrow + timedelta(minutes=4))
    family.actor = supervisor
    account = joined.account_id
    for minute, points in ((5, 30), (7, -30)):
        at = tomorrow + timedelta(minutes=minute)
        done = family.act(correct_points, at, account_id=account, points=points, reason="проба")
        family.undo(done, at + timedelta(minutes=1))
    assert assert_same_balances(family.database, TODAY + timedelta(days=3)) == 1
    with family.database.reading() as session:
        told = [event["do"] for event in history_events(session)]
    assert told == ["join", "visit", "refund"]


def _points(family: Desk, now: datetime, action: Callable[..., object]) -> None:
    with family.database.unit_of_work(
        now=now,
        actor=family.actor,
        action="refund",
    ) as uow:
        action(uow)
