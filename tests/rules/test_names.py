"""Names: one key of many spellings, kept as typed, re-cased only when needed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.rules.names import (
    NameFault,
    PersonName,
    fold,
    name_fault,
    says_none,
    split_full_name,
    tidy,
)
from reception.rules.spellings import layout_twins, transliterated


@pytest.mark.parametrize(
    "spellings",
    [
        ("Мар’яна", "Мар'яна", "Марʼяна", "МАРЬЯНА"),
        ("Пётр", "Петр", "пётр"),
        ("Ґалаґан", "Галаган"),
        ("Дем'янчук", "Демьянчук"),
        ("Салтыков-Щедрин", "салтыков щедрин", "Салтыков – Щедрин"),
        ("Їжакевич", "Іжакевич"),
    ],
)
def test_all_spellings_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({fold(each) for each in spellings}) == 1


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        ("СОКОЛОВА МАРИНА ВИКТОРОВНА", "Соколова Марина Викторовна"),
        ("О'КОННОР ЮЛИЯ", "О'Коннор Юлия"),
        ("Д’АРТАНЬЯН", "Д’Артаньян"),
        ("МАР'ЯНА", "Мар'яна"),
        ("ЛУКʼЯНЕНКО", "Лукʼяненко"),
        ("семёнычева ирина дмитриевна", "Семёнычева Ирина Дмитриевна"),
        ("  Степанов  Руслан ", "Степанов Руслан"),
        ("САЛТЫКОВ-ЩЕДРИН", "Салтыков-Щедрин"),
        ("МАМЕДОВ АЛИ ГАСАН ОГЛЫ", "Мамедов Али Гасан оглы"),
        ("von Bülow", "von Bülow"),
        ("McDonald", "McDonald"),
        ("Нур-Магомед", "Нур-Магомед"),
    ],
)
def test_tidied(came: str, kept: str) -> None:
    assert tidy(came) == kept


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Соколова Марина Викторовна", PersonName("Соколова", "Марина", "Викторовна")),
        ("Хлебников Матвей", PersonName("Хлебников", "Матвей")),
        ("Сухарто", PersonName("Сухарто")),
        ("Мамедов Али Гасан оглы", PersonName("Мамедов", "Али", "Гасан оглы")),
        ("Гарсия Лопес Мария Ивановна", PersonName("Гарсия Лопес", "Мария", "Ивановна")),
        ("Smith John Paul George", PersonName("Smith", "John Paul George")),
    ],
)
def test_split(full: str, parts: PersonName) -> None:
    assert split_full_name(full) == parts


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("", NameFault.MISSING),
        ("   ", NameFault.MISSING),
        ("Петров\x07 Иван\x00", NameFault.CONTROL),
        ("Иван\u202eов", NameFault.CONTROL),
        ('=HYPERLINK("x")', NameFault.FORMULA),
        ("Ы" * 201, NameFault.TOO_LONG),
        ("12345", NameFault.NO_LETTERS),
        ("Ы" * 200, None),
        ("О'Коннор", None),
    ],
)
def test_faults(name: str, fault: NameFault | None) -> None:
    assert name_fault(name) is fault


def test_no_patronymic_in_words() -> None:
    assert all(says_none(text) for text in ("нет", "-", "—", "Без отчества", "немає", "n/a"))
    assert not any(says_none(text) for text in ("", "Иванович", "Нетович"))


def test_wrong_layout() -> None:
    assert fold("Иванов") in {fold(twin) for twin in layout_twins("bdfyjd")}
    assert fold("Коваленко") in {fold(twin) for twin in layout_twins("rjdfktyrj")}
    assert "smith" in layout_twins("ыьшер")
    assert layout_twins("8916") == ()


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Ivanov", "Иванов"),
        ("Shcherbakov", "Щербаков"),
        ("Pyotr", "Пётр"),
        ("Hnatiuk", "Гнатюк"),
        ("Khlebnikov", "Хлебников"),
        ("Natalia", "Наталия"),
        ("Diachenko", "Дяченко"),
        ("Yevhen", "Євген"),
        ("Sergey", "Сергей"),
    ],
)
def test_transliteration(latin: str, cyrillic: str) -> None:
    assert fold(cyrillic) in transliterated(latin)
