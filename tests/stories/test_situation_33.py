"""Situation 33: a scan read twice is one; a foreign card says what it is, to stock by a supervisor."""

from __future__ import annotations

from datetime import date

from reception.services.card_stock import receive_cards
from reception.services.cards import issue_card
from reception.values.card_number import CardNumber, group
from tests.stories.people import every, marina_joins, sits_down
from tests.ui.at_desk import AtDesk
from tests.ui.test_scanner import Keyboard

NUMBER = CardNumber.of(11, 1).digits
FOREIGN = CardNumber.of(77, 5).digits
NOT_GIVEN = CardNumber.of(11, 900).digits


def test_twice_is_once_and_a_foreign_card_opens_nobody(small_desk: AtDesk) -> None:
    from reception.models import Account

    desk, scanner = small_desk, Keyboard()
    marina = marina_joins(desk)
    desk.act(receive_cards, count=2, first_number=NUMBER)
    (account,) = every(desk, Account)
    desk.act(issue_card, account_id=account.id, holder_id=marina, number=NUMBER)
    other = desk.person("Орлова", "Инна", date(1990, 1, 1))
    desk.page.open_person(other)

    scanner.scan(NUMBER)
    panel = desk.opened()
    assert panel is not None
    assert panel.patient_id == marina
    desk.page.open_person(other)
    scanner.scan_again(NUMBER)  # the same number within two seconds
    panel = desk.opened()
    assert panel is not None
    assert panel.patient_id == other

    sits_down(desk, "olga")
    scanner.scan(FOREIGN)
    assert desk.toast() == f"Card {group(FOREIGN)} is from another clinic."
    scanner.scan(NOT_GIVEN)
    toast = desk.house.screens.notify.toasts.toast
    assert toast is not None
    assert "never given out here" in desk.toast()
    assert toast.action is None, "an administrator is not offered to receive cards"

    sits_down(desk, "anna")
    scanner.scan(NOT_GIVEN)
    toast = desk.house.screens.notify.toasts.toast
    assert toast is not None
    assert toast.action is not None
    toast.action.click()
    assert desk.house.window.shown == "cards"
