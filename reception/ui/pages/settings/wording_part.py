"""For the clinic's lawyer: the program's own sentences in every language, each to be confirmed."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.queries.clinic import clinic_day
from reception.queries.lawyer_words import WordingRow, lawyer_words
from reception.rules.days import DayFault, read_day
from reception.services.lawyer_words import confirm_wording, withdraw_wording
from reception.translation import Language
from reception.ui.i18n import _, ngettext_, say
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.field import Field
from reception.ui.kit.form import Form
from reception.ui.kit.layout import STRETCH, row
from reception.ui.kit.strip import Strip
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.settings.part import Part
from reception.ui.theme import Status

NAMES = {Language.RU: "Русский", Language.UK: "Українська", Language.EN: "English"}


class WordingPart(Part):
    """The lawyer's name and the day, then every text with its state."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        self._today = date.min
        self.state = Strip("", parent=self)
        self.lawyer = Field(_("Lawyer's name"), longest=120)
        self.read_on = Field(_("Read on"), hint=_("For example 01.09.2026."), longest=20)
        self.all_button = Button(_("Confirm all of them"), icon="check", parent=self)
        self.all_button.clicked.connect(self._confirm_all)
        about = Card(
            _("For the clinic's lawyer"),
            _("These sentences of the papers are the program's own wording."),
            parent=self,
        )
        form = Form(parent=about)
        form.add("lawyer", self.lawyer)
        form.add("read_on", self.read_on)
        about.add(self.state).add(form).add(row(self.all_button, STRETCH))
        self.box.addWidget(about)
        self.texts: dict[str, TextCard] = {}
        self.nothing = Text(_("No programme is in force."), "muted", parent=self)
        self.box.addWidget(self.nothing)
        self.box.addStretch(1)

    def refresh(self) -> None:
        """Ask which texts are confirmed; what is typed stays."""
        ask = self.screens.actions.ask
        self._today = ask(partial(clinic_day, now=self.screens.clock.now()))
        if not self.read_on.text():
            self.read_on.set_text(f"{self._today:%d.%m.%Y}")
        rows = ask(partial(lawyer_words, day=self._today, screen=self.screens.translator))
        for code in set(self.texts) - {one.code for one in rows}:
            gone = self.texts.pop(code)
            self.box.removeWidget(gone)
            gone.deleteLater()
        for place, one in enumerate(rows):
            if one.code not in self.texts:
                self.texts[one.code] = TextCard(one, self)
                self.box.insertWidget(1 + place, self.texts[one.code])
            self.texts[one.code].show_row(one)
        self.nothing.setVisible(not rows)
        self._show_state([one for one in rows if one.confirmed is None], bool(rows))

    def _show_state(self, waiting: list[WordingRow], known: bool) -> None:
        self.all_button.setVisible(bool(waiting))
        self.state.setVisible(known)
        if waiting:
            words = ngettext_(
                "{count} text is to be confirmed by the clinic's lawyer.",
                "{count} texts are to be confirmed by the clinic's lawyer.",
                len(waiting),
            )
            self.state.say(words, Status.WARN)
        else:
            self.state.say(_("Every text is confirmed."), Status.OK)

    def first_focus(self) -> QWidget | None:
        """Who read them."""
        return self.lawyer

    @Slot()
    def _confirm_all(self) -> None:
        self.confirm([code for code, card in self.texts.items() if not card.is_confirmed])

    def confirm(self, codes: list[str]) -> None:
        """Record the lawyer's word on some texts."""
        day = read_day(self.read_on.text(), self._today)
        if isinstance(day, DayFault):
            self.read_on.set_error(_("Enter a day, for example 01.09.2026."))
            return
        self.screens.actions.run(
            partial(confirm_wording, codes=tuple(codes), lawyer=self.lawyer.text(), read_on=day),
            failed=self._wrong,
        )

    def withdraw(self, code: str) -> None:
        """A text is to be confirmed again."""
        self.screens.actions.run(partial(withdraw_wording, code=code))

    def _wrong(self, error: ReceptionError) -> None:
        if isinstance(error, InvalidInput) and error.field in ("lawyer", "read_on"):
            field = self.lawyer if error.field == "lawyer" else self.read_on
            field.set_error(say(error.message))
            field.setFocus()
        else:
            self.screens.notify.explain(error)


class TextCard(Card):
    """One text in every language, its state, and what can be done about it."""

    def __init__(self, text: WordingRow, part: WordingPart) -> None:
        super().__init__(text.label, parent=part)
        self._code = text.code
        self._part = part
        self.is_confirmed = False
        self.words = {language: Text("", wrap=True, parent=self) for language in Language}
        for language, words in self.words.items():
            self.add(Text(NAMES[language], "small", parent=self)).add(words)
        self.state = Text("", "muted", wrap=True, parent=self)
        self.confirm_button = Button(_("Our lawyer confirms it"), icon="check", parent=self)
        self.confirm_button.clicked.connect(self._confirm)
        self.withdraw_button = Button(_("To be confirmed again"), "quiet", parent=self)
        self.withdraw_button.clicked.connect(self._withdraw)
        self.add(self.state).add(row(self.confirm_button, self.withdraw_button, STRETCH))

    def show_row(self, text: WordingRow) -> None:
        """The text and its state as they are now."""
        for language, words in self.words.items():
            words.setText(text.words[language])
        known = text.confirmed
        self.is_confirmed = known is not None
        if known is not None:
            said = _(
                "Confirmed by {lawyer}, {day}. Recorded by {name}, {recorded}.",
                lawyer=known.lawyer,
                day=known.read_on,
                name=known.recorded_by,
                recorded=known.recorded_on,
            )
        elif text.changed_since:
            said = _("The words have changed since the lawyer confirmed them.")
        else:
            said = _("To be confirmed by the clinic's lawyer.")
        self.state.setText(said)
        self.confirm_button.setVisible(known is None)
        self.withdraw_button.setVisible(known is not None)

    @Slot()
    def _confirm(self) -> None:
        self._part.confirm([self._code])

    @Slot()
    def _withdraw(self) -> None:
        self._part.withdraw(self._code)
