"""The desk: today's list, and everything the panel shows of one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session, aliased

from reception.models import AccountMember, Clinic, Doctor, Mention, Patient, Visit
from reception.queries.person_panel import PersonPanel, person_panel
from reception.queries.telling import standing_mentions
from reception.rules.mentions import (
    EligibilityFacts,
    Listener,
    eligible,
    leaves_count,
    listener,
)
from reception.rules.waiting import Punctual, WaitLimits, punctual
from reception.values.choices import MentionOutcome, NotNowReason, Relation, VisitStatus
from reception.values.ids import PatientId
from reception.values.period import age_on

_DAY: BindParameter[date] = bindparam("day")
_PEOPLE: BindParameter[list[int]] = bindparam("people", expanding=True)
_HIDDEN = (VisitStatus.CANCELLED,)
HERE = (VisitStatus.ARRIVED, VisitStatus.IN_ROOM)


@dataclass(frozen=True)
class DayRow:
    """One visit of the day.

    `time` is the planned time, else that of arrival, local.  `minutes` counts since the arrival
    of a patient who is here; `late_minutes` since the planned time of one who is not.
    """

    visit_id: int
    patient_id: int
    time: time | None
    status: VisitStatus
    name: str
    minutes: int | None
    late_minutes: int
    was_greeted: bool
    room: str
    doctor: str
    to_tell: bool
    is_unpaid: bool
    is_mine: bool
    age: int | None
    punctual: Punctual = Punctual.IN_TIME
    """Late, early, or a walk-in; `off_minutes` by how much."""
    off_minutes: int = 0
    room_ready: bool = False
    doctor_told: bool = False
    needs_second: bool = False
    called: str = ""
    wishes: str = ""
    """What she likes to drink, as it was written."""
    prefers_silence: bool = False


@dataclass(frozen=True)
class DayList:
    """The day: its rows in order of time, and the counts of its heading."""

    day: date
    rows: tuple[DayRow, ...] = ()
    expected: int = 0
    here: int = 0
    waiting: int = 0
    longest_wait: int = 0
    off: tuple[DayRow, ...] = ()
    """Cancelled visits: they stand in a list of their own."""


_doctor = aliased(Doctor)
_VISITS = (
    select(Visit, Patient, _doctor.name)
    .join(Patient, Patient.id == Visit.patient_id)
    .outerjoin(_doctor, _doctor.id == Visit.doctor_id)
    .where(Visit.day == _DAY)
)
_HEADS = select(Patient.household_id, Patient.id, Patient.birth_date).where(
    Patient.household_id.in_(bindparam("households", expanding=True)),
    Patient.relation == Relation.HEAD,
)
_MARKS = select(Patient.id, Patient.birth_date, Patient.do_not_mention, Patient.refuses_data).where(
    Patient.id.in_(_PEOPLE)
)
_TOLD = (
    standing_mentions()
    .with_only_columns(Mention.listener_id, Mention.visit_id, Mention.day, Mention.outcome)
    .where(Mention.listener_id.in_(_PEOPLE))
)
_JOINED = select(AccountMember.patient_id, AccountMember.joined_on).where(
    AccountMember.patient_id.in_(_PEOPLE), AccountMember.left_on.is_(None)
)


def todays_list(
    session: Session,
    *,
    day: date,
    now: datetime,
    staff_id: int | None = None,
    masked: bool = False,
    limits: WaitLimits | None = None,
) -> DayList:
    """The visits of a day with what they wait for; `staff_id` marks one's own.

    With `masked`, names stand as initials: the screen faces a public counter.
    """
    limits = limits or WaitLimits()
    zone = ZoneInfo(session.scalar(select(Clinic.time_zone)) or "UTC")
    found: list[tuple[Any, ...]] = [tuple(row) for row in session.execute(_VISITS, {"day": day})]
    to_tell = _to_tell(session, [row for row in found if row[0].status not in _HIDDEN], day)
    view = _View(now.astimezone(zone), staff_id, masked, to_tell, limits)
    every = [_day_row(row, view) for row in found]
    every.sort(key=lambda row: (row.time is None, row.time or time(), row.visit_id))
    rows = [row for row in every if row.status not in _HIDDEN]
    waits = [row.minutes or 0 for row in rows if row.status is VisitStatus.ARRIVED]
    return DayList(
        day=day,
        rows=tuple(rows),
        expected=sum(row.status is VisitStatus.PLANNED for row in rows),
        here=sum(row.status in HERE for row in rows),
        waiting=len(waits),
        longest_wait=max(waits, default=0),
        off=tuple(row for row in every if row.status in _HIDDEN),
    )


class _View(NamedTuple):
    """By whom, when (local) and how the day is looked at."""

    local: datetime
    staff_id: int | None
    masked: bool
    to_tell: set[int]
    limits: WaitLimits


def _day_row(row: tuple[Any, ...], view: _View) -> DayRow:
    visit: Visit = row[0]
    person: Patient = row[1]
    here = visit.status in HERE and visit.arrived_at is not None
    local, staff_id, masked, to_tell = view.local, view.staff_id, view.masked, view.to_tell
    zone = local.tzinfo
    arrived = None if visit.arrived_at is None else visit.arrived_at.astimezone(zone)
    how, off = punctual(visit.day, visit.planned_time, arrived, view.limits)
    return DayRow(
        visit_id=visit.id,
        patient_id=person.id,
        time=visit.planned_time or _clock(visit.arrived_at, zone),
        status=visit.status,
        name=_initials(person) if masked else _short_name(person),
        minutes=_minutes(visit.arrived_at, local) if here else None,
        late_minutes=_late(visit, local),
        was_greeted=visit.greeted_at is not None,
        room=visit.room,
        doctor=row[2] or "",
        to_tell=visit.id in to_tell,
        is_unpaid=visit.paid_at is None and visit.bill_minor >= 0 and visit.status in HERE,
        is_mine=staff_id is not None and visit.checked_in_by_id == staff_id,
        age=None if person.birth_date is None else age_on(person.birth_date, visit.day),
        punctual=how,
        off_minutes=off,
        room_ready=visit.room_ready_at is not None,
        doctor_told=visit.doctor_told_at is not None,
        needs_second=visit.needs_second and visit.seconded_at is None,
        called=_initials(person) if masked else person.spoken_name,
        wishes=person.drink,
        prefers_silence=person.prefers_silence,
    )


def _clock(instant: datetime | None, zone: tzinfo | None) -> time | None:
    return None if instant is None else instant.astimezone(zone).time().replace(microsecond=0)


def _minutes(since: datetime | None, now: datetime) -> int:
    return 0 if since is None else max(0, int((now - since).total_seconds() // 60))


def _late(visit: Visit, local: datetime) -> int:
    if visit.status is not VisitStatus.PLANNED or visit.planned_time is None:
        return 0
    if visit.day != local.date():
        return 0
    planned = datetime.combine(visit.day, visit.planned_time, tzinfo=local.tzinfo)
    return max(0, int((local - planned).total_seconds() // 60))


def _short_name(person: Patient) -> str:
    """Surname and initials; name and patronymic of whom nobody may call by surname."""
    if person.no_surname:
        return person.spoken_name
    initials = "".join(f" {part[:1]}." for part in (person.first_name, person.patronymic) if part)
    return person.last_name + initials


def _initials(person: Patient) -> str:
    parts = (person.last_name, person.first_name, person.patronymic)
    return " ".join(f"{part[:1]}." for part in parts if part)


# --- Whom to tell ---------------------------------------------------------------------------------


def _to_tell(session: Session, found: Sequence[tuple[Any, ...]], day: date) -> set[int]:
    """The visits of the day on which somebody is to be told and was not yet."""
    open_visits = [row for row in found if row[0].status is not VisitStatus.NO_SHOW]
    open_visits.sort(key=lambda row: _order_of_arrival(row[0]))
    heads = _heads(session, {row[1].household_id for row in open_visits})
    listeners = {row[0].id: _listener(row[0], row[1], heads, day) for row in open_visits}
    people = sorted({one for one in listeners.values() if one is not None})
    marks = {row.id: row for row in session.execute(_MARKS, {"people": people})}
    told = list(session.execute(_TOLD, {"people": people}))
    joined = {row[0]: row[1] for row in session.execute(_JOINED, {"people": people})}
    answered = {row.visit_id for row in told}
    result: set[int] = set()
    households: set[int] = set()
    for row in open_visits:
        visit, person = row[0], row[1]
        who = listeners[visit.id]
        facts = _facts(visit, who, marks, told, joined, day)
        facts = replace(facts, household_today=person.household_id in households)
        if eligible(facts).eligible:
            households.add(person.household_id)
            if visit.id not in answered:
                result.add(visit.id)
    return result


def _order_of_arrival(visit: Visit) -> tuple[bool, datetime | None, time, int]:
    arrived = visit.arrived_at
    return (arrived is None, arrived, visit.planned_time or time.max, visit.id)


def _heads(session: Session, households: set[int]) -> dict[int, Listener]:
    rows = session.execute(_HEADS, {"households": sorted(households)})
    return {row[0]: Listener(PatientId(row[1]), row[2]) for row in rows}


def _listener(
    visit: Visit, person: Patient, heads: dict[int, Listener], day: date
) -> PatientId | None:
    own = Listener(PatientId(person.id), person.birth_date)
    with_her = visit.accompanied_by_id
    guardian = None if with_her is None else Listener(PatientId(with_her))
    return listener(
        own, day=day, accompanying_guardian=guardian, head=heads.get(person.household_id)
    )


def _facts(
    visit: Visit,
    who: PatientId | None,
    marks: dict[int, Any],
    told: Sequence[Any],
    joined: dict[int, date],
    day: date,
) -> EligibilityFacts:
    before = [row for row in told if row.listener_id == who and row.visit_id != visit.id]
    declined = [row.day for row in before if row.outcome is MentionOutcome.DECLINED]
    mark = None if who is None else marks.get(who)
    reason = visit.not_now_reason
    upset = reason in (NotNowReason.EMERGENCY, NotNowReason.UPSET)
    return EligibilityFacts(
        day=day,
        listener=who,
        is_member=who in joined and joined[who] < day if who is not None else False,
        told_on=max((row.day for row in before), default=None),
        declined_on=max(declined, default=None),
        do_not_mention=mark is not None and mark.do_not_mention,
        emergency=visit.is_emergency or upset,
        fully_insured=visit.insured_percent == 100,
        refuses_data=(mark is not None and mark.refuses_data)
        or (reason is not None and leaves_count(reason) and not upset),
    )


__all__ = ["DayList", "DayRow", "PersonPanel", "person_panel", "todays_list"]
