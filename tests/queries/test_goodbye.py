"""How a visit ends: thanks by name, and the promised question only where it will be asked."""

from __future__ import annotations

from datetime import date, timedelta

from reception.changes import Done
from reception.models import Patient, Visit
from reception.queries.goodbye import goodbye
from reception.services.check_in import check_in
from reception.storage.unit_of_work import UnitOfWork
from tests.people import Desk

TODAY = date(2026, 11, 2)


def test_thanks_and_the_promised_question(desk: Desk) -> None:
    person = desk.person("Соколова", "Марина", "Викторовна")
    visit = desk.do(check_in, patient_id=person).value.visit_id
    end = desk.ask(goodbye, visit_id=visit)
    assert end.name == "Марина Викторовна"
    assert end.survey_on == TODAY + timedelta(days=2)

    def opt_out(uow: UnitOfWork) -> Done[None]:
        row = uow.session.get(Patient, person)
        assert row is not None
        row.opted_out = True
        uow.about("patient", person)
        return Done(None)

    desk.do(opt_out)
    assert desk.ask(goodbye, visit_id=visit).survey_on is None


def test_an_emergency_is_not_asked(desk: Desk) -> None:
    visit = desk.do(check_in, patient_id=desk.person("Орлова"), is_emergency=True).value.visit_id
    assert desk.ask(lambda session: session.get(Visit, visit)).is_emergency
    assert desk.ask(goodbye, visit_id=visit).survey_on is None
