"""The staff settings tell who may do what, and who guessed a password wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from reception.services.staff import sign_in, switch_by_pin
from reception.ui.pages.settings.page import SettingsPage
from reception.ui.pages.settings.rights_card import right_rows
from reception.ui.pages.settings.staff_part import StaffPart
from reception.values.choices import Role
from reception.values.rights import RIGHTS
from tests.architecture.source import modules
from tests.ui.at_desk import AtDesk, ChosenFolder
from tests.ui.house import House


@pytest.fixture
def desk(house: House, type_text: Callable[[object, str], None], tmp_path: Path) -> AtDesk:
    return AtDesk(house, type_text, ChosenFolder(tmp_path))


def staff(desk: AtDesk) -> StaffPart:
    page = desk.house.go("settings", "staff")
    assert isinstance(page, SettingsPage)
    part = page.parts["staff"]
    assert isinstance(part, StaffPart)
    return part


def test_every_right_the_services_check_stands_in_the_table() -> None:
    checking = {
        path.stem
        for path in modules("reception/services")
        if ".is_supervisor" in (text := path.read_text(encoding="utf-8")) or "Role.OWNER" in text
    }
    told = frozenset[str]().union(*(one.services for one in RIGHTS))
    assert checking - told == set()
    assert told - checking == set()


def test_the_table_is_shown_with_who_may(desk: AtDesk) -> None:
    part = staff(desk)
    shown = [(what.text(), who.text()) for what, who in part.rights.lines]
    assert len(shown) == len(right_rows())
    assert shown[0][1] == "administrator, supervisor, owner"
    assert shown[-1][1] == "owner"
    assert right_rows()[0].roles == (Role.ADMINISTRATOR, Role.SUPERVISOR, Role.OWNER)
    assert right_rows()[-1].roles == (Role.OWNER,)


def test_a_supervisor_sees_who_guessed_wrong_and_who_is_locked(desk: AtDesk) -> None:
    assert staff(desk).guesses.nothing.isVisible()
    run = desk.house.screens.actions.run
    for _guess in range(3):
        run(partial(switch_by_pin, staff_id=2, pin="0000"), quiet=True)
    run(partial(sign_in, login="nobody", password="secret words"), quiet=True)
    part = staff(desk)
    part.refresh()
    rows = part.guesses.table.rows_model.rows
    assert [(one.whose, one.action) for one in rows] == [
        ("", "sign_in"),
        *[("Ольга Титова", "switch_by_pin")] * 3,
    ]
    assert "Ольга Титова is locked until" in part.guesses.locked.text()
