"""The frame by keys: pages, palette, who is at the desk, the curtain, the age of the backup."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reception import bootstrap
from reception.changes import Changes, Topic
from reception.clock import SetClock
from reception.paths import DataFolder
from reception.services.clinic import change_clinic
from reception.services.setup import NewClinic
from reception.translation import Language
from reception.ui.kit.field import Field
from reception.ui.kit.strip import Strip
from reception.ui.pages.settings.page import SettingsPage
from reception.ui.protect import ProtectDialog
from reception.ui.switch import SwitchDialog
from reception.values.choices import Country
from tests.clinics import PASSWORD, PIN
from tests.ui.house import House, settle, until

Type = Callable[[object, str], None]
CTRL = Qt.KeyboardModifier.ControlModifier


def press(qtbot: QtBot, house: House, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None):
    house.window.activateWindow()
    until(house.window.isActiveWindow, "the window to be active")
    target = QApplication.focusWidget() or house.window
    qtbot.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)
    settle()


def test_every_page_of_the_rail_has_its_key(qtbot: QtBot, house: House) -> None:
    for entry in house.window._entries.values():
        if entry.number:
            press(qtbot, house, Qt.Key(int(Qt.Key.Key_0) + entry.number), CTRL)
            assert house.window.shown == entry.key
            assert house.window.rail.button(entry.key).isChecked()


def test_esc_leads_back_and_at_last_to_the_search(qtbot: QtBot, house: House) -> None:
    press(qtbot, house, Qt.Key.Key_8, CTRL)
    press(qtbot, house, Qt.Key.Key_Escape)
    assert house.window.shown == "desk"
    press(qtbot, house, Qt.Key.Key_Escape)
    assert house.window.shown == "desk"
    assert QApplication.focusWidget() is house.window.page("desk").first_focus()


def test_esc_comes_back_from_where_one_was_led(qtbot: QtBot, house: House) -> None:
    press(qtbot, house, Qt.Key.Key_4, CTRL)
    house.window.go("settings", "backup")
    press(qtbot, house, Qt.Key.Key_Escape)
    assert house.window.shown == "cards"


def test_the_palette_finds_an_action_however_it_is_typed(
    qtbot: QtBot, house: House, type_text: Type
) -> None:
    house.wear(Language.RU)
    press(qtbot, house, Qt.Key.Key_K, CTRL)
    box = house.window.palette_box
    type_text(box.line, "НАСТРОЙКИ копи")
    assert [command.name for command in box.table.rows_model.rows] != []
    assert all("астройки" in command.name for command in box.table.rows_model.rows)
    press(qtbot, house, Qt.Key.Key_Escape)
    assert not box.isVisible()
    assert house.window.shown == "desk"


def test_the_palette_acts_on_return(qtbot: QtBot, house: House, type_text: Type) -> None:
    press(qtbot, house, Qt.Key.Key_K, CTRL)
    box = house.window.palette_box
    type_text(box.line, "open cards")
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert house.window.shown == "cards"
    press(qtbot, house, Qt.Key.Key_K, CTRL)
    type_text(box.line, "xyzzy")
    assert box.nothing.isVisible()


def test_a_colleague_sits_down_by_pin(qtbot: QtBot, house: House, type_text: Type) -> None:
    assert house.screens.seat.require().name == "Анна Орлова"
    press(qtbot, house, Qt.Key.Key_U, CTRL)
    dialog = house.window.findChild(SwitchDialog)
    assert dialog is not None
    assert dialog.table.rows_model.rows[0].name == "Ольга Титова"
    type_text(dialog.secret.line, "9999")
    qtbot.keyClick(dialog.secret.line, Qt.Key.Key_Return)
    assert dialog.secret.error() == "The PIN is wrong."
    type_text(dialog.secret.line, PIN)
    qtbot.keyClick(dialog.secret.line, Qt.Key.Key_Return)
    settle()
    assert house.screens.seat.require().name == "Ольга Титова"
    assert "Ольга" in house.window.rail.person.text()
    assert house.screens.notify.text == "Ольга Титова is at the desk."


def test_f12_blanks_the_screen_and_any_key_returns(
    qtbot: QtBot, house: House, type_text: Type
) -> None:
    curtain = house.window.curtain
    press(qtbot, house, Qt.Key.Key_F12)
    assert curtain.isVisible()
    assert curtain.geometry() == house.window.rect()
    assert curtain.name.text() == "Клиника"
    press(qtbot, house, Qt.Key.Key_8, CTRL)
    assert not curtain.isVisible()
    assert house.window.shown == "desk"


def test_the_curtain_covers_open_dialogs_too(qtbot: QtBot, house: House) -> None:
    house.window.switch_person()
    dialog = house.window.findChild(SwitchDialog)
    assert dialog is not None
    dialog.activateWindow()
    until(dialog.isActiveWindow, "the dialog to be active")
    qtbot.keyClick(dialog.secret.line, Qt.Key.Key_F12)
    assert house.window.curtain.isVisible()
    assert not dialog.isVisible()
    qtbot.keyClick(house.window.curtain, Qt.Key.Key_Space)
    assert dialog.isVisible()
    dialog.reject()


def test_a_desk_that_was_left_goes_blank_and_after_ten_minutes_wants_the_pin(
    qtbot: QtBot, house: House, clock: SetClock, type_text: Type
) -> None:
    curtain, watch = house.window.curtain, house.window.watch
    watch.look()
    assert not curtain.isVisible()
    clock.advance(timedelta(minutes=2))
    watch.look()
    assert curtain.isVisible()
    clock.advance(timedelta(minutes=10))
    qtbot.keyClick(curtain, Qt.Key.Key_Space)
    assert curtain.isVisible()
    assert curtain.secret.isVisible()
    type_text(curtain.secret, "0000")
    qtbot.keyClick(curtain.secret, Qt.Key.Key_Return)
    assert curtain.isVisible()
    assert curtain.hint.text() == "The PIN is wrong."
    type_text(curtain.secret, PIN)
    qtbot.keyClick(curtain.secret, Qt.Key.Key_Return)
    assert not curtain.isVisible()


def test_guessing_a_pin_is_slowed(qtbot: QtBot, house: House, type_text: Type) -> None:
    house.window.switch_person()
    dialog = house.window.findChild(SwitchDialog)
    assert dialog is not None
    for _ in range(4):
        type_text(dialog.secret.line, "0000")
        qtbot.keyClick(dialog.secret.line, Qt.Key.Key_Return)
    assert "Too many wrong guesses" in dialog.secret.error()
    dialog.reject()


def test_an_open_folder_says_so_and_a_protected_one_does_not(house: House) -> None:
    assert house.window.banner is not None
    assert "not protected" in house.window.banner.text()


def test_the_rail_tells_the_age_of_the_backup(house: House, clock: SetClock) -> None:
    backup = house.window.rail.backup
    assert backup.text() == "no backup"
    bootstrap.back_up(house.folder, None, now=clock.now())
    house.screens.actions.committed.emit(Changes(frozenset({Topic.BACKUP})))
    assert backup.text() == "just now"
    clock.advance(timedelta(hours=5))
    house.window.show_backup_age()
    assert backup.text() == "5 h ago"
    clock.advance(timedelta(days=3))
    house.window.show_backup_age()
    assert backup.text() == "3 days ago"


def test_a_page_out_of_sight_asks_again_only_when_shown(house: House) -> None:
    house.go("settings")
    page = house.window.page("settings")
    assert isinstance(page, SettingsPage)
    name = page.parts["clinic"].findChild(Field, "name")
    house.go("desk")
    house.screens.actions.run(partial(change_clinic, field="name", value="Новое имя"))
    assert isinstance(name, Field)
    assert name.text() == "Клиника"
    house.go("settings")
    assert name.text() == "Новое имя"


def test_the_password_of_one_without_a_pin_also_opens_the_curtain(
    qtbot: QtBot, house: House, clock: SetClock, type_text: Type
) -> None:
    from sqlalchemy import text

    with house.workplace._clinic.database.unit_of_work(  # type: ignore[union-attr]
        now=clock.now(), actor=house.screens.seat.require(), action="test"
    ) as uow:
        uow.session.execute(text("UPDATE staff SET pin_hash = '' WHERE id = 1"))
    house.window.curtain.cover()
    clock.advance(timedelta(minutes=11))
    qtbot.keyClick(house.window.curtain, Qt.Key.Key_Space)
    type_text(house.window.curtain.secret, PASSWORD)
    qtbot.keyClick(house.window.curtain.secret, Qt.Key.Key_Return)
    assert not house.window.curtain.isVisible()


def test_a_clock_that_goes_wrong_is_told_at_once(house: House, clock: SetClock) -> None:
    clock.advance(timedelta(days=-1))
    house.workplace.rebuild()
    said = [strip.text() for strip in house.window.findChildren(Strip) if strip.isVisible()]
    assert any("1 Nov 2026 09:00" in words and "2 Nov 2026 09:00" in words for words in said)


def test_a_freshly_imported_folder_asks_for_its_first_supervisor(
    qtbot: QtBot, data_folder: DataFolder, clock: SetClock
) -> None:
    new = NewClinic.of_country("Клиника", Country.RU)
    bootstrap.lay_down_clinic(data_folder, new, clock=clock, supervisor=None).close()
    house = House(data_folder, clock)
    house.preferences.choose(language=Language.EN)
    house.enter()
    assert house.window.rail.person.text() == "Sign in"
    house.window.switch_person()
    dialog = house.window.findChild(ProtectDialog)
    assert dialog is not None
    dialog.reject()
    house.close()
