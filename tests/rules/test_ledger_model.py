"""The engine against a naive ledger of single points, event by event."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from reception.cli.replay_events import read_events
from reception.cli.replay_run import Replay
from reception.rules.terms_reading import read_terms_toml
from reception.rules.versions import Versions
from tests.rules.naive_points import Naive
from tests.rules.points_made import terms_text

MOSCOW = ZoneInfo("Europe/Moscow")
GROUPS = {True: "consultation", False: "medicines"}
points = st.integers(1, 40)
steps = st.sampled_from([0, 0, 1, 2, 5, 12, 30, 60])
amounts = st.integers(1, 60_000)


class Ledger(RuleBasedStateMachine):
    """One account of a bare holder; days never go back."""

    @initialize(
        mode=st.sampled_from(["after_last_visit", "after_earning", "end_of_month", "never"]),
        months=st.sampled_from([1, 2, 6]),
        hold=st.sampled_from([0, 1, 5]),
        shortfall=st.sampled_from(["write_off", "debt"]),
        grace=st.sampled_from([0, 10]),
        step=st.sampled_from([1, 1, 3]),
        minimum=st.sampled_from([0, 1, 10]),
    )
    def begin(
        self,
        *,
        mode: str,
        months: int,
        hold: int,
        shortfall: str,
        grace: int,
        step: int,
        minimum: int,
    ) -> None:
        text = terms_text(
            mode=mode,
            life=months,
            hold=hold,
            shortfall=shortfall,
            grace=grace,
            step=step,
            minimum_points=minimum,
        )
        self.engine = Replay(Versions([read_terms_toml(text)]))
        self.naive = Naive(mode, months, hold, shortfall, grace, step=step, minimum=minimum)
        self.day = date(2026, 1, 10)
        self.count = 0
        self.credits: list[str] = []
        self.refs: list[str] = []
        self.send({"do": "expire"})

    def send(self, event: dict[str, Any]) -> dict[str, Any]:
        line = json.dumps({"on": self.day.isoformat(), **event})
        return self.engine.answer(next(iter(read_events([line], MOSCOW))))

    def _check(self) -> Any:
        return next(
            iter(read_events([json.dumps({"do": "check", "on": self.day.isoformat()})], MOSCOW))
        )

    def name(self, kind: str) -> str:
        self.count += 1
        return f"{kind}{self.count}"

    @rule(days=steps)
    def time_passes(self, days: int) -> None:
        self.day += timedelta(days=days)

    @rule(
        n=points, through=st.sampled_from([None, None, 0, 3, 20]), hold=st.sampled_from([0, 0, 4])
    )
    def credit(self, n: int, through: int | None, hold: int) -> None:
        name = self.name("L")
        usable = self.day + timedelta(days=hold)
        event: dict[str, Any] = {
            "do": "credit",
            "lot": name,
            "points": n,
            "usable_from": usable.isoformat(),
        }
        last = None
        if through is not None:
            last = usable + timedelta(days=through)
            event["through"] = last.isoformat()
        answer = self.send(event)
        assert answer["moved"] == n
        self.naive.put(name, n, self.day, usable, last)
        self.credits.append(name)

    @rule(n=points, how=st.sampled_from(["", "", "forced", "at_most"]))
    def debit(self, n: int, how: str) -> None:
        name = self.name("D")
        event: dict[str, Any] = {"do": "debit", "ref": name, "points": n}
        if how:
            event[how] = True
        answer = self.send(event)
        moved = self.naive.debit(
            name, n, self.day, forced=how == "forced", at_most=how == "at_most"
        )
        assert answer["accepted"] == (moved is not None)
        assert answer["moved"] == (moved or 0)
        if moved:
            self.refs.append(name)

    @precondition(lambda self: self.refs)
    @rule(data=st.data(), n=points)
    def give_back(self, data: st.DataObject, n: int) -> None:
        ref = data.draw(st.sampled_from(self.refs))
        answer = self.send(
            {"do": "give_back", "ref": ref, "points": n, "grace_days": self.naive.grace}
        )
        owed: Any = self.naive.drawn[ref][0]
        back, _lots = self.naive.give_back(owed, n, self.day)
        self.naive.pay(self.day)
        assert answer["moved"] == back
        assert answer["accepted"] == (back > 0)

    @precondition(lambda self: self.credits)
    @rule(data=st.data(), n=points, shortfall=st.sampled_from(["write_off", "debt"]))
    def take_back(self, data: st.DataObject, n: int, shortfall: str) -> None:
        name = data.draw(st.sampled_from(self.credits))
        lot = next(lot for lot in self.naive.lots if lot.name == name)
        done = lot.reversed >= lot.points
        answer = self.send({"do": "take_back", "lot": name, "points": n, "shortfall": shortfall})
        assert answer["accepted"] != done
        if not done:
            moved, _forgiven = self.naive.take_back(lot, n, self.day, shortfall)
            assert answer["moved"] == moved

    @rule(
        lines=st.lists(st.tuples(st.booleans(), amounts), min_size=1, max_size=3),
        redeem=st.sampled_from([0, 0, 1, 3, 9, 30]),
    )
    def visit(self, lines: list[tuple[bool, int]], redeem: int) -> None:
        name = self.name("V")
        largest = self.naive.largest(lines, self.day)
        answer = self.send(
            {
                "do": "visit",
                "visit": name,
                "redeem": redeem,
                "lines": [
                    {"group": GROUPS[earns], "amount": f"{a // 100}.{a % 100:02d}"}
                    for earns, a in lines
                ],
            }
        )
        assert answer["redeemable"] == largest
        earned = self.naive.visit(name, lines, redeem, self.day)
        assert answer["accepted"] == (earned is not None), answer
        assert answer["moved"] == (earned or 0)

    @precondition(lambda self: self.naive.bills)
    @rule(data=st.data(), share=st.sampled_from([1, 2, 3, 7, None]))
    def refund(self, data: st.DataObject, share: int | None) -> None:
        name = data.draw(st.sampled_from(sorted(self.naive.bills)))
        bill = self.naive.bills[name]
        event: dict[str, Any] = {"do": "cancel", "visit": name}
        amount = None
        if share is not None:
            amount = sum(a for _earns, a in bill.lines) // share
            event = {"do": "refund", "visit": name, "amount": f"{amount // 100}.{amount % 100:02d}"}
        answer = self.send(event)
        moved = self.naive.refund(name, amount, self.day)
        assert answer["accepted"] == (moved is not None)
        assert answer["moved"] == (moved or 0)

    @rule()
    def expire(self) -> None:
        answer = self.send({"do": "expire"})
        assert answer["moved"] == self.naive.expire(self.day)

    @invariant()
    def the_same(self) -> None:
        if not hasattr(self, "naive"):
            return
        answer = self.engine.answer(self._check())
        naive = self.naive
        assert answer["balance"] == naive.balance(self.day)
        assert answer["held"] == naive.held(self.day)
        assert answer["debt"] == naive.debt()
        assert answer["lots"] == {lot.name: len(lot.tokens) for lot in naive.lots}
        assert answer["expired"] == naive.lapsed

    @invariant()
    def entries_are_lots_less_debt(self) -> None:
        if not hasattr(self, "naive"):
            return
        book = self.engine.book
        left = sum(lot.left for lot in book.all_lots)
        debt = sum(account.debt for account in book.accounts.values())
        assert sum(entry.points for entry in book.entries) == left - debt


TestLedger = Ledger.TestCase
# At least 10 000 steps in the suite; eight times as many with RECEPTION_HYPOTHESIS=campaign.
_usual = settings.default
assert _usual is not None
TestLedger.settings = settings(
    max_examples=max(250, _usual.max_examples), stateful_step_count=40, deadline=None
)
