"""Patients, cards and the programme, worked by keys on a real clinic."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from reception.queries.cards import stock_level
from reception.queries.patients import PatientSheet, patient_sheet
from reception.services.patients import register_patient
from reception.translation import Language, load_translator
from reception.ui.kit.text import Text
from reception.ui.pages.cards.page import CardsPage
from reception.ui.pages.patients.page import PatientsPage
from reception.ui.pages.programme.page import ProgrammePage
from reception.values.card_number import CardNumber
from tests.ui.house import House, settle

TODAY = date(2026, 11, 2)
TypeText = Callable[[object, str], None]


@pytest.fixture
def registered(house: House) -> int:
    """Marina Sokolova, entered at the desk."""
    entered: list[int] = []
    house.screens.actions.run(
        partial(
            register_patient,
            last_name="Соколова",
            first_name="Марина",
            birth_date=date(1988, 5, 14),
            phones=["8 916 123-45-67"],
        ),
        done=entered.append,
    )
    return entered[0]


def patients(house: House) -> PatientsPage:
    page = house.go("patients")
    assert isinstance(page, PatientsPage)
    return page


def sheet(house: House, patient_id: int) -> PatientSheet:
    return house.screens.actions.ask(partial(patient_sheet, patient_id=patient_id, day=TODAY))


def retype(line: QLineEdit, text: str, type_text: TypeText) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    type_text(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()


def words(widget: QWidget) -> list[str]:
    return [text.text() for text in widget.findChildren(Text) if text.isVisible()]


def test_a_patient_is_found_in_the_wrong_layout_and_shown(
    house: House, registered: int, type_text: TypeText
) -> None:
    page = patients(house)
    type_text(page.finder.line, "cjrjkjdf")
    settle()
    assert [row.name for row in page.list.rows_model.rows] == ["Соколова Марина"]
    QTest.keyClick(page.finder.line, Qt.Key.Key_Return)
    settle()
    assert page.record.name.text() == "Соколова Марина"
    assert "38 years" in page.record.about.text()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    settle()
    assert page.finder.text() == ""


def test_a_field_is_saved_as_it_is_typed_and_can_be_undone(
    house: House, registered: int, type_text: TypeText
) -> None:
    page = patients(house)
    page.arrive(registered)
    retype(page.record.overview.fields["last_name"].line, "Орлова", type_text)
    assert sheet(house, registered).last_name == "Орлова"
    assert page.record.name.text() == "Орлова Марина"
    QTest.keyClick(house.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert sheet(house, registered).last_name == "Соколова"
    assert page.record.overview.fields["last_name"].text() == "Соколова"


@pytest.mark.parametrize(
    ("field", "typed"),
    [("last_name", "=Орлова"), ("birth_date", "31.02.1990"), ("phones", "12"), ("birth_date", "x")],
)
def test_an_impossible_value_is_told_at_its_field_and_not_saved(
    house: House, registered: int, type_text: TypeText, field: str, typed: str
) -> None:
    before = sheet(house, registered)
    page = patients(house)
    page.arrive(registered)
    retype(page.record.overview.fields[field].line, typed, type_text)
    assert page.record.overview.fields[field].error() != ""
    assert sheet(house, registered) == before


def test_an_empty_card_index_offers_the_first_step(house: House) -> None:
    page = patients(house)
    assert page.nothing.isVisible()
    assert page.nothing.button.text() == "Import…"
    assert not page.list.isVisible()


def test_cards_received_by_keyboard_stand_in_stock(house: House) -> None:
    page = house.go("cards")
    assert isinstance(page, CardsPage)
    assert "Plastic is out" in page.stock.strip.text()
    page.stock.count.line.setFocus()
    QTest.keyClicks(page.stock.count.line, "25")
    QTest.keyClick(page.stock.count.line, Qt.Key.Key_Return)
    settle()
    level = house.screens.actions.ask(partial(stock_level, today=TODAY))
    assert level.on_hand == 25
    assert page.stock.on_hand.text() == "25 cards"
    assert not page.stock.strip.isVisible()
    assert page.stock.moves.rows_model.rows[0].change == 25


@pytest.mark.parametrize(
    ("count", "first", "field"),
    [("many", "", "count"), ("0", "", "count"), ("5", "1234", "first")],
)
def test_a_wrong_delivery_is_told_at_its_field(
    house: House, count: str, first: str, field: str
) -> None:
    page = house.go("cards")
    assert isinstance(page, CardsPage)
    page.stock.count.line.setText(count)
    page.stock.first.line.setText(first)
    QTest.mouseClick(page.stock.receive_button, Qt.MouseButton.LeftButton)
    settle()
    wrong = page.stock.count if field == "count" else page.stock.first
    assert wrong.error() != ""
    assert house.screens.actions.ask(partial(stock_level, today=TODAY)).on_hand == 0


def test_a_numbered_delivery_is_issued_by_its_numbers(house: House) -> None:
    page = house.go("cards")
    assert isinstance(page, CardsPage)
    page.stock.count.line.setText("3")
    page.stock.first.line.setText(str(CardNumber.of(10, 500)))
    QTest.mouseClick(page.stock.receive_button, Qt.MouseButton.LeftButton)
    settle()
    assert page.stock.on_hand.text() == "3 cards"
    assert page.stock.count.text() == page.stock.first.text() == ""


@pytest.mark.parametrize("language", list(Language))
def test_the_programme_is_shown_in_the_words_of_its_sheet(house: House, language: Language) -> None:
    page = house.go("programme")
    assert isinstance(page, ProgrammePage)
    page.languages.button(language).click()
    settle()
    shown = words(page)
    percent = load_translator(language).percent(7)
    assert any(percent in text for text in shown)
    assert sum(text in {str(number) for number in range(1, 16)} for text in shown) == 15
    name = {Language.RU: "Семейная карта", Language.UK: "Сімейна картка"}
    assert page.name.text() == name.get(language, "Family Card")
    earns = {row.name: row.earns for row in page.services.rows_model.rows}
    assert list(earns.values()).count(False) == 3
