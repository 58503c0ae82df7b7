"""Visits of a file written: stamps of their status, bill lines, and what was noted as told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from reception.changes import Done
from reception.models import (
    BillLine,
    Doctor,
    ImportedRow,
    ImportRun,
    Mention,
    ServiceGroup,
    Visit,
)
from reception.progress import Progress
from reception.rules.import_families import is_minor
from reception.rules.import_plan import Change, FileContent, VisitsPlan, visit_values
from reception.rules.import_visits import INSURANCE, ImportedVisit
from reception.services.import_undo import undo_import
from reception.services.imports import (
    ImportResult,
    Planned,
    carry_out,
    set_column,
    take_back,
    tell,
    write_in_chunks,
)
from reception.storage.import_facts import APPOINTMENTS, VISITS, appointments_plan, visits_plan
from reception.storage.import_store import ImportStore
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.choices import (
    Channel,
    MentionOutcome,
    Relation,
    VisitOrigin,
    VisitStatus,
)

_STAMPS = ("arrived_at", "in_room_at", "done_at", "cancelled_at", "no_show_at")
_NOON = time(12)


def import_visits(
    uow: UnitOfWork,
    *,
    content: FileContent,
    plan: VisitsPlan | None = None,
    as_of: int | None = None,
    progress: Progress | None = None,
) -> Done[ImportResult]:
    """Write a file of visits; refused rows are left out, nothing else is.

    `plan` is a check that still holds (see `services.imports.carry_out`); without it the rows are
    checked here.  Raises progress.Cancelled where the work is stopped; nothing of it stays.
    """
    return carry_out(
        uow,
        kind=VISITS,
        content=content,
        planned=Planned.of(plan, as_of),
        planner=visits_plan,
        write=lambda checked, run: _Writer(uow, checked, run).write(progress),
        undo=undo_import,
        progress=progress,
    )


def import_appointments(
    uow: UnitOfWork,
    *,
    content: FileContent,
    plan: VisitsPlan | None = None,
    as_of: int | None = None,
    progress: Progress | None = None,
) -> Done[ImportResult]:
    """Write a file of bookings as planned visits; what the desk has begun is left alone."""
    return carry_out(
        uow,
        kind=APPOINTMENTS,
        content=content,
        planned=Planned.of(plan, as_of),
        planner=appointments_plan,
        write=lambda checked, run: _Writer(uow, checked, run).write(progress),
        undo=undo_import,
        progress=progress,
    )


@dataclass
class _Rows:
    """Rows that go into the database in bulk."""

    visits: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    mentions: list[dict[str, Any]] = field(default_factory=list)
    imported: list[dict[str, Any]] = field(default_factory=list)


class _Writer:
    """Turns a plan into rows."""

    def __init__(self, uow: UnitOfWork, plan: VisitsPlan, run: ImportRun) -> None:
        self.uow, self.plan, self.run = uow, plan, run
        self.store = ImportStore(uow.session)
        self.zone = ZoneInfo(uow.clinic.time_zone)
        self.rows = _Rows()
        self.before: dict[str, dict[str, Any]] = {"visits": {}, "lines": {}, "rows": {}}
        self.people = self.store.people()
        self.heads = {
            facts.household_id: number
            for number, facts in self.people.items()
            if facts.relation is Relation.HEAD
        }
        self.doctors = self.store.doctors()
        self.groups = self.store.groups()

    def write(self, progress: Progress | None) -> None:
        """Doctors and groups first, then visits, their bills, and what was told."""
        coming = [*self.plan.new, *(self.plan.by_line[line] for line in self.plan.changed)]
        self._name_doctors(coming)
        self._name_groups(coming)
        for number, visit in enumerate(self.plan.new, start=self.store.next_id(Visit)):
            self._add(visit, number)
        doing = msg("Writing the visits…")
        for kind, part in (
            (Visit, self.rows.visits),
            (BillLine, self.rows.lines),
            (ImportedRow, self.rows.imported),
        ):
            write_in_chunks(self.uow, kind, part, progress=progress, doing=doing)
        for line, change in self.plan.changed.items():
            self._update(self.plan.by_line[line], change)
        tell(progress, 0, len(self.rows.mentions), msg("Noting who has been told…"))
        self.uow.append_bulk(Mention, self.rows.mentions)
        self.store.keep_before(self.run.id, self.before)

    def _name_doctors(self, visits: list[ImportedVisit]) -> None:
        for name in dict.fromkeys(visit.doctor for visit in visits if visit.doctor):
            if name not in self.doctors:
                row = Doctor(name=name)
                self.uow.add(row)
                self.doctors[name] = row.id

    def _name_groups(self, visits: list[ImportedVisit]) -> None:
        for visit in visits:
            if visit.group not in self.groups:
                row = ServiceGroup(code=visit.group, name=visit.service[:120] or visit.group)
                self.uow.add(row)
                self.groups[visit.group] = row.id

    def _add(self, visit: ImportedVisit, number: int) -> None:
        insured = visit.group == INSURANCE and visit.amount_minor == 0
        self.rows.visits.append(
            {
                "id": number,
                "external_id": visit.external_id or None,
                "import_key": visit.identity,
                "import_run_id": self.run.id,
                "patient_id": visit.patient,
                "day": visit.day,
                "planned_time": visit.time,
                "status": visit.status,
                "origin": VisitOrigin.IMPORTED,
                "doctor_id": self.doctors.get(visit.doctor),
                "room": visit.room,
                "bill_minor": visit.amount_minor,
                "paid_minor": visit.paid_minor,
                "insured_percent": 100 if insured else 0,
                "created_at": self.uow.now,
                "paid_at": self._instant(visit) if visit.paid_minor else None,
                **self._stamps(visit),
            }
        )
        if visit.service or self.run.kind == VISITS:
            self.rows.lines.append(self._line(visit, number))
        self.rows.imported.append(
            {
                "kind": VISITS,
                "key": visit.identity,
                "subject_id": number,
                "import_run_id": self.run.id,
                "content": visit_values(visit),
            }
        )
        if visit.told:
            self.rows.mentions.append(self._mention(visit, number))

    def _line(self, visit: ImportedVisit, number: int) -> dict[str, Any]:
        return {
            "visit_id": number,
            "service_group_id": self.groups[visit.group],
            "service": visit.service,
            "amount_minor": visit.amount_minor,
        }

    def _instant(self, visit: ImportedVisit) -> datetime:
        return datetime.combine(visit.day, visit.time or _NOON, self.zone).astimezone(UTC)

    def _stamps(self, visit: ImportedVisit) -> dict[str, datetime | None]:
        """The stamp of the status the visit came to, and of those it passed through."""
        stamps: dict[str, datetime | None] = dict.fromkeys(_STAMPS)
        passed = {
            VisitStatus.ARRIVED: ("arrived_at",),
            VisitStatus.IN_ROOM: ("arrived_at", "in_room_at"),
            VisitStatus.DONE: ("arrived_at", "done_at"),
            VisitStatus.CANCELLED: ("cancelled_at",),
            VisitStatus.NO_SHOW: ("no_show_at",),
        }.get(visit.status, ())
        return stamps | dict.fromkeys(passed, self._instant(visit))

    def _listener(self, visit: ImportedVisit) -> int:
        """The adult patient; for a minor the guardian, else the head of the household."""
        facts = self.people[visit.patient]
        if not is_minor(facts.birth_date, visit.day):
            return visit.patient
        head = self.heads.get(facts.household_id)
        for person in (facts.guardian_id, head):
            if person is not None and not self._is_minor(person, visit.day):
                return person
        return head or visit.patient

    def _is_minor(self, person: int, day: date) -> bool:
        facts = self.people.get(person)
        return facts is not None and is_minor(facts.birth_date, day)

    def _mention(self, visit: ImportedVisit, number: int) -> dict[str, Any]:
        listener = self._listener(visit)
        return {
            "day": visit.day,
            "recorded_at": self.uow.now,
            "listener_id": listener,
            "household_id": self.people[listener].household_id,
            "visit_id": number,
            "speaker_id": None,
            "recorded_by_id": self.uow.actor.staff_id,
            "channel": Channel.IMPORTED,
            "situation": "",
            "variant": "",
            "language": None,
            "version_id": None,
            "outcome": MentionOutcome.TOLD,
            "not_now_reason": None,
            "seconds_shown": 0,
            "note": visit.staff,
            "reverses_id": None,
            "request_id": None,
            "import_run_id": self.run.id,
        }

    def _update(self, visit: ImportedVisit, change: Change) -> None:
        """Write what was corrected; a visit that was paid with points since is left alone."""
        row = self.store.visit(change.known.subject_id)
        if row is None or row.points_redeemed:
            return
        values = change.values
        old: dict[str, list[Any]] = {}
        if values.keys() & {"status", "day", "time"}:
            for column, stamp in {**self._stamps(visit), "status": visit.status}.items():
                set_column(row, column, stamp, old)
        if values.keys() & {"day", "time"}:
            set_column(row, "day", visit.day, old)
            set_column(row, "planned_time", visit.time, old)
        if "doctor" in values:
            set_column(row, "doctor_id", self.doctors.get(visit.doctor), old)
        if "room" in values:
            set_column(row, "room", visit.room, old)
        if "paid" in values:
            set_column(row, "paid_minor", visit.paid_minor, old)
        if values.keys() & {"amount", "group", "service"}:
            self._update_bill(row, visit, old)
        self.before["visits"][str(row.id)] = old
        if "told" in values:
            self._update_told(visit, row.id)
        self._remember(visit, change)

    def _update_bill(self, row: Visit, visit: ImportedVisit, old: dict[str, list[Any]]) -> None:
        if len(row.lines) != 1:
            return
        line = row.lines[0]
        changed: dict[str, list[Any]] = {}
        set_column(line, "amount_minor", visit.amount_minor, changed)
        set_column(line, "service_group_id", self.groups[visit.group], changed)
        set_column(line, "service", visit.service, changed)
        set_column(row, "bill_minor", visit.amount_minor, old)
        self.before["lines"][str(line.id)] = changed

    def _update_told(self, visit: ImportedVisit, number: int) -> None:
        if visit.told:
            self.rows.mentions.append(self._mention(visit, number))
            return
        for mention in self.store.mentions_of_visit(number):
            take_back(self.uow, mention)

    def _remember(self, visit: ImportedVisit, change: Change) -> None:
        content = visit_values(visit)
        row = self.store.row(VISITS, visit.identity)
        if row is None:
            self.uow.add(
                ImportedRow(
                    kind=VISITS,
                    key=visit.identity,
                    subject_id=change.known.subject_id,
                    import_run_id=self.run.id,
                    content=content,
                )
            )
            return
        self.before["rows"][visit.identity] = [VISITS, row.content, row.import_run_id]
        row.content, row.import_run_id = content, self.run.id
