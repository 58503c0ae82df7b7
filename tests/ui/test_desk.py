"""The desk by keys: search, the panel, check-in, the prompt and its digits, undo."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QAbstractButton

from reception.translation import Language
from reception.ui.pages.desk.companion_form import CompanionForm
from reception.ui.pages.desk.work_form import FieldForm, QuestionForm
from reception.values.choices import Relation, VisitStatus
from tests.knowledge import learn_at_desk
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import book, enter, mentions, open_person, visits
from tests.ui.house import settle

TODAY = date(2026, 11, 2)


def test_results_come_while_typing_and_say_why(desk: AtDesk, marina: int) -> None:
    desk.type("cjrjk")
    rows = desk.page.results.list.rows_model.rows
    assert [row.patient_id for row in rows] == [marina]
    assert rows[0].why.id == "typed as “{text}”"
    assert desk.page.search_box.count.text() == "1 person"
    assert desk.page.left.currentWidget() is desk.page.results
    desk.press(Qt.Key.Key_Return)
    assert "Соколова Марина, 38" in desk.words(desk.page.side.header)
    assert "not told: 4 visits" in desk.words(desk.page.side.header)


def test_the_arrows_move_in_the_results_while_typing_goes_on(desk: AtDesk, marina: int) -> None:
    other = enter(desk, "Соколов", "Лев", date(2019, 1, 1))
    desk.type("сок")
    assert desk.page.results.current() == other
    desk.press(Qt.Key.Key_Down)
    assert desk.page.results.current() == marina
    desk.press(Qt.Key.Key_Down)
    assert desk.page.results.current() == marina
    desk.press(Qt.Key.Key_Up)
    assert desk.page.results.current() == other
    assert desk.has_focus(desk.page.search_box.line)


def test_escape_leads_step_by_step_to_an_empty_search_box(desk: AtDesk, marina: int) -> None:
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    assert desk.has_focus(desk.page.side.prompt)
    desk.press(Qt.Key.Key_Escape)
    assert desk.has_focus(desk.page.search_box.line)
    assert desk.opened() is not None
    desk.press(Qt.Key.Key_Escape)
    assert desk.opened() is None
    assert "Nobody is open" in desk.words(desk.page.side)
    desk.press(Qt.Key.Key_Escape)
    assert desk.has_focus(desk.page.search_box.line)


def test_nobody_found_offers_a_new_patient(desk: AtDesk, marina: int) -> None:
    assert not desk.page.search_box.new_button.isVisible()
    desk.type("Зябликова")
    assert desk.page.search_box.count.text() == "nobody found"
    assert desk.page.search_box.new_button.isVisible()
    assert desk.page.results.nothing.isVisible()


# --- Check-in -----------------------------------------------------------------------------------


def test_known_by_phone_and_checked_in_within_eight_keys(desk: AtDesk, marina: int) -> None:
    desk.type("4567")  # 4 keys
    desk.press(Qt.Key.Key_Return)  # 5
    desk.press(Qt.Key.Key_F5)  # 6
    (visit,) = visits(desk, marina)
    assert visit.status is VisitStatus.ARRIVED
    assert desk.toast() == "Марина is checked in."
    row = desk.page.day_list.list.rows_model.rows[0]
    assert (row.patient_id, row.to_tell) == (marina, True)


def test_undo_takes_the_check_in_back(desk: AtDesk, marina: int) -> None:
    book(desk, marina, TODAY, VisitStatus.PLANNED, time(9, 30))
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    assert [visit.status for visit in visits(desk, marina)] == [VisitStatus.ARRIVED]
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [visit.status for visit in visits(desk, marina)] == [VisitStatus.PLANNED]
    assert not desk.page.side.prompt.isVisible()


def test_a_second_check_in_is_asked_in_place_and_confirmed_by_return(
    desk: AtDesk, marina: int
) -> None:
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    desk.page.steps.begin_check_in()
    settle()
    form = desk.form()
    assert isinstance(form, QuestionForm)
    assert "A second visit?" in desk.words(form)
    desk.press(Qt.Key.Key_Escape)
    assert desk.form() is None
    assert len(visits(desk, marina)) == 1
    desk.page.steps.begin_check_in()
    settle()
    desk.press(Qt.Key.Key_Return)
    assert len(visits(desk, marina)) == 2


def test_a_wrong_check_in_is_taken_back_with_a_reason(desk: AtDesk, marina: int) -> None:
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    desk.page.side.bar.undo.click()
    settle()
    form = desk.page.side.form
    assert isinstance(form, FieldForm)
    desk.press(Qt.Key.Key_Return)
    assert form.field.error() == "Say why the check-in is taken back."
    desk.type("другой человек")
    desk.press(Qt.Key.Key_Return)
    (visit,) = visits(desk, marina)
    assert (visit.status, visit.undo_reason) == (VisitStatus.CANCELLED, "другой человек")


def test_a_child_is_checked_in_with_whoever_brought_it(desk: AtDesk, marina: int) -> None:
    household = desk.ask(lambda session: _household(session, marina))
    child = enter(
        desk,
        "Соколова",
        "Мира",
        date(2018, 6, 1),
        household_id=household,
        relation=Relation.CHILD,
        guardian_id=marina,
    )
    open_person(desk, "соколова мира")
    desk.press(Qt.Key.Key_F5)
    assert isinstance(desk.page.side.form, CompanionForm)
    desk.press(Qt.Key.Key_1)
    desk.wait(lambda: visits(desk, child), "the check-in")
    (visit,) = visits(desk, child)
    assert visit.accompanied_by_id == marina
    assert desk.has_focus(desk.page.side.prompt)
    assert "with Марина" in desk.words(desk.page.side.bar)


def _household(session: object, person: int) -> int:
    from reception.models import Patient

    return session.get(Patient, person).household_id  # type: ignore[attr-defined,no-any-return]


def test_every_step_of_the_visit_by_its_key(desk: AtDesk, marina: int) -> None:
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_3)
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_F6)
    for wrong in ("abc", "0", "-5", "1,234"):
        desk.page.side.form.field.line.clear()  # type: ignore[union-attr]
        desk.type(wrong)
        desk.press(Qt.Key.Key_Return)
        assert desk.page.side.form is not None, wrong
    desk.page.side.form.field.line.clear()  # type: ignore[union-attr]
    desk.type("3 200,50")
    desk.press(Qt.Key.Key_Return)
    desk.page.side.bar.room.click()
    settle()
    (visit,) = visits(desk, marina)
    assert visit.greeted_at is not None
    assert visit.price_told_minor == 320_050
    assert visit.status is VisitStatus.IN_ROOM


# --- The prompt ---------------------------------------------------------------------------------


def test_the_filters_of_the_day(desk: AtDesk, marina: int) -> None:
    other = enter(desk, "Волков", "Илья", date(1980, 1, 1))
    book(desk, other, TODAY, VisitStatus.PLANNED, time(10, 0))
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    shown = desk.page.day_list.list.rows_model
    assert [row.name for row in shown.rows] == ["Соколова М.", "Волков И."]
    desk.page.day_list.filters.choose("mine")
    assert [row.patient_id for row in shown.rows] == [marina]
    desk.page.day_list.filters.choose("unpaid")
    assert [row.patient_id for row in shown.rows] == [marina]
    desk.page.day_list.filters.choose("to_tell")
    assert {row.patient_id for row in shown.rows} == {marina, other}
    desk.press(Qt.Key.Key_3)
    desk.wait(lambda: mentions(desk), "the answer")
    assert {row.patient_id for row in shown.rows} == {other}
    assert "1 expected · 1 here" in desk.words(desk.page.day_list)


def test_where_room_is_short_one_side_stands_at_a_time(desk: AtDesk, marina: int) -> None:
    desk.house.wear(Language.RU, dark=True, scale=150)
    page = desk.house.window.page("desk")
    assert page.left.isVisible()  # type: ignore[attr-defined]
    assert not page.side.isVisible()  # type: ignore[attr-defined]
    page.open_person(marina)  # type: ignore[attr-defined]
    settle()
    assert page.side.isVisible()  # type: ignore[attr-defined]
    assert not page.left.isVisible()  # type: ignore[attr-defined]


def test_a_begun_check_in_of_a_child_tells_who_began_it(desk: AtDesk) -> None:
    child = enter(desk, "Соколова", "Мира", date(2018, 6, 1))
    open_person(desk, "соколова мира")
    desk.press(Qt.Key.Key_F5)
    assert isinstance(desk.form(), CompanionForm)
    desk.press(Qt.Key.Key_Escape)
    assert "check-in begun at 09:00" in desk.words(desk.page.side.bar)
    desk.press(Qt.Key.Key_F5)
    form = desk.form()
    assert isinstance(form, CompanionForm)
    form.field.line.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert form.field.error() == "Write who it is."
    desk.type("бабушка")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_1)  # the guardian agreed by phone
    desk.wait(lambda: visits(desk, child), "the check-in")
    (visit,) = visits(desk, child)
    assert visit.accompanied_by_other == "бабушка"
    assert visit.opened_at == visit.arrived_at
    assert "begun" not in desk.words(desk.page.side.bar)


@pytest.mark.parametrize(("height", "scale"), [(640, 100), (768, 100), (768, 125), (768, 150)])
def test_every_answer_is_in_sight_and_no_toast_covers_it(
    desk: AtDesk, marina: int, height: int, scale: int
) -> None:
    desk.house.wear(Language.RU, scale=scale)
    desk = AtDesk(desk.house, desk.type_text, desk.files)
    desk.house.window.resize(1366, height)
    desk.page.open_person(marina)
    settle()
    desk.press(Qt.Key.Key_F5)
    prompt, window = desk.page.side.prompt, desk.house.window
    assert desk.has_focus(prompt)
    for _ in range(3):
        settle()
    toast = desk.house.screens.notify.toasts.toast
    assert toast is not None
    for button in (*prompt.answers.parts()[:8], *desk.page.side.bar.buttons()):
        assert isinstance(button, QAbstractButton)
        whole = QRegion(button.rect())
        assert button.visibleRegion() == whole, button.text()
        place = QRect(button.mapTo(window, QPoint(0, 0)), button.size())
        assert not place.intersects(toast.geometry()), button.text()


def test_the_room_made_for_a_toast_goes_with_it(desk: AtDesk, marina: int) -> None:
    desk.house.wear(Language.EN, scale=150)
    desk = AtDesk(desk.house, desk.type_text, desk.files)
    toasts = desk.house.screens.notify.toasts
    desk.page.open_person(marina)
    settle()
    desk.press(Qt.Key.Key_F5)
    settle()
    assert toasts.foot.isVisible()
    toasts.dismiss()
    settle()
    assert not toasts.foot.isVisible()


def test_objections_are_in_view_as_soon_as_they_are_asked_for(desk: AtDesk, marina: int) -> None:
    learn_at_desk(desk.house.screens, 1)
    desk.house.window.resize(1366, 680)
    desk.page.open_person(marina)
    settle()
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    for _ in range(3):
        settle()
    prompt = desk.page.side.prompt
    assert prompt.objections.isVisible()
    assert not prompt.objections.visibleRegion().isEmpty()
    item = prompt.objections.box.itemAt(prompt.objections.box.count() - 1)
    assert item is not None
    last = item.widget()
    assert last is not None
    assert last.visibleRegion() == QRegion(last.rect())


def test_a_usual_name_and_what_is_untold_stand_side_by_side(desk: AtDesk) -> None:
    enter(desk, "Веретенникова", "Маргарита", date(1980, 1, 2), patronymic="Петровна", visits=23)
    desk.type("веретенник")
    results = desk.page.results.list
    assert results.isVisible()
    assert results.horizontalScrollBar().maximum() == 0
