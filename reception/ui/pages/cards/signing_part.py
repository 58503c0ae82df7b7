"""Papers that must be signed and are not: handed over, signed, and where they lie afterwards."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.queries.papers import PaperRow, papers_not_signed
from reception.services.paper_signing import decline_papers, record_signatures
from reception.services.paper_states import mark_handed
from reception.translation import msg
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.field import Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import STRETCH, row
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.cards.part import Part
from reception.ui.tables.table import Column as TableColumn
from reception.ui.tables.table import RowsModel, Table
from reception.values.choices import PaperState
from reception.values.labels import paper_label


class SigningPart(Part):
    """The list, the chosen paper's next step, and the folder or scan it goes to."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        self.nothing = Text(
            _("Every paper is signed. What is made to be signed stands here until it is."),
            "muted",
            wrap=True,
            parent=self,
        )
        self.table = _unsigned(self)
        self.table.opened.connect(self._open)
        self.kept_in = Field(
            _("Kept in"), hint=_("The folder, or the name of the scan."), longest=200, parent=self
        )
        self.kept_in.returned.connect(self._sign)
        self.scan_button = Button(_("Choose the scan…"), icon="folder", parent=self)
        self.scan_button.clicked.connect(self._choose_scan)
        self.sign_button = Button(_("Signed"), "primary", icon="check", parent=self)
        self.sign_button.clicked.connect(self._sign)
        self.hand_button = Button(_("Handed over"), parent=self)
        self.hand_button.clicked.connect(self._hand)
        self.print_button = Button(_("Print again"), icon="print", parent=self)
        self.print_button.clicked.connect(self._print)
        self.decline_button = Button(_("Will not be signed"), "quiet", parent=self)
        self.decline_button.clicked.connect(self._decline)
        self.about = Text(
            _("Choose a paper; without one the buttons mean the first of the list."),
            "muted",
            wrap=True,
            parent=self,
        )
        card = Card(_("Waiting for a signature"), parent=self)
        card.add(self.nothing).add(self.about).add(self.table, 1)
        card.add(self.kept_in).add(row(self.scan_button, STRETCH))
        card.add(
            Flow(self.sign_button, self.hand_button, self.print_button, self.decline_button, gap=8)
        )
        self.box.addWidget(card)
        self.box.addStretch(1)

    def refresh(self) -> None:
        """Ask what is not signed."""
        rows = self.screens.actions.ask(papers_not_signed)[::-1]  # in signing order
        self.table.show_rows(rows)
        self.nothing.setVisible(not rows)
        for part in (
            self.about,
            self.table,
            self.kept_in,
            self.scan_button,
            self.sign_button,
            self.hand_button,
            self.print_button,
            self.decline_button,
        ):
            part.setVisible(bool(rows))

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.table

    def _chosen(self) -> int | None:
        key = self.table.current_key()
        rows = self.table.rows_model.rows
        if isinstance(key, int):
            return key
        return rows[0].paper_id if rows else None

    def _run(self, service: Any) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.screens.actions.run(partial(service, paper_ids=(chosen,)), failed=self._wrong)

    @Slot()
    def _sign(self) -> None:
        self._run(partial(record_signatures, kept_in=self.kept_in.text()))

    @Slot()
    def _hand(self) -> None:
        self._run(mark_handed)

    @Slot()
    def _decline(self) -> None:
        self._run(decline_papers)

    @Slot()
    def _print(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._open(chosen)

    @Slot(object)
    def _open(self, key: object) -> None:
        if isinstance(key, int):
            self.screens.papers.show([key], self)

    @Slot()
    def _choose_scan(self) -> None:
        filters = f"{_('Pictures and PDF')} (*.pdf *.png *.jpg *.jpeg *.tif *.tiff)"
        self.screens.files.open_file(self, _("Choose the scan…"), filters, self.take_scan)

    def take_scan(self, path: Path) -> None:
        """The scan's name is kept; the file stays where the clinic keeps its scans."""
        self.kept_in.line.setText(path.name)
        self.sign_button.setFocus()

    def _wrong(self, error: ReceptionError) -> None:
        if isinstance(error, InvalidInput) and error.field == "kept_in":
            self.kept_in.set_error(say(error.message))
        else:
            self.screens.notify.explain(error)


def _unsigned(parent: QWidget) -> Table[PaperRow]:
    words = {
        PaperState.TO_PRINT: msg("not printed"),
        PaperState.PRINTED: msg("printed"),
        PaperState.HANDED: msg("handed over"),
    }

    def kind(one: PaperRow) -> str:
        return say(paper_label(one.kind))

    def number(one: PaperRow) -> str:
        return _("No. {number}, {day}", number=one.number, day=one.day)

    def name(one: PaperRow) -> str:
        return one.patient_name

    def state(one: PaperRow) -> str:
        return say(words[one.state])

    def key(one: PaperRow) -> int:
        return one.paper_id

    table = Table(
        RowsModel(
            [
                TableColumn(_("Paper"), kind, stretch=True, second=number),
                TableColumn(_("Patient"), name),
                TableColumn(_("State"), state),
            ],
            key,
        ),
        tall=True,
        parent=parent,
    )
    table.setMinimumHeight(280)
    return table
