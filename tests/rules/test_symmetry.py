"""The engine knows no favourites: neither names nor the order of other families' events matter."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.points_made import do, replayed, terms_text, visit

Plan = list[tuple[str, int, int]]
steps = st.tuples(
    st.sampled_from(["visit", "visit", "refund", "cancel", "birthday", "adjust", "expire"]),
    st.integers(1, 28),
    st.integers(1, 300),
)
plans = st.lists(steps, min_size=1, max_size=12)
TEXT = terms_text(life=1, hold=0)


def events_of(account: str, member: str, plan: Plan) -> list[dict[str, Any]]:
    """One family's months: an event of the plan on a day of each month in turn."""
    events = [do("join", "2026-01-01", account=account, member=member, born="1990-03-05")]
    visits: list[str] = []
    for number, (kind, day, amount) in enumerate(plan):
        on = f"2026-{1 + number:02d}-{day:02d}"
        name = f"{account}{number}"
        if kind == "visit" or (kind in ("refund", "cancel") and not visits):
            visits.append(name)
            events.append(visit(name, on, str(amount * 10), account=account, redeem=amount % 50))
        elif kind == "refund":
            at = visits[amount % len(visits)]
            events.append(do("refund", on, account=account, visit=at, amount=str(amount)))
        elif kind == "cancel":
            events.append(do("cancel", on, account=account, visit=visits[amount % len(visits)]))
        elif kind == "adjust":
            fields = {"points": amount - 150, "reason": "x", "by": "s"}
            events.append(do("adjust", on, account=account, **fields))
        else:
            events.append(do(kind, on, account=account))
    return events


def heard(events: list[dict[str, Any]], account: str) -> list[dict[str, Any]]:
    """The answers to one family's events, without what tells lines apart."""
    answers = replayed(events, TEXT)
    found = []
    for event, answer in zip(events, answers, strict=True):
        if event["account"] == account:
            plain = {key: value for key, value in answer.items() if key != "line"}
            for entry in plain["entries"]:
                entry["reverses"] = entry["reverses"] is not None
            found.append(plain)
    return found


@settings(max_examples=60)
@given(first=plans, second=plans, chance=st.randoms(use_true_random=False))
def test_the_order_of_other_families_events_does_not_matter(
    first: Plan, second: Plan, chance: Any
) -> None:
    one, two = events_of("A", "anna", first), events_of("B", "vera", second)
    mixed: list[dict[str, Any]] = []
    left, right = list(one), list(two)
    while left or right:
        mixed.append((left if left and (not right or chance.random() < 0.5) else right).pop(0))
    assert heard(mixed, "A") == heard(one, "A") == heard([*two, *one], "A")


@settings(max_examples=60)
@given(plan=plans)
def test_two_people_with_the_same_events_get_the_same(plan: Plan) -> None:
    anna = json.dumps(heard(events_of("A", "anna", plan), "A"))
    vera = json.dumps(heard(events_of("A", "vera", plan), "A"))
    assert anna == vera.replace("vera", "anna")
