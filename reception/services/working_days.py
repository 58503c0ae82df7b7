"""On which days the clinic works: weekdays, and single days on which it is closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Setting
from reception.rules.working_days import WorkingDays, written_working_days
from reception.storage.calendar import WORKING_DAYS_SETTING, working_days
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg

MOST_CLOSED = 400


def set_weekdays(uow: UnitOfWork, *, weekdays: Iterable[int]) -> Done[None]:
    """Set the weekdays the clinic works on (Monday is 0); offers the old ones back.

    Raises InvalidInput where none is left, Refused without a supervisor's rights.
    """
    _refuse_others(uow)
    chosen = frozenset(weekdays)
    if not chosen or not chosen <= frozenset(range(7)):
        raise InvalidInput(msg("The clinic works on at least one weekday."), field="weekdays")
    old = working_days(uow.session)
    _keep(uow, WorkingDays(chosen, old.closed))
    return Done(None, msg("Saved."), undo=partial(set_weekdays, weekdays=sorted(old.weekdays)))


def close_day(uow: UnitOfWork, *, day: date) -> Done[None]:
    """Add a day on which the clinic is closed, such as a public holiday; undone by opening it."""
    _refuse_others(uow)
    old = working_days(uow.session)
    if day in old.closed:
        raise InvalidInput(msg("{day} is on the list already.", day=day), field="day")
    if day.weekday() not in old.weekdays:
        raise InvalidInput(
            msg("The clinic does not work on that weekday anyway: {day}.", day=day), field="day"
        )
    if len(old.closed) >= MOST_CLOSED:
        raise InvalidInput(
            msg("At most {most} days. Take off those that are over.", most=MOST_CLOSED),
            field="day",
        )
    _keep(uow, WorkingDays(old.weekdays, old.closed | {day}))
    return Done(None, msg("Closed on {day}.", day=day), undo=partial(open_day, day=day))


def open_day(uow: UnitOfWork, *, day: date) -> Done[None]:
    """Take a day off the list of closed days; offers it back."""
    _refuse_others(uow)
    old = working_days(uow.session)
    _keep(uow, WorkingDays(old.weekdays, old.closed - {day}))
    return Done(None, msg("Open on {day}.", day=day), undo=partial(close_day, day=day))


def _keep(uow: UnitOfWork, days: WorkingDays) -> None:
    row = uow.session.get(Setting, WORKING_DAYS_SETTING)
    value: dict[str, Any] = {"value": written_working_days(days)}
    if row is None:
        uow.session.add(
            Setting(
                key=WORKING_DAYS_SETTING,
                value=value,
                changed_at=uow.now,
                changed_by_id=uow.actor.staff_id,
            )
        )
    else:
        row.value = value
        row.changed_at, row.changed_by_id = uow.now, uow.actor.staff_id
    uow.session.flush()
    uow.about("setting", None)


def _refuse_others(uow: UnitOfWork) -> None:
    if not uow.actor.is_supervisor:
        raise Refused(msg("Only a supervisor changes these settings."), code="not_allowed")
