"""Where the copies go besides the data folder, how often by themselves, and proving the last one."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception import bootstrap
from reception.bootstrap import Proof
from reception.errors import InvalidInput
from reception.progress import Progress
from reception.queries.clinic import clinic_facts
from reception.translation import msg
from reception.ui.i18n import _, ngettext_, say
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.choose import Segments
from reception.ui.kit.layout import STRETCH, Column, Row, clear, row
from reception.ui.kit.strip import Strip
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.preferences import BACKUP_HOURS, MOST_PLACES
from reception.ui.premises import Premises
from reception.ui.theme import Status


class _PlaceLine(Row):
    """One place, and the button that forgets it."""

    dropped = Signal(str)

    def __init__(self, place: str) -> None:
        self.drop_button = Button(_("Remove"), "quiet")
        super().__init__(Text(place, wrap=True, selectable=True), self.drop_button, gap=12)
        self._place = place
        self.drop_button.setAccessibleDescription(place)
        self.drop_button.clicked.connect(self._drop)
        self.box.setStretch(0, 1)

    @Slot()
    def _drop(self) -> None:
        self.dropped.emit(self._place)


class PlacesCard(Card):
    """The further places, each with what speaks against it; a choice of this computer."""

    def __init__(self, screens: Screens, premises: Premises, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Where the copies go"),
            _(
                "One copy lies beside the data. A second one on another disk or a stick survives"
                " a broken or stolen computer."
            ),
            parent=parent,
        )
        self._screens, self._premises = screens, premises
        self.add_button = Button(_("Add a folder…"), icon="plus", parent=self)
        self.add_button.clicked.connect(self._ask_folder)
        self.add_action(self.add_button)
        self.lines = Column(gap=8)
        self.add(self.lines)
        self.hours = Segments(
            [(one, ngettext_("{count} hour", "{count} hours", one)) for one in BACKUP_HOURS],
            screens.preferences.chosen.backup_hours,
        )
        self.hours.chosen.connect(self._hours_chosen)
        self.add(Text(_("By itself, when there was work, after")))
        self.add(row(self.hours, STRETCH))

    def refresh(self) -> None:
        """Show the places anew."""
        clear(self.lines.box)
        places = self._screens.preferences.chosen.backup_places
        self.add_button.setEnabled(len(places) < MOST_PLACES)
        if not places:
            self.lines.box.addWidget(Text(_("No further place yet."), "muted", wrap=True))
        for one in places:
            line = _PlaceLine(one)
            line.dropped.connect(self._drop)
            self.lines.box.addWidget(line)
            for warning in bootstrap.against_place(self._premises.folder, Path(one)):
                self.lines.box.addWidget(Strip(say(warning), Status.WARN))

    @Slot()
    def _ask_folder(self) -> None:
        self._screens.files.folder(self.window(), _("A folder for backups"), self._add)

    def _add(self, place: Path) -> None:
        places = self._screens.preferences.chosen.backup_places
        if place.resolve().is_relative_to(self._premises.folder.root.resolve()):
            self._screens.notify.explain(
                InvalidInput(
                    msg(
                        "This folder lies inside the data folder. Allowed: a folder elsewhere,"
                        " best on another disk."
                    )
                )
            )
            return
        if str(place) not in places:
            self._screens.preferences.choose(backup_places=(*places, str(place)))
        self.refresh()

    @Slot(str)
    def _drop(self, place: str) -> None:
        left = tuple(one for one in self._screens.preferences.chosen.backup_places if one != place)
        self._screens.preferences.choose(backup_places=left)
        self.refresh()
        self._screens.notify.say(
            _("Copies that lie there already stay."), undo=partial(self._add, Path(place))
        )

    @Slot(object)
    def _hours_chosen(self, hours: int) -> None:
        self._screens.preferences.choose(backup_hours=hours)


class ProofCard(Card):
    """A drill: the last copy is really restored beside the data, checked, counted and dropped."""

    def __init__(self, screens: Screens, premises: Premises, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Does the backup work?"),
            _(
                "The last copy is restored into a folder of its own, opened, checked row by row"
                " and dropped again. Your data are not touched."
            ),
            parent=parent,
        )
        self._screens, self._premises = screens, premises
        self.prove_button = Button(_("Prove the last backup"), icon="check", parent=self)
        self.prove_button.clicked.connect(self.prove)
        self.add_action(self.prove_button)
        self.words = Text("", wrap=True, parent=self)
        self.add(self.words)

    def refresh(self) -> None:
        """When it was proven last."""
        has_copy = bool(bootstrap.copies(self._premises.folder))
        self.prove_button.setEnabled(has_copy)
        told = self._screens.preferences.chosen.drilled_at
        if not told:
            self.words.setText(_("No backup was proven on this computer yet."))
            return
        zone = ZoneInfo(self._screens.actions.ask(clinic_facts).time_zone)
        moment = datetime.fromisoformat(told).astimezone(zone)
        self.words.setText(_("A backup was last proven {moment}.", moment=moment))

    @Slot()
    def prove(self) -> None:
        """Prove the newest copy, as a job."""
        copies = bootstrap.copies(self._premises.folder)
        if copies:
            self._screens.jobs.do(
                partial(self._work, copies[0].path), title=_("Proving a backup"), done=self._proven
            )

    def _work(self, copy: Path, progress: Progress) -> Proof:
        progress.report(0, 0, msg("Restoring beside the data and checking"))
        premises, now = self._premises, self._screens.clock.now()
        return bootstrap.prove_backup(premises.folder, copy, premises.key, now=now)

    def _proven(self, proof: Proof) -> None:
        if proof.problems:
            self.words.setText(
                _("This backup cannot be used: {reason}", reason=say(proof.problems[0]))
            )
            self._screens.notify.say(self.words.text(), Status.DANGER)
            return
        now = self._screens.clock.now()
        self._screens.preferences.choose(drilled_at=now.isoformat())
        zone = ZoneInfo(self._screens.actions.ask(clinic_facts).time_zone)
        last = proof.last_action
        held = _(
            "The backup works: {patients}, {visits}, the last action {moment}.",
            patients=ngettext_("{count} patient", "{count} patients", proof.patients),
            visits=ngettext_("{count} visit", "{count} visits", proof.visits),
            moment="—" if last is None else last.astimezone(zone),
        )
        self.words.setText(held)
        self._screens.notify.say(held)
