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
from reception.progress import Progress
from reception.queries.behind import BehindRow, behind_rows
from reception.queries.clinic import clinic_day
from reception.queries.month import MonthView, month_view
from reception.queries.month_files import report_name
from reception.queries.month_tables import behind_tables, own_first, screen_tables
from reception.queries.month_values import Behind
from reception.rules.report_period import is_month, period_after, period_before
from reception.ui import theme
from reception.ui.i18n import _, ngettext_, say
from reception.ui.kit.button import Button
from reception.ui.kit.choose import Segments
from reception.ui.kit.layout import STRETCH, Column, Scroll, column, row
from reception.ui.kit.text import Text
from reception.ui.page import Command, Page, Screens
from reception.ui.pages.reports.behind_dialog import BehindDialog
from reception.ui.pages.reports.figures import Figures
from reception.ui.pages.reports.overview import Overview
from reception.ui.pages.reports.range_form import RangeForm, period_title
from reception.ui.pages.reports.report_file import write_file
from reception.ui.pages.reports.untold import untold_table
from reception.ui.theme import Status
from reception.values.period import Period, add_months

OVERVIEW, UNTOLD, FIGURES = "overview", "untold", "figures"
ROOMY_SCALE = 125
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
        self._period: Period | None = None
        self._asked: Period | None = None
        self.view: MonthView | None = None
        self.title = Text("", "title", parent=self)
        self.before_button = Button("", "quiet", icon="chevron_left", key="Alt+Left", parent=self)
        self.before_button.setAccessibleName(_("Period before"))
        self.before_button.clicked.connect(self._go_back)
        self.after_button = Button("", "quiet", icon="chevron_right", key="Alt+Right", parent=self)
        self.after_button.setAccessibleName(_("Period after"))
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
        self.range_button = Button(_("Other days"), "quiet", icon="calendar", parent=self)
        self.range_button.clicked.connect(self.choose_days)
        self.range = RangeForm(self)
        self.range.chosen.connect(self._show_days)
        self.range.closed.connect(self._back_to_month)
        self.range.hide()
        self.counting = Text("", "muted", parent=self)
        self.counting.hide()
        self.remarks = Text("", "muted", wrap=True, parent=self)
        self._build_parts()
        turning = (self.title, self.before_button, self.after_button, self.range_button)
        files = tuple(self.file_buttons.values())
        if theme.active().scale <= ROOMY_SCALE:
            heads = [row(*turning, self.counting, STRETCH, *files, gap=8)]
        else:  # at large text the files stand below, so that nothing is pushed out
            heads = [
                row(*turning, self.counting, STRETCH, gap=8),
                row(*files, STRETCH, gap=8),
            ]
        self.setLayout(
            column(
                *heads,
                self.range,
                row(self.parts, STRETCH),
                self.remarks,
                self.stack,
                gap=12,
                margins=(24,),
            )
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
        if self._period is None:
            back = 1 if today.day <= _WHOLE_MONTH_UNTIL else 0
            self._period = Period.month_of(add_months(today.replace(day=1), -back))
        self._asked = self._period
        if self.view is None:
            self.title.setText(period_title(self._period))
        self.after_button.setEnabled(period_after(self._period).first <= today)
        self.screens.jobs.study(
            partial(month_view, period=self._period, today=today),
            title=_("Counting the month"),
            done=partial(self._show, self._period),
            shown=self._show_counting,
        )

    def _show_counting(self, progress: Progress | None) -> None:
        doing = None if progress is None else progress.step.doing
        self.counting.setText("" if doing is None else say(doing))
        self.counting.setVisible(doing is not None)

    def _today(self) -> date:
        ask = self.screens.actions.ask
        return ask(partial(clinic_day, now=self.screens.clock.now()))

    def _show(self, period: Period, view: MonthView) -> None:
        if period != self._asked:
            return
        actor = self.screens.seat.actor
        mine = own_first(view.report, None if actor is None else actor.staff_id)
        self.view = view = replace(view, report=mine)
        report = view.report
        self.title.setText(period_title(period))
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
        if self._period is not None:
            self._go(period_before(self._period))

    @Slot()
    def _go_on(self) -> None:
        if self.after_button.isEnabled() and self._period is not None:
            self._go(period_after(self._period))

    def _go(self, period: Period) -> None:
        self._period = period
        self.refresh()

    @Slot()
    def choose_days(self) -> None:
        """Ask from which day to which."""
        shown = self._period or Period.month_of(self._today())
        self.range.ask(shown, self._today())

    @Slot(object)
    def _show_days(self, period: object) -> None:
        if isinstance(period, Period):
            self._go(period)

    @Slot()
    def _back_to_month(self) -> None:
        self.range_button.setFocus()
        if self._period is not None and not is_month(self._period):
            self._go(Period.month_of(min(self._period.last, self._today())))

    def first_focus(self) -> QWidget | None:
        """The parts; Tab goes on to the figures."""
        return self.parts.button(self.parts.value())

    def arrive(self, subject: object) -> None:
        """A part's key shows it."""
        if subject in (OVERVIEW, UNTOLD, FIGURES):
            self.show_part(str(subject))

    def step_back(self) -> bool:
        """Esc leads back to the overview."""
        if not self.range.isHidden():
            self.range.close_form()
            return True
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
            Command(_("Report of other days, from and to"), self.choose_days),
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
