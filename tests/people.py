"""People for tests: entered by the program's own service, so that keys and phones are true."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import partial
from typing import Any

import pytest

from reception.changes import Done
from reception.clock import SetClock
from reception.models import Visit
from reception.services.patients import register_patient
from reception.storage.database import Database
from reception.storage.unit_of_work import UnitOfWork
from reception.values.actor import Actor
from reception.values.choices import VisitOrigin, VisitStatus


class Desk:
    """Acts on a database as somebody at a moment, and reads from it."""

    def __init__(self, database: Database, actor: Actor, now: datetime) -> None:
        self.database = database
        self.actor = actor
        self.now = now

    def do(self, service: Any, **arguments: Any) -> Any:
        """Carry a service out; its `Done`."""
        with self.database.unit_of_work(
            now=self.now, actor=self.actor, action=getattr(service, "__name__", "act")
        ) as uow:
            return service(uow, **arguments)

    def undo(self, done: Done[Any]) -> Done[Any]:
        """Press Undo on what was done."""
        assert done.undo is not None
        undo = done.undo
        name = undo.func.__name__ if isinstance(undo, partial) else "undo"
        with self.database.unit_of_work(now=self.now, actor=self.actor, action=name) as uow:
            answer: Done[Any] = undo(uow)
        return answer

    def ask(self, query: Any, **arguments: Any) -> Any:
        """The answer of a query."""
        with self.database.reading() as session:
            return query(session, **arguments)

    def person(self, last: str, first: str = "", patronymic: str = "", **more: Any) -> int:
        """A new person; no phone unless one is given."""
        phone = more.pop("phone", "")
        return int(
            self.do(
                register_patient,
                last_name=last,
                first_name=first,
                patronymic=patronymic,
                phones=[phone] if phone else [],
                no_phone=not phone,
                **more,
            ).value
        )

    def visit(
        self,
        patient_id: int,
        day: date,
        *,
        at: time | None = None,
        status: VisitStatus = VisitStatus.DONE,
        paid_minor: int = 0,
    ) -> int:
        """A visit of a day, as the clinic's lists would bring it."""

        def book(uow: UnitOfWork) -> Done[int]:
            row = Visit(
                patient_id=patient_id,
                day=day,
                planned_time=at,
                status=status,
                origin=VisitOrigin.BOOKED,
                bill_minor=paid_minor,
                paid_minor=paid_minor,
                created_at=uow.now,
            )
            uow.add(row)
            return Done(row.id)

        return int(self.do(book).value)


@pytest.fixture
def desk(database: Database, administrator: Actor, clock: SetClock) -> Desk:
    """Olga at the desk of the Russian clinic, on Monday morning."""
    return Desk(database, administrator, clock.now())
