"""The services keep the stored ledger as a replay of the same events does in memory."""

import io
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from sqlalchemy import func, select

from reception.cli.replay import answer_all
from reception.errors import Refused
from reception.models import (
    Patient,
    PointsEntry,
    PointsLot,
)
from reception.queries.points import account_balance
from reception.rules.expiry import expire
from reception.rules.ledger import Line
from reception.rules.terms_reading import read_terms_toml
from reception.rules.versions import Versions
from reception.services.points import (
    adjust_points,
    credit_birthday,
    note_referral,
    points_book,
)
from reception.services.points_families import block_account, unblock_account
from reception.services.points_refunds import cancel_visit_points, refund_visit
from reception.storage.database import Database
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.actor import Actor
from tests.rules.points_made import terms_text
from tests.services.points_clinic import FIRST, Clinic, check_sums, clinic_under

CAMPAIGN = 1000  # examples from which on a run is a campaign
PROMOTION = """
[[promotions]]
code = "double"
name = { ru = "x", uk = "x", en = "x" }
first_day = 2026-02-01
last_day = 2026-08-31
multiplier = "2"
uses_per_patient = 3
"""


# A sample in the suite; more than 5 000 events with RECEPTION_HYPOTHESIS=campaign.
SEEDS = 12 if settings().max_examples < CAMPAIGN else 120


@pytest.mark.parametrize("seed", range(SEEDS))
def test_services_and_replay_answer_alike(database: Database, supervisor: Actor, seed: int) -> None:
    """Generated events, the same on the stored ledger and in a replay: the same after each."""
    chance = random.Random(seed)
    text = terms_text(
        mode=chance.choice(["after_last_visit", "after_earning", "end_of_month", "never"]),
        life=chance.choice([2, 6]),
        hold=chance.choice([0, 1, 3]),
        shortfall=chance.choice(["write_off", "debt"]),
        grace=chance.choice([0, 10]),
        rounding=chance.choice(["down", "half_up", "up"]),
    )
    if chance.random() < 0.5:
        text += PROMOTION
    clinic = clinic_under(database, supervisor, text)
    versions = Versions([read_terms_toml(text)])
    events: list[dict[str, Any]] = []
    seen: list[dict[str, Any]] = []
    for number, event in enumerate(_events(chance)):
        events.append(event)
        seen.append(_carry_out(clinic, event, number))
    out = io.StringIO()
    answer_all((json.dumps(event) for event in events), versions, ZoneInfo("Europe/Moscow"), out)
    for event, mine, line in zip(events, seen, out.getvalue().splitlines(), strict=True):
        answer = json.loads(line)
        answer["lots"] = list(answer["lots"].values())
        for entry in answer["entries"]:
            del entry["lot"], entry["recorded"]
        theirs = {key: answer[key] for key in mine}
        assert mine == theirs, event
    check_sums(database)


def _events(chance: random.Random) -> Iterator[dict[str, Any]]:
    """A year of one family: everything the services and a replay both know."""
    day = FIRST
    visits: list[tuple[str, int]] = []
    yield {
        "do": "visit",
        "on": str(day),
        "member": "anna",
        "visit": "v0",
        "lines": [{"group": "consultation", "amount": "1234.56"}],
    }
    yield {"do": "join", "on": str(day), "member": "anna"}
    yield {"do": "join", "on": str(day), "member": "boris"}
    for number in range(1, 45):
        day += timedelta(days=chance.choice([0, 1, 3, 10, 30]))
        kind = chance.choice(
            ["visit"] * 6
            + ["refund", "refund", "cancel", "birthday", "adjust", "expire"]
            + ["refer", "block", "unblock"]
        )
        event: dict[str, Any] = {"do": kind, "on": str(day)}
        if kind == "visit":
            event |= _a_visit(f"v{number}", day, chance)
            bill = sum(float(line["amount"]) for line in event["lines"])
            visits.append((event["visit"], round(bill * 100)))
        elif kind in ("refund", "cancel"):
            if not visits:
                continue
            event |= _a_refund(kind, *chance.choice(visits), chance)
        elif kind == "refer":
            yield from _a_newcomer(f"newcomer{number}", day, chance)
            continue
        elif kind != "expire":
            fields: dict[str, dict[str, Any]] = {
                "birthday": {"member": chance.choice(["anna", "boris"])},
                "adjust": {"points": chance.choice([-300, -20, 15, 100]), "reason": "x", "by": "s"},
                "block": {"reason": "x"},
                "unblock": {},
            }
            event |= fields[kind]
        yield event


def _a_visit(name: str, day: date, chance: random.Random) -> dict[str, Any]:
    """The fields of a visit, sometimes typed later than it took place."""
    amounts = [chance.randrange(1, 400_000) for _ in range(chance.choice([1, 2, 3]))]
    groups = ["consultation", "medicines", "diagnostics"]
    found: dict[str, Any] = {
        "visit": name,
        "member": chance.choice(["anna", "boris"]),
        "lines": [
            {"group": group, "amount": f"{amount / 100:.2f}"}
            for group, amount in zip(groups, amounts, strict=False)
        ],
        "redeem": chance.choice([0, 0, 1, 50, 200, 500]),
    }
    if chance.random() < 0.25:
        before = day - timedelta(days=chance.choice([1, 3, 20, 50]))
        found |= {"on": str(max(before, FIRST)), "recorded_on": str(day)}
    return found


