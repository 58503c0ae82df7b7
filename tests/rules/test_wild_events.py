"""Whatever is written into a replay, the books balance on every day and refusals change nothing."""

import json
from datetime import date, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from reception.cli.replay_events import read_events
from reception.cli.replay_run import Replay
from reception.rules.lots import left_on
from reception.rules.terms_reading import read_terms_toml
from reception.rules.versions import Versions
from tests.rules.wild_events import WildEvents, wild_terms

MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.mark.parametrize("seed", range(60))
def test_the_books_balance_whatever_is_written(seed: int) -> None:
    chance = Random(seed)
    replay = Replay(Versions([read_terms_toml(text) for text in wild_terms(chance)]))
    events = WildEvents(chance)
    for number in range(1, 80):
        written = events.next(number)
        event = next(iter(read_events([json.dumps(written)], MOSCOW)))
        event.line = number
        before = _everything(replay)
        answer = replay.answer(event)
        if not answer["accepted"]:
            assert _everything(replay) == before, (written, answer["reason"])
        _check(replay, {event.day, event.day + timedelta(days=9), events.day})


def _everything(replay: Replay) -> tuple[object, ...]:
    book = replay.book
    lots = [(lot.left, lot.last, lot.closed, lot.taken_back) for lot in book.all_lots]
    accounts = {key: repr(account) for key, account in book.accounts.items()}
    return len(book.entries), lots, accounts, repr(list(book.records.values()))


def _check(replay: Replay, days: set[date]) -> None:
    book = replay.book
    for account in book.accounts.values():
        entries = sum(entry.points for entry in book.entries if entry.account == account.key)
        left = sum(lot.left for lot in book.all_lots if lot.account == account.key)
        assert entries == left - account.debt
        assert account.debt >= 0
        assert all(book.debt_on(account, day) >= 0 for day in days)
    for lot in book.all_lots:
        assert lot.left >= 0
        assert all(left_on(book, lot, day) >= 0 for day in days)
