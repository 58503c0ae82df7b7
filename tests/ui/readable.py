"""Finds text on a screen that a person cannot read whole: cut, elided, pushed out or covered."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QTableView,
    QWidget,
)

from reception.ui.tables.rows_model import SECOND_ROLE

# A pixel of rounding is no fault.
SLACK = 1


def faults(root: QWidget) -> list[str]:
    """Every place in `root` where text is cut, pushed out or covered, in words."""
    widgets = [
        widget
        for widget in [root, *root.findChildren(QWidget)]
        if widget.isVisible() and widget.window() is root.window()
    ]
    found: list[str] = []
    for widget in widgets:
        told = [_too_small(widget), _cut(widget), _pushed_out(widget, root), *_covered(widget)]
        found += [f"{describe(widget)}: {fault}" for fault in told if fault]
    return found


def words_of(widget: QWidget) -> str:
    """The text a widget shows, as far as it says so."""
    if isinstance(widget, QProgressBar) and not widget.isTextVisible():
        return ""
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    text = getattr(widget, "text", None)
    if callable(text):
        told = text()
        return told if isinstance(told, str) else ""
    return ""


def describe(widget: QWidget) -> str:
    """A widget in words: its class, its text, where it stands."""
    words = words_of(widget).replace("\n", " ")
    name = f"{type(widget).__name__} “{words[:60]}”" if words else type(widget).__name__
    return f"{name} in {type(widget.parentWidget()).__name__}"


def _too_small(widget: QWidget) -> str:
    least: QSize = widget.minimumSizeHint()
    if not words_of(widget):
        return ""
    if widget.width() + SLACK < least.width() and not isinstance(widget, QLineEdit):
        return f"{widget.width()} wide, needs {least.width()}"
    needed = _least_height(widget, least.height())
    if widget.height() + SLACK < needed:
        return f"{widget.height()} high, needs {needed}"
    return ""


def _least_height(widget: QWidget, least: int) -> int:
    """Lines break at the width there is, not at the narrowest there could be."""
    if not widget.hasHeightForWidth():
        return least
    layout = widget.layout()
    if layout is not None:
        return layout.minimumHeightForWidth(widget.width())
    return widget.heightForWidth(widget.width())


def _cut(widget: QWidget) -> str:
    if isinstance(widget, QLabel):
        return _cut_label(widget)
    if isinstance(widget, QLineEdit):
        needed = widget.fontMetrics().horizontalAdvance(widget.placeholderText()) + 8
        if not widget.text() and needed > widget.contentsRect().width():
            return f"its placeholder needs {needed}, there are {widget.contentsRect().width()}"
        return ""
    if isinstance(widget, QComboBox | QAbstractButton):
        needed = widget.sizeHint().width()
        wraps = widget.hasHeightForWidth()  # then its height was looked at
        if words_of(widget) and not wraps and widget.width() + SLACK < needed:
            return f"{widget.width()} wide, its words need {needed}"
        return ""
    if isinstance(widget, QHeaderView) and isinstance(widget.parentWidget(), QTableView):
        return _cut_header(widget)
    return ""


def _cut_label(label: QLabel) -> str:
    if not label.text() or not label.pixmap().isNull():
        return ""
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if label.height() + SLACK < needed:
            return f"{label.height()} high, its lines need {needed}"
        metrics, room = label.fontMetrics(), label.contentsRect().width()
        longest = max(label.text().split() or [""], key=metrics.horizontalAdvance)
        if metrics.horizontalAdvance(longest) > room + SLACK:
            return f"the word “{longest}” is wider than {room}"
        return ""
    needed_size = label.sizeHint()
    if label.width() + SLACK < needed_size.width():
        return f"{label.width()} wide, its words need {needed_size.width()}"
    if label.height() + SLACK < needed_size.height():
        return f"{label.height()} high, its words need {needed_size.height()}"
    return ""


def _cut_header(header: QHeaderView) -> str:
    model = header.model()
    if header.orientation() is not Qt.Orientation.Horizontal or model is None:
        return ""
    for section in range(header.count()):
        words = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        needed = header.fontMetrics().horizontalAdvance(words)
        room = header.sectionSize(section)
        if words and not header.isSectionHidden(section) and needed > room:
            return f"the heading “{words}” needs {needed}, its column has {room}"
    return ""


def _pushed_out(widget: QWidget, root: QWidget) -> str:
    """Beyond the edge of an ancestor that does not scroll that way."""
    if not words_of(widget):
        return ""
    place = QRect(QPoint(0, 0), widget.size())
    inner = widget
    outer = widget.parentWidget()
    while outer is not None and inner is not root:
        place.translate(inner.pos())
        area = outer.parentWidget()
        scrolls_down = False
        if isinstance(area, QAbstractScrollArea) and area.viewport() is outer:
            scrolls_down = isinstance(area, QScrollArea)
            if not scrolls_down:
                return ""  # the cells of a table come and go
        room = outer.rect()
        if place.left() < -SLACK or place.right() > room.right() + SLACK:
            return f"reaches {place.left()}…{place.right()} of 0…{room.right()} across"
        if not scrolls_down and (place.top() < -SLACK or place.bottom() > room.bottom() + SLACK):
            return f"reaches {place.top()}…{place.bottom()} of 0…{room.bottom()} down"
        if scrolls_down:
            return ""
        inner, outer = outer, outer.parentWidget()
    return ""


def _covered(parent: QWidget) -> Iterator[str]:
    """Children of one layout that stand on each other."""
    if parent.layout() is None:
        return
    children = [
        child
        for child in parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if child.isVisible() and not child.isWindow() and words_of(child)
    ]
    for one, other in combinations(children, 2):
        common = one.geometry().intersected(other.geometry())
        if common.width() > SLACK and common.height() > SLACK:
            yield f"{describe(one)} and {describe(other)} overlap"


@contextmanager
def watched_painting() -> Iterator[list[str]]:
    """Collects the texts that widgets shorten or draw beyond their edge while they are painted."""
    told: list[str] = []
    elide, draw = QFontMetrics.elidedText, QPainter.drawText

    def watched_elide(
        metrics: QFontMetrics, text: str, mode: Qt.TextElideMode, width: int, flags: int | None = 0
    ) -> str:
        shown = elide(metrics, text, mode, width, flags or 0)
        if shown != text and not _is_second_line(text):
            told.append(f"shortened: “{text}”")
        return shown

    def watched_draw(painter: QPainter, *given: Any) -> Any:
        if len(given) == 3 and isinstance(given[0], QRect | QRectF) and isinstance(given[2], str):
            told.extend(_drawn_beyond(painter, QRectF(given[0]), int(given[1]), given[2]))
        return draw(painter, *given)

    QFontMetrics.elidedText = watched_elide  # type: ignore[method-assign]
    QPainter.drawText = watched_draw  # type: ignore[method-assign, assignment]
    try:
        yield told
    finally:
        QFontMetrics.elidedText = elide  # type: ignore[method-assign]
        QPainter.drawText = draw  # type: ignore[method-assign]


def _is_second_line(text: str) -> bool:
    """The quieter line of a cell may be shortened where hovering tells it whole."""
    for window in QApplication.topLevelWidgets():
        for table in window.findChildren(QTableView):
            model = table.model()
            for line in range(model.rowCount() if table.isVisible() else 0):
                for column in range(model.columnCount()):
                    index = model.index(line, column)
                    tip = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
                    if index.data(SECOND_ROLE) == text and text in tip:
                        return True
    return False


def _drawn_beyond(painter: QPainter, place: QRectF, flags: int, text: str) -> Iterator[str]:
    device = painter.device()
    if not isinstance(device, QWidget):
        return
    needed = QFontMetricsF(painter.font()).boundingRect(place, flags, text)
    drawn = painter.worldTransform().mapRect(needed)
    room = QRectF(device.rect()).adjusted(-SLACK, -SLACK, SLACK, SLACK)
    cells = device.parentWidget()
    is_cells = scrolls_across = False  # rows scroll, and columns where they have to
    if isinstance(cells, QAbstractItemView):
        is_cells, scrolls_across = True, cells.horizontalScrollBar().maximum() > 0
    if not scrolls_across and (drawn.left() < room.left() or drawn.right() > room.right()):
        yield f"drawn beyond the sides of {type(device).__name__}: “{text}”"
    if not is_cells and (drawn.top() < room.top() or drawn.bottom() > room.bottom()):
        yield f"drawn beyond the height of {type(device).__name__}: “{text}”"
