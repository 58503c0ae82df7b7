"""The price before the service: the estimate, the checkout that follows it, her screen, the list."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reception.queries.person_panel import PersonPanel
from reception.ui.pages.desk.checkout_form import CheckoutForm
from reception.ui.pages.desk.estimate_form import EstimateForm
from reception.ui.pages.desk.page import DeskPage
from reception.ui.pages.settings.page import SettingsPage
from reception.ui.pages.settings.prices_part import PricesPart
from reception.values.choices import VisitStatus
from tests.ui.desk_scenes import desk, open_visit
from tests.ui.house import House, settle
from tests.ui.scene import Scene


def _member_here(panel: PersonPanel) -> bool:
    visit = panel.visit
    here = visit is not None and visit.status is VisitStatus.ARRIVED
    return here and not panel.is_minor


def _estimate(house: House) -> tuple[DeskPage, EstimateForm]:
    """Two services chosen, a third being typed."""
    page = desk(house)
    open_visit(page, _member_here)
    page.steps.take("price")
    form = page.side.form
    assert isinstance(form, EstimateForm)
    for _number in range(2):
        form.field.line.setText("а")
        form.field.edited.emit("а")
        form.field.returned.emit()
        settle()
    return page, form


def _typing(house: House) -> QWidget:
    _page, form = _estimate(house)
    form.field.line.setText("ко")
    form.field.edited.emit("ко")
    settle()
    return house.window


def _checkout(house: House) -> QWidget:
    """What was told is billed; an insurance pays a part."""
    page, form = _estimate(house)
    form.tell()
    settle()
    page.work.checkout()
    settle()
    bill = page.side.form
    assert isinstance(bill, CheckoutForm)
    bill.extras.insured_button.click()
    bill.extras.insured_field.line.setText("40")
    bill.extras.insured_field.edited.emit("40")
    settle()
    return house.window


def _hers(house: House) -> QWidget:
    """The screen that faces the patient."""
    page, _form = _estimate(house)
    screen = page.steps.prices.screen
    screen.toggle()
    settle()
    assert screen.shown is not None
    return screen.shown


def _prices(house: House) -> QWidget:
    page = house.go("settings", "prices")
    assert isinstance(page, SettingsPage)
    part = page.parts["prices"]
    assert isinstance(part, PricesPart)
    part.table.selectRow(0)
    settle()
    return house.window


def _leave(house: House) -> None:
    """Everything that was told and chosen is taken back; the second screen goes."""
    page = desk(house)
    if page.steps.prices.screen.shown is not None:
        page.steps.prices.screen.toggle()
    form = page.side.form
    if isinstance(form, EstimateForm):
        form._chosen.clear()
        form._keep()
    page.side.close_form_and_tell()
    toasts = house.screens.notify.toasts
    if page.panel is not None and page.panel.visit is not None:
        page.steps.take("price")
        again = page.side.form
        assert isinstance(again, EstimateForm)
        if again.anew_button.isVisibleTo(again):
            again.anew_button.click()
        page.side.close_form_and_tell()
    toasts.dismiss()
    for _number in range(4):
        page.step_back()
    settle()


PRICE_SCENES = (
    Scene("desk-estimate", _typing, _leave),
    Scene("desk-estimate-billed", _checkout, _leave),
    Scene("patient-screen", _hers, _leave),
    Scene("settings-prices", _prices),
)
