"""Situation 11: the card is forgotten: found without it, earns, and spends after a look at a paper."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt

from reception.changes import Done
from reception.models import AuditRow, PointsEntry
from reception.services.points import adjust_points
from reception.storage.unit_of_work import UnitOfWork
from reception.ui.pages.desk.checkout_form import CheckoutForm
from reception.values.choices import EntryKind
from reception.values.day_choices import IdentityCheck
from tests.stories.people import active, card_form, every, marina_joins
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle


def give_points(desk: AtDesk) -> None:
    """Points to spend, given by a supervisor."""

    def give(uow: UnitOfWork) -> Done[None]:
        account = active(desk)[0].account_id
        assert account is not None
        adjust_points(uow, account_id=account, points=500, reason="подарок")
        return Done(None)

    desk.act(give)


def test_she_is_found_earns_and_spends_once_recognised(small_desk: AtDesk) -> None:
    desk = small_desk
    marina = marina_joins(desk)
    card_form(desk)
    desk.press(Qt.Key.Key_Return)
    desk.close_previews()
    give_points(desk)
    for text in ("соколова 4567", "соколова 1988", "4567", "12.04.1988"):
        desk.page.go_home()
        desk.type(text)
        (row,) = desk.page.results.list.rows_model.rows
        assert row.patient_id == marina, text
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_F5)
    desk.page.go_home()
    desk.press(Qt.Key.Key_F11)
    form = desk.form()
    assert isinstance(form, CheckoutForm)
    form.lines.rows[0].amount.line.setFocus()
    desk.type("3000")
    assert not form.identity.isVisible()
    form.points.line.setFocus()
    desk.type("200")
    settle()
    assert form.identity.isVisible()
    assert form.identity.value() is IdentityCheck.CARD
    form.identity.combo.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert form.identity.value() is IdentityCheck.DOCUMENT
    form.pay_button.click()
    settle()

    kinds = [entry.kind for entry in every(desk, PointsEntry)]
    assert EntryKind.REDEEMED in kinds
    assert EntryKind.EARNED in kinds
    (paid,) = [one for one in every(desk, AuditRow) if one.action == "check_out"]
    notes = [each["note"] for each in json.loads(paid.difference) if "note" in each]
    assert notes == [{"identity": "document"}]
