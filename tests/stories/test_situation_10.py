"""Situation 10: no data consent, no card; no advertising consent, the card and silent channels."""

from __future__ import annotations

from PySide6.QtCore import Qt

from reception.models import Card, Consent
from reception.services.consents import withdraw_consents
from reception.values.choices import ConsentPurpose
from tests.stories.people import active, card_form, every, marina_joins
from tests.ui.at_desk import AtDesk


def test_without_data_consent_no_card_is_issued(small_desk: AtDesk) -> None:
    desk = small_desk
    marina = marina_joins(desk)
    given = [row.id for row in every(desk, Consent) if row.purpose is ConsentPurpose.DATA]
    desk.act(withdraw_consents, consent_ids=given)
    form = card_form(desk)
    desk.press(Qt.Key.Key_Return)
    words = desk.words(form) + desk.toast()
    assert "Without consent to data processing no card can be issued." in words
    assert "hand over the rules sheet" in words
    assert not [one for one in every(desk, Card) if one.holder_id == marina]


def test_without_advertising_consent_the_card_is_issued(small_desk: AtDesk) -> None:
    desk = small_desk
    marina = marina_joins(desk)
    card_form(desk)
    desk.press(Qt.Key.Key_Return)
    desk.close_previews()
    (card,) = active(desk)
    assert card.holder_id == marina
    purposes = {row.purpose for row in every(desk, Consent) if row.patient_id == marina}
    assert purposes == {ConsentPurpose.DATA}
