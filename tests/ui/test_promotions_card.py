"""Promotions on the programme page: published, listed with their state, and ended early."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from reception.clock import SetClock
from reception.queries.promotions import promotion_rows
from reception.services.clinic import change_clinic
from reception.ui.kit.chip import Chip
from reception.ui.kit.field import Field
from reception.ui.kit.text import Text
from reception.ui.pages.programme.page import ProgrammePage
from reception.ui.pages.programme.promotion_dialogs import (
    EndPromotionDialog,
    LonePromotionDialog,
)
from tests.services.test_programme import REQUISITES
from tests.ui.house import House, settle

TODAY = date(2026, 11, 2)


def words(widget: QWidget) -> str:
    return "\n".join(text.text() for text in widget.findChildren(Text) if text.isVisible())


def typed(field: Field, text: str) -> None:
    field.line.setFocus()
    field.line.selectAll()
    QTest.keyClick(field.line, Qt.Key.Key_Delete)
    QTest.keyClicks(field.line, text)
    field.save_now()
    settle()


def opened(house: House) -> tuple[ProgrammePage, LonePromotionDialog]:
    for name, value in REQUISITES.items():
        house.screens.actions.run(partial(change_clinic, field=name, value=value), quiet=True)
    page = house.go("programme")
    assert isinstance(page, ProgrammePage)
    assert "Promotions will stand here" in words(page.sheet.promotions)
    QTest.keyClick(page.sheet.promotions.publish_button, Qt.Key.Key_Return)
    settle()
    (dialog,) = house.window.findChildren(LonePromotionDialog)
    return page, dialog


def test_a_promotion_is_tried_out_while_it_is_typed_and_published(
    house: House, clock: SetClock
) -> None:
    page, dialog = opened(house)
    assert "then it is tried out here" in dialog.printed.text()
    for name in dialog.names.values():
        typed(name, "Autumn")
    typed(dialog.first, "08.11.2026")
    typed(dialog.last, "08.11.2026")
    typed(dialog.benefit, "2")
    assert "Autumn" in dialog.printed.text()
    assert "has no working day" in words(dialog.checks)
    assert not dialog.save_button.isEnabled()
    typed(dialog.last, "08.01.2027")
    assert "has no working day" not in words(dialog.checks)
    assert dialog.save_button.isEnabled()
    QTest.keyClick(dialog.save_button, Qt.Key.Key_Return)
    settle()
    card = page.sheet.promotions
    assert "published by itself" in words(card)
    assert card_text(card) == "coming"
    (row,) = house.screens.actions.ask(partial(promotion_rows, day=TODAY))
    assert (row.promotion.code, row.promotion.multiplier) == ("promotion-1", Decimal(2))
    clock.advance(timedelta(days=10))
    page.refresh()
    settle()
    assert card_text(card) == "running"


def card_text(card: QWidget) -> str:
    (chip,) = [chip for chip in card.findChildren(Chip) if chip.isVisible()]
    return chip.text()


def test_it_is_ended_early_with_notice_and_a_reason(house: House) -> None:
    page, dialog = opened(house)
    for name in dialog.names.values():
        typed(name, "Autumn")
    typed(dialog.first, "03.11.2026")
    typed(dialog.last, "01.02.2027")
    typed(dialog.benefit, "2")
    dialog.save_button.click()
    settle()
    page.sheet.promotions.end_buttons[0].click()
    settle()
    (end,) = house.window.findChildren(EndPromotionDialog)
    assert end.day.text() == "02.12.2026"
    end.go_button.click()
    assert end.reason.error() == "Enter the reason."
    QTest.keyClicks(end.reason.editor, "sold out")
    typed(end.day, "05.11.2026")
    end.go_button.click()
    settle()
    assert "may end from 2 Dec 2026 on" in end.day.error()
    typed(end.day, "02.12.2026")
    end.go_button.click()
    settle()
    assert "ended early instead of 1 Feb 2027: sold out" in words(page.sheet.promotions)
    assert page.sheet.promotions.end_buttons == []
    house.window.activateWindow()
    settle()
    QTest.keyClick(house.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert "ended early" not in words(page.sheet.promotions)
