"""What there is to look at about likely duplicates: the list with both sides, and a merge."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from reception.queries.duplicates import duplicates_waiting
from reception.services.patients import register_patient
from reception.ui.pages.patients.page import PatientsPage
from tests.ui.house import House, settle, until
from tests.ui.scene import Scene

BORN = date(1988, 5, 14)
PEOPLE = (
    ("Соколова", "Марина", "Викторовна", BORN, "+7 916 123-45-67"),
    ("Римская-Корсакова", "Марина", "Викторовна", BORN, "+7 916 123-45-67"),
    ("Shcherbakov", "Egor", "", date(2019, 4, 28), "+7 903 555-00-11"),
    ("Щербаков", "Егор", "Андреевич", date(2019, 4, 28), "+7 903 555-00-11"),
)


def opened_duplicates(house: House) -> PatientsPage:
    """The patients page with the list of likely duplicates in the place of the record."""
    if not house.screens.actions.ask(duplicates_waiting):
        for last, first, patronymic, born, phone in PEOPLE:
            house.screens.actions.run(
                partial(
                    register_patient,
                    last_name=last,
                    first_name=first,
                    patronymic=patronymic,
                    no_patronymic=not patronymic,
                    birth_date=born,
                    phones=[phone],
                ),
                quiet=True,
            )
    page = house.go("patients")
    assert isinstance(page, PatientsPage)
    page.duplicates_button.click()
    until(lambda: not house.screens.jobs.is_busy, "the search for duplicates")
    settle()
    return page


def _list(house: House) -> QWidget:
    opened_duplicates(house)
    return house.window


def _merge(house: House) -> QWidget:
    page = opened_duplicates(house)
    page.duplicates.merge_button.click()
    settle()
    return house.window


def _close(house: House) -> None:
    page = house.window.page("patients")
    page.step_back()
    page.step_back()
    settle()


DUPLICATES_SCENES = (Scene("duplicates", _list, _close), Scene("duplicates-merge", _merge, _close))
