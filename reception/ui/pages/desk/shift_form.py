"""The form of the shift: what is looked at and counted, what is still open, who signs by PIN."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.queries.shift import OpenKind, ShiftState
from reception.queries.staff import StaffRow
from reception.services.shift import CHECKLIST, Counted, Signature
from reception.translation import Message
from reception.ui.errors import explain
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.choose import Segments, Tick
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.form import Form
from reception.ui.kit.layout import STRETCH, Row, row
from reception.ui.kit.text import Text
from reception.ui.pages.desk.work_form import WorkForm
from reception.values.day_choices import ShiftStep

MOST_NAMES = 6


@dataclass(frozen=True)
class ToSign:
    """What is signed: the step, what was ticked and counted, by whom."""

    step: ShiftStep
    checklist: dict[str, bool]
    counted: Counted
    signature: Signature


class ShiftForm(WorkForm):
    """`signed` tells what to sign, `backup_asked` the wish for a copy now."""

    signed = Signal(object)
    backup_asked = Signal()

    def __init__(
        self,
        state: ShiftState,
        staff: Sequence[StaffRow],
        *,
        signer_id: int | None,
        backup_at: datetime | None,
        parent: QWidget | None = None,
    ) -> None:
        title = _("The shift") if state.is_open else _("Open the shift")
        about = ""
        if state.is_open and state.since is not None:
            about = _("Open since {time}, {name}.", time=f"{state.since:%H:%M}", name=state.by)
        super().__init__(title, about, parent=parent)
        self._state = state
        steps = [(ShiftStep.HAND_OVER, _("Hand over")), (ShiftStep.CLOSE, _("Close"))]
        self.steps = Segments(steps, ShiftStep.HAND_OVER, parent=self)
        self.steps.chosen.connect(self._step_chosen)
        self.steps_row = Row(self.steps, parent=self)
        self.steps_row.box.addStretch(1)
        self.steps_row.setVisible(state.is_open)
        self.add(self.steps_row)
        self._build_checklist()
        self._build_open_items()
        self._build_counts()
        self._build_backup(backup_at)
        self._build_signature(staff, signer_id)
        self._step_chosen(None)

    def _build_checklist(self) -> None:
        words = {
            "desk": _("counter clean"),
            "appearance": _("badge and appearance"),
            "paper": _("paper in the printer"),
            "cards": _("cards in the drawer"),
            "sheets": _("rules sheets on the counter"),
            "pens": _("pens"),
            "water": _("water and cups"),
        }
        self.ticks = {code: Tick(words[code], parent=self) for code in CHECKLIST}
        self.checklist = Flow(*self.ticks.values(), gap=8, parent=self)
        self.checklist.setVisible(not self._state.is_open)
        self.add(self.checklist)

    def _build_open_items(self) -> None:
        lines = [line for kind in OpenKind if (line := _line(self._state, kind))]
        words = "\n".join(lines) or _("Nothing is left open.")
        self.open_items = Text(words, wrap=True, parent=self)
        self.open_about = Text(_("Still open"), "strong", parent=self)
        for part in (self.open_about, self.open_items):
            part.setVisible(self._state.is_open)
            self.add(part)

    def _build_counts(self) -> None:
        self.form = Form(width=2, parent=self)
        cards = _("the book says {count}", count=self._state.cards_expected)
        expected = self._state.sheets_expected
        sheets = _("the first count") if expected is None else ""
        if expected is not None:
            sheets = _("the book says {count}", count=expected)
        self.cards = Field(_("Cards counted"), hint=cards, longest=6, parent=self)
        self.sheets = Field(_("Rules sheets counted"), hint=sheets, longest=6, parent=self)
        self.explanation = Field(
            _("Explanation"), hint=_("where it differs, or no backup was made"), parent=self
        )
        self.form.add("cards", self.cards)
        self.form.add("sheets", self.sheets)
        self.form.add("explanation", self.explanation, span=2)
        self.add(self.form)

    def _build_backup(self, backup_at: datetime | None) -> None:
        self.backup_button = Button(_("Back up now"), icon="backup", parent=self)
        self.backup_button.clicked.connect(self.backup_asked)
        self.backup_about = Text("", "muted", wrap=True, parent=self)
        self.backup = Row(self.backup_button, self.backup_about, parent=self)
        self.backup.box.setStretch(1, 1)
        self.show_backup(backup_at)
        self.add(self.backup)

    def _build_signature(self, staff: Sequence[StaffRow], signer_id: int | None) -> None:
        signers = [(one.id, one.name) for one in staff if one.has_pin]
        first = signer_id if any(one == signer_id for one, _n in signers) else None
        other = next((one for one, _n in signers if one != first), None)
        self.signature = Form(width=2, parent=self)
        self.signer = ChoiceField(_("Signed by"), signers, first, parent=self)
        self.pin = Field(_("PIN"), secret=True, longest=60, parent=self)
        self.receiver = ChoiceField(_("Received by"), signers, other, parent=self)
        self.receiver_pin = Field(_("PIN of who receives"), secret=True, longest=60, parent=self)
        for name, field in (
            ("signer", self.signer),
            ("pin", self.pin),
            ("receiver", self.receiver),
            ("receiver_pin", self.receiver_pin),
        ):
            self.signature.add(name, field)
        for line in (self.cards, self.sheets, self.explanation, self.pin, self.receiver_pin):
            line.returned.connect(self._enter)
        self.go_button = Button("", "primary", hint="⏎", parent=self)
        self.go_button.clicked.connect(self._enter)
        self.close_button = Button(_("Not now, work goes on"), "quiet", hint="Esc", parent=self)
        self.close_button.clicked.connect(self.closed)
        self.add(self.signature).add(self.refusal)
        self.add(row(self.go_button, self.close_button, STRETCH))

    # --- Which step -------------------------------------------------------------------------

    @property
    def step(self) -> ShiftStep:
        """What is to be signed."""
        if not self._state.is_open:
            return ShiftStep.OPEN
        chosen = self.steps.value()
        return chosen if isinstance(chosen, ShiftStep) else ShiftStep.HAND_OVER

    @Slot(object)
    def _step_chosen(self, _step: object) -> None:
        step = self.step
        handing = step is ShiftStep.HAND_OVER
        self.receiver.setVisible(handing)
        self.receiver_pin.setVisible(handing)
        self.backup.setVisible(step is ShiftStep.CLOSE)
        self.go_button.setText(
            {
                ShiftStep.OPEN: _("Sign and open"),
                ShiftStep.HAND_OVER: _("Sign and hand over"),
                ShiftStep.CLOSE: _("Sign and close"),
            }[step]
        )

    def first_focus(self) -> QWidget | None:
        """The first thing to look at."""
        if self._state.is_open:
            return self.steps.button(self.step)
        return self.ticks[CHECKLIST[0]]

    def show_backup(self, made: datetime | None) -> None:
        """Say when the last verified copy was made; local time."""
        if made is None:
            self.backup_about.setText(_("There is no backup yet."))
        else:
            when = f"{made:%d.%m.%Y %H:%M}"
            self.backup_about.setText(_("The last verified backup: {when}.", when=when))

    # --- Signing ----------------------------------------------------------------------------

    @Slot()
    def _enter(self) -> None:
        self.form.clear_errors()
        self.signature.clear_errors()
        counts: dict[str, int] = {}
        for name, field in (("cards", self.cards), ("sheets", self.sheets)):
            text = field.text()
            if not (text.isascii() and text.isdigit()):
                self.form.show_error(name, _("Count them and enter the number."))
                return
            counts[name] = int(text)
        who = self.signer.value()
        if not isinstance(who, int) or not self.pin.line.text():
            self.signature.show_error("pin", _("Enter the PIN."))
            return
        receiver = self.receiver.value() if self.step is ShiftStep.HAND_OVER else None
        self.signed.emit(
            ToSign(
                self.step,
                {code: tick.isChecked() for code, tick in self.ticks.items()},
                Counted(counts["cards"], counts["sheets"], self.explanation.text()),
                Signature(who, self.pin.line.text(), receiver, self.receiver_pin.line.text()),
            )
        )

    def refuse(self, error: ReceptionError) -> None:
        """A fault is said at its field."""
        if isinstance(error, InvalidInput):
            words = explain(error).sentence
            if self.form.show_error(error.field, words):
                return
            if self.signature.show_error(error.field, words):
                return
        super().refuse(error)

    def refuse_pin(self, staff_id: int | None, refusal: Message | None) -> None:
        """A PIN was not the right one: whose."""
        field = self.pin
        if staff_id is not None and staff_id == self.receiver.value() != self.signer.value():
            field = self.receiver_pin
        field.line.clear()
        field.set_error(say(refusal) if refusal is not None else "")
        field.line.setFocus()


def _line(state: ShiftState, kind: OpenKind) -> str:
    found = [item for item in state.items if item.kind is kind]
    if not found:
        return ""
    names = [item.name for item in found if item.name]
    shown = ", ".join(dict.fromkeys(names[:MOST_NAMES]))
    more = " …" if len(names) > MOST_NAMES else ""
    words = {
        OpenKind.PROMPT: _("not told or not answered"),
        OpenKind.UNPAID: _("not paid"),
        OpenKind.EXPECTED: _("expected, neither come nor cancelled"),
        OpenKind.TO_PRINT: _("papers not printed"),
        OpenKind.UNSIGNED: _("papers not signed"),
        OpenKind.SECOND: _("own visits to be confirmed by a colleague"),
        OpenKind.BEGUN: _("forms begun"),
    }[kind]
    head = f"{words}: {len(found)}"
    return f"{head} — {shown}{more}" if shown else head
