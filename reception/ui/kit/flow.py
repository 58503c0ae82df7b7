"""A layout that sets its parts in lines, as words in a paragraph: chips, small buttons."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from reception.ui import theme
from reception.ui.kit.layout import clear


class FlowLayout(QLayout):
    """Parts one after the other; a new line where the width ends."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = theme.active().px(gap)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take a part in."""
        self._items.append(item)

    def count(self) -> int:
        """How many parts."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """A part."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take a part out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Never more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Set the parts."""
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def sizeHint(self) -> QSize:
        """Everything on one line."""
        shown = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in shown) + self._gap * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        """As wide as the widest part."""
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay(self, rect: QRect, *, move: bool) -> int:
        """Fill line after line; the parts of a line stand on its middle.  Answers the height."""
        x, y, high = rect.x(), rect.y(), 0
        line: list[tuple[QLayoutItem, QRect]] = []
        for item in self._shown():
            size = item.sizeHint()
            width = min(size.width(), max(rect.width(), item.minimumSize().width()))
            if line and x + width > rect.right() + 1:
                _place(line, high, move=move)
                x, y, high, line = rect.x(), y + high + self._gap, 0, []
            line.append((item, QRect(QPoint(x, y), QSize(width, size.height()))))
            x += width + self._gap
            high = max(high, size.height())
        _place(line, high, move=move)
        return y + high - rect.y()


def _place(line: list[tuple[QLayoutItem, QRect]], high: int, *, move: bool) -> None:
    for item, place in line if move else ():
        item.setGeometry(place.translated(0, (high - place.height()) // 2))


class Flow(QWidget):
    """A widget that is nothing but parts in lines."""

    def __init__(self, *parts: QWidget, gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=gap)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_parts(*parts)

    def show_parts(self, *parts: QWidget) -> None:
        """Show these parts instead; hidden where there are none."""
        clear(self._flow)
        for part in parts:
            self._flow.addWidget(part)
        if not parts or self.parentWidget() is not None:  # never a window of its own
            self.setVisible(bool(parts))
        self.updateGeometry()

    def parts(self) -> list[QWidget]:
        """What stands in it."""
        found = (self._flow.itemAt(index) for index in range(self._flow.count()))
        widgets = (item.widget() for item in found if item is not None)
        return [widget for widget in widgets if widget is not None]
