"""One figure on a tile: large, with its cases, the month before and the target; Return opens it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reception.queries.month_values import Indicator, MonthReport
from reception.ui.i18n import say
from reception.ui.kit.card import Card
from reception.ui.kit.text import Text
from reception.ui.pages.reports.words import beside, cases_of, value_of


class Tile(Card):
    """A figure that can be reached by Tab and opened by Return or a click."""

    opened = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(padding=12, gap=2, parent=parent)
        self.name = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("opens", "yes")
        self.title.setVisible(False)
        self.word = Text("", "muted", wrap=True, parent=self)
        self.value = Text("", "display", parent=self)
        self.cases = Text("", "small", wrap=True, parent=self)
        self.beside = Text("", "small", wrap=True, parent=self)
        column: QVBoxLayout = self.box
        for part in (self.word, self.value, self.cases, self.beside):
            column.addWidget(part)
        column.addStretch(1)

    def show_figure(self, report: MonthReport, previous: MonthReport) -> None:
        """Show the tile's indicator of a report."""
        one: Indicator = report.indicator(self.name)
        self.word.setText(say(one.title))
        self.value.setText(value_of(one, report))
        self.cases.setText(cases_of(one))
        self.cases.setVisible(bool(self.cases.text()))
        self.beside.setText(beside(one, previous))
        self.beside.setVisible(bool(self.beside.text()))
        said = (self.word.text(), self.value.text(), self.cases.text(), self.beside.text())
        self.setAccessibleName(", ".join(part for part in said if part))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Space open the list behind the figure."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.name)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens it, too."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(self.name)
