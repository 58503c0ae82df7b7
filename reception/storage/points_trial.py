"""A book in which something is tried out: the rules see what they append, nothing is written.

Screens show with it what a refund would do, by the very rules that will do it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from reception.models import PointsDraw, PointsEntry
from reception.rules.ledger import Account, Draw, Entry, Lot, Movement
from reception.storage.points_book import PointsBook
from reception.values.choices import EntryKind


class TrialBook(PointsBook):
    """Give it a reading session; what was appended is in `appended`, and gone with the book."""

    @property
    def appended(self) -> Sequence[Entry]:
        """The entries that would be written, in their order."""
        return self._entries

    def save(self) -> None:
        """Nothing that was tried out is ever saved."""
        raise RuntimeError("what is tried out is not saved")

    def _write(self) -> None:
        """The database is not told; the readings below add what is pending."""

    def _number(self, kind: type[PointsEntry | PointsDraw]) -> int:
        if kind not in self._next:
            self._next[kind] = self._session.scalar(select(func.max(kind.id))) or 0
        self._next[kind] += 1
        return self._next[kind]

    def append_draws(self, entry: int, draws: Sequence[Draw]) -> None:
        """Append draws of an entry; what has come back of the stored ones stays known."""
        for draw in draws:
            draw.entry, draw.number = entry, self._number(PointsDraw)
            self._draws.append(draw)

    def draws(self, entry: int) -> Sequence[Draw]:
        """The positive draws of an entry, stored and pending."""
        pending = [draw for draw in self._draws if draw.entry == entry and draw.points > 0]
        return [*super().draws(entry), *pending]

    def movements(self, lot: Lot) -> Sequence[Movement]:
        """Every draw of a lot, stored and pending."""
        expiring = {e.number for e in self._entries if e.kind is EntryKind.EXPIRED}
        pending = [
            Movement(draw.day, draw.points, draw.entry in expiring)
            for draw in self._draws
            if draw.lot == lot.number
        ]
        return [*super().movements(lot), *pending]

    def expiries(self, lot: Lot) -> Sequence[Entry]:
        """The expiry entries of a lot that moved points and are not reversed."""
        reversed_ones = {entry.reverses for entry in self._entries}
        pending = [
            entry
            for entry in self._entries
            if entry.kind is EntryKind.EXPIRED and entry.points < 0 and entry.lot == lot.number
        ]
        known = [*super().expiries(lot), *pending]
        return [entry for entry in known if entry.number not in reversed_ones]

    def debt_on(self, account: Account, day: date) -> int:
        """The debt on a day, what is pending counted in."""
        debt = super().debt_on(account, day)
        if day >= account.latest:
            return debt
        drawn = sum(
            draw.points
            for draw in self._draws
            if draw.day <= day and self.lot(draw.lot).account == account.key
        )
        moved = sum(
            entry.points
            for entry in self._entries
            if entry.effective <= day and entry.account == account.key
        )
        return debt - drawn - moved
