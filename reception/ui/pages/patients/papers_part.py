"""The papers of a record: what was printed, handed over and signed, where it lies; new ones."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.queries.clinic import clinic_day
from reception.queries.papers import PaperRow, papers_of_patient, personal_figure
from reception.services.desk_papers import issue_what_it_gives
from reception.services.paper_signing import record_signatures
from reception.services.paper_states import mark_handed
from reception.services.papers import issue_rules_sheet, print_joining_papers
from reception.translation import msg
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.field import Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import column
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.patients.part import PersonPart
from reception.ui.tables.table import Column as TableColumn
from reception.ui.tables.table import RowsModel, Table
from reception.values.choices import PaperState
from reception.values.labels import paper_label


class PapersPart(PersonPart):
    """Every paper that counts, the latest first; a reprint is identical to the first print."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(screens, parent)
        self._patient_id: int | None = None
        self.nothing = Text(
            _("Papers stand here once the first one is made for this person."),
            "muted",
            wrap=True,
            parent=self,
        )
        self.table = _papers(self)
        self.table.opened.connect(self._open)
        self.print_button = Button(_("Print again"), icon="print", parent=self)
        self.print_button.clicked.connect(self._print)
        self.hand_button = Button(_("Handed over"), parent=self)
        self.hand_button.clicked.connect(self._hand)
        self.kept_in = Field(
            _("Kept in"), hint=_("The folder, or the name of the scan."), longest=200, parent=self
        )
        self.kept_in.returned.connect(self._sign)
        self.sign_button = Button(_("Signed"), icon="check", parent=self)
        self.sign_button.clicked.connect(self._sign)
        self._work = (
            self.table,
            self.kept_in,
            self.print_button,
            self.hand_button,
            self.sign_button,
        )
        listed = Card(_("Papers"), parent=self)
        listed.add(self.nothing).add(self.table, 1).add(self.kept_in)
        listed.add(Flow(self.print_button, self.hand_button, self.sign_button, gap=8))
        self.setLayout(column(listed, self._new_papers(), gap=12))

    def _new_papers(self) -> Card:
        card = Card(_("New papers"), _("In the language of the patient."), parent=self)
        self.joining_button = Button(_("All papers of joining"), icon="document", parent=self)
        self.joining_button.clicked.connect(self._make_joining)
        self.rules_button = Button(_("Rules sheet"), icon="document", parent=self)
        self.rules_button.clicked.connect(self._make_rules)
        self.large_button = Button(_("Rules sheet, large print"), icon="document", parent=self)
        self.large_button.clicked.connect(self._make_large)
        self.gives_button = Button(_("What the card gives"), icon="document", parent=self)
        self.gives_button.clicked.connect(self._make_what_it_gives)
        buttons = (self.joining_button, self.rules_button, self.large_button, self.gives_button)
        return card.add(Flow(*buttons, gap=8))

    def first_focus(self) -> QWidget | None:
        """The list, else the first paper to make."""
        return self.table if self.table.rows_model.rows else self.joining_button

    def show_person(self, patient_id: int) -> None:
        """Show the papers of a person."""
        if patient_id != self._patient_id:
            self.kept_in.line.clear()
            self.kept_in.set_error("")
        self._patient_id = patient_id
        self._refresh()

    def _refresh(self) -> None:
        if self._patient_id is None:
            return
        rows = self.screens.actions.ask(partial(papers_of_patient, patient_id=self._patient_id))
        self.table.show_rows(rows)
        self.nothing.setVisible(not rows)
        for part in self._work:
            part.setVisible(bool(rows))

    # --- What becomes of a paper ------------------------------------------------------------

    def _chosen(self) -> int | None:
        key = self.table.current_key()
        rows = self.table.rows_model.rows
        if isinstance(key, int):
            return key
        return rows[0].paper_id if rows else None

    @Slot(object)
    def _open(self, key: object) -> None:
        if isinstance(key, int):
            self.screens.papers.show([key], self, printed=self._refresh)

    @Slot()
    def _print(self) -> None:
        self._open(self._chosen())

    @Slot()
    def _hand(self) -> None:
        self._act(mark_handed)

    @Slot()
    def _sign(self) -> None:
        self._act(partial(record_signatures, kept_in=self.kept_in.text()))

    def _act(self, service: Any) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.screens.actions.run(
                partial(service, paper_ids=(chosen,)), done=self._acted, failed=self._wrong
            )

    def _acted(self, _nothing: None) -> None:
        self._refresh()

    def _wrong(self, error: ReceptionError) -> None:
        if isinstance(error, InvalidInput) and error.field == "kept_in":
            self.kept_in.set_error(say(error.message))
        else:
            self.screens.notify.explain(error)

    # --- New papers -------------------------------------------------------------------------

    @Slot()
    def _make_joining(self) -> None:
        self._make(print_joining_papers, self._made_several)

    @Slot()
    def _make_rules(self) -> None:
        self._make(issue_rules_sheet, self._made)

    @Slot()
    def _make_large(self) -> None:
        self._make(partial(issue_rules_sheet, large_print=True), self._made)

    @Slot()
    def _make_what_it_gives(self) -> None:
        if self._patient_id is None:
            return
        ask = self.screens.actions.ask
        day = ask(partial(clinic_day, now=self.screens.clock.now()))
        own, account = ask(partial(personal_figure, patient_id=self._patient_id, day=day))
        self._make(partial(issue_what_it_gives, own_points=own, account_points=account), self._made)

    def _make(self, service: Any, done: Any) -> None:
        if self._patient_id is not None:
            self.screens.actions.run(
                partial(service, patient_id=self._patient_id), done=done, quiet=True
            )

    def _made(self, paper_id: int) -> None:
        self._made_several((paper_id,))

    def _made_several(self, paper_ids: tuple[int, ...]) -> None:
        self._refresh()
        self.screens.papers.show(paper_ids, self, printed=self._refresh)


def _papers(parent: QWidget) -> Table[PaperRow]:
    words = {
        PaperState.TO_PRINT: msg("not printed"),
        PaperState.PRINTED: msg("printed"),
        PaperState.HANDED: msg("handed over"),
    }

    def kind(one: PaperRow) -> str:
        return say(paper_label(one.kind))

    def state(one: PaperRow) -> str:
        if one.state is not PaperState.SIGNED or one.signed_on is None:
            return say(words.get(one.state, msg("printed")))
        return _("signed {day}", day=one.signed_on)

    def below(one: PaperRow) -> str:
        number = _("No. {number}, {day}", number=one.number, day=one.day)
        return " · ".join(part for part in (state(one), one.kept_in, number) if part)

    def key(one: PaperRow) -> int:
        return one.paper_id

    table = Table(
        RowsModel(
            [TableColumn(_("Paper"), kind, stretch=True, second=below)],
            key,
        ),
        header=False,
        tall=True,
        parent=parent,
    )
    table.setMinimumHeight(280)
    return table
