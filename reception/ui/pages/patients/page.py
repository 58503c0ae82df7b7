"""Patients: everybody by name, found in any spelling, and one record on one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from reception.changes import Topic
from reception.queries.clinic import clinic_day, clinic_facts
from reception.queries.duplicates import (
    ToDecide,
    duplicates_to_decide,
    duplicates_waiting,
    whole_check,
)
from reception.queries.patients import PAGE_ROWS, PatientRow, patient_page
from reception.queries.quality import ClinicQuality, clinic_quality
from reception.queries.search import search
from reception.rules.duplicates import Likely
from reception.services.duplicates import keep_likely_pairs
from reception.ui import theme
from reception.ui.i18n import _, ngettext_, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.empty import EmptyState
from reception.ui.kit.field import Field
from reception.ui.kit.layout import STRETCH, Column, Row, row
from reception.ui.kit.text import Text
from reception.ui.page import DUPLICATES, Command, Page, Screens
from reception.ui.pages.patients.duplicates import DuplicatesPanel
from reception.ui.pages.patients.part import ROOMY_SCALE
from reception.ui.pages.patients.quality_dialog import QualityDialog
from reception.ui.pages.patients.record import PatientRecord
from reception.ui.tables.table import Column as TableColumn
from reception.ui.tables.table import RowsModel, Table
from reception.values.phone_number import PhoneNumber

LIST_WIDTH, NARROW_LIST_WIDTH = 420, 300


class PatientsPage(Page):
    """The list on the left, the chosen record on the right."""

    interested_in: ClassVar[frozenset[Topic]] = frozenset(
        {
            Topic.PATIENTS,
            Topic.HOUSEHOLDS,
            Topic.VISITS,
            Topic.MENTIONS,
            Topic.CARDS,
            Topic.ACCOUNTS,
            Topic.POINTS,
            Topic.IMPORTS,
            Topic.CONSENTS,
            Topic.PAPERS,
            Topic.FEEDBACK,
        }
    )

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(screens, parent)
        self._shown = PAGE_ROWS
        self._patient_id: int | None = None
        self.finder = Field("", placeholder=_("name · phone · card · date of birth"), parent=self)
        self.finder.editor.setAccessibleName(_("Search"))
        self.finder.edited.connect(self._typed)
        self.finder.returned.connect(self._choose_first)
        self.count = Text("", "muted", parent=self)
        self.quality_button = Button(_("What is missing…"), "quiet", parent=self)
        self.quality_button.clicked.connect(self._look_at_quality)
        self.list = _patients_table(self)
        self.list.selected.connect(self._chosen)
        self.list.opened.connect(self._opened)
        self.more_button = Button(_("Show more"), "quiet", parent=self)
        self.more_button.clicked.connect(self._show_more)
        self.import_button = Button(_("Import…"), icon="upload", parent=self)
        self.import_button.clicked.connect(self._import)
        self.duplicates_button = Button(_("Duplicates…"), "quiet", parent=self)
        self.duplicates_button.clicked.connect(self._look_for_duplicates)
        self.nothing = EmptyState(
            "patients",
            _("No patients yet"),
            _("Bring the clinic's card index in from a file, or enter people at the desk."),
            action=_("Import…"),
            parent=self,
        )
        self.nothing.acted.connect(self._import)
        self.record = PatientRecord(screens, self)
        self.record.hide()
        self.hint = EmptyState("patient", _("Choose a patient on the left."), parent=self)
        self.duplicates = DuplicatesPanel(screens, self)
        self.duplicates.open_asked.connect(self._open_one)
        self.duplicates.closed.connect(self._close_duplicates)
        self.duplicates.hide()
        left = Column(
            Row(Text(_("Patients"), "title"), STRETCH, self.duplicates_button),
            row(self.import_button, STRETCH),
            self.finder,
            Row(self.count, STRETCH, self.quality_button),
            self.list,
            self.nothing,
            row(self.more_button, STRETCH),
            gap=12,
        )
        wear = theme.active()
        left.setFixedWidth(wear.px(LIST_WIDTH if wear.scale <= ROOMY_SCALE else NARROW_LIST_WIDTH))
        layout = row(left, self.record, self.hint, self.duplicates, gap=24, margins=(24,))
        for place in (1, 2, 3):
            layout.setStretch(place, 1)
        self.setLayout(layout)

    def refresh(self) -> None:
        """Ask for the list again, and for the record that is open."""
        ask = self.screens.actions.ask
        text = self.finder.text()
        if text:
            facts = ask(clinic_facts)
            day = ask(partial(clinic_day, now=self.screens.clock.now()))
            found = ask(
                partial(search, text=text, country=facts.country, today=day, limit=self._shown)
            )
            rows = [
                PatientRow(one.patient_id, one.name, one.birth_date, "", "") for one in found.rows
            ]
            more = "+" if found.is_more else ""
            self.count.setText(
                _("Found: {count}", count=screen_translator().number(found.total) + more)
            )
            total = found.total
        else:
            page = ask(partial(patient_page, limit=self._shown))
            rows, total = list(page.rows), page.total
            self.count.setText(ngettext_("{count} patient", "{count} patients", total))
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows) or bool(text))
        self.nothing.setVisible(not rows and not text)
        self.count.setVisible(bool(rows) or bool(text))
        self.more_button.setVisible(len(rows) < total)
        waiting = ask(duplicates_waiting)
        count = screen_translator().number(waiting)
        self.duplicates_button.setText(
            _("Duplicates: {count}", count=count) if waiting else _("Duplicates…")
        )
        if self.duplicates.isVisible():
            self.duplicates.show_found(ask(duplicates_to_decide), keep_place=True)
        else:
            self._show_record()

    def _show_record(self) -> None:
        if self._patient_id is None:
            return
        self.duplicates.hide()
        self.record.show_person(self._patient_id)
        self.record.show()
        self.hint.hide()

    def in_hand(self) -> int | None:
        """Whose record is open."""
        return self._patient_id

    @Slot()
    def _look_at_quality(self) -> None:
        day = self.screens.actions.ask(partial(clinic_day, now=self.screens.clock.now()))
        self.screens.jobs.study(
            partial(clinic_quality, day=day),
            title=_("Looking through the records"),
            done=self._show_quality,
        )

    def _show_quality(self, found: ClinicQuality) -> None:
        QualityDialog(found, self.arrive, self.window()).open()

    def arrive(self, subject: object) -> None:
        """Somebody wants to see one patient's record, a part of it (`(patient_id, key)`), or pairs."""
        match subject:
            case int():
                self._open_one(subject)
            case (int(patient_id), str(key)):
                self._open_one(patient_id)
                self.record.open_part(key)
            case str(word) if word == DUPLICATES:
                self._look_for_duplicates()

    @Slot(int)
    def _open_one(self, patient_id: int) -> None:
        self._patient_id = patient_id
        self.duplicates.hide()
        self.refresh()

    def first_focus(self) -> QWidget | None:
        """The search."""
        return self.finder

    def step_back(self) -> bool:
        """Esc closes the duplicates, empties the search, then closes the record."""
        if self.duplicates.isVisible():
            return self.duplicates.step_back()
        if self.record.isVisible() and self.record.step_back():
            return True
        if self.finder.text():
            self.finder.line.clear()
            self.refresh()
            return True
        if self._patient_id is not None:
            self._patient_id = None
            self.record.hide()
            self.hint.show()
            self.list.clearSelection()
            return True
        return False

    def commands(self) -> Sequence[Command]:
        """The import and the duplicates, by name."""
        return (
            Command(_("Import patients or visits"), self._import),
            Command(_("Likely duplicates"), self._look_for_duplicates),
        )

    @Slot(str)
    def _typed(self, _text: str) -> None:
        self._shown = PAGE_ROWS
        self.refresh()

    @Slot()
    def _choose_first(self) -> None:
        first = self.list.rows_model.key_at(0)
        if first is not None:
            self.list.choose(first)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _show_more(self) -> None:
        self._shown += PAGE_ROWS
        self.refresh()

    @Slot(object)
    def _chosen(self, key: object) -> None:
        if isinstance(key, int) and key != self._patient_id:
            self._patient_id = key
            self._show_record()

    @Slot(object)
    def _opened(self, key: object) -> None:
        self._chosen(key)
        self.record.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _look_for_duplicates(self) -> None:
        """The list as it stands; everybody is compared first where an import has come since."""
        found = self.screens.actions.ask(duplicates_to_decide)
        if found.is_whole:
            self._show_duplicates(found)
            return
        self.screens.jobs.study(
            whole_check, title=_("Looking for likely duplicates"), done=self._duplicates_found
        )

    def _duplicates_found(self, pairs: list[Likely]) -> None:
        self.screens.actions.run(partial(keep_likely_pairs, pairs=pairs), done=self._pairs_kept)

    def _pairs_kept(self, _count: int) -> None:
        self._show_duplicates(self.screens.actions.ask(duplicates_to_decide))

    def _show_duplicates(self, found: ToDecide) -> None:
        self.duplicates.show_found(found)
        self.record.hide()
        self.hint.hide()
        self.duplicates.show()
        if found.pairs:
            self.duplicates.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _close_duplicates(self) -> None:
        self.duplicates.hide()
        self.record.setVisible(self._patient_id is not None)
        self.hint.setVisible(self._patient_id is None)
        self.finder.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _import(self) -> None:
        self.screens.navigate("import")


def _patients_table(parent: QWidget) -> Table[PatientRow]:
    def name(one: PatientRow) -> str:
        return one.name

    def below(one: PatientRow) -> str:
        born = "" if one.birth_date is None else screen_translator().day(one.birth_date)
        phone = str(PhoneNumber("+" + one.phone)) if one.phone else ""
        number = f"№ {one.external_id}" if one.external_id else ""
        return " · ".join(part for part in (born, phone, number) if part)

    def key(one: PatientRow) -> int:
        return one.patient_id

    return Table(
        RowsModel([TableColumn(_("Patient"), name, stretch=True, second=below)], key),
        header=False,
        tall=True,
        parent=parent,
    )
