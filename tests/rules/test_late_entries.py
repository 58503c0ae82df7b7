"""Late entries never overdraw: on every day of the calendar nothing was below zero (rule 1)."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from reception.cli.replay_events import read_events
from reception.cli.replay_run import Replay
from reception.rules.lots import left_on
from reception.rules.terms_reading import read_terms_toml
from reception.rules.versions import Versions
from tests.rules.points_made import terms_text

FIRST = date(2026, 1, 1)
MOSCOW = ZoneInfo("Europe/Moscow")

kinds = st.sampled_from(
    [
        "visit",
        "visit",
        "visit",
        "credit",
        "debit",
        "debit",
        "refund",
        "cancel",
        "give_back",
        "expire",
    ]
)
steps = st.tuples(kinds, st.integers(0, 25), st.integers(0, 40), st.integers(1, 60))


@settings(max_examples=120)
@given(
    plan=st.lists(steps, min_size=3, max_size=25),
    mode=st.sampled_from(["after_last_visit", "after_earning", "end_of_month"]),
    hold=st.sampled_from([0, 2]),
    shortfall=st.sampled_from(["write_off", "debt"]),
    grace=st.sampled_from([0, 5]),
)
def test_nothing_is_ever_below_zero(
    *, plan: list[tuple[str, int, int, int]], mode: str, hold: int, shortfall: str, grace: int
) -> None:
    text = terms_text(bonuses="", mode=mode, life=1, hold=hold, shortfall=shortfall, grace=grace)
    replay = Replay(Versions([read_terms_toml(text)]))
    typed = FIRST
    visits: list[str] = []
    refs: list[str] = []
    for number, (kind, forward, back, points) in enumerate(plan):
        typed += timedelta(days=forward)
        day = max(FIRST, typed - timedelta(days=back))
        event = _event(kind, number, points, visits, refs)
        event |= {"on": day.isoformat(), "recorded_on": typed.isoformat()}
        answer = replay.answer(next(iter(read_events([json.dumps(event)], MOSCOW))))
        if answer["accepted"] and kind in ("visit", "debit"):
            (visits if kind == "visit" else refs).append(str(event.get("visit", event.get("ref"))))
        _check(replay, typed)


def _event(
    kind: str, number: int, points: int, visits: list[str], refs: list[str]
) -> dict[str, Any]:
    name = f"{kind}{number}"
    if kind == "visit" or (kind in ("refund", "cancel") and not visits):
        lines = [{"group": "consultation", "amount": f"{points * 30}"}]
        return {"do": "visit", "visit": f"visit{number}", "lines": lines, "redeem": points % 7}
    if kind == "refund":
        return {"do": kind, "visit": visits[number % len(visits)], "amount": f"{points}"}
    if kind == "cancel":
        return {"do": kind, "visit": visits[number % len(visits)]}
    if kind == "credit":
        return {"do": kind, "lot": name, "points": points}
    if kind == "give_back" and refs:
        return {"do": kind, "ref": refs[number % len(refs)], "points": points}
    if kind == "expire":
        return {"do": kind}
    return {"do": "debit", "ref": f"debit{number}", "points": points, "forced": points % 5 == 0}


def _check(replay: Replay, typed: date) -> None:
    book = replay.book
    for account in book.accounts.values():
        for ago in range((typed - FIRST).days + 1):
            day = FIRST + timedelta(days=ago)
            lots = [left_on(book, lot, day) for lot in book.all_lots]
            assert min(lots, default=0) >= 0
            assert book.debt_on(account, day) >= 0
        left = sum(lot.left for lot in book.all_lots)
        assert sum(entry.points for entry in book.entries) == left - account.debt
