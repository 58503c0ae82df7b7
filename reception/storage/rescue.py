"""Reading what can be read of a damaged file: patients, visits, points and cards, row by row.

The file itself is never touched: a copy is opened, and where a page cannot be read the reading
goes on behind it.  Nothing of the mapped classes is used, for a damaged file keeps no promises.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlcipher3.dbapi2 as driver

from reception.errors import StorageFailed
from reception.storage.database import look_into
from reception.translation import Message, msg
from reception.values.choices import CardForm, CardState, EntryKind, VisitStatus
from reception.values.labels import card_label, entry_label, visit_status_label
from reception.values.money import Money
from reception.values.table import Column, Kind, Table, TableCell

_AT_ONCE = 200
_EMPTY_BEFORE_END = 2000
"""So many numbers in a row without a readable row: the end of the table is taken for reached."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Rescued:
    """The lists that could be read, and how many places of the file could not."""

    tables: tuple[Table, ...]
    unread: int


class _Reader:
    """Rows of a damaged file by their numbers; a new connection after each failure."""

    def __init__(self, path: Path, key: bytes | None) -> None:
        self._path, self._key = path, key
        self._connection: Any = None
        self.unread = 0

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Row]:
        """Every row that can be read, in the order of its number."""
        named = ", ".join(columns)
        many = f"SELECT {named} FROM {table} WHERE id > ? ORDER BY id LIMIT {_AT_ONCE}"  # noqa: S608
        one = f"SELECT {named} FROM {table} WHERE id = ?"  # noqa: S608 -- our own names
        last, is_end = 0, False
        while not is_end:
            found = self._ask(many, last)
            if found is None:
                self.unread += 1
                found, is_end = self._one_by_one(one, last)
            elif not found:
                return
            for values in found:
                row = dict(zip(columns, values, strict=True))
                last = max(last, int(row["id"]))
                yield row

    def _one_by_one(self, one: str, last: int) -> tuple[list[Any], bool]:
        """The next rows behind an unreadable place, and whether there are none."""
        found: list[Any] = []
        for number in range(last + 1, last + 1 + _EMPTY_BEFORE_END):
            rows = self._ask(one, number)
            found += rows or []
            if len(found) >= _AT_ONCE:
                return found, False
        return found, not found

    def _ask(self, statement: str, number: int) -> list[Any] | None:
        """The answer; None where the file cannot be read there."""
        try:
            if self._connection is None:
                self._connection = look_into(self._path, self._key)
                self._connection.text_factory = _readable
            return list(self._connection.execute(statement, (number,)))
        except (driver.Error, UnicodeError, OverflowError):
            self.close()
            return None

    def close(self) -> None:
        """Let go of the copy."""
        if self._connection is not None:
            with suppress(driver.Error):
                self._connection.close()
            self._connection = None


def rescue_file(path: Path, key: bytes | None, *, currency: str = "RUB") -> Rescued:
    """What can be read of the database at `path`; a copy of it is read, nothing is written.

    Raises StorageFailed where not even the beginning of the file can be read.
    """
    with TemporaryDirectory(prefix="rescue-", dir=path.parent) as place:
        copy = Path(place) / path.name
        for suffix in ("", "-wal"):
            source = path.with_name(path.name + suffix)
            if source.exists():
                shutil.copyfile(source, copy.with_name(copy.name + suffix))
        reader = _Reader(copy, key)
        try:
            _check_beginning(copy, key)
            tables = (
                _patients(reader),
                _visits(reader, _currency(reader, currency)),
                _points(reader),
                _cards(reader),
            )
        finally:
            reader.close()
    return Rescued(tables, reader.unread)


def _check_beginning(path: Path, key: bytes | None) -> None:
    try:
        connection = look_into(path, key)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            connection.close()
    except driver.Error as error:
        raise StorageFailed(
            msg("The beginning of the file cannot be read; nothing can be rescued from it."),
            code="nothing_readable",
            way_out=msg("Restore a backup, or try an older copy of the file."),
        ) from error


def _currency(reader: _Reader, usual: str) -> str:
    for row in reader.rows("clinic", ("id", "currency")):
        return str(row["currency"])
    return usual


