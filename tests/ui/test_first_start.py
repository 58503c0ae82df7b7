"""From the first picture to the open clinic: first start, sign-in, recovery, protecting, restoring."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reception import bootstrap
from reception.clock import SetClock
from reception.paths import DataFolder
from reception.queries.clinic import clinic_facts
from reception.queries.staff import staff_rows
from reception.services.setup import NewClinic
from reception.translation import Language, load_translator
from reception.ui import i18n
from reception.ui.first_start import Beginning, ClinicForm, Welcome
from reception.ui.kit.strip import Strip
from reception.ui.printing import Preview
from reception.ui.protect import ProtectDialog, RecoveryDialog
from reception.ui.sign_in import SignIn
from reception.ui.trouble import Trouble
from reception.values.choices import Country, Role
from tests.clinics import PASSWORD, PIN
from tests.ui.house import House, settle, until

Type = Callable[[object, str], None]


@pytest.fixture
def program(qtbot: QtBot, data_folder: DataFolder, clock: SetClock) -> Iterator[House]:
    """The program over an empty folder, before anything was asked."""
    house = House(data_folder, clock)
    i18n.install(load_translator(Language.RU))
    yield house
    house.workplace.entrance.leave()
    house.close()


@pytest.fixture
def protected(data_folder: DataFolder, clock: SetClock) -> DataFolder:
    """A clinic under Anna's password."""
    person = bootstrap.Supervisor("Анна Орлова", "anna", PASSWORD, PIN)
    new = NewClinic.of_country("Клиника", Country.RU)
    bootstrap.lay_down_clinic(data_folder, new, clock=clock, supervisor=person).close()
    return data_folder


def part(house: House, kind: type) -> object:
    found: list[object] = house.workplace.entry.findChildren(kind)
    return found[-1]


def sign_in(qtbot: QtBot, house: House, login: str, password: str, type_text: Type) -> SignIn:
    card = part(house, SignIn)
    assert isinstance(card, SignIn)
    card.login.line.clear()
    type_text(card.login.line, login)
    qtbot.keyClick(card.login.line, Qt.Key.Key_Return)
    type_text(card.password.line, password)
    qtbot.keyClick(card.password.line, Qt.Key.Key_Return)
    return card


def test_a_clinic_is_set_up_by_keys_and_is_encrypted(
    qtbot: QtBot, program: House, type_text: Type
) -> None:
    program.workplace.begin()
    welcome = part(program, Welcome)
    assert isinstance(welcome, Welcome)
    qtbot.keyClick(welcome.languages.button(Language.UK), Qt.Key.Key_Return)
    settle()
    welcome = part(program, Welcome)
    assert isinstance(welcome, Welcome)
    assert welcome.offers[Beginning.EMPTY].text() == "Почати з чистого аркуша"
    qtbot.keyClick(welcome.offers[Beginning.EMPTY], Qt.Key.Key_Return)
    form = part(program, ClinicForm)
    assert isinstance(form, ClinicForm)
    assert (form.country.value(), form.currency.value()) == (Country.UA, "UAH")
    qtbot.keyClick(form.go_button, Qt.Key.Key_Return)
    assert form.name.error() == "Уведіть назву клініки."
    type_text(form.name.line, "Клініка «Їжак»")
    type_text(form.staff_name.line, "Олена")
    type_text(form.login.line, "olena")
    type_text(form.password.line, "коротко")
    type_text(form.pin.line, PIN)
    qtbot.keyClick(form.go_button, Qt.Key.Key_Return)
    assert "8" in form.password.error()
    form.password.line.clear()
    type_text(form.password.line, "довгий пароль")
    qtbot.keyClick(form.go_button, Qt.Key.Key_Return)
    until(lambda: program.workplace.window, "the window")
    facts = program.screens.actions.ask(clinic_facts)
    assert (facts.name, facts.country, facts.language) == (
        "Клініка «Їжак»",
        Country.UA,
        Language.UK,
    )
    assert program.screens.seat.require().role is Role.SUPERVISOR
    assert program.window.banner is None
    assert not program.folder.database.read_bytes().startswith(b"SQLite format 3")
    recovery = program.window.findChild(RecoveryDialog)
    assert recovery is not None
    qtbot.keyClick(recovery.go_button, Qt.Key.Key_Return)
    preview = program.window.findChild(Preview)
    assert preview is not None
    assert preview.documents[0].pageCount() == 1
    preview.reject()


def test_one_can_go_back_from_the_form(qtbot: QtBot, program: House) -> None:
    program.workplace.begin()
    welcome = part(program, Welcome)
    assert isinstance(welcome, Welcome)
    welcome.offers[Beginning.IMPORT].click()
    form = part(program, ClinicForm)
    assert isinstance(form, ClinicForm)
    form.back_button.click()
    settle()
    assert isinstance(part(program, Welcome), Welcome)


def test_the_country_brings_its_currency_and_time(qtbot: QtBot, program: House) -> None:
    program.workplace.begin()
    welcome = part(program, Welcome)
    assert isinstance(welcome, Welcome)
    welcome.offers[Beginning.EMPTY].click()
    form = part(program, ClinicForm)
    assert isinstance(form, ClinicForm)
    assert form.zone.value() == "Europe/Moscow"
    assert form.zone.combo.count() == 12
    qtbot.keyClick(form.country.combo, Qt.Key.Key_Down)
    assert (form.currency.value(), form.zone.value()) == ("UAH", "Europe/Kyiv")


