"""The one stylesheet, written from a theme: hairlines rather than boxes, one accent."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_FIELD = re.compile(r"@(\w+)")

_SHEET = """
* { font-family: @families; font-size: @t14; color: @text; }
QMainWindow, QDialog, QWidget#page, QWidget#window { background: @window; }
QWidget:disabled { color: @line_strong; }
QLabel { background: transparent; }
QLabel[role="display"] { font-size: @t28; font-weight: 700; }
QLabel[role="title"] { font-size: @t20; font-weight: 700; }
QLabel[role="heading"] { font-size: @t16; font-weight: 700; }
QLabel[role="large"] { font-size: @t20; }
QLabel[role="lead"] { font-size: @t16; }
QLabel[role="strong"] { font-weight: 700; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="small"] { font-size: @t12; color: @muted; }
QLabel[role="caption"] { font-size: @t12; color: @muted; font-weight: 700; }
QLabel[role="error"] { font-size: @t12; color: @danger; }
QLabel[role="accent"] { color: @accent; font-weight: 700; }
QLabel[status="ok"] { color: @ok; }
QLabel[status="warn"] { color: @warn; }
QLabel[status="danger"] { color: @danger; }
QLabel[status="info"] { color: @info; }
QLabel[status="neutral"] { color: @neutral; }

QFrame[kind="card"] { background: @surface; border: 1px solid @line; border-radius: @r8; }
QFrame[opens="yes"]:hover { border-color: @line_strong; }
QFrame[opens="yes"]:focus { border: 2px solid @accent; }
QFrame[kind="sunken"] { background: @sunken; border: none; border-radius: @r8; }
QFrame[kind="line"] { background: @line; border: none; max-height: 1px; min-height: 1px; }
QFrame[kind="rule"] { background: @line; border: none; max-width: 1px; min-width: 1px; }

QLineEdit, QPlainTextEdit, QComboBox {
  background: @surface; border: 1px solid @line_strong; border-radius: @r6;
  padding: @s6 @s10; min-height: @s20; selection-background-color: @accent;
  selection-color: @on_accent;
}
QPlainTextEdit { padding: @s4 @s6; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover { border-color: @muted; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {
  border: 2px solid @accent; padding: @s5 @s9;
}
QPlainTextEdit:focus { padding: @s3 @s5; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {
  border-color: @danger;
}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QLineEdit:read-only {
  background: @sunken; border-color: @line;
}
QLineEdit[role="search"] {
  font-size: @t16; border-radius: @r8; padding: @s9 @s12 @s9 @s40; min-height: @s24;
  border-color: @line_strong;
}
QLineEdit[role="search"]:focus { border-color: @accent; padding: @s8 @s11 @s8 @s39; }
QLineEdit[role="palette"] { font-size: @t16; min-height: @s28; }
QLineEdit[role="pin"] { font-size: @t28; padding: @s8; qproperty-alignment: AlignCenter; }
QComboBox { combobox-popup: 0; padding-right: @s28; }
QComboBox::drop-down { border: none; width: @s28; }
QComboBox::down-arrow { image: none; width: 0; height: 0; }
QComboBox QAbstractItemView {
  background: @surface; border: 1px solid @line_strong; padding: @s4; outline: none;
}
QComboBox QAbstractItemView::item { min-height: @s32; padding: 0 @s8; border-radius: @r6; }
QComboBox QAbstractItemView::item:selected { background: @accent_soft; color: @text; }

QScrollArea, QScrollArea > QWidget > QWidget#content { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: @s12; margin: 0; border: none; }
QScrollBar:horizontal { background: transparent; height: @s12; margin: 0; border: none; }
QScrollBar::handle { background: @line_strong; border-radius: @r3; margin: @s3; }
QScrollBar::handle:vertical { min-height: @s32; }
QScrollBar::handle:horizontal { min-width: @s32; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QTableView, QListView, QTreeView {
  background: @surface; border: 1px solid @line; border-radius: @r8; outline: none;
  gridline-color: transparent; selection-background-color: @accent_soft;
  selection-color: @text; alternate-background-color: @sunken;
}
QTableView[frame="none"], QListView[frame="none"] { border: none; background: transparent; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
  background: transparent; color: @muted; font-size: @t12; font-weight: 700;
  border: none; border-bottom: 1px solid @line; padding: @s8 @s12;
}
QTableCornerButton::section { background: @surface; border: none; }

QTabWidget::pane { border: none; border-top: 1px solid @line; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab {
  background: transparent; color: @muted; padding: @s8 @s4; margin-right: @s20;
  border: none; border-bottom: 2px solid transparent;
}
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; font-weight: 700; }
QTabBar::tab:focus { color: @accent; }

QProgressBar {
  background: @sunken; border: none; border-radius: @r3; max-height: @s6; min-height: @s6;
}
QProgressBar::chunk { background: @accent; border-radius: @r3; }
QMenu { background: @surface; border: 1px solid @line_strong; padding: @s4; }
QMenu::item { padding: @s8 @s24 @s8 @s12; border-radius: @r6; }
QMenu::item:selected { background: @accent_soft; color: @text; }
QMenu::separator { height: 1px; background: @line; margin: @s4 @s8; }
QToolTip {
  background: @toast; color: @on_toast; border: 1px solid @toast; padding: @s4 @s8;
  font-size: @t12;
}
QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
"""


def write_stylesheet(
    *, colour: Callable[[str], str], pixels: Callable[[int], int], families: Sequence[str]
) -> str:
    """The application's stylesheet: colours by their role, sizes scaled, fonts in order."""
    names = ", ".join(f'"{name}"' for name in (*families, "sans-serif"))

    def fill(found: re.Match[str]) -> str:
        name = found.group(1)
        if name == "families":
            return names
        if name[1:].isdigit():
            return f"{pixels(int(name[1:]))}px"
        return colour(name)

    return _FIELD.sub(fill, _SHEET)
