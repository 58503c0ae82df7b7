"""One service of the price list: its words, its prices by day, a new price, its end; or a new one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot

from reception.changes import Done
from reception.errors import InvalidInput, ReceptionError
from reception.queries.prices import PriceRow, PriceVersion, flaw_words
from reception.rules.amounts import AmountFault, read_amount
from reception.rules.days import DayFault, read_day
from reception.services.prices import (
    add_price,
    change_price_words,
    end_price,
    mend_price,
    set_price,
)
from reception.ui.errors import explain
from reception.ui.i18n import _, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import Column, Row, clear
from reception.ui.kit.strip import Strip
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.theme import Status


class PriceCard(Card):
    """`added` tells the code of a service that was put on the list."""

    added = Signal(str)

    def __init__(self, screens: Screens) -> None:
        super().__init__(_("Service"))
        self._screens = screens
        self._row: PriceRow | None = None
        self._day = date.min
        self._currency = ""
        self.code = Field(_("Code"), longest=60)
        self.name = Field(_("Name on the price list"), longest=200)
        self.patient_name = Field(
            _("Name for patients"),
            hint=_("In plain words; said, printed and shown instead of the other."),
            longest=200,
        )
        self.group = ChoiceField(_("Group of services"), [])
        self.name.saved.connect(self._save_name)
        self.patient_name.saved.connect(self._save_patient_name)
        self.group.chosen.connect(self._save_group)
        self.versions = Column(gap=4)
        self.flaw = Strip("", Status.WARN)
        self.mend_button = Button(_("Close the gaps"))
        self.mend_button.clicked.connect(self._mend)
        self.price = Field(_("New price"), longest=15)
        self.first = Field(_("From"), longest=20)
        for field in (self.price, self.first):
            field.returned.connect(self._set)
        self.set_button = Button(_("Set the price"), "primary", hint="⏎")
        self.set_button.clicked.connect(self._set)
        self.last = Field(_("Last day on the list"), longest=20)
        self.last.returned.connect(self._end)
        self.end_button = Button(_("Take off the list"))
        self.end_button.clicked.connect(self._end)
        self.refusal = Strip("", Status.WARN)
        self.refusal.hide()
        self.end_row = Row(self.last, self.end_button, gap=12)
        for part in (
            Row(self.code, self.group, gap=12),
            self.name,
            self.patient_name,
            self.versions,
            self.flaw,
            Flow(self.mend_button),
            Row(self.price, self.first, self.set_button, gap=12),
            self.end_row,
            self.refusal,
        ):
            self.add(part)
        self.hide()

    # --- What is shown ----------------------------------------------------------------------

    def show_groups(self, groups: Sequence[tuple[str, str]], day: date, currency: str) -> None:
        """Which groups there are, and which day it is."""
        first = groups[0][0] if groups else None
        self.group.set_choices(groups, self.group.value() or first)
        self._day, self._currency = day, currency

    def show_row(self, row: PriceRow | None) -> None:
        """Show a service; None puts the card away, unless a new one is being typed."""
        if row is None:
            if self._row is not None:
                self._row = None
                self.hide()
            return
        is_other = self._row is None or self._row.code != row.code
        self._row = row
        self.title.setText(row.told_name)
        self.code.set_text(row.code)
        self.code.line.setReadOnly(True)
        self.name.set_text(row.name)
        self.patient_name.set_text(row.patient_name)
        self.group.set_value(row.group)
        self.set_button.setText(_("Set the price"))
        self._show_versions(row)
        if is_other:
            for field in (self.price, self.first, self.last):
                field.line.clear()
            self._forget_errors()
        self.first.line.setPlaceholderText(screen_translator().day(self._day))
        self.end_row.setVisible(not row.has_ended)
        self.show()

    def begin(self) -> None:
        """Empty, for a service that is not on the list yet."""
        self._row = None
        self.title.setText(_("New service"))
        self.code.line.setReadOnly(False)
        for field in (self.code, self.name, self.patient_name, self.price, self.first):
            field.line.clear()
        self.first.line.setPlaceholderText(screen_translator().day(self._day))
        self.set_button.setText(_("Put on the list"))
        self._forget_errors()
        for part in (self.versions, self.flaw, self.mend_button, self.end_row):
            part.hide()
        self.show()
        self.code.line.setFocus()

    def _forget_errors(self) -> None:
        self.refusal.hide()
        for field in self._fields().values():
            field.set_error("")

    def _show_versions(self, row: PriceRow) -> None:
        clear(self.versions.box)
        for one in row.versions:
            line = Text(self._version(one), wrap=True)
            line.set_role("strong" if one == row.now else "body")
            self.versions.box.addWidget(line)
        self.versions.show()
        self.flaw.setVisible(bool(row.flaws))
        self.mend_button.setVisible(bool(row.flaws))
        self.flaw.say(" ".join(say(flaw_words(one)) for one in row.flaws), Status.WARN)

    def _version(self, one: PriceVersion) -> str:
        money = screen_translator().money(one.price_minor, self._currency)
        if one.valid_until is None:
            return _("{money} from {day}", money=money, day=one.valid_from)
        return _(
            "{money} from {first} to {last}",
            money=money,
            first=one.valid_from,
            last=one.valid_until,
        )

    # --- Changing ---------------------------------------------------------------------------

    @Slot(str)
    def _save_name(self, text: str) -> None:
        self._save("name", text)

    @Slot(str)
    def _save_patient_name(self, text: str) -> None:
        self._save("patient_name", text)

    @Slot(object)
    def _save_group(self, value: object) -> None:
        self._save("group", str(value))

    def _save(self, field: str, value: str) -> None:
        if self._row is not None:
            act = partial(change_price_words, code=self._row.code, field=field, value=value)
            self._run(act)

    @Slot()
    def _mend(self) -> None:
        if self._row is not None:
            self._run(partial(mend_price, code=self._row.code))

    @Slot()
    def _set(self) -> None:
        """A new price for the service, or the new service itself."""
        self._forget_errors()
        minor = read_amount(self.price.text())
        if isinstance(minor, AmountFault):
            words = {
                AmountFault.NEGATIVE: _("A price is not below zero."),
                AmountFault.TOO_LARGE: _("This price is absurdly large."),
            }
            self.price.set_error(words.get(minor, _("Enter a sum, for example 3200 or 3200,50.")))
            self.price.line.setFocus()
            return
        day = self._typed_day(self.first)
        if day is None:
            return
        if self._row is not None:
            act = partial(set_price, code=self._row.code, price_minor=minor, valid_from=day)
            self._run(act, done=self._price_set)
            return
        self._run(
            partial(
                add_price,
                code=self.code.text(),
                name=self.name.text(),
                patient_name=self.patient_name.text(),
                group=str(self.group.value() or ""),
                price_minor=minor,
                valid_from=day,
            ),
            done=self._was_added,
        )

    @Slot()
    def _end(self) -> None:
        self._forget_errors()
        day = self._typed_day(self.last)
        if day is not None and self._row is not None:
            self._run(partial(end_price, code=self._row.code, last=day))

    def _typed_day(self, field: Field) -> date | None:
        """The day in a field, today where it is empty; None after saying what is wrong."""
        if not field.text():
            return self._day
        day = read_day(field.text(), self._day)
        if isinstance(day, DayFault):
            field.set_error(_("Enter a day, for example 01.09.2026."))
            field.line.setFocus()
            return None
        return day

    def _run(self, act: partial[Done[str]], done: Any = None) -> None:
        self._screens.actions.run(act, done=done, failed=self._failed)

    def _price_set(self, _code: str) -> None:
        self.price.line.clear()
        self.first.line.clear()
        self.price.line.setFocus()

    def _was_added(self, code: str) -> None:
        self.added.emit(code)

    def _fields(self) -> dict[str, ChoiceField | Field]:
        return {
            "code": self.code,
            "name": self.name,
            "group": self.group,
            "price": self.price,
            "valid_from": self.first,
            "last": self.last,
        }

    def _failed(self, error: ReceptionError) -> None:
        field = self._fields().get(error.field or "") if isinstance(error, InvalidInput) else None
        if field is not None:
            field.set_error(explain(error).sentence)
            field.setFocus()
        else:
            self.refusal.say(explain(error).sentence, Status.WARN)
            self.refusal.show()
        if self._row is not None:  # what was typed is not what stands
            self.name.line.setText(self._row.name)
            self.patient_name.line.setText(self._row.patient_name)
            self.group.set_value(self._row.group)
