"""Situation 27: back to the last copy; what goes is told first, the numbers of the gap stay taken."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from reception import bootstrap
from reception.clock import SetClock
from reception.models import Card, Patient, Task
from reception.services.joining import join_programme
from reception.ui.kit.dialog import Confirm
from reception.ui.pages.desk.page import DeskPage
from reception.ui.pages.settings.backup_part import BackupPart
from reception.ui.pages.settings.page import SettingsPage
from reception.values.choices import TaskKind
from tests.stories.people import active, card_form, every, marina_joins
from tests.ui.at_desk import AtDesk
from tests.ui.house import until


def backups(desk: AtDesk) -> BackupPart:
    """The settings' part of backups."""
    page = desk.house.go("settings", "backup")
    assert isinstance(page, SettingsPage)
    part = page.parts["backup"]
    assert isinstance(part, BackupPart)
    return part


def test_what_is_lost_is_told_and_no_number_is_given_twice(
    small_desk: AtDesk, clock: SetClock
) -> None:
    desk = small_desk
    part = backups(desk)
    part.now_button.click()
    until(lambda: part.table.rows_model.rows, "the copy")
    clock.advance(timedelta(hours=2))

    desk.house.go("desk")
    marina_joins(desk)
    card_form(desk)
    desk.press(Qt.Key.Key_Return)
    desk.save_papers()
    (lost_card,) = active(desk)

    part = backups(desk)
    part.table.selectRow(0)
    part.restore_button.click()
    until(lambda: desk.house.window.findChild(Confirm) is not None, "the question")
    asked = desk.house.window.findChild(Confirm)
    assert asked is not None
    words = desk.words(asked)
    assert "leave the desk: from" in words
    assert "Card numbers given since then stay reserved" in words
    before = desk.house.window
    asked.go_button.click()
    until(lambda: desk.house.workplace.window not in (None, before), "the clinic as it was")

    assert every(desk, Patient) == []
    (task,) = [one for one in every(desk, Task) if one.kind is TaskKind.ENTER_AGAIN]
    assert task.note.startswith(lost_card.number)
    page: QWidget = desk.house.go("desk")
    assert isinstance(page, DeskPage)
    desk.page = page
    anna = desk.person("Котова", "Анна", date(1990, 3, 5), phone="89161112233")
    desk.act(join_programme, patient_id=anna)
    desk.page.open_person(anna)
    card_form(desk)
    desk.press(Qt.Key.Key_Return)
    desk.save_papers()
    (card,) = every(desk, Card)
    assert int(card.number) > int(lost_card.number)


def test_a_backup_is_proven_without_touching_the_data(small_desk: AtDesk) -> None:
    desk = small_desk
    desk.person("Соколова", "Марина", date(1988, 4, 12), phone="89161234567")
    part = backups(desk)
    part.now_button.click()
    until(lambda: part.table.rows_model.rows, "the copy")
    stood = bootstrap.verify_database(desk.house.folder.database, None)
    part.proof.prove_button.click()
    until(lambda: "The backup works" in part.proof.words.text(), "the proof")
    assert "1 patient, 0 visits" in part.proof.words.text()
    assert stood == []
    left = [one.name for one in desk.house.folder.root.iterdir() if one.name.startswith("proof-")]
    assert left == []


def test_a_backup_is_made_by_itself_and_a_missing_place_is_told_until_it_is_back(
    small_desk: AtDesk, clock: SetClock
) -> None:
    desk = small_desk
    window = desk.house.window
    stick = desk.house.folder.root.parent / "stick"
    stick.write_text("no folder", encoding="utf-8")
    desk.house.preferences.choose(backup_places=(str(stick),))
    assert window.backups is not None
    window.backups.look()
    until(window.backup_trouble.isVisible, "the strip")
    assert f"No backup could be made in {stick}." in window.backup_trouble.text()
    assert len(bootstrap.copies(desk.house.folder)) == 1  # the one beside the data was made

    desk.person("Соколова", "Марина", date(1988, 4, 12), phone="89161234567")
    stick.unlink()
    assert not window.backups.is_due()
    clock.advance(timedelta(hours=5))
    desk.person("Котова", "Анна", date(1990, 3, 5), phone="89161112233")
    window.backups.look()
    until(lambda: not window.backup_trouble.isVisible(), "the strip to go")
    assert len(list(stick.glob("reception-*.db"))) == 1
    assert len(bootstrap.copies(desk.house.folder)) == 2
