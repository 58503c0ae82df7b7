"""The first view of a record: identity to correct in place, cards, visits, what was told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from reception.errors import ReceptionError
from reception.queries.clinic import clinic_day, clinic_facts
from reception.queries.patients import PatientSheet, patient_sheet
from reception.rules.days import DayFault, read_birth_date
from reception.services.patients import change_patient, change_phones
from reception.translation import Language
from reception.ui import theme
from reception.ui.i18n import _, say, screen_translator
from reception.ui.kit.card import Card
from reception.ui.kit.choose import Tick
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.kit.form import Form
from reception.ui.kit.layout import Column, Row, clear, column
from reception.ui.kit.layout_offer import LayoutOffer
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.patients.merged_card import MergedCard
from reception.ui.pages.patients.old_sheet import OldSheetCard
from reception.ui.pages.patients.part import ROOMY_SCALE, PersonPart
from reception.values.card_number import group
from reception.values.labels import (
    card_label,
    channel_label,
    outcome_label,
    relation_label,
    visit_status_label,
)
from reception.values.money import Money
from reception.values.phone_number import PhoneNumber

NAMES = ("last_name", "first_name", "patronymic")
LANGUAGES = ((Language.RU, "Русский"), (Language.UK, "Українська"), (Language.EN, "English"))


class Saver(QObject):
    """Saves one field of the record that is shown, and says beside it what is wrong."""

    def __init__(self, record: OverviewPart, name: str, field: Field) -> None:
        super().__init__(record)
        self._record = record
        self._name = name
        self._field = field
        field.saved.connect(self._save)

    @Slot(str)
    def _save(self, text: str) -> None:
        self._record.save(self._name, text, self._wrong)

    def _wrong(self, error: ReceptionError) -> None:
        self._field.set_error(say(error.message))


class OverviewPart(PersonPart):
    """Who it is; every field is saved as it is typed and can be undone."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(screens, parent)
        self._sheet: PatientSheet | None = None
        self._build_identity()
        self.old_sheet = OldSheetCard(screens, self)
        self.merged = MergedCard(screens, self)
        self.family = _Lines(_("Family"), self)
        self.cards = _Lines(_("Cards"), self)
        self.told = _Lines(_("Told about the programme"), self)
        self.visits = _Lines(_("Visits"), self)
        self.setLayout(
            column(
                self.old_sheet,
                self.merged,
                self._identity,
                self.family,
                self.cards,
                self.told,
                self.visits,
                gap=12,
            )
        )

    def first_focus(self) -> QWidget | None:
        """The surname."""
        return self.fields["last_name"]

    def show_person(self, patient_id: int) -> None:
        """Show a patient; a field that is being typed in is left alone."""
        self.merged.show_person(patient_id)
        day = self.screens.actions.ask(partial(clinic_day, now=self.screens.clock.now()))
        self._show_sheet(
            self.screens.actions.ask(partial(patient_sheet, patient_id=patient_id, day=day))
        )

    def _build_identity(self) -> None:
        roomy = theme.active().scale <= ROOMY_SCALE
        self.form = Form(width=2 if roomy else 1, parent=self)
        words = {
            "last_name": _("Surname"),
            "first_name": _("First name"),
            "patronymic": _("Patronymic"),
            "birth_date": _("Date of birth"),
            "phones": _("Phones"),
            "form_of_address": _("Form of address"),
            "email": _("E-mail"),
            "address": _("Address"),
            "source": _("Heard from"),
        }
        self.fields: dict[str, Field] = {}
        for name, word in words.items():
            hint = _("Several: separated by commas.") if name == "phones" else ""
            field = Field(word, hint=hint, parent=self)
            self.fields[name] = field
            self.form.add(name, field)
            Saver(self, name, field)
        self.language = ChoiceField(_("Preferred language"), LANGUAGES, parent=self)
        self.language.chosen.connect(self._language_chosen)
        self.form.add("language", self.language)
        country = self.screens.actions.ask(clinic_facts).country
        self.offer = LayoutOffer({name: self.fields[name] for name in NAMES}, country, self)
        self.no_patronymic = Tick(_("no patronymic"), parent=self)
        self.no_patronymic.clicked.connect(self._no_patronymic_ticked)
        self.silence = Tick(_("Prefers quiet: hand over the sheet, no talk"), parent=self)
        self.silence.clicked.connect(self._silence_ticked)
        self.no_mention = Tick(_("Do not speak about the programme"), parent=self)
        self.no_mention.clicked.connect(self._no_mention_ticked)
        self.opted_out = Tick(_("No messages of any kind"), parent=self)
        self.opted_out.clicked.connect(self._opted_out_ticked)
        self._identity = Card(_("Identity and contacts"), parent=self)
        self._identity.add(self.form).add(self.offer)
        for tick in (self.no_patronymic, self.silence, self.no_mention, self.opted_out):
            self._identity.add(tick)

    def _show_sheet(self, sheet: PatientSheet) -> None:
        self._sheet = sheet
        translator = screen_translator()
        born = "" if sheet.birth_date is None else translator.day(sheet.birth_date)
        shown = {
            "last_name": sheet.last_name,
            "first_name": sheet.first_name,
            "patronymic": sheet.patronymic,
            "birth_date": born,
            "phones": ", ".join(str(PhoneNumber(one)) for one in sheet.phones),
            "form_of_address": sheet.form_of_address,
            "email": sheet.email,
            "address": sheet.address,
            "source": sheet.source,
        }
        for name, text in shown.items():
            self.fields[name].set_text(text)
        self.language.set_value(sheet.language)
        self.no_patronymic.setChecked(sheet.no_patronymic)
        self.fields["patronymic"].line.setEnabled(not sheet.no_patronymic)
        self.offer.look()
        self.silence.setChecked(sheet.prefers_silence)
        self.no_mention.setChecked(sheet.do_not_mention)
        self.opted_out.setChecked(sheet.opted_out)
        self.old_sheet.show_for(sheet.patient_id)
        self._show_lists(sheet)

    def _show_lists(self, sheet: PatientSheet) -> None:
        day = screen_translator().day
        self.family.show_lines(
            [
                (
                    relative.name,
                    say(relation_label(relative.relation)),
                    _("on the account") if relative.is_member else "",
                )
                for relative in sheet.relatives
            ],
            _("Nobody else of the family is known."),
        )
        self.cards.show_lines(
            [
                (
                    group(card.number),
                    say(card_label(card.state, card.form)),
                    "" if card.issued_on is None else day(card.issued_on),
                )
                for card in sheet.cards
            ],
            _("No card yet; it is issued at the desk."),
        )
        self.told.show_lines(
            [
                (
                    f"{day(one.day)} · {say(channel_label(one.channel))}",
                    say(outcome_label(one.outcome)),
                    one.speaker,
                )
                for one in sheet.mentions
            ],
            _("Nobody has told this person yet."),
        )
        currency = self.screens.actions.ask(clinic_facts).currency
        self.visits.show_lines(
            [
                (
                    f"{day(one.day)} · {one.doctor}" if one.doctor else day(one.day),
                    say(visit_status_label(one.status)),
                    screen_translator().value(Money(one.bill_minor, currency)),
                )
                for one in sheet.visits
            ],
            _("No visits yet."),
        )

    def save(self, name: str, text: str, wrong: Any) -> None:
        """Save one field of the shown record."""
        if self._sheet is None:
            return
        patient_id = self._sheet.patient_id
        if name == "phones":
            numbers = [part.strip() for part in text.split(",") if part.strip()]
            service = partial(change_phones, patient_id=patient_id, phones=numbers)
        else:
            value: str | date | None = text
            if name == "birth_date":
                value = self._birth_date(text)
                if isinstance(value, str):
                    self.fields[name].set_error(value)
                    return
            service = partial(change_patient, patient_id=patient_id, field=name, value=value)
        self.screens.actions.run(service, failed=wrong)

    def _birth_date(self, text: str) -> date | str | None:
        if not text:
            return None
        today = self.screens.actions.ask(partial(clinic_day, now=self.screens.clock.now()))
        read = read_birth_date(text, today)
        if isinstance(read, DayFault):
            return _(
                "“{text}” is not a birth date. Allowed: 05.03.1990, from 1900 to today.", text=text
            )
        return read

    def _change(self, field: str, value: object) -> None:
        if self._sheet is not None:
            self.screens.actions.run(
                partial(change_patient, patient_id=self._sheet.patient_id, field=field, value=value)
            )

    @Slot(object)
    def _language_chosen(self, language: object) -> None:
        self._change("language", language)

    @Slot(bool)
    def _silence_ticked(self, on: bool) -> None:
        self._change("prefers_silence", on)

    @Slot(bool)
    def _no_mention_ticked(self, on: bool) -> None:
        self._change("do_not_mention", on)

    @Slot(bool)
    def _no_patronymic_ticked(self, is_on: bool) -> None:
        """A tick, not a dash: the field is emptied with it."""
        if is_on and self.fields["patronymic"].text():
            self._change("patronymic", "")
        self._change("no_patronymic", is_on)

    @Slot(bool)
    def _opted_out_ticked(self, on: bool) -> None:
        self._change("opted_out", on)


class _Lines(Card):
    """A short list inside a card: what, its state, a detail; or a sentence where it is empty."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent=parent)
        self._lines = Column(gap=4)
        self.add(self._lines)

    def show_lines(self, lines: Iterable[tuple[str, str, str]], nothing: str) -> None:
        """Show these lines instead."""
        clear(self._lines.box)
        empty = True
        for what, state, detail in lines:
            empty = False
            line = Row(
                Text(what, wrap=True),
                Text(state, "muted", wrap=True),
                Text(detail, "muted"),
                gap=12,
            )
            line.box.setStretch(0, 3)
            line.box.setStretch(1, 2)
            self._lines.box.addWidget(line)
        if empty:
            self._lines.box.addWidget(Text(nothing, "muted", wrap=True))
