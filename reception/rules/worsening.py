"""What a new version of the terms changes for patients, and the notice worse terms need.

The comparison is field by field; a gain in one does not pay for a loss in another
(design/terms.md 15).  The same changes, the losses first, are what a patient with an old sheet
is told in at most three lines (product/situations.md 41).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from reception.rules.terms import Terms
from reception.rules.version_fields import (
    Change,
    Turn,
    bonus_changes,
    earning_changes,
    expiry_changes,
    other_changes,
    redemption_changes,
    version_changes,
)
from reception.rules.version_promotions import promotion_changes, tier_changes
from reception.translation import Message, msg, nmsg
from reception.values.period import add_days

PATIENT_LINES = 3


@dataclass(frozen=True)
class Notice:
    """The notice a version needs: what is worse, and the first day it may begin.

    `days` is what the version in force promises; 0 where nothing is worse.
    """

    worse: tuple[Change, ...]
    days: int
    earliest: date

    def is_kept(self, valid_from: date) -> bool:
        """Whether a version that begins on that day is announced early enough."""
        return valid_from >= self.earliest


def changes(old: Terms, new: Terms) -> list[Change]:
    """Every difference that matters to patients, in the order of the terms."""
    return [
        *earning_changes(old, new),
        *tier_changes(old, new),
        *redemption_changes(old, new),
        *expiry_changes(old, new),
        *bonus_changes(old, new),
        *promotion_changes(old, new),
        *other_changes(old, new),
        *version_changes(old, new),
    ]


def worse_changes(old: Terms, new: Terms) -> list[Change]:
    """The changes by which some patient gets less."""
    return [change for change in changes(old, new) if change.turn is Turn.WORSE]


def notice_needed(
    old: Terms, new: Terms, published_on: date, *, in_force: Terms | None = None
) -> Notice:
    """What is worse in `new` than in the version before it, and when it may begin.

    `in_force` is the version whose notice counts, where it is not `old` itself.  A version
    begins after the day it is published, worse or not.
    """
    worse = tuple(worse_changes(old, new))
    days = (in_force or old).version.notice_days if worse else 0
    return Notice(worse, days, _later(published_on, max(1, days)))


def _later(day: date, days: int) -> date:
    if days > (date.max - day).days:
        return date.max
    return add_days(day, days)


def differences(old: Terms, new: Terms) -> list[Message]:
    """The differences for a patient with an old sheet: at most three lines, losses first."""
    order = {Turn.WORSE: 0, Turn.BETTER: 1, Turn.OTHER: 2}
    found = sorted(changes(old, new), key=lambda change: order[change.turn])
    if not found:
        return [msg("The terms are the same as on the old sheet.")]
    said = [change.said for change in found]
    if len(said) <= PATIENT_LINES:
        return said
    more = len(said) - (PATIENT_LINES - 1)
    rest = nmsg(
        "{count} more change is on the new sheet.",
        "{count} more changes are on the new sheet.",
        more,
    )
    return [*said[: PATIENT_LINES - 1], rest]


def day_before(day: date) -> date:
    """The last day of a version whose successor begins on `day`."""
    return day - timedelta(days=1)
