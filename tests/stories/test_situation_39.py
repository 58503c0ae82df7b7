"""Situation 39: an insurance or a company pays; only what the patient pays herself earns."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt

from reception.models import PointsEntry, Visit
from reception.queries.month import month_report
from reception.ui.pages.desk.checkout_form import CheckoutForm
from reception.values.choices import EntryKind
from reception.values.period import Period
from tests.stories.people import TODAY, every, marina_joins
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import enter, fill, open_person
from tests.ui.house import settle

HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_the_insurance_pays_four_fifths(small_desk: AtDesk) -> None:
    desk = small_desk
    marina_joins(desk)
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_F6)
    desk.type("3200")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_F11)
    form = desk.form()
    assert isinstance(form, CheckoutForm)
    assert "Earns: 224 points" in desk.words(form)

    desk.press(Qt.Key.Key_I, HELD)
    field = form.extras.insured_field
    assert desk.has_focus(field.line)
    for wrong in ("101", "-5", "сто"):
        fill(desk, field.line, wrong)
        form.pay()
        settle()
        assert field.error() == "Enter a whole number from 0 to 100.", wrong
    fill(desk, field.line, "80")
    words = desk.words(form)
    assert "To pay: 640 ₽" in words
    assert "As told: 3,200 ₽" in words
    assert "The insurance pays: 2,560 ₽" in words
    # 7 % of the 640 ₽ she pays herself.
    assert "Earns: 44 points" in words
    form.points.line.setFocus()
    desk.press(Qt.Key.Key_Return)

    (visit,) = every(desk, Visit)
    assert (visit.bill_minor, visit.paid_minor, visit.insured_percent) == (64_000, 64_000, 80)
    earned = [one.points for one in every(desk, PointsEntry) if one.kind is EntryKind.EARNED]
    assert earned == [44]
    report = desk.ask(month_report, period=Period.month_of(TODAY), today=TODAY)
    assert report.indicator("price_surprise_rate").numerator == 0


def test_a_company_pays_all_of_it_and_nobody_had_to_tell(small_desk: AtDesk) -> None:
    desk = small_desk
    enter(desk, "Орлова", "Инна", date(1988, 4, 12), phone="89160000000")
    open_person(desk, "0000")
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_F11)
    form = desk.form()
    assert isinstance(form, CheckoutForm)
    fill(desk, form.lines.rows[0].amount.line, "3200")
    desk.press(Qt.Key.Key_I, HELD)
    desk.type("100")
    assert "To pay: 0 ₽" in desk.words(form)
    desk.press(Qt.Key.Key_Return)
    (visit,) = every(desk, Visit)
    assert (visit.paid_minor, visit.insured_percent) == (0, 100)
    ask = desk.house.screens.actions.ask
    report = ask(partial(month_report, period=Period.month_of(TODAY), today=TODAY))
    assert report.indicator("eligible_visit").value == 0
