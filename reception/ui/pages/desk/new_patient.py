"""The form of a new patient: carries over what was searched, shows likely duplicates as it fills."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.queries.likely import LikelyDuplicate, likely_duplicates
from reception.queries.person_panel import PersonPanel
from reception.queries.search_text import read_typed
from reception.rules.days import DayFault, read_birth_date
from reception.services.drafts import save_draft
from reception.services.patients import DRAFT_KIND, register_patient
from reception.translation import Language
from reception.ui.errors import explain
from reception.ui.i18n import _, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.choose import Tick
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.kit.form import Form
from reception.ui.kit.layout import STRETCH, Column, Row, clear, row
from reception.ui.kit.layout_offer import LayoutOffer
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.desk.work_form import WorkForm
from reception.values.choices import Country, Relation
from reception.values.labels import relation_label

FIELDS = ("last_name", "first_name", "patronymic", "birth_date", "phone")
NAMES = FIELDS[:3]
MORE = ("form_of_address", "source")
LANGUAGES = ((Language.RU, "Русский"), (Language.UK, "Українська"), (Language.EN, "English"))


class NewPatientForm(WorkForm):
    """Four fields and a family; `entered` tells the new person, `open_asked` one that was there."""

    entered = Signal(int)
    entered_here = Signal(int)
    open_asked = Signal(int)

    def __init__(
        self,
        screens: Screens,
        *,
        country: Country,
        today: date,
        subject: str,
        family: PersonPanel | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("New patient"), parent=parent)
        self._screens = screens
        self._country = country
        self._today = today
        self._subject = subject
        self._family = family
        self._different: set[int] = set()
        self._saved_once = False
        self._build_fields()
        self._build_more()
        self._build_family()
        self.offer = LayoutOffer({name: self.fields[name] for name in NAMES}, country, self)
        self.likely = Column(gap=4, parent=self)
        self.likely.hide()
        self.enter_button = Button(_("Enter the patient"), "primary", hint="⏎", parent=self)
        self.enter_button.clicked.connect(self.enter)
        self.here_button = Button(_("Enter and check in"), key="F5", parent=self)
        self.here_button.clicked.connect(self.enter_here)
        self._is_here = False
        self.close_button = Button(_("Close"), "quiet", hint="Esc", parent=self)
        self.close_button.clicked.connect(self.closed)
        for part in (self.form, self.offer, self.more_button, self.more):
            self.add(part)
        self.add(self.likely).add(self.refusal)
        self.add(row(self.enter_button, self.here_button, self.close_button, STRETCH))

    def _build_fields(self) -> None:
        self.form = Form(width=2, parent=self)
        labels = {
            "last_name": _("Surname"),
            "first_name": _("First name"),
            "patronymic": _("Patronymic"),
            "birth_date": _("Birth date"),
            "phone": _("Phone"),
        }
        self.fields: dict[str, Field] = {}
        for name in FIELDS:
            field = Field(labels[name], parent=self)
            field.edited.connect(self._edited)
            field.returned.connect(self.enter)
            self.fields[name] = field
            self.form.add(name, field)
            field.saved.connect(self._saver(name))
        self.no_patronymic = Tick(_("no patronymic"), parent=self)
        self.no_patronymic.toggled.connect(self._no_patronymic_ticked)
        self.no_phone = Tick(_("no phone"), parent=self)
        self.form.add_wide(Row(self.no_patronymic, self.no_phone, STRETCH, gap=16))

    def _build_more(self) -> None:
        """What can be asked at once or later: how to address, in which language, who sent."""
        self.more_button = Button(_("More…"), "quiet", parent=self)
        self.more_button.clicked.connect(self._show_more)
        self.more = Form(width=2, parent=self)
        words = {"form_of_address": _("Form of address"), "source": _("Heard from")}
        self.extra = {name: Field(words[name], parent=self) for name in MORE}
        self.extra["form_of_address"].saved.connect(self._save_form_of_address)
        self.extra["source"].saved.connect(self._save_source)
        self.language = ChoiceField(_("Preferred language"), LANGUAGES, parent=self)
        for name, field in self.extra.items():
            self.more.add(name, field)
        self.more.add("language", self.language)
        self.more.hide()

    @Slot()
    def _show_more(self) -> None:
        self.more_button.hide()
        self.more.show()
        self.extra["form_of_address"].line.setFocus()

    @Slot(bool)
    def _no_patronymic_ticked(self, is_on: bool) -> None:
        """A tick, not a dash: the field is empty and closed while it stands."""
        field = self.fields["patronymic"]
        if is_on:
            field.line.clear()
        field.line.setEnabled(not is_on)

    def _saver(self, name: str) -> Callable[[str], None]:
        return {
            "last_name": self._save_last_name,
            "first_name": self._save_first_name,
            "patronymic": self._save_patronymic,
            "birth_date": self._save_birth_date,
            "phone": self._save_phone,
        }[name]

    def _build_family(self) -> None:
        self.relation: ChoiceField | None = None
        if self._family is None:
            return
        choices: list[tuple[Any, str]] = [(None, _("own household"))]
        choices += [(one, say(relation_label(one))) for one in Relation if one is not Relation.HEAD]
        label = _("In the family of {name}", name=self._family.spoken_name)
        self.relation = ChoiceField(label, choices, None, parent=self)
        self.form.add("relation", self.relation)

    # --- Filling ----------------------------------------------------------------------------

    def carry_over(self, text: str, values: dict[str, Any] | None = None) -> None:
        """Fill in what was searched (letters: names; digits: birth date or phone) or was begun."""
        filled = dict(values or {})
        plain = text.strip()
        if plain and not any(ch.isalpha() for ch in plain):
            born = self._day_of(plain)
            if isinstance(born, date):
                filled["birth_date"] = f"{born:%d.%m.%Y}"
            else:
                filled["phone"] = plain
        elif plain:
            filled.update(zip(FIELDS[:3], plain.split(), strict=False))
        for name, value in filled.items():
            field = self.fields.get(name) or self.extra.get(name)
            if field is not None:
                field.line.setText(str(value))
                if name in self.extra:
                    self.more_button.hide()
                    self.more.show()
        self.offer.look()
        self._look_for_duplicates()

    def first_focus(self) -> QWidget | None:
        """The first field that is empty."""
        empty = [field for field in self.fields.values() if not field.text()]
        return (empty[0] if empty else self.fields["last_name"]).line

    def born(self) -> date | None:
        """The birth date as typed; None where it is none."""
        found = self._day_of(self.fields["birth_date"].text())
        return found if isinstance(found, date) else None

    def _day_of(self, text: str) -> date | DayFault:
        """The day a text means; bare digits are day, month and year, never a serial."""
        if text.isdigit():
            days = read_typed(text, self._country, self._today).birth_dates
            return days[0] if days else DayFault.NOT_A_DATE
        return read_birth_date(text, self._today)

    @Slot(str)
    def _edited(self, _text: str) -> None:
        self.refusal.hide()
        self._look_for_duplicates()

    # Each field is kept by itself, so that a form begun by one is gone on with by another.
    @Slot(str)
    def _save_last_name(self, text: str) -> None:
        self._save("last_name", text)

    @Slot(str)
    def _save_first_name(self, text: str) -> None:
        self._save("first_name", text)

    @Slot(str)
    def _save_patronymic(self, text: str) -> None:
        self._save("patronymic", text)

    @Slot(str)
    def _save_birth_date(self, text: str) -> None:
        self._save("birth_date", text)

    @Slot(str)
    def _save_phone(self, text: str) -> None:
        self._save("phone", text)

    @Slot(str)
    def _save_form_of_address(self, text: str) -> None:
        self._save("form_of_address", text)

    @Slot(str)
    def _save_source(self, text: str) -> None:
        self._save("source", text)

    def _save(self, name: str, value: str) -> None:
        if not self.isVisible():
            return
        if not self._saved_once:
            self._saved_once = True
            for other, field in self.fields.items():
                if other != name and field.text():
                    self._save(other, field.text())
        self._screens.actions.run(
            partial(save_draft, kind=DRAFT_KIND, subject=self._subject, field=name, value=value),
            quiet=True,
        )

    # --- Duplicates -------------------------------------------------------------------------

    def _look_for_duplicates(self) -> None:
        found = self._screens.actions.ask(
            partial(
                likely_duplicates,
                last_name=self.fields["last_name"].text(),
                first_name=self.fields["first_name"].text(),
                patronymic=self.fields["patronymic"].text(),
                birth_date=self.born(),
                phone=self.fields["phone"].text(),
                country=self._country,
            )
        )
        likely = [one for one in found if one.patient_id not in self._different]
        clear(self.likely.box)
        if likely:
            self.likely.box.addWidget(Text(_("Perhaps here already:"), "strong"))
        for one in likely:
            part = DuplicateRow(one, self.likely)
            part.open_asked.connect(self.open_asked)
            part.other_person.connect(self._is_other)
            self.likely.box.addWidget(part)
        self.likely.setVisible(bool(likely))

    @Slot(int)
    def _is_other(self, patient_id: int) -> None:
        self._different.add(patient_id)
        self._look_for_duplicates()

    # --- Entering ---------------------------------------------------------------------------

    @Slot()
    def enter_here(self) -> None:
        """F5: enter the person, who stands at the desk, and check in (situation 47)."""
        self._is_here = True
        self.enter()
        self._is_here = False

    @Slot()
    def enter(self) -> None:
        """Enter the person; faults are said at their fields."""
        self.form.clear_errors()
        texts = {name: field.text() for name, field in self.fields.items()}
        born = self.born()
        if born is None:
            self._birth_date_wrong(texts["birth_date"])
            return
        relation = None if self.relation is None else self.relation.value()
        household = None
        if relation is not None and self._family is not None:
            household = self._family.household_id
        self._screens.actions.run(
            partial(
                register_patient,
                last_name=texts["last_name"],
                first_name=texts["first_name"],
                patronymic=texts["patronymic"],
                no_patronymic=self.no_patronymic.isChecked(),
                birth_date=born,
                phones=[texts["phone"]] if texts["phone"] else [],
                no_phone=self.no_phone.isChecked() or relation is not None,
                form_of_address=self.extra["form_of_address"].text(),
                source=self.extra["source"].text(),
                language=self.language.value(),
                household_id=household,
                relation=relation or Relation.HEAD,
                guardian_id=self._guardian(relation),
                different_from=sorted(self._different),
                draft_subject=self._subject,
                request_id=self._subject,
            ),
            done=self._entered,
            failed=self.refuse,
        )

    def _guardian(self, relation: Relation | None) -> int | None:
        if relation is not Relation.CHILD or self._family is None or self._family.is_minor:
            return None
        return self._family.patient_id

    def _birth_date_wrong(self, text: str) -> None:
        words = _("Enter the birth date, for example 05.03.1990.")
        # Digits are read as a phone, too: only what is written as a date is told its fault.
        fault = read_birth_date(text, self._today)
        if fault is DayFault.FUTURE:
            words = _("The birth date is in the future.")
        elif fault is DayFault.IMPOSSIBLE:
            words = _("There is no such day: {value}.", value=text)
        elif fault is DayFault.BEFORE_1900:
            words = _("The birth date {value} is before 1900. Check the year.", value=text)
        self.form.show_error("birth_date", words)

    def _entered(self, patient_id: int) -> None:
        if self._is_here:
            self.entered_here.emit(patient_id)
        else:
            self.entered.emit(patient_id)

    def refuse(self, error: ReceptionError) -> None:
        """A fault is said at its field."""
        if isinstance(error, InvalidInput) and self.form.show_error(
            error.field, explain(error).sentence
        ):
            return
        super().refuse(error)


class DuplicateRow(QWidget):
    """One likely duplicate: open it, or say that it is another person."""

    open_asked = Signal(int)
    other_person = Signal(int)

    def __init__(self, likely: LikelyDuplicate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._patient_id = likely.patient_id
        born = "" if likely.birth_date is None else screen_translator().day(likely.birth_date)
        reasons = ", ".join(say(reason) for reason in likely.reasons)
        words = Text(f"{likely.name} · {born}\n{reasons}", wrap=True, parent=self)
        self.open_button = Button(_("Open"), "quiet", parent=self)
        self.open_button.clicked.connect(self._open)
        self.other_button = Button(_("Another person"), "quiet", parent=self)
        self.other_button.clicked.connect(self._other)
        layout = row(words, self.open_button, self.other_button)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    @Slot()
    def _open(self) -> None:
        self.open_asked.emit(self._patient_id)

    @Slot()
    def _other(self) -> None:
        self.other_person.emit(self._patient_id)
