"""Checkout at the desk: sums as people type them, points up to the largest allowed, refusals."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from reception.models import PointsEntry, Visit
from reception.ui.pages.desk.checkout_form import CheckoutForm
from reception.ui.pages.desk.typed_money import read_money
from reception.values.card_number import CardNumber
from reception.values.choices import EntryKind, VisitStatus
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import every, fill
from tests.ui.house import settle

TODAY = date(2026, 11, 2)
BORN = date(1988, 4, 12)
NUMBER = CardNumber.of(11, 1).digits


@pytest.fixture
def desk(printing_desk: AtDesk) -> AtDesk:
    """A desk whose clinic can print."""
    return printing_desk


@pytest.fixture
def paying(desk: AtDesk, member: int) -> CheckoutForm:
    """Marina is at checkout, with her 300 welcome points."""
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_F11)
    form = desk.form()
    assert isinstance(form, CheckoutForm)
    return form


def test_points_pay_up_to_the_largest_allowed(desk: AtDesk, paying: CheckoutForm) -> None:
    fill(desk, paying.lines.rows[0].amount.line, "400")
    assert paying.most_button.text() == "up to 200"
    assert "at most 50" in desk.words(paying)
    desk.press(Qt.Key.Key_Return)
    assert desk.has_focus(paying.points.line)
    desk.type("250")
    assert paying.points.error() == "At most 200 points can be used now."
    desk.press(Qt.Key.Key_Return)
    assert paying.refusal.isVisible()
    desk.press(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert paying.points.text() == "200"
    assert "To pay: 200 ₽" in desk.words(paying)
    desk.press(Qt.Key.Key_Return)
    (visit,) = every(desk, Visit)
    assert (visit.paid_minor, visit.points_redeemed) == (20_000, 200)
    kinds = [row.kind for row in every(desk, PointsEntry)]
    assert kinds == [EntryKind.WELCOME, EntryKind.REDEEMED, EntryKind.EARNED]


def test_the_bill_has_lines_and_excluded_groups_earn_nothing(
    desk: AtDesk, paying: CheckoutForm
) -> None:
    assert "usable from" not in desk.words(paying), "nothing is earned yet"
    assert "Usable:" not in desk.words(paying)
    fill(desk, paying.lines.rows[0].amount.line, "1000")
    desk.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    second = paying.lines.rows[1]
    second.group.set_value("medicines")
    fill(desk, second.amount.line, "500")
    assert "Earns: 70 points" in desk.words(paying)
    assert "To pay: 1,500 ₽" in desk.words(paying)
    paying.why_button.click()
    assert paying.explanation.text()
    second.remove_button.click()
    settle()
    assert "To pay: 1,000 ₽" in desk.words(paying)


def test_wrong_sums_are_said_and_nothing_is_paid(desk: AtDesk, paying: CheckoutForm) -> None:
    amount = paying.lines.rows[0].amount
    for wrong in ("", "сто", "-5", "1.234"):
        fill(desk, amount.line, wrong)
        paying.pay()
        assert amount.error(), wrong
    fill(desk, amount.line, "400")
    fill(desk, paying.points.line, "десять")
    paying.pay()
    assert paying.points.error()
    assert every(desk, Visit)[0].paid_at is None


def test_somebody_without_a_card_sees_what_it_would_earn(desk: AtDesk) -> None:
    person = desk.person("Орлова", "Инна", BORN, phone="89160000000")
    desk.page.open_person(person)
    desk.press(Qt.Key.Key_F5)
    desk.page.side.bar.checkout.click()
    settle()
    form = desk.form()
    assert isinstance(form, CheckoutForm)
    fill(desk, form.lines.rows[0].amount.line, "1000")
    assert "With the card it would earn: 70 points" in desk.words(form)
    assert not form.points.isVisible()
    desk.press(Qt.Key.Key_Return)
    (visit,) = every(desk, Visit)
    assert (visit.status, visit.paid_minor) == (VisitStatus.DONE, 100_000)
    assert desk.has_focus(desk.page.side.prompt)  # unanswered at check-in, asked here again


def test_the_price_told_stands_in_the_bill(desk: AtDesk, member: int) -> None:
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_F6)
    desk.type("3200")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_F11)
    form = desk.form()
    assert isinstance(form, CheckoutForm)
    assert form.lines.rows[0].amount.text() == "3200"
    assert "As told: 3,200 ₽" in desk.words(form)
    assert desk.has_focus(form.points.line)
    fill(desk, form.lines.rows[0].amount.line, "3500")
    assert "Told: 3,200 ₽, on the bill: 3,500 ₽." in desk.words(form)


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("3200", 320_000),
        ("3 200,50", 320_050),
        ("3200.5", 320_050),
        ("0", 0),
        ("", None),
        ("-1", None),
        ("1,234", None),
        ("1e5", None),
        ("٣٢", None),
        ("9" * 40, None),
    ],
)
def test_sums_as_people_type_them(typed: str, minor: int | None) -> None:
    assert read_money(typed) == minor
