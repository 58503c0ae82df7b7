"""Somebody at the desk of the real window: types, presses keys, reads what stands there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reception.queries.person_panel import PersonPanel
from reception.services.patients import register_patient
from reception.ui.files import FileChooser
from reception.ui.kit.chip import Chip
from reception.ui.kit.text import Text
from reception.ui.pages.desk.page import DeskPage
from reception.ui.pages.desk.work_form import WorkForm
from reception.ui.printing import Preview
from tests.ui.house import House, settle, until

T = TypeVar("T")
TypeText = Callable[[object, str], None]

REQUISITES: dict[str, Any] = {
    "legal_name": "ООО «Тихий двор»",
    "registration_numbers": "ОГРН 1025403190000, ИНН 5406190000",
    "address": "630099, Новосибирск, ул. Ленина, 12",
    "phone": "+7 383 200-10-20",
    "licence_number": "Л041-01125-54/00330000",
    "licence_date": date(2019, 4, 15),
    "approval_number": "12-П",
    "approval_date": date(2025, 12, 1),
    "signatory": "главный врач Н. А. Белова",
    "complaints_name": "Анна Орлова",
    "complaints_phone": "+7 383 200-10-21",
}


class ChosenFolder(FileChooser):
    """Saves everything into one folder, without asking."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.chosen_folder = folder
        self.saved: list[Path] = []

    def save_file(
        self,
        parent: QWidget,
        title: str,
        suggested: str,
        filters: str,
        chosen: Callable[[Path], None],
    ) -> None:
        """Choose the suggested name."""
        self.saved.append(self.chosen_folder / suggested)
        chosen(self.saved[-1])

    def folder(
        self,
        parent: QWidget,
        title: str,
        chosen: Callable[[Path], None],
    ) -> None:
        """Choose the folder."""
        chosen(self.chosen_folder)


class AtDesk:
    """The person at the desk; every step goes through keys and is read from the screen."""

    def __init__(self, house: House, type_text: TypeText, files: ChosenFolder) -> None:
        self.house = house
        self.files = files
        self.type_text = type_text
        page = house.go("desk")
        assert isinstance(page, DeskPage)
        self.page = page
        self.activate()

    def activate(self) -> None:
        """The window is the active one, as it is in front of a person."""
        self.house.window.activateWindow()
        QTest.qWaitForWindowActive(self.house.window, 2000)
        settle()

    @property
    def focus(self) -> QWidget:
        """What has the focus."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def has_focus(self, widget: QWidget) -> bool:
        """Whether the keys go there now."""
        return QApplication.focusWidget() is widget

    def press(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self.focus, key, modifiers)
        settle()

    def type(self, text: str) -> None:
        """Type where the focus is, slower than a scanner."""
        self.type_text(self.focus, text)
        settle()

    def wait(self, condition: Callable[[], Any], what: str) -> None:
        """Let the window work until something holds."""
        until(condition, what)
        settle()

    def words(self, part: QWidget | None = None) -> str:
        """Everything that can be read on the desk, or on a part of it."""
        part = part or self.page
        texts = [one.text() for one in part.findChildren(Text) if one.isVisible()]
        chips = [one.text() for one in part.findChildren(Chip) if one.isVisible()]
        return "\n".join(" ".join(words.split()) for words in (*texts, *chips))

    def opened(self) -> PersonPanel | None:
        """The person who is open."""
        return self.page.panel

    def form(self) -> WorkForm | None:
        """The form that is open in the panel."""
        return self.page.side.form

    def toast(self) -> str:
        """What the toast says."""
        return self.house.screens.notify.text

    def ask(self, query: Callable[..., T], **arguments: Any) -> T:
        """The answer of a query."""
        return self.house.screens.actions.ask(partial(query, **arguments))

    def act(self, service: Callable[..., Any], **arguments: Any) -> None:
        """Something done elsewhere in the clinic."""
        assert self.house.screens.actions.run(partial(service, **arguments), quiet=True)

    def person(self, last: str, first: str, born: date, *, phone: str = "", **more: Any) -> int:
        """A person the clinic knows already."""
        entered: list[int] = []
        self.house.screens.actions.run(
            partial(
                register_patient,
                last_name=last,
                first_name=first,
                birth_date=born,
                phones=[phone] if phone else [],
                no_phone=not phone,
                **more,
            ),
            done=entered.append,
            quiet=True,
        )
        settle()
        return entered[0]

    def close_previews(self) -> None:
        """Wait for papers that are being drawn, and close their previews."""
        jobs = self.house.screens.jobs
        self.wait(lambda: not jobs.is_busy, "the papers")
        for window in QApplication.topLevelWidgets():
            if isinstance(window, Preview) and _is_open_preview(window):
                window.reject()
        self.activate()

    def preview(self) -> Preview:
        """The preview that opens when papers are drawn."""
        found: list[Preview] = []

        def opened() -> bool:
            windows = QApplication.topLevelWidgets()
            found[:] = [w for w in windows if isinstance(w, Preview) and _is_open_preview(w)]
            return bool(found)

        until(opened, "the preview")
        settle()
        return found[0]

    def save_papers(self) -> list[Path]:
        """Save what the preview shows as PDF, close it, and answer the new files."""
        before = set(self.files.chosen_folder.iterdir())
        preview = self.preview()
        preview.save_button.click()
        settle()
        preview.reject()
        self.wait(lambda: not _is_open_preview(preview), "the preview to close")
        self.activate()
        return sorted(set(self.files.chosen_folder.iterdir()) - before)


def _is_open_preview(widget: QWidget) -> bool:
    from shiboken6 import isValid

    return isValid(widget) and isinstance(widget, Preview) and widget.isVisible()
