"""The Family part of a record: a child with a court paper, the split of an account, a death."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget
from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Account, AccountMember, Patient
from reception.services.representatives import add_representative, restrict
from reception.ui.pages.desk.asking_form import AskingForm
from reception.ui.pages.desk.page import DeskPage
from reception.ui.pages.patients.family_part import FamilyPart
from reception.ui.pages.patients.family_split import SplitForm
from reception.ui.pages.patients.page import PatientsPage
from reception.values.family_choices import (
    AuthorityKind,
    Kinship,
    RepresentativeKind,
    TrustScope,
)
from reception.values.period import age_on
from tests.ui.house import House, settle
from tests.ui.scene import Scene, page

TODAY = date(2026, 11, 2)


def _family(session: Session) -> tuple[int, int]:
    """An adult with another one and a child on her account, and the child."""
    for account in session.scalars(select(Account).order_by(Account.id)):
        members = session.scalars(
            select(Patient)
            .join(AccountMember, AccountMember.patient_id == Patient.id)
            .where(AccountMember.account_id == account.id, AccountMember.left_on.is_(None))
        ).all()
        adults = [one for one in members if one.birth_date and age_on(one.birth_date, TODAY) >= 18]
        children = [one for one in members if one not in adults]
        if len(adults) > 1 and children:
            return account.holder_id, children[0].id
    raise AssertionError("no family with two adults and a child on an account")


def _part(house: House, patient_id: int) -> FamilyPart:
    patients = house.go("patients", patient_id)
    assert isinstance(patients, PatientsPage)
    patients.record.open_part("family")
    part = patients.record.part("family")
    assert isinstance(part, FamilyPart)
    settle()
    return part


def _child(house: House) -> QWidget:
    _holder, child = house.screens.actions.ask(_family)
    run = house.screens.actions.run
    part = _part(house, child)
    if not part.alerts.isVisible():
        run(
            partial(
                add_representative,
                patient_id=child,
                kind=RepresentativeKind.TRUSTED,
                name="Соколова Нина Павловна",
                kinship=Kinship.GRANDPARENT,
                document_kind=AuthorityKind.POWER_NOTARY,
                document_number="77 АА 1234567",
                expires_on=date(2026, 11, 20),
                scope=(TrustScope.ACCOMPANY, TrustScope.INFORM),
            ),
            quiet=True,
        )
        run(
            partial(
                restrict,
                patient_id=child,
                name="Петров Олег",
                document="Центральный районный суд, 2-118/2026",
            ),
            quiet=True,
        )
    _part(house, child)
    return house.window


def _with_form(press: Callable[[FamilyPart], None]) -> Callable[[House], QWidget]:
    def show(house: House) -> QWidget:
        holder, _child_id = house.screens.actions.ask(_family)
        part = _part(house, holder)
        press(part)
        settle()
        return house.window

    return show


def _split(part: FamilyPart) -> None:
    part.split_button.click()
    assert isinstance(part.open_form, SplitForm)
    part.open_form.share_equally()


def _leave(house: House) -> None:
    patients = house.go("patients")
    assert isinstance(patients, PatientsPage)
    patients.record.step_back()
    patients.record.open_part("person")
    settle()


FAMILY_SCENES = (
    Scene("patient-family-child", _child, _leave),
    Scene("patient-family-trusted", _with_form(lambda part: part.trusted_button.click()), _leave),
    Scene("patient-family-split", _with_form(_split), _leave),
    Scene("patient-family-death", _with_form(lambda part: part.death_button.click()), _leave),
)


def _at_desk(*, asks: bool) -> Callable[[House], QWidget]:
    """The child of the family at the desk: who asks about it, or who came with it."""

    def show(house: House) -> QWidget:
        _holder, child = house.screens.actions.ask(_family)
        at_desk = house.go("desk", child)
        assert isinstance(at_desk, DeskPage)
        if asks:
            at_desk.asking.open()
            form = at_desk.side.form
            assert isinstance(form, AskingForm)
            form.askers[0].click()
        else:
            at_desk.steps.begin_check_in()
        settle()
        return house.window

    return show


def _leave_desk(house: House) -> None:
    at_desk = house.go("desk")
    assert isinstance(at_desk, DeskPage)
    at_desk.side.close_form_and_tell()
    at_desk.open_person(house.screens.actions.ask(_family)[0])
    settle()


FAMILY_DESK_SCENES = (
    page("settings", "families", "settings-families"),
    Scene("desk-companion", _at_desk(asks=False), _leave_desk),
    Scene("desk-asking", _at_desk(asks=True), _leave_desk),
)
