"""The frame: the rail, the page that is shown, the command palette, the curtain, the banner.

Pages come as entries with their factories, so the frame imports none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from reception.changes import Changes, Topic
from reception.queries.clinic import ClinicFacts
from reception.queries.staff import staff_rows
from reception.services.desk_papers import issue_key_card
from reception.ui import theme
from reception.ui.actions import Wanted
from reception.ui.answers import AnswersDrawer
from reception.ui.approval import ApprovalDialog
from reception.ui.backup_round import BackupRound
from reception.ui.clock_watch import ClockWatch
from reception.ui.curtain import Curtain, IdleWatch
from reception.ui.i18n import _, ngettext_
from reception.ui.kit.button import Button
from reception.ui.kit.strip import Strip
from reception.ui.page import Command, Page, PageEntry, Screens
from reception.ui.palette import CommandPalette
from reception.ui.rail import Rail
from reception.ui.switch import SwitchDialog
from reception.ui.theme import Status

HOME = "desk"
SMALLEST = (1024, 640)
USUAL = (1366, 768)
OLD_BACKUP = timedelta(days=2)
LOOK_AT_BACKUP_MS = 60_000


@dataclass(frozen=True)
class Frame:
    """What the frame shows of the clinic and asks of whoever composed it.

    `last_backup` answers the instant of the last verified copy, None where there is none;
    `warnings` are said in strips above the pages for as long as the window is open.
    """

    facts: ClinicFacts
    is_protected: bool
    last_backup: Callable[[], datetime | None]
    warnings: tuple[str, ...] = ()


class MainWindow(QMainWindow):
    """The window of the program; furnished once with its pages."""

    backup_asked = Signal()
    protection_asked = Signal()
    closing = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        wear = theme.active()
        self.setWindowTitle(f"{frame.facts.name} · {_('Reception')}")
        self.setWindowIcon(wear.icon("mark", "accent", 48))
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self._frame = frame
        self._entries: dict[str, PageEntry] = {}
        self._pages: dict[str, Page] = {}
        self._back: list[str] = []
        self._shown = ""
        self._stack = QStackedWidget()
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._body = QHBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        central = QWidget(self)
        central.setObjectName("window")
        central.setLayout(self._body)
        self.setCentralWidget(central)
        self.banner = self._make_banner()
        self.backups: BackupRound | None = None
        self.clock_watch: ClockWatch | None = None
        self.backup_trouble = Strip("", Status.DANGER, rounded=False, parent=central)
        self.backup_trouble.hide()

    def _make_banner(self) -> Strip | None:
        if self._frame.facts.is_demonstration:
            words = _("Demonstration clinic: invented patients, kept only until you close it.")
            return Strip(words, Status.INFO, rounded=False)
        if self._frame.is_protected:
            return None
        button = Button(_("Set a password…"))
        button.clicked.connect(self.protection_asked)
        words = _("Patients' data are not protected: anybody with this PC can read them.")
        return Strip(words, Status.WARN, action=button, rounded=False)

    # --- Furnishing -------------------------------------------------------------------------

    def furnish(self, screens: Screens, entries: Sequence[PageEntry]) -> None:
        """Put the pages in; the first one is shown."""
        self._screens = screens
        self._entries = {entry.key: entry for entry in entries}
        places = [(one.key, one.word, one.icon, one.number) for one in entries if one.number]
        self.rail = Rail(places, self)
        self.rail.chosen.connect(self._rail_chosen)
        self.rail.switch_asked.connect(self.switch_person)
        self.rail.privacy_asked.connect(self.hide_screen)
        self.rail.backup_asked.connect(self.backup_asked)
        for words in self._frame.warnings:
            self._column.addWidget(Strip(words, Status.DANGER, rounded=False))
        if self.banner is not None:
            self._column.addWidget(self.banner)
        self._column.addWidget(self.backup_trouble)
        self._column.addWidget(self._stack, 1)
        self._foot = QWidget(self)
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(screens.notify.toasts.foot)
        self._column.addWidget(self._foot)
        self._body.addWidget(self.rail)
        self._body.addLayout(self._column, 1)
        self.palette_box = CommandPalette(self)
        self.watch = IdleWatch(screens.clock, self)
        self.curtain = Curtain(self._frame.facts.name, screens, self.watch, self)
        screens.actions.committed.connect(self._committed)
        screens.actions.ask_approval = self._ask_approval
        screens.navigate.asked.connect(self.go)
        screens.seat.changed.connect(self._person_changed)
        self.answers = AnswersDrawer(screens, self._in_hand, self)
        self._key("Ctrl+K", self.open_palette)
        self._key("F1", self.answers.toggle)
        self._key("Esc", self.step_back)
        self._backup_timer = QTimer(self)
        self._backup_timer.setInterval(LOOK_AT_BACKUP_MS)
        self._backup_timer.timeout.connect(self.show_backup_age)
        self._backup_timer.start()
        self._person_changed()
        self.show_backup_age()
        self._count(None)
        self.go(entries[0].key, None)

    def _key(self, key: str, act: Callable[[], None]) -> None:
        QShortcut(QKeySequence(key), self).activated.connect(act)

    # --- Pages ------------------------------------------------------------------------------

    @property
    def places(self) -> tuple[str, ...]:
        """The keys of all pages."""
        return tuple(self._entries)

    @property
    def shown(self) -> str:
        """The key of the page that is shown."""
        return self._shown

    def page(self, key: str) -> Page:
        """A page, built at its first asking."""
        if key not in self._pages:
            page = self._entries[key].build(self._screens)
            self._pages[key] = page
            self._stack.addWidget(page)
        return self._pages[key]

    @Slot(str, object)
    def go(self, key: str, subject: object) -> None:
        """Show a page with its subject; Esc comes back from it."""
        if self._shown and self._shown != key:
            self._back.append(self._shown)
        self._show(key, subject)

    def _show(self, key: str, subject: object) -> None:
        page = self.page(key)
        self._shown = key
        self.rail.show_chosen(key)
        self._stack.setCurrentWidget(page)
        page.arrive(subject)
        self._focus_page()

    def _focus_page(self) -> None:
        focus = self.page(self._shown).first_focus()
        if focus is not None:
            focus.setFocus()

    @Slot(str)
    def _rail_chosen(self, key: str) -> None:
        self._back.clear()
        self._show(key, None)

    @Slot()
    def step_back(self) -> None:
        """Esc: a step back in the page, to the page before, and at last to the desk's search."""
        if self.answers.isVisible():
            self.answers.put_away()
            return
        if self.page(self._shown).step_back():
            return
        back = self._back.pop() if self._back else HOME
        if back != self._shown and back in self._entries:
            self._show(back, None)
        else:
            self._focus_page()

    @Slot(object)
    def _committed(self, changes: Changes) -> None:
        for page in self._pages.values():
            page.on_committed(changes)
        self._count(changes)
        if changes.touch(Topic.BACKUP):
            self.show_backup_age()

    def _count(self, changes: Changes | None) -> None:
        for entry in self._entries.values():
            if entry.due is None or not entry.number:
                continue
            if changes is None or changes.touch(*entry.due_topics):
                count = self._screens.actions.ask(entry.due)
                self.rail.button(entry.key).set_count(count)

    # --- Palette ----------------------------------------------------------------------------

    def commands(self) -> list[Command]:
        """Every action there is: of the page that is shown, of the frame, of the other pages."""
        found = list(self.page(self._shown).commands())
        for entry in self._entries.values():
            if entry.number:
                words = _("Open: {page}", page=entry.word)
                act = partial(self._rail_chosen, entry.key)
                found.append(Command(words, act, f"Ctrl+{entry.number}"))
        found.append(Command(_("Switch who is at the desk"), self.switch_person, "Ctrl+U"))
        found.append(Command(_("Answers about the programme"), self.answers.toggle, "F1"))
        found.append(Command(_("Hide the screen"), self.hide_screen, "F12"))
        found.append(Command(_("Back up now"), self.backup_asked.emit))
        found.append(Command(_("Print the key card"), self.print_key_card))
        if not self._frame.is_protected and not self._frame.facts.is_demonstration:
            found.append(Command(_("Set a password…"), self.protection_asked.emit))
        for entry in self._entries.values():
            if entry.number and entry.key != self._shown:
                found.extend(
                    Command(one.name, partial(self._act_there, entry.key, one))
                    for one in self.page(entry.key).commands()
                )
        return list({command.name: command for command in reversed(found)}.values())[::-1]

    def _act_there(self, key: str, command: Command) -> None:
        self.go(key, None)
        command.act()

    def _in_hand(self) -> int | None:
        return self.page(self._shown).in_hand()

    @Slot()
    def open_palette(self) -> None:
        """Ctrl+K."""
        self.palette_box.ask(self.commands())

    @Slot()
    def print_key_card(self) -> None:
        """Every key on a page, for beside the keyboard."""
        self._screens.actions.run(partial(issue_key_card), done=self._show_paper)

    def _show_paper(self, paper_id: int) -> None:
        self._screens.papers.show([paper_id], self)

    # --- Who is there, and the state of things ----------------------------------------------

    @Slot()
    def switch_person(self) -> None:
        """Ctrl+U: somebody else sits down; what stands on the screen stays.

        Where nobody can sign in yet, the first supervisor is asked for.
        """
        rows = self._screens.actions.ask(staff_rows)
        if any(row.has_pin or row.has_password for row in rows):
            SwitchDialog(self._screens, self).open()
        else:
            self.protection_asked.emit()

    @Slot()
    def hide_screen(self) -> None:
        """F12."""
        self.curtain.cover()

    @Slot()
    def _person_changed(self) -> None:
        actor = self._screens.seat.actor
        named = actor is not None and actor.staff_id is not None
        self.rail.show_person(actor.name if actor is not None and named else "")

    @Slot()
    def show_backup_age(self) -> None:
        """How old the last verified backup is, in a word and a colour."""
        last = self._frame.last_backup()
        if last is None:
            status = Status.NEUTRAL if self._frame.facts.is_demonstration else Status.WARN
            self.rail.show_backup(_("no backup"), _("There is no backup yet. Make one"), status)
            return
        age = self._screens.clock.now() - last
        status = Status.OK if age < OLD_BACKUP else Status.WARN
        word = _age(age)
        self.rail.show_backup(word, _("The last verified backup: {age}", age=word), status)

    def _ask_approval(self, wanted: Wanted) -> None:
        ApprovalDialog(self._screens.actions, wanted, self).open()

    def watch_clock(self, watch: ClockWatch) -> None:
        """Let the strip of the clock stand over the pages."""
        self.clock_watch = watch
        self._column.insertWidget(0, watch)

    @Slot(str)
    def tell_backup_trouble(self, text: str) -> None:
        """Say in a strip why no backup could be made, until one could; "" takes it away.

        The work goes on; the age of the last good copy stands beside the reason (situation 28).
        """
        last = self._frame.last_backup()
        if text and last is not None:
            age = _age(self._screens.clock.now() - last)
            text += " " + _("The last verified backup: {age}", age=age) + "."
        self.backup_trouble.say(text)
        self.backup_trouble.setVisible(bool(text))

    def explain(self, error: BaseException) -> None:
        """Say what went wrong."""
        self._screens.notify.explain(error)

    def tell_last_crash(self, report: str) -> None:
        """The program ended by itself the last time: say so, offer the report."""
        self._screens.notify.tell_last_crash(report)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing waits for the work that runs, and tells whoever composed the window."""
        self.closing.emit()
        super().closeEvent(event)


def _age(age: timedelta) -> str:
    minutes = max(0, int(age.total_seconds() // 60))
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext_("{count} min ago", "{count} min ago", minutes)
    if minutes < 48 * 60:
        return ngettext_("{count} h ago", "{count} h ago", minutes // 60)
    return ngettext_("{count} day ago", "{count} days ago", minutes // (24 * 60))
