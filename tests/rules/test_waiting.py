"""The waiting clock: the words for a wait, and who came late or early."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from reception.rules.waiting import Punctual, Wait, WaitLimits, punctual, wait_of

DAY = date(2026, 11, 2)
LIMITS = WaitLimits(long=10, too_long=20, late=5, early=20)


@pytest.mark.parametrize(
    ("minutes", "word"),
    [(0, Wait.SHORT), (9, Wait.SHORT), (10, Wait.LONG), (19, Wait.LONG), (20, Wait.TOO_LONG)],
)
def test_a_wait_has_its_word(minutes: int, word: Wait) -> None:
    assert wait_of(minutes, LIMITS) is word


@pytest.mark.parametrize(
    ("arrived", "found"),
    [
        ((9, 4), (Punctual.IN_TIME, 0)),
        ((9, 5), (Punctual.LATE, 5)),
        ((8, 41), (Punctual.IN_TIME, 0)),
        ((8, 40), (Punctual.EARLY, 20)),
        ((10, 30), (Punctual.LATE, 90)),
    ],
)
def test_late_and_early_begin_at_their_limits(
    arrived: tuple[int, int], found: tuple[Punctual, int]
) -> None:
    came = datetime(2026, 11, 2, *arrived, tzinfo=UTC)
    assert punctual(DAY, time(9), came, LIMITS) == found


def test_who_has_no_appointment_is_a_walk_in_and_who_is_awaited_is_in_time() -> None:
    assert punctual(DAY, None, None, LIMITS) == (Punctual.WALK_IN, 0)
    assert punctual(DAY, time(9), None, LIMITS) == (Punctual.IN_TIME, 0)
