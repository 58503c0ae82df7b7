"""The consents of a record: what may be sent on which channel, who may be told, what was before."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.errors import ReceptionError
from reception.queries.clinic import clinic_day
from reception.queries.consents import ConsentsView, consents_view
from reception.services.consents import (
    record_consent,
    withdraw_advertising,
    withdraw_consents,
)
from reception.services.patients import change_patient
from reception.ui import theme
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.choose import Tick
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.kit.form import Form
from reception.ui.kit.layout import STRETCH, column, row
from reception.ui.kit.strip import Strip
from reception.ui.page import Screens
from reception.ui.pages.patients.consent_lines import consent_words
from reception.ui.pages.patients.consent_matrix import ConsentMatrix
from reception.ui.pages.patients.disclosure_card import DisclosureCard, HistoryCard
from reception.ui.pages.patients.own_data_card import OwnDataCard
from reception.ui.pages.patients.part import PAIRED_SCALE, PersonPart
from reception.ui.theme import Status
from reception.values.choices import ConsentPurpose, ConsentWay, ContactChannel
from reception.values.labels import consent_way_label

WAYS = (ConsentWay.PAPER, ConsentWay.SPOKEN, ConsentWay.PHONE, ConsentWay.MESSAGE)


class ConsentsPart(PersonPart):
    """Each purpose and channel by itself; a tick records a consent, taking it off withdraws it."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(screens, parent)
        self._patient_id: int | None = None
        self._view: ConsentsView | None = None
        self.erasing = Strip("", Status.WARN, parent=self)
        self._build_matrix()
        self._build_data()
        self.disclosure = DisclosureCard(screens, self)
        self.own_data = OwnDataCard(screens, self)
        self.history = HistoryCard(self)
        self.setLayout(
            column(
                self.erasing,
                self.contact_card,
                self.data_card,
                self.disclosure,
                self.own_data,
                self.history,
                gap=12,
            )
        )

    def _build_matrix(self) -> None:
        self.contact_card = Card(
            _("How they may be contacted"),
            _("Nothing is agreed to by itself: one tick for each purpose and each channel."),
            parent=self,
        )
        form = Form(width=2 if theme.active().scale <= PAIRED_SCALE else 1, parent=self)
        words = [(way, say(consent_way_label(way))) for way in WAYS]
        self.way = ChoiceField(_("How they agree now"), words, ConsentWay.PAPER, parent=self)
        self.proof = Field(
            _("Where the proof is kept"),
            hint=_("Folder of the paper, scan, or the message. Advertising needs it."),
            longest=300,
            parent=self,
        )
        form.add("way", self.way)
        form.add("proof", self.proof)
        self.matrix = ConsentMatrix(self)
        self.matrix.ticked.connect(self._ticked)
        self.opted_out = Tick(_("No messages of any kind"), parent=self)
        self.opted_out.clicked.connect(self._opted_out)
        self.stop_button = Button(
            _("No advertising any more"), icon="cross", key="Ctrl+Shift+A", parent=self
        )
        self.stop_button.clicked.connect(self._stop_advertising)
        self.contact_card.add(form).add(self.matrix)
        self.contact_card.add(self.opted_out).add(row(self.stop_button, STRETCH))

    def _build_data(self) -> None:
        self.data_card = Card(_("Data for the programme"), parent=self)
        self.changed = Strip(
            _("The text has changed since: print the new one at the next visit."),
            Status.INFO,
            parent=self,
        )
        self.withdraw_button = Button(_("Withdraw the data consent"), "quiet", parent=self)
        self.withdraw_button.clicked.connect(self._withdraw_data)
        self.data_card.add(self.changed).add(row(self.withdraw_button, STRETCH))

    def first_focus(self) -> QWidget | None:
        """How they agree."""
        return self.way

    def show_person(self, patient_id: int) -> None:
        """Show the consents of a person; another person begins with an empty proof."""
        if patient_id != self._patient_id:
            self._patient_id = patient_id
            self.way.set_value(ConsentWay.PAPER)
            self.proof.set_text("")
            self.proof.set_error("")
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        if self._patient_id is None:
            return
        ask = self.screens.actions.ask
        day = ask(partial(clinic_day, now=self.screens.clock.now()))
        view = ask(partial(consents_view, patient_id=self._patient_id, day=day))
        self._view = view
        self.matrix.show_view(view)
        self.opted_out.setChecked(view.opted_out)
        self.opted_out.setEnabled(not view.is_erased)
        self.stop_button.setVisible(self._advertises(view))
        self._show_data(view)
        self.erasing.setVisible(view.erase_by is not None)
        if view.erase_by is not None:
            self.erasing.say(
                _("The data are to be erased by {day}, as asked.", day=view.erase_by), Status.WARN
            )
        self.disclosure.show_view(view)
        self.own_data.show_view(view)
        self.history.show_view(view)

    @staticmethod
    def _advertises(view: ConsentsView) -> bool:
        return any(purpose is ConsentPurpose.ADVERTISING for purpose, _channel in view.standing)

    def _show_data(self, view: ConsentsView) -> None:
        standing = view.standing.get((ConsentPurpose.DATA, ContactChannel.NONE))
        to_sign = [one for one in view.to_sign if one.purpose is ConsentPurpose.DATA]
        if standing is not None:
            words = consent_words(standing)
        elif to_sign:
            words = _("Printed, not signed yet: the signature is noted at the desk.")
        else:
            words = _("Not given. Care does not depend on it; the card does.")
        self.data_card.about.setText(words)
        self.data_card.about.setVisible(True)
        self.changed.setVisible(standing is not None and standing.text_changed)
        self.withdraw_button.setVisible(standing is not None)

    def _ticked(self, purpose: ConsentPurpose, channel: ContactChannel) -> None:
        """A cell was pressed: agree, or withdraw what stands."""
        view = self._view
        if view is None:
            return
        self.proof.set_error("")
        standing = view.standing.get((purpose, channel))
        if standing is not None:
            self.screens.actions.run(partial(withdraw_consents, consent_ids=(standing.consent_id,)))
        else:
            self.screens.actions.run(
                partial(
                    record_consent,
                    patient_id=view.patient_id,
                    purpose=purpose,
                    channel=channel,
                    way=self.way.value(),
                    proof=self.proof.text(),
                ),
                failed=self._refused,
            )
        self._refresh()

    def _refused(self, error: ReceptionError) -> None:
        self.proof.set_error(say(error.message))
        self.proof.setFocus()

    @Slot(bool)
    def _opted_out(self, on: bool) -> None:
        if self._patient_id is not None:
            self.screens.actions.run(
                partial(change_patient, patient_id=self._patient_id, field="opted_out", value=on)
            )
            self._refresh()

    @Slot()
    def _stop_advertising(self) -> None:
        if self._patient_id is not None:
            self.screens.actions.run(partial(withdraw_advertising, patient_id=self._patient_id))
            self._refresh()

    @Slot()
    def _withdraw_data(self) -> None:
        view = self._view
        if view is None:
            return
        standing = view.standing.get((ConsentPurpose.DATA, ContactChannel.NONE))
        if standing is not None:
            self.screens.actions.run(partial(withdraw_consents, consent_ids=(standing.consent_id,)))
            self._refresh()
