"""The price list in the settings: added, searched, a new price from a day, gaps, the end, bad input."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt

from reception.models import PriceItem
from reception.services.prices import add_price, end_price, set_price
from reception.ui.pages.settings.page import SettingsPage
from reception.ui.pages.settings.prices_part import PricesPart
from tests.stories.people import sits_down
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import every, fill
from tests.ui.house import settle

TODAY = date(2026, 11, 2)


@pytest.fixture
def part(printing_desk: AtDesk) -> PricesPart:
    page = printing_desk.house.go("settings", "prices")
    assert isinstance(page, SettingsPage)
    found = page.parts["prices"]
    assert isinstance(found, PricesPart)
    return found


def add(desk: AtDesk, code: str = "K1", minor: int = 320_000, **more: Any) -> None:
    words = {"name": "Консультация", "group": "consultation", "valid_from": TODAY}
    desk.act(add_price, code=code, price_minor=minor, **{**words, **more})
    settle()


def test_a_service_is_put_on_the_list_by_keyboard(printing_desk: AtDesk, part: PricesPart) -> None:
    desk = printing_desk
    assert "will stand here" in part.empty.text()
    desk.press(
        Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    card = part.card
    assert desk.has_focus(card.code.line)
    desk.type("K1")
    fill(desk, card.name.line, "Консультация врача")
    fill(desk, card.patient_name.line, "Приём врача")
    fill(desk, card.price.line, "-5")
    desk.press(Qt.Key.Key_Return)
    assert card.price.error() == "A price is not below zero."
    fill(desk, card.price.line, "3 200,50")
    fill(desk, card.first.line, "01.11.2026")
    desk.press(Qt.Key.Key_Return)
    assert "is over" in card.first.error()
    assert every(desk, PriceItem) == []
    fill(desk, card.first.line, "")
    desk.press(Qt.Key.Key_Return)
    (item,) = every(desk, PriceItem)
    assert (item.code, item.patient_name, item.price_minor, item.valid_from) == (
        "K1",
        "Приём врача",
        320_050,
        TODAY,
    )
    assert part.table.current_key() == "K1"
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert every(desk, PriceItem) == []


def test_a_new_price_from_a_day(printing_desk: AtDesk, part: PricesPart) -> None:
    desk = printing_desk
    add(desk)
    part.table.choose("K1")
    part.table.setFocus()
    desk.press(Qt.Key.Key_Return)
    card = part.card
    assert desk.has_focus(card.price.line)
    desk.type("3500")
    fill(desk, card.first.line, "01.12.2026")
    desk.press(Qt.Key.Key_Return)
    words = desk.words(part)
    assert "₽ from 2 Nov 2026 to 30 Nov 2026" in words
    assert "3,500 ₽ from 1 Dec 2026" in words
    assert len(every(desk, PriceItem)) == 2


def test_a_gap_is_said_and_closed(printing_desk: AtDesk, part: PricesPart) -> None:
    desk = printing_desk
    add(desk)
    desk.act(end_price, code="K1", last=TODAY)
    later = TODAY + timedelta(days=10)
    desk.act(set_price, code="K1", price_minor=1, valid_from=later)
    settle()
    assert part.flaws.isVisible()
    part.table.choose("K1")
    assert "No price from 3 Nov 2026 to 11 Nov 2026." in desk.words(part.card)
    part.card.mend_button.click()
    settle()
    assert not part.flaws.isVisible()


def test_search_and_the_end_of_a_service(printing_desk: AtDesk, part: PricesPart) -> None:
    desk = printing_desk
    add(desk)
    add(desk, "R1", name="Рентген", group="diagnostics")
    fill(desk, part.search.line, "рент")
    assert [row.code for row in part.table.rows_model.rows] == ["R1"]
    part.table.choose("R1")
    fill(desk, part.card.last.line, "01.10.2026")
    desk.press(Qt.Key.Key_Return)
    assert "is over" in part.card.last.error()
    fill(desk, part.card.last.line, "02.11.2026")
    desk.press(Qt.Key.Key_Return)
    assert every(desk, PriceItem)[1].valid_until == TODAY


def test_an_administrator_may_look_but_not_change(printing_desk: AtDesk, part: PricesPart) -> None:
    desk = printing_desk
    add(desk)
    sits_down(desk, "olga")
    part.table.choose("K1")
    fill(desk, part.card.price.line, "1")
    desk.press(Qt.Key.Key_Return)
    assert "Only a supervisor changes prices." in part.card.refusal.text()
    fill(desk, part.card.name.line, "Иначе")
    part.card.name.save_now()
    settle()
    assert part.card.name.text() == "Консультация"
    assert len(every(desk, PriceItem)) == 1
