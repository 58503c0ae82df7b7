"""How long what is kept, what is due to be erased by now, and the wishes to be erased."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.errors import ReceptionError
from reception.exchange.saving import save_whole
from reception.progress import Progress
from reception.queries.clinic import clinic_day, clinic_facts
from reception.queries.erasure import ErasureRow, erasures
from reception.queries.retention import (
    DueRow,
    PeriodRow,
    due_to_erase,
    people_due,
    retention_periods,
)
from reception.rules.retention import PERIODS, Kept
from reception.services.retention import change_retention, erase_outdated
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.dialog import Confirm
from reception.ui.kit.field import Field
from reception.ui.kit.form import Form
from reception.ui.kit.layout import Column, Row, clear
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.settings.part import Part
from reception.values.choices import ErasureState

MOST_PEOPLE = 20


class KindButton(Button):
    """A button that tells which kind of data, or which record, it is about."""

    asked = Signal(object)

    def __init__(self, word: str, about: object, *, icon: str = "") -> None:
        super().__init__(word, "quiet", icon=icon)
        self._about = about
        self.clicked.connect(self._ask)

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(self._about)


class RetentionPart(Part):
    """Periods with their reasons; every change names who made it."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        self.fields: dict[Kept, Field] = {}
        self.due = Card(
            _("Due to be erased"),
            _("Older than its period. People are erased one by one, with an act."),
        )
        self._due_lines = Column(gap=4)
        self.due.add(self._due_lines)
        self.wishes = Card(
            _("Wishes to be erased"), _("By their last day; done ones keep act and log.")
        )
        self._wish_lines = Column(gap=4)
        self.wishes.add(self._wish_lines)
        self.changed = Text("", "small", wrap=True, parent=self)
        for part in (self.due, self.wishes, self._periods_card(), self.changed):
            self.box.addWidget(part)
        self.box.addStretch(1)

    def _periods_card(self) -> Card:
        card = Card(
            _("How long what is kept"),
            _("The law leaves room; the clinic's lawyer decides. Less is better."),
        )
        form = Form(width=2, parent=card)
        for kind, period in PERIODS.items():
            field = Field(say(period.name), hint=f"{say(period.since)}. {say(period.why)}")
            field.setObjectName(kind.value)
            field.saved.connect(self._saved)
            self.fields[kind] = field
            form.add(kind.value, field)
        return card.add(form)

    def refresh(self) -> None:
        """Ask again for periods, what is due, and wishes."""
        ask = self.screens.actions.ask
        zone = ZoneInfo(ask(clinic_facts).time_zone)
        changes = [self._show_period(row, zone) for row in ask(retention_periods)]
        self.changed.setText("\n".join(change for change in changes if change))
        self.changed.setVisible(any(changes))
        day = ask(partial(clinic_day, now=self.screens.clock.now()))
        clear(self._due_lines.box)
        for due in ask(partial(due_to_erase, day=day)):
            self._due_lines.box.addWidget(self._due_line(due))
        for person in ask(partial(people_due, day=day))[:MOST_PEOPLE]:
            button = KindButton(person.name, person.patient_id, icon="patient")
            button.asked.connect(self._open_person)
            self._due_lines.box.addWidget(button)
        if not self._due_lines.box.count():
            nothing = _("Nothing is older than its period.")
            self._due_lines.box.addWidget(Text(nothing, "muted", wrap=True))
        self._show_wishes(ask(erasures), zone)

    def _show_period(self, row: PeriodRow, zone: ZoneInfo) -> str:
        """Show a period; answers who changed it, in words, where somebody did."""
        self.fields[row.kind].set_text(str(row.length))
        if row.changed_at is None:
            return ""
        changed = _(
            "Last changed by {name}, {moment}",
            name=row.changed_by,
            moment=row.changed_at.astimezone(zone),
        )
        return f"{say(PERIODS[row.kind].name)}: {changed}"

    def _due_line(self, due: DueRow) -> Row:
        rows = ngettext_("{count} row", "{count} rows", due.count)
        oldest = _("the oldest of {day}", day=due.oldest)
        shown = Row(
            Text(say(PERIODS[due.kind].name), wrap=True),
            Text(f"{rows}, {oldest}", "muted", wrap=True),
            gap=12,
        )
        shown.box.setStretch(0, 1)
        shown.box.setStretch(1, 1)
        if due.kind is not Kept.PEOPLE:
            button = KindButton(_("Erase…"), due.kind, icon="trash")
            button.asked.connect(self._erase)
            shown.box.addWidget(button)
        return shown

    def _show_wishes(self, rows: tuple[ErasureRow, ...], zone: ZoneInfo) -> None:
        clear(self._wish_lines.box)
        day = screen_translator().day
        for row in rows:
            done = row.state is ErasureState.DONE
            state = _("to be done by {day}", day=row.due_on)
            if done and row.done_at is not None:
                state = _("done {day}", day=row.done_at.astimezone(zone).date())
            shown = Row(Text(row.name, wrap=True), Text(state, "muted"), gap=12)
            shown.setToolTip(day(row.asked_on))
            shown.box.setStretch(0, 1)
            if done and row.paper_id is not None:
                act = KindButton(_("Act"), row.paper_id, icon="print")
                act.asked.connect(self._print_act)
                log = KindButton(_("Log…"), row, icon="download")
                log.asked.connect(self._save_log)
                shown.box.addWidget(act)
                shown.box.addWidget(log)
            else:
                look = KindButton(_("Open the record"), row.patient_id, icon="patient")
                look.asked.connect(self._open_person)
                shown.box.addWidget(look)
            self._wish_lines.box.addWidget(shown)
        if not rows:
            nothing = _("Nobody has asked for it.")
            self._wish_lines.box.addWidget(Text(nothing, "muted"))

    def first_focus(self) -> QWidget | None:
        """The first period."""
        return self.fields[Kept.CONSENTS]

    @Slot(str)
    def _saved(self, text: str) -> None:
        kind = Kept(self.sender().objectName())
        if not text.isdecimal():
            self.fields[kind].set_error(_("Enter a whole number."))
            return
        self.screens.actions.run(
            partial(change_retention, kind=kind, length=int(text)),
            failed=partial(self._refused, kind),
        )

    def _refused(self, kind: Kept, error: ReceptionError) -> None:
        self.fields[kind].set_error(say(error.message))

    @Slot(object)
    def _open_person(self, patient_id: object) -> None:
        self.screens.navigate("patients", patient_id)

    @Slot(object)
    def _erase(self, kind: Kept) -> None:
        self._kind = kind
        ask = Confirm(
            _("Erase what is older than its period?"),
            say(PERIODS[kind].name) + ". " + _("This cannot be undone."),
            go_on=_("Erase"),
            cancel=_("Cancel"),
            parent=self.window(),
        )
        ask.accepted.connect(self._erase_now)
        ask.open()

    @Slot()
    def _erase_now(self) -> None:
        self.screens.actions.run(partial(erase_outdated, kind=self._kind))
        self.refresh()

    @Slot(object)
    def _print_act(self, paper_id: int) -> None:
        self.screens.papers.show([paper_id], self)

    @Slot(object)
    def _save_log(self, row: ErasureRow) -> None:
        self.screens.files.save_file(
            self,
            _("The log of the erasure"),
            f"erasure-{row.erasure_id:06d}.json",
            _("Log (*.json)"),
            partial(self._chosen, row.log),
        )

    def _chosen(self, log: str, path: Path) -> None:
        self.screens.jobs.do(
            partial(_save, path, log.encode()),
            title=_("Saving the file"),
            done=partial(self._written, path),
        )

    def _written(self, path: Path, _nothing: object) -> None:
        self.screens.notify.say(_("Written: {path}", path=str(path)))


def _save(path: Path, data: bytes, _progress: Progress) -> None:
    save_whole(path, data)
