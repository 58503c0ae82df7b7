"""The lawyer's word on the program's own sentences: three languages, a name, a day, who recorded."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from reception.queries.lawyer_words import WordingRow, lawyer_words
from reception.translation import Language, load_translator
from reception.ui.kit.text import Text
from reception.ui.pages.settings.page import SettingsPage
from reception.ui.pages.settings.wording_part import WordingPart
from tests.ui.house import House, settle

CODES = ["F8", "F9", "F10", "F20", "F22"]


@pytest.fixture
def part(house: House) -> WordingPart:
    page = house.go("settings", "wording")
    assert isinstance(page, SettingsPage)
    part = page.parts["wording"]
    assert isinstance(part, WordingPart)
    return part


def rows(house: House) -> list[WordingRow]:
    screen = load_translator(Language.EN)
    query = partial(lawyer_words, day=date(2026, 11, 2), screen=screen)
    return house.screens.actions.ask(query)


def test_each_text_stands_there_in_three_languages(house: House, part: WordingPart) -> None:
    assert list(part.texts) == CODES
    for row in rows(house):
        shown = [text.text() for text in part.texts[row.code].findChildren(Text)]
        for language in Language:
            assert row.words[language] in shown
        assert len(set(row.words.values())) == 3
    assert part.state.text().startswith("5 texts")


def test_a_text_is_confirmed_with_a_name_and_a_day(house: House, part: WordingPart) -> None:
    part.texts["F9"].confirm_button.click()
    settle()
    assert part.lawyer.error()
    part.lawyer.line.setText("Мария Левина")
    part.read_on.line.setText("03.11.2026")
    part.texts["F9"].confirm_button.click()
    settle()
    assert part.read_on.error()
    part.read_on.line.setText("30.10.2026")
    part.texts["F9"].confirm_button.click()
    settle()
    (known,) = [row.confirmed for row in rows(house) if row.confirmed is not None]
    assert (known.lawyer, known.read_on) == ("Мария Левина", date(2026, 10, 30))
    assert known.recorded_by
    assert known.recorded_on == date(2026, 11, 2)
    said = part.texts["F9"].state.text()
    assert "Мария Левина" in said
    assert known.recorded_by in said
    assert part.state.text().startswith("4 texts")


def test_all_are_confirmed_and_one_is_taken_back(house: House, part: WordingPart) -> None:
    part.lawyer.line.setText("Мария Левина")
    part.all_button.click()
    settle()
    assert all(row.confirmed for row in rows(house))
    assert part.state.text() == "Every text is confirmed."
    part.texts["F22"].withdraw_button.click()
    settle()
    assert [row.code for row in rows(house) if row.confirmed is None] == ["F22"]
    house.screens.notify.toasts.undo()
    settle()
    assert all(row.confirmed for row in rows(house))
