"""Papers that wait for the printer, and the papers the desk itself needs.

The list is what the database knows, so it survives a printer without paper and a restart.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.queries.papers import PaperRow, papers_not_printed
from reception.services.desk_papers import (
    issue_cue_card,
    issue_key_card,
    issue_paper_journal,
    issue_poster,
)
from reception.services.desk_papers import issue_what_it_gives as issue_overview
from reception.services.paper_states import mark_printed, void_papers
from reception.services.papers import issue_rules_sheet
from reception.ui.i18n import _, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.flow import Flow
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.cards.part import Part
from reception.ui.papers import draw_papers
from reception.ui.printing import FinishedPaper
from reception.ui.tables.table import Column as TableColumn
from reception.ui.tables.table import RowsModel, Table
from reception.values.choices import Job
from reception.values.labels import job_label, paper_label


class PapersPart(Part):
    """What waits, and four ways out of it."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        self.nothing = Text(_("Every paper is printed."), "muted", parent=self)
        self.table = _waiting(self)
        self.table.opened.connect(self._open)
        self.print_button = Button(_("Print…"), "primary", icon="print", parent=self)
        self.print_button.clicked.connect(self._print)
        self.folder_button = Button(_("To a folder instead…"), icon="folder", parent=self)
        self.folder_button.clicked.connect(self._to_folder)
        self.printed_button = Button(_("Printed already"), icon="check", parent=self)
        self.printed_button.clicked.connect(self._printed)
        self.void_button = Button(_("Not needed"), "quiet", parent=self)
        self.void_button.clicked.connect(self._void)
        self.buttons = (
            self.print_button,
            self.folder_button,
            self.printed_button,
            self.void_button,
        )
        queue = Card(
            _("Waiting for the printer"),
            _("Without a paper chosen, the buttons mean all of them."),
            parent=self,
        )
        queue.add(self.nothing).add(self.table, 1).add(Flow(*self.buttons, gap=8))
        for part in (queue, self._own_papers()):
            self.box.addWidget(part)
        self.box.addStretch(1)

    def _own_papers(self) -> Card:
        card = Card(
            _("Papers of the desk"), _("In the clinic's language, from the terms in force.")
        )
        makers: list[tuple[str, Any]] = [
            (_("What the card gives"), issue_overview),
            (_("Rules sheet"), issue_rules_sheet),
            (_("Rules sheet, large print"), partial(issue_rules_sheet, large_print=True)),
            (_("Poster"), issue_poster),
            (_("Paper journal"), issue_paper_journal),
            (_("Key card"), issue_key_card),
        ]
        makers += [
            (
                _("Cue card: {job}", job=say(job_label(job))),
                partial(issue_cue_card, job=job),
            )
            for job in Job
        ]
        self.own = [Maker(word, make, self) for word, make in makers]
        return card.add(Flow(*self.own, gap=8))

    def refresh(self) -> None:
        """Ask what waits."""
        rows = self.screens.actions.ask(papers_not_printed)
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        for button in self.buttons:
            button.setVisible(bool(rows))

    def first_focus(self) -> QWidget | None:
        """Printing what waits; else the first paper of the desk."""
        return self.print_button if self.table.rows_model.rows else self.own[0]

    def make(self, service: Any) -> None:
        """Make one of the desk's papers and show it."""
        self.screens.actions.run(service, done=self._made)

    def _made(self, paper_id: int) -> None:
        self.screens.papers.show([paper_id], self)

    def _chosen(self) -> list[int]:
        key = self.table.current_key()
        if isinstance(key, int):
            return [key]
        return [one.paper_id for one in reversed(self.table.rows_model.rows)]

    @Slot(object)
    def _open(self, key: object) -> None:
        if isinstance(key, int):
            self.screens.papers.show([key], self)

    @Slot()
    def _print(self) -> None:
        self.screens.papers.show(self._chosen(), self)

    @Slot()
    def _printed(self) -> None:
        self.screens.actions.run(partial(mark_printed, paper_ids=self._chosen()))

    @Slot()
    def _void(self) -> None:
        self.screens.actions.run(partial(void_papers, paper_ids=self._chosen()))

    @Slot()
    def _to_folder(self) -> None:
        chosen = self._chosen()
        self.screens.jobs.ask(
            partial(draw_papers, paper_ids=tuple(chosen)),
            title=_("Drawing the papers"),
            done=partial(self._drawn, chosen),
        )

    def _drawn(self, chosen: list[int], papers: list[FinishedPaper]) -> None:
        self.screens.files.folder(self, _("Save as PDF…"), partial(self._write, chosen, papers))

    def _write(self, chosen: list[int], papers: list[FinishedPaper], folder: Path) -> None:
        try:
            for paper in papers:
                (folder / paper.file_name).write_bytes(paper.pdf)
        except OSError as error:
            self.screens.notify.explain(error)
            return
        self.screens.actions.run(partial(mark_printed, paper_ids=chosen))


class Maker(Button):
    """A button that makes one paper of the desk."""

    def __init__(self, word: str, make: Any, part: PapersPart) -> None:
        super().__init__(word, icon="document", parent=part)
        self._make = make
        self._part = part
        self.clicked.connect(self._pressed)

    @Slot()
    def _pressed(self) -> None:
        self._part.make(self._make)


def _waiting(parent: QWidget) -> Table[PaperRow]:
    def kind(one: PaperRow) -> str:
        return say(paper_label(one.kind))

    def number(one: PaperRow) -> str:
        return one.number

    def name(one: PaperRow) -> str:
        return one.patient_name

    def day(one: PaperRow) -> str:
        return screen_translator().day(one.day)

    def key(one: PaperRow) -> int:
        return one.paper_id

    table = Table(
        RowsModel(
            [
                TableColumn(_("Paper"), kind, stretch=True),
                TableColumn(_("No."), number, width=90),
                TableColumn(_("Patient"), name, width=270),
                TableColumn(_("Day"), day, width=120),
            ],
            key,
        ),
        parent=parent,
    )
    table.setMinimumHeight(180)
    return table
