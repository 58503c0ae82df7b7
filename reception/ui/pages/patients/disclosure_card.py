"""Who may see the days of the person's visits, and the history of all consents."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.errors import ReceptionError
from reception.queries.consents import ConsentLine, ConsentsView
from reception.services.confidence_papers import issue_disclosure
from reception.services.consents import record_consent, withdraw_consents
from reception.ui import theme
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.kit.form import Form
from reception.ui.kit.layout import STRETCH, Column, Row, clear
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.patients.consent_lines import consent_words, history_words
from reception.ui.pages.patients.part import PAIRED_SCALE
from reception.values.choices import ConsentPurpose


class WithdrawButton(Button):
    """Takes one consent back."""

    asked = Signal(int)

    def __init__(self, consent_id: int) -> None:
        super().__init__(_("Withdraw"), "quiet")
        self._consent_id = consent_id
        self.clicked.connect(self._ask)

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(self._consent_id)


class DisclosureCard(Card):
    """Adults of the family who may be told the days of visits, by a signed sheet only."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Who may be told the days of visits"),
            _("Nobody, not even the family, without a signed sheet."),
            parent=parent,
        )
        self._screens = screens
        self._view: ConsentsView | None = None
        self._lines = Column(gap=4)
        self.adult = ChoiceField(_("Adult of the family"), [], parent=self)
        self.kept_in = Field(_("Where the signed sheet is kept"), longest=200, parent=self)
        form = Form(width=2 if theme.active().scale <= PAIRED_SCALE else 1, parent=self)
        form.add("adult", self.adult)
        form.add("kept_in", self.kept_in)
        self.form = form
        self.print_button = Button(_("Print the sheet"), icon="print", parent=self)
        self.print_button.clicked.connect(self._print)
        self.signed_button = Button(_("It is signed"), icon="check", parent=self)
        self.signed_button.clicked.connect(self._signed)
        self.buttons = Row(self.print_button, self.signed_button, STRETCH)
        self.add(self._lines).add(form).add(self.buttons)

    def show_view(self, view: ConsentsView) -> None:
        """Show the disclosures of a person."""
        if self._view is None or self._view.patient_id != view.patient_id:
            self.kept_in.set_text("")
        self._view = view
        clear(self._lines.box)
        for line in view.disclosures:
            self._lines.box.addWidget(self._line(line))
        told = {line.toward_id for line in view.disclosures}
        others = [one for one in view.adults if one.patient_id not in told]
        chosen = self.adult.value()
        self.adult.set_choices([(one.patient_id, one.name) for one in others])
        self.adult.set_value(chosen if chosen is not None else None)
        if self.adult.value() is None and others:
            self.adult.set_value(others[0].patient_id)
        live = bool(others) and not (view.is_erased or view.is_deceased)
        self.form.setVisible(live)
        self.buttons.setVisible(live)
        if not view.adults and not view.disclosures:
            self._lines.box.addWidget(Text(_("No other adult of the family is known."), "muted"))

    def _line(self, line: ConsentLine) -> Row:
        button = WithdrawButton(line.consent_id)
        button.asked.connect(self._withdraw)
        shown = Row(
            Text(line.toward, "strong", wrap=True),
            Text(consent_words(line), "muted", wrap=True),
            button,
            gap=12,
        )
        shown.box.setStretch(0, 1)
        shown.box.setStretch(1, 2)
        return shown

    @Slot(int)
    def _withdraw(self, consent_id: int) -> None:
        self._screens.actions.run(partial(withdraw_consents, consent_ids=(consent_id,)))

    @Slot()
    def _print(self) -> None:
        if self._view is None or self.adult.value() is None:
            return
        self._screens.actions.run(
            partial(
                issue_disclosure, patient_id=self._view.patient_id, toward_id=self.adult.value()
            ),
            done=self._made,
            quiet=True,
        )

    def _made(self, paper_id: int) -> None:
        self._screens.papers.show([paper_id], self)

    @Slot()
    def _signed(self) -> None:
        if self._view is None or self.adult.value() is None:
            return
        self._screens.actions.run(
            partial(
                record_consent,
                patient_id=self._view.patient_id,
                purpose=ConsentPurpose.DISCLOSURE,
                toward_id=self.adult.value(),
                proof=self.kept_in.text(),
            ),
            failed=self._refused,
        )

    def _refused(self, error: ReceptionError) -> None:
        self.kept_in.set_error(say(error.message))


class HistoryCard(Card):
    """Every consent there ever was, the latest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("History of consents"), parent=parent, gap=4)
        self._lines = Column(gap=4)
        self.add(self._lines)

    def show_view(self, view: ConsentsView) -> None:
        """Show the history of a person."""
        clear(self._lines.box)
        for line in view.history:
            what, state, how = history_words(line)
            shown = Row(
                Text(what, wrap=True), Text(state, "muted"), Text(how, "muted", wrap=True), gap=12
            )
            shown.box.setStretch(0, 2)
            shown.box.setStretch(2, 3)
            self._lines.box.addWidget(shown)
        if not view.history:
            nothing = _("Nothing was agreed to or refused yet; it will stand here with its proof.")
            self._lines.box.addWidget(Text(nothing, "muted", wrap=True))
