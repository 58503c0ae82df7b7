"""Import: choose a file, see how it is read, check every row, bring it in, take it back.

Nothing is written before the whole file is checked, and the import itself is one step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

from reception.changes import Topic
from reception.errors import ReceptionError
from reception.exchange.column_map import ColumnMap, write_map
from reception.exchange.columns import Subject
from reception.exchange.raw_table import RawTable
from reception.queries.clinic import clinic_day
from reception.queries.duplicates import whole_check
from reception.queries.imports import ImportCheck, check_import, checked_anew
from reception.rules.duplicates import Likely
from reception.services.duplicates import keep_likely_pairs
from reception.services.import_kinds import IMPORTS
from reception.services.imports import ImportResult
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.chip import Choices
from reception.ui.kit.empty import EmptyState
from reception.ui.kit.layout import STRETCH, Column, Row, Scroll, column
from reception.ui.kit.strip import Strip
from reception.ui.kit.text import Text
from reception.ui.page import DUPLICATES, Command, Page, Screens
from reception.ui.pages.imports.field_words import kinds
from reception.ui.pages.imports.history_part import HistoryPart
from reception.ui.pages.imports.mappings_part import MappingsPart
from reception.ui.pages.imports.reading_part import ReadingPart
from reception.ui.pages.imports.result_part import ResultPart
from reception.ui.pages.imports.work import (
    load_mapping,
    read_file,
    save_rows,
    save_text,
    still_the_same,
    whole_mapping,
)
from reception.ui.pages.imports.writing_part import WritingPart
from reception.ui.theme import Status


@dataclass(frozen=True)
class _Chosen:
    """The file on the screen, how it is read, and what was last said about it."""

    path: Path
    mapping: ColumnMap
    table: RawTable | None = None
    outcome: ImportCheck | ImportResult | None = None


class ImportPage(Page):
    """One file at a time, and the imports that were made."""

    interested_in: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.IMPORTS, Topic.PATIENTS, Topic.VISITS, Topic.PRICES}
    )

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(screens, parent)
        self._chosen: _Chosen | None = None
        self._importing = False
        self._is_fresh = False
        self.subject = Choices(kinds(), parent=self)
        self.subject.set_value(Subject.PATIENTS)
        self.subject.chosen.connect(self._subject_chosen)
        self.file_button = Button(_("Choose a file…"), icon="folder", parent=self)
        self.file_button.clicked.connect(self._choose)
        self.file_name = Text("", "strong", parent=self)
        self.trouble = Strip("", Status.DANGER, parent=self)
        self.trouble.hide()
        self.nothing = EmptyState(
            "upload",
            _("Bring in the clinic's list of patients, then its other lists"),
            _(
                "CSV, Excel (XLSX, XLS), OpenDocument (ODS) or vCard from the old program. The"
                " whole file is checked first; nothing is written before you say so, and the"
                " import can be taken back."
            ),
            action=_("Choose a file…"),
            parent=self,
        )
        self.nothing.acted.connect(self._choose)
        self.writing = WritingPart(self)
        self.result = ResultPart(self)
        self.result.import_asked.connect(self._import)
        self.result.save_asked.connect(self._save_refused)
        self.result.likely_button.clicked.connect(self._look_at_duplicates)
        self.reading = ReadingPart(self)
        self.reading.changed.connect(self._mapping_changed)
        self.reading.save_asked.connect(self._save_mapping)
        self.reading.open_asked.connect(self._open_mapping)
        self.mappings = MappingsPart(screens, self)
        self.mappings.chosen.connect(self._mapping_changed)
        self.reading.add(self.mappings)
        self.history = HistoryPart(screens, self)
        self.screens.jobs.busy.connect(self._busy)
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        content = Column(
            self.trouble,
            self.nothing,
            self.writing,
            self.result,
            self.reading,
            self.history,
            STRETCH,
            gap=16,
            margins=(24, 0, 24, 24),
        )
        head = Row(
            Text(_("Import"), "title"),
            self.subject,
            self.file_button,
            self.file_name,
            STRETCH,
            gap=16,
            margins=(24, 24, 24, 0),
        )
        self.sheet = Scroll(content)
        self.setLayout(column(head, self.sheet, gap=16))

    # --- The page -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the imports again, and check the chosen file anew."""
        self.history.refresh()
        stands = self._chosen is None or isinstance(self._chosen.outcome, ImportResult)
        if not stands and not self._importing:
            self._check()

    def first_focus(self) -> QWidget | None:
        """The next step."""
        if self._chosen is None:
            return self.nothing.button
        return self.result.import_button if self.result.import_button.isVisible() else None

    def step_back(self) -> bool:
        """Esc puts the chosen file away."""
        if self._chosen is None:
            return False
        self._chosen = None
        self._show()
        self.nothing.button.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def commands(self) -> Sequence[Command]:
        """Choosing a file, by name."""
        return (Command(_("Choose a file to import"), self._choose),)

    def _show(self) -> None:
        chosen = self._chosen
        table = None if chosen is None else chosen.table
        outcome = None if chosen is None else chosen.outcome
        self.nothing.setVisible(chosen is None)
        self.file_name.setText("" if chosen is None else chosen.path.name)
        self.reading.setVisible(table is not None and not isinstance(outcome, ImportResult))
        self.result.setVisible(table is not None and outcome is not None)
        if chosen is None:
            self.trouble.hide()
        if chosen is not None and table is not None:
            self.reading.show_table(table, chosen.mapping)
            self.mappings.show_table(table, chosen.mapping)
            if outcome is not None:
                done = isinstance(outcome, ImportResult)
                self.result.show_outcome(outcome, table, done=done)

    def _trouble(self, error: ReceptionError) -> None:
        """Say above the file what is wrong with it."""
        faults = [say(fault) for fault in getattr(error, "faults", ())]
        self.trouble.say(" ".join([say(error.message), *faults]), Status.DANGER)
        self.trouble.show()

    # --- Choosing and reading -----------------------------------------------------------------

    @Slot()
    def _choose(self) -> None:
        filters = _("Tables") + " (*.csv *.txt *.tsv *.xlsx *.xlsm *.xls *.ods *.vcf)"
        self.screens.files.open_file(self, _("Choose a file"), filters, self.open_path)

    def open_path(self, path: Path) -> None:
        """Read a file and check it; a mapping that was kept for its titles is used again."""
        self._is_fresh = True
        self._read(path, ColumnMap())

    @Slot(object)
    def _subject_chosen(self, _subject: object) -> None:
        if self._chosen is not None:
            self.open_path(self._chosen.path)

    @Slot(object)
    def _mapping_changed(self, mapping: ColumnMap) -> None:
        if self._chosen is not None:
            self._read(self._chosen.path, mapping)

    def _read(self, path: Path, mapping: ColumnMap) -> None:
        self.trouble.hide()
        self._chosen = _Chosen(path, mapping)
        self._show()
        today = self.screens.actions.ask(partial(clinic_day, now=self.screens.clock.now()))
        work = partial(read_file, path, mapping, self.subject.value(), today)
        self.screens.jobs.do(
            work, title=_("Reading the file"), done=self._was_read, failed=self._trouble
        )

    def _was_read(self, table: RawTable) -> None:
        if self._chosen is None:
            return
        kept = self.mappings.fitting(table) if self._is_fresh else None
        self._is_fresh = False
        if kept is not None:
            self._read(self._chosen.path, kept)
            return
        self._chosen = _Chosen(self._chosen.path, self._chosen.mapping, table)
        self._show()
        if table.not_understood is not None:
            self.trouble.say(say(table.not_understood), Status.WARN)
            self.trouble.show()
            return
        self._check()

    def _check(self) -> None:
        if self._chosen is None or self._chosen.table is None:
            return
        table = self._chosen.table
        if table.not_understood is not None:
            return
        today = self.screens.actions.ask(partial(clinic_day, now=self.screens.clock.now()))
        query = partial(check_import, subject=table.subject, content=table.content, today=today)
        self.screens.jobs.ask(
            query, title=_("Checking the rows"), done=self._was_checked, failed=self._trouble
        )

    def _was_checked(self, check: ImportCheck) -> None:
        chosen = self._chosen
        if chosen is None or chosen.table is None or isinstance(chosen.outcome, ImportResult):
            return
        self._chosen = _Chosen(chosen.path, chosen.mapping, chosen.table, check)
        self._show()
        if self.result.import_button.isEnabled():
            self.result.import_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- Importing ----------------------------------------------------------------------------

    @Slot()
    def _import(self) -> None:
        """Look whether the file is still the one that was checked, then bring it in."""
        if self._chosen is None or self._chosen.table is None or self._importing:
            return
        self._importing = True
        self.result.import_button.setEnabled(False)
        work = partial(still_the_same, self._chosen.path, self._chosen.table)
        self.screens.jobs.do(
            work, title=_("Reading the file"), done=self._carry_out, failed=self._not_imported
        )

    def _carry_out(self, table: RawTable) -> None:
        chosen = self._chosen
        check = chosen.outcome if chosen is not None else None
        today = self.screens.actions.ask(partial(clinic_day, now=self.screens.clock.now()))
        self.writing.begin(_("Importing"))
        self.screens.jobs.run(
            partial(IMPORTS[table.subject], content=table.content),
            title=_("Importing"),
            done=self._was_imported,
            failed=self._not_imported,
            prepare=partial(
                checked_anew,
                subject=table.subject,
                content=table.content,
                today=today,
                check=check if isinstance(check, ImportCheck) else None,
            ),
            shown=self.writing.show_progress,
        )

    def _was_imported(self, result: ImportResult) -> None:
        self._importing = False
        chosen = self._chosen
        if chosen is None or chosen.table is None:
            return
        self._chosen = _Chosen(chosen.path, chosen.mapping, chosen.table, result)
        self._show()
        self.history.refresh()
        if chosen.table.subject is Subject.PATIENTS and result.run_id:
            title = _("Looking for likely duplicates")
            self.writing.begin(title)
            self.screens.jobs.study(
                whole_check,
                title=title,
                done=self._duplicates_found,
                shown=self.writing.show_progress,
            )

    def _duplicates_found(self, pairs: list[Likely]) -> None:
        self.screens.actions.run(
            partial(keep_likely_pairs, pairs=pairs), done=self.result.show_likely, quiet=True
        )

    @Slot()
    def _look_at_duplicates(self) -> None:
        self.screens.navigate("patients", DUPLICATES)

    @Slot(bool)
    def _busy(self, on: bool) -> None:
        """After the last job, once its answer is here: an import that was stopped can begin anew."""
        if not on:
            QTimer.singleShot(0, self._ready)

    @Slot()
    def _ready(self) -> None:
        if self._importing and not self.screens.jobs.is_busy:
            self._importing = False
            self.result.import_button.setEnabled(True)

    def _not_imported(self, error: ReceptionError) -> None:
        self._importing = False
        self.result.import_button.setEnabled(True)
        self._trouble(error)

    # --- Files out ----------------------------------------------------------------------------

    @Slot()
    def _save_refused(self) -> None:
        if self._chosen is not None:
            name = _("{name} refused rows.csv", name=self._chosen.path.stem)
            self.screens.files.save_file(
                self, _("Save refused rows"), name, "CSV (*.csv);;XLSX (*.xlsx)", self._save_rows
            )

    def _save_rows(self, path: Path) -> None:
        chosen = self._chosen
        if chosen is None or chosen.table is None or chosen.outcome is None:
            return
        work = partial(save_rows, path, chosen.table, chosen.outcome)
        self.screens.jobs.do(work, title=_("Saving"), done=self._saved, failed=self._trouble)

    def _saved(self, path: Path) -> None:
        self.screens.notify.say(_("Saved: {file}", file=path.name))

    @Slot()
    def _save_mapping(self) -> None:
        name = _("columns.toml")
        self.screens.files.save_file(
            self, _("Save the mapping"), name, "TOML (*.toml)", self._write_mapping
        )

    def _write_mapping(self, path: Path) -> None:
        if self._chosen is None or self._chosen.table is None:
            return
        text = write_map(whole_mapping(self._chosen.table))
        work = partial(save_text, path, text)
        self.screens.jobs.do(work, title=_("Saving"), done=self._saved, failed=self._trouble)

    @Slot()
    def _open_mapping(self) -> None:
        self.screens.files.open_file(
            self, _("Use a saved mapping"), "TOML (*.toml)", self._use_mapping
        )

    def _use_mapping(self, path: Path) -> None:
        work = partial(load_mapping, path, self.subject.value())
        self.screens.jobs.do(
            work, title=_("Reading the file"), done=self._mapping_changed, failed=self._trouble
        )
