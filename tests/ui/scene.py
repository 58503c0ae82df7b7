"""What a scene is, and how a page, a dialog and the way in become one."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QWidget

from reception.ui.entry import EntryWindow
from tests.ui.house import SCREEN, House, settle, until

Show = Callable[[House], QWidget]


def _nothing(_house: House) -> None:
    pass


@dataclass(frozen=True)
class Scene:
    """What is looked at: `show` answers the widget, `leave` takes it away again."""

    name: str
    show: Show
    leave: Callable[[House], None] = _nothing


def page(place: str, subject: object = None, name: str = "") -> Scene:
    """A page of the window, with its long work done."""

    def show(house: House) -> QWidget:
        shown = house.go(place, subject)
        until(lambda: not house.screens.jobs.is_busy, f"the work of {place}")
        settle()
        assert shown.isVisible()
        return house.window

    return Scene(name or place, show)


def dialog(name: str, make: Callable[[House], QDialog]) -> Scene:
    """A dialog over the window; it is drawn by itself and closed afterwards."""
    opened: list[QDialog] = []

    def show(house: House) -> QWidget:
        made = make(house)
        opened.append(made)
        made.open()
        settle()
        return made

    def leave(_house: House) -> None:
        opened.pop().reject()
        settle()

    return Scene(f"dialog-{name}", show, leave)


def entry(name: str, make: Callable[[], QWidget | None], width: int = 520) -> Scene:
    """The window before the clinic is open, with one part in the middle."""
    opened: list[EntryWindow] = []

    def show(_house: House) -> QWidget:
        window = EntryWindow()
        opened.append(window)
        part = make()
        if part is not None:
            window.show_part(part, width=width)
        window.resize(*SCREEN)
        window.show()
        settle()
        return window

    def leave(_house: House) -> None:
        window = opened.pop()
        window.close()
        window.deleteLater()
        settle()

    return Scene(f"entry-{name}", show, leave)
