"""Entering and changing people: tidied, checked, told apart."""

from __future__ import annotations

from datetime import date

import pytest

from reception.errors import InvalidInput
from reception.models import Patient
from reception.queries.likely import LikelyDuplicate, likely_duplicates
from reception.queries.search import search
from reception.services.patients import (
    change_patient,
    change_phones,
    mark_different,
    register_patient,
)
from reception.values.choices import Country
from tests.people import Desk

TODAY = date(2026, 11, 2)
BORN = date(1990, 3, 5)


def person(desk: Desk, patient_id: int) -> Patient:
    found: Patient = desk.ask(lambda session: session.get(Patient, patient_id))
    return found


def likely(desk: Desk, last: str, first: str, **more: object) -> tuple[LikelyDuplicate, ...]:
    asked: dict[str, object] = {"birth_date": None, "phone": "", "country": Country.RU, **more}
    found: tuple[LikelyDuplicate, ...] = desk.ask(
        likely_duplicates, last_name=last, first_name=first, **asked
    )
    return found


def test_a_person_is_entered_neatly(desk: Desk) -> None:
    number = desk.person("  ИВАНОВА ", "анна", "сергеевна", birth_date=BORN, phone="8(916)1234567")
    row = person(desk, number)
    assert row.full_name == "Иванова Анна Сергеевна"
    assert row.name_key == "иванова анна сергеевна"
    assert row.first_key == "анна сергеевна иванова"
    phones = desk.ask(lambda session: [p.digits for p in session.get(Patient, number).phones])
    assert phones == ["79161234567"]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("last_name", {"last_name": "  "}),
        ("last_name", {"last_name": "=SUM(A1)"}),
        ("last_name", {"last_name": "12345"}),
        ("first_name", {"first_name": "А" * 201}),
        ("patronymic", {"patronymic": "Ива\x07новна"}),
        ("birth_date", {"birth_date": date(2027, 1, 1)}),
        ("birth_date", {"birth_date": date(1899, 12, 31)}),
        ("phone", {"phones": ["12"]}),
        ("phone", {"phones": []}),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    desk: Desk, field: str, values: dict[str, object]
) -> None:
    usual = {"last_name": "Ким", "first_name": "Ли", "phones": ["89161234567"]}
    with pytest.raises(InvalidInput) as fault:
        desk.do(register_patient, **{**usual, **values})
    assert fault.value.field == field
    assert desk.ask(search, text="ким", country=Country.RU, today=TODAY).total == 0


def test_entering_is_undone_whole(desk: Desk) -> None:
    done = desk.do(register_patient, last_name="Ким", first_name="Ли", no_phone=True)
    desk.undo(done)
    assert desk.ask(search, text="ким", country=Country.RU, today=TODAY).total == 0


def test_a_retry_enters_once(desk: Desk) -> None:
    for _ in range(2):
        desk.do(register_patient, last_name="Ким", no_phone=True, request_id="n-1")
    assert desk.ask(search, text="ким", country=Country.RU, today=TODAY).total == 1


def test_a_changed_surname_can_be_changed_back(desk: Desk) -> None:
    number = desk.person("Иванова", "Анна")
    done = desk.do(change_patient, patient_id=number, field="last_name", value="петрова")
    assert person(desk, number).full_name == "Петрова Анна"
    desk.undo(done)
    assert person(desk, number).name_key == "иванова анна"
    assert desk.ask(search, text="петрова", country=Country.RU, today=TODAY).total == 0


def test_phones_are_replaced_and_had_back(desk: Desk) -> None:
    number = desk.person("Иванова", "Анна", phone="89161234567")
    done = desk.do(change_phones, patient_id=number, phones=["8 916 000 11 22", "89161234567"])
    assert desk.ask(search, text="1122", country=Country.RU, today=TODAY).total == 1
    desk.undo(done)
    assert desk.ask(search, text="1122", country=Country.RU, today=TODAY).total == 0


def test_likely_duplicates_come_with_their_reasons(desk: Desk) -> None:
    anna = desk.person("Иванова", "Анна", "Сергеевна", birth_date=BORN, phone="89161234567")
    exact = likely(desk, "иванова", "Анна", birth_date=BORN)
    assert [one.patient_id for one in exact] == [anna]
    assert [reason.id for reason in exact[0].reasons] == ["same name", "same birth date"]
    slip = likely(desk, "Иванава", "Анна", birth_date=BORN)
    assert [reason.id for reason in slip[0].reasons] == ["similar name", "same birth date"]
    by_phone = likely(desk, "Иванова", "Анна", birth_date=date(1990, 5, 3), phone="+7 916 1234567")
    assert "same phone" in [reason.id for reason in by_phone[0].reasons]
    exchanged = "day and month of birth exchanged"
    assert exchanged in [reason.id for reason in by_phone[0].reasons]
    assert [one.patient_id for one in likely(desk, "Bdfyjdf", "Fyyf")] == [anna]
    married = likely(desk, "Громова", "Анна", patronymic="Сергеевна", birth_date=BORN)
    assert [reason.id for reason in married[0].reasons][:2] == [
        "another surname",
        "same first name",
    ]
    assert likely(desk, "Иванова", "Анна", patronymic="Петровна", birth_date=BORN) == ()


def test_twins_and_families_are_no_duplicates(desk: Desk) -> None:
    desk.person("Орлов", "Марк", birth_date=date(2019, 1, 1), phone="89161234567")
    assert likely(desk, "Орлов", "Лев", birth_date=date(2019, 1, 1), phone="89161234567") == ()
    assert likely(desk, "Орлов", "Марк", birth_date=date(1985, 7, 7)) == ()


def test_another_person_is_remembered(desk: Desk) -> None:
    one = desk.person("Иванова", "Анна", birth_date=BORN)
    other = desk.person("Иванова", "Анна", birth_date=BORN, different_from=[one])
    assert person(desk, one).namesake_exists
    assert person(desk, other).namesake_exists
    assert likely(desk, "Иванова", "Анна", birth_date=BORN, patient_id=other) == ()
    desk.do(mark_different, patient_id=one, other_id=other)
