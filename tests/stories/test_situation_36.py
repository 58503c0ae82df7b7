"""Situation 36: a wife asks about her husband's visits: the words to refuse, the balance alone."""

from __future__ import annotations

from PySide6.QtCore import Qt

from reception.changes import Done
from reception.models import AuditRow, Consent
from reception.services.representatives import add_representative
from reception.storage.unit_of_work import UnitOfWork
from reception.ui.pages.desk.asking_form import AskingForm
from reception.values.choices import ConsentPurpose, ConsentState
from reception.values.family_choices import Kinship, RepresentativeKind
from tests.stories.family_people import TODAY, AtHome, at_home, digit
from tests.stories.people import every
from tests.ui.at_desk import AtDesk


def ask_for(desk: AtDesk, home: AtHome) -> str:
    desk.page.open_person(home.ivan)
    desk.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    form = desk.form()
    assert isinstance(form, AskingForm)
    digit(desk, Qt.Key.Key_1)
    return desk.words(form)


def test_only_the_common_balance_until_a_consent_is_signed(small_desk: AtDesk) -> None:
    desk = small_desk
    home = at_home(desk)
    account = home.account(home.ivan)
    assert account is not None
    words = ask_for(desk, home)
    assert "that is a medical secret, for you as well" in words
    assert f"Common balance: {home.balance(account)} points" in words
    assert "Visits:" not in words
    looks = [one for one in every(desk, AuditRow) if one.action == "look"]
    assert looks[-1].subject_id == home.ivan
    assert f'"viewer":{home.marina}' in looks[-1].difference
    assert '"allowed":false' in looks[-1].difference

    def sign(uow: UnitOfWork) -> Done[None]:
        uow.add(
            Consent(
                patient_id=home.ivan,
                purpose=ConsentPurpose.DISCLOSURE,
                state=ConsentState.GIVEN,
                given_on=TODAY,
                signed_on=TODAY,
                toward_id=home.marina,
                recorded_at=uow.now,
            )
        )
        return Done(None)

    desk.act(sign)
    words = ask_for(desk, home)
    assert "Visits: none" in words
    assert "A signed consent allows this person" in words


def test_a_stranger_learns_nothing_at_all(small_desk: AtDesk) -> None:
    desk = small_desk
    home = at_home(desk)
    desk.page.open_person(home.ivan)
    desk.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    digit(desk, Qt.Key.Key_0)
    words = desk.words(desk.form())
    assert "Please ask them" in words
    assert "balance" not in words


def test_a_guardian_who_is_no_patient_sees_the_child_alone(small_desk: AtDesk) -> None:
    desk = small_desk
    home = at_home(desk)
    desk.act(
        add_representative,
        patient_id=home.mira,
        kind=RepresentativeKind.GUARDIAN,
        name="Гордеев Пётр",
        kinship=Kinship.FATHER,
    )
    desk.page.open_person(home.mira)
    desk.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    form = desk.form()
    assert isinstance(form, AskingForm)
    assert [one.text() for one in form.askers][-1] == "Гордеев Пётр"
    digit(desk, Qt.Key.Key_3)
    words = desk.words(form)
    assert "A parent or guardian sees the visits of the child." in words
    assert "The child's own: 0 points" in words
    assert "Common balance" not in words
    looks = [one for one in every(desk, AuditRow) if one.action == "look"]
    assert '"contact":1' in looks[-1].difference
