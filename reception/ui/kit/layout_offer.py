"""A name typed in the wrong keyboard layout: what was meant is offered, and taken by one key.

Nothing is ever converted silently (situation 31): a name may really be written in Latin letters.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.rules.spellings import meant_name
from reception.ui.i18n import _
from reception.ui.kit.button import Button
from reception.ui.kit.field import Field
from reception.ui.kit.layout import STRETCH, row
from reception.values.choices import Country

KEY = "Ctrl+G"


class LayoutOffer(QWidget):
    """Watches the name fields of a form; shown only while there is something to offer."""

    def __init__(
        self, fields: Mapping[str, Field], country: Country, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._fields = fields
        self._country = country
        self.button = Button("", "quiet", key=KEY, parent=self)
        self.button.clicked.connect(self.take)
        self.setLayout(row(self.button, STRETCH))
        for field in fields.values():
            field.edited.connect(self._edited)
        self.hide()

    def look(self) -> None:
        """Offer what was meant, or nothing."""
        meant = self._meant()
        self.button.setText(_("Convert to {names}", names=" ".join(meant.values())))
        self.setVisible(bool(meant))

    @Slot()
    def take(self) -> None:
        """Put what was meant into the fields, as if it had been typed."""
        for name, text in self._meant().items():
            self._fields[name].line.setText(text)
            self._fields[name].line.textEdited.emit(text)
        self.look()

    def _meant(self) -> dict[str, str]:
        found = {
            name: meant_name(field.text(), self._country) for name, field in self._fields.items()
        }
        return {name: text for name, text in found.items() if text is not None}

    @Slot(str)
    def _edited(self, _text: str) -> None:
        self.look()
