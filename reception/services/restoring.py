"""After going back to a copy: numbers given since then are never given again.

What was done in the gap is on paper only: stubs, the till, the journal.  A task asks to enter it
again (situation 27).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from reception.changes import Done
from reception.models import CardSeries, Task
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg, nmsg
from reception.values.card_number import CardNumber
from reception.values.choices import TaskKind, TaskStatus


@dataclass(frozen=True)
class NumberGap:
    """Card numbers of one series, first to last, that were given after the copy was made."""

    first: CardNumber
    last: CardNumber

    @property
    def count(self) -> int:
        """How many numbers."""
        return self.last.serial - self.first.serial + 1


def close_gap(
    uow: UnitOfWork, *, ends: Mapping[int, int], lost: int, since: datetime | None
) -> Done[list[NumberGap]]:
    """Reserve every number up to `ends` (series to last serial) and open the task to enter again.

    `lost` is how many actions the copy does not hold, `since` the first of them (UTC).  Nothing is
    opened where nothing was lost.
    """
    gaps: list[NumberGap] = []
    for number, last in sorted(ends.items()):
        series = uow.session.get(CardSeries, number)
        if series is None:
            series = CardSeries(series=number, last_serial=0)
            uow.add(series)
        if last > series.last_serial:
            first = CardNumber.of(number, series.last_serial + 1)
            gaps.append(NumberGap(first, CardNumber.of(number, last)))
            series.last_serial = last
    if lost or gaps:
        uow.add(
            Task(
                kind=TaskKind.ENTER_AGAIN,
                due_on=uow.today,
                note=", ".join(f"{gap.first.digits}–{gap.last.digits}" for gap in gaps),
                status=TaskStatus.OPEN,
                opened_at=uow.now,
                opened_by_id=uow.actor.staff_id,
            )
        )
    uow.note(
        lost=lost,
        since=None if since is None else since.isoformat(),
        numbers=sum(gap.count for gap in gaps),
    )
    said = nmsg(
        "{count} card number is reserved and will not be given again.",
        "{count} card numbers are reserved and will not be given again.",
        sum(gap.count for gap in gaps),
    )
    return Done(gaps, said if gaps else msg("No card number was given since then."))
