"""From which day to which a report is shown: two days, checked as they are typed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput
from reception.rules.report_period import is_month, read_period
from reception.ui.i18n import _, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.field import Field
from reception.ui.kit.layout import STRETCH, row
from reception.values.period import Period


def period_title(period: Period) -> str:
    """The title of a period: the month in words, else both days."""
    words = screen_translator()
    if is_month(period):
        text = words.month(period.first)
        return text[:1].upper() + text[1:]
    return f"{words.day(period.first)} – {words.day(period.last)}"


class RangeForm(QWidget):
    """Two days; `chosen` with the period on Return, `closed` when the form goes away."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.min
        self.first = Field(_("From"), parent=self)
        self.last = Field(_("To"), parent=self)
        self.first.returned.connect(self._to_last)
        self.last.returned.connect(self._choose)
        self.show_button = Button(_("Show these days"), parent=self)
        self.show_button.clicked.connect(self._choose)
        self.close_button = Button(_("Back to the month"), "quiet", parent=self)
        self.close_button.clicked.connect(self.close_form)
        self.setLayout(
            row(self.first, self.last, self.show_button, self.close_button, STRETCH, gap=12)
        )

    def ask(self, shown: Period, today: date) -> None:
        """Open with the days that are shown."""
        self._today = today
        words = screen_translator()
        self.first.set_text(words.day(shown.first))
        self.last.set_text(words.day(min(shown.last, today)))
        self.show()
        self.first.editor.setFocus()

    @Slot()
    def close_form(self) -> None:
        """Go away; the page shows a month again."""
        self.hide()
        self.closed.emit()

    @Slot()
    def _to_last(self) -> None:
        self.last.editor.setFocus()

    @Slot()
    def _choose(self) -> None:
        fields = {"first": self.first, "last": self.last}
        for field in fields.values():
            field.set_error("")
        try:
            period = read_period(self.first.text(), self.last.text(), today=self._today)
        except InvalidInput as error:
            wrong = fields.get(error.field or "first", self.first)
            wrong.set_error(say(error.message))
            wrong.editor.setFocus()
            return
        self.chosen.emit(period)
