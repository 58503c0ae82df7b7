"""The work queue of a day: everybody who waits to be reached after a visit, by due time.

Nobody is in it who has not agreed, has opted out, has died, or was contacted too lately.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import (
    Complaint,
    Contact,
    Conversation,
    Patient,
    PortraitFact,
    Recall,
    Suggestion,
    Survey,
    Task,
    Visit,
)
from reception.queries.leads import calls_back
from reception.queries.work_row import Wanted, WorkRow, order_of, work_rows
from reception.rules.outreach import greeted_today, reminded_today
from reception.rules.patterns import day_in_words
from reception.rules.surveys import LIMITS, MOST_CLOSED
from reception.storage.calendar import working_days
from reception.translation import msg, nmsg
from reception.values.aftercare import (
    ComplaintState,
    ContactReason,
    PortraitSign,
    RecallState,
    SuggestionState,
    SurveyState,
)
from reception.values.choices import TaskKind, TaskStatus, VisitStatus
from reception.values.period import add_days, add_months, age_on, birthday_in

ADULT = 18
OLDEST = 120
GREETED_MONTHS = 24

_TASKS = {
    TaskKind.ANSWER_OWED: (ContactReason.ANSWER, "answer"),
    TaskKind.RECOVERY: (ContactReason.RECOVERY, "recovery"),
    TaskKind.CARE_CALL: (ContactReason.RECOVERY, ""),
}


def work_queue(session: Session, *, day: date, now: datetime) -> list[WorkRow]:
    """Everybody to reach on a day; with what is overdue first."""
    rows = work_rows(session, wanted_on(session, day), day=day, now=now)
    return sorted([*rows, *calls_back(session, day=day, now=now)], key=order_of)


def wanted_on(session: Session, day: date) -> Iterator[Wanted]:
    """Everybody somebody should reach, before consent and pauses are looked at."""
    yield from _surveys(session, day)
    yield from _tasks(session, day)
    yield from _results(session, day)
    yield from _conversations(session, day)
    yield from _recalls(session, day)
    yield from _reminders(session, day)
    yield from _birthdays(session, day)
    yield from _thanks(session, day)


def _surveys(session: Session, day: date) -> Iterator[Wanted]:
    first, last = add_days(day, 1 - LIMITS.closed), add_days(day, -LIMITS.due)
    rows = session.execute(
        select(Visit, Patient, Survey)
        .join(Patient, Patient.id == Visit.patient_id)
        .outerjoin(Survey, Survey.visit_id == Visit.id)
        .where(
            Visit.day >= first,
            Visit.day <= last,
            Visit.status == VisitStatus.DONE,
            Visit.is_emergency.is_(False),
        )
        .order_by(Visit.day.desc(), Visit.id.desc())
    )
    asked: set[int] = set()
    surveyed = _surveyed_lately(session, day)
    for visit, patient, begun in rows:
        survey: Survey | None = begun
        if survey is not None and survey.state is not SurveyState.DUE:
            continue
        person = _adult(patient, visit)
        if person is None or person in asked or person in surveyed:
            continue
        asked.add(person)
        yield Wanted(
            reason=ContactReason.SURVEY,
            subject_id=visit.id,
            person_id=person,
            why=msg("How was the visit of {day}?", day=visit.day),
            due_on=add_days(visit.day, LIMITS.due),
            words="survey",
            figures={
                "day": day_in_words(visit.day, patient.language, with_year=False),
                "questions": MOST_CLOSED,
            },
            about_id=patient.id,
        )


def _surveyed_lately(session: Session, day: date) -> set[int]:
    since = add_days(day, -LIMITS.pause)
    return set(
        session.scalars(
            select(Survey.respondent_id).where(
                Survey.state != SurveyState.DUE,
                Survey.visit_id.is_not(None),
                Survey.answered_on > since,
            )
        )
    )


def _adult(patient: Patient, visit: Visit) -> int | None:
    """Whom to reach about a visit; a child is never contacted herself."""
    if patient.birth_date is None or age_on(patient.birth_date, visit.day) >= ADULT:
        return patient.id
    return visit.accompanied_by_id or patient.guardian_id


def _tasks(session: Session, day: date) -> Iterator[Wanted]:
    rows = session.scalars(
        select(Task).where(
            Task.status == TaskStatus.OPEN,
            Task.due_on <= day,
            Task.kind.in_(tuple(_TASKS)),
            Task.patient_id.is_not(None),
        )
    )
    for task in rows:
        reason, words = _TASKS[task.kind]
        why = {
            TaskKind.ANSWER_OWED: msg("An answer is owed: {question}", question=task.note or "—"),
            TaskKind.RECOVERY: msg("Make up for the silence about the programme"),
            TaskKind.CARE_CALL: msg("Ask how they are: the visit was hard for them"),
        }[task.kind]
        yield Wanted(
            reason=reason,
            subject_id=task.id,
            person_id=int(task.patient_id or 0),
            why=why,
            due_on=task.due_on,
            words=words,
            figures={"question": task.note or "…"},
        )


def _results(session: Session, day: date) -> Iterator[Wanted]:
    rows = session.scalars(
        select(Suggestion).where(
            Suggestion.state.in_((SuggestionState.DONE, SuggestionState.DECLINED)),
            Suggestion.told_on.is_(None),
            Suggestion.patient_id.is_not(None),
        )
    )
    for row in rows:
        is_done = row.state is SuggestionState.DONE
        decided = row.done_on if is_done else row.decided_on
        yield Wanted(
            reason=ContactReason.RESULT,
            subject_id=row.id,
            person_id=int(row.patient_id or 0),
            why=msg("Tell what became of it: {suggestion}", suggestion=row.short or row.words[:60]),
            due_on=decided or day,
            words="result" if is_done else "declined",
            figures={
                "suggestion": (row.short or row.words).rstrip(" ."),
                "reason": row.reason.rstrip(" ."),
            },
        )


def _conversations(session: Session, day: date) -> Iterator[Wanted]:
    rows = session.execute(
        select(Complaint, Conversation)
        .outerjoin(Conversation, Conversation.complaint_id == Complaint.id)
        .where(Complaint.state == ComplaintState.RESOLVED, Complaint.resolved_on.is_not(None))
    )
    for complaint, begun in rows:
        talk: Conversation | None = begun
        if talk is not None and (talk.ended_at is not None or (talk.later_on or day) > day):
            continue
        yield Wanted(
            reason=ContactReason.CONVERSATION,
            subject_id=complaint.id,
            person_id=complaint.patient_id,
            why=msg("It is put right: invite to a personal conversation"),
            due_on=(talk.later_on if talk is not None else None) or complaint.resolved_on or day,
        )


def _recalls(session: Session, day: date) -> Iterator[Wanted]:
    rows = session.scalars(
        select(Recall).where(Recall.state == RecallState.OPEN, Recall.due_on <= day)
    )
    for row in rows:
        yield Wanted(
            reason=ContactReason.RECALL,
            subject_id=row.id,
            person_id=row.patient_id,
            why=msg("A doctor asked to see them again"),
            due_on=row.due_on,
            words="recall",
        )


def _reminders(session: Session, day: date) -> Iterator[Wanted]:
    days = reminded_today(day, working_days(session))
    rows = session.execute(
        select(Visit, Patient)
        .join(Patient, Patient.id == Visit.patient_id)
        .where(Visit.day.in_(days), Visit.status == VisitStatus.PLANNED)
        .order_by(Visit.day, Visit.planned_time)
    )
    for visit, patient in rows:
        person = _adult(patient, visit)
        if person is None:
            continue
        at = "" if visit.planned_time is None else f"{visit.planned_time:%H:%M}"
        yield Wanted(
            reason=ContactReason.REMINDER,
            subject_id=visit.id,
            person_id=person,
            why=msg("Remind of {day}, {time}", day=visit.day, time=at or "—"),
            due_on=day,
            words="reminder",
            figures={
                "day": day_in_words(visit.day, patient.language, with_year=False),
                "time": at or "…",
            },
            about_id=patient.id,
            at=visit.planned_time,
        )


def _birthdays(session: Session, day: date) -> Iterator[Wanted]:
    kept = greeted_today(day, working_days(session))
    born = [
        one
        for when in kept
        for year in range(day.year - OLDEST, day.year)
        for one in _born(when, year)
    ]
    since = add_months(day, -GREETED_MONTHS)
    seen = select(Visit.id).where(
        Visit.patient_id == Patient.id, Visit.day > since, Visit.status == VisitStatus.DONE
    )
    for start in range(0, len(born), 500):
        rows = session.scalars(
            select(Patient).where(Patient.birth_date.in_(born[start : start + 500]), seen.exists())
        )
        for patient in rows:
            if patient.birth_date is None:
                continue
            age = day.year - patient.birth_date.year
            is_child = age < ADULT
            person = patient.guardian_id if is_child else patient.id
            if person is None:
                continue
            yield Wanted(
                reason=ContactReason.GREETING,
                subject_id=patient.id * 10_000 + day.year,
                person_id=person,
                why=nmsg("Birthday: {count} year", "Birthday: {count} years", age),
                due_on=day,
                words="birthday_child" if is_child else "birthday",
                about_id=patient.id,
            )


def _born(when: date, year: int) -> list[date]:
    """The days of birth of a year that have their birthday on `when`."""
    found = []
    for month, number in {(when.month, when.day), (2, 29) if when.month == 2 else (0, 0)}:
        try:
            one = date(year, month, number)
        except ValueError:
            continue
        if birthday_in(one, when.year) == when:
            found.append(one)
    return found


def _thanks(session: Session, day: date) -> Iterator[Wanted]:
    thanked = select(Contact.subject_id).where(
        Contact.reason == ContactReason.THANKS, Contact.undone_at.is_(None)
    )
    rows = session.scalars(
        select(PortraitFact).where(
            PortraitFact.sign == PortraitSign.REFERRAL_CONFIRMED,
            PortraitFact.undone_at.is_(None),
            PortraitFact.day > day - timedelta(days=60),
            PortraitFact.id.not_in(thanked),
        )
    )
    for row in rows:
        yield Wanted(
            reason=ContactReason.THANKS,
            subject_id=row.id,
            person_id=row.patient_id,
            why=msg("Thank for a recommendation"),
            due_on=row.day,
            words="thanks",
        )
