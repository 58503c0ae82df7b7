"""The person's own data: everything for herself, her statement, and erasing it all."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.exchange.saving import save_whole
from reception.exchange.vcard import write_vcards
from reception.progress import Progress
from reception.queries.access_file import access_file, access_file_name
from reception.queries.clinic import clinic_day
from reception.queries.consents import ConsentsView
from reception.queries.exports import vcard_of
from reception.services.access import give_access
from reception.services.confidence_papers import issue_statement
from reception.services.erasure import take_back_erasure
from reception.services.looks import look
from reception.ui.i18n import _
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.flow import Flow
from reception.ui.page import Screens
from reception.ui.pages.patients.erasure_dialog import ErasureDialog
from reception.values.period import add_months

STATEMENT_MONTHS = 12


class OwnDataCard(Card):
    """What a person may ask for at any time, free of charge."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Their own data"),
            _("Free of charge, whenever they ask; what is given is logged."),
            parent=parent,
        )
        self._screens = screens
        self._view: ConsentsView | None = None
        self.access_button = Button(_("Give everything we keep…"), icon="download", parent=self)
        self.access_button.clicked.connect(self._give_access)
        self.card_button = Button(_("Address card (vCard)…"), icon="download", parent=self)
        self.card_button.clicked.connect(self._give_card)
        self.statement_button = Button(_("Statement of points"), icon="print", parent=self)
        self.statement_button.clicked.connect(self._print_statement)
        self.erase_button = Button(_("Erase the data…"), "danger", icon="trash", parent=self)
        self.erase_button.clicked.connect(self.open_wizard)
        self.stay_button = Button(_("The data may stay"), "quiet", icon="undo", parent=self)
        self.stay_button.clicked.connect(self._take_back)
        self.add(
            Flow(
                self.access_button,
                self.card_button,
                self.statement_button,
                self.erase_button,
                self.stay_button,
                parent=self,
            )
        )

    def show_view(self, view: ConsentsView) -> None:
        """Show what can be asked for."""
        self._view = view
        self.access_button.setVisible(not view.is_erased)
        self.card_button.setVisible(not view.is_erased)
        self.statement_button.setVisible(not view.is_erased)
        self.erase_button.setVisible(not view.is_erased)
        self.stay_button.setVisible(view.erasure_id is not None)

    @Slot()
    def _give_access(self) -> None:
        if self._view is None:
            return
        self._screens.files.save_file(
            self,
            _("Everything we keep about this person"),
            access_file_name(self._view.patient_id),
            _("Archive (*.zip)"),
            partial(self._chosen, self._view.patient_id),
        )

    def _chosen(self, patient_id: int, path: Path) -> None:
        if not self._screens.actions.run(partial(give_access, patient_id=patient_id), quiet=True):
            return
        made = partial(
            access_file,
            patient_id=patient_id,
            now=self._screens.clock.now(),
            actor_name=self._screens.seat.require().name,
            language=self._screens.translator.language,
        )
        self._screens.jobs.ask(
            made, title=_("Gathering the data"), done=partial(self._gathered, path)
        )

    def _gathered(self, path: Path, data: bytes) -> None:
        self._screens.jobs.do(
            partial(_save, path, data),
            title=_("Saving the file"),
            done=partial(self._saved, path),
        )

    @Slot()
    def _give_card(self) -> None:
        if self._view is None:
            return
        self._screens.files.save_file(
            self,
            _("Address card"),
            access_file_name(self._view.patient_id).replace(".zip", ".vcf"),
            _("Address card (*.vcf)"),
            partial(self._card_chosen, self._view.patient_id),
        )

    def _card_chosen(self, patient_id: int, path: Path) -> None:
        seen = partial(look, subject_id=patient_id, what="address_card")
        if not self._screens.actions.run(seen, quiet=True):
            return
        cards = self._screens.actions.ask(partial(vcard_of, patient_id=patient_id))
        data = write_vcards(cards)
        self._screens.jobs.do(
            partial(_save, path, data),
            title=_("Saving the file"),
            done=partial(self._saved, path),
        )

    def _saved(self, path: Path, _nothing: object) -> None:
        self._screens.notify.say(_("Written: {path}", path=str(path)))

    @Slot()
    def _print_statement(self) -> None:
        if self._view is None:
            return
        today: date = self._screens.actions.ask(partial(clinic_day, now=self._screens.clock.now()))
        self._screens.actions.run(
            partial(
                issue_statement,
                reader_id=self._view.patient_id,
                first=add_months(today, -STATEMENT_MONTHS),
                last=today,
            ),
            done=self._made,
            quiet=True,
        )

    def _made(self, paper_id: int) -> None:
        self._screens.papers.show([paper_id], self)

    @Slot()
    def open_wizard(self) -> None:
        """What erasing would mean, and erasing itself."""
        if self._view is not None:
            ErasureDialog(self._screens, self._view.patient_id, self.window()).open()

    @Slot()
    def _take_back(self) -> None:
        if self._view is not None and self._view.erasure_id is not None:
            self._screens.actions.run(partial(take_back_erasure, erasure_id=self._view.erasure_id))


def _save(path: Path, data: bytes, _progress: Progress) -> None:
    save_whole(path, data)
