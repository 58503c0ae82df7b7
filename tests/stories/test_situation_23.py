"""Situation 23: deaths: everything stops, a new holder, a frozen account, its points to the family."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Account, Visit
from reception.ui.pages.patients.family_loss import DeathForm, HeirForm
from reception.values.choices import AccountStatus
from tests.stories.family_people import TODAY, AtHome, at_home
from tests.stories.people import every
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle


def died(home: AtHome, who: int) -> None:
    """Record a death through the form."""
    part = home.record(who)
    part.death_button.click()
    form = home.form(part)
    assert isinstance(form, DeathForm)
    home.go(part)
    assert form.day.error() == "Enter the day."
    form.day.line.setText("01.11.2026")
    home.go(part)
    assert form.source.error().startswith("Say from where it is known")
    form.source.line.setText("звонок сестры")
    home.go(part)
    assert part.open_form is None


def test_the_holder_dies_and_nothing_is_opened_in_the_name_of_the_dead(small_desk: AtDesk) -> None:
    desk = small_desk
    home = at_home(desk)
    account = home.account(home.marina)
    assert account is not None
    points = home.balance(account)
    died(home, home.marina)
    row = home.row(Account, account)
    assert (row.holder_id, row.status) == (home.ivan, AccountStatus.OPEN)
    assert home.balance(account) == points
    assert home.patient(home.ivan).contact_paused_until == TODAY + timedelta(days=40)
    home.back_to_desk()
    desk.page.open_person(home.marina)
    settle()
    assert "Deceased on 1 Nov 2026" in desk.words(desk.page.side.header)
    for key in (Qt.Key.Key_F5, Qt.Key.Key_F8):
        desk.press(key)
        assert desk.form() is None
    assert not every(desk, Visit)
    desk.page.open_person(home.ivan)
    settle()
    assert "A death in the family: no greetings through 12 Dec 2026." in desk.words(
        desk.page.side.header
    )


def test_the_sole_member_dies_and_the_family_asks_for_the_points(small_desk: AtDesk) -> None:
    desk = small_desk
    home = at_home(desk)
    died(home, home.ivan)
    died(home, home.marina)
    account = desk.ask(_only_account)
    aunt = desk.person("Лебедева", "Анна", date(1990, 2, 2))
    part = home.record(home.mira)
    assert "frozen, the family may ask through 2 Nov 2027" in desk.words(part)
    part.heir_button.click()
    form = home.form(part)
    assert isinstance(form, HeirForm)
    home.go(part)
    assert form.person.error().startswith("Choose the person")
    form.person.choose(aunt, "Лебедева Анна")
    home.go(part)
    assert home.account(aunt) == account
    assert home.account(home.mira) == account
    assert "frozen" not in desk.words(part)


def _only_account(session: Session) -> int:
    return session.scalars(select(Account.id)).one()