def _patients(reader: _Reader) -> Table:
    phones: dict[int, list[str]] = {}
    for row in reader.rows("patient_phone", ("id", "patient_id", "digits")):
        phones.setdefault(int(row["patient_id"]), []).append("+" + str(row["digits"]))
    named = ("id", "external_id", "last_name", "first_name", "patronymic", "birth_date")
    rows: list[tuple[TableCell, ...]] = [
        (
            row["id"],
            row["external_id"] or "",
            row["last_name"],
            row["first_name"],
            row["patronymic"],
            _day(row["birth_date"]),
            ", ".join(phones.get(int(row["id"]), ())),
            row["email"],
            row["comment"],
        )
        for row in reader.rows("patient", (*named, "email", "comment"))
    ]
    columns = (
        Column("record", msg("Record"), Kind.NUMBER),
        Column("number", msg("Patient's number")),
        Column("last_name", msg("Surname")),
        Column("first_name", msg("First name")),
        Column("patronymic", msg("Patronymic")),
        Column("born", msg("Date of birth"), Kind.DATE),
        Column("phones", msg("Phones")),
        Column("email", msg("E-mail")),
        Column("comment", msg("Note")),
    )
    return Table(msg("Patients"), columns, rows)


def _visits(reader: _Reader, currency: str) -> Table:
    rows: list[tuple[TableCell, ...]] = [
        (
            row["id"],
            row["patient_id"],
            _day(row["day"]),
            _choice(row["status"], lambda value: visit_status_label(VisitStatus(value))),
            Money(int(row["bill_minor"] or 0), currency),
            Money(int(row["paid_minor"] or 0), currency),
        )
        for row in reader.rows(
            "visit", ("id", "patient_id", "day", "status", "bill_minor", "paid_minor")
        )
    ]
    columns = (
        Column("visit", msg("Visit"), Kind.NUMBER),
        Column("record", msg("Record"), Kind.NUMBER),
        Column("day", msg("Day"), Kind.DATE),
        Column("status", msg("Status")),
        Column("bill", msg("Amount"), Kind.MONEY),
        Column("paid", msg("Paid"), Kind.MONEY),
    )
    return Table(msg("Visits"), columns, rows)


def _points(reader: _Reader) -> Table:
    named = ("id", "account_id", "patient_id", "visit_id", "effective_on", "kind", "points")
    rows: list[tuple[TableCell, ...]] = [
        (
            row["id"],
            row["account_id"],
            row["patient_id"],
            row["visit_id"],
            _day(row["effective_on"]),
            _choice(row["kind"], lambda value: entry_label(EntryKind(value))),
            row["points"],
            row["reason"],
        )
        for row in reader.rows("points_entry", (*named, "reason"))
    ]
    columns = (
        Column("entry", msg("Entry"), Kind.NUMBER),
        Column("account", msg("Account"), Kind.NUMBER),
        Column("record", msg("Record"), Kind.NUMBER),
        Column("visit", msg("Visit"), Kind.NUMBER),
        Column("day", msg("Day"), Kind.DATE),
        Column("kind", msg("Kind of entry")),
        Column("points", msg("Points"), Kind.NUMBER),
        Column("reason", msg("Reason")),
    )
    return Table(msg("Points"), columns, rows)


def _cards(reader: _Reader) -> Table:
    named = ("id", "number", "state", "form", "holder_id", "account_id", "issued_on")
    rows: list[tuple[TableCell, ...]] = [
        (
            row["number"],
            _card_state(row),
            row["holder_id"],
            row["account_id"],
            _day(row["issued_on"]),
        )
        for row in reader.rows("card", named)
    ]
    columns = (
        Column("number", msg("Card")),
        Column("state", msg("State")),
        Column("record", msg("Record"), Kind.NUMBER),
        Column("account", msg("Account"), Kind.NUMBER),
        Column("issued", msg("Issued"), Kind.DATE),
    )
    return Table(msg("Cards"), columns, rows)


def _card_state(row: Row) -> Message | str:
    try:
        return card_label(CardState(row["state"]), CardForm(row["form"]))
    except ValueError:
        return str(row["state"])


def _choice(value: Any, words: Callable[[str], Message]) -> Message | str:
    try:
        return words(str(value))
    except (ValueError, KeyError):
        return str(value)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _readable(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")
