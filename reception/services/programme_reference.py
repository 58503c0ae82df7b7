"""For whom terms are tried out: the clinic's own choice of bill, interval and family size."""

from __future__ import annotations

from functools import partial
from typing import Any

from reception.changes import Done
from reception.errors import InvalidInput
from reception.models import Setting
from reception.services.programme_end import refuse_others
from reception.storage.publishing_facts import REFERENCE_SETTING
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.money import LARGEST_MINOR

MOST_MONTHS = 24
MOST_PEOPLE = 20


def set_reference(
    uow: UnitOfWork, *, bill_minor: int | None, months: int = 0, size: int = 0
) -> Done[None]:
    """Name the reference patients: bill in minor units, months between visits, family size.

    Without a bill they follow the clinic's own medians again.  Raises InvalidInput at the field.
    """
    refuse_others(uow)
    named: dict[str, Any] | None = None
    if bill_minor is not None:
        if not 0 < bill_minor <= LARGEST_MINOR:
            raise InvalidInput(msg("Allowed: an amount above 0."), field="bill")
        if not 1 <= months <= MOST_MONTHS:
            raise InvalidInput(
                msg("Allowed: 1 to {most} months.", most=MOST_MONTHS), field="months"
            )
        if not 2 <= size <= MOST_PEOPLE:
            raise InvalidInput(msg("Allowed: 2 to {most} people.", most=MOST_PEOPLE), field="size")
        named = {"bill": bill_minor, "interval": str(months), "size": size}
    return _keep(uow, named=named)


def _keep(uow: UnitOfWork, *, named: dict[str, Any] | None) -> Done[None]:
    row = uow.session.get(Setting, REFERENCE_SETTING)
    old = None if row is None else row.value.get("value")
    if row is None:
        row = Setting(key=REFERENCE_SETTING, value={}, changed_at=uow.now)
        uow.session.add(row)
    row.value = {"value": named}
    row.changed_at, row.changed_by_id = uow.now, uow.actor.staff_id
    uow.about("setting", None)
    return Done(None, msg("Saved."), undo=partial(_keep, named=old))
