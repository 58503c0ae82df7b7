"""The score of two records: who is one person, who is not, and why."""

from __future__ import annotations

from datetime import date

import pytest

from reception.rules.duplicate_fields import Record, prepared
from reception.rules.duplicate_pairs import CROWD, likely_pairs
from reception.rules.duplicates import LIKELY, POSSIBLE, TWO_NAMES, compared
from reception.rules.names import split_full_name
from reception.values.choices import Sex

BORN = date(1985, 4, 3)
PHONE, OTHER_PHONE = "79161234567", "79035550011"
HOME, AWAY = "ул. Мира, д. 8, кв. 10", "ул. Лесная, д. 71, кв. 3"


def record(name: str, born: date | None = BORN, phone: str = PHONE, home: str = HOME) -> Record:
    phones = [phone] if phone else []
    return prepared(name, split_full_name(name), born=born, phones=phones, address=home)


ANNA = record("Орлова Анна Сергеевна")


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (record("орлова анна сергеевна"), "same name"),
        (record("Олрова Анна Сергеевна"), "similar name"),
        (record("Орлова Анан Сергеевна"), "similar name"),
        (record("Орлова Аня Сергеевна"), "same name, spelled otherwise"),
        (record("Орлова Ганна Сергіївна"), "similar name"),
        (record("Orlova Anna Sergeevna"), "same name, spelled otherwise"),
        (record("Jhkjdf Fyyf Cthuttdyf"), "same name, spelled otherwise"),
        (record("Анна Орлова Сергеевна"), "surname and first name exchanged"),
        (record("Орлова А. С."), "similar name"),
        (record("Орлова-Громова Анна Сергеевна"), "similar name"),
        (record("Громова Анна Сергеевна"), "another surname"),
        (record("Громова Анна Сергеевна", phone=OTHER_PHONE), "same address"),
        (record("Орлова Анна Сергеевна", date(1985, 3, 4)), "day and month of birth exchanged"),
        (record("Орлова Анна Сергеевна", date(1958, 4, 3)), "birth date a slip away"),
        (record("Орлова Анна Сергеевна", date(1985, 4, 8)), "birth date a slip away"),
        (record("Орлова Анна Сергеевна", None), "same phone"),
        (record("Орлова Анна Сергеевна", phone="", home=""), "same birth date"),
        (record("Орлова Анна Сергеевна", phone=OTHER_PHONE, home=""), "another phone"),
        (record("Орлова Анна", phone="79161234576"), "phone a slip away"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.key,
)
def test_one_person(other: Record, reason: str) -> None:
    found = compared(ANNA, other)
    assert found.score >= LIKELY
    assert reason in [message.id for message in found.reasons]
    assert compared(other, ANNA).score == pytest.approx(found.score)


@pytest.mark.parametrize(
    "other",
    [
        record("Орлова Алина Сергеевна"),  # a twin
        record("Орлова Инна Сергеевна"),  # a twin whose name is a letter away
        record("Орлов Сергей Петрович", date(1958, 4, 3)),  # her father
        record("Орлова Вера Ильинична", date(1960, 2, 1)),  # her mother
        record("Орлова Анна Петровна", phone=OTHER_PHONE, home=AWAY),  # a namesake
        record("Орлова Анна Петровна", home=AWAY),
        record("Орлова Анна Сергеевна", phone=OTHER_PHONE, home=AWAY),
        record("Орлова Анна Сергеевна", date(1971, 9, 12), OTHER_PHONE, AWAY),
        record("Орлова Анна Сергеевна", date(2012, 9, 17)),  # a cousin at the same flat
        record("Громова Анна Сергеевна", phone=OTHER_PHONE, home=AWAY),
    ],
    ids=lambda value: value.key,
)
def test_two_persons(other: Record) -> None:
    assert compared(ANNA, other).score < LIKELY
    assert likely_pairs([ANNA, other]) == []


def test_twins_of_two_sexes_and_father_and_son_of_one_name() -> None:
    twins = record("Орлов Александр Ильич"), record("Орлова Александра Ильинична")
    assert compared(*twins).score == TWO_NAMES
    father = record("Орлов Иван Иванович", date(1960, 5, 2))
    son = record("Орлов Иван Иванович", date(1988, 11, 30))
    assert compared(father, son).score < LIKELY


