"""Bare events of a replay: lots and draws that no visit makes, for checking the ledger."""

from __future__ import annotations

from reception.cli.replay_events import Event
from reception.cli.replay_whom import Outcome, Whom, refusal
from reception.rules import bonuses, posting, reversals
from reception.rules.ledger import When
from reception.rules.memory_book import MemoryBook
from reception.rules.visits import outside_programme
from reception.translation import msg
from reception.values.choices import EntryKind, Shortfall


class BareEvents:
    """Applies bare events; remembers the entries of bare draws by their names."""

    def __init__(self, book: MemoryBook, whom: Whom) -> None:
        self.book = book
        self._whom = whom
        self._drawn: dict[str, int] = {}

    def credit(self, event: Event) -> Outcome:
        """A bare lot."""
        account = self._whom.account(event)
        member = self._whom.member(event, account)
        points = event.whole("points")
        ending = self.book.versions.ending
        if ending is not None and event.day > ending.day:
            raise outside_programme(event.day)
        what = posting.Credit(
            kind=EntryKind.ADJUSTED,
            points=points,
            terms=self.book.versions.nearest(event.day),
            name=event.name("lot"),
            member=member,
            usable_from=event.optional_day("usable_from"),
            last=event.optional_day("through"),
        )
        if not points:
            return Outcome()
        return Outcome(
            points, [posting.credit(self.book, account, what, When(event.day, event.typed))]
        )

    def debit(self, event: Event) -> Outcome:
        """A bare draw."""
        account = self._whom.account(event)
        points, ref = event.whole("points"), event.name("ref")
        forced, at_most = event.flag("forced"), event.flag("at_most")
        if account.blocked_on is not None:
            raise refusal("blocked")
        when = When(event.day, event.typed)
        entry = bonuses.draw_points(
            self.book, account, points, when, forced=forced, at_most=at_most
        )
        if entry is None:
            return Outcome()
        self._drawn[ref] = entry.number
        return Outcome(-entry.points)

    def take_back(self, event: Event) -> Outcome:
        """Reverses a credit, wholly or in part."""
        account = self._whom.account(event)
        name = event.name("lot")
        lots = self.book.credited_as(name)
        lot = next((lot for lot in lots if lot.account == account.key), lots[0] if lots else None)
        if lot is None:
            raise refusal("unknown_lot")
        if event.day < lot.earned_on:
            raise refusal("not_allowed")
        if lot.taken_back >= lot.granted:
            raise refusal("already_reversed")
        points = event.whole("points", default=lot.granted)
        shortfall = self.book.versions.numbered(lot.version).refund.shortfall
        if "shortfall" in event:
            shortfall = _shortfall(event)
        when = When(event.day, event.typed)
        return Outcome(reversals.take_back(self.book, lot, points, when, shortfall).moved)

    def give_back(self, event: Event) -> Outcome:
        """Returns drawn points."""
        self._whom.account(event)
        number = self._drawn.get(event.name("ref"))
        if number is None:
            visit = self.book.records.get(event.name("ref"))
            number = visit.redeemed_entry if visit is not None else None
        if number is None:
            raise refusal("unknown_lot")
        entry = self.book.entry(number)
        if event.day < entry.effective:
            raise refusal("not_allowed")
        points = event.whole("points", default=-entry.points)
        grace = self.book.versions.nearest(event.day).refund.grace_days
        grace = event.whole("grace_days", default=grace)
        result = reversals.give_back(self.book, entry, points, When(event.day, event.typed), grace)
        if points and not result.moved:
            raise refusal("already_reversed")
        return Outcome(result.moved, [lot for lot, _points in result.usable])


def _shortfall(event: Event) -> Shortfall:
    try:
        return Shortfall(event.name("shortfall"))
    except ValueError:
        event.wrong("shortfall", msg("one of {names}", names=", ".join(Shortfall)))
