"""Finders of the day at the desk: who is expected when, what a visit still owes, the shift."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from sqlalchemy import select

from reception.models import BillLine, Mention, Paper, ShiftAct, Task, Visit
from reception.storage.card_finders import CardFinders
from reception.values.choices import TaskKind, TaskStatus, VisitStatus


class DayFinders(CardFinders):
    """What the services of the day look up."""

    def expected_of_doctor(self, doctor_id: int, day: date, at: time) -> Sequence[Visit]:
        """Who has an appointment with a doctor at exactly that time."""
        return self._session.scalars(
            select(Visit).where(
                Visit.doctor_id == doctor_id,
                Visit.day == day,
                Visit.planned_time == at,
                Visit.status == VisitStatus.PLANNED,
            )
        ).all()

    def open_tasks_of_visit(self, visit_id: int, kind: TaskKind) -> Sequence[Task]:
        """Open tasks of a kind that a visit opened."""
        return self._session.scalars(
            select(Task).where(
                Task.visit_id == visit_id, Task.kind == kind, Task.status == TaskStatus.OPEN
            )
        ).all()

    def tasks_of_visit(self, visit_id: int) -> Sequence[Task]:
        """Every task of a visit."""
        return self._session.scalars(select(Task).where(Task.visit_id == visit_id)).all()

    def papers_of_visit(self, visit_id: int) -> Sequence[Paper]:
        """Papers made for a visit."""
        return self._session.scalars(select(Paper).where(Paper.visit_id == visit_id)).all()

    def lines_of_visit(self, visit_id: int) -> Sequence[BillLine]:
        """The lines of a visit's bill."""
        return self._session.scalars(
            select(BillLine).where(BillLine.visit_id == visit_id).order_by(BillLine.id)
        ).all()

    def standing_mention(self, visit_id: int) -> Mention | None:
        """The latest answer of a visit that was not taken back."""
        rows = self._session.scalars(
            select(Mention).where(Mention.visit_id == visit_id).order_by(Mention.id)
        ).all()
        gone = {row.reverses_id for row in rows}
        standing = [row for row in rows if row.reverses_id is None and row.id not in gone]
        return standing[-1] if standing else None

    def last_shift_act(self) -> ShiftAct | None:
        """The latest signature: an opening or handing over where a shift is open."""
        return self._session.scalars(select(ShiftAct).order_by(ShiftAct.id.desc()).limit(1)).first()
