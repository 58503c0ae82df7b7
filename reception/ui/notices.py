"""What the window says by itself: toasts with Undo, refusals with their way out, mistakes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from reception.ui.errors import Explanation, explain, write_report
from reception.ui.files import FileChooser
from reception.ui.i18n import _
from reception.ui.kit.dialog import Dialog
from reception.ui.kit.text import Text
from reception.ui.kit.toast import Toasts
from reception.ui.theme import Status

log = logging.getLogger(__name__)


class MistakeWindow(Dialog):
    """The one window of unexpected errors; the report can be saved from it."""

    def __init__(
        self, explanation: Explanation, report: str, files: FileChooser, parent: QWidget
    ) -> None:
        super().__init__(_("Something went wrong"), explanation.text, parent=parent)
        self._files = files
        self._report = report
        self.body.addWidget(Text(explanation.way_out, wrap=True, parent=self))
        self.saved = Text("", "muted", wrap=True, parent=self)
        self.saved.hide()
        self.body.addWidget(self.saved)
        self.save_button = self.add_button(_("Save report…"))
        self.save_button.clicked.connect(self._choose)
        self.go_on_button = self.add_button(_("Go on working"), "primary")
        self.go_on_button.clicked.connect(self._go_on)
        self.go_on_button.setFocus()

    @Slot()
    def _go_on(self) -> None:
        self.accept()

    @Slot()
    def _choose(self) -> None:
        self._files.save_file(
            self, _("Save report"), "reception-report.txt", "*.txt", self._save_report
        )

    def _save_report(self, path: Path) -> None:
        path.write_text(self._report, encoding="utf-8")
        self.saved.setText(_("The report is saved: {path}", path=str(path)))
        self.saved.show()


class Notices(QObject):
    """Toasts and explanations of one window."""

    def __init__(self, window: QWidget, files: FileChooser) -> None:
        super().__init__(window)
        self._window = window
        self._files = files
        self.toasts = Toasts(window)
        self._mistake: MistakeWindow | None = None

    @property
    def text(self) -> str:
        """What stands on the toast now; "" where there is none."""
        return self.toasts.toast.words.text() if self.toasts.toast is not None else ""

    def say(
        self,
        text: str,
        status: Status = Status.OK,
        *,
        undo: Callable[[], None] | None = None,
    ) -> None:
        """Say what was done, with Undo where it can be undone."""
        self.toasts.say(
            text,
            status,
            action=_("Undo") if undo is not None else "",
            on_action=undo,
            undoable=undo is not None,
        )

    def offer(self, text: str, action: str, on_action: Callable[[], None]) -> None:
        """Say something and offer a next step."""
        self.toasts.say(text, Status.INFO, action=action, on_action=on_action)

    def explain(self, error: BaseException) -> None:
        """Say what went wrong and the way out; a mistake of the program gets the one window."""
        explanation = explain(error)
        if not explanation.unexpected:
            self.toasts.say(explanation.sentence, explanation.status, long=True)
            return
        log.error("unexpected %s", type(error).__name__)
        self._open_mistake(explanation, write_report(error))

    def explain_besides(self, error: BaseException) -> None:
        """Say what went wrong after something was done: both stand, and so does the Undo."""
        explanation = explain(error)
        if explanation.unexpected:
            self.explain(error)
        else:
            self.toasts.say_besides(explanation.sentence, explanation.status)

    def tell_last_crash(self, report: str) -> None:
        """The last run ended by itself; its report can be saved."""
        explanation = Explanation(
            _("The program ended unexpectedly the last time."),
            _("Everything that was stored is there. Save the report for whoever looks after it."),
            unexpected=True,
        )
        self._open_mistake(explanation, report)

    def _open_mistake(self, explanation: Explanation, report: str) -> None:
        if self._mistake is None:
            self._mistake = MistakeWindow(explanation, report, self._files, self._window)
            self._mistake.finished.connect(self._mistake_closed)
            self._mistake.open()

    @Slot(int)
    def _mistake_closed(self, _result: int) -> None:
        self._mistake = None
