"""The stage of a record with its reason and history, the six signs, and what may be recorded."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.queries.clinic import clinic_day
from reception.queries.portrait import (
    FactLine,
    PortraitView,
    StageOn,
    answer_words,
    offered_answers,
    portrait_view,
)
from reception.rules.portrait import INCIDENT_ALERT
from reception.services.portrait import TOLD, record_fact
from reception.ui import theme
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import Column, clear, column, row
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.patients.part import PAIRED_SCALE, PersonPart
from reception.values.aftercare import PortraitSign
from reception.values.aftercare_labels import portrait_sign_label
from reception.values.labels import stage_label

AT_ONCE = (
    PortraitSign.FRIENDLY,
    PortraitSign.REFERRAL_CONFIRMED,
    PortraitSign.FOLLOWS_US,
    PortraitSign.PACKAGE,
)


class _SignButton(Button):
    """Records one sign."""

    picked = Signal(object)

    def __init__(self, sign: PortraitSign, parent: QWidget) -> None:
        super().__init__(say(portrait_sign_label(sign)), parent=parent)
        self._sign = sign
        self.clicked.connect(self._pick)

    @Slot()
    def _pick(self) -> None:
        self.picked.emit(self._sign)


class PortraitPart(PersonPart):
    """Everything recorded is dated and signed, and can be taken back by Undo."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(screens, parent)
        self._patient_id = 0
        self.stage = Card(_("Stage"), parent=self)
        self.stage_words = Text("", "large", wrap=True, parent=self)
        self.watch = Text("", wrap=True, parent=self)
        self.watch.set_status("warn")
        self.history = Column(gap=4, parent=self)
        self.stage.add(self.stage_words).add(self.watch).add(self.history)
        self.signs = Card(_("Six signs of a loyal patient"), parent=self)
        self.sign_lines = Column(gap=8, parent=self)
        self.signs.add(self.sign_lines)
        self.setLayout(column(self.stage, self.signs, self._record_card(), gap=12))

    def _record_card(self) -> Card:
        card = Card(_("What is known"), parent=self)
        self.reason = self._choice(PortraitSign.REASON_FOR_CHOOSING)
        self.reason.chosen.connect(self._reason_chosen)
        self.matters = self._choice(PortraitSign.MATTERS_MOST)
        self.matters.chosen.connect(self._matters_chosen)
        paired = theme.active().scale <= PAIRED_SCALE
        fill = row if paired else column
        card.add(fill(self.reason, self.matters, gap=12))
        self.buttons = {sign: _SignButton(sign, self) for sign in (*AT_ONCE, *TOLD)}
        for button in self.buttons.values():
            button.picked.connect(self._picked)
        card.add(Flow(*(self.buttons[sign] for sign in AT_ONCE)))
        self.note = Field(
            _("Where, or who saw it"),
            hint=_("For a review, a defence or an incident. No illness, no judgement of a person."),
            longest=300,
            parent=self,
        )
        card.add(self.note).add(Flow(*(self.buttons[sign] for sign in TOLD)))
        self.facts = Column(gap=4, parent=self)
        card.add(self.facts)
        return card

    def _choice(self, sign: PortraitSign) -> ChoiceField:
        language = screen_translator().language
        answers = [(code, text.in_language(language)) for code, text in offered_answers(sign)]
        label = say(portrait_sign_label(sign))
        return ChoiceField(label, [("", _("not asked")), *answers], parent=self)

    def show_person(self, patient_id: int) -> None:
        """Ask for the portrait of this person."""
        if patient_id != self._patient_id:
            self.note.set_text("")
        self._patient_id = patient_id
        ask = self.screens.actions.ask
        today = ask(partial(clinic_day, now=self.screens.clock.now()))
        view: PortraitView = ask(partial(portrait_view, patient_id=patient_id, day=today))
        self.stage_words.setText(
            f"{say(stage_label(view.staged.stage))}: {say(view.staged.reason)}"
        )
        self._show_watch(view)
        clear(self.history.box)
        for one in view.history:
            self.history.box.addWidget(Text(_moved(one), "muted", wrap=True))
        clear(self.sign_lines.box)
        for sign in view.signs:
            mark = "✓" if sign.is_there else "–"
            line = Text(f"{mark} {say(sign.name)}: {say(sign.why)}", wrap=True)
            line.set_status("ok" if sign.is_there else "")
            self.sign_lines.box.addWidget(line)
        self.reason.set_value(view.reason)
        self.matters.set_value(view.matters)
        clear(self.facts.box)
        for fact in view.facts:
            self.facts.box.addWidget(Text(_told(fact), "muted", wrap=True))

    def first_focus(self) -> QWidget | None:
        """The reason for choosing us."""
        return self.reason.combo

    def _show_watch(self, view: PortraitView) -> None:
        words = []
        if view.at_risk:
            words.append(_("Stays away longer than usual for her."))
        if view.only_doctor:
            words.append(_("Comes to one doctor only: {doctor}.", doctor=view.only_doctor))
        if view.incidents >= INCIDENT_ALERT:
            words.append(
                ngettext_(
                    "{count} incident in 12 months.",
                    "{count} incidents in 12 months.",
                    view.incidents,
                )
            )
        self.watch.setText(" ".join(words))
        self.watch.setVisible(bool(words))

    @Slot(object)
    def _reason_chosen(self, value: str) -> None:
        self._record(PortraitSign.REASON_FOR_CHOOSING, value=value)

    @Slot(object)
    def _matters_chosen(self, value: str) -> None:
        self._record(PortraitSign.MATTERS_MOST, value=value)

    @Slot(object)
    def _picked(self, sign: PortraitSign) -> None:
        self._record(sign, note=self.note.text() if sign in TOLD else "")

    def _record(self, sign: PortraitSign, *, value: str = "", note: str = "") -> None:
        self.screens.actions.run(
            partial(record_fact, patient_id=self._patient_id, sign=sign, value=value, note=note),
            done=self._recorded,
            failed=self._refused,
        )

    def _recorded(self, _number: int) -> None:
        self.note.set_text("")

    def _refused(self, error: ReceptionError) -> None:
        if isinstance(error, InvalidInput) and error.field == "note":
            self.note.set_error(say(error.message))
        else:
            self.screens.notify.explain(error)
            self.show_person(self._patient_id)


def _moved(one: StageOn) -> str:
    day = screen_translator().day(one.day)
    return f"{day}: {say(stage_label(one.staged.stage))}, {say(one.staged.reason)}"


def _told(fact: FactLine) -> str:
    words = say(portrait_sign_label(fact.sign))
    answer = answer_words(fact.sign, fact.value)
    if answer is not None:
        words += f": {answer.in_language(screen_translator().language)}"
    parts = [screen_translator().day(fact.day), words]
    parts += [one for one in (fact.note, fact.by) if one]
    if fact.is_undone:
        parts.append(_("taken back"))
    return " · ".join(parts)
