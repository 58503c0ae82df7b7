"""Settings in parts; everything is saved field by field, and says what it changes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from reception.changes import Topic
from reception.ui.i18n import _
from reception.ui.kit.chip import Filters
from reception.ui.kit.layout import Scroll, column
from reception.ui.kit.text import Text
from reception.ui.page import Command, Page, Screens
from reception.ui.pages.settings.backup_part import BackupPart
from reception.ui.pages.settings.calendar_part import CalendarPart
from reception.ui.pages.settings.clinic_part import ClinicPart
from reception.ui.pages.settings.computer_part import ComputerPart
from reception.ui.pages.settings.desk_part import DeskPart
from reception.ui.pages.settings.families_part import FamiliesPart
from reception.ui.pages.settings.part import Part
from reception.ui.pages.settings.retention_part import RetentionPart
from reception.ui.pages.settings.staff_part import StaffPart
from reception.ui.pages.settings.wording_part import WordingPart
from reception.ui.premises import Premises

WIDEST = 760


class SettingsPage(Page):
    """The parts by name; navigating here with a part's key opens it."""

    interested_in: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.CLINIC, Topic.STAFF, Topic.SETTINGS, Topic.BACKUP, Topic.CONSENTS}
    )

    def __init__(self, screens: Screens, premises: Premises, parent: QWidget | None = None) -> None:
        super().__init__(screens, parent)
        self.parts: dict[str, Part] = {
            "clinic": ClinicPart(screens),
            "desk": DeskPart(screens),
            "calendar": CalendarPart(screens),
            "families": FamiliesPart(screens),
            "staff": StaffPart(screens, premises),
            "wording": WordingPart(screens),
            "computer": ComputerPart(screens, premises),
            "backup": BackupPart(screens, premises),
            "retention": RetentionPart(screens),
        }
        self.filters = Filters(
            [
                ("clinic", _("Clinic")),
                ("desk", _("At the desk")),
                ("calendar", _("Working days")),
                ("families", _("Families")),
                ("staff", _("Staff")),
                ("wording", _("For the lawyer")),
                ("computer", _("This computer")),
                ("backup", _("Backup")),
                ("retention", _("Keeping and erasing")),
            ],
            wraps=True,
        )
        self.filters.chosen.connect(self._show_part)
        self.stack = QStackedWidget(self)
        for part in self.parts.values():
            self.stack.addWidget(Scroll(part, self.stack))
        self.setLayout(
            column(Text(_("Settings"), "title"), self.filters, self.stack, gap=16, margins=(24,))
        )

    def refresh(self) -> None:
        """Ask every part's query again."""
        for part in self.parts.values():
            part.refresh()

    def arrive(self, subject: object) -> None:
        """A part's key opens it."""
        if isinstance(subject, str) and subject in self.parts:
            self.filters.choose(subject)

    def first_focus(self) -> QWidget | None:
        """The part that is shown."""
        return self.parts[self.filters.current].first_focus()

    @Slot(str)
    def _show_part(self, key: str) -> None:
        self.stack.setCurrentIndex(list(self.parts).index(key))
        focus = self.parts[key].first_focus()
        if focus is not None and self.isVisible():
            focus.setFocus()

    def commands(self) -> Sequence[Command]:
        """The parts by name."""
        words = {
            "clinic": _("Settings: clinic"),
            "desk": _("Settings: desk"),
            "calendar": _("Settings: working days"),
            "families": _("Settings: families"),
            "staff": _("Settings: staff"),
            "wording": _("Settings: texts for the lawyer"),
            "computer": _("Settings: this computer"),
            "backup": _("Settings: backup"),
            "retention": _("Settings: keeping and erasing"),
        }
        return [Command(words[key], partial(self.filters.choose, key)) for key in self.parts]
