"""Forms of the Family part that stand in place: fields, a refusal beside them, and who it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.queries.clinic import clinic_day, clinic_facts
from reception.queries.desk_forms import begun_forms
from reception.queries.search import search
from reception.rules.days import DayFault, read_day
from reception.services.drafts import discard_draft, save_draft
from reception.translation import msg
from reception.ui import theme
from reception.ui.errors import explain
from reception.ui.i18n import _
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.form import Form
from reception.ui.kit.strip import Strip
from reception.ui.page import Screens
from reception.ui.pages.patients.part import ROOMY_SCALE
from reception.ui.theme import Status

MOST_FOUND = 5


DRAFT_KIND = "family"


class _Keeper(QObject):
    """Keeps one field of a form as it stands, for whoever goes on with it."""

    def __init__(self, form: FamilyForm, name: str) -> None:
        super().__init__(form)
        self._form, self._name = form, name

    @Slot(str)
    def keep(self, text: str) -> None:
        """Keep the words of a field."""
        self._form.keep(self._name, text)

    @Slot(object)
    def keep_value(self, value: object) -> None:
        """Keep a choice or a tick by its stored value."""
        self._form.keep(self._name, str(value) if isinstance(value, StrEnum) else value)


class FamilyForm(Card):
    """One action with its fields; `closed` when it was put away or is done.

    What is typed and chosen is kept field by field once `go_on_with` named whose form it is.
    """

    closed = Signal()

    @property
    def key(self) -> str:
        """The form's own name, under which it is kept."""
        return type(self).__name__

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
        self._subject = ""

    def go_on_with(self, subject: str) -> None:
        """Show what was typed into this form before, and keep what is typed from now on."""
        kept = self.screens.actions.ask(partial(begun_forms, kind=DRAFT_KIND))
        values = next((one.fields for one in kept if one.subject == subject), {})
        for name, field in self.form.fields():
            keeper = _Keeper(self, name)
            if isinstance(field, PersonPicker):
                field.take_kept(values.get(name), values.get(f"{name}_id"))
                field.picked.connect(_Keeper(self, f"{name}_id").keep_value)
                field.saved.connect(keeper.keep)
            elif isinstance(field, Field):
                if name in values:
                    field.line.setText(str(values[name]))
                field.saved.connect(keeper.keep)
            elif isinstance(field, ChoiceField):
                if name in values:
                    field.set_value(values[name])
                field.chosen.connect(keeper.keep_value)
        self._subject = subject

    def keep(self, name: str, value: object) -> None:
        """Keep one field; silent."""
        if self._subject:
            self.screens.actions.run(
                partial(
                    save_draft, kind=DRAFT_KIND, subject=self._subject, field=name, value=value
                ),
                quiet=True,
            )

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
        subject, self._subject = self._subject, ""
        if subject:
            self.screens.actions.run(
                partial(discard_draft, kind=DRAFT_KIND, subject=subject), quiet=True
            )
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

    def take_kept(self, name: object, patient_id: object) -> None:
        """Show what was kept: the words, and the patient they stood for."""
        if isinstance(name, str):
            self.line.setText(name)
        if isinstance(patient_id, int) and patient_id:
            self._patient_id = patient_id

    def choose(self, patient_id: int, name: str) -> None:
        """Take a patient."""
        self._patient_id = patient_id
        self.line.setText(name)
        self.found.show_parts()
        self.picked.emit(patient_id)
        self.save_now()

    @Slot(str)
    def _look(self, text: str) -> None:
        if self._patient_id is not None:
            self._patient_id = None
            self.picked.emit(0)
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
