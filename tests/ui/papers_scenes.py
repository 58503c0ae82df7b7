"""Papers that wait for a signature: on the Cards page, and in the record of whom they are for."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget
from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import AccountMember
from reception.queries.papers import papers_of_patient
from reception.services.papers import print_joining_papers
from reception.ui.pages.cards.page import CardsPage
from reception.ui.pages.cards.scan_dialog import ScanNumbers
from reception.ui.pages.patients.page import PatientsPage
from tests.ui.house import House, settle
from tests.ui.scene import Scene, dialog


def _member(session: Session) -> int:
    found = session.scalar(select(AccountMember.patient_id).order_by(AccountMember.id).limit(1))
    assert found is not None
    return found


def _with_papers(house: House) -> int:
    """A member whose papers of joining are made; they are made once."""
    actions = house.screens.actions
    person = actions.ask(_member)
    if not actions.ask(partial(papers_of_patient, patient_id=person)):
        actions.run(partial(print_joining_papers, patient_id=person), quiet=True)
    return person


def _record(house: House) -> QWidget:
    page = house.go("patients", _with_papers(house))
    assert isinstance(page, PatientsPage)
    page.record.open_part("papers")
    settle()
    return house.window


def _leave_record(house: House) -> None:
    page = house.go("patients")
    assert isinstance(page, PatientsPage)
    page.record.open_part("person")
    settle()


def _signing(house: House) -> QWidget:
    _with_papers(house)
    house.go("cards", "signing")
    return house.window


def _leave_cards(house: House) -> None:
    house.go("cards", "stock")


def _scanning(house: House) -> ScanNumbers:
    page = house.go("cards", "stock")
    assert isinstance(page, CardsPage)
    return ScanNumbers(house.screens, {"010000000424": "0100 0000 0424"}, page.stock)


def _at_desk(house: House) -> QWidget:
    house.go("desk", _with_papers(house))
    return house.window


PAPERS_SCENES = (
    Scene("desk-papers", _at_desk),
    Scene("patients-papers", _record, _leave_record),
    Scene("cards-signing-waiting", _signing, _leave_cards),
    dialog("scan-numbers", _scanning),
)
