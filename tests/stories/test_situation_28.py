"""Situation 28: the backup stick is missing; work goes on, the close of shift tells it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from reception.models import ShiftAct
from reception.ui.pages.desk.shift_form import ShiftForm
from reception.values.choices import VisitStatus
from reception.values.day_choices import ShiftStep
from tests.clinics import PIN
from tests.stories.people import every
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import enter, fill, open_person, visits
from tests.ui.house import settle

CTRL = Qt.KeyboardModifier.ControlModifier


def shift(desk: AtDesk) -> ShiftForm:
    """Ctrl+J: the form of the shift."""
    desk.press(Qt.Key.Key_J, CTRL)
    form = desk.form()
    assert isinstance(form, ShiftForm)
    return form


def count_and_sign(desk: AtDesk, form: ShiftForm, pin: str = PIN) -> None:
    """Nothing in the drawer, thirty sheets on the counter, and the PIN."""
    fill(desk, form.cards.line, "0")
    fill(desk, form.sheets.line, "30")
    fill(desk, form.pin.line, pin)
    desk.press(Qt.Key.Key_Return)


def test_the_shift_closes_with_the_reason_and_care_never_waits(small_desk: AtDesk) -> None:
    desk = small_desk
    missing = desk.house.folder.root.parent / "stick" / "backups"
    desk.house.preferences.choose(backup_places=(str(missing),))
    marina = enter(desk, "Соколова", "Марина", date(1988, 4, 12), phone="89161234567", visits=2)

    count_and_sign(desk, shift(desk))
    assert [one.step for one in every(desk, ShiftAct)] == [ShiftStep.OPEN]
    assert "Shift: Анна Орлова" in desk.page.day_list.shift_button.text()

    form = shift(desk)
    form.steps.button(ShiftStep.HAND_OVER).setFocus()
    desk.press(Qt.Key.Key_Right)
    assert form.step is ShiftStep.CLOSE
    assert "There is no backup yet." in desk.words(form)
    count_and_sign(desk, form)
    assert "Make a backup first, or say why there is none." in desk.words(form)

    desk.press(Qt.Key.Key_Escape)  # somebody comes to the desk meanwhile
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    assert visits(desk, marina)[0].status is VisitStatus.ARRIVED

    form = shift(desk)
    assert "not told or not answered: 1 — Соколова М." in desk.words(form)
    assert "not paid: 1" in desk.words(form)
    form.steps.set_value(ShiftStep.CLOSE)
    form._step_chosen(None)
    fill(desk, form.explanation.line, "флешка осталась дома")
    count_and_sign(desk, form)
    last = every(desk, ShiftAct)[-1]
    assert (last.step, last.explanation) == (ShiftStep.CLOSE, "флешка осталась дома")
    assert '"prompt": 1' in last.still_open
    assert "Open the shift" in desk.page.day_list.shift_button.text()


def test_a_wrong_pin_signs_nothing_and_a_backup_lets_it_close(small_desk: AtDesk) -> None:
    desk = small_desk
    form = shift(desk)
    count_and_sign(desk, form, pin="9999")
    assert "The PIN is wrong." in desk.words(form)
    assert every(desk, ShiftAct) == []
    count_and_sign(desk, form)

    form = shift(desk)
    form.steps.button(ShiftStep.HAND_OVER).setFocus()
    desk.press(Qt.Key.Key_Right)
    form.backup_button.click()
    desk.wait(lambda: not desk.house.screens.jobs.is_busy, "the copy")
    settle()
    assert "The last verified backup: 02.11.2026 09:00." in desk.words(form)
    count_and_sign(desk, form)
    assert [one.step for one in every(desk, ShiftAct)] == [ShiftStep.OPEN, ShiftStep.CLOSE]
    assert every(desk, ShiftAct)[-1].backup_at is not None


def test_a_shift_is_handed_over_by_two_pins(small_desk: AtDesk) -> None:
    desk = small_desk
    count_and_sign(desk, shift(desk))
    form = shift(desk)
    fill(desk, form.receiver_pin.line, PIN)
    count_and_sign(desk, form)
    last = every(desk, ShiftAct)[-1]
    assert last.step is ShiftStep.HAND_OVER
    assert last.received_by_id not in (None, last.signed_by_id)
    assert "Shift: Ольга Титова" in desk.page.day_list.shift_button.text()
