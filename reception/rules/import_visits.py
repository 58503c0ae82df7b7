"""Visits of an imported file, row by row: taken, taken with a warning, or refused.

A visit without an id of its own is the same if patient, day, time, doctor and service are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time

from reception.rules import import_reasons as reasons
from reception.rules.amounts import AmountFault, read_amount
from reception.rules.days import DayFault, TimeFault, read_day_and_time, read_time
from reception.rules.import_report import Fault, RowReport, row_report, shortened
from reception.rules.import_words import answer_of, group_of, new_group_code, status_of
from reception.rules.names import fold, has_control
from reception.translation import Message, msg
from reception.values.choices import Country, VisitStatus
from reception.values.phone_number import read_phone
from reception.values.sheet import Formula, RawRow, cell_text

LONGEST_ID = 80
_LIMITS = {"doctor": 120, "room": 40, "service_group": 200, "staff": 120}
_EARLIEST = date(1990, 1, 1)
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
    groups by the folded names the clinic already uses.
    """

    country: Country
    today: date
    order: Sequence[str]
    patients: Mapping[str, int] = field(default_factory=dict)
    phones: Mapping[str, Sequence[int]] = field(default_factory=dict)
    refused_patients: Mapping[str, Message] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)


class _Row:
    """One row while it is checked."""

    def __init__(self, raw: RawRow, file: VisitsFile) -> None:
        self.raw = raw
        self.file = file
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []

    def refuse(self, name: str, reason: Message) -> None:
        cell = self.raw.cells.get(name, "")
        text = cell if isinstance(cell, str) else cell_text(cell)
        self.faults.append(Fault(name, shortened(text), reason))

    def warn(self, name: str, reason: Message) -> None:
        self.warnings.append(Fault(name, shortened(self.raw.text(name)), reason))

    def detail(self, name: str) -> str:
        text = self.raw.text(name)
        if isinstance(self.raw.cells.get(name), Formula):
            self.warn(name, reasons.formula())
            return ""
        if len(text) > _LIMITS[name]:
            self.refuse(name, reasons.too_long(_LIMITS[name]))
        return " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())


def check_visits(rows: Sequence[RawRow], file: VisitsFile) -> CheckedVisits:
    """Check every row, then that no visit stands twice in the file."""
    taken: dict[str, ImportedVisit] = {}
    refused: list[RowReport] = []
    warnings: list[RowReport] = []
    repeats = 0
    said_groups: set[str] = set()
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
        if row.warnings:
            warnings.append(row_report(raw.line, visit.key, row.warnings, file.order))
        taken[visit.identity] = visit
    return CheckedVisits(tuple(taken.values()), refused, warnings, repeats)


def _checked(row: _Row, said_groups: set[str]) -> ImportedVisit:
    raw = row.raw
    external_id = _external_id(row)
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
        key=external_id or raw.text("patient_id") or raw.text("phone"),
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


def _external_id(row: _Row) -> str:
    text = row.raw.text("external_id")
    if isinstance(row.raw.cells.get("external_id"), Formula):
        row.refuse("external_id", reasons.formula())
    elif has_control(text):
        row.refuse("external_id", reasons.control_characters())
    elif len(text) > LONGEST_ID:
        row.refuse("external_id", reasons.too_long(LONGEST_ID))
    return text


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


def _status(row: _Row) -> VisitStatus:
    text = row.raw.text("status")
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
    if day > row.file.today and status is not VisitStatus.PLANNED:
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
    elif amount is AmountFault.NEGATIVE:
        row.refuse(name, msg("The sum {value} is negative.", value=text))
    elif amount is AmountFault.TOO_LARGE:
        row.refuse(name, msg("The sum {value} is too large.", value=text))
    else:
        row.refuse(
            name, msg("“{value}” is not a sum. Allowed: 3200, 3 200,00 or 3200.50.", value=text)
        )
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
