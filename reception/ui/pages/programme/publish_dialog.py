"""The last question before a version is published for good; the owner's word where a check is red."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.rules.publishing_facts import Check
from reception.ui.i18n import _, say
from reception.ui.kit.dialog import Dialog
from reception.ui.kit.field import AreaField, Field
from reception.ui.kit.strip import Strip
from reception.ui.theme import Status


class PublishDialog(Dialog):
    """`publish` is called with the owner's reason; `red` are the checks that ask for one."""

    def __init__(
        self,
        title: str,
        about: str,
        *,
        red: Sequence[Check],
        publish: Callable[[str], None],
        parent: QWidget,
    ) -> None:
        super().__init__(title, about, parent=parent)
        self._publish = publish
        self._needs_reason = bool(red)
        self.reason = AreaField(
            _("Reason of the owner"),
            hint=_("It is kept with the version and printed in the monthly report."),
            parent=self,
        )
        for check in red:
            warning = f"{say(check.title)}: {say(check.said)}"
            self.body.addWidget(Strip(warning, Status.WARN, parent=self))
        if red:
            self.body.addWidget(self.reason)
        else:
            self.reason.hide()
        self.cancel_button = self.add_cancel(_("Not yet"))
        self.go_button = self.add_button(_("Publish"), "primary")
        self.go_button.clicked.connect(self._go_on)
        self.cancel_button.setFocus()

    @Slot()
    def _go_on(self) -> None:
        reason = self.reason.text()
        if self._needs_reason and not reason:
            self.reason.set_error(_("Enter the reason."))
            self.reason.editor.setFocus()
            return
        self.accept()
        self._publish(reason)


class EndDialog(Dialog):
    """The day on which the programme ends; `end` answers what is wrong with it, or ""."""

    def __init__(self, about: str, *, end: Callable[[str], str], parent: QWidget) -> None:
        super().__init__(_("End the programme"), about, parent=parent)
        self._end = end
        self.day = Field(_("Last day"), hint=_("For example 01.12.2026."), parent=self)
        self.body.addWidget(self.day)
        self.cancel_button = self.add_cancel(_("Cancel"))
        self.go_button = self.add_button(_("End the programme"), "danger")
        self.go_button.clicked.connect(self._go_on)
        self.day.returned.connect(self._go_on)
        self.day.setFocus()

    @Slot()
    def _go_on(self) -> None:
        fault = self._end(self.day.text())
        if fault:
            self.day.set_error(fault)
        else:
            self.accept()
