"""Who was opened lately is offered by the arrows while the search box is empty."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import enter


def names(desk: AtDesk) -> list[str]:
    return [row.name for row in desk.page.results.list.rows_model.rows]


def test_the_last_opened_come_first(desk: AtDesk) -> None:
    enter(desk, "Соколова", "Марина", date(1988, 4, 12), phone="89161234567")
    enter(desk, "Орлов", "Пётр", date(1980, 1, 1), phone="89035550011")
    for text in ("сокол", "орлов"):
        desk.page.go_home()
        desk.type(text)
        desk.press(Qt.Key.Key_Return)
    desk.page.go_home()
    desk.press(Qt.Key.Key_Backspace)
    assert desk.page.search_box.text() == ""
    desk.press(Qt.Key.Key_Down)
    assert desk.page.left.currentWidget() is desk.page.results
    assert names(desk) == ["Орлов Пётр", "Соколова Марина"]
    assert desk.page.results.title.text() == "Opened lately"
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    panel = desk.opened()
    assert panel is not None
    assert panel.name == "Соколова Марина"
    assert desk.page.left.currentWidget() is desk.page.day_list
    desk.press(Qt.Key.Key_Down)
    assert names(desk) == ["Соколова Марина", "Орлов Пётр"]
    desk.press(Qt.Key.Key_Escape)
    assert desk.page.left.currentWidget() is desk.page.day_list
    assert desk.opened() is not None  # Esc led one step back, no further


def test_nothing_is_offered_before_anybody_was_opened(desk: AtDesk) -> None:
    desk.page.go_home()
    desk.press(Qt.Key.Key_Down)
    assert desk.page.left.currentWidget() is desk.page.day_list
