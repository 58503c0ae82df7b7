"""The lots of one action: loaded once by plain rows, kept as values, written back in bulk.

A family that saves up has hundreds of open lots and every visit prolongs them, so lots bypass
the mapped class: one SELECT, one UPDATE for all that changed (design/targets.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    Row,
    Select,
    Table,
    Update,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from reception.models import PointsEntry, PointsLot
from reception.rules.ledger import Account, Lot
from reception.rules.lots import final_day
from reception.rules.versions import Ending
from reception.storage.points_reading import PointsReader
from reception.storage.points_rows import read_lot
from reception.values.choices import EntryKind

LOTS: Table = PointsLot.__table__  # type: ignore[assignment]  # a mapped class has a plain table
_COLUMNS = LOTS.c


_OF_ACCOUNT = select(LOTS).where(_COLUMNS.account_id == bindparam("account"))
_OPEN = _OF_ACCOUNT.where(_COLUMNS.left > 0)
_ALIVE = _OF_ACCOUNT.where(
    or_(
        _COLUMNS.left > 0,
        _COLUMNS.last_day.is_(None),
        _COLUMNS.last_day >= bindparam("since"),
    )
)
_UNCLOSED = _OF_ACCOUNT.where(
    or_(_COLUMNS.left > 0, _COLUMNS.is_closed.is_(False) & _COLUMNS.moved_to_id.is_(None))
)
# A lot that was moved back is closed without an end of its own.
_END: Table = PointsEntry.__table__  # type: ignore[assignment]  # as above
_REVERSAL = _END.alias()
_HAS_ENDED = exists().where(
    _END.c.lot_id == _COLUMNS.id,
    _END.c.kind == EntryKind.EXPIRED,
    _END.c.reverses_id.is_(None),
    ~exists().where(_REVERSAL.c.reverses_id == _END.c.id),
)
_PARTS = (
    select(_COLUMNS.id)
    .where(
        _COLUMNS.moved_from_id == bindparam("number"),
        or_(_COLUMNS.is_closed.is_(False), _HAS_ENDED),
    )
    .order_by(_COLUMNS.id)
)
_ONE = select(LOTS).where(_COLUMNS.id == bindparam("number"))
_INSERT = insert(LOTS)


@cache
def _update_of(keys: tuple[str, ...]) -> Update:
    values: dict[str, Any] = {key: bindparam(f"new_{key}") for key in keys}
    return update(LOTS).where(_COLUMNS.id == bindparam("number")).values(values)


class LotStore:
    """The lots an action has asked for, by number."""

    def __init__(self, session: Session, read: PointsReader) -> None:
        self._session = session
        self._read_versions = read
        self._lots: dict[int, Lot] = {}
        self._stored: dict[int, dict[str, Any] | Row[Any]] = {}
        self._accounts: dict[int, set[int]] = {}
        self._reach: dict[int, date | None] = {}
        self._last_number: int | None = None

    # --- reading

    def open(self, account: Account, since: date | None) -> list[Lot]:
        """Lots with points left; with `since` those that lived on that day or later, too."""
        key = int(account.key)
        known = self._reach.get(key, date.max) if key in self._reach else date.max
        if key not in self._reach or (since is not None and (known is None or since < known)):
            if since is None:
                self._load(_OPEN, account=key)
            else:
                self._load(_ALIVE, account=key, since=since)
            self._reach[key] = since if since is not None else self._reach.get(key, date.max)
        lots = self._of(key)
        return lots if since is not None else [lot for lot in lots if lot.left]

    def unclosed(self, account: Account) -> list[Lot]:
        """Lots whose end is not written yet."""
        key = int(account.key)
        self._load(_UNCLOSED, account=key)
        return [
            lot for lot in self._of(key) if lot.left or not (lot.closed or lot.moved_to is not None)
        ]

    def one(self, number: int) -> Lot:
        """One lot; KeyError if there is none."""
        if number not in self._lots:
            self._load(_ONE, number=number)
        return self._lots[number]

    def all_of(self, account: Account) -> Iterable[Lot]:
        """The lots of an account that are loaded."""
        return self._of(int(account.key))

    def _of(self, key: int) -> list[Lot]:
        return [self._lots[number] for number in sorted(self._accounts.get(key, ()))]

    def _load(self, wanted: Select[Any], **given: Any) -> None:
        for row in self._session.connection().execute(wanted, given):
            if row.id not in self._lots:
                parts = self._parts(row.id) if row.has_parts else ()
                self._keep(read_lot(row, self._read_versions.number_of, parts), row)

    def _keep(self, lot: Lot, stored: dict[str, Any] | Row[Any] | None) -> None:
        self._lots[lot.number] = lot
        self._accounts.setdefault(int(lot.account), set()).add(lot.number)
        if stored is not None:
            self._stored[lot.number] = stored

    def _parts(self, number: int) -> tuple[int, ...]:
        """The lots on other accounts that a lot became, without those that were moved back."""
        rows = self._session.connection().execute(_PARTS, {"number": number})
        return tuple(row.id for row in rows)

    # --- writing

    def add(self, lot: Lot) -> None:
        """Take a new lot in; it gets the number of its row."""
        if self._last_number is None:
            self._last_number = self._session.scalar(select(func.max(_COLUMNS.id))) or 0
        self._last_number += 1
        lot.number = self._last_number
        self._keep(lot, None)

    def write(self, ending: Ending | None) -> None:
        """Write new lots, and what has changed of the others."""
        new = [lot for number, lot in self._lots.items() if number not in self._stored]
        if new:
            rows = [
                lot_row(
                    lot,
                    self._read_versions.row_of[lot.version],
                    ending,
                    moved_from=self._source_of(lot),
                )
                for lot in new
            ]
            self._session.connection().execute(_INSERT, rows)
            self._stored.update({row["id"]: row for row in rows})
        changed: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for number, lot in self._lots.items():
            stored = self._stored[number]
            was = stored if isinstance(stored, dict) else stored._mapping  # noqa: SLF001 - public by its documentation
            now = _changing(lot, ending)
            difference = {key: value for key, value in now.items() if was[key] != value}
            if difference:
                changed.setdefault(tuple(difference), []).append({"number": number, **difference})
                self._stored[number] = {**was, **difference}
        for keys, rows in changed.items():
            self._update(keys, rows)

    def _update(self, keys: Sequence[str], rows: list[dict[str, Any]]) -> None:
        """One statement for all lots in which the same columns changed."""
        given = [
            {"number": row["number"], **{f"new_{key}": row[key] for key in keys}} for row in rows
        ]
        self._session.connection().execute(_update_of(tuple(keys)), given)

    def _source_of(self, lot: Lot) -> int | None:
        """The lot on another account that a new one was made of."""
        for other in self._lots.values():
            if lot.number in other.parts:
                return other.number
        return None


def lot_row(
    lot: Lot, version_id: int, ending: Ending | None, *, moved_from: int | None = None
) -> dict[str, Any]:
    """Every column of the row of a lot."""
    return {
        "id": lot.number,
        "account_id": lot.account,
        "earner_id": lot.member,
        "version_id": version_id,
        "visit_id": lot.visit,
        "kind": lot.kind,
        "name": lot.name,
        "earned_on": lot.earned_on,
        "since": lot.since,
        "usable_from": lot.usable_from,
        "lives_by_visits": lot.lives_by_visits,
        "granted": lot.granted,
        "arrived": lot.arrived,
        "moved_from_id": moved_from,
        **_changing(lot, ending),
    }


def _changing(lot: Lot, ending: Ending | None) -> dict[str, Any]:
    """The columns of a lot that change while it lives."""
    return {
        "entry_id": lot.entry,
        "own_last_day": lot.own_last,
        "visits_last_day": lot.last,
        "last_day": final_day(lot, ending),
        "left": lot.left,
        "taken_back": lot.taken_back,
        "lapse_counted": lot.lapse_counted,
        "grace_from": lot.grace_from,
        "grace_last": lot.grace_last,
        "is_closed": lot.closed,
        "moved_to_id": lot.moved_to,
        "has_parts": bool(lot.parts),
    }