def _a_refund(kind: str, name: str, bill: int, chance: random.Random) -> dict[str, Any]:
    """The fields of a refund, or of a cancelled visit."""
    if kind == "cancel":
        return {"visit": name}
    return {"visit": name, "amount": f"{chance.randrange(1, bill + 1) / 100:.2f}"}


def _a_newcomer(name: str, day: date, chance: random.Random) -> Iterator[dict[str, Any]]:
    """Somebody who was sent, joins on an account of her own, and comes."""
    yield {"do": "refer", "on": str(day), "account": "A", "member": "anna", "newcomer": name}
    yield {"do": "join", "on": str(day), "account": name, "member": name}
    yield _newcomers_visit(name, day, chance.choice(["2999.99", "3000", "8000"]))


def _newcomers_visit(newcomer: str, day: date, amount: str) -> dict[str, Any]:
    """The first visit of somebody who was sent, for which both sides may be paid."""
    return {
        "do": "visit",
        "on": str(day),
        "visit": newcomer,
        "account": newcomer,
        "member": newcomer,
        "lines": [{"group": "consultation", "amount": f"{float(amount):.2f}"}],
    }


def _carry_out(clinic: Clinic, event: dict[str, Any], number: int) -> dict[str, Any]:
    """One event through the services; what the account is like after it."""
    day = date.fromisoformat(event["on"])
    typed = date.fromisoformat(event.get("recorded_on", event["on"]))
    clinic.on(typed)
    before = clinic.desk.ask(_last_entry)
    reason = None
    try:
        _call(clinic, event, day)
    except Refused as refusal:
        reason = refusal.code
    return {
        "accepted": reason is None,
        "reason": reason,
        **clinic.desk.ask(
            _state,
            account_id=clinic.accounts.get(event.get("account", "A")),
            day=typed,
            before=before,
        ),
    }


def _call(clinic: Clinic, event: dict[str, Any], day: date) -> None:
    kind = event["do"]
    if kind == "join":
        clinic.open(event.get("account", "A"), event["member"], day)
    elif kind == "visit":
        lines = [
            Line(line["group"], int(line["amount"].replace(".", ""))) for line in event["lines"]
        ]
        clinic.pay(event["visit"], event["member"], day, lines, event.get("redeem", 0))
    elif kind in ("refund", "cancel"):
        visit = clinic.visits.get(event["visit"])
        if visit is None:
            raise Refused(msg("No such visit."), code="unknown_visit")
        if kind == "cancel":
            clinic.desk.do(cancel_visit_points, visit_id=visit)
        else:
            amount = int(event["amount"].replace(".", ""))
            clinic.desk.do(refund_visit, visit_id=visit, amount_minor=amount)
    elif kind == "birthday":
        clinic.desk.do(credit_birthday, patient_id=clinic.person(event["member"]), day=day)
    else:
        _call_account(clinic, event, day)


def _call_account(clinic: Clinic, event: dict[str, Any], day: date) -> None:
    """What is done to account A itself."""
    kind, account, do = event["do"], clinic.accounts["A"], clinic.desk.do
    if kind == "adjust":
        do(adjust_points, account_id=account, points=event["points"], reason="x")
    elif kind == "refer":
        person, newcomer = clinic.person(event["member"]), clinic.person(event["newcomer"])
        do(note_referral, account_id=account, referrer_id=person, newcomer_id=newcomer)
    elif kind == "block":
        do(block_account, account_id=account, reason="x")
    elif kind == "unblock":
        do(unblock_account, account_id=account)
    else:
        do(_expire, account_id=account, day=day)


def _expire(uow: UnitOfWork, *, account_id: int, day: date) -> None:
    """The expiry entries of one account, as a replay writes them."""
    book = points_book(uow)
    expire(book, book.account(account_id), day)
    book.save()


def _last_entry(session: Any) -> int:
    return int(session.scalar(select(func.coalesce(func.max(PointsEntry.id), 0))))


def _state(session: Any, *, account_id: int | None, day: date, before: int) -> dict[str, Any]:
    if account_id is None:
        return {"balance": 0, "held": 0, "debt": 0}
    balance = account_balance(session, account_id=account_id, day=day)
    names = {
        row.id: row.last_name for row in session.execute(select(Patient.id, Patient.last_name))
    }
    rows = session.scalars(
        select(PointsEntry).where(PointsEntry.id > before).order_by(PointsEntry.id)
    ).all()
    lots = session.execute(
        select(PointsLot.name, PointsLot.left, PointsLot.visit_id)
        .where(PointsLot.account_id == account_id)
        .order_by(PointsLot.id)
    ).all()
    return {
        "balance": balance.balance,
        "held": balance.held,
        "debt": balance.debt,
        "lots": [left for _name, left, _visit in lots],
        "entries": [
            {
                "kind": row.kind.value,
                "points": row.points,
                "member": names[row.patient_id].lower(),
                "effective": row.effective_on.isoformat(),
                "reverses": row.reverses_id,
            }
            for row in rows
        ],
    }
