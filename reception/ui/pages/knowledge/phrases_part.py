"""The phrases of the desk: read, worded anew, added, switched off; never with a figure by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.changes import Done
from reception.errors import InvalidInput, ReceptionError
from reception.queries.phrases import PhraseRow, phrase_rows, phrase_values
from reception.rules.prompts import Situation
from reception.services.phrases import add_phrase, change_phrase, reset_phrase, switch_phrase
from reception.translation import Language
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.field import Field
from reception.ui.kit.form import Form
from reception.ui.kit.layout import STRETCH, row
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.knowledge.part import Part
from reception.ui.tables.table import Column, RowsModel, Table
from reception.values.localized_text import LocalizedText

NAMES = {Language.RU: "Русский", Language.UK: "Українська", Language.EN: "English"}
LONGEST = 400


def situation_word(situation: Situation) -> str:
    """When a phrase is said, in a few words."""
    return {
        Situation.POTENTIAL_BY_PHONE: _("By phone, not a patient yet"),
        Situation.FIRST_CHECK_IN: _("First visit, check-in"),
        Situation.FIRST_CHECKOUT: _("First visit, checkout"),
        Situation.REPEAT_CHECK_IN: _("A repeat visit, check-in"),
        Situation.REPEAT_CHECKOUT: _("A repeat visit, checkout"),
        Situation.FAMILY_CHECK_IN: _("A family, check-in"),
        Situation.LOYAL: _("A loyal patient"),
        Situation.PARENT_WITH_CHILD: _("A parent with a child"),
        Situation.DECLINED_EARLIER: _("Declined earlier"),
        Situation.TOLD_RECENTLY: _("Told recently, or has the card"),
        Situation.NEVER_TOLD: _("Never told: the apology"),
        Situation.PATIENT_BY_PHONE: _("By phone, a patient"),
        Situation.PLASTIC_OUT: _("Plastic is out"),
        Situation.OTHER_WITH_CHILD: _("Somebody else with a child"),
        Situation.FAMILY_CHECKOUT: _("A family, checkout"),
        Situation.WAITING: _("While waiting"),
        Situation.CALL_AFTER: _("A call after the visit"),
        Situation.SINGLE_CHECK_IN: _("A regular single, check-in"),
        Situation.SINGLE_CHECKOUT: _("A regular single, checkout"),
    }[situation]


class PhrasesPart(Part):
    """The list above; the chosen phrase in three languages below."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        self._rows: dict[str, PhraseRow] = {}
        self.table = _table(self)
        self.table.selected.connect(self._chosen)
        card = Card(
            _("Phrases"),
            _(
                "Living words for each moment. At most 25 words; an invitation names the card and"
                " one benefit. Figures stand in braces and follow the terms."
            ),
        )
        card.add(self.table)
        self.box.addWidget(card)
        self.editor = Card("")
        self.form = Form()
        self.fields: dict[str, Field] = {}
        for language in Language:
            field = Field(NAMES[language], longest=LONGEST)
            self.fields[language.value] = field
            self.form.add(language.value, field, span=2)
        self.values = Text("", "small", wrap=True, selectable=True)
        self.faults = Text("", "error", wrap=True)
        self.faults.hide()
        self.save_button = Button(_("Save the wording"), "primary", icon="check")
        self.add_button = Button(_("Add as another variant"), icon="plus")
        self.off_button = Button(_("Do not say it"), "quiet", icon="eye_off")
        self.reset_button = Button(_("As it was"), "quiet", icon="undo")
        self.save_button.clicked.connect(self._save)
        self.add_button.clicked.connect(self._add)
        self.off_button.clicked.connect(self._switch)
        self.reset_button.clicked.connect(self._reset)
        self.editor.add(self.form).add(self.faults).add(self.values)
        self.editor.add(
            row(self.save_button, self.add_button, self.off_button, self.reset_button, STRETCH)
        )
        self.editor.hide()
        self.box.addWidget(self.editor)
        self.box.addStretch(1)

    def refresh(self) -> None:
        """Ask for the phrases; the chosen one stays chosen."""
        rows = self.screens.actions.ask(phrase_rows)
        self._rows = {one.code: one for one in rows}
        self.table.show_rows(rows)
        self.table.fit(least=3, most=4)
        listed = ", ".join(f"{{{name}}}" for name in phrase_values())
        self.values.setText(_("Values that can be named: {values}", values=listed))
        self._chosen(self.table.current_key())

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.table

    @Slot(object)
    def _chosen(self, key: object) -> None:
        one = self._rows.get(str(key))
        self.editor.setVisible(one is not None)
        self.faults.hide()
        if one is None:
            return
        self.editor.title.setText(f"{one.code} · {situation_word(one.situation)}")
        self.editor.title.show()
        for language in Language:
            self.fields[language.value].set_text(one.text.in_language(language))
        self.off_button.setText(_("Say it again") if one.is_off else _("Do not say it"))
        self.reset_button.setVisible(one.is_changed or one.is_added or one.is_off)

    def _text(self) -> LocalizedText:
        return LocalizedText.of({key: field.text() for key, field in self.fields.items()})

    def _code(self) -> str:
        return str(self.table.current_key())

    @Slot()
    def _save(self) -> None:
        self._run(partial(change_phrase, code=self._code(), text=self._text()))

    @Slot()
    def _add(self) -> None:
        self._run(partial(add_phrase, like=self._code(), text=self._text()))

    @Slot()
    def _switch(self) -> None:
        one = self._rows[self._code()]
        self._run(partial(switch_phrase, code=one.code, is_off=not one.is_off))

    @Slot()
    def _reset(self) -> None:
        self._run(partial(reset_phrase, code=self._code()))

    def _run(self, service: Callable[..., Done[Any]]) -> None:
        self.faults.hide()
        self.screens.actions.run(service, failed=self._refused)

    def _refused(self, error: ReceptionError) -> None:
        faults = error.faults if isinstance(error, InvalidInput) else ()
        self.faults.setText("\n".join(say(one) for one in faults or (error.message,)))
        self.faults.show()


def _table(parent: QWidget) -> Table[PhraseRow]:
    def when(one: PhraseRow) -> str:
        return f"{one.code} · {situation_word(one.situation)}"

    def words(one: PhraseRow) -> str:
        return one.text.in_language(screen_translator().language)

    def state(one: PhraseRow) -> str:
        if one.is_off:
            return _("switched off")
        return _("the clinic's own") if one.is_changed or one.is_added else ""

    def came(one: PhraseRow) -> str:
        if not one.said:
            return ""
        return _(
            "{said}, {joined} joined",
            said=ngettext_("said {count} time", "said {count} times", one.said),
            joined=one.joined,
        )

    def key(one: PhraseRow) -> str:
        return one.code

    return Table(
        RowsModel(
            (
                Column(_("When and what"), when, stretch=True, strong=True, second=words),
                Column(_("State"), state),
                Column(_("So far"), came),
            ),
            key,
        ),
        tall=True,
        parent=parent,
    )