def test_a_man_does_not_change_his_surname_lightly() -> None:
    husband = record("Орлов Иван Ильич"), record("Громов Иван Ильич")
    wife = record("Орлова Анна Ильинична"), record("Громова Анна Ильинична")
    assert compared(*husband).score < compared(*wife).score


def test_a_namesake_is_shown_at_the_desk_but_not_listed() -> None:
    namesake = record("Орлова Анна Сергеевна", phone=OTHER_PHONE, home=AWAY)
    assert POSSIBLE <= compared(ANNA, namesake).score < LIKELY


def test_what_is_no_name_counts_as_unknown() -> None:
    for name in ("", "=HYPERLINK(1)", "И" * 300, "  "):
        nameless = record(name)
        assert [reason.id for reason in compared(ANNA, nameless).reasons] == [
            "no name to compare",
            "same birth date",
            "same phone",
            "same address",
        ]
    bell = record("Орлова\x07 Анна\x00 Сергеевна")
    assert compared(ANNA, bell).reasons[0].id == "same name"


def test_a_former_surname_is_a_surname() -> None:
    married = prepared("2", split_full_name("Громова Анна Сергеевна"), born=BORN, former=["Орлова"])
    assert compared(ANNA, married).reasons[0].id == "same name, spelled otherwise"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ул. Мира, д. 8, кв. 10", "г. Тула, улица Мира 8-10", True),
        ("ул. 8 Марта, д. 80, кв. 11", "8 Марта, дом 80, квартира 11", True),
        ("вул. Шевченка, буд. 12а, кв. 4", "Шевченка 12А/4", False),
        ("ул. Мира, д. 8, кв. 10", "ул. Мира, д. 8, кв. 11", False),
    ],
)
def test_addresses(one: str, other: str, *, same: bool) -> None:
    reasons = [r.id for r in compared(record("", home=one), record("", home=other)).reasons]
    assert ("same address" in reasons) is same


def test_pairs_come_best_first_and_those_told_apart_are_left_out() -> None:
    people = [ANNA, record("Олрова Анна Сергеевна"), record("орлова анна сергеевна")]
    pairs = likely_pairs(people)
    assert (pairs[0].left, pairs[0].right) == (people[0].key, people[2].key)
    assert [pair.score for pair in pairs] == sorted((p.score for p in pairs), reverse=True)
    apart = {(people[2].key, people[0].key)}
    left = {(pair.left, pair.right) for pair in likely_pairs(people, told_apart=apart)}
    assert left == {(pair.left, pair.right) for pair in pairs[1:]}


def test_a_crowd_of_one_birth_date_and_one_phone_is_parted_by_name() -> None:
    names = [f"{a}{b}{c}ов" for a in "бвгджзклмн" for b in "аоу" for c in "прстфх"]
    crowd = [
        prepared(name, split_full_name(f"{name} Иван Ильич"), born=date(1980, 1, 1), phones=["1"])
        for name in names
    ]
    assert len(crowd) > CROWD
    again = prepared(
        "again", split_full_name(f"{names[7]} Ваня Ильич"), born=date(1980, 1, 1), phones=["1"]
    )
    pairs = likely_pairs([*crowd, again])
    assert (pairs[0].left, pairs[0].right) == (names[7], "again")


def test_sex_is_read_from_the_patronymic_and_a_wrong_one_is_told() -> None:
    assert ANNA.sex is Sex.FEMALE
    mistyped = prepared(
        "2", split_full_name("Орлова Анна Сергеевна"), born=BORN, phones=[PHONE], sex=Sex.MALE
    )
    found = compared(ANNA, mistyped)
    assert found.score >= LIKELY
    assert "another sex" in [reason.id for reason in found.reasons]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Коваленко Олена Миколаївна", "Коваленко Елена Николаевна"),
        ("Мар'яненко Дмитро Олександрович", "Марьяненко Дмитрий Александрович"),
        ("Мельник Юрій Євгенович", "Мельник Юрий Евгеньевич"),
        ("Бойко Данило Ігорович", "Бойко Данил Игоревич"),
        ("Rjdfktyrj Jktyf Vbrjkf]dyf", "Коваленко Олена Миколаївна"),
    ],
)
def test_two_languages_are_one_person_even_without_a_phone(one: str, other: str) -> None:
    assert compared(record(one, phone="", home=""), record(other)).score >= LIKELY
