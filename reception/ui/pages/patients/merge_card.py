"""Merging two records: whose value stands for each field, and what will become of the rest."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.errors import ReceptionError
from reception.queries.clinic import clinic_day
from reception.queries.merging import MergePreview, MergeSide, merge_preview, shown_value
from reception.rules.merging import FAMILY, UNDO_DAYS, Take
from reception.services.merging import merge_patients
from reception.translation import Language
from reception.ui import theme
from reception.ui.errors import explain
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.field import ChoiceField
from reception.ui.kit.form import Form
from reception.ui.kit.layout import STRETCH, Column, clear, row
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.patients.part import ROOMY_SCALE
from reception.values.card_number import group
from reception.values.choices import Background, Sex
from reception.values.labels import background_label, sex_label

_LANGUAGES = {Language.RU: "Русский", Language.UK: "Українська", Language.EN: "English"}


class MergeCard(Card):
    """The preview of a merge; it is carried out by one button and undone from its toast."""

    merged = Signal(int)
    left = Signal()

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(_("Merge the two records"), parent=parent)
        self._screens = screens
        self._ids = (0, 0)
        self._preview: MergePreview | None = None
        self.fields: dict[str, ChoiceField] = {}
        self.main = ChoiceField(_("Main record: it stays"), [], parent=self)
        self.main.chosen.connect(self._main_chosen)
        self.choices = Column(gap=0)
        self.summary = Column(gap=4)
        self.error = Text("", "error", wrap=True, parent=self)
        self.error.hide()
        self.merge_button = Button(_("Merge"), "primary", parent=self)
        self.merge_button.clicked.connect(self._merge)
        self.back_button = Button(_("Back"), "quiet", parent=self)
        self.back_button.clicked.connect(self._back)
        for part in (self.main, self.choices, self.summary, self.error):
            self.add(part)
        self.add(row(self.merge_button, self.back_button, STRETCH))

    def show_pair(self, one_id: int, other_id: int) -> None:
        """Show what merging these two would do; the one with more visits is offered as main."""
        self._ids = (one_id, other_id)
        preview = self._ask(one_id, other_id)
        if preview.other.visits > preview.main.visits:
            preview = self._ask(other_id, one_id)
        sides = {side.patient_id: _who(side) for side in (preview.main, preview.other)}
        self.main.set_choices(
            [(number, sides[number]) for number in self._ids], preview.main.patient_id
        )
        self._show(preview)

    def first_focus(self) -> QWidget:
        """The choice of the main record."""
        return self.main.combo

    def _ask(self, main_id: int, other_id: int) -> MergePreview:
        ask = self._screens.actions.ask
        day = ask(partial(clinic_day, now=self._screens.clock.now()))
        return ask(partial(merge_preview, main_id=main_id, other_id=other_id, day=day))

    @Slot(object)
    def _main_chosen(self, main_id: object) -> None:
        one, other = self._ids
        self._show(self._ask(one, other) if main_id == one else self._ask(other, one))

    def _show(self, preview: MergePreview) -> None:
        self._preview = preview
        self.error.hide()
        clear(self.choices.box)
        self.fields = {}
        form = Form(width=2 if theme.active().scale <= ROOMY_SCALE else 1, parent=self)
        for name in preview.to_choose:
            words = [_words(side, name) for side in (preview.main, preview.other)]
            options = [(Take.MAIN, words[0]), (Take.OTHER, words[1])]
            self._offer(form, name, _field_word(name), options, Take.MAIN)
        cards = [*preview.main.cards, *preview.other.cards]
        if preview.main.cards and preview.other.cards:
            kept = preview.main.cards[-1].card_id
            numbers = [(card.card_id, group(card.number)) for card in cards]
            self._offer(form, "card", _("Card that stays valid"), numbers, kept)
        form.setVisible(bool(self.fields))
        self.choices.box.addWidget(form)
        clear(self.summary.box)
        for line in _summary(preview):
            self.summary.box.addWidget(Text(line, wrap=True, parent=self.summary))

    def _offer(
        self, form: Form, name: str, word: str, options: list[tuple[Any, str]], value: Any
    ) -> None:
        field = ChoiceField(word, options, value, parent=form)
        self.fields[name] = field
        form.add(name, field)

    @Slot()
    def _merge(self) -> None:
        preview = self._preview
        if preview is None:
            return
        chosen = {name: field.value() for name, field in self.fields.items() if name != "card"}
        card = self.fields.get("card")
        self._screens.actions.run(
            partial(
                merge_patients,
                main_id=preview.main.patient_id,
                other_id=preview.other.patient_id,
                chosen=chosen,
                keep_card_id=None if card is None else card.value(),
            ),
            done=self._done,
            failed=self._failed,
        )

    def _done(self, done: Any) -> None:
        self.merged.emit(done.main_id)

    def _failed(self, error: ReceptionError) -> None:
        self.error.setText(explain(error).sentence)
        self.error.show()

    @Slot()
    def _back(self) -> None:
        self.left.emit()


def _who(side: MergeSide) -> str:
    """One record in a line, so that two namesakes can be told apart."""
    visits = ngettext_("{count} visit", "{count} visits", side.visits)
    number = f"№ {side.number}" if side.number else ""
    return " · ".join(part for part in (side.name, number, visits) if part)


def _words(side: MergeSide, name: str) -> str:
    """A value as it is shown."""
    if name == FAMILY:
        return ", ".join(side.family)
    value = shown_value(side, name)
    if isinstance(value, date):
        return screen_translator().day(value)
    if isinstance(value, Sex):
        return say(sex_label(value))
    if isinstance(value, Language):
        return _LANGUAGES[value]
    if isinstance(value, Background):
        return say(background_label(value))
    return "–" if value is None else str(value)


def _field_word(name: str) -> str:
    return {
        "last_name": _("Surname"),
        "first_name": _("First name"),
        "patronymic": _("Patronymic"),
        "birth_date": _("Date of birth"),
        "sex": _("Sex"),
        "language": _("Preferred language"),
        "form_of_address": _("Form of address"),
        "email": _("E-mail"),
        "address": _("Address"),
        "source": _("Heard from"),
        "drink": _("Drink"),
        "background": _("While waiting"),
        FAMILY: _("Family"),
    }[name]


def _summary(preview: MergePreview) -> list[str]:
    """What is kept of both, in sentences."""
    main, other = preview.main, preview.other
    told = [
        words(count)
        for words, count in (
            (_visits, main.visits + other.visits),
            (_phones, len({*main.phones, *other.phones})),
            (_papers, main.papers + other.papers),
            (_consents, main.consents + other.consents),
            (_tasks, main.tasks + other.tasks),
        )
        if count
    ]
    lines = [_("Kept together: {what}.", what=", ".join(told))] if told else []
    if main.name != other.name:
        lines.append(_("The other surname and number still find the person."))
    lines += _account_lines(preview)
    lines.append(_("The merge can be undone for {days} days.", days=UNDO_DAYS))
    return lines


def _visits(count: int) -> str:
    return ngettext_("{count} visit", "{count} visits", count)


def _phones(count: int) -> str:
    return ngettext_("{count} phone", "{count} phones", count)


def _papers(count: int) -> str:
    return ngettext_("{count} paper", "{count} papers", count)


def _consents(count: int) -> str:
    return ngettext_("{count} consent", "{count} consents", count)


def _tasks(count: int) -> str:
    return ngettext_("{count} open task", "{count} open tasks", count)


def _account_lines(preview: MergePreview) -> list[str]:
    main, other = preview.main, preview.other
    if preview.joins_accounts:
        points = (main.points or 0) + (other.points or 0)
        lines = [
            ngettext_(
                "The two accounts become one with {count} point.",
                "The two accounts become one with {count} points.",
                points,
            )
        ]
        if other.account_people > 1:
            lines.append(
                ngettext_(
                    "With the other account {count} more person comes onto it.",
                    "With the other account {count} more people come onto it.",
                    other.account_people - 1,
                )
            )
        return lines
    if main.account_id is None and other.account_id is not None:
        return [_("The account of the other record goes on under the main one.")]
    return []
