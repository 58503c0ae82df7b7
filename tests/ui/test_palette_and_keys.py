"""Every action is in the palette with its key, every key in the one table, nothing needs a mouse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton

from reception.rules.key_table import KEYS
from reception.ui.page import Command
from tests.ui.at_desk import AtDesk, ChosenFolder
from tests.ui.house import House, settle

NAMES = {"Return": "Enter", "Ctrl+Return": "Ctrl+Enter"}
TOLD = {one.key for one in KEYS}
PAGES = (
    "desk",
    "patients",
    "aftercare",
    "cards",
    "programme",
    "knowledge",
    "reports",
    "settings",
)


@pytest.fixture
def desk(house: House, type_text: Callable[[object, str], None], tmp_path: Path) -> AtDesk:
    """Somebody at the desk, with a patient who is here."""
    desk = AtDesk(house, type_text, ChosenFolder(tmp_path))
    person = desk.person("Орлова", "Инна", date(1990, 1, 1), phone="89160000000")
    desk.page.open_person(person)
    desk.press(Qt.Key.Key_F5)
    settle()
    return desk


@pytest.mark.parametrize("page", PAGES)
def test_every_command_has_a_name_of_its_own_and_a_key_of_the_table(
    desk: AtDesk, page: str
) -> None:
    desk.house.go(page)
    settle()
    commands = desk.house.window.commands()
    names = [one.name for one in commands]
    assert len(names) == len(set(names))
    assert all(name.strip() for name in names)
    keys = [one.key for one in commands if one.key]
    assert {NAMES.get(key, key) for key in keys} <= TOLD
    assert len(keys) == len(set(keys)), "one key would mean two actions"


@pytest.mark.parametrize("page", PAGES)
def test_every_button_can_be_reached_or_pressed_without_a_mouse(desk: AtDesk, page: str) -> None:
    """By Tab, by its own key, by a digit or arrow of its group, or by its name in the palette."""
    shown = desk.house.go(page)
    settle()
    named = {one.name for one in desk.house.window.commands()}
    lost = [
        button.text() or button.accessibleName()
        for button in shown.findChildren(QAbstractButton)
        if button.isVisible()
        and button.isEnabled()
        and button.focusPolicy() is Qt.FocusPolicy.NoFocus
        and button.shortcut().isEmpty()
        and not getattr(button, "_hint", "")
        and button.text() not in named
        and button.group() is None
    ]
    assert lost == []


def test_the_palette_finds_by_part_of_a_name_and_shows_the_key(desk: AtDesk) -> None:
    desk.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    box = desk.house.window.palette_box
    assert box.isVisible()
    desk.type("who calls")
    rows: list[Command] = list(box.table.rows_model.rows)
    assert [(one.name, one.key) for one in rows] == [("A call: who calls?", "Ctrl+H")]
    desk.press(Qt.Key.Key_Return)
    assert desk.form() is not None
    assert QKeySequence("Ctrl+H") == QKeySequence(rows[0].key)


def test_the_key_card_is_made_from_the_palette(desk: AtDesk) -> None:
    found = [one for one in desk.house.window.commands() if one.name == "Print the key card"]
    assert len(found) == 1
    found[0].act()
    assert "The keys of the desk" in desk.preview().windowTitle() or desk.preview().isVisible()
    desk.close_previews()
