"""What the day at the desk asks besides its list: settings, one booking, doctors, traces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import AuditRow, Clinic, Doctor, Patient, Staff, Visit, VisitTrace
from reception.rules.waiting import WaitLimits
from reception.storage.finders import Finders
from reception.values.choices import VisitStatus
from reception.values.day_choices import TraceKind


@dataclass(frozen=True)
class DeskSettings:
    """What the clinic decided about its desk."""

    limits: WaitLimits
    masked_names: bool


def desk_settings(session: Session) -> DeskSettings:
    """The settings of the desk as they are now."""
    find, usual = Finders(session), WaitLimits()
    return DeskSettings(
        limits=WaitLimits(
            long=int(find.setting("desk.wait_long", usual.long)),
            too_long=int(find.setting("desk.wait_too_long", usual.too_long)),
            late=int(find.setting("desk.late", usual.late)),
            early=int(find.setting("desk.early", usual.early)),
        ),
        masked_names=find.setting("desk.masked_names", None) is True,
    )


@dataclass(frozen=True)
class Booking:
    """An appointment as it may be moved; `at` local."""

    visit_id: int
    patient_id: int
    name: str
    status: VisitStatus
    day: date
    at: time | None
    doctor: str
    room: str


def booking(session: Session, *, visit_id: int) -> Booking | None:
    """One appointment; None where it is not there."""
    row = session.execute(
        select(Visit, Patient, Doctor.name)
        .join(Patient, Patient.id == Visit.patient_id)
        .outerjoin(Doctor, Doctor.id == Visit.doctor_id)
        .where(Visit.id == visit_id)
    ).first()
    if row is None:
        return None
    visit, person, doctor = row
    return Booking(
        visit_id=visit.id,
        patient_id=person.id,
        name=person.spoken_name,
        status=visit.status,
        day=visit.day,
        at=visit.planned_time,
        doctor=doctor or "",
        room=visit.room,
    )


def doctors(session: Session) -> list[str]:
    """The clinic's doctors by name."""
    return list(session.scalars(select(Doctor.name).order_by(Doctor.name)))


@dataclass(frozen=True)
class TraceLine:
    """One row of the history of visits; `at` local, `other` the other person's name."""

    trace_id: int
    at: datetime
    by: str
    kind: TraceKind
    visit_id: int
    was: str
    became: str
    reason: str
    other: str


def traces_of(session: Session, *, patient_id: int) -> list[TraceLine]:
    """What became of a person's visits besides their stamps, the latest first."""
    zone = ZoneInfo(session.scalar(select(Clinic.time_zone)) or "UTC")
    rows = session.execute(
        select(VisitTrace, Staff.name)
        .outerjoin(Staff, Staff.id == VisitTrace.recorded_by_id)
        .where(VisitTrace.patient_id == patient_id)
        .order_by(VisitTrace.id.desc())
    )
    found = []
    for trace, by in rows:
        other = None if trace.other_patient_id is None else trace.other_patient_id
        person = None if other is None else session.get(Patient, other)
        found.append(
            TraceLine(
                trace_id=trace.id,
                at=trace.recorded_at.astimezone(zone),
                by=by or "",
                kind=trace.kind,
                visit_id=trace.visit_id,
                was=trace.was,
                became=trace.became,
                reason=trace.reason,
                other="" if person is None else person.full_name,
            )
        )
    return found


@dataclass(frozen=True)
class LastSaved:
    """The last action that is stored: who, when (local), what by the name of its service."""

    by: str
    at: datetime
    action: str
    name: str
    """The patient it was about; empty where it was about nobody."""


def last_saved(session: Session) -> LastSaved | None:
    """The last action of a member of staff; None on an empty book."""
    zone = ZoneInfo(session.scalar(select(Clinic.time_zone)) or "UTC")
    row = session.scalar(
        select(AuditRow).where(AuditRow.actor_id.is_not(None)).order_by(AuditRow.id.desc()).limit(1)
    )
    if row is None:
        return None
    return LastSaved(
        by=row.actor_name,
        at=row.recorded_at.astimezone(zone),
        action=row.action,
        name=_name_of(session, row.subject_kind, row.subject_id),
    )


def _name_of(session: Session, kind: str, subject: int | None) -> str:
    if subject is None:
        return ""
    if kind == "visit":
        visit = session.get(Visit, subject)
        subject = None if visit is None else visit.patient_id
    elif kind != "patient":
        return ""
    person = None if subject is None else session.get(Patient, subject)
    return "" if person is None else person.full_name
