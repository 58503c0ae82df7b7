"""For whom the draft is tried out: an average bill, how often people come, how large a family is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.changes import Done
from reception.errors import InvalidInput, ReceptionError
from reception.rules.amounts import read_amount
from reception.rules.reference import Reference
from reception.services.programme_reference import set_reference
from reception.ui.i18n import _, say
from reception.ui.kit.dialog import Dialog
from reception.ui.kit.field import Field
from reception.ui.kit.form import Form

Act = Callable[[Callable[..., Done[None]], Callable[[ReceptionError], None]], bool]


class ReferenceDialog(Dialog):
    """`act` carries a service out and tells whether it was done."""

    def __init__(self, reference: Reference, act: Act, *, parent: QWidget) -> None:
        super().__init__(
            _("For whom it is tried out"),
            _("Leave the bill empty to follow the medians of your own clinic."),
            parent=parent,
        )
        self._act = act
        self.form = Form(parent=self)
        self.bill = Field(_("Average bill"), _money(reference.bill), longest=20)
        self.months = Field(_("Months between visits"), str(round(reference.interval)), longest=3)
        self.people = Field(_("People in a family"), str(reference.size), longest=3)
        self.form.add("bill", self.bill, span=2)
        self.form.add("months", self.months)
        self.form.add("size", self.people)
        self.body.addWidget(self.form)
        self.add_cancel(_("Cancel"))
        self.save_button = self.add_button(_("Save"), "primary")
        self.save_button.clicked.connect(self._save)
        self.people.returned.connect(self._save)
        self.bill.setFocus()

    @Slot()
    def _save(self) -> None:
        self.form.clear_errors()
        bill: int | None = None
        if self.bill.text():
            found = read_amount(self.bill.text())
            bill = found if isinstance(found, int) else 0
        service = partial(
            set_reference,
            bill_minor=bill,
            months=_whole(self.months.text()),
            size=_whole(self.people.text()),
        )
        if self._act(service, self._refused):
            self.accept()

    def _refused(self, error: ReceptionError) -> None:
        name = error.field if isinstance(error, InvalidInput) else "bill"
        self.form.show_error(name or "bill", say(error.message))


def _money(minor: int) -> str:
    whole, rest = divmod(minor, 100)
    return f"{whole},{rest:02d}" if rest else str(whole)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0