def test_a_wrong_password_is_said_and_the_right_one_opens(
    qtbot: QtBot, protected: DataFolder, program: House, type_text: Type
) -> None:
    program.workplace.begin()
    card = sign_in(qtbot, program, "anna", "не тот пароль", type_text)
    until(card.password.error, "the refusal")
    assert "Неверный" in card.password.error() or "неверн" in card.password.error().lower()
    assert card.password.line.text() == ""
    assert QApplication.focusWidget() in (card.password.line, None)
    sign_in(qtbot, program, "anna", PASSWORD, type_text)
    until(lambda: program.workplace.window, "the window")
    assert program.screens.seat.require().name == "Анна Орлова"
    assert program.preferences.chosen.last_login == "anna"


def test_the_printed_key_opens_when_passwords_are_lost(
    qtbot: QtBot, protected: DataFolder, program: House, type_text: Type
) -> None:
    code = bootstrap.new_recovery_code(protected, bootstrap.unlock(protected, "anna", PASSWORD))
    program.workplace.begin()
    card = part(program, SignIn)
    assert isinstance(card, SignIn)
    card.recovery.click()
    type_text(card.password.line, code.lower())
    qtbot.keyClick(card.password.line, Qt.Key.Key_Return)
    until(lambda: program.workplace.window, "the window")
    assert program.screens.seat.require().is_supervisor


def test_an_open_folder_gets_its_first_password(
    qtbot: QtBot, house: House, type_text: Type
) -> None:
    house.window.protection_asked.emit()
    dialog = house.window.findChild(ProtectDialog)
    assert dialog is not None
    for field, text in (
        (dialog.staff_name, "Вера"),
        (dialog.login, "vera"),
        (dialog.password, "очень длинный"),
        (dialog.pin, "4321"),
    ):
        type_text(field.line, text)
    qtbot.keyClick(dialog.go_button, Qt.Key.Key_Return)
    until(lambda: house.workplace.window and house.window.banner is None, "the protected window")
    assert bootstrap.is_protected(house.folder)
    assert house.screens.seat.require().name == "Вера"
    assert not house.folder.database.read_bytes().startswith(b"SQLite format 3")
    recovery = house.window.findChild(RecoveryDialog)
    assert recovery is not None
    recovery.reject()


def trouble(house: House) -> Trouble:
    found: list[Trouble] = []

    def explained() -> bool:
        found[:] = house.workplace.entry.findChildren(Trouble)
        return bool(found)

    until(explained, "the explanation")
    settle()
    return found[-1]


def said(part: Trouble) -> str:
    strip = part.findChild(Strip)
    assert isinstance(strip, Strip)
    return strip.text()


def test_a_damaged_file_is_explained_and_left_alone(
    qtbot: QtBot, program: House, data_folder: DataFolder
) -> None:
    data_folder.database.write_bytes(b"not a database at all" * 100)
    program.workplace.begin()
    part = trouble(program)
    assert "баз" in said(part).lower()
    assert part.again_button.isVisible()
    assert not part.back_button.isVisible()
    assert data_folder.database.read_bytes().startswith(b"not a database")


def test_a_damaged_clinic_goes_back_to_its_copy_under_its_password(
    qtbot: QtBot, protected: DataFolder, program: House, clock: SetClock, type_text: Type
) -> None:
    key = bootstrap.unlock(protected, "anna", PASSWORD)
    bootstrap.back_up(protected, key, now=clock.now())
    protected.database.write_bytes(b"\0" * 50_000)
    program.workplace.begin()
    sign_in(qtbot, program, "anna", PASSWORD, type_text)
    part = trouble(program)
    assert "02.11.2026" in part.back_button.text()
    qtbot.keyClick(part.back_button, Qt.Key.Key_Return)
    card = sign_in(qtbot, program, "anna", "не тот", type_text)
    until(card.password.error, "the refusal")
    sign_in(qtbot, program, "anna", PASSWORD, type_text)
    until(lambda: len(list(protected.backups.glob("before-restore*.db"))) == 1, "the copy")
    until(lambda: program.workplace.entry.findChildren(SignIn)[-1] is not card, "signing in")
    settle()
    sign_in(qtbot, program, "anna", PASSWORD, type_text)
    until(lambda: program.workplace.window, "the window")
    assert program.screens.actions.ask(clinic_facts).name == "Клиника"


def test_a_file_that_vanished_is_not_taken_for_a_first_start(
    qtbot: QtBot, protected: DataFolder, program: House
) -> None:
    protected.database.unlink()
    program.workplace.begin()
    assert "reception.db" in said(trouble(program))
    assert program.workplace.entry.findChildren(Welcome) == []


def test_a_demonstration_opens_in_a_folder_of_its_own(qtbot: QtBot, program: House) -> None:
    program.workplace.begin()
    welcome = part(program, Welcome)
    assert isinstance(welcome, Welcome)
    welcome.offers[Beginning.DEMONSTRATION].click()
    until(lambda: program.workplace.window, "the demonstration")
    demonstration = program.workplace.entrance.demonstration
    assert demonstration is not None
    root: Path = demonstration._root
    assert root.exists()
    assert not program.folder.database.exists()
    assert len(program.screens.actions.ask(staff_rows)) > 1
    assert program.window.banner is not None
    assert "Демонстрационная" in program.window.banner.text()
    program.window.close()
    program.workplace.close()
    assert not root.exists()
