"""What has changed in the terms, in at most six words: for somebody who once declined the card.

Worse or better alike: the new figure is told, never only the pleasant one (content.md 4.4, P9).
"""

from __future__ import annotations

from collections.abc import Iterator

from reception.rules.terms import Terms
from reception.translation import Message, msg, nmsg
from reception.values.choices import ExpiryMode

MOST_WORDS = 6


def change_in_few_words(old: Terms, new: Terms) -> Message | None:
    """The change that matters most; None where nothing of these has changed."""
    return next(_changes(old, new), None)


def _changes(old: Terms, new: Terms) -> Iterator[Message]:
    if new.earning.percent != old.earning.percent:
        yield msg("now {new}% comes back in points", new=new.earning.percent)
    if new.redemption.cap_percent != old.redemption.cap_percent:
        yield msg("points pay up to {new}%", new=new.redemption.cap_percent)
    if (new.expiry.mode, new.expiry.months) != (old.expiry.mode, old.expiry.months):
        if new.expiry.mode is ExpiryMode.NEVER:
            yield msg("points no longer expire")
        elif new.expiry.months is not None:
            yield nmsg(
                "points now live {count} month", "points now live {count} months", new.expiry.months
            )
    if new.bonuses.welcome != old.bonuses.welcome and new.bonuses.welcome > 0:
        yield nmsg("{count} point for joining", "{count} points for joining", new.bonuses.welcome)
