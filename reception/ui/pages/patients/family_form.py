"""Forms of the Family part that stand in place: fields, a refusal beside them, and who it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.queries.clinic import clinic_day, clinic_facts
from reception.queries.search import search
from reception.rules.days import DayFault, read_day
from reception.translation import msg
from reception.ui import theme
from reception.ui.errors import explain
from reception.ui.i18n import _
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.field import Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.form import Form
from reception.ui.kit.strip import Strip
from reception.ui.page import Screens
from reception.ui.pages.patients.part import ROOMY_SCALE
from reception.ui.theme import Status

MOST_FOUND = 5


class FamilyForm(Card):
    """One action with its fields; `closed` when it was put away or is done."""

    closed = Signal()

    def __init__(
        self,
        screens: Screens,
        title: str,
        go_on: str,
        *,
        about: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, about, parent=parent)
        self.screens = screens
        roomy = theme.active().scale < ROOMY_SCALE
        self.form = Form(width=2 if roomy else 1, parent=self)
        self.refusal = Strip("", Status.WARN, parent=self)
        self.refusal.hide()
        self.go_button = Button(go_on, "primary", parent=self)
        self.go_button.clicked.connect(self._go)
        self.close_button = Button(_("Close"), "quiet", hint="Esc", parent=self)
        self.close_button.clicked.connect(self.closed)
        self.buttons = Flow(self.go_button, self.close_button, parent=self)
        self.add(self.form).add(self.refusal).add(self.buttons)

    def service(self) -> Callable[..., Any] | None:
        """The action with everything the fields say; raises InvalidInput for what cannot be."""
        raise NotImplementedError

    def first_focus(self) -> QWidget:
        """What has the focus when the form opens."""
        return self.go_button

    @Slot()
    def _go(self) -> None:
        self.refusal.hide()
        self.form.clear_errors()
        try:
            service = self.service()
        except ReceptionError as error:
            self.refuse(error)
            return
        if service is not None:
            self.screens.actions.run(service, done=self._done, failed=self.refuse)

    def _done(self, _value: Any) -> None:
        self.closed.emit()

    def refuse(self, error: ReceptionError) -> None:
        """Say beside its field, else in the form, why it cannot be done."""
        told = explain(error)
        beside = isinstance(error, InvalidInput) and self.form.show_error(
            error.field, told.sentence
        )
        if not beside:
            self.refusal.say(told.sentence, Status.WARN)
            self.refusal.show()

    def today(self) -> date:
        """The clinic's day."""
        return self.screens.actions.ask(partial(clinic_day, now=self.screens.clock.now()))

    def typed_day(self, name: str, field: Field) -> date | None:
        """The day that was typed, None where nothing was; raises InvalidInput for anything else."""
        text = field.text()
        if not text:
            return None
        read = read_day(text, self.today())
        if isinstance(read, DayFault):
            raise InvalidInput(
                msg("“{text}” is not a day. Allowed: 05.03.2027.", text=text), field=name
            )
        return read


class PersonPicker(Field):
    """A name to type, and the patients it may mean below; one is chosen by a click or Return."""

    picked = Signal(int)

    def __init__(
        self, screens: Screens, label: str, *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(
            label, hint=hint, placeholder=_("name · phone · card · date of birth"), parent=parent
        )
        self._screens = screens
        self._patient_id: int | None = None
        self.found = Flow(gap=4, parent=self)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.found)
        self.found.show_parts()
        self.edited.connect(self._look)
        self.returned.connect(self._first)

    @property
    def patient_id(self) -> int | None:
        """The patient that was chosen; None where the words stand for nobody in the card index."""
        return self._patient_id

    def choose(self, patient_id: int, name: str) -> None:
        """Take a patient."""
        self._patient_id = patient_id
        self.line.setText(name)
        self.found.show_parts()
        self.picked.emit(patient_id)

    @Slot(str)
    def _look(self, text: str) -> None:
        self._patient_id = None
        ask = self._screens.actions.ask
        day = ask(partial(clinic_day, now=self._screens.clock.now()))
        country = ask(clinic_facts).country
        rows = (
            ask(partial(search, text=text, country=country, today=day, limit=MOST_FOUND)).rows
            if text.strip()
            else ()
        )
        buttons = []
        for one in rows:
            born = "" if one.birth_date is None else f", {one.birth_date:%Y}"
            button = _FoundButton(one.patient_id, one.name, f"{one.name}{born}", self)
            button.taken.connect(self.choose)
            buttons.append(button)
        self.found.show_parts(*buttons)

    @Slot()
    def _first(self) -> None:
        parts = self.found.parts()
        if self._patient_id is None and parts and isinstance(parts[0], _FoundButton):
            parts[0].click()


class _FoundButton(Button):
    """Somebody who was found."""

    taken = Signal(int, str)

    def __init__(self, patient_id: int, name: str, words: str, parent: QWidget) -> None:
        super().__init__(words, "quiet", parent=parent)
        self._patient_id, self._name = patient_id, name
        self.clicked.connect(self._take)

    @Slot()
    def _take(self) -> None:
        self.taken.emit(self._patient_id, self._name)
