"""Arrows within a group of buttons of which one is chosen: by their order, not by their places.

Qt looks for the neighbour by geometry, which has none before the first layout.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup

_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)


def step_in_group(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Choose the neighbour of `button` that an arrow means; False for every other key."""
    group: QButtonGroup | None = button.group()
    key, plain = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if group is None or key not in (*_BACK, *_ON) or plain != Qt.KeyboardModifier.NoModifier:
        return False
    able = [one for one in group.buttons() if one.isEnabled() and not one.isHidden()]
    step = -1 if key in _BACK else 1
    if button.isRightToLeft() and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        step = -step
    place = able.index(button) + step if button in able else -1
    if 0 <= place < len(able):
        able[place].setFocus(Qt.FocusReason.OtherFocusReason)
        able[place].click()
    return True
