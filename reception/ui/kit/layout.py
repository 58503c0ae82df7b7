"""Columns, rows and rules: layouts whose gaps come from the spacing scale."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reception.ui import theme

Part = QWidget | QLayout | None


class Stretch:
    """Marks the place in a column or row that takes the room left over."""


STRETCH = Stretch()


def fill(
    layout: QBoxLayout, parts: tuple[Part | Stretch, ...], gap: int, margins: tuple[int, ...]
) -> None:
    """Put parts into a layout; None is left out, so that a part can be conditional."""
    wear = theme.active()
    sides = {0: (0, 0, 0, 0), 1: margins * 4, 2: (margins * 2), 4: margins}[len(margins)]
    layout.setContentsMargins(*(wear.px(side) if side else 0 for side in sides))
    layout.setSpacing(wear.px(gap) if gap else 0)
    for part in parts:
        if isinstance(part, Stretch):
            layout.addStretch(1)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)


def column(*parts: Part | Stretch, gap: int = 8, margins: tuple[int, ...] = ()) -> QVBoxLayout:
    """Parts one below the other; margins are () or (all,) or (x, y) or (l, t, r, b)."""
    layout = QVBoxLayout()
    fill(layout, parts, gap, margins)
    return layout


def row(*parts: Part | Stretch, gap: int = 8, margins: tuple[int, ...] = ()) -> QHBoxLayout:
    """Parts side by side; margins as in `column`."""
    layout = QHBoxLayout()
    fill(layout, parts, gap, margins)
    return layout


class Column(QWidget):
    """A widget that is nothing but a column of parts."""

    def __init__(
        self,
        *parts: Part | Stretch,
        gap: int = 8,
        margins: tuple[int, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        fill(self._column, parts, gap, margins)

    @property
    def box(self) -> QVBoxLayout:
        """The column itself, for parts added later."""
        return self._column


class Row(QWidget):
    """A widget that is nothing but a row of parts."""

    def __init__(
        self,
        *parts: Part | Stretch,
        gap: int = 8,
        margins: tuple[int, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        fill(self._row, parts, gap, margins)

    @property
    def box(self) -> QHBoxLayout:
        """The row itself, for parts added later."""
        return self._row


class Line(QFrame):
    """A hairline: across a column, or upright in a row."""

    def __init__(self, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rule" if upright else "line")


class Scroll(QScrollArea):
    """A column that scrolls up and down, never sideways."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        content.setObjectName("content")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it be deleted."""
    while layout.count():
        item: QLayoutItem | None = layout.takeAt(0)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()
