"""Who is on the telephone: what the caller says of name, birth date and phone, and whom it fits."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.queries.callers import Caller, Proof, Said
from reception.ui.i18n import _
from reception.ui.kit.button import Button, Kind
from reception.ui.kit.choose import Segments
from reception.ui.kit.field import Field
from reception.ui.kit.form import Form
from reception.ui.kit.layout import STRETCH, Column, clear, row
from reception.ui.kit.text import Text
from reception.ui.pages.desk.work_form import WorkForm

FIELDS = ("name", "birth_date", "phone")


class _CallerButton(Button):
    """A patient the caller may be."""

    chosen = Signal(object)

    def __init__(self, one: Caller, parent: QWidget | None = None) -> None:
        kind: Kind = "primary" if one.is_identified else "secondary"
        super().__init__(_label(one), kind, icon="phone", parent=parent)
        self._caller = one
        self.clicked.connect(self._choose)

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self._caller)


class CallForm(WorkForm):
    """`answered` tells the caller that was chosen and whether we called; `lead_asked` what was said."""

    answered = Signal(object, bool)
    lead_asked = Signal(object)

    def __init__(self, find: Callable[[Said], tuple[Caller, ...]]) -> None:
        super().__init__(
            _("Who calls?"),
            _("Two of the three that agree identify; without that nothing is told of points."),
        )
        self._find = find
        self._found: tuple[Caller, ...] = ()
        self.way = Segments([(False, _("they call")), (True, _("we call after the visit"))], False)
        self.form = Form(width=3, parent=self)
        labels = {"name": _("Name"), "birth_date": _("Birth date"), "phone": _("Phone")}
        hints = {"name": _("surname and first name"), "birth_date": "12.04.1988"}
        self.fields: dict[str, Field] = {}
        for name in FIELDS:
            field = Field(labels[name], hint=hints.get(name, ""), longest=120, parent=self)
            field.edited.connect(self._look)
            field.returned.connect(self.enter)
            self.fields[name] = field
            self.form.add(name, field)
        self.found = Column(gap=8)
        self.lead_button = Button(_("Not a patient yet…"), icon="plus", parent=self)
        self.lead_button.clicked.connect(self._lead)
        self.close_button = Button(_("Close"), "quiet", hint="Esc", parent=self)
        self.close_button.clicked.connect(self.closed)
        for part in (row(self.way, STRETCH), self.form, self.found, self.refusal):
            self.add(part)
        self.add(row(self.lead_button, self.close_button, STRETCH))

    def first_focus(self) -> QWidget | None:
        """The name: it is said first."""
        return self.fields["name"].line

    def said(self) -> Said:
        """What was typed so far."""
        return Said(*(self.fields[name].text() for name in FIELDS))

    @Slot(str)
    def _look(self, _text: str = "") -> None:
        said = self.said()
        self._found = () if said.is_empty else self._find(said)
        clear(self.found.box)
        for one in self._found:
            button = _CallerButton(one)
            button.chosen.connect(self._chosen)
            self.found.box.addLayout(row(button, STRETCH))
        if not self._found and not said.is_empty:
            self.found.box.addWidget(Text(_("Nobody here is called or reached so."), "muted"))

    @Slot()
    def enter(self) -> None:
        """Return: on to the next empty field; from the last one the first who fits is opened."""
        empty = [field for field in self.fields.values() if not field.text()]
        first = self._found[0] if self._found else None
        if first is not None and (first.is_identified or not empty):
            self._chosen(first)
        elif empty:
            empty[0].line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.lead_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _chosen(self, one: Caller) -> None:
        self.answered.emit(one, bool(self.way.value()))

    @Slot()
    def _lead(self) -> None:
        self.lead_asked.emit(self.said())


def _label(one: Caller) -> str:
    words = {
        Proof.NAME: _("name"),
        Proof.BIRTH_DATE: _("birth date"),
        Proof.PHONE: _("phone"),
    }
    proved = [word for proof, word in words.items() if proof in one.proofs]
    agrees = _("agrees: {what}", what=", ".join(proved)) if proved else _("nothing agrees")
    return f"{one.name} · {agrees}"
