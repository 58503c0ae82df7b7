"""The queue leaves the screen: as a list to call from, or as a file for an SMS service."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.documents.payloads_feedback import ContactLine
from reception.errors import ReceptionError
from reception.exchange.csv_writer import write_plain_csv
from reception.exchange.saving import save_whole
from reception.progress import Progress
from reception.queries.work_row import WorkRow
from reception.services.feedback_papers import issue_contact_list
from reception.services.outgoing import WRITTEN_ABOUT, Outgoing, hand_to_sms, take_sms_back
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.flow import Flow
from reception.ui.page import Screens
from reception.values.choices import ContactChannel
from reception.values.phone_number import PhoneNumber

FILE_NAME = "sms.csv"


class QueueLists(Flow):
    """Two buttons over the rows that are shown."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        self.print_button = Button(_("Print the list"), "quiet", icon="print")
        self.sms_button = Button(_("File for SMS…"), "quiet", icon="download")
        super().__init__(self.print_button, self.sms_button, parent=parent)
        self._screens = screens
        self._rows: tuple[WorkRow, ...] = ()
        self.print_button.clicked.connect(self._print)
        self.sms_button.clicked.connect(self._choose_file)

    def show_rows(self, rows: Sequence[WorkRow]) -> None:
        """Be about these rows; what cannot be written is not offered as a file."""
        self._rows = tuple(rows)
        self.setVisible(bool(rows))
        self.sms_button.setVisible(any(_is_written(one) for one in rows))

    @Slot()
    def _print(self) -> None:
        lines = tuple(
            ContactLine(one.name, _phone(one), say(one.why), one.text) for one in self._rows
        )
        self._screens.actions.run(partial(issue_contact_list, rows=lines), done=self._issued)

    def _issued(self, paper_id: int) -> None:
        self._screens.papers.show([paper_id], self)

    @Slot()
    def _choose_file(self) -> None:
        self._screens.files.save_file(
            self, _("File for an SMS service"), FILE_NAME, _("Table (*.csv)"), self._file_chosen
        )

    def _file_chosen(self, path: Path) -> None:
        rows = {one.key: one for one in self._rows if _is_written(one)}
        messages = [
            Outgoing(one.key, one.reason, one.subject_id, int(one.patient_id or 0), one.has_gift)
            for one in rows.values()
        ]
        self._screens.actions.run(
            partial(hand_to_sms, messages=messages), done=partial(self._write, path, rows)
        )

    def _write(self, path: Path, rows: dict[str, WorkRow], kept: dict[str, int]) -> None:
        lines = [[_("phone"), _("text")], *([rows[key].phone, rows[key].text] for key in kept)]
        data = write_plain_csv(lines, self._screens.translator.language)
        self._screens.jobs.do(
            partial(_save, path, data),
            title=_("Saving the file"),
            done=self._saved,
            failed=partial(self._not_saved, tuple(kept.values())),
        )

    def _saved(self, _nothing: object) -> None:
        """The toast of the action stays, with its Undo."""

    def _not_saved(self, contact_ids: tuple[int, ...], error: ReceptionError) -> None:
        self._screens.actions.run(partial(take_sms_back, contact_ids=contact_ids), quiet=True)
        self._screens.notify.explain(error)


def _save(path: Path, data: bytes, _progress: Progress) -> None:
    save_whole(path, data)


def _is_written(one: WorkRow) -> bool:
    return (
        one.patient_id is not None
        and one.reason in WRITTEN_ABOUT
        and ContactChannel.SMS in one.channels
        and bool(one.phone and one.text)
    )


def _phone(one: WorkRow) -> str:
    return str(PhoneNumber("+" + one.phone)) if one.phone else ""
