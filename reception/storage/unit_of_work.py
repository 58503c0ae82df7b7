"""One action, one transaction: what changed is audited, sealed, committed and announced.

A unit of work carries the instant, the actor and the action's name.  Services write through its
session and finders; it collects the differences, appends the audit row and says which topics
changed.  It never leaves half an action behind.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Insert, Select, Table, event, insert, inspect, select, update
from sqlalchemy.orm import Session

from reception.changes import Changes, Topic
from reception.errors import Refused
from reception.models import AuditRow, Base, Chained, Clinic, Request
from reception.models.base import sealed_row, sealed_value
from reception.storage.finders import Finders
from reception.translation import msg
from reception.values.actor import Actor
from reception.values.chain import FIRST_PREVIOUS, canonical_json, chain_hash

C = TypeVar("C", bound=Chained)

_LONGEST_DIFFERENCE = 200


class UnitOfWork:
    """The open transaction of one action.

    `now` is the instant in UTC, `actor` who does it, `action` the name of the service function.
    """

    def __init__(self, session: Session, *, now: datetime, actor: Actor, action: str) -> None:
        self.session = session
        self.now = now
        self.actor = actor
        self.action = action
        self.find = Finders(session)
        self.changes = Changes()
        self.overwrites = False
        """Whether the file is to be written anew after the commit: nothing freed stays in it."""
        self._topics: set[Topic] = set()
        self._differences: list[dict[str, Any]] = []
        self._audited = False
        self._subject: tuple[str, int | None] = ("", None)
        self._request_id: str | None = None
        self._request: Request | None = None
        self._clinic: Clinic | None = None
        self._last: dict[type[Chained], tuple[int, str]] = {}
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "do_orm_execute", self._on_execute)

    @property
    def clinic(self) -> Clinic:
        """The clinic of this database; raises Refused before the first start is done."""
        if self._clinic is None:
            self._clinic = self.session.scalar(select(Clinic))
        if self._clinic is None:
            raise Refused(msg("This folder holds no clinic yet."), code="no_clinic")
        return self._clinic

    @property
    def today(self) -> date:
        """The local day of the clinic."""
        return self.local_day(self.now)

    def local_day(self, instant: datetime) -> date:
        """The clinic's calendar day of an instant."""
        return instant.astimezone(ZoneInfo(self.clinic.time_zone)).date()

    def add(self, *rows: Base) -> None:
        """Put new rows into the session and give them their numbers."""
        self.session.add_all(rows)
        self.session.flush()

    def add_bulk(self, kind: type[Base], rows: Sequence[dict[str, Any]]) -> None:
        """Put many new rows in fast; every row names the same columns, defaults fill the rest."""
        if rows:
            self.session.execute(insert(_table_of(kind)), rows)
            self.touch_kind(kind)

    def change_bulk(self, kind: type[Base], row_ids: Sequence[int], **values: Any) -> None:
        """Set the same values in many rows fast; rows in hand are read again."""
        if row_ids:
            table = _table_of(kind)
            self.session.flush()
            self.session.execute(update(table).where(table.c.id.in_(row_ids)).values(**values))
            self.session.expire_all()
            self.touch_kind(kind)

    def append(self, row: C) -> C:
        """Add one row to an append-only table: number it and seal it with the chain."""
        self.append_all([row])
        return row

    def append_all(self, rows: Iterable[C]) -> None:
        """Add rows to append-only tables, in this order."""
        for row in rows:
            kind = type(row)
            last_id, last_hash = self._last.get(kind) or self._last_of(kind)
            row.id = last_id + 1
            row.seal(last_hash)
            self._last[kind] = (row.id, row.hash)
            self.session.add(row)
        self.session.flush()

    def append_plain(self, rows: Sequence[Chained]) -> None:
        """Add rows of one append-only table that nobody asks the session for again.

        Sealed and audited like those of `append_all`, in one plain statement.
        """
        if not rows:
            return
        self.session.flush()  # what they refer to comes first
        kind = type(rows[0])
        last_id, last_hash = self._last.get(kind) or self._last_of(kind)
        for row in rows:
            last_id += 1
            row.id = last_id
            row.seal(last_hash)
            last_hash = row.hash
            self._record(row, "added")
        self._last[kind] = (last_id, last_hash)
        table = _table_of(kind)
        names = _columns_of(table)
        values = [{name: getattr(row, name) for name in names} for row in rows]
        self.session.connection().execute(_insert_into(table), values)

    def append_bulk(self, kind: type[C], rows: Iterable[dict[str, Any]]) -> int:
        """Append many rows fast (imports); answers how many.  Every column must be given."""
        last_id, last_hash = self._last.get(kind) or self._last_of(kind)
        columns = _table_of(kind).columns
        sealed: list[dict[str, Any]] = []
        for values in rows:
            last_id += 1
            payload = sealed_row((columns[key], value) for key, value in values.items())
            payload["id"] = last_id
            new_hash = chain_hash(last_hash, payload)
            sealed.append({**values, "id": last_id, "previous_hash": last_hash, "hash": new_hash})
            last_hash = new_hash
        if sealed:
            self.session.execute(insert(_table_of(kind)), sealed)
            self._last[kind] = (last_id, last_hash)
            self.touch_kind(kind)
        return len(sealed)

    def last_number(self, kind: type[Chained]) -> int:
        """The number of the last row of an append-only table; 0 where it is empty."""
        if kind not in self._last:
            self._last[kind] = self._last_of(kind)
        return self._last[kind][0]

    def touch(self, *topics: Topic) -> None:
        """Say that topics changed where the session cannot see it (bulk statements)."""
        self._topics.update(topics)
        self._audited = True

    def touch_kind(self, kind: type[Any]) -> None:
        """Say that a table changed."""
        topic = getattr(kind, "topic", None)
        if topic is not None:
            self._topics.add(topic)
        self._audited = True

    def about(self, kind: str, subject_id: int | None) -> None:
        """Name the subject of the action for the audit row."""
        self._subject = (kind, subject_id)
        self._audited = True

    def note(self, **facts: Any) -> None:
        """Put facts into the audit row that no column tells (a reason, a count)."""
        self._differences.append({"note": {key: sealed_value(v) for key, v in facts.items()}})
        self._audited = True

    def request(self, request_id: str | None, content: dict[str, Any]) -> int | None:
        """Whether a request was carried out before (design/terms.md 9).

        Answers None for a new request (or none at all), the subject's number for a repeat with
        the same content; raises Refused("request_reused") for other content under the same id.
        """
        if request_id is None:
            return None
        digest = chain_hash("", {"action": self.action, "content": content})
        known = self.session.get(Request, request_id)
        if known is None:
            self._request_id = request_id
            self._request = Request(
                id=request_id, action=self.action, content_hash=digest, recorded_at=self.now
            )
            self.session.add(self._request)
            return None
        if known.content_hash != digest:
            raise Refused(
                msg("This request was already carried out with other content."),
                code="request_reused",
            )
        return known.subject_id if known.subject_id is not None else 0

    def answered(self, request_id: str | None, subject_id: int) -> None:
        """Remember what a request made, for a repeat of it."""
        if request_id is None:
            return
        known = self._request
        if known is None or known.id != request_id:
            known = self.session.get(Request, request_id)
        if known is not None:
            known.subject_id = subject_id

    def finish(self) -> None:
        """Flush, append the audit row, and gather the changes; the caller commits."""
        self.session.flush()
        if self._audited:
            self._append_audit_row()
        self.changes = Changes(frozenset(self._topics))

    def close(self) -> None:
        """Stop listening to the session."""
        event.remove(self.session, "before_flush", self._before_flush)
        event.remove(self.session, "do_orm_execute", self._on_execute)

    def _append_audit_row(self) -> None:
        kind, subject = self._subject
        shown = self._differences[:_LONGEST_DIFFERENCE]
        if len(self._differences) > len(shown):
            shown = [*shown, {"more": len(self._differences) - len(shown)}]
        row = AuditRow(
            recorded_at=self.now,
            actor_id=self.actor.staff_id,
            actor_name=self.actor.name,
            action=self.action,
            subject_kind=kind,
            subject_id=subject,
            request_id=self._request_id,
            difference=canonical_json(shown),
        )
        self.append_plain([row])

    def _last_of(self, kind: type[Chained]) -> tuple[int, str]:
        last = self.session.execute(_last_row_of(_table_of(kind))).first()
        return (0, FIRST_PREVIOUS) if last is None else (last.id, last.hash)

    def _before_flush(self, session: Session, *_: Any) -> None:
        for row in session.deleted:
            self._record(row, "removed")
        for row in session.new:
            self._record(row, "added")
        for row in session.dirty:
            if session.is_modified(row):
                self._record(row, "changed")

    def _record(self, row: Any, what: str) -> None:
        if isinstance(row, AuditRow) or not isinstance(row, Base):
            return
        if row.topic is not None:
            self._topics.add(row.topic)
        if not row.audited:
            return
        self._audited = True
        state = inspect(row)
        found: dict[str, Any] = {}
        for attribute in state.mapper.column_attrs:
            if what == "added":
                if attribute.key in state.dict:
                    found[attribute.key] = sealed_value(state.dict[attribute.key])
                continue
            history = state.attrs[attribute.key].history
            if not history.has_changes():
                continue
            new = history.added[0] if history.added else None
            old = history.deleted[0] if history.deleted else None
            found[attribute.key] = [sealed_value(old), sealed_value(new)]
        difference = {what: row.__tablename__, "values": found}
        if state.identity is not None:
            difference["id"] = state.identity[0] if len(state.identity) == 1 else state.identity
        self._differences.append(json.loads(json.dumps(difference, default=str)))

    def _on_execute(self, context: Any) -> None:
        if context.is_select:
            return
        mapper = context.bind_mapper
        if mapper is not None and mapper.class_ is not AuditRow:
            self.touch_kind(mapper.class_)


def _table_of(kind: type[Any]) -> Table:
    """The table of a mapped class: bulk rows pass the session by, one statement for all."""
    return cast("Table", inspect(kind).local_table)


@cache
def _columns_of(table: Table) -> tuple[str, ...]:
    """The columns of an append-only table, named like the attributes of its rows."""
    return tuple(column.key for column in table.columns)


@cache
def _insert_into(table: Table) -> Insert:
    return insert(table)


@cache
def _last_row_of(table: Table) -> Select[Any]:
    """Number and hash of the last row of an append-only table."""
    return select(table.c.id, table.c.hash).order_by(table.c.id.desc()).limit(1)
