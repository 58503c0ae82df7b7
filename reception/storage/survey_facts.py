"""What the choice of a survey's questions depends on, read from the database."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Mention, Patient, Survey, Visit
from reception.rules.stages import NO_PORTRAIT, StageFacts, StageWindows, stage_of
from reception.rules.surveys import Asked
from reception.storage.portraits import portraits_on
from reception.values.aftercare import SurveyState
from reception.values.choices import VisitStatus
from reception.values.period import age_on

ADULT = 18


def listener_of_visit(session: Session, visit: Visit) -> Patient:
    """Who is asked about a visit: the patient, for a minor whoever came along or the guardian."""
    patient = session.get(Patient, visit.patient_id)
    if patient is None:
        raise LookupError(visit.patient_id)
    if patient.birth_date is None or age_on(patient.birth_date, visit.day) >= ADULT:
        return patient
    for number in (visit.accompanied_by_id, patient.guardian_id):
        adult = None if number is None else session.get(Patient, number)
        if adult is not None:
            return adult
    return patient


def asked_of(session: Session, visit: Visit, respondent_id: int, day: date) -> Asked:
    """Stage, last answers by code, and whether the visit had a mention and a price told."""
    patient = session.get(Patient, respondent_id)
    household = 0 if patient is None else patient.household_id
    rows = session.execute(
        select(Visit.patient_id, Visit.day)
        .join(Patient, Patient.id == Visit.patient_id)
        .where(Patient.household_id == household, Visit.status == VisitStatus.DONE)
    ).all()
    own = tuple(sorted({row.day for row in rows if row.patient_id == respondent_id}))
    together = tuple(sorted({row.day for row in rows}))
    facts = StageFacts(
        own_days=own,
        household_days=together,
        household_size=len({row.patient_id for row in rows}),
        portrait=portraits_on(session, day, [respondent_id]).get(respondent_id, NO_PORTRAIT),
    )
    answered: dict[str, date] = {}
    for survey in session.scalars(
        select(Survey)
        .where(Survey.respondent_id == respondent_id, Survey.state == SurveyState.ANSWERED)
        .order_by(Survey.answered_on)
    ):
        for code in survey.answers or {}:
            if survey.answered_on is not None:
                answered[code] = survey.answered_on
    told = session.scalar(
        select(Mention.id)
        .where(Mention.visit_id == visit.id, Mention.reverses_id.is_(None))
        .limit(1)
    )
    return Asked(
        stage=stage_of(facts, StageWindows(day)).stage,
        day=day,
        seed=visit.id,
        answered=answered,
        was_told=told is not None,
        price_told=visit.price_told_minor is not None,
    )
