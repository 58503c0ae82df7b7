"""Steps several stories share: somebody who has joined, her card, rows as they are stored."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from sqlalchemy import select

from reception.models import Card, Staff
from reception.services.joining import join_programme
from reception.ui.pages.desk.card_form import CardForm
from reception.values.actor import Actor
from reception.values.choices import CardState
from reception.values.ids import StaffId
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle

TODAY = date(2026, 11, 2)


def every(desk: AtDesk, kind: type) -> list[Any]:
    """All rows of a kind."""
    return list(desk.ask(lambda session: list(session.scalars(select(kind)))))


def marina_joins(desk: AtDesk) -> int:
    """Marina, who has just joined and stands at the desk."""
    person = desk.person("Соколова", "Марина", date(1988, 4, 12), phone="89161234567")
    desk.act(join_programme, patient_id=person)
    desk.page.open_person(person)
    settle()
    return person


def card_form(desk: AtDesk) -> CardForm:
    """F8: her cards."""
    desk.press(Qt.Key.Key_F8)
    form = desk.form()
    assert isinstance(form, CardForm)
    return form


def active(desk: AtDesk) -> list[Card]:
    """The cards that are valid now."""
    return [one for one in every(desk, Card) if one.state is CardState.ACTIVE]


def sits_down(desk: AtDesk, login: str) -> int:
    """Somebody of the staff takes the seat."""
    row = desk.ask(lambda session: session.scalars(select(Staff).where(Staff.login == login)).one())
    desk.house.screens.seat.sit(Actor(StaffId(row.id), row.name, row.role))
    settle()
    return int(row.id)


def do_by_name(desk: AtDesk, name: str) -> None:
    """An action of the palette by its name, as whoever presses Ctrl+K finds it."""
    found = [one for one in desk.house.window.commands() if one.name == name]
    assert len(found) == 1, [one.name for one in desk.house.window.commands()]
    found[0].act()
    settle()
