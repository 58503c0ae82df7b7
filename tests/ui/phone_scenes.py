"""The scenes of the telephone: who calls, a caller who is not identified, who is no patient yet."""

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from reception.models import Lead
from reception.queries.callers import Caller, Proof
from reception.services.leads import record_lead
from reception.ui.pages.aftercare.leads_part import LeadsPart
from reception.ui.pages.aftercare.page import AftercarePage
from reception.ui.pages.desk.call_form import CallForm
from reception.ui.pages.desk.page import DeskPage
from reception.values.aftercare import LeadChannel, NextStep
from tests.clinics import MONDAY_MORNING
from tests.ui.house import House, settle
from tests.ui.scene import Scene


def _desk(house: House) -> DeskPage:
    shown = house.go("desk")
    assert isinstance(shown, DeskPage)
    return shown


def _leave(house: House) -> None:
    desk = _desk(house)
    for _ in range(3):
        desk.step_back()
    settle()


def _somebody(house: House) -> tuple[int, str]:
    from reception.models import Patient

    def first(session: Session) -> tuple[int, str]:
        one = session.query(Patient).filter(Patient.birth_date.is_not(None)).first()
        assert one is not None
        return one.id, one.full_name

    return house.screens.actions.ask(first)


def _who_calls(house: House) -> QWidget:
    desk = _desk(house)
    desk.calls.open()
    form = desk.side.form
    assert isinstance(form, CallForm)
    _number, name = _somebody(house)
    form.fields["name"].line.setText(name)
    form.fields["name"].edited.emit(name)
    settle()
    return house.window


def _not_identified(house: House) -> QWidget:
    desk = _desk(house)
    number, name = _somebody(house)
    desk.calls._answered(Caller(number, name, None, frozenset({Proof.NAME})), False)
    settle()
    return house.window


def _leads(house: House) -> QWidget:
    if not house.screens.actions.ask(lambda session: session.query(Lead.id).first()):
        for name, question, step in (
            ("Лебедева Инна", "принимает ли аллерголог по субботам", NextStep.CALL_BACK),
            ("Юрий", "сколько стоит приём кардиолога", NextStep.TOUR),
        ):

            def keep(uow, name=name, question=question, step=step):
                return record_lead(
                    uow,
                    channel=LeadChannel.PHONE,
                    next_step=step,
                    name=name,
                    question=question,
                    phone="+79165550011",
                    next_on=MONDAY_MORNING.date(),
                )

            assert house.screens.actions.run(keep, quiet=True)
    shown = house.go("aftercare", "leads")
    assert isinstance(shown, AftercarePage)
    settle()
    return house.window


def _new_lead(house: House) -> QWidget:
    _leads(house)
    shown = house.window.page("aftercare")
    assert isinstance(shown, AftercarePage)
    part = shown.parts["leads"]
    assert isinstance(part, LeadsPart)
    part.new()
    settle()
    return house.window


def _put_away(house: House) -> None:
    house.window.page("aftercare").step_back()
    settle()


PHONE_SCENES = (
    Scene("desk-who-calls", _who_calls, _leave),
    Scene("desk-call-not-identified", _not_identified, _leave),
    Scene("aftercare-leads", _leads),
    Scene("aftercare-new-lead", _new_lead, _put_away),
)
