"""Choosing files and folders: the system's dialog, opened without nesting an event loop.

Tests and stories put a chooser in its place that answers by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

Chosen = Callable[[Path], None]


class FileChooser(QObject):
    """Asks the person for a file or a folder; `chosen` is called only when one was chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chosen: Chosen | None = None

    def open_file(self, parent: QWidget, title: str, filters: str, chosen: Chosen) -> None:
        """An existing file; `filters` as Qt writes them: "Tables (*.csv *.xlsx)"."""
        dialog = QFileDialog(parent, title, "", filters)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._show(dialog, chosen)

    def save_file(
        self, parent: QWidget, title: str, suggested: str, filters: str, chosen: Chosen
    ) -> None:
        """A file to write; the system asks before one is overwritten."""
        dialog = QFileDialog(parent, title, "", filters)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(suggested)
        dialog.setDefaultSuffix(Path(suggested).suffix.lstrip("."))
        self._show(dialog, chosen)

    def folder(self, parent: QWidget, title: str, chosen: Chosen) -> None:
        """An existing folder."""
        dialog = QFileDialog(parent, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._show(dialog, chosen)

    def _show(self, dialog: QFileDialog, chosen: Chosen) -> None:
        self._chosen = chosen
        dialog.fileSelected.connect(self._selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _selected(self, path: str) -> None:
        chosen, self._chosen = self._chosen, None
        if chosen is not None:
            chosen(Path(path))
