"""What an account looks like on a day, as the JSON of an answer (design/terms.md, Replay)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from reception.rules.ledger import Account, Entry, Step
from reception.rules.lots import final_day, is_held, is_usable, left_on
from reception.rules.memory_book import MemoryBook

_STEP_FIELDS = ("step", "code", "amount", "points", "percent")


def state(book: MemoryBook, account: Account | None, day: date) -> dict[str, Any]:
    """Balance, held, debt, lots and expired of an account as of `day`."""
    if account is None:
        return {"balance": 0, "held": 0, "debt": 0, "lots": {}, "expired": 0, "soonest": None}
    ending = book.versions.ending
    late = day < account.latest
    usable = held = 0
    lots: dict[str, int] = {}
    soonest: date | None = None
    for lot in book.lots(account, since=date.min):
        left = left_on(book, lot, day) if late else lot.left
        lots[lot.name] = left
        if not left:
            continue
        simple = ending is None and lot.grace_last is None
        last = lot.last if simple else final_day(lot, ending)
        if last is not None and last < day:
            continue
        if lot.usable_from <= day >= lot.earned_on if simple else is_usable(lot, day, ending):
            usable += left
        elif is_held(lot, day, ending):
            held += left
        else:
            continue
        if last is not None and (soonest is None or last < soonest):
            soonest = last
    debt = book.debt_on(account, day)
    return {
        "balance": usable - debt,
        "held": held,
        "debt": debt,
        "lots": lots,
        "expired": account.expired,
        "soonest": soonest,
    }


def shown_steps(steps: Sequence[Step]) -> list[Step]:
    """A breakdown with the fields of an answer."""
    return [{key: step[key] for key in _STEP_FIELDS if key in step} for step in steps]


def shown_entry(book: MemoryBook, entry: Entry) -> dict[str, Any]:
    """One entry as it stands in an answer."""
    return {
        "kind": entry.kind.value,
        "points": entry.points,
        "lot": None if entry.lot is None else book.lot(entry.lot).name,
        "member": entry.member,
        "effective": entry.effective.isoformat(),
        "recorded": entry.recorded,
        "reverses": entry.reverses,
    }
