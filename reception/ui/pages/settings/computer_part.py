"""This computer: language, light or dark, text size.  Kept beside the data, not in the database."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from reception.translation import Language
from reception.ui.i18n import _
from reception.ui.kit.card import Card
from reception.ui.kit.choose import Segments
from reception.ui.kit.layout import STRETCH, row
from reception.ui.page import Screens
from reception.ui.pages.settings.part import Part
from reception.ui.preferences import SCALES
from reception.ui.premises import Premises

NAMES = {Language.RU: "Русский", Language.UK: "Українська", Language.EN: "English"}


class ComputerPart(Part):
    """Three choices; each rebuilds the window, nobody signs in again."""

    def __init__(self, screens: Screens, premises: Premises) -> None:
        super().__init__(screens)
        self._premises = premises
        chosen = screens.preferences.chosen
        self.language = Segments(
            [(one, NAMES[one]) for one in Language], screens.translator.language
        )
        self.theme = Segments(
            [
                ("light", _("Light"), "sun"),
                ("dark", _("Dark"), "moon"),
                ("system", _("As the system")),
            ],
            chosen.theme,
        )
        self.scale = Segments([(one, f"{one}\u00a0%") for one in SCALES], chosen.scale)
        self.language.chosen.connect(self._language_chosen)
        self.theme.chosen.connect(self._theme_chosen)
        self.scale.chosen.connect(self._scale_chosen)
        for title, about, choice in (
            (
                _("Language"),
                _("Of the screen. Papers are printed in the patient's own language."),
                self.language,
            ),
            (_("Light or dark"), _("Choose what is easier on the eyes."), self.theme),
            (_("Text size"), _("Where room is short, the day list folds away."), self.scale),
        ):
            self.box.addWidget(Card(title, about).add(row(choice, STRETCH)))
        self.box.addStretch(1)

    def first_focus(self) -> QWidget | None:
        """The language that is spoken now."""
        return self.language.button(self.language.value())

    @Slot(object)
    def _language_chosen(self, language: Language) -> None:
        self._choose(language=language)

    @Slot(object)
    def _theme_chosen(self, theme: str) -> None:
        self._choose(theme=theme)

    @Slot(object)
    def _scale_chosen(self, scale: int) -> None:
        self._choose(scale=scale)

    def _choose(self, **choice: object) -> None:
        self.screens.preferences.choose(**choice)
        # The button that was pressed belongs to the window that goes: let it come back first.
        QTimer.singleShot(0, self._premises.rebuild)
