"""The two clinics' exports: exactly the broken rows are refused, exactly the listed ones warned.

The lists are typed from the description of the data, not taken from the program.
"""

from __future__ import annotations

from datetime import date

import pytest

from reception.exchange.columns import Subject
from reception.exchange.raw_table import RawTable, read_table
from reception.exchange.sheets import open_source
from reception.rules.import_patient_row import PatientsFile
from reception.rules.import_patients import CheckedPatients, check_patients
from reception.rules.import_visits import CheckedVisits, VisitsFile, check_visits
from reception.values.choices import ContactChannel, Country, Relation, Sex, VisitStatus
from reception.values.money import Money
from tests.fixtures.exports import EXPORTS

TODAY = date(2026, 11, 2)


def _table(name: str, subject: Subject) -> RawTable:
    return read_table(open_source(EXPORTS / name), subject, today=TODAY)


def _patients(name: str, country: Country) -> CheckedPatients:
    table = _table(name, Subject.PATIENTS)
    today = table.export_day or TODAY
    return check_patients(table.rows, PatientsFile(country, today, table.field_order, table.titles))


def _visits(name: str, country: Country, patients: CheckedPatients) -> CheckedVisits:
    table = _table(name, Subject.VISITS)
    known = {person.external_id: number for number, person in enumerate(patients.taken, 1)}
    return check_visits(table.rows, VisitsFile(country, TODAY, table.field_order, known))


@pytest.fixture(scope="module")
def russian() -> CheckedPatients:
    return _patients("ru_patients.csv", Country.RU)


@pytest.fixture(scope="module")
def ukrainian() -> CheckedPatients:
    return _patients("uk_patients.xlsx", Country.UA)


def test_title_lines_and_total_are_no_rows() -> None:
    table = _table("ru_patients.csv", Subject.PATIENTS)
    assert len(table.rows) == 2541
    assert table.export_day == date(2026, 10, 31)
    assert (table.source.encoding, table.source.separator) == ("cp1251", ";")
    assert table.rows[0].line == 4
    assert table.unknown_columns == ()


def test_russian_patients_refused(russian: CheckedPatients) -> None:
    assert {(report.key, report.first.field) for report in russian.refused} == {
        ("80000", "birth_date"),
        ("80001", "birth_date"),
        ("80002", "birth_date"),
        ("80003", "full_name"),
        ("80004", "full_name"),
        ("80007", "full_name"),
        ("80008", "full_name"),
        ("80009", "full_name"),
        ("80012", "birth_date"),
        ("11738", "external_id"),
    }
    assert len(russian.refused) == 10
    assert len(russian.taken) == 2531


def test_russian_patients_warned(russian: CheckedPatients) -> None:
    assert [(report.key, report.first.field) for report in russian.warnings] == [
        ("80006", "phone"),
        ("80011", "sex"),
        ("80010", "head_id"),
        ("80005", "phone"),
    ]
    comments = {person.external_id: person.comment for person in russian.taken}
    assert comments["80005"] == "Телефон: спросить у мамы"
    assert comments["80010"] == "Представитель (№ карты): 99999"
    assert comments["80011"] == "Пол: да"
    assert comments["80006"].endswith("Телефон: 8916123")


def test_reasons_name_what_was_found(russian: CheckedPatients) -> None:
    reasons = {report.key: report.first.reason.id for report in russian.refused}
    assert reasons["80000"] == "There is no such day: {value}."
    assert reasons["80001"] == "The birth date {value} is in the future."
    assert reasons["80002"].startswith("“{value}” is not a date.")
    assert reasons["80003"] == reasons["80004"] == "The name is missing."
    assert reasons["80007"] == "The name contains control characters."
    assert reasons["80008"] == "The name begins with “{sign}”, a sign of formulas."
    assert reasons["80009"] == "The name is too long. Allowed: {limit} letters."
    assert reasons["80012"] == "The birth date {value} is before 1900."
    assert "another person" in reasons["11738"]


def test_the_family_of_the_founding_story(russian: CheckedPatients) -> None:
    family = {p.external_id: p for p in russian.taken if p.external_id.startswith("9000")}
    marina = family["90001"]
    assert str(marina.name) == "Соколова Марина Викторовна"
    assert marina.name_as_given == "СОКОЛОВА МАРИНА ВИКТОРОВНА"
    assert marina.phones == ("79161234567",)
    assert marina.sex is Sex.FEMALE
    assert [(family[key].head_id, family[key].relation) for key in ("90002", "90003", "90004")] == [
        ("90001", Relation.SPOUSE),
        ("90001", Relation.CHILD),
        ("90001", Relation.CHILD),
    ]
    assert family["90004"].birth_date == date(2019, 1, 30)


def test_ukrainian_patients(ukrainian: CheckedPatients) -> None:
    assert {(report.key, report.first.field) for report in ukrainian.refused} == {
        ("81001", "birth_date"),
        ("81002", "last_name"),
        ("81003", "last_name"),
        ("81006", "birth_date"),
    }
    assert {(report.key, report.first.field) for report in ukrainian.warnings} == {
        ("81004", "consent_sms"),
        ("81005", "head_id"),
    }
    assert len(ukrainian.taken) == 1121
    people = {person.external_id: person for person in ukrainian.taken}
    assert people["10004"].consents == {ContactChannel.SMS}
    assert people["10027"].phones == ("380671999063",)
    assert people["10027"].consents == frozenset()
    assert people["81004"].comment == "Згода на SMS: може"


def test_russian_visits(russian: CheckedPatients) -> None:
    visits = _visits("ru_visits.csv", Country.RU, russian)
    assert sorted((report.key, report.first.field) for report in visits.refused) == [
        ("11494", "paid"),
        ("12050", "date"),
        ("123456", "patient_id"),
        ("12792", "status"),
        ("15379", "amount"),
        ("15435", "time"),
        ("15685", "date"),
        ("15887", "amount"),
    ]
    assert len(visits.taken) == 8885
    assert visits.warnings == []
    marina = next(n for n, p in enumerate(russian.taken, 1) if p.external_id == "90001")
    first = visits.taken[0]
    assert (first.patient, first.day) == (marina, date(2024, 11, 6))
    assert Money(first.amount_minor, "RUB") == Money(320_000, "RUB")
    assert first.group == "consultation"
    assert {visit.group for visit in visits.taken} == {
        "consultation",
        "outside-laboratory",
        "procedures",
        "diagnostics",
        "dentistry",
        "vaccination",
        "insurance",
    }


def test_ukrainian_visits(ukrainian: CheckedPatients) -> None:
    visits = _visits("uk_visits.xlsx", Country.UA, ukrainian)
    assert (len(visits.taken), visits.refused, visits.warnings) == (2829, [], [])
    assert visits.taken[0].amount_minor == 189_583
    assert {visit.status for visit in visits.taken} == {
        VisitStatus.DONE,
        VisitStatus.CANCELLED,
        VisitStatus.NO_SHOW,
    }
