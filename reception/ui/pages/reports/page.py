"""Reports: a month on one screen, the families never told, every figure, and the files of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from reception.changes import Topic
from reception.queries.behind import BehindRow, behind_rows
from reception.queries.clinic import clinic_day
from reception.queries.month import MonthView, month_view
from reception.queries.month_files import report_name
from reception.queries.month_tables import behind_tables, own_first, screen_tables
from reception.queries.month_values import Behind
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.choose import Segments
from reception.ui.kit.layout import STRETCH, Column, Scroll, column, row
from reception.ui.kit.text import Text
from reception.ui.page import Command, Page, Screens
from reception.ui.pages.reports.behind_dialog import BehindDialog
from reception.ui.pages.reports.figures import Figures
from reception.ui.pages.reports.overview import Overview
from reception.ui.pages.reports.report_file import write_file
from reception.ui.pages.reports.untold import untold_table
from reception.ui.theme import Status
from reception.values.period import add_months

OVERVIEW, UNTOLD, FIGURES = "overview", "untold", "figures"
_WHOLE_MONTH_UNTIL = 10  # until that day one looks back at the month that is over
FILES = {"pdf": "PDF (*.pdf)", "xlsx": "Excel (*.xlsx)", "csv": "CSV (*.csv)"}


class ReportsPage(Page):
    """The month; Alt+Left and Alt+Right go to the one before and after."""

    interested_in: ClassVar[frozenset[Topic]] = frozenset(
        {
            Topic.VISITS,
            Topic.MENTIONS,
            Topic.ACCOUNTS,
            Topic.POINTS,
            Topic.CARDS,
            Topic.TASKS,
            Topic.PATIENTS,
            Topic.HOUSEHOLDS,
            Topic.CLINIC,
            Topic.IMPORTS,
        }
    )

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(screens, parent)
        self._month: date | None = None
        self._asked: date | None = None
        self.view: MonthView | None = None
        self.title = Text("", "title", parent=self)
        self.before_button = Button("", "quiet", icon="chevron_left", key="Alt+Left", parent=self)
        self.before_button.setAccessibleName(_("Month before"))
        self.before_button.clicked.connect(self._go_back)
        self.after_button = Button("", "quiet", icon="chevron_right", key="Alt+Right", parent=self)
        self.after_button.setAccessibleName(_("Month after"))
        self.after_button.clicked.connect(self._go_on)
        self.file_buttons = {kind: self._file_button(kind) for kind in FILES}
        self.parts = Segments(
            [
                (OVERVIEW, _("At a glance")),
                (UNTOLD, _("Never told")),
                (FIGURES, _("All figures")),
            ],
            OVERVIEW,
            self,
        )
        self.parts.chosen.connect(self._show_part)
        self.remarks = Text("", "muted", wrap=True, parent=self)
        self._build_parts()
        head = row(
            self.title,
            self.before_button,
            self.after_button,
            STRETCH,
            *self.file_buttons.values(),
            gap=8,
        )
        self.setLayout(
            column(head, row(self.parts, STRETCH), self.remarks, self.stack, gap=12, margins=(24,))
        )

    def _build_parts(self) -> None:
        self.overview = Overview(self)
        self.overview.figure.connect(self._open_figure)
        self.overview.event_opened.connect(self._open_event)
        self.untold = untold_table(self)
        self.untold.opened.connect(self._open_patient)
        self.untold_about = Text("", "muted", wrap=True, parent=self)
        self.figures = Figures(self)
        self.figures.opened.connect(self._open_row)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(Scroll(self.overview))
        self.stack.addWidget(Column(self.untold_about, self.untold, gap=12))
        self.stack.addWidget(Scroll(self.figures))

    def _file_button(self, kind: str) -> Button:
        button = Button(kind.upper(), icon="download", parent=self)
        button.setAccessibleName(_("Save as {kind}", kind=kind.upper()))
        slots: dict[str, Callable[[], None]] = {
            "pdf": self._save_pdf,
            "xlsx": self._save_xlsx,
            "csv": self._save_csv,
        }
        button.clicked.connect(slots[kind])
        return button

    # --- Asking and showing -----------------------------------------------------------------

    def refresh(self) -> None:
        """Count the month again, as a job: a large clinic takes its second."""
        today = self._today()
        if self._month is None:
            back = 1 if today.day <= _WHOLE_MONTH_UNTIL else 0
            self._month = add_months(today.replace(day=1), -back)
        self._asked = self._month
        if self.view is None:
            self.title.setText(_first_large(screen_translator().month(self._month)))
        self.after_button.setEnabled(add_months(self._month, 1) <= today)
        self.screens.jobs.ask(
            partial(month_view, month=self._month, today=today),
            title=_("Counting the month"),
            done=partial(self._show, self._month),
        )

    def _today(self) -> date:
        ask = self.screens.actions.ask
        return ask(partial(clinic_day, now=self.screens.clock.now()))

    def _show(self, month: date, view: MonthView) -> None:
        if month != self._asked:
            return
        actor = self.screens.seat.actor
        mine = own_first(view.report, None if actor is None else actor.staff_id)
        self.view = view = replace(view, report=mine)
        report = view.report
        self.title.setText(_first_large(screen_translator().month(month)))
        self.remarks.setText(" ".join(say(remark) for remark in report.remarks))
        self.overview.show_view(view)
        self.untold.show_rows(report.never_told)
        self.untold_about.setText(
            ngettext_(
                "{count} family was never told about the programme.",
                "{count} families were never told about the programme.",
                len(report.never_told),
            )
            if report.never_told
            else _("Every family that came was told.")
        )
        self.figures.show_report(report, view.previous)

    @Slot(object)
    def _show_part(self, part: object) -> None:
        self.stack.setCurrentIndex((OVERVIEW, UNTOLD, FIGURES).index(str(part)))
        if part == UNTOLD and self.view is not None and self.view.report.never_told:
            if self.untold.current_key() is None:
                self.untold.selectRow(0)
            self.untold.setFocus()

    def show_part(self, part: str) -> None:
        """Show the overview, the families never told, or all figures."""
        self.parts.set_value(part)
        self._show_part(part)

    @Slot()
    def _go_back(self) -> None:
        self._go(-1)

    @Slot()
    def _go_on(self) -> None:
        if self.after_button.isEnabled():
            self._go(1)

    def _go(self, months: int) -> None:
        if self._month is not None:
            self._month = add_months(self._month, months)
            self.refresh()

    def first_focus(self) -> QWidget | None:
        """The parts; Tab goes on to the figures."""
        return self.parts.button(self.parts.value())

    def arrive(self, subject: object) -> None:
        """A part's key shows it."""
        if subject in (OVERVIEW, UNTOLD, FIGURES):
            self.show_part(str(subject))

    def step_back(self) -> bool:
        """Esc leads back to the overview."""
        if self.parts.value() == OVERVIEW:
            return False
        self.show_part(OVERVIEW)
        return True

    def commands(self) -> Sequence[Command]:
        """The list, the months and the files, by name."""
        return (
            Command(_("Show families never told"), partial(self.show_part, UNTOLD)),
            Command(_("Show all figures of the month"), partial(self.show_part, FIGURES)),
            Command(_("Report of the month before"), self._go_back, "Alt+Left"),
            Command(_("Save the report as PDF"), self._save_pdf),
            Command(_("Save the report as an Excel workbook"), self._save_xlsx),
            Command(_("Save the report as CSV"), self._save_csv),
        )

    # --- The list behind a figure -----------------------------------------------------------

    @Slot(str)
    def _open_figure(self, name: str) -> None:
        if self.view is None:
            return
        one = self.view.report.indicator(name)
        self._open_list(say(one.title), one.behind)

    @Slot(int)
    def _open_event(self, number: int) -> None:
        if self.view is None:
            return
        event = self.view.report.minus[number]
        self._open_list(say(event.what), event.behind)

    @Slot(int, int)
    def _open_row(self, table: int, place: int) -> None:
        if self.view is None:
            return
        report = self.view.report
        name = screen_tables(report, self.view.previous)[table].name
        self._open_list(say(name), behind_tables(report)[table][place])

    def _open_list(self, title: str, behind: Behind | None) -> None:
        if behind is not None:
            rows: list[BehindRow] = self.screens.actions.ask(partial(behind_rows, behind=behind))
            BehindDialog(title, rows, self._to_patient, self).open()

    def _to_patient(self, patient_id: int) -> None:
        self.screens.navigate("patients", patient_id)

    @Slot(object)
    def _open_patient(self, key: object) -> None:
        if isinstance(key, int):
            self._to_patient(key)

    # --- Files ------------------------------------------------------------------------------

    @Slot()
    def _save_pdf(self) -> None:
        self._save("pdf")

    @Slot()
    def _save_xlsx(self) -> None:
        self._save("xlsx")

    @Slot()
    def _save_csv(self) -> None:
        self._save("csv")

    def _save(self, kind: str) -> None:
        if self.view is None:
            return
        suggested = f"{report_name(self.view.report.period)}.{kind}"
        self.screens.files.save_file(
            self,
            _("Save the report"),
            suggested,
            FILES[kind],
            partial(self._write, self.view, kind),
        )

    def _write(self, view: MonthView, kind: str, path: Path) -> None:
        actor = self.screens.seat.actor
        work = partial(
            write_file,
            view,
            kind,
            path,
            translator=self.screens.translator,
            made_at=self.screens.clock.now(),
            made_by="" if actor is None else actor.name,
        )
        self.screens.jobs.do(work, title=_("Saving the report"), done=self._written)

    def _written(self, path: Path) -> None:
        self.screens.notify.say(_("Written: {path}", path=str(path)), Status.OK)


def _first_large(text: str) -> str:
    return text[:1].upper() + text[1:]
