"""A price list written: versions of prices, each from its day; what was corrected is updated."""

from __future__ import annotations

from datetime import date
from typing import Any

from reception.changes import Done
from reception.models import ImportedRow, ImportRun, PriceItem, ServiceGroup
from reception.progress import Progress
from reception.rules.import_plan import Change, FileContent
from reception.rules.import_prices import ImportedPrice, PricesPlan, price_values
from reception.services.import_undo import undo_import
from reception.services.imports import (
    ImportResult,
    Planned,
    carry_out,
    set_column,
    write_in_chunks,
)
from reception.storage.import_facts import PRICES, prices_plan
from reception.storage.import_store import ImportStore
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg


def import_prices(
    uow: UnitOfWork,
    *,
    content: FileContent,
    plan: PricesPlan | None = None,
    as_of: int | None = None,
    progress: Progress | None = None,
) -> Done[ImportResult]:
    """Write a price list; refused lines are left out, nothing else is.

    `plan` is a check that still holds (see `services.imports.carry_out`).  A price that stands
    on a bill already stays on it: a new version counts from its day.
    """
    return carry_out(
        uow,
        kind=PRICES,
        content=content,
        planned=Planned.of(plan, as_of),
        planner=prices_plan,
        write=lambda checked, run: _Writer(uow, checked, run, content).write(progress),
        undo=undo_import,
        progress=progress,
    )


class _Writer:
    """Turns a plan into rows."""

    def __init__(
        self, uow: UnitOfWork, plan: PricesPlan, run: ImportRun, content: FileContent
    ) -> None:
        self.uow, self.plan, self.run, self.order = uow, plan, run, content.order
        self.store = ImportStore(uow.session)
        self.groups = self.store.groups()
        self.before: dict[str, dict[str, Any]] = {"prices": {}, "rows": {}}

    def write(self, progress: Progress | None) -> None:
        """Groups first, then new versions, then what was corrected."""
        for price in (*self.plan.new, *(self.plan.by_line[line] for line in self.plan.changed)):
            if price.group not in self.groups:
                row = ServiceGroup(code=price.group, name=price.group_name or price.name[:120])
                self.uow.add(row)
                self.groups[price.group] = row.id
        prices, imported = [], []
        for number, price in enumerate(self.plan.new, start=self.store.next_id(PriceItem)):
            prices.append(self._row(price, number))
            imported.append(self._remembered(price, number))
        doing = msg("Writing the prices…")
        write_in_chunks(self.uow, PriceItem, prices, progress=progress, doing=doing)
        write_in_chunks(self.uow, ImportedRow, imported, progress=progress, doing=doing)
        for line, change in self.plan.changed.items():
            self._correct(self.plan.by_line[line], change)
        self.store.keep_before(self.run.id, self.before)

    def _row(self, price: ImportedPrice, number: int) -> dict[str, Any]:
        return {
            "id": number,
            "code": price.code,
            "name": price.name,
            "patient_name": price.patient_name,
            "service_group_id": self.groups[price.group],
            "price_minor": price.price_minor,
            "valid_from": price.valid_from,
            "valid_until": price.valid_until,
            "import_run_id": self.run.id,
        }

    def _remembered(self, price: ImportedPrice, number: int) -> dict[str, Any]:
        return {
            "kind": PRICES,
            "key": price.identity,
            "subject_id": number,
            "import_run_id": self.run.id,
            "content": price_values(price, self.order),
        }

    def _correct(self, price: ImportedPrice, change: Change) -> None:
        row = self.store.price(change.known.subject_id)
        if row is None:
            return
        old: dict[str, list[Any]] = {}
        for name, value in change.values.items():
            column = {"group": "service_group_id", "price": "price_minor"}.get(name, name)
            set_column(row, column, self._typed(name, value), old)
        self.before["prices"][str(row.id)] = old
        content = {**(change.known.values or {}), **price_values(price, self.order)}
        known = self.store.row(PRICES, price.identity)
        if known is None:
            self.uow.add(ImportedRow(**(self._remembered(price, row.id) | {"content": content})))
            return
        self.before["rows"][price.identity] = [PRICES, known.content, known.import_run_id]
        known.content, known.import_run_id = content, self.run.id

    def _typed(self, name: str, value: Any) -> Any:
        """A JSON value as its column keeps it."""
        if name == "group":
            return self.groups[value]
        if name in ("valid_from", "valid_until"):
            return date.fromisoformat(value) if value else None
        return value
