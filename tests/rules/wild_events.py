"""Wild events for a replay: everything that can be written, in any order, on any day."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.rules.points_made import do, terms_text

FIRST = date(2025, 12, 1)
PEOPLE = ("anna", "boris", "vera", "gleb", "dina")
GROUPS = ("consultation", "diagnostics", "medicines")
NAME = '{ ru = "А", uk = "А", en = "A" }'
KINDS = (
    ["visit"] * 10
    + ["refund"] * 4
    + ["join"] * 3
    + ["cancel", "give_back", "undo", "credit", "debit"] * 2
    + ["birthday", "refer", "adjust", "merge", "leave", "split"]
    + ["block", "unblock", "take_back", "expire", "check"]
)


def wild_terms(chance: Random) -> list[str]:
    """One or two versions with anything the terms can say."""
    mode = chance.choice(["after_last_visit", "after_earning", "end_of_month", "never"])
    fields: dict[str, Any] = {
        "mode": mode,
        "life": chance.choice([1, 2, 12]),
        "hold": chance.choice([0, 1, 5]),
        "shortfall": chance.choice(["write_off", "debt"]),
        "grace": chance.choice([0, 5, 30]),
        "rounding": chance.choice(["down", "half_up", "up"]),
        "leaving": chance.choice(["stays", "own_lots_go_along"]),
        "step": chance.choice([1, 5]),
        "minimum_points": chance.choice([0, 1, 10]),
        "point_value": chance.choice(["1.00", "0.50", "2.50"]),
        "closing_days": chance.choice([0, 20]),
        "minimum_bill": chance.choice(["0", "50"]),
    }
    first = terms_text(**fields, more=_tiers(chance) + _promotions(chance))
    if chance.random() < 0.6:
        return [first]
    second = {**fields, "number": 2, "valid_from": "2026-03-01", "percent": "10.5", "bonuses": ""}
    if chance.random() < 0.5:
        second["valid_until"] = "valid_until = 2026-06-30"
    return [first, terms_text(**second)]


def _tiers(chance: Random) -> str:
    if chance.random() < 0.5:
        return ""
    return "".join(
        f'[[tiers]]\ncode = "{code}"\nname = {NAME}\nfrom_spend = "{spend}"\npercent = "{rate}"\n'
        for code, spend, rate in (("s", 500, 8), ("g", 2000, 10))
    )


def _promotions(chance: Random) -> str:
    text = ""
    for number in range(chance.choice([0, 0, 2, 4])):
        what = chance.choice(
            ['multiplier = "2"', 'multiplier = "1.25"', 'extra_percent = "3"', "extra_points = 7"]
        )
        stacks = chance.choice(["true", "false"])
        uses = f"uses_per_patient = {chance.randint(1, 2)}" if chance.random() < 0.5 else ""
        text += (
            f'[[promotions]]\ncode = "p{number}"\nname = {NAME}\nfirst_day = 2026-01-01\n'
            f"last_day = 2026-05-31\n{what}\nstacks = {stacks}\n{uses}\n"
        )
    return text


class WildEvents:
    """Makes one event after another and remembers the names it used."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.day = FIRST
        self._names: dict[str, list[str]] = {"visit": [], "lot": [], "ref": []}
        self._moves: list[int] = [1]

    def next(self, number: int) -> dict[str, Any]:
        """The event of a line."""
        chance = self.chance
        self.day += timedelta(days=chance.choice([0, 0, 1, 2, 5, 10]))
        kind = "close" if chance.random() < 0.003 else chance.choice(KINDS)
        event = do(kind, str(self.day))
        if chance.random() < 0.25:
            ago = timedelta(days=chance.randint(0, 60))
            event |= {"on": str(max(FIRST, self.day - ago)), "recorded_on": str(self.day)}
        if chance.random() < 0.8:
            event["account"] = chance.choice("AABC")
        if chance.random() < 0.5 or kind in ("join", "leave"):
            event["member"] = chance.choice(PEOPLE)
        if kind in ("merge", "leave", "split"):
            self._moves.append(number)
        return event | self._fields(kind, number)

    def _fields(self, kind: str, number: int) -> dict[str, Any]:
        chance = self.chance
        if kind in ("visit", "refund", "cancel"):
            return self._visit(kind, number)
        if kind in ("credit", "debit", "take_back", "give_back"):
            return self._bare(kind, number)
        shares = {chance.choice(PEOPLE): chance.randint(0, 150) for _ in range(2)}
        others: dict[str, dict[str, Any]] = {
            "refer": {"newcomer": chance.choice(PEOPLE)},
            "adjust": {"points": chance.randint(-200, 200), "reason": "x", "by": "s"},
            "merge": {"into": chance.choice("ABC")},
            "leave": {"to": chance.choice("ABCD"), "debt_to": chance.choice((*PEOPLE, "A"))},
            "split": {"shares": shares, "debt_to": chance.choice(PEOPLE)},
            "undo": {"line": chance.choice(self._moves)},
            "block": {"reason": "r"},
            "check": {"as_of": str(self.day - timedelta(days=chance.randint(0, 50)))},
        }
        return others.get(kind, {})

    def _visit(self, kind: str, number: int) -> dict[str, Any]:
        chance = self.chance
        if kind == "visit":
            lines = [
                {"group": chance.choice(GROUPS), "amount": self._amount()}
                for _ in range(chance.randint(1, 3))
            ]
            redeem = chance.choice([0, 0, 1, 5, 10, 50, chance.randint(1, 500)])
            return {"visit": self._name("visit", f"v{number}"), "lines": lines, "redeem": redeem}
        fields: dict[str, Any] = {"visit": chance.choice(self._names["visit"] or ["x"])}
        if kind == "refund" and chance.random() < 0.7:
            fields["amount"] = self._amount()
        elif kind == "refund":
            fields["lines"] = [{"group": chance.choice(GROUPS), "amount": self._amount()}]
        return fields

    def _bare(self, kind: str, number: int) -> dict[str, Any]:
        chance = self.chance
        points = chance.randint(1, 200)
        if kind == "credit":
            fields: dict[str, Any] = {"lot": self._name("lot", f"L{number}"), "points": points}
            if chance.random() < 0.4:
                fields["through"] = str(self.day + timedelta(days=chance.randint(-5, 60)))
            return fields
        if kind == "debit":
            how = chance.choice([{}, {"forced": True}, {"at_most": True}])
            return {"ref": self._name("ref", f"d{number}"), "points": points, **how}
        names = self._names["visit"] + self._names["lot" if kind == "take_back" else "ref"]
        name = chance.choice(names or ["x"])
        if kind == "take_back":
            return {
                "lot": name,
                "points": points,
                "shortfall": chance.choice(["debt", "write_off"]),
            }
        return {"ref": name, "points": points, "grace_days": chance.choice([0, 9])}

    def _name(self, kind: str, name: str) -> str:
        self._names[kind].append(name)
        return name

    def _amount(self) -> str:
        whole = self.chance.choice([self.chance.randint(1, 100), self.chance.randint(1, 5000)])
        return f"{whole}.{self.chance.randint(0, 99):02d}"
