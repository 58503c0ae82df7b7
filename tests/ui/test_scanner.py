"""The barcode scanner: a burst of digits is taken back from wherever it fell and opens the holder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from sqlalchemy import select

from reception.models import Card, Mention
from reception.services.card_states import block_card
from reception.services.card_stock import receive_cards
from reception.services.cards import issue_card
from reception.services.joining import join_programme
from reception.values.card_number import CardNumber, group
from tests.ui.at_desk import AtDesk, ChosenFolder
from tests.ui.house import House, settle

NUMBER = CardNumber.of(11, 1).digits
OTHER = CardNumber.of(11, 2).digits


@pytest.fixture
def desk(house: House, type_text: Callable[[object, str], None], tmp_path: Path) -> AtDesk:
    """Somebody at the desk."""
    return AtDesk(house, type_text, ChosenFolder(tmp_path))


@pytest.fixture
def holder(desk: AtDesk) -> int:
    """Marina, who holds the card."""
    person = desk.person("Соколова", "Марина", date(1988, 4, 12), phone="89161234567")
    desk.act(join_programme, patient_id=person)
    desk.act(receive_cards, count=2, first_number=NUMBER)
    account = desk.ask(lambda session: _account_of(session, person))
    desk.act(issue_card, account_id=account, holder_id=person, number=NUMBER)
    settle()
    return person


def _account_of(session, person: int) -> int:
    from reception.models import AccountMember

    wanted = select(AccountMember.account_id).where(AccountMember.patient_id == person)
    return int(session.scalar(wanted))


class Keyboard:
    """Presses keys at the moments it is told, whatever the machine is busy with."""

    def __init__(self) -> None:
        self.moment = 1_000_000

    def press(self, key: Qt.Key, text: str, after_ms: int) -> None:
        """A key, so many milliseconds after the last one."""
        self.moment += after_ms
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            widget = QApplication.focusWidget()
            assert widget is not None
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            event.setTimestamp(self.moment)
            QApplication.sendEvent(widget, event)

    def type(self, digits: str, gap_ms: int) -> None:
        """Digits, one every `gap_ms`."""
        for digit in digits:
            self.press(Qt.Key(Qt.Key.Key_0 + int(digit)), digit, gap_ms)

    def scan(self, digits: str) -> None:
        """What a scanner does after three seconds: types without pause, and presses Return."""
        self.moment += 3000
        self.scan_again(digits)

    def scan_again(self, digits: str) -> None:
        """The same, at once."""
        self.type(digits, 8)
        self.press(Qt.Key.Key_Return, "\r", 8)
        settle()


@pytest.fixture
def keys() -> Keyboard:
    """The keyboard and the scanner, which is one too."""
    return Keyboard()


def opened(desk: AtDesk) -> int | None:
    panel = desk.opened()
    return None if panel is None else panel.patient_id


def test_a_scan_opens_the_holder_and_leaves_the_field_as_it_was(
    desk: AtDesk, holder: int, keys: Keyboard
) -> None:
    desk.type("Ивано")
    keys.scan(NUMBER)
    assert opened(desk) == holder
    assert desk.page.search_box.text() == "Ивано"


def test_a_scan_works_on_any_page(desk: AtDesk, holder: int, keys: Keyboard) -> None:
    desk.house.go("cards")
    desk.activate()
    keys.scan(NUMBER)
    assert desk.house.window.shown == "desk"
    assert opened(desk) == holder


def test_a_scan_never_answers_the_prompt(desk: AtDesk, holder: int, keys: Keyboard) -> None:
    other = desk.person("Орлова", "Инна", date(1990, 1, 1), phone="89160000000")
    desk.page.open_person(other)
    desk.press(Qt.Key.Key_F5)
    assert desk.has_focus(desk.page.side.prompt)
    keys.scan(NUMBER)
    QTest.qWait(60)
    assert opened(desk) == holder
    assert desk.ask(lambda session: list(session.scalars(select(Mention)))) == []


def test_the_same_number_twice_is_one_scan(desk: AtDesk, holder: int, keys: Keyboard) -> None:
    keys.scan(NUMBER)
    desk.page.open_person(desk.person("Орлова", "Инна", date(1990, 1, 1)))
    keys.scan_again(NUMBER)
    assert opened(desk) != holder
    keys.scan(NUMBER)
    assert opened(desk) == holder


def test_cards_that_open_nobody_are_said_without_a_name(
    desk: AtDesk, holder: int, keys: Keyboard
) -> None:
    foreign = CardNumber.of(77, 5).digits
    keys.scan(foreign)
    assert desk.toast() == f"Card {group(foreign)} is from another clinic."
    keys.scan(OTHER)
    assert "in stock" in desk.toast()
    card = desk.ask(lambda session: session.scalar(select(Card).where(Card.number == NUMBER)))
    assert card is not None
    desk.act(block_card, card_id=card.id, reason="потеряна")
    keys.scan(NUMBER)
    assert "blocked" in desk.toast()
    assert "Соколова" not in desk.toast()
    assert opened(desk) is None


@pytest.mark.parametrize(
    "digits", [NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10), NUMBER[:7], "89161234567"]
)
def test_what_is_no_card_number_is_typing(
    desk: AtDesk, holder: int, keys: Keyboard, digits: str
) -> None:
    keys.scan(digits)
    assert desk.page.search_box.text() == digits


def test_slow_digits_are_typing(desk: AtDesk, holder: int, keys: Keyboard) -> None:
    keys.type(NUMBER, 45)
    assert desk.page.search_box.text() == NUMBER
    keys.press(Qt.Key.Key_Return, "\r", 45)
    settle()
    assert opened(desk) == holder  # found as a card number, by the search
    assert desk.page.search_box.text() == NUMBER


def test_half_a_scan_in_another_field_is_no_scan(desk: AtDesk, holder: int, keys: Keyboard) -> None:
    keys.type(NUMBER[:6], 8)
    desk.house.go("cards")
    desk.activate()
    keys.type(NUMBER[6:], 8)
    keys.press(Qt.Key.Key_Return, "\r", 8)
    settle()
    assert desk.house.window.shown == "cards"


def test_a_single_digit_presses_what_it_means_after_a_moment(desk: AtDesk) -> None:
    person = desk.person("Орлова", "Инна", date(1990, 1, 1), phone="89160000000")
    desk.page.open_person(person)
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_3)
    desk.wait(
        lambda: desk.ask(lambda session: list(session.scalars(select(Mention)))), "the answer"
    )


def test_a_digit_held_for_something_that_is_put_away_goes_nowhere(
    desk: AtDesk, holder: int, keys: Keyboard
) -> None:
    button = QPushButton("?", desk.page)
    button.show()
    button.setFocus()
    keys.type("1", 500)
    button.deleteLater()
    settle()
    desk.page.search_box.line.setFocus()
    keys.type("4567", 300)
    assert desk.page.search_box.line.text() == "4567"
