"""Visits of an imported file, row by row: taken, taken with a warning, or refused.

A visit without an id of its own is the same if patient, day, time, doctor and service are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from reception.rules import import_reasons as reasons
from reception.rules.amounts import AmountFault, read_amount
from reception.rules.days import DayFault, TimeFault, read_day_and_time, read_time
from reception.rules.import_programme import not_a_card
from reception.rules.import_report import RowReport, row_report, shortened
from reception.rules.import_row import RowCheck
from reception.rules.import_words import answer_of, group_of, new_group_code, status_of
from reception.rules.names import fold
from reception.translation import Message, msg
from reception.values.card_number import readings
from reception.values.choices import CheckRule, Country, VisitStatus
from reception.values.phone_number import read_phone
from reception.values.sheet import Formula, RawRow

_LIMITS = {"doctor": 120, "room": 40, "service_group": 200, "staff": 120}
_EARLIEST = date(1990, 1, 1)
_FURTHEST = timedelta(days=731)
INSURANCE = "insurance"


@dataclass(frozen=True, slots=True)
class ImportedVisit:
    """A row that is taken.

    `patient` is the person's number in the database; money in minor units.  `is_new_group` says
    that no known word stands in the service's name.
    """

    line: int
    key: str
    external_id: str
    patient: int
    day: date
    time: time | None
    status: VisitStatus
    doctor: str = ""
    room: str = ""
    service: str = ""
    group: str = "other"
    is_new_group: bool = False
    amount_minor: int = 0
    paid_minor: int = 0
    told: bool = False
    staff: str = ""

    @property
    def identity(self) -> str:
        """The key by which the same visit is known again."""
        if self.external_id:
            return f"id {self.external_id}"
        clock = self.time.strftime("%H:%M") if self.time else ""
        names = f"{fold(self.doctor)}|{fold(self.service)}"
        return f"{self.patient}|{self.day.isoformat()}|{clock}|{names}"[:200]


@dataclass(frozen=True)
class CheckedVisits:
    """What a file of visits comes to, before anything is written."""

    taken: Sequence[ImportedVisit]
    refused: Sequence[RowReport]
    warnings: Sequence[RowReport]
    repeats: int = 0


@dataclass(frozen=True)
class VisitsFile:
    """What the checks need to know beside the rows.

    `patients` are the known persons by external id, `phones` by the digits of a number;
    `refused_patients` tells why an earlier import refused a person; `groups` are the codes of
    groups by the folded names the clinic already uses; `cards` are holders by the digits of
    their loyalty cards.  `appointments` are bookings of days to come.
    """

    country: Country
    today: date
    order: Sequence[str]
    patients: Mapping[str, int] = field(default_factory=dict)
    phones: Mapping[str, Sequence[int]] = field(default_factory=dict)
    refused_patients: Mapping[str, Message] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    cards: Mapping[str, int] = field(default_factory=dict)
    rule: CheckRule = CheckRule.DAMM
    appointments: bool = False


class _Row(RowCheck):
    """One row while it is checked."""

    def __init__(self, raw: RawRow, file: VisitsFile) -> None:
        super().__init__(raw, _LIMITS)
        self.file = file


def check_visits(rows: Sequence[RawRow], file: VisitsFile) -> CheckedVisits:
    """Check every row, then that no visit stands twice in the file."""
    taken: dict[str, ImportedVisit] = {}
    refused: list[RowReport] = []
    warnings: list[RowReport] = []
    repeats = 0
    said_groups: set[str] = set()
    busy: dict[tuple[str, date, time], int] = {}
    for raw in rows:
        row = _Row(raw, file)
        visit = _checked(row, said_groups)
        earlier = taken.get(visit.identity) if not row.faults else None
        if earlier is not None:
            if replace(earlier, line=visit.line) == visit:
                repeats += 1
                continue
            row.refuse("date", _twice(earlier.line))
        if row.faults:
            refused.append(row_report(raw.line, visit.key, row.faults, file.order))
            continue
        if file.appointments:
            _warn_of_two(row, visit, busy)
        if row.warnings:
            warnings.append(row_report(raw.line, visit.key, row.warnings, file.order))
        taken[visit.identity] = visit
    return CheckedVisits(tuple(taken.values()), refused, warnings, repeats)


def _warn_of_two(row: _Row, visit: ImportedVisit, busy: dict[tuple[str, date, time], int]) -> None:
    """Two appointments of one doctor at one time: taken, for clinics do so, but told."""
    if visit.time is None or not visit.doctor or visit.status is VisitStatus.CANCELLED:
        return
    earlier = busy.setdefault((fold(visit.doctor), visit.day, visit.time), visit.line)
    if earlier != visit.line:
        row.warn(
            "time",
            msg("The doctor has another appointment at this time, line {line}.", line=str(earlier)),
        )


def _checked(row: _Row, said_groups: set[str]) -> ImportedVisit:
    raw = row.raw
    external_id = row.number("external_id")
    patient = _patient(row)
    status = _status(row)
    day, clock = _day_and_time(row, status)
    service = row.detail("service_group")
    group, is_new = _group(row, service, said_groups)
    amount, paid = _sums(row, status)
    if paid > amount and not any(f.field in ("amount", "paid") for f in row.faults):
        row.refuse("paid", msg("More was paid than the sum of the visit."))
    return ImportedVisit(
        line=raw.line,
        key=external_id or raw.text("patient_id") or raw.text("card_number") or raw.text("phone"),
        external_id=external_id,
        patient=patient,
        day=day,
        time=clock,
        status=status,
        doctor=row.detail("doctor"),
        room=row.detail("room"),
        service=service,
        group=group,
        is_new_group=is_new,
        amount_minor=amount,
        paid_minor=paid,
        told=_told(row),
        staff=row.detail("staff"),
    )


def _patient(row: _Row) -> int:
    """The person, by number first, else by a phone that only one person has."""
    number = row.raw.text("patient_id")
    if number:
        found = row.file.patients.get(number)
        if found is not None:
            return found
        why = row.file.refused_patients.get(number)
        if why is not None:
            row.refuse(
                "patient_id",
                msg("The patient {key} was refused: {reason}", key=shortened(number), reason=why),
            )
        else:
            row.refuse("patient_id", msg("There is no patient {key}.", key=shortened(number)))
        return 0
    if row.raw.text("card_number"):
        return _of_card(row)
    text = row.raw.text("phone")
    if not text:
        row.refuse("patient_id", msg("The patient's number is missing."))
        return 0
    phone = read_phone(text, row.file.country)
    persons = row.file.phones.get(phone.digits, ()) if phone is not None else ()
    if phone is None:
        row.refuse("phone", reasons.phone_reason(text))
    elif not persons:
        row.refuse("phone", msg("Nobody has the phone number {value}.", value=shortened(text)))
    elif len(persons) > 1:
        row.refuse(
            "phone", msg("Several people have the phone number {value}.", value=shortened(text))
        )
    return persons[0] if len(persons) == 1 else 0


def _of_card(row: _Row) -> int:
    text = row.raw.text("card_number")
    found = readings(text, row.file.rule)
    holder = next((row.file.cards[digits] for digits in found if digits in row.file.cards), None)
    if holder is not None:
        return holder
    reason = msg("Nobody has the card {value}.", value=shortened(text))
    row.refuse("card_number", reason if found else not_a_card(text))
    return 0


def _status(row: _Row) -> VisitStatus:
    text = row.raw.text("status")
    if row.file.appointments:
        return _booked(row, text)
    if "status" not in row.raw.cells:
        return VisitStatus.DONE
    status = status_of(text)
    if status is None:
        row.refuse(
            "status",
            msg(
                "The status “{value}” is unknown. Allowed: planned, arrived, done, cancelled, no-show.",
                value=shortened(text),
            ),
        )
        return VisitStatus.DONE
    return status


def _booked(row: _Row, text: str) -> VisitStatus:
    """An appointment stands or was cancelled; what became of it is a matter of the desk."""
    status = status_of(text) if text else VisitStatus.PLANNED
    if status not in (VisitStatus.PLANNED, VisitStatus.CANCELLED):
        row.refuse(
            "status",
            msg(
                "“{value}” is no status of an appointment. Allowed: planned, cancelled.",
                value=shortened(text),
            ),
        )
    return status or VisitStatus.PLANNED


def _day_and_time(row: _Row, status: VisitStatus) -> tuple[date, time | None]:
    cell = row.raw.cells.get("date", "")
    text = row.raw.text("date")
    day, clock = read_day_and_time(cell, row.file.today)
    if row.raw.text("time"):
        clock = read_time(row.raw.cells["time"])
    if isinstance(clock, TimeFault):
        column = "time" if row.raw.text("time") else "date"
        row.refuse(column, _time_reason(clock, row.raw.text(column)))
        clock = None
    if isinstance(day, DayFault):
        row.refuse("date", _day_reason(day, text, is_formula=isinstance(cell, Formula)))
        return row.file.today, clock
    if row.file.appointments:
        _refuse_day_of_appointment(row, day, text)
    elif day > row.file.today and status is not VisitStatus.PLANNED:
        row.refuse(
            "date",
            msg(
                "The visit of {value} is after the day of the export, {day}.",
                value=shortened(text),
                day=row.file.today,
            ),
        )
    if day < _EARLIEST:
        row.refuse("date", msg("The visit of {value} is before 1990.", value=shortened(text)))
    return day, clock


def _refuse_day_of_appointment(row: _Row, day: date, text: str) -> None:
    if day < row.file.today:
        row.refuse("date", msg("The appointment of {value} is past.", value=shortened(text)))
    elif day > row.file.today + _FURTHEST:
        row.refuse(
            "date",
            msg("The appointment of {value} is more than two years away.", value=shortened(text)),
        )


def _day_reason(fault: DayFault, text: str, *, is_formula: bool) -> Message:
    if is_formula:
        return reasons.formula()
    if not text:
        return msg("The date is missing.")
    return reasons.no_such_day(text) if fault is DayFault.IMPOSSIBLE else reasons.not_a_date(text)


def _time_reason(fault: TimeFault, text: str) -> Message:
    if fault is TimeFault.IMPOSSIBLE:
        return msg("There is no such time: {value}.", value=shortened(text))
    return msg("“{value}” is not a time. Allowed: 9:05 or 09.05.", value=shortened(text))


def _group(row: _Row, service: str, said: set[str]) -> tuple[str, bool]:
    if not service:
        return "other", False
    code = row.file.groups.get(fold(service)) or group_of(service)
    if code is not None:
        return code, False
    code = new_group_code(service)
    if code not in said:
        said.add(code)
        row.warn(
            "service_group",
            msg(
                "“{value}” becomes a new group of services that earns points.",
                value=shortened(service),
            ),
        )
    return code, True


def _sums(row: _Row, status: VisitStatus) -> tuple[int, int]:
    """Bill and payment; a file with only one of the two columns means both by it."""
    if "amount" not in row.raw.cells:
        paid = _amount(row, "paid")
        return paid, paid
    amount = _amount(row, "amount")
    if "paid" not in row.raw.cells:
        return amount, amount if status is VisitStatus.DONE else 0
    return amount, _amount(row, "paid")


def _amount(row: _Row, name: str) -> int:
    if not row.raw.text(name):
        return 0
    amount = read_amount(row.raw.cells[name])
    if not isinstance(amount, AmountFault):
        return amount
    text = shortened(row.raw.text(name))
    if isinstance(row.raw.cells[name], Formula):
        row.refuse(name, reasons.formula())
    else:
        row.refuse(name, reasons.sum_reason(amount, text))
    return 0


def _told(row: _Row) -> bool:
    text = row.raw.text("told")
    if not text:
        return False
    answer = answer_of(text)
    if answer is None:
        row.warn("told", reasons.neither_yes_nor_no(text))
    return bool(answer)


def _twice(line: int) -> Message:
    return msg("The same visit stands already in line {line}, with other details.", line=str(line))
