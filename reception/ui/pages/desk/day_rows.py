"""The rows of the day's list: the time, where the visit stands, the person, what is due."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from reception.queries.desk import DayRow
from reception.rules.waiting import Punctual, Wait, WaitLimits, wait_of
from reception.ui.i18n import _, say
from reception.ui.tables.rows_model import Column, RowsModel
from reception.ui.theme import Status
from reception.values.choices import VisitStatus
from reception.values.labels import visit_status_label

_ICONS = {
    VisitStatus.PLANNED: ("clock", Status.NEUTRAL),
    VisitStatus.ARRIVED: ("patient", Status.INFO),
    VisitStatus.IN_ROOM: ("room", Status.INFO),
    VisitStatus.DONE: ("check_circle", Status.OK),
    VisitStatus.NO_SHOW: ("cross", Status.NEUTRAL),
    VisitStatus.CANCELLED: ("cross", Status.NEUTRAL),
}
_WAITS = {Wait.SHORT: Status.INFO, Wait.LONG: Status.WARN, Wait.TOO_LONG: Status.DANGER}


def day_model(limits: Callable[[], WaitLimits], parent: QWidget) -> RowsModel[DayRow]:
    """The columns of the day; a long wait shows by colour and in words."""
    return RowsModel(
        [
            Column(_("Time"), _time, width=68, number=True),
            Column(
                "",
                _no_words,
                width=44,
                status=partial(_status, limits),
                icon=_icon,
                tip=_status_word,
            ),
            Column(_("Patient"), _name, stretch=True, second=partial(_second, limits), strong=True),
            Column("", _mark, status=_mark_status, icon=_mark_icon),
        ],
        _key,
        parent,
    )


def _key(row: DayRow) -> int:
    return row.visit_id


def _time(row: DayRow) -> str:
    return "" if row.time is None else row.time.strftime("%H:%M")


def _no_words(_row: DayRow) -> str:
    return ""


def _status(asked: Callable[[], WaitLimits], row: DayRow) -> str:
    limits = asked()
    if row.status is VisitStatus.ARRIVED:
        return _WAITS[wait_of(row.minutes or 0, limits)].value
    if row.status is VisitStatus.PLANNED and row.late_minutes >= limits.late:
        return Status.WARN.value
    return _ICONS[row.status][1].value


def _icon(row: DayRow) -> str:
    return _ICONS[row.status][0]


def _status_word(row: DayRow) -> str:
    return say(visit_status_label(row.status))


def _name(row: DayRow) -> str:
    return row.name


def _second(asked: Callable[[], WaitLimits], row: DayRow) -> str:
    room = _("rm. {room}", room=row.room) if row.room else ""
    if row.room_ready and row.status is VisitStatus.ARRIVED:
        room = _("room {room} is ready", room=row.room) if row.room else _("room is ready")
    parts = (_state(asked(), row), _off(row), room, row.doctor)
    return " · ".join(part for part in parts if part)


def _state(limits: WaitLimits, row: DayRow) -> str:
    if row.minutes is not None and row.status is VisitStatus.ARRIVED:
        wait = wait_of(row.minutes, limits)
        if wait is Wait.TOO_LONG:
            return _("waits too long: {minutes} min", minutes=row.minutes)
        if wait is Wait.LONG:
            return _("waits long: {minutes} min", minutes=row.minutes)
        return _("here {minutes} min", minutes=row.minutes)
    if row.late_minutes:
        return _("expected, late by {minutes} min", minutes=row.late_minutes)
    return say(visit_status_label(row.status))


def _off(row: DayRow) -> str:
    if row.status is not VisitStatus.ARRIVED or row.doctor_told:
        return ""
    return off_words(row.punctual, row.off_minutes)


def off_words(how: Punctual, minutes: int) -> str:
    """Late or early in words; nothing for who came in time."""
    if how is Punctual.LATE:
        return _("came {minutes} min late", minutes=minutes)
    if how is Punctual.EARLY:
        return _("came {minutes} min early", minutes=minutes)
    return ""


def _mark(row: DayRow) -> str:
    if row.needs_second:
        return _("to confirm")
    if row.to_tell:
        return _("to tell")
    return _("not paid") if row.is_unpaid else ""


def _mark_status(row: DayRow) -> str:
    if row.needs_second:
        return Status.WARN.value
    if row.to_tell:
        return Status.DANGER.value
    return Status.NEUTRAL.value if row.is_unpaid else ""


def _mark_icon(row: DayRow) -> str:
    if row.needs_second:
        return "key"
    return "note" if row.to_tell else ""
