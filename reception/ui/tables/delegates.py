"""Delegates only paint: a cell with its icon, its status colour and a quieter second line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reception.ui import theme
from reception.ui.tables.rows_model import (
    ICON_ROLE,
    SECOND_ROLE,
    STATUS_ROLE,
    STRONG_ROLE,
    Index,
)

PADDING = 12


class CellDelegate(QStyledItemDelegate):
    """Paints every cell of every table; the selected row is tinted, rows are ruled by hairlines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the longer line, as high as one or two."""
        wear = theme.active()
        text, second = str(index.data() or ""), str(index.data(SECOND_ROLE) or "")
        font = wear.font(14, bold=bool(index.data(STRONG_ROLE)))
        width = max(
            QFontMetrics(font).horizontalAdvance(text),
            QFontMetrics(wear.font(12)).horizontalAdvance(second),
        )
        if index.data(ICON_ROLE):
            width += wear.px(18) + wear.px(6)
        return QSize(width + wear.px(PADDING) * 2, wear.px(56 if second else 40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, hairline, icon, words."""
        wear = theme.active()
        state: QStyle.StateFlag = option.state
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, wear.color("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, wear.color("sunken"))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), wear.color("line"))
        inner = rect.adjusted(wear.px(PADDING), 0, -wear.px(PADDING), -1)
        status, icon = str(index.data(STATUS_ROLE) or ""), str(index.data(ICON_ROLE) or "")
        ink = status or "text"
        if icon:
            top = inner.y() + (inner.height() - wear.px(18)) / 2
            painter.drawPixmap(QPointF(inner.x(), top), wear.pixmap(icon, ink, 18))
            inner.setLeft(inner.x() + wear.px(18) + wear.px(6))
        self._words(painter, inner, index, ink)
        painter.restore()

    def _words(self, painter: QPainter, inner: QRectF, index: Index, ink: str) -> None:
        wear = theme.active()
        text, second = str(index.data() or ""), str(index.data(SECOND_ROLE) or "")
        side = index.data(int(Qt.ItemDataRole.TextAlignmentRole))
        right = bool(int(side) & int(Qt.AlignmentFlag.AlignRight)) if side is not None else False
        flags = int(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        font = wear.font(14, bold=bool(index.data(STRONG_ROLE)))
        upper = QRectF(inner)
        if second:
            upper.setHeight(inner.height() / 2 + wear.px(2))
            lower = QRectF(inner)
            lower.setTop(upper.bottom() - wear.px(2))
            small = wear.font(12)
            painter.setFont(small)
            painter.setPen(wear.color("muted"))
            shown = QFontMetrics(small).elidedText(
                second, Qt.TextElideMode.ElideRight, int(lower.width())
            )
            painter.drawText(lower, flags | int(Qt.AlignmentFlag.AlignTop), shown)
        painter.setFont(font)
        painter.setPen(wear.color(ink))
        shown = QFontMetrics(font).elidedText(
            text, Qt.TextElideMode.ElideRight, int(inner.width()) + 1
        )
        place = Qt.AlignmentFlag.AlignBottom if second else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(upper, flags | int(place), shown)
