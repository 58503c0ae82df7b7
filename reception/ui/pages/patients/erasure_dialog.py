"""The erasure wizard: what goes, what stays by law, what follows; then the act and the log."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.exchange.saving import save_whole
from reception.progress import Progress
from reception.queries.clinic import clinic_day
from reception.queries.erasure import ErasurePreview, erasure_preview
from reception.rules.consents import WITHDRAWAL_WAYS
from reception.services.erasure import Erased, ask_erasure, erase_person
from reception.translation import Message
from reception.ui import theme
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.choose import Tick
from reception.ui.kit.dialog import Dialog
from reception.ui.kit.field import ChoiceField
from reception.ui.kit.layout import Column, Scroll, clear
from reception.ui.kit.strip import Strip
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.theme import Status
from reception.values.choices import ConsentWay
from reception.values.labels import consent_way_label


class ErasureDialog(Dialog):
    """First the wish is noted and the clock runs; a supervisor then erases, for good."""

    def __init__(self, screens: Screens, patient_id: int, parent: QWidget) -> None:
        super().__init__(_("Erase a person's data"), " ", width=620, parent=parent)
        self._screens = screens
        self._patient_id = patient_id
        self._preview: ErasurePreview | None = None
        self._erased: Erased | None = None
        self.content = Column(gap=4)
        scroll = Scroll(self.content, self)
        scroll.setMinimumHeight(theme.active().px(300))
        self.body.addWidget(scroll, 1)
        words = [(way, say(consent_way_label(way))) for way in WITHDRAWAL_WAYS]
        self.way = ChoiceField(_("How it was asked for"), words, ConsentWay.PAPER, parent=self)
        self.body.addWidget(self.way)
        self.warning = Strip(
            _("Nothing brings the data back: not undo, and no backup should."),
            Status.DANGER,
            parent=self,
        )
        self.body.addWidget(self.warning)
        self.checked = Tick(
            _("I have seen a document: the person, or who acts for her, asks for it."), parent=self
        )
        self.checked.toggled.connect(self._show_buttons)
        self.body.addWidget(self.checked)
        self.close_button = self.add_cancel(_("Close"))
        self.note_button = self._button(_("Note the wish"), self._note)
        self.erase_button = self.add_button(_("Erase for good"), "danger")
        self.erase_button.clicked.connect(self._erase)
        self.act_button = self._button(_("Print the act"), self._print_act)
        self.log_button = self._button(_("Save the log…"), self._save_log)
        self._refresh()

    def _button(self, word: str, slot: object) -> Button:
        button = self.add_button(word)
        button.clicked.connect(slot)
        return button

    def _refresh(self) -> None:
        ask = self._screens.actions.ask
        day = ask(partial(clinic_day, now=self._screens.clock.now()))
        preview = ask(partial(erasure_preview, patient_id=self._patient_id, day=day))
        self._preview = preview
        clear(self.content.box)
        if preview.is_erased:
            self.about.setText(
                _("The data are erased. Print the act, save the log, and keep both.")
            )
        elif preview.due_on is not None and preview.asked_on is not None:
            self.about.setText(
                _(
                    "{name}. Asked for on {asked}, to be done by {due}.",
                    name=preview.name,
                    asked=preview.asked_on,
                    due=preview.due_on,
                )
            )
        else:
            self.about.setText(preview.name)
        if not preview.is_erased:
            plan = preview.plan
            self._list(_("First"), plan.blockers)
            self._list(_("What is erased"), plan.goes)
            self._list(_("Kept by law, without the name"), plan.stays)
            self._list(_("What follows"), plan.follows)
        self.content.box.addStretch(1)
        self._show_buttons()

    def _list(self, title: str, sentences: Sequence[Message]) -> None:
        if not sentences:
            return
        self.content.box.addWidget(Text(title, "strong"))
        for sentence in sentences:
            self.content.box.addWidget(Text(f"• {say(sentence)}", wrap=True))

    @Slot()
    def _show_buttons(self) -> None:
        preview = self._preview
        if preview is None:
            return
        open_wish = preview.erasure_id is not None
        may = self._screens.seat.require().is_supervisor
        done = preview.is_erased
        self.way.setVisible(not open_wish and not done)
        self.note_button.setVisible(not open_wish and not done)
        erases = open_wish and not done and not preview.plan.blockers and may
        for part in (self.warning, self.checked, self.erase_button):
            part.setVisible(erases)
        self.erase_button.setEnabled(self.checked.isChecked())
        self.act_button.setVisible(self._erased is not None)
        self.log_button.setVisible(self._erased is not None)

    @Slot()
    def _note(self) -> None:
        self._screens.actions.run(
            partial(ask_erasure, patient_id=self._patient_id, way=self.way.value()),
            done=self._noted,
        )

    def _noted(self, _erasure_id: int) -> None:
        self._refresh()

    @Slot()
    def _erase(self) -> None:
        preview = self._preview
        if preview is None or preview.erasure_id is None or not self.checked.isChecked():
            return
        self.erase_button.setEnabled(False)
        self._screens.jobs.run(
            partial(erase_person, erasure_id=preview.erasure_id),
            title=_("Erasing the data"),
            done=self._done,
        )

    def _done(self, erased: Erased) -> None:
        self._erased = erased
        self._refresh()
        self.act_button.setFocus()

    @Slot()
    def _print_act(self) -> None:
        if self._erased is not None:
            self._screens.papers.show([self._erased.paper_id], self)

    @Slot()
    def _save_log(self) -> None:
        if self._erased is None:
            return
        self._screens.files.save_file(
            self,
            _("The log of the erasure"),
            f"erasure-{self._erased.erasure_id:06d}.json",
            _("Log (*.json)"),
            self._chosen,
        )

    def _chosen(self, path: Path) -> None:
        if self._erased is not None:
            self._screens.jobs.do(
                partial(_save, path, self._erased.log.encode()),
                title=_("Saving the file"),
                done=partial(self._saved, path),
            )

    def _saved(self, path: Path, _nothing: object) -> None:
        self._screens.notify.say(_("Written: {path}", path=str(path)))


def _save(path: Path, data: bytes, _progress: Progress) -> None:
    save_whole(path, data)
