"""How far an import is, on its own page: the desk goes on meanwhile, and it can be stopped."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from reception.progress import Progress
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.layout import STRETCH, Row
from reception.ui.kit.text import Text


class WritingPart(Card):
    """A bar, what is being done, and the way to stop it; hidden while nothing is written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Importing"),
            _("You can work on meanwhile: what is done at the desk goes first."),
            parent=parent,
        )
        self._progress: Progress | None = None
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.doing = Text("", "muted", wrap=True, parent=self)
        self.stop_button = Button(_("Stop"), parent=self)
        self.stop_button.clicked.connect(self._stop)
        self.add(self.bar).add(self.doing).add(Row(self.stop_button, STRETCH))
        self.hide()

    def begin(self, title: str) -> None:
        """Name the work that is coming."""
        self.title.setText(title)
        self.bar.setAccessibleName(title)

    def show_progress(self, progress: Progress | None) -> None:
        """Show how far it is now; None where it has ended."""
        if self._progress is not progress:
            self.stop_button.setEnabled(True)
        self._progress = progress
        self.setVisible(progress is not None)
        if progress is not None and self.stop_button.isEnabled():
            step = progress.step
            self.bar.setMaximum(step.total)
            self.bar.setValue(step.done)
            self.doing.setText("" if step.doing is None else say(step.doing))

    @Slot()
    def _stop(self) -> None:
        if self._progress is not None:
            self._progress.cancel()
            self.stop_button.setEnabled(False)
            self.doing.setText(_("Stopping…"))
