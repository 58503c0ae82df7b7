"""Situation 32: the scanner types while the Russian layout is on; the card opens all the same."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from reception.models import Account
from reception.services.card_stock import receive_cards
from reception.services.cards import issue_card
from reception.values.card_number import CardNumber
from tests.stories.people import every, marina_joins
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle
from tests.ui.test_scanner import Keyboard

NUMBER = CardNumber.of(11, 1).digits


LETTERS = {"ф": 0x0424, "ы": 0x042B, "в": 0x0412}


class RussianLayout(Keyboard):
    """The keys of a Russian layout: the row of digits is the same, the letters are Cyrillic."""

    def letters(self, text: str, gap_ms: int) -> None:
        """Cyrillic letters, as a prefix of a scanner comes out in this layout."""
        for letter in text:
            self.moment += gap_ms
            for kind in (
                QEvent.Type.ShortcutOverride,
                QEvent.Type.KeyPress,
                QEvent.Type.KeyRelease,
            ):
                widget = QApplication.focusWidget()
                assert widget is not None
                event = QKeyEvent(kind, LETTERS[letter], Qt.KeyboardModifier.NoModifier, letter)
                event.setTimestamp(self.moment)
                QApplication.sendEvent(widget, event)


@pytest.fixture
def marina(small_desk: AtDesk) -> int:
    """Marina, who holds the card."""
    desk = small_desk
    person = marina_joins(desk)
    desk.act(receive_cards, count=1, first_number=NUMBER)
    (account,) = every(desk, Account)
    desk.act(issue_card, account_id=account.id, holder_id=person, number=NUMBER)
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Escape)
    settle()
    return person


def opened(desk: AtDesk) -> int | None:
    panel = desk.opened()
    return None if panel is None else panel.patient_id


@pytest.mark.parametrize("page", ["desk", "patients", "reports"])
def test_digits_are_the_same_in_every_layout_and_on_every_page(
    small_desk: AtDesk, marina: int, page: str
) -> None:
    desk, scanner = small_desk, RussianLayout()
    assert opened(desk) is None
    desk.house.go(page)
    desk.activate()
    scanner.scan(NUMBER)
    assert desk.house.window.shown == "desk"
    assert opened(desk) == marina


def test_what_was_typed_in_cyrillic_before_the_scan_stays(small_desk: AtDesk, marina: int) -> None:
    desk, scanner = small_desk, RussianLayout()
    scanner.letters("фыв", 300)
    assert desk.page.search_box.text() == "фыв"
    scanner.scan(NUMBER)
    assert opened(desk) == marina
    assert desk.page.search_box.text() == "фыв"


def test_a_number_whose_check_digit_is_wrong_is_typing(small_desk: AtDesk, marina: int) -> None:
    desk, scanner = small_desk, RussianLayout()
    wrong = NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10)
    scanner.scan(wrong)
    assert opened(desk) is None
    assert desk.page.search_box.text() == wrong
