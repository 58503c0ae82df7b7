"""Signs that figures are ticked rather than earned, and what a supervisor looks at herself.

Ticks faster than anybody can tell or in bulk, the same answer again and again, one card shown
for many strangers; and a list of visits drawn at random to ask about (S1.28, situation 44).
"""

from __future__ import annotations

import random
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

FAST_SECONDS = 5  # a tick faster than this can hardly follow a talk (requirements S1.28)
BURST, BURST_IN = 5, timedelta(minutes=2)
SAME_ANSWER = 30
STRANGERS = 3  # one card for more non-members than this is looked at
SPOT_CHECKS = 5  # visits a week


@dataclass(frozen=True, slots=True)
class Tick:
    """A mention as it was ticked: by whom, when, with which answer, after how many seconds."""

    mention: int
    by: int | None
    at: datetime
    answer: str
    seconds: int


def hasty(ticks: Iterable[Tick]) -> tuple[int, ...]:
    """Ticks faster than five seconds, or among more than five within two minutes of one hand."""
    found: set[int] = set()
    recent: defaultdict[int | None, deque[Tick]] = defaultdict(deque)
    for tick in ticks:
        if tick.seconds < FAST_SECONDS:
            found.add(tick.mention)
        queue = recent[tick.by]
        queue.append(tick)
        while tick.at - queue[0].at > BURST_IN:
            queue.popleft()
        if len(queue) > BURST:
            found.update(one.mention for one in queue)
    return tuple(sorted(found))


def monotonous(ticks: Iterable[Tick], length: int = SAME_ANSWER) -> tuple[int, ...]:
    """Ticks of runs of at least `length` equal answers in a row of the same hand."""
    runs: dict[int | None, list[Tick]] = {}
    found: set[int] = set()

    def close(run: list[Tick]) -> None:
        if len(run) >= length:
            found.update(one.mention for one in run)

    for tick in ticks:
        run = runs.setdefault(tick.by, [])
        if run and run[-1].answer != tick.answer:
            close(run)
            runs[tick.by] = [tick]
        else:
            run.append(tick)
    for run in runs.values():
        close(run)
    return tuple(sorted(found))


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def spot_check(visits: Sequence[int], *, week: date, count: int = SPOT_CHECKS) -> tuple[int, ...]:
    """Visits of a week to ask the patient about, drawn at random; the same draw every time.

    The week alone seeds the draw, so that nobody can choose whom to look at.
    """
    ordered = sorted(visits)
    draw = random.Random(week_of(week).toordinal())  # noqa: S311 -- a draw of visits, no secret
    return tuple(sorted(draw.sample(ordered, min(count, len(ordered)))))


def many_strangers(uses: Iterable[tuple[int, int]], most: int = STRANGERS) -> dict[int, int]:
    """Accounts whose points were used for more than `most` different persons not on them.

    `uses` are pairs of an account and such a person.
    """
    people: defaultdict[int, set[int]] = defaultdict(set)
    for account, person in uses:
        people[account].add(person)
    return {account: len(those) for account, those in sorted(people.items()) if len(those) > most}
