"""What tests of the desk do and ask again and again: people, bookings, what is recorded."""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from sqlalchemy import select

from reception.models import Mention, Visit
from reception.services.patients import register_patient
from reception.values.choices import VisitStatus
from tests.clinics import MONDAY_MORNING
from tests.people import Desk
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle

TODAY = date(2026, 11, 2)


def enter(
    desk: AtDesk,
    last: str,
    first: str,
    born: date,
    *,
    phone: str = "",
    visits: int = 0,
    **more: Any,
) -> int:
    """A person with her visits of the last months."""
    entered: list[int] = []
    desk.house.screens.actions.run(
        partial(
            register_patient,
            last_name=last,
            first_name=first,
            birth_date=born,
            phones=[phone] if phone else [],
            no_phone=not phone,
            **more,
        ),
        done=entered.append,
        quiet=True,
    )
    person = entered[0]
    for number in range(visits):
        book(desk, person, TODAY - timedelta(days=20 * (number + 1)), VisitStatus.DONE)
    settle()
    return person


def book(desk: AtDesk, person: int, day: date, status: VisitStatus, at: time | None = None) -> None:
    """A visit brought from elsewhere; the programme is as old as the first of them."""
    house = desk.house
    actor = house.screens.seat.require()
    clinic = Desk(house.screens.actions._database, actor, MONDAY_MORNING)
    clinic.visit(person, day, at=at, status=status, paid_minor=300_000)
    raw = clinic.database.connect()
    raw.execute("UPDATE clinic SET programme_since = '2026-01-01'")
    raw.close()


def visits(desk: AtDesk, person: int) -> list[Visit]:
    def read(session):
        wanted = select(Visit).where(Visit.patient_id == person, Visit.day == TODAY)
        return list(session.scalars(wanted.order_by(Visit.id)))

    return desk.ask(read)


def mentions(desk: AtDesk) -> list[Mention]:
    return desk.ask(lambda session: list(session.scalars(select(Mention).order_by(Mention.id))))


def open_person(desk: AtDesk, text: str) -> None:
    desk.page.go_home()
    desk.type(text)
    desk.press(Qt.Key.Key_Return)


# --- Search -------------------------------------------------------------------------------------


def fill(desk: AtDesk, line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.clear()
    desk.type(text)


def every(desk: AtDesk, kind: type) -> list:
    return desk.ask(lambda session: list(session.scalars(select(kind))))
