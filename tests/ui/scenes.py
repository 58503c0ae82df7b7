"""Everything a person can see, one scene after another: pages, dialogs, the way in.

The gallery draws each scene, and the test of cut text looks through each.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QWidget

from reception.ui.entry import EntryWindow
from reception.ui.first_start import Beginning, ClinicForm, Welcome
from reception.ui.i18n import screen_translator
from reception.ui.protect import ProtectDialog, RecoveryDialog
from reception.ui.sign_in import SignIn
from reception.ui.switch import SwitchDialog
from tests.clinics import MONDAY_MORNING
from tests.ui.house import SCREEN, House, settle

Show = Callable[[House], QWidget]


def _nothing(_house: House) -> None:
    pass


@dataclass(frozen=True)
class Scene:
    """What is looked at: `show` answers the widget, `leave` takes it away again."""

    name: str
    show: Show
    leave: Callable[[House], None] = _nothing


def _page(place: str, subject: object = None, name: str = "") -> Scene:
    def show(house: House) -> QWidget:
        house.go(place, subject)
        return house.window

    return Scene(name or place, show)


def _dialog(name: str, make: Callable[[House], QDialog]) -> Scene:
    """A dialog over the window; it is drawn by itself and closed afterwards."""
    opened: list[QDialog] = []

    def show(house: House) -> QWidget:
        dialog = make(house)
        opened.append(dialog)
        dialog.open()
        settle()
        return dialog

    def leave(_house: House) -> None:
        opened.pop().reject()
        settle()

    return Scene(f"dialog-{name}", show, leave)


def _entry(name: str, make: Callable[[], QWidget | None], width: int = 520) -> Scene:
    """The window before the clinic is open, with one part in the middle."""
    opened: list[EntryWindow] = []

    def show(_house: House) -> QWidget:
        entry = EntryWindow()
        opened.append(entry)
        part = make()
        if part is not None:
            entry.show_part(part, width=width)
        entry.resize(*SCREEN)
        entry.show()
        settle()
        return entry

    def leave(_house: House) -> None:
        entry = opened.pop()
        entry.close()
        entry.deleteLater()
        settle()

    return Scene(f"entry-{name}", show, leave)


def _clinic_form() -> QWidget:
    return ClinicForm(Beginning.EMPTY, screen_translator().language, MONDAY_MORNING)


def _recovery(house: House) -> QDialog:
    return RecoveryDialog(house.screens, house.folder, bytes(32), house.window)


def _palette() -> Scene:
    def show(house: House) -> QWidget:
        house.window.open_palette()
        settle()
        return house.window

    def leave(house: House) -> None:
        house.window.palette_box.close_palette()
        settle()

    return Scene("palette", show, leave)


SCENES = (
    _entry("mark", lambda: None),
    _entry("welcome", lambda: Welcome(screen_translator().language)),
    _entry("clinic", _clinic_form, width=640),
    _entry("sign-in", lambda: SignIn("anna"), width=400),
    _page("cards"),
    *(
        _page("settings", part, f"settings-{part}")
        for part in ("clinic", "staff", "computer", "backup")
    ),
    _palette(),
    _dialog("switch", lambda house: SwitchDialog(house.screens, house.window)),
    _dialog("protect", lambda house: ProtectDialog(house.window)),
    _dialog("recovery", _recovery),
)
