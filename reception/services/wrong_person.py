"""The wrong person was checked in: the visit, its price and what was said go to the right one.

A booking of the wrong person is expected again; her history and the right one's keep a trace each
(product/situations.md 17).  What is append-only is not changed: an answer is taken back and
written again for the right listener.
"""

from __future__ import annotations

from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Mention, Patient, Visit
from reception.rules.mentions import Listener, listener
from reception.services.check_in import check_living
from reception.services.seconding import is_own
from reception.services.stamps import HERE
from reception.services.traces import leave_trace
from reception.storage.prices import estimate_lines
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.choices import Relation, TaskStatus, VisitOrigin, VisitStatus
from reception.values.day_choices import TraceKind
from reception.values.ids import PatientId

GOES_ALONG = (
    "status",
    "opened_at",
    "arrived_at",
    "greeted_at",
    "in_room_at",
    "room_ready_at",
    "doctor_told_at",
    "checked_in_by_id",
    "price_told_minor",
    "price_told_at",
    "price_told_by_id",
    "bill_minor",
    "insured_percent",
    "is_emergency",
    "is_queue_mode",
    "not_now_reason",
)
"""What was stamped for the wrong person and was true of the right one."""


def give_to_right_person(
    uow: UnitOfWork, *, visit_id: int, patient_id: int, reason: str
) -> Done[int]:
    """Move what was recorded for the wrong person to the right one; answers her visit.

    Raises InvalidInput without a reason, Refused where the visit is of another day, was never
    begun or is paid, or the right person is checked in already.
    """
    if not reason.strip():
        raise InvalidInput(msg("Say how the two were taken for each other."), field="reason")
    wrong = uow.find.visit(visit_id)
    right_person = uow.find.patient(patient_id)
    check_living(right_person)
    _check(uow, wrong, right_person)
    wrong_person = uow.find.patient(wrong.patient_id)
    target = _visit_of(uow, wrong, right_person)
    _carry_over(uow, wrong, target, right_person)
    _tell_again(uow, wrong_person, target, right_person)
    leave_trace(
        uow,
        wrong,
        TraceKind.WRONG_PERSON,
        reason=reason,
        patient_id=wrong_person.id,
        other_patient_id=right_person.id,
    )
    leave_trace(
        uow,
        target,
        TraceKind.RIGHT_PERSON,
        reason=reason,
        patient_id=right_person.id,
        other_patient_id=wrong_person.id,
    )
    uow.about("visit", target.id)
    return Done(
        target.id,
        msg("{name} is checked in instead.", name=right_person.spoken_name),
        undo=partial(
            give_to_right_person, visit_id=target.id, patient_id=wrong_person.id, reason=reason
        ),
    )


def _check(uow: UnitOfWork, wrong: Visit, right: Patient) -> None:
    if wrong.patient_id == right.id:
        raise InvalidInput(msg("This is the same person."), field="patient")
    if wrong.paid_at is not None:
        raise Refused(
            msg("This visit is already paid."),
            code="paid",
            way_out=msg("Take the payment back first."),
        )
    if wrong.status not in HERE or wrong.day != uow.today:
        raise Refused(
            msg("Only a visit that goes on today can be given to somebody else."), code="not_here"
        )
    here = [one for one in uow.find.visits_on(right.id, uow.today) if one.status in HERE]
    if here:
        raise Refused(
            msg("{name} is checked in already.", name=right.spoken_name), code="already_here"
        )


def _visit_of(uow: UnitOfWork, wrong: Visit, right: Patient) -> Visit:
    """The booking of the right person for today; the visit itself where it was a walk-in; a new one."""
    planned = [
        one for one in uow.find.visits_on(right.id, uow.today) if one.status is VisitStatus.PLANNED
    ]
    if planned:
        return min(planned, key=lambda one: (one.planned_time is None, one.planned_time, one.id))
    if wrong.origin is VisitOrigin.WALK_IN:
        return wrong
    visit = Visit(
        patient_id=right.id,
        day=uow.today,
        status=VisitStatus.ARRIVED,
        origin=VisitOrigin.WALK_IN,
        doctor_id=wrong.doctor_id,
        room=wrong.room,
        created_at=uow.now,
    )
    uow.add(visit)
    return visit


