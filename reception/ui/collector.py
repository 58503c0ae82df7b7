"""Garbage is collected on the screen's thread only: Qt objects must not die on another one.

The idea is Anki's: automatic collection is switched off, a timer does it where it is safe.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS = 1000


class Collector(QObject):
    """Collects the generation that is due, once a second, on the thread it lives in."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Collect the oldest generation whose threshold is passed."""
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if limits[generation] and counts[generation] > limits[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Let Python collect again by itself."""
        self._timer.stop()
        gc.enable()
