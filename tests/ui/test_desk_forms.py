"""The forms of the desk: new patients, joining and cards; drafts and refusals."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from reception.models import Account, Card, Draft, Patient, Visit
from reception.services.card_stock import receive_cards
from reception.services.clinic import change_clinic
from reception.ui.pages.desk.card_form import CardForm
from reception.ui.pages.desk.joining_form import JoiningForm
from reception.ui.pages.desk.new_patient import DuplicateRow, NewPatientForm
from reception.values.card_number import CardNumber, group
from reception.values.choices import CardForm as Form
from reception.values.choices import CardState, Relation, VisitStatus
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import every, fill
from tests.ui.house import settle

TODAY = date(2026, 11, 2)
BORN = date(1988, 4, 12)
NUMBER = CardNumber.of(11, 1).digits


@pytest.fixture
def desk(printing_desk: AtDesk) -> AtDesk:
    """A desk whose clinic can print."""
    return printing_desk


def new_form(desk: AtDesk, searched: str) -> NewPatientForm:
    desk.page.go_home()
    desk.type(searched)
    desk.press(Qt.Key.Key_F4)
    form = desk.form()
    assert isinstance(form, NewPatientForm)
    return form


# --- New patients -------------------------------------------------------------------------------


def test_letters_become_names_and_four_fields_make_a_patient(desk: AtDesk) -> None:
    form = new_form(desk, "Зябликова Анна")
    assert form.fields["last_name"].text() == "Зябликова"
    assert form.fields["first_name"].text() == "Анна"
    fill(desk, form.fields["birth_date"].line, "12041988")
    fill(desk, form.fields["phone"].line, "8 916 000-11-22")
    desk.press(Qt.Key.Key_Return)
    (person,) = every(desk, Patient)
    assert (person.full_name, person.birth_date) == ("Зябликова Анна", BORN)
    panel = desk.opened()
    assert panel is not None
    assert panel.patient_id == person.id
    assert every(desk, Draft) == []
    desk.press(Qt.Key.Key_F5)
    assert [visit.status for visit in every(desk, Visit)] == [VisitStatus.ARRIVED]


@pytest.mark.parametrize(
    ("typed", "field", "carried"),
    [
        ("12.04.1988", "birth_date", "12.04.1988"),
        ("12041988", "birth_date", "12.04.1988"),
        ("8 916 000-11-22", "phone", "8 916 000-11-22"),
        ("89160001122", "phone", "89160001122"),
        ("0011", "phone", "0011"),
    ],
)
def test_digits_become_a_birth_date_or_a_phone(
    desk: AtDesk, typed: str, field: str, carried: str
) -> None:
    form = new_form(desk, typed)
    assert form.fields[field].text() == carried


def test_faults_are_said_at_their_fields_and_nothing_is_lost(desk: AtDesk) -> None:
    form = new_form(desk, "Зябликова Анна")
    desk.press(Qt.Key.Key_Return)
    assert form.fields["birth_date"].error().startswith("Enter the birth date")
    for wrong in ("31.02.1990", "вчера", "4567"):
        fill(desk, form.fields["birth_date"].line, wrong)
        desk.press(Qt.Key.Key_Return)
        assert form.fields["birth_date"].error(), wrong
    fill(desk, form.fields["birth_date"].line, "01.01.2030")
    desk.press(Qt.Key.Key_Return)
    assert form.fields["birth_date"].error() == "The birth date is in the future."
    fill(desk, form.fields["birth_date"].line, "12.04.1988")
    desk.press(Qt.Key.Key_Return)
    assert form.fields["phone"].error() == "Enter a phone, or tick “no phone”."
    fill(desk, form.fields["phone"].line, "12")
    desk.press(Qt.Key.Key_Return)
    assert "is not a phone number" in form.fields["phone"].error()
    fill(desk, form.fields["last_name"].line, "=1+1")
    fill(desk, form.fields["phone"].line, "89160001122")
    desk.press(Qt.Key.Key_Return)
    assert form.fields["last_name"].error() == "A name cannot begin with =, +, - or @."
    assert every(desk, Patient) == []


def test_likely_duplicates_are_shown_while_the_form_is_filled(desk: AtDesk) -> None:
    there = desk.person("Зябликова", "Анна", BORN, phone="89160001122")
    form = new_form(desk, "Зябликова")
    fill(desk, form.fields["first_name"].line, "Анна")
    fill(desk, form.fields["birth_date"].line, "12.04.1988")
    (row,) = form.findChildren(DuplicateRow)
    assert "same name, same birth date" in desk.words(row)
    row.open_button.click()
    settle()
    panel = desk.opened()
    assert panel is not None
    assert panel.patient_id == there


def test_another_person_is_remembered(desk: AtDesk) -> None:
    there = desk.person("Зябликова", "Анна", BORN, phone="89160001122")
    form = new_form(desk, "Зябликова Анна")
    fill(desk, form.fields["birth_date"].line, "12.04.1988")
    fill(desk, form.fields["phone"].line, "89160002233")
    (row,) = form.findChildren(DuplicateRow)
    row.other_button.click()
    settle()
    assert not form.likely.isVisible()
    form.fields["phone"].line.setFocus()
    desk.press(Qt.Key.Key_Return)
    people = {person.id: person for person in every(desk, Patient)}
    assert len(people) == 2
    assert people[there].namesake_exists


def test_a_begun_form_outlives_the_window(desk: AtDesk) -> None:
    form = new_form(desk, "Зябликова")
    fill(desk, form.fields["first_name"].line, "Анна")
    form.fields["birth_date"].line.setFocus()  # leaving a field keeps it
    settle()
    assert len(every(desk, Draft)) == 1
    desk.house.workplace.rebuild()
    settle()
    again = AtDesk(desk.house, desk.type_text, desk.files)
    words = again.words(again.page.side)
    assert "New patient Зябликова Анна: started by" in words
    again.page.side.resume_button.click()
    settle()
    resumed = again.form()
    assert isinstance(resumed, NewPatientForm)
    assert resumed.fields["last_name"].text() == "Зябликова"
    assert resumed.fields["first_name"].text() == "Анна"
    again.press(Qt.Key.Key_Escape)
    again.page.side.discard_button.click()
    settle()
    assert every(again, Draft) == []
    again.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(every(again, Draft)) == 1


# --- Joining and cards --------------------------------------------------------------------------


def test_nobody_joins_without_consent_to_data_processing(desk: AtDesk) -> None:
    person = desk.person("Соколова", "Марина", BORN, phone="89161234567")
    desk.page.open_person(person)
    desk.press(Qt.Key.Key_F8)
    form = desk.form()
    assert isinstance(form, JoiningForm)
    assert not form.join_button.isEnabled()
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.refusal.isVisible()
    assert every(desk, Account) == []
    desk.press(Qt.Key.Key_Escape)
    assert desk.form() is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("29.02.2023", "There is no such day: 29.02.2023."),
        ("31.13.1990", "There is no such day: 31.13.1990."),
        ("01.01.1899", "before 1900"),
        ("01.01.2090", "in the future"),
        ("вчера", "for example 05.03.1990"),
    ],
)
def test_a_birth_date_that_cannot_be_is_told_why(desk: AtDesk, typed: str, said: str) -> None:
    form = new_form(desk, "Зябликова Анна")
    fill(desk, form.fields["birth_date"].line, typed)
    fill(desk, form.fields["phone"].line, "8 916 000-11-22")
    desk.press(Qt.Key.Key_Return)
    assert said in form.fields["birth_date"].error()
    assert every(desk, Patient) == []


def test_a_child_alone_cannot_hold_a_card(desk: AtDesk) -> None:
    child = desk.person("Соколова", "Мира", date(2018, 6, 1), phone="89161234567")
    desk.page.open_person(child)
    desk.press(Qt.Key.Key_F8)
    assert desk.form() is None
    assert "made out to an adult" in desk.toast()


def test_a_scanned_plastic_card_is_issued_and_taken_back(desk: AtDesk, member: int) -> None:
    desk.act(receive_cards, count=3, first_number=NUMBER)
    desk.press(Qt.Key.Key_F8)
    form = desk.form()
    assert isinstance(form, CardForm)
    form.take_scan(NUMBER)
    desk.press(Qt.Key.Key_Return)
    issued = [card for card in every(desk, Card) if card.state is CardState.ACTIVE]
    assert [(card.number, card.form) for card in issued] == [(NUMBER, Form.PLASTIC)]
    desk.close_previews()
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [card for card in every(desk, Card) if card.state is CardState.ACTIVE] == []


def test_where_the_print_is_refused_the_number_and_the_undo_stay(desk: AtDesk, member: int) -> None:
    assert "in the programme" in desk.words(desk.page.side.header)
    assert "has the card" not in desk.words(desk.page.side.header)
    desk.act(change_clinic, field="phone", value="")
    desk.press(Qt.Key.Key_F8)
    desk.press(Qt.Key.Key_Return)
    (card,) = every(desk, Card)
    number = group(card.number)
    assert f"has the card {number}, on paper" in desk.words(desk.page.side.header)
    assert number in desk.toast()
    assert "The paper is not printed" in desk.toast()
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [one for one in every(desk, Card) if one.state is CardState.ACTIVE] == []
    assert "in the programme" in desk.words(desk.page.side.header)


def test_a_wrong_number_is_refused_in_the_form(desk: AtDesk, member: int) -> None:
    desk.act(receive_cards, count=3, first_number=NUMBER)
    desk.press(Qt.Key.Key_F8)
    form = desk.form()
    assert isinstance(form, CardForm)
    for wrong in ("123", NUMBER[:-1] + "0", CardNumber.of(99, 1).digits):
        fill(desk, form.number.line, wrong)
        desk.press(Qt.Key.Key_Return)
        assert form.refusal.isVisible(), wrong
    assert [card for card in every(desk, Card) if card.state is CardState.ACTIVE] == []


def test_a_card_is_blocked_with_a_reason(desk: AtDesk, member: int) -> None:
    desk.press(Qt.Key.Key_F8)
    desk.press(Qt.Key.Key_Return)
    desk.close_previews()
    desk.press(Qt.Key.Key_F8)
    form = desk.form()
    assert isinstance(form, CardForm)
    (row,) = form.card_rows
    row.block_button.click()
    desk.press(Qt.Key.Key_Return)
    assert form.refusal.isVisible()
    fill(desk, form.reason.line, "потеряна")
    desk.press(Qt.Key.Key_Return)
    assert [card.state for card in every(desk, Card)] == [CardState.BLOCKED]


def test_a_child_is_entered_on_the_mothers_account(desk: AtDesk, member: int) -> None:
    household = desk.ask(lambda session: session.get(Patient, member).household_id)
    child = desk.person(
        "Соколова",
        "Мира",
        date(2018, 6, 1),
        household_id=household,
        relation=Relation.CHILD,
        guardian_id=member,
    )
    desk.page.open_person(child)
    desk.press(Qt.Key.Key_F8)
    form = desk.form()
    assert isinstance(form, JoiningForm)
    assert "Children on the account: Марина" in desk.words(form)
    assert form.children_ticks[child].isChecked()
    assert not form.advertising.isVisible()
    form.consent.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.close_previews()
    panel = desk.opened()
    assert panel is not None
    assert [one.is_on_account for one in panel.members] == [True, True]
