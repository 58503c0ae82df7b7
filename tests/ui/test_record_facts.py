"""What else a record tells and gives: visits before our records, an address card, who pays."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reception.changes import Done
from reception.clock import SetClock
from reception.models import AuditRow, Patient
from reception.paths import DataFolder
from reception.services.representatives import add_representative
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language
from reception.ui.pages.desk.checkout_form import CheckoutForm
from reception.ui.pages.patients.consents_part import ConsentsPart
from reception.ui.pages.patients.family_acting import MoveForm
from reception.ui.pages.patients.page import PatientsPage
from reception.values.choices import Country
from reception.values.family_choices import RepresentativeKind
from tests.stories.family_people import at_home
from tests.stories.people import every
from tests.ui.at_desk import AtDesk, ChosenFolder
from tests.ui.house import House, settle, until


@pytest.fixture
def files(tmp_path: Path) -> ChosenFolder:
    return ChosenFolder(tmp_path)


@pytest.fixture
def house(
    qtbot: QtBot,
    clinic_masters: Callable[[Country], Path],
    data_folder: DataFolder,
    clock: SetClock,
    files: ChosenFolder,
) -> Iterator[House]:
    """The opened program, in English; what is saved goes into one folder."""
    shutil.copyfile(clinic_masters(Country.RU), data_folder.database)
    opened = House(data_folder, clock, files=files)
    opened.preferences.choose(language=Language.EN, theme="light", scale=100)
    opened.enter()
    yield opened
    opened.close()


@pytest.fixture
def desk(house: House, type_text: Callable[[object, str], None], files: ChosenFolder) -> AtDesk:
    return AtDesk(house, type_text, files)


def bring_along(uow: UnitOfWork, *, patient_id: int) -> Done[None]:
    """As a list of an earlier program does."""
    person = uow.session.get_one(Patient, patient_id)
    person.visits_known, person.last_visit_known = 7, date(2024, 11, 6)
    return Done(None)


def page_of(desk: AtDesk, person: int) -> PatientsPage:
    page = desk.house.go("patients", person)
    assert isinstance(page, PatientsPage)
    settle()
    return page


def test_what_an_earlier_program_told_stands_in_the_record(desk: AtDesk) -> None:
    anna = desk.person("Лебедева", "Анна", date(1990, 2, 2))
    desk.act(bring_along, patient_id=anna)
    about = page_of(desk, anna).record.about.text()
    assert "7 visits before our records" in about
    assert "last visit before our records: 6 Nov 2024" in about


def test_an_address_card_is_given_and_logged(desk: AtDesk, files: ChosenFolder) -> None:
    anna = desk.person("Лебедева", "Анна", date(1990, 2, 2))
    page = page_of(desk, anna)
    page.record.open_part("consents")
    settle()
    part = page.record.part("consents")
    assert isinstance(part, ConsentsPart)
    part.own_data.card_button.click()
    until(lambda: not page.screens.jobs.is_busy, "the card")
    (path,) = files.saved
    text = path.read_text("utf-8")
    assert "VERSION:4.0" in text
    assert "Лебедева;Анна" in text
    looks = [row for row in every(desk, AuditRow) if row.action == "look"]
    assert "address_card" in looks[-1].difference


def test_a_whole_family_joins_another(desk: AtDesk) -> None:
    home = at_home(desk, joined=False)
    anna = desk.person("Лебедева", "Анна", date(1990, 2, 2))
    part = home.record(home.ivan)
    part.move_button.click()
    form = home.form(part)
    assert isinstance(form, MoveForm)
    form.whole.setChecked(True)
    home.go(part)
    assert form.person.error() == "Say who belongs to the other family."
    form.person.choose(anna, "Лебедева Анна")
    home.go(part)
    homes = {home.patient(one).household_id for one in (home.ivan, home.marina, home.mira)}
    assert homes == {home.patient(anna).household_id}


def test_who_pays_stands_at_the_checkout(desk: AtDesk) -> None:
    anna = desk.person("Лебедева", "Анна", date(1990, 2, 2))
    desk.act(
        add_representative,
        patient_id=anna,
        kind=RepresentativeKind.PAYER,
        name="ООО «Ромашка»",
        phone="8 495 111-44-55",
    )
    desk.house.go("desk")
    desk.page.open_person(anna)
    settle()
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_F11)
    form = desk.form()
    assert isinstance(form, CheckoutForm)
    assert form.payer.isVisible()
    assert form.payer.text() == "Pays: ООО «Ромашка», +7 495 111-44-55"
