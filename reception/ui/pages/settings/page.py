"""Settings in parts; everything is saved field by field, and says what it changes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from reception.changes import Topic
from reception.ui.i18n import _
from reception.ui.page import Command, Screens
from reception.ui.pages.settings.backup_part import BackupPart
from reception.ui.pages.settings.calendar_part import CalendarPart
from reception.ui.pages.settings.clinic_part import ClinicPart
from reception.ui.pages.settings.computer_part import ComputerPart
from reception.ui.pages.settings.desk_part import DeskPart
from reception.ui.pages.settings.families_part import FamiliesPart
from reception.ui.pages.settings.part import Part
from reception.ui.pages.settings.prices_part import PricesPart
from reception.ui.pages.settings.retention_part import RetentionPart
from reception.ui.pages.settings.staff_part import StaffPart
from reception.ui.pages.settings.wording_part import WordingPart
from reception.ui.parts_page import PartsPage
from reception.ui.premises import Premises


class SettingsPage(PartsPage):
    """The parts by name; navigating here with a part's key opens it."""

    interested_in: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.CLINIC, Topic.STAFF, Topic.SETTINGS, Topic.BACKUP, Topic.CONSENTS, Topic.PRICES}
    )

    def __init__(self, screens: Screens, premises: Premises, parent: QWidget | None = None) -> None:
        super().__init__(screens, _("Settings"), parent)
        self.parts: dict[str, Part] = {
            "clinic": ClinicPart(screens),
            "desk": DeskPart(screens),
            "calendar": CalendarPart(screens),
            "families": FamiliesPart(screens),
            "prices": PricesPart(screens),
            "staff": StaffPart(screens, premises),
            "wording": WordingPart(screens),
            "computer": ComputerPart(screens, premises),
            "backup": BackupPart(screens, premises),
            "retention": RetentionPart(screens),
        }
        words = {
            "clinic": _("Clinic"),
            "desk": _("At the desk"),
            "calendar": _("Working days"),
            "families": _("Families"),
            "prices": _("Prices"),
            "staff": _("Staff"),
            "wording": _("For the lawyer"),
            "computer": _("This computer"),
            "backup": _("Backup"),
            "retention": _("Keeping and erasing"),
        }
        self.lay_out({key: (words[key], part) for key, part in self.parts.items()})

    def commands(self) -> Sequence[Command]:
        """The parts by name."""
        words = {
            "clinic": _("Settings: clinic"),
            "desk": _("Settings: desk"),
            "calendar": _("Settings: working days"),
            "families": _("Settings: families"),
            "prices": _("Settings: prices"),
            "staff": _("Settings: staff"),
            "wording": _("Settings: texts for the lawyer"),
            "computer": _("Settings: this computer"),
            "backup": _("Settings: backup"),
            "retention": _("Settings: keeping and erasing"),
        }
        return [Command(words[key], partial(self.filters.choose, key)) for key in self.parts]
