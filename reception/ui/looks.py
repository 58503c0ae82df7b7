"""From this PC's choices to a theme: light, dark or as the system, and the text scale."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from reception.ui import theme
from reception.ui.preferences import Chosen
from reception.ui.theme import Theme


def dress(application: QCoreApplication | None, chosen: Chosen) -> Theme:
    """Dress the application as chosen."""
    if not isinstance(application, QApplication):
        return Theme()
    dark = chosen.theme == "dark" or (
        chosen.theme == "system" and application.styleHints().colorScheme() is Qt.ColorScheme.Dark
    )
    palette = theme.DARK if dark else theme.LIGHT
    worn = theme.active()
    wanted = Theme(palette, chosen.scale, worn.families)
    if worn == wanted and worn.families:
        return worn
    return theme.apply(application, wanted)
