"""The scene of loyalty on the record: a stage, the six signs, what is known."""

from PySide6.QtWidgets import QWidget

from reception.models import Patient
from reception.services.portrait import record_fact
from reception.ui.pages.patients.page import PatientsPage
from reception.values.aftercare import PortraitSign
from tests.ui.house import House, settle
from tests.ui.scene import Scene


def _loyalty(house: House) -> QWidget:
    number = house.screens.actions.ask(lambda session: session.query(Patient.id).first())[0]

    def known(uow):
        record_fact(uow, patient_id=number, sign=PortraitSign.REVIEW, note="maps")
        return record_fact(uow, patient_id=number, sign=PortraitSign.MATTERS_MOST, value="result")

    house.screens.actions.run(known, quiet=True)
    page = house.go("patients", number)
    assert isinstance(page, PatientsPage)
    page.record.filters.choose("portrait")
    settle()
    return house.window


def _leave(house: House) -> None:
    page = house.window.page("patients")
    assert isinstance(page, PatientsPage)
    page.record.filters.choose("person")
    settle()


PORTRAIT_SCENES = (Scene("patients-loyalty", _loyalty, _leave),)
