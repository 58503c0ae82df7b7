"""The imports that were made; each can be taken back whole while no later work depends on it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.queries.clinic import clinic_facts
from reception.queries.imports import RunRow, import_runs, kept_rows
from reception.services.import_undo import undo_import
from reception.ui.i18n import _, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.dialog import Confirm
from reception.ui.kit.layout import STRETCH, row
from reception.ui.page import Screens
from reception.ui.pages.imports.field_words import kind_word
from reception.ui.pages.imports.work import save_kept
from reception.ui.tables.table import Column, RowsModel, Table


class HistoryPart(Card):
    """The list of imports, the newest first."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(_("Earlier imports"), parent=parent)
        self._screens = screens
        self._zone = ZoneInfo("UTC")
        columns = (
            Column[RunRow](_("When"), self._when, second=_who),
            Column[RunRow](_("File"), _file, stretch=True, second=_subject),
            Column[RunRow](_("New"), _new, number=True),
            Column[RunRow](_("Updated"), _updated, number=True),
            Column[RunRow](_("Refused"), _refused, number=True),
        )
        self.list: Table[RunRow] = Table(RowsModel(columns, _key), tall=True, parent=self)
        self.list.setAccessibleName(_("Earlier imports"))
        self.list.selected.connect(self._chosen)
        self.undo_button = Button(_("Take this import back…"), icon="undo", parent=self)
        self.undo_button.clicked.connect(self._ask)
        self.save_button = Button(_("Save refused rows…"), icon="download", parent=self)
        self.save_button.clicked.connect(self._save)
        self.add(self.list).add(row(self.undo_button, self.save_button, STRETCH))

    def refresh(self) -> None:
        """Ask again."""
        ask = self._screens.actions.ask
        self._zone = ZoneInfo(ask(clinic_facts).time_zone)
        rows = ask(import_runs)
        self.list.show_rows(rows)
        self.list.fit(most=6)
        self.setVisible(bool(rows))
        if rows and self.list.current_key() is None:
            self.list.choose(rows[0].id)
        self._chosen(None)

    def _when(self, run: RunRow) -> str:
        return screen_translator().moment(run.recorded_at.astimezone(self._zone))

    def _run(self) -> RunRow | None:
        key = self.list.current_key()
        return next((run for run in self.list.rows_model.rows if run.id == key), None)

    @Slot(object)
    def _chosen(self, _key: object) -> None:
        run = self._run()
        stands = run is not None and run.undone_at is None
        self.undo_button.setEnabled(stands)
        self.save_button.setEnabled(stands and run is not None and run.refused > 0)

    @Slot()
    def _save(self) -> None:
        run = self._run()
        if run is not None:
            name = _("{name} refused rows.csv", name=Path(run.file_name).stem)
            self._screens.files.save_file(
                self, _("Save refused rows"), name, "CSV (*.csv);;XLSX (*.xlsx)", self._write
            )

    def _write(self, path: Path) -> None:
        run = self._run()
        kept = None if run is None else self._screens.actions.ask(partial(kept_rows, run_id=run.id))
        if kept is not None:
            self._screens.jobs.do(
                partial(save_kept, path, kept),
                title=_("Saving"),
                done=self._saved,
                failed=self._screens.notify.explain,
            )

    def _saved(self, path: Path) -> None:
        self._screens.notify.say(_("Saved: {file}", file=path.name))

    @Slot()
    def _ask(self) -> None:
        run = self._run()
        if run is None:
            return
        dialog = Confirm(
            _("Take the import of {file} back?", file=run.file_name),
            _("What it brought in goes, what it overwrote returns. Later work stops it."),
            go_on=_("Take back"),
            cancel=_("Cancel"),
            parent=self.window(),
        )
        dialog.accepted.connect(self._undo)
        dialog.open()

    @Slot()
    def _undo(self) -> None:
        run = self._run()
        if run is not None:
            self._screens.jobs.run(
                partial(undo_import, run_id=run.id), title=_("Taking the import back")
            )


def _who(run: RunRow) -> str:
    return run.recorded_by or _("command line")


def _file(run: RunRow) -> str:
    return run.file_name


def _subject(run: RunRow) -> str:
    word = kind_word(run.kind)
    return f"{word} · {_('taken back')}" if run.undone_at is not None else word


def _new(run: RunRow) -> str:
    return screen_translator().number(run.imported)


def _updated(run: RunRow) -> str:
    return screen_translator().number(run.updated)


def _refused(run: RunRow) -> str:
    return screen_translator().number(run.refused)


def _key(run: RunRow) -> int:
    return run.id
