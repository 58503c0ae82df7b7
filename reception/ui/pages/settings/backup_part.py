"""Backups: make a verified copy now, see the copies there are, go back to one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception import bootstrap
from reception.changes import Changes, Done, Topic
from reception.progress import Progress
from reception.queries.clinic import clinic_facts
from reception.translation import msg
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.dialog import Confirm
from reception.ui.kit.empty import EmptyState
from reception.ui.kit.layout import STRETCH, row
from reception.ui.page import Screens
from reception.ui.pages.settings.backup_places import PlacesCard, ProofCard
from reception.ui.pages.settings.part import Part
from reception.ui.premises import Premises
from reception.ui.protect import ProtectDialog, RecoveryDialog
from reception.ui.tables.table import Column, RowsModel, Table
from reception.ui.theme import Status
from reception.values.action_words import action_words
from reception.values.keeping import BackupsMade, LostAction

MEGABYTE = 1024 * 1024
MOST_NAMED = 8


@dataclass(frozen=True)
class CopyRow:
    """A verified copy: where it lies, when it was made (local), its size in bytes."""

    path: Path
    made_at: datetime
    size: int


class BackupPart(Part):
    """The copies, the newest first, and the sheet that opens them when passwords are lost."""

    def __init__(self, screens: Screens, premises: Premises) -> None:
        super().__init__(screens)
        self._premises = premises
        self._zone = ZoneInfo("UTC")
        self._going_to: Path | None = None
        columns: tuple[Column[CopyRow], ...] = (
            Column(_("When made"), _made, strong=True),
            Column(_("File"), _file, stretch=True),
            Column(_("Size"), _size, number=True),
        )
        self.table: Table[CopyRow] = Table(RowsModel(columns, _path))
        self.table.selected.connect(self._chosen)
        self.now_button = Button(_("Back up now"), "primary", icon="backup")
        self.now_button.clicked.connect(self._back_up)
        self.restore_button = Button(_("Go back to this copy…"), "danger")
        self.restore_button.clicked.connect(self._ask_restore)
        self.empty = EmptyState(
            "backup",
            _("There is no backup yet"),
            _("A copy is checked whole after it is made; only then it counts."),
        )
        card = Card(_("Backups"), _("Each copy was opened and checked whole after it was made."))
        card.add_action(self.now_button)
        card.add(self.empty).add(self.table, 1)
        card.add(row(self.restore_button, STRETCH))
        self.places = PlacesCard(screens, premises)
        self.proof = ProofCard(screens, premises)
        self.box.addWidget(card)
        self.box.addWidget(self.places)
        self.box.addWidget(self.proof)
        self.box.addWidget(self._key_card())
        self.box.addStretch(1)

    def _key_card(self) -> Card:
        protected = self._premises.key is not None
        card = Card(
            _("Recovery key"),
            _("A printed sheet that opens the data when every password is forgotten.")
            if protected
            else _("Patients' data are not protected: anybody with this PC can read them."),
        )
        word = _("New recovery key…") if protected else _("Set a password…")
        self.key_button = Button(word, icon="key")
        self.key_button.setEnabled(protected or not self._premises.is_demonstration)
        self.key_button.clicked.connect(self._ask_key)
        return card.add(row(self.key_button, STRETCH))

    def refresh(self) -> None:
        """Look into the folder."""
        zone = ZoneInfo(self.screens.actions.ask(clinic_facts).time_zone)
        rows = [
            CopyRow(copy.path, copy.made_at.astimezone(zone), copy.path.stat().st_size)
            for copy in bootstrap.copies(self._premises.folder)
        ]
        self.table.show_rows(rows)
        self.table.fit()
        self.table.setVisible(bool(rows))
        self.restore_button.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self._chosen(None)
        self.places.refresh()
        self.proof.refresh()

    def first_focus(self) -> QWidget | None:
        """The button."""
        return self.now_button

    @Slot(object)
    def _chosen(self, _key: object) -> None:
        self.restore_button.setEnabled(self.table.current_key() is not None)

    @Slot()
    def _back_up(self) -> None:
        self.now_button.setEnabled(False)
        self._zone = ZoneInfo(self.screens.actions.ask(clinic_facts).time_zone)
        self.screens.jobs.do(self._copy, title=_("Backing up"), done=self._copied)

    def _copy(self, progress: Progress) -> BackupsMade:
        progress.report(0, 0, msg("Copying and checking"))
        premises, chosen = self._premises, self.screens.preferences.chosen
        places = [Path(one) for one in chosen.backup_places]
        now = self.screens.clock.now()
        return bootstrap.back_up_to(premises.folder, premises.key, places, now=now, zone=self._zone)

    def _copied(self, made: BackupsMade) -> None:
        self.now_button.setEnabled(True)
        for one in made.failed:
            self.screens.notify.say(
                _(
                    "No backup could be made in {place}. {reason}",
                    place=str(one.place),
                    reason=say(one.reason),
                ),
                Status.DANGER,
            )
        if made.made and not made.failed:
            said = msg("The backup is made and checked: {file}", file=made.made[0].path.name)
            self.screens.actions.announce(Done(None, said), Changes(frozenset({Topic.BACKUP})))
        else:
            self.screens.actions.announce(
                Done(None, None), Changes(frozenset({Topic.BACKUP})), quiet=True
            )

    @Slot()
    def _ask_restore(self) -> None:
        chosen = self._row()
        if chosen is not None:
            self.screens.jobs.do(
                partial(self._lost_since, chosen.path),
                title=_("Looking what would be lost"),
                done=partial(self._confirm, chosen),
            )

    def _lost_since(self, copy: Path, progress: Progress) -> list[LostAction]:
        progress.report(0, 0, msg("Comparing the copy with the data"))
        premises = self._premises
        return bootstrap.lost_by_restoring(premises.folder, premises.key, copy, premises.key)

    def _confirm(self, chosen: CopyRow, lost: list[LostAction]) -> None:
        dialog = Confirm(
            _("Go back to {moment}?", moment=chosen.made_at),
            self._what_goes(lost),
            go_on=_("Go back"),
            cancel=_("Cancel"),
            parent=self.window(),
        )
        self._going_to = chosen.path
        dialog.accepted.connect(self._restore)
        dialog.open()

    def _what_goes(self, lost: list[LostAction]) -> str:
        rest = _("What stands there now is kept beside the backups. Everybody signs in again.")
        if not lost:
            return _("Nothing was done since then.") + " " + rest
        zone = ZoneInfo(self.screens.actions.ask(clinic_facts).time_zone)
        gone = ngettext_(
            "{count} action since then leaves the desk: from {first} to {last}, by {people}.",
            "{count} actions since then leave the desk: from {first} to {last}, by {people}.",
            len(lost),
            first=lost[0].at.astimezone(zone),
            last=lost[-1].at.astimezone(zone),
            people=", ".join(sorted({one.who for one in lost})),
        )
        numbers = _(
            "Card numbers given since then stay reserved, and a task asks to enter everything"
            " again from paper."
        )
        told = "\n".join(_lost_line(one, zone) for one in lost[-MOST_NAMED:])
        return f"{gone} {numbers} {rest}\n\n{told}"

    @Slot()
    def _restore(self) -> None:
        if self._going_to is not None:
            self._premises.restore(self._going_to)

    def _row(self) -> CopyRow | None:
        key = self.table.current_key()
        return next((one for one in self.table.rows_model.rows if one.path == key), None)

    @Slot()
    def _ask_key(self) -> None:
        premises = self._premises
        if premises.key is not None:
            RecoveryDialog(self.screens, premises.folder, premises.key, self.window()).open()
            return
        dialog = ProtectDialog(self.window())
        dialog.answered.connect(self._protect)
        dialog.open()

    @Slot(object)
    def _protect(self, supervisor: bootstrap.Supervisor) -> None:
        self._premises.protect(supervisor)


def _lost_line(one: LostAction, zone: ZoneInfo) -> str:
    at = screen_translator().moment(one.at.astimezone(zone))
    return f"{at} · {one.who} · {say(action_words(one.action))}"


def _path(copy: CopyRow) -> Path:
    return copy.path


def _made(copy: CopyRow) -> str:
    return screen_translator().moment(copy.made_at)


def _file(copy: CopyRow) -> str:
    return copy.path.name


def _size(copy: CopyRow) -> str:
    return _("{size} MB", size=max(1, round(copy.size / MEGABYTE)))
