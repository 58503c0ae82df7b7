"""One finding of a check: a coloured icon, what it is about, what was found, perhaps a way there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reception.ui import theme
from reception.ui.i18n import _
from reception.ui.kit.button import Button
from reception.ui.kit.text import Text
from reception.ui.theme import STATUS_ICONS, Status
from reception.values.choices import Light

LIGHTS = {Light.GREEN: Status.OK, Light.RED: Status.DANGER, Light.GREY: Status.NEUTRAL}


def light_word(light: Light) -> str:
    """A light in a word, for those who do not see its colour."""
    words = {Light.GREEN: _("passed"), Light.RED: _("failed"), Light.GREY: _("not checked")}
    return words[light]


class Finding(QWidget):
    """A row of a list of findings; `detail` may be several lines."""

    def __init__(
        self,
        status: Status,
        title: str,
        detail: str = "",
        *,
        icon: str = "",
        spoken: str = "",
        action: Button | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        wear = theme.active()
        self.status = status
        mark = QLabel(self)
        color = "muted" if status is Status.NEUTRAL else status.value
        mark.setPixmap(wear.pixmap(icon or STATUS_ICONS[status], color, 18))
        self.title = Text(title, "strong" if detail else "body", wrap=True, parent=self)
        self.detail = Text(detail, "muted", wrap=True, parent=self)
        self.detail.setVisible(bool(detail))
        words = QVBoxLayout()
        words.setSpacing(wear.px(2))
        words.addWidget(self.title)
        words.addWidget(self.detail)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(wear.px(10))
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        if action is not None:
            layout.addWidget(action, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(" ".join(part for part in (title, spoken, detail) if part))
