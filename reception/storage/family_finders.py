"""Typed finders of family ties: representatives, court papers, earlier times in a household."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.errors import Refused
from reception.models import (
    Card,
    CourtRestriction,
    HouseholdTime,
    Patient,
    Representative,
    Task,
    Visit,
)
from reception.translation import msg
from reception.values.choices import CardState, TaskStatus, VisitStatus


class FamilyFinders:
    """What services of families look up; the plural forms answer empty where there is nothing.

    A single row that is not there is Refused("unknown").
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def representative(self, representative_id: int) -> Representative:
        """A representative by number."""
        row = self._session.get(Representative, representative_id)
        if row is None:
            raise _unknown(representative_id)
        return row

    def representatives(self, patient_id: int) -> Sequence[Representative]:
        """Everybody who acts or acted for a patient, in the order they were recorded."""
        return self._session.scalars(
            select(Representative)
            .where(Representative.patient_id == patient_id)
            .order_by(Representative.id)
        ).all()

    def restriction(self, restriction_id: int) -> CourtRestriction:
        """A court paper by number."""
        row = self._session.get(CourtRestriction, restriction_id)
        if row is None:
            raise _unknown(restriction_id)
        return row

    def restrictions(self, patient_id: int) -> Sequence[CourtRestriction]:
        """The court papers about a patient, in the order they were recorded."""
        return self._session.scalars(
            select(CourtRestriction)
            .where(CourtRestriction.patient_id == patient_id)
            .order_by(CourtRestriction.id)
        ).all()

    def household_times(self, household_id: int) -> Sequence[HouseholdTime]:
        """Who was in a household before."""
        return self._session.scalars(
            select(HouseholdTime)
            .where(HouseholdTime.household_id == household_id)
            .order_by(HouseholdTime.id)
        ).all()

    def active_cards_of(self, patient_id: int) -> Sequence[Card]:
        """The active cards a person holds."""
        return self._session.scalars(
            select(Card)
            .where(Card.holder_id == patient_id, Card.state == CardState.ACTIVE)
            .order_by(Card.id)
        ).all()

    def open_tasks_of(self, patient_id: int) -> Sequence[Task]:
        """What is still owed to or about a person."""
        return self._session.scalars(
            select(Task)
            .where(Task.patient_id == patient_id, Task.status == TaskStatus.OPEN)
            .order_by(Task.id)
        ).all()

    def planned_visits_of(self, patient_id: int) -> Sequence[Visit]:
        """The visits a person is still expected to."""
        return self._session.scalars(
            select(Visit)
            .where(Visit.patient_id == patient_id, Visit.status == VisitStatus.PLANNED)
            .order_by(Visit.id)
        ).all()

    def wards(self, person_id: int) -> Sequence[Patient]:
        """The patients whose first guardian a person is."""
        return self._session.scalars(
            select(Patient).where(Patient.guardian_id == person_id).order_by(Patient.id)
        ).all()


def _unknown(number: int) -> Refused:
    return Refused(
        msg("Record no. {number} is no longer there.", number=str(number)), code="unknown"
    )
