"""The points of a record: an account with a long statement, the reasons of one line opened."""

from functools import partial

from PySide6.QtWidgets import QWidget

from reception.queries.clinic import clinic_day
from reception.queries.patients import patient_page
from reception.queries.points_record import points_record
from reception.ui.pages.patients.page import PatientsPage
from reception.ui.pages.patients.points_part import PointsPart, StatementLine
from tests.ui.house import House, settle
from tests.ui.scene import Scene


def _points(house: House) -> QWidget:
    ask = house.screens.actions.ask
    day = ask(partial(clinic_day, now=house.screens.clock.now()))
    best, most = 0, -1
    for row in ask(partial(patient_page, limit=200)).rows:
        record = ask(partial(points_record, patient_id=row.patient_id, day=day))
        kinds = 0 if record is None else len({one.kind for one in record.rows})
        if kinds > most:
            best, most = row.patient_id, kinds
    page = house.go("patients", best)
    assert isinstance(page, PatientsPage)
    page.record.open_part("points")
    part = page.record.part("points")
    assert isinstance(part, PointsPart)
    settle()
    lines = part.findChildren(StatementLine)
    lines[0].why_button.click()
    settle()
    return house.window


def _leave(house: House) -> None:
    page = house.go("patients")
    assert isinstance(page, PatientsPage)
    page.record.open_part("person")
    settle()


POINTS_SCENES = (Scene("patient-points", _points, _leave),)
