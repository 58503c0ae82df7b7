"""F6: the price before the service, by item; typed, chosen, told, added to, taken back, resumed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt

from reception.models import EstimateLine, Visit
from reception.services.prices import add_price
from reception.ui.pages.desk.checkout_form import CheckoutForm
from reception.ui.pages.desk.estimate_form import EstimateForm
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import every, fill
from tests.ui.house import settle

TODAY = date(2026, 11, 2)
PRICES = (
    ("K1", "Консультация врача первичная", "Первый приём врача", "consultation", 320_000),
    ("K2", "Консультация врача повторная", "", "consultation", 250_000),
    ("R1", "Рентгенография", "Снимок зуба", "diagnostics", 80_000),
)


@pytest.fixture
def desk(printing_desk: AtDesk) -> AtDesk:
    """A desk whose clinic has a price list."""
    for code, name, patient_name, group, minor in PRICES:
        printing_desk.act(
            add_price,
            code=code,
            name=name,
            patient_name=patient_name,
            group=group,
            price_minor=minor,
            valid_from=TODAY,
        )
    return printing_desk


@pytest.fixture
def telling(desk: AtDesk, member: int) -> EstimateForm:
    """Marina is here, and F6 is pressed."""
    desk.press(Qt.Key.Key_F5)
    return opened(desk)


def opened(desk: AtDesk) -> EstimateForm:
    desk.press(Qt.Key.Key_F6)
    form = desk.form()
    assert isinstance(form, EstimateForm)
    return form


def visit(desk: AtDesk) -> Any:
    (row,) = every(desk, Visit)
    return row


def test_services_are_chosen_by_name_and_code_and_told(desk: AtDesk, telling: EstimateForm) -> None:
    form = telling
    desk.type("приём")
    assert form.offers.isVisible()
    desk.press(Qt.Key.Key_Return)
    assert form.field.text() == ""
    desk.type("r1")
    desk.press(Qt.Key.Key_Return)
    words = desk.words(form)
    assert "In all: 4,000 ₽" in words
    assert "По пунктам: Первый приём врача — 3 200 ₽, Снимок зуба — 800 ₽, всего 4 000 ₽." in words
    for shy in ("только", "всего лишь", "к сожалению"):
        assert shy not in words
    desk.press(Qt.Key.Key_Return)
    assert desk.form() is None
    assert visit(desk).price_told_minor == 400_000
    assert [one.was_added for one in every(desk, EstimateLine)] == [False, False]
    assert "The price is told" in desk.toast()
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert visit(desk).price_told_minor is None
    assert every(desk, EstimateLine) == []


def test_the_arrows_choose_among_what_fits(desk: AtDesk, telling: EstimateForm) -> None:
    desk.type("конс")
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    assert visit(desk).price_told_minor == 250_000


def test_what_cannot_be_is_answered_at_the_field(desk: AtDesk, telling: EstimateForm) -> None:
    desk.press(Qt.Key.Key_Return)
    assert telling.field.error() == "Choose at least one service."
    for wrong in ("-5", "жжж", "0", "9" * 30):
        fill(desk, telling.field.line, wrong)
        desk.press(Qt.Key.Key_Return)
        assert telling.field.error(), wrong
    fill(desk, telling.field.line, "r1")
    desk.press(Qt.Key.Key_Return)
    fill(desk, telling.field.line, "500")
    desk.press(Qt.Key.Key_Return)
    assert "take them out" in telling.field.error()
    assert visit(desk).price_told_minor is None


def test_what_was_chosen_is_there_when_the_form_opens_again(
    desk: AtDesk, telling: EstimateForm
) -> None:
    desk.type("r1")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Escape)
    assert desk.form() is None
    form = opened(desk)
    assert "Снимок зуба" in desk.words(form)
    button = form.lines.rows[0].remove_button
    assert button is not None
    button.click()
    settle()
    desk.press(Qt.Key.Key_Escape)
    assert "Снимок зуба" not in desk.words(opened(desk))


def test_what_is_added_later_is_marked_agreed_and_billed(
    desk: AtDesk, telling: EstimateForm
) -> None:
    desk.type("k1")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    form = opened(desk)
    desk.type("r1")
    desk.press(Qt.Key.Key_Return)
    assert "added" in desk.words(form)
    tick = form.lines.rows[1].tick
    assert tick is not None
    tick.click()
    settle()
    desk.press(Qt.Key.Key_Return) if desk.has_focus(form.field.line) else form.tell()
    settle()
    assert [(one.was_added, one.was_agreed) for one in every(desk, EstimateLine)] == [
        (False, False),
        (True, True),
    ]
    assert visit(desk).price_told_minor == 320_000
    desk.press(Qt.Key.Key_F11)
    checkout = desk.form()
    assert isinstance(checkout, CheckoutForm)
    assert "To pay: 4,000 ₽" in desk.words(checkout)
    assert "As told: 3,200 ₽, agreed since: 800 ₽" in desk.words(checkout)


def test_an_estimate_is_told_anew(desk: AtDesk, telling: EstimateForm) -> None:
    desk.type("k1")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    form = opened(desk)
    form.anew_button.click()
    settle()
    assert visit(desk).price_told_minor is None
    desk.type("k2")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    assert visit(desk).price_told_minor == 250_000