def _carry_over(uow: UnitOfWork, wrong: Visit, target: Visit, right: Patient) -> None:
    """Everything that was done goes along; the wrong person's booking is expected again."""
    if wrong is target:
        target.patient_id = right.id
    else:
        blank = Visit()
        for name in GOES_ALONG:
            setattr(target, name, getattr(wrong, name))
            setattr(wrong, name, getattr(blank, name))
        _put_wrong_back(uow, wrong)
        for line in uow.find.lines_of_visit(wrong.id):
            line.visit_id = target.id
        for told in estimate_lines(uow.session, wrong.id):
            told.visit_id = target.id
        for task in uow.find.tasks_of_visit(wrong.id):
            task.visit_id = target.id
        for paper in uow.find.papers_of_visit(wrong.id):
            paper.visit_id = target.id
    target.accompanied_by_id, target.accompanied_by_other = None, ""
    target.refused_data = right.refuses_data
    target.needs_second = is_own(uow, right)
    uow.session.flush()
    for task in uow.find.tasks_of_visit(target.id):
        task.patient_id = right.id
    for paper in uow.find.papers_of_visit(target.id):
        paper.patient_id = right.id


def _put_wrong_back(uow: UnitOfWork, wrong: Visit) -> None:
    wrong.bill_minor = wrong.insured_percent = 0
    wrong.is_emergency = wrong.is_queue_mode = wrong.needs_second = False
    wrong.accompanied_by_id, wrong.accompanied_by_other = None, ""
    if wrong.origin is VisitOrigin.WALK_IN:
        wrong.status, wrong.cancelled_at = VisitStatus.CANCELLED, uow.now
    else:
        wrong.status = VisitStatus.PLANNED


def _tell_again(uow: UnitOfWork, wrong_person: Patient, target: Visit, right: Patient) -> None:
    """What was said was said to the right person: taken back for the wrong one, written for her."""
    visits = {target.id, *(one.id for one in uow.find.visits_on(wrong_person.id, uow.today))}
    said = [found for one in sorted(visits) if (found := uow.find.standing_mention(one))]
    hearer = _listener(uow, right)
    for mention in said:
        if mention.household_id != wrong_person.household_id or hearer is None:
            continue
        again = {name: getattr(mention, name) for name in _SAID}
        uow.append(
            Mention(
                **again,
                recorded_at=uow.now,
                recorded_by_id=uow.actor.staff_id,
                reverses_id=mention.id,
                listener_id=mention.listener_id,
                household_id=mention.household_id,
                visit_id=mention.visit_id,
            )
        )
        told = uow.append(
            Mention(
                **again,
                recorded_at=uow.now,
                recorded_by_id=uow.actor.staff_id,
                listener_id=hearer,
                household_id=right.household_id,
                visit_id=target.id,
                seconds_shown=mention.seconds_shown,
                note=mention.note,
            )
        )
        for task in uow.find.open_tasks_of_mention(mention.id):
            task.mention_id, task.patient_id, task.visit_id = told.id, hearer, target.id
            task.status = TaskStatus.OPEN


_SAID = (
    "day",
    "speaker_id",
    "channel",
    "situation",
    "variant",
    "language",
    "version_id",
    "outcome",
    "not_now_reason",
)


def _listener(uow: UnitOfWork, person: Patient) -> PatientId | None:
    members = uow.find.household_members(person.household_id)
    head = next((one for one in members if one.relation is Relation.HEAD), None)
    return listener(
        Listener(PatientId(person.id), person.birth_date),
        day=uow.today,
        head=None if head is None else Listener(PatientId(head.id), head.birth_date),
    )
