"""Points at the desk: the services keep the ledger as a replay of the same events does."""

import io
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, update
from sqlalchemy import text as sql

from reception.changes import Done
from reception.cli.replay import answer_all
from reception.errors import Refused
from reception.models import (
    Account,
    AccountMember,
    BillLine,
    Patient,
    PointsDebt,
    PointsDraw,
    PointsEntry,
    PointsLot,
    ProgrammeVersion,
    ServiceGroup,
    Visit,
)
from reception.queries.points import account_balance, explain_entry, preview_bill, statement
from reception.rules.ledger import Line
from reception.rules.terms import terms_hash
from reception.rules.terms_reading import read_terms_toml
from reception.rules.versions import Versions
from reception.services.points import (
    adjust_points,
    credit_birthday,
    credit_joining,
    pay_visit,
    take_back_joining,
    undo_pay_visit,
    write_expiries,
)
from reception.services.points_refunds import cancel_visit_points, refund_visit
from reception.storage.database import Database
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, load_translator, msg
from reception.values.actor import Actor
from reception.values.choices import AccountStatus, VisitOrigin, VisitStatus
from tests.people import Desk
from tests.rules.points_made import terms_text

FIRST = date(2026, 1, 1)


@dataclass
class Clinic:
    """A clinic under given terms, its people, and the clock that events move."""

    desk: Desk
    groups: dict[str, int]
    visits: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)

    def on(self, day: date) -> None:
        self.desk.now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)

    def person(self, name: str) -> int:
        if name not in self.people:
            self.people[name] = self.desk.person(name.title(), "Ева")
        return self.people[name]

    def open(self, account: str, name: str, day: date) -> int:
        person = self.person(name)

        def join(uow: UnitOfWork) -> Done[int]:
            if account not in self.accounts:
                household = uow.find.patient(person).household_id
                row = Account(
                    household_id=household,
                    holder_id=person,
                    status=AccountStatus.OPEN,
                    opened_on=day,
                    opened_at=uow.now,
                )
                uow.add(row)
                self.accounts[account] = row.id
            uow.add(
                AccountMember(
                    account_id=self.accounts[account],
                    patient_id=person,
                    joined_on=day,
                    joined_at=uow.now,
                )
            )
            return Done(
                credit_joining(
                    uow, account_id=self.accounts[account], patient_ids=[person], day=day
                )
            )

        return int(self.desk.do(join).value)

    def pay(self, key: str, name: str, day: date, lines: list[Line], redeem: int = 0) -> int:
        person = self.person(name)

        def book(uow: UnitOfWork) -> Any:
            row = Visit(
                patient_id=person,
                day=day,
                status=VisitStatus.DONE,
                origin=VisitOrigin.WALK_IN,
                bill_minor=sum(line.amount for line in lines),
                paid_at=uow.now,
                created_at=uow.now,
                lines=[
                    BillLine(service_group_id=self.groups[line.group], amount_minor=line.amount)
                    for line in lines
                ],
            )
            uow.add(row)
            return pay_visit(uow, visit_id=row.id, redeem_points=redeem)

        paid = self.desk.do(book)
        self.visits[key] = paid.visit_id
        return int(paid.earned)

    def balance(self, account: str, day: date) -> Any:
        return self.desk.ask(account_balance, account_id=self.accounts[account], day=day)


def clinic_under(database: Database, actor: Actor, text: str) -> Clinic:
    """The clinic with the version of a TOML text in force from its day."""
    terms = read_terms_toml(text)
    desk = Desk(database, actor, datetime(2026, 1, 1, 9, tzinfo=UTC))
    codes = ("consultation", "diagnostics", "medicines", "insurance", "outside-laboratory")

    def prepare(uow: UnitOfWork) -> Done[dict[str, int]]:
        uow.session.execute(sql("DROP TRIGGER guard_published_version_update"))
        uow.session.execute(
            update(ProgrammeVersion).values(
                terms=terms.written,
                terms_hash=terms_hash(terms),
                number=terms.version.number,
                valid_from=terms.version.valid_from,
            )
        )
        uow.clinic.programme_since = terms.programme.began
        for code in codes:
            if uow.find.service_group(code) is None:
                uow.add(ServiceGroup(code=code, name=code))
        return Done({group.code: group.id for group in uow.find.service_groups()})

    return Clinic(desk, desk.do(prepare).value)


@pytest.fixture
def clinic(database: Database, supervisor: Actor) -> Iterator[Clinic]:
    """A clinic under the starter's terms with the programme begun on 1 January 2026."""
    yield clinic_under(database, supervisor, terms_text())
    _check_sums(database)


def _check_sums(database: Database) -> None:
    """Σ entries = Σ what is left in lots − debt, for every account; lots agree with draws."""
    with database.reading() as session:
        for account_id in session.scalars(select(Account.id)):
            entries = session.scalar(
                select(func.coalesce(func.sum(PointsEntry.points), 0)).where(
                    PointsEntry.account_id == account_id
                )
            )
            left = session.scalar(
                select(func.coalesce(func.sum(PointsLot.left), 0)).where(
                    PointsLot.account_id == account_id
                )
            )
            debt = session.scalar(
                select(func.coalesce(func.sum(PointsDebt.open), 0)).where(
                    PointsDebt.account_id == account_id
                )
            )
            assert entries == (left or 0) - (debt or 0)
        for lot in session.scalars(select(PointsLot)):
            drawn = session.scalar(
                select(func.coalesce(func.sum(PointsDraw.points), 0)).where(
                    PointsDraw.lot_id == lot.id
                )
            )
            assert lot.left == lot.granted - (drawn or 0)
            assert lot.left >= 0


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


@pytest.mark.parametrize("seed", range(12))
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
    _check_sums(database)


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
            ["visit"] * 5 + ["refund", "refund", "cancel", "birthday", "adjust", "expire"]
        )
        event: dict[str, Any] = {"do": kind, "on": str(day)}
        if kind == "visit":
            name = f"v{number}"
            amounts = [chance.randrange(1, 400_000) for _ in range(chance.choice([1, 2, 3]))]
            groups = ["consultation", "medicines", "diagnostics"]
            event |= {
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
                event |= {"on": str(max(before, FIRST)), "recorded_on": str(day)}
            visits.append((name, sum(amounts)))
        elif kind in ("refund", "cancel") and visits:
            name, bill = chance.choice(visits)
            event["visit"] = name
            if kind == "refund":
                event["amount"] = f"{chance.randrange(1, bill + 1) / 100:.2f}"
        elif kind == "birthday":
            event["member"] = chance.choice(["anna", "boris"])
        elif kind == "adjust":
            event |= {"points": chance.choice([-300, -20, 15, 100]), "reason": "x", "by": "s"}
        elif kind != "expire":
            continue
        yield event


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
        **clinic.desk.ask(_state, account_id=clinic.accounts.get("A"), day=typed, before=before),
    }


def _call(clinic: Clinic, event: dict[str, Any], day: date) -> None:
    kind = event["do"]
    if kind == "join":
        clinic.open("A", event["member"], day)
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
    elif kind == "adjust":
        account = clinic.accounts["A"]
        clinic.desk.do(adjust_points, account_id=account, points=event["points"], reason="x")
    else:
        clinic.desk.do(write_expiries, day=day)


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
