"""The end of a visit in words: by which name to thank, and whether and when she will be asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Survey, Visit
from reception.rules.surveys import LIMITS, due_visit
from reception.storage.survey_facts import listener_of_visit
from reception.values.aftercare import SurveyState


@dataclass(frozen=True)
class Goodbye:
    """`survey_on` is the day of the question after the visit; None where nobody is asked."""

    name: str
    survey_on: date | None


def goodbye(session: Session, *, visit_id: int) -> Goodbye:
    """Whom to thank after a visit, and the day on which to ask how it went.

    Whoever was asked within the pause, wants no messages, or came in an emergency is not asked.
    """
    visit = session.get_one(Visit, visit_id)
    person = listener_of_visit(session, visit)
    asked = session.scalars(
        select(Survey.answered_on).where(
            Survey.respondent_id == person.id,
            Survey.state != SurveyState.DUE,
            Survey.answered_on.is_not(None),
        )
    )
    on = visit.day + timedelta(days=LIMITS.due)
    days = [one for one in asked if one is not None]
    is_due = due_visit([(visit.day, visit.id)], days, on) is not None
    silent = visit.is_emergency or person.opted_out
    return Goodbye(person.spoken_name, on if is_due and not silent else None)
