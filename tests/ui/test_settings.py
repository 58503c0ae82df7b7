"""Settings by keys: saved field by field, staff, this computer, backups."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reception import bootstrap
from reception.clock import SetClock
from reception.queries.clinic import clinic_facts
from reception.queries.staff import StaffRow, staff_rows
from reception.translation import Language
from reception.ui import theme
from reception.ui.kit.button import Button
from reception.ui.kit.dialog import Confirm
from reception.ui.kit.strip import Strip
from reception.ui.pages.settings.backup_part import BackupPart
from reception.ui.pages.settings.clinic_part import ClinicPart
from reception.ui.pages.settings.computer_part import ComputerPart
from reception.ui.pages.settings.page import SettingsPage
from reception.ui.pages.settings.staff_part import NewColleague, SecretDialog, StaffPart
from reception.values.choices import Role
from tests.ui.house import House, settle, until

Type = Callable[[object, str], None]


@pytest.fixture
def page(house: House) -> SettingsPage:
    shown = house.go("settings")
    assert isinstance(shown, SettingsPage)
    return shown


def clinic_part(page: SettingsPage) -> ClinicPart:
    part = page.parts["clinic"]
    assert isinstance(part, ClinicPart)
    return part


def staff_part(house: House) -> StaffPart:
    house.go("settings", "staff")
    page = house.window.page("settings")
    assert isinstance(page, SettingsPage)
    part = page.parts["staff"]
    assert isinstance(part, StaffPart)
    return part


def test_what_is_typed_is_saved_when_one_pauses(
    qtbot: QtBot, house: House, page: SettingsPage, type_text: Type
) -> None:
    address = clinic_part(page).fields["address"]
    with qtbot.waitSignal(address.saved, timeout=3000):
        type_text(address.line, "Москва, Тверская, 1")
    assert house.screens.actions.ask(clinic_facts).address == "Москва, Тверская, 1"
    assert house.screens.notify.text == "Saved."
    said = clinic_part(page).changed.text()
    assert said == "Last changed by Анна Орлова, 2 Nov 2026 09:00"
    house.screens.notify.toasts.undo()
    assert house.screens.actions.ask(clinic_facts).address == ""
    assert address.text() == ""


def test_days_are_read_as_people_write_them_or_refused_in_place(
    qtbot: QtBot, house: House, page: SettingsPage, type_text: Type
) -> None:
    day = clinic_part(page).fields["licence_date"]
    type_text(day.line, "1.9.26")
    qtbot.keyClick(day.line, Qt.Key.Key_Return)
    assert str(house.screens.actions.ask(clinic_facts).licence_date) == "2026-09-01"
    assert day.text() == "01.09.2026"
    day.line.clear()
    type_text(day.line, "вчера")
    qtbot.keyClick(day.line, Qt.Key.Key_Return)
    assert day.error() == "Enter a day, for example 01.09.2026."
    assert str(house.screens.actions.ask(clinic_facts).licence_date) == "2026-09-01"


def test_a_wrong_number_of_days_stays_with_its_reason(
    qtbot: QtBot, house: House, page: SettingsPage, type_text: Type
) -> None:
    days = clinic_part(page).fields["complaints_days"]
    days.line.clear()
    type_text(days.line, "99")
    qtbot.keyClick(days.line, Qt.Key.Key_Return)
    assert days.error() == "Allowed: 1 to 60 days."
    assert house.screens.actions.ask(clinic_facts).complaints_days == 10


def test_an_administrator_changes_nothing_of_the_clinic(
    qtbot: QtBot, house: House, page: SettingsPage, type_text: Type
) -> None:
    from reception.values.actor import Actor
    from reception.values.ids import StaffId

    house.screens.seat.sit(Actor(StaffId(2), "Ольга Титова", Role.ADMINISTRATOR))
    name = clinic_part(page).fields["name"]
    type_text(name.line, "!")
    qtbot.keyClick(name.line, Qt.Key.Key_Return)
    assert name.error() == "Only a supervisor changes the clinic's details."


# --- This computer ----------------------------------------------------------------------------


def test_language_theme_and_size_rebuild_the_window_and_nobody_signs_in_again(
    qtbot: QtBot, house: House, page: SettingsPage
) -> None:
    def part() -> ComputerPart:
        house.go("settings", "computer")
        shown = house.window.page("settings")
        assert isinstance(shown, SettingsPage)
        found = shown.parts["computer"]
        assert isinstance(found, ComputerPart)
        return found

    def chosen(value: object, choice: str) -> None:
        before = house.window
        qtbot.mouseClick(getattr(part(), choice).button(value), Qt.MouseButton.LeftButton)
        until(lambda: house.workplace.window not in (None, before), "the new window")
        settle()

    chosen(Language.UK, "language")
    assert house.window.shown == "settings"
    assert house.window.rail.button("settings").text() == "Налаштування"
    chosen("dark", "theme")
    assert theme.active().palette is theme.DARK
    chosen(150, "scale")
    assert theme.active().scale == 150
    assert house.screens.seat.require().name == "Анна Орлова"
    assert house.preferences.chosen.language is Language.UK


# --- Staff ------------------------------------------------------------------------------------


def rows(house: House) -> list[StaffRow]:
    return house.screens.actions.ask(staff_rows)


def test_a_colleague_is_added_with_errors_beside_their_fields(
    qtbot: QtBot, house: House, type_text: Type
) -> None:
    part = staff_part(house)
    part.add_button.click()
    dialog = house.window.findChild(NewColleague)
    assert dialog is not None
    type_text(dialog.name.line, "Вера Чуб")
    type_text(dialog.login.line, "anna")
    qtbot.keyClick(dialog.add_button_, Qt.Key.Key_Return)
    assert dialog.login.error() == "Another member of staff already has this login."
    dialog.login.line.clear()
    type_text(dialog.login.line, "vera")
    type_text(dialog.pin.line, "12")
    qtbot.keyClick(dialog.add_button_, Qt.Key.Key_Return)
    assert dialog.pin.error() == "The PIN is wrong. Allowed: 4 to 8 digits."
    type_text(dialog.pin.line, "34")
    qtbot.keyClick(dialog.add_button_, Qt.Key.Key_Return)
    settle()
    added = next(row for row in rows(house) if row.login == "vera")
    assert (added.has_pin, added.has_password, added.role) == (True, False, Role.ADMINISTRATOR)
    assert "Вера Чуб" in [row.name for row in part.table.rows_model.rows]


def test_a_pin_is_set_and_somebody_leaves_and_comes_back(
    qtbot: QtBot, house: House, type_text: Type
) -> None:
    part = staff_part(house)
    part.table.choose(2)
    part.pin_button.click()
    dialog = house.window.findChild(SecretDialog)
    assert dialog is not None
    type_text(dialog.secret.line, "abc")
    qtbot.keyClick(dialog.secret.line, Qt.Key.Key_Return)
    assert "4 to 8 digits" in dialog.secret.error()
    dialog.secret.line.clear()
    type_text(dialog.secret.line, "8642")
    qtbot.keyClick(dialog.secret.line, Qt.Key.Key_Return)
    settle()
    assert house.screens.notify.text == "The PIN of Ольга Титова is set."
    part.table.choose(2)
    part.leave_button.click()
    asked = house.window.findChild(Confirm)
    assert asked is not None
    qtbot.keyClick(asked.go_button, Qt.Key.Key_Return)
    assert [row.name for row in rows(house)] == ["Анна Орлова"]
    house.screens.notify.toasts.undo()
    assert len(rows(house)) == 2


# --- Backups ----------------------------------------------------------------------------------


def backup_part(house: House) -> BackupPart:
    house.go("settings", "backup")
    page = house.window.page("settings")
    assert isinstance(page, SettingsPage)
    part = page.parts["backup"]
    assert isinstance(part, BackupPart)
    return part


def test_a_copy_is_made_listed_and_gone_back_to(
    qtbot: QtBot, house: House, clock: SetClock, type_text: Type
) -> None:
    part = backup_part(house)
    assert part.empty.isVisible()
    qtbot.mouseClick(part.now_button, Qt.MouseButton.LeftButton)
    until(lambda: part.table.rows_model.rows, "the copy")
    assert part.table.isVisible()
    assert len(bootstrap.copies(house.folder)) == 1
    page = house.go("settings", "clinic")
    assert isinstance(page, SettingsPage)
    name = clinic_part(page).fields["name"]
    type_text(name.line, " и ещё")
    qtbot.keyClick(name.line, Qt.Key.Key_Return)
    part = backup_part(house)
    part.table.selectRow(0)
    part.restore_button.click()
    until(lambda: house.window.findChild(Confirm) is not None, "the question")
    asked = house.window.findChild(Confirm)
    assert asked is not None
    before = house.window
    qtbot.keyClick(asked.go_button, Qt.Key.Key_Return)
    until(lambda: house.workplace.window not in (None, before), "the clinic as it was")
    assert house.screens.actions.ask(clinic_facts).name == "Клиника"
    kept = [file.name for file in house.folder.backups.iterdir()]
    assert any(file.startswith("before-restore") for file in kept)


def test_the_key_of_an_open_folder_is_offered_as_a_password(house: House) -> None:
    part = backup_part(house)
    assert part.key_button.text() == "Set a password…"
    assert QApplication.focusWidget() in (part.now_button, None)


def places(house: House) -> tuple[str, ...]:
    """Where this computer keeps its further copies, as it is now."""
    return house.preferences.chosen.backup_places


def test_a_place_for_copies_is_added_warned_of_and_taken_away(house: House, tmp_path: Path) -> None:
    part = backup_part(house)
    place = tmp_path / "Dropbox"
    place.mkdir()
    part.places.refresh()
    part.places._add(place)
    settle()
    assert places(house) == (str(place),)
    said = " ".join(strip.text() for strip in part.places.findChildren(Strip))
    assert "synchronised with a cloud" in said
    (button,) = [one for one in part.places.findChildren(Button) if one.text() == "Remove"]
    button.click()
    settle()
    assert places(house) == ()
    part.places._add(house.folder.root / "copies")
    assert "lies inside the data folder" in house.screens.notify.text
    assert places(house) == ()


def test_the_palette_knows_every_part(page: SettingsPage) -> None:
    assert [one.name for one in page.commands()] == [
        "Settings: clinic",
        "Settings: desk",
        "Settings: working days",
        "Settings: families",
        "Settings: prices",
        "Settings: staff",
        "Settings: texts for the lawyer",
        "Settings: this computer",
        "Settings: backup",
        "Settings: keeping and erasing",
    ]
