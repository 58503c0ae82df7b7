"""The finder of unreadable text finds it, and is quiet about what can be read."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reception.ui import theme
from tests.ui.readable import faults, watched_painting


@pytest.fixture
def board(qtbot: QtBot) -> QWidget:
    theme.load_fonts()
    widget = QWidget()
    widget.resize(400, 300)
    qtbot.addWidget(widget)
    return widget


def test_a_screen_with_room_has_no_faults(board: QWidget) -> None:
    column = QVBoxLayout(board)
    wrapped = QLabel("Простите, мы должны были рассказать об этом раньше. " * 3)
    wrapped.setWordWrap(True)
    for part in (QLabel("Іванова Анна Сергіївна"), wrapped, QPushButton("Зареєструвати прихід")):
        column.addWidget(part)
    board.show()
    assert faults(board) == []


def test_a_label_without_room_is_found(board: QWidget) -> None:
    label = QLabel("Отметка о приходе", board)
    label.setGeometry(0, 0, 40, 20)
    board.show()
    assert any("its words need" in fault for fault in faults(board))


def test_lines_without_room_are_found(board: QWidget) -> None:
    label = QLabel("Простите, мы должны были рассказать об этом раньше.", board)
    label.setWordWrap(True)
    label.setGeometry(0, 0, 200, 12)
    board.show()
    assert any("high" in fault for fault in faults(board))


def test_a_part_beyond_the_edge_is_found(board: QWidget) -> None:
    QLabel("Выдать карту", board).setGeometry(380, 0, 200, 20)
    board.show()
    assert any("across" in fault for fault in faults(board))


def test_parts_that_cover_each_other_are_found(board: QWidget) -> None:
    row = QHBoxLayout(board)
    one, other = QLabel("Выдать карту"), QLabel("Напечатать памятку")
    row.addWidget(one)
    row.addWidget(other)
    board.show()
    other.setGeometry(one.geometry())
    assert any("overlap" in fault for fault in faults(board))


class Painted(QWidget):
    """Draws its words itself, in a place of its own choice."""

    place = QRectF(0, 0, 200, 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawText(self.place, int(Qt.AlignmentFlag.AlignLeft), "Напечатать памятку")
        painter.end()


def test_shortened_text_is_collected(board: QWidget) -> None:
    metrics = QFontMetrics(board.font())
    with watched_painting() as told:
        metrics.elidedText("Напечатать памятку", Qt.TextElideMode.ElideRight, 30)
        metrics.elidedText("да", Qt.TextElideMode.ElideRight, 300)
    assert told == ["shortened: “Напечатать памятку”"]


@pytest.mark.parametrize(
    ("size", "fault"), [((60, 30), "beyond the sides"), ((200, 6), "beyond the height")]
)
def test_text_drawn_beyond_the_edge_is_collected(
    board: QWidget, size: tuple[int, int], fault: str
) -> None:
    widget = Painted(board)
    widget.resize(*size)
    board.show()
    with watched_painting() as told:
        widget.grab()
    assert any(fault in one for one in told)
    widget.resize(200, 30)
    with watched_painting() as quiet:
        widget.grab()
    assert quiet == []
