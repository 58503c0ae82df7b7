"""Mappings of columns kept by name, so that the file of next month is read as this month's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.exchange.column_map import ColumnMap, mapping_faults
from reception.exchange.columns import Subject
from reception.models import ImportMapping
from reception.storage.import_store import ImportStore
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg

LONGEST_NAME = 120


def save_mapping(
    uow: UnitOfWork, *, subject: Subject, name: str, shape: str, mapping: ColumnMap
) -> Done[int]:
    """Keep a mapping under a name; one of that name is overwritten.  Answers its number.

    `shape` is the hash of the titles it was made for.  Raises InvalidInput naming the field.
    """
    plain = " ".join(name.split())
    if not plain or len(plain) > LONGEST_NAME:
        raise InvalidInput(
            msg("A mapping needs a name of at most {limit} letters.", limit=LONGEST_NAME),
            field="name",
        )
    fields = dict(mapping.fields)
    faults = mapping_faults({"columns": fields}, subject)
    if faults:
        raise InvalidInput(msg("The mapping has faults."), code="mapping", faults=faults)
    row = ImportStore(uow.session).mapping_named(subject.value, plain)
    before = None if row is None else _as_it_stands(row)
    if row is None:
        row = ImportMapping(kind=subject.value, name=plain)
    row.shape, row.fields = shape, fields
    row.encoding, row.separator = mapping.encoding, mapping.separator
    row.saved_at, row.saved_by_id = uow.now, uow.actor.staff_id
    uow.add(row)
    uow.about("import_mapping", row.id)
    return Done(
        row.id,
        msg("The mapping “{name}” is saved.", name=plain),
        undo=partial(_undo_save, mapping_id=row.id, before=before),
    )


def forget_mapping(uow: UnitOfWork, *, mapping_id: int) -> Done[None]:
    """Drop a saved mapping."""
    row = _found(uow, mapping_id)
    before = {"kind": row.kind, "name": row.name, **_as_it_stands(row)}
    uow.session.delete(row)
    uow.session.flush()
    uow.about("import_mapping", mapping_id)
    return Done(
        None,
        msg("The mapping “{name}” is dropped.", name=before["name"]),
        undo=partial(_undo_forget, values=before),
    )


def _undo_save(uow: UnitOfWork, *, mapping_id: int, before: Mapping[str, Any] | None) -> Done[None]:
    row = _found(uow, mapping_id)
    if before is None:
        uow.session.delete(row)
    else:
        for column, value in before.items():
            setattr(row, column, value)
    uow.session.flush()
    uow.about("import_mapping", mapping_id)
    return Done(None)


def _undo_forget(uow: UnitOfWork, *, values: Mapping[str, Any]) -> Done[None]:
    row = ImportMapping(**values)
    uow.add(row)
    uow.about("import_mapping", row.id)
    return Done(None)


def _as_it_stands(row: ImportMapping) -> dict[str, Any]:
    names = ("shape", "fields", "encoding", "separator", "saved_at", "saved_by_id")
    return {name: getattr(row, name) for name in names}


def _found(uow: UnitOfWork, mapping_id: int) -> ImportMapping:
    row = ImportStore(uow.session).mapping(mapping_id)
    if row is None:
        raise Refused(msg("This mapping is no longer there."), code="unknown")
    return row
