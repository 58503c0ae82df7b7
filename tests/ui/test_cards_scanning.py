"""Plastic with printed numbers on the Cards page: scanned in, handed over, received by thousands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Account
from reception.queries.cards import ScanAnswer, owed_plastic, scanned_card, stock_level
from reception.services.card_settings import change_card_setting
from reception.services.cards import issue_card
from reception.services.joining import join_programme
from reception.ui.pages.cards.page import CardsPage
from reception.ui.pages.cards.scan_dialog import ScanNumbers, ScanOther
from reception.ui.pages.cards.stock_part import StockPart
from reception.values.card_number import CardNumber
from reception.values.choices import CheckRule
from tests.ui.at_desk import AtDesk, ChosenFolder
from tests.ui.house import House, settle, until
from tests.ui.test_patients_cards_programme import TODAY

PRINTED = ("4006381333931", "5901234123457")


@pytest.fixture
def desk(house: House, type_text: Callable[[object, str], None], tmp_path: Path) -> AtDesk:
    desk = AtDesk(house, type_text, ChosenFolder(tmp_path))
    desk.act(change_card_setting, key="cards.check_rule", value=CheckRule.EAN_13)
    return desk


def stock(desk: AtDesk) -> StockPart:
    page = desk.house.go("cards", "stock")
    assert isinstance(page, CardsPage)
    return page.stock


def the_account(session: Session) -> int:
    """The only account there is."""
    return session.scalars(select(Account.id)).one()


def scan(dialog: ScanNumbers | ScanOther, text: str) -> None:
    dialog.number.line.setText(text)
    QTest.keyClick(dialog.number.line, Qt.Key.Key_Return)
    settle()


def test_cards_of_another_shape_are_scanned_into_the_stock(desk: AtDesk) -> None:
    part = stock(desk)
    before = desk.ask(stock_level, today=TODAY).on_hand
    part.scan_button.click()
    (dialog,) = part.findChildren(ScanNumbers)
    for printed in PRINTED:
        scan(dialog, printed)
        assert not dialog.number.error()
    scan(dialog, "4006381333932")
    assert "4006381333932" in dialog.number.error()
    scan(dialog, PRINTED[0])
    assert dialog.number.error()
    assert dialog.count.text().startswith("2")
    dialog.receive_button.click()
    settle()
    assert desk.ask(stock_level, today=TODAY).on_hand == before + 2
    for digits in PRINTED:
        assert desk.ask(scanned_card, digits=digits).answer is ScanAnswer.IN_STOCK


def test_what_was_scanned_outlives_the_dialog(desk: AtDesk) -> None:
    part = stock(desk)
    part.scan_button.click()
    (dialog,) = part.findChildren(ScanNumbers)
    scan(dialog, PRINTED[0])
    scan(dialog, PRINTED[1])
    dialog.back_button.click()
    dialog.reject()
    settle()
    part.scan_button.click()
    (dialog,) = part.findChildren(ScanNumbers)
    assert dialog.count.text().startswith("1")
    assert dialog.listed.text() == "4006 3813 3393"
    dialog.reject()


def test_plastic_with_another_number_replaces_the_paper_card(desk: AtDesk) -> None:
    part = stock(desk)
    part.scan_button.click()
    (dialog,) = part.findChildren(ScanNumbers)
    scan(dialog, PRINTED[0])
    dialog.receive_button.click()
    settle()
    holder = desk.person("Соколова", "Марина", date(1988, 4, 12))
    desk.act(join_programme, patient_id=holder)
    account = desk.ask(the_account)
    desk.act(issue_card, account_id=account, holder_id=holder, on_paper=True)
    owed = desk.ask(owed_plastic)
    stock(desk).other_button.click()
    (other,) = part.findChildren(ScanOther)
    scan(other, "")
    assert other.number.error()
    scan(other, "99999999")
    assert other.number.error()
    scan(other, PRINTED[0])
    assert desk.ask(scanned_card, digits=PRINTED[0]).answer is ScanAnswer.ACTIVE
    assert desk.ask(scanned_card, digits=owed[0].number).answer is ScanAnswer.REPLACED
    assert owed[0].card_id not in {one.card_id for one in desk.ask(owed_plastic)}


def test_thousands_of_numbers_are_received_as_a_job(desk: AtDesk) -> None:
    part = stock(desk)
    before = desk.ask(stock_level, today=TODAY).on_hand
    part.count.set_text("1200")
    part.first.set_text(str(CardNumber.of(60, 1)))
    part.receive_button.click()
    jobs = desk.house.screens.jobs
    until(lambda: not jobs.is_busy, "the cards")
    settle()
    assert desk.ask(stock_level, today=TODAY).on_hand == before + 1200
    answer = desk.ask(scanned_card, digits=CardNumber.of(60, 1200).digits).answer
    assert answer is ScanAnswer.IN_STOCK
