"""Who is with the child: guardians and trusted persons by digit, with document and last day.

Who is not on the list leads to four ways: the guardian is called, the clinic's form, another
time, an emergency (product/situations.md 1); a teenager may come alone (2).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from reception.queries.companions import Companion, CompanionCheck
from reception.rules.ages import Standing
from reception.rules.family_ties import Authority
from reception.ui.i18n import _, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.field import Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import STRETCH, Column, row
from reception.ui.kit.strip import Strip
from reception.ui.kit.text import Text
from reception.ui.pages.desk.work_form import WorkForm
from reception.ui.theme import Status
from reception.values.family_choices import AuthorityKind
from reception.values.family_labels import authority_label
from reception.values.phone_number import PhoneNumber

MOST = 7


class Checked(StrEnum):
    """How it was made sure that the child may be seen; stands in the log."""

    LISTED = "listed"
    GUARDIAN_AGREED = "guardian_agreed_by_phone"
    POWER_SIGNED = "power_of_attorney_signed"
    EMERGENCY = "emergency"
    ALONE = "came_alone"


@dataclass(frozen=True)
class Decision:
    """Whom the child came with, and how that was checked."""

    checked: Checked
    person_id: int | None = None
    other: str = ""


class _Choice(Button):
    """Somebody who may be with the child."""

    chosen = Signal(int)

    def __init__(self, digit: int, one: Companion, parent: QWidget | None = None) -> None:
        super().__init__(f"{one.name} · {say(one.role)}", hint=str(digit), parent=parent)
        self._place = digit - 1
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._choose)

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self._place)


class CompanionForm(WorkForm):
    """`decided` tells the decision; `power_asked` whom to print the clinic's form for."""

    decided = Signal(object)
    power_asked = Signal(str)
    booking_asked = Signal()

    def __init__(self, check: CompanionCheck, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Who is with {name}?", name=check.name), _standing(check.standing), parent=parent
        )
        self._check = check
        self._who = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.allowed = [one for one in check.companions if one.allowed][:MOST]
        self.first = Column(gap=8)
        self._add_list(check)
        self.add(self.first)
        self.ways = Column(gap=8)
        self._add_ways()
        self.add(self.ways)
        self.ways.hide()
        self.close_button = Button(_("Close"), "quiet", hint="Esc", parent=self)
        self.close_button.clicked.connect(self.closed)
        self.add(self.refusal).add(row(self.close_button, STRETCH))

    def _add_list(self, check: CompanionCheck) -> None:
        box = self.first.box
        if check.twins:
            box.addWidget(Text(check.name, "display", wrap=True))
            twins = ", ".join(check.twins)
            box.addWidget(
                Strip(
                    _("Which child? The twin is {twins}: ask the first name.", twins=twins),
                    Status.DANGER,
                )
            )
        for name in check.forbidden:
            words = _("A court forbids it: {name} takes the child nowhere.", name=name)
            box.addWidget(Strip(words, Status.DANGER))
        for digit, one in enumerate(self.allowed, start=1):
            choice = _Choice(digit, one, self)
            choice.chosen.connect(self._listed)
            box.addWidget(choice)
            box.addWidget(Text(_document(one), "small", wrap=True))
        for one in check.companions:
            if not one.allowed and one.authority is not Authority.FORBIDDEN:
                box.addWidget(Text(_why_not(one), "muted", wrap=True))
        self.alone_button = Button(_("came alone"), hint="0", parent=self)
        self.alone_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.alone_button.clicked.connect(self._alone)
        box.addWidget(self.alone_button)
        self.field = Field(
            _("Somebody else"), placeholder=_("grandmother, nanny, driver"), parent=self
        )
        self.field.returned.connect(self._other)
        box.addWidget(self.field)

    def _add_ways(self) -> None:
        self.question = Strip("", Status.WARN)
        self.phones = Text("", "strong", wrap=True)
        words = (
            (_("The guardian agreed by phone"), self._agreed),
            (_("Print a power of attorney"), self._power),
            (_("Another time"), self._later),
            (_("Emergency"), self._emergency),
        )
        self.way_buttons = []
        for digit, (word, act) in enumerate(words, start=1):
            button = Button(word, hint=str(digit), parent=self)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(act)
            self.way_buttons.append(button)
        self.signed_button = Button(_("It is signed: check in"), "primary", hint="⏎", parent=self)
        self.signed_button.clicked.connect(self._signed)
        self.signed_button.hide()
        for part in (self.question, self.phones, Flow(*self.way_buttons), self.signed_button):
            self.ways.box.addWidget(part)

    def first_focus(self) -> QWidget | None:
        """The form itself: a digit chooses."""
        return self

    def step_back(self) -> bool:
        """Esc: from the four ways back to the list."""
        if not self.ways.isVisible():
            return False
        self.ways.hide()
        self.first.show()
        self.setFocus()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose; Return takes the first who may, or says that the form is signed."""
        digit = event.key() - Qt.Key.Key_0
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.ways.isVisible():
            if enter and self.signed_button.isVisible():
                self._signed()
            elif 1 <= digit <= len(self.way_buttons):
                self.way_buttons[digit - 1].click()
            else:
                super().keyPressEvent(event)
            return
        if enter and self.allowed:
            digit = 1
        if digit == 0:
            self._alone()
        elif 1 <= digit <= len(self.allowed):
            self._listed(digit - 1)
        else:
            super().keyPressEvent(event)

    @Slot(int)
    def _listed(self, place: int) -> None:
        one = self.allowed[place]
        other = one.name if one.person_id is None else ""
        self.decided.emit(Decision(Checked.LISTED, one.person_id, other))

    @Slot()
    def _alone(self) -> None:
        if self._check.standing is Standing.OWN_CONSENT:
            self.decided.emit(Decision(Checked.ALONE))
            return
        self._ask_way("", _("{name} is too young to be seen alone.", name=self._check.name))

    @Slot()
    def _other(self) -> None:
        text = self.field.text()
        if not text:
            self.field.set_error(_("Write who it is."))
            return
        if any(text.casefold() == name.casefold() for name in self._check.forbidden):
            self.field.set_error(_("A court paper on file forbids it."))
            return
        self._ask_way(text, _("{who} is not on the list. What now?", who=text))

    def _ask_way(self, who: str, question: str) -> None:
        self._who = who
        self.question.say(question, Status.WARN)
        lines = [f"{one.name}: {PhoneNumber(one.phone)}" for one in self._check.callable_guardians]
        self.phones.setText("\n".join(lines) or _("No guardian with a phone is known."))
        self.signed_button.hide()
        self.first.hide()
        self.ways.show()
        self.setFocus()

    def power_printed(self) -> None:
        """The form is at the printer: once it is signed, the child is checked in."""
        self.signed_button.show()
        self.setFocus()

    @property
    def who(self) -> str:
        """Who is there and not on the list; empty where the child came alone."""
        return self._who

    @Slot()
    def _agreed(self) -> None:
        self.decided.emit(Decision(Checked.GUARDIAN_AGREED, None, self._who))

    @Slot()
    def _power(self) -> None:
        self.power_asked.emit(self._who)

    @Slot()
    def _signed(self) -> None:
        self.decided.emit(Decision(Checked.POWER_SIGNED, None, self._who))

    @Slot()
    def _later(self) -> None:
        self.booking_asked.emit()

    @Slot()
    def _emergency(self) -> None:
        self.decided.emit(Decision(Checked.EMERGENCY, None, self._who))


def _standing(standing: Standing) -> str:
    if standing is Standing.OWN_CONSENT:
        return _(
            "May be seen alone; the paid contract needs a parent's signature. Nothing about the"
            " card: hand a sheet for the parents."
        )
    return ""


def _document(one: Companion) -> str:
    parts = []
    if one.document_kind is not AuthorityKind.NONE:
        parts.append(f"{say(authority_label(one.document_kind))} {one.document_number}".strip())
    if one.expires_on is not None:
        parts.append(_("through {day}", day=screen_translator().day(one.expires_on)))
    if one.phone:
        parts.append(str(PhoneNumber(one.phone)))
    return ", ".join(parts) or _("no document on file")


def _why_not(one: Companion) -> str:
    if one.authority is Authority.EXPIRED and one.expires_on is not None:
        day = screen_translator().day(one.expires_on)
        return _("{name}: the document lapsed on {day}", name=one.name, day=day)
    return _("{name}, {role}: no document on file", name=one.name, role=say(one.role))
