"""The small parts, used as hands use them: clicks, keys, pauses."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reception.ui.kit.button import Button
from reception.ui.kit.chart import Bar, BarChart
from reception.ui.kit.chip import Filters
from reception.ui.kit.choose import Segments, Tick
from reception.ui.kit.dialog import Confirm
from reception.ui.kit.empty import EmptyState
from reception.ui.kit.field import AreaField, ChoiceField, Field
from reception.ui.kit.form import Form
from reception.ui.kit.strip import Strip
from reception.ui.kit.toast import Toasts
from reception.ui.theme import Status
from tests.ui.house import until

Type = Callable[[object, str], None]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    QVBoxLayout(window)
    window.resize(800, 500)
    qtbot.addWidget(window)
    return window


def put(window: QWidget, *parts: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    for part in parts:
        layout.addWidget(part)
    window.show()
    window.activateWindow()
    until(window.isActiveWindow, "the window to be active")


def test_a_field_saves_when_typing_pauses_and_only_what_changed(
    qtbot: QtBot, window: QWidget, type_text: Type
) -> None:
    field = Field("Фамилия", "Иванова")
    saved: list[str] = []
    field.saved.connect(saved.append)
    put(window, field)
    field.line.selectAll()
    with qtbot.waitSignal(field.saved, timeout=3000):
        type_text(field.line, "Щербак’")
    assert saved == ["Щербак’"]
    field.save_now()
    assert saved == ["Щербак’"]


def test_a_field_saves_when_the_focus_leaves_or_return_is_pressed(
    qtbot: QtBot, window: QWidget, type_text: Type
) -> None:
    field, other = Field("А"), QLineEdit()
    saved: list[str] = []
    field.saved.connect(saved.append)
    put(window, field, other)
    field.line.setFocus()
    type_text(field.line, "їжак")
    other.setFocus()
    assert saved == ["їжак"]
    field.line.setFocus()
    type_text(field.line, "!")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert saved == ["їжак", "їжак!"]


def test_what_is_being_typed_is_not_overwritten_by_a_refresh(
    window: QWidget, type_text: Type
) -> None:
    field = Field("А", "старое")
    put(window, field)
    type_text(field.line, " и новое")
    field.set_text("из базы")
    assert field.text() == "старое и новое"
    field.save_now()
    field.set_text("из базы")
    assert field.text() == "из базы"


def test_an_error_stands_below_the_field_until_one_types(window: QWidget, type_text: Type) -> None:
    field = Field("Телефон", hint="Любой вид")
    put(window, field)
    field.set_error("Это не телефон.")
    assert (field.note.text(), field.error()) == ("Это не телефон.", "Это не телефон.")
    assert field.editor.accessibleDescription() == "Это не телефон."
    type_text(field.line, "7")
    assert (field.note.text(), field.error()) == ("Любой вид", "")


def test_an_area_is_left_by_tab_and_saved(qtbot: QtBot, window: QWidget, type_text: Type) -> None:
    area, other = AreaField("Заметка"), QLineEdit()
    saved: list[str] = []
    area.saved.connect(saved.append)
    put(window, area, other)
    area.area.setFocus()
    type_text(area.area, "не звонить утром")
    qtbot.keyClick(area.area, Qt.Key.Key_Tab)
    assert saved == ["не звонить утром"]


def test_a_choice_tells_values_and_takes_unknown_ones_calmly(qtbot: QtBot, window: QWidget) -> None:
    choice = ChoiceField("Страна", [(1, "Россия"), (2, "Україна")], 1)
    chosen: list[object] = []
    choice.chosen.connect(chosen.append)
    put(window, choice)
    qtbot.keyClick(choice.combo, Qt.Key.Key_Down)
    assert (choice.value(), chosen) == (2, [2])
    choice.set_value(9)
    assert choice.value() is None


def test_a_form_shows_an_error_beside_its_field(window: QWidget) -> None:
    form = Form()
    form.add("name", Field("Имя"))
    form.add("phone", Field("Телефон"))
    put(window, form)
    assert form.show_error("phone", "Не телефон.")
    assert not form.show_error("age", "нет такого поля")
    assert form.field("phone").error() == "Не телефон."
    form.clear_errors()
    assert form.field("phone").error() == ""


def test_buttons_are_pressed_by_return_space_and_their_key(qtbot: QtBot, window: QWidget) -> None:
    button = Button("Отметить приход", "primary", key="F5")
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append("приход"))
    put(window, button)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert len(pressed) == 3
    assert button.width() >= button.sizeHint().width()


def test_filters_and_segments_tell_what_was_chosen(qtbot: QtBot, window: QWidget) -> None:
    filters = Filters([("all", "все"), ("mine", "мои")])
    segments = Segments([(100, "100 %"), (150, "150 %")], 100)
    told: list[object] = []
    filters.chosen.connect(told.append)
    segments.chosen.connect(told.append)
    put(window, filters, segments)
    second = filters.findChildren(type(filters._group.button(0)))[1]
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    qtbot.keyClick(segments.button(150), Qt.Key.Key_Return)
    assert told == ["mine", 150]
    assert (filters.current, segments.value()) == ("mine", 150)


def test_arrows_choose_among_segments_before_they_are_laid_out(qtbot: QtBot) -> None:
    segments = Segments([(1, "один"), (2, "два"), (3, "три")], 1)
    qtbot.addWidget(segments)
    told: list[object] = []
    segments.chosen.connect(told.append)
    qtbot.keyClick(segments.button(1), Qt.Key.Key_Right)
    qtbot.keyClick(segments.button(2), Qt.Key.Key_Right)
    qtbot.keyClick(segments.button(3), Qt.Key.Key_Right)  # the last one stays
    qtbot.keyClick(segments.button(3), Qt.Key.Key_Left)
    assert told == [2, 3, 2]
    assert segments.value() == 2


def test_a_tick_wraps_its_words_and_is_set_by_space(qtbot: QtBot, window: QWidget) -> None:
    tick = Tick("Согласна получать сообщения о визитах и о программе лояльности клиники")
    put(window, tick)
    assert tick.heightForWidth(200) > tick.heightForWidth(2000)
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert tick.isChecked()


def test_an_empty_list_offers_the_first_step(qtbot: QtBot, window: QWidget) -> None:
    empty = EmptyState("calendar", "Пока пусто", "Записи появятся здесь.", action="Добавить")
    put(window, empty)
    with qtbot.waitSignal(empty.acted):
        qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)


def test_a_strip_says_its_state_in_words(window: QWidget) -> None:
    strip = Strip("Карты закончились", Status.WARN)
    put(window, strip)
    strip.say("Карты есть", Status.OK)
    assert (strip.text(), strip.accessibleName()) == ("Карты есть", "Карты есть")


def test_a_chart_can_be_read_aloud(window: QWidget) -> None:
    chart = BarChart("Рассказали")
    chart.show_bars([Bar("сен", 0.7, "70 %"), Bar("окт", 0.82, "82 %")], target=0.9)
    put(window, chart)
    assert chart.accessibleDescription() == "сен 70 %, окт 82 %"
    assert not chart.grab().isNull()


def test_esc_and_cancel_leave_a_decision_undone(qtbot: QtBot, window: QWidget) -> None:
    window.show()
    dialog = Confirm("Вернуться?", "Новое исчезнет.", go_on="Да", cancel="Нет", parent=window)
    decided: list[int] = []
    dialog.finished.connect(decided.append)
    dialog.open()
    assert dialog.cancel_button.hasFocus() or dialog.focusWidget() is dialog.cancel_button
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert decided == [0]


# --- Toasts -----------------------------------------------------------------------------------


def standing(toasts: Toasts) -> str:
    return toasts.toast.words.text() if toasts.toast is not None else ""


def undoable(toasts: Toasts, undone: list[str]) -> None:
    toasts.say(
        "Приход отмечен",
        action="Отменить",
        on_action=lambda: undone.append("приход"),
        undoable=True,
    )


def test_ctrl_z_undoes_what_the_toast_says(qtbot: QtBot, window: QWidget) -> None:
    toasts = Toasts(window)
    undone: list[str] = []
    put(window, QLineEdit())
    undoable(toasts, undone)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["приход"]
    assert toasts.toast is None
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["приход"]


def test_in_a_field_ctrl_z_takes_back_typing_first(
    qtbot: QtBot, window: QWidget, type_text: Type
) -> None:
    toasts, line = Toasts(window), QLineEdit()
    undone: list[str] = []
    put(window, line)
    line.setFocus()
    type_text(line, "иван")
    undoable(toasts, undone)
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (line.text(), undone) == ("", [])
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["приход"]


def test_undo_is_reached_by_keyboard_and_click(qtbot: QtBot, window: QWidget) -> None:
    toasts = Toasts(window)
    undone: list[str] = []
    put(window, QLineEdit())
    undoable(toasts, undone)
    assert toasts.toast is not None
    assert toasts.toast.action is not None
    qtbot.keyClick(toasts.toast.action, Qt.Key.Key_Return)
    undoable(toasts, undone)
    assert toasts.toast.action is not None
    qtbot.mouseClick(toasts.toast.action, Qt.MouseButton.LeftButton)
    assert undone == ["приход", "приход"]


def test_a_newer_toast_takes_the_place_of_the_older(window: QWidget) -> None:
    toasts = Toasts(window)
    put(window, QLineEdit())
    toasts.say("первое")
    toasts.say("второе")
    assert toasts.toast is not None
    assert toasts.toast.words.text() == "второе"


def test_a_long_toast_stays_in_the_window(window: QWidget) -> None:
    toasts = Toasts(window)
    put(window, QLineEdit())
    toasts.say("Очень длинное объяснение того, почему это сейчас нельзя сделать. " * 4)
    assert toasts.toast is not None
    assert window.rect().contains(toasts.toast.geometry())


def test_a_toast_says_when_its_time_is_over(qtbot: QtBot, window: QWidget) -> None:
    from reception.ui.kit.toast import Toast

    put(window, QLineEdit())
    toast = Toast("скоро уйдёт", Status.OK, shown_ms=20, parent=window)
    toast.move(300, 300)  # not under the mouse: it would wait to be read
    with qtbot.waitSignal(toast.read, timeout=3000):
        toast.show()


def test_a_toast_whose_time_is_over_is_gone_and_the_next_one_comes(
    qtbot: QtBot, window: QWidget
) -> None:
    toasts = Toasts(window)
    toasts.say("Приход отмечен")
    first = toasts.toast
    assert first is not None
    with qtbot.waitSignal(first.destroyed):
        first.close_toast()
    assert standing(toasts) == ""
    toasts.say("Сохранено")
    assert standing(toasts) == "Сохранено"
