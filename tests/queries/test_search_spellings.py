"""Every spelling the search reads through, one after the other (design/screens.md, Search)."""

from __future__ import annotations

from datetime import date

import pytest

from reception.models import Card
from reception.queries.search import Found, search
from reception.services.patients import change_patient
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, load_translator
from reception.values.card_number import CardNumber
from reception.values.choices import CardForm, CardState, Country
from tests.people import Desk

TODAY = date(2026, 11, 2)
CARD = CardNumber.of(10, 4321)


@pytest.fixture
def people(desk: Desk) -> dict[str, int]:
    """People with difficult names, and one with a simple one."""
    made = {
        "gudz": desk.person("Ґудзь", "Мар’яна", "Юріївна", birth_date=date(1991, 2, 3)),
        "solovyov": desk.person("Соловьёв", "Пётр", "Ильич", phone="+79161112233"),
        "double": desk.person("Нечуй-Левицький", "Іван", phone="+380501234567"),
        "darya": desk.person("Д'Артаньян", "Дарья", phone="+79035550011"),
        "yid": desk.person("Їжакевич", "Олеся", "Андріївна"),
        "latin": desk.person("O'Brien", "Sean"),
        "anna": desk.person("Каренина", "Анна", "Аркадьевна", birth_date=date(1985, 5, 13)),
    }

    def give(uow: UnitOfWork) -> None:
        uow.add(
            Card(
                number=CARD.digits,
                state=CardState.ACTIVE,
                form=CardForm.PLASTIC,
                holder_id=made["anna"],
            )
        )

    desk.do(give)
    desk.do(change_patient, patient_id=made["anna"], field="last_name", value="Вронская")
    return made


def found(desk: Desk, text: str, country: Country = Country.RU) -> Found:
    answer: Found = desk.ask(search, text=text, country=country, today=TODAY)
    return answer


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("ґудзь", "gudz"),
        ("ГУДЗЬ", "gudz"),
        ("гудз", "gudz"),
        ("мар'яна", "gudz"),
        ("мар’яна", "gudz"),
        ("марʼяна", "gudz"),
        ("маряна гу", "gudz"),
        ("юриівна", "gudz"),
        ("соловьев", "solovyov"),
        ("соловев", "solovyov"),
        ("петр соловьёв", "solovyov"),
        ("ильич петр", "solovyov"),
        ("ильич соловьев", "solovyov"),
        ("нечуй левицький", "double"),
        ("нечуй-левицкий", "double"),
        ("левицкий", "double"),
        ("иван левиц", "double"),
        ("дартаньян", "darya"),
        ("д’артан", "darya"),
        ("їжакевич", "yid"),
        ("ижакевич", "yid"),
        ("іжак олес", "yid"),
        ("obrien", "latin"),
        ("o’brien sean", "latin"),
        ("sean o", "latin"),
        ("cjkjdmtd", "solovyov"),  # соловьев in the English layout
        ("Cjkjdm`d", "solovyov"),
        ("];frtdbx", "yid"),  # їжакевич in the English layout
        ("solovyov", "solovyov"),
        ("soloviov", "solovyov"),
        ("gudz", "gudz"),
        ("hudz", "gudz"),
        ("nechui", "double"),
        ("yizhakevych", "yid"),
        ("соловьйов", "solovyov"),
        ("вронская", "anna"),
        ("каренина", "anna"),
        ("каренина анна", "anna"),
        ("2233", "solovyov"),
        ("112233", "solovyov"),
        ("8 (916) 111-22-33", "solovyov"),
        ("+7 916 111", "solovyov"),
        ("13.05.1985", "anna"),
        ("13/5/85", "anna"),
        ("13051985", "anna"),
        ("130585", "anna"),
        ("1985-05-13", "anna"),
        ("вронская 1985", "anna"),
        (CARD.digits, "anna"),
        (str(CARD), "anna"),
        (CARD.digits[-4:], "anna"),
        (CARD.digits[-6:], "anna"),
        ("врнская", "anna"),
    ],
)
def test_found_in_this_spelling(desk: Desk, people: dict[str, int], text: str, who: str) -> None:
    rows = found(desk, text).rows
    say = load_translator(Language.EN).text
    told = [(row.name, say(row.why)) for row in rows]
    assert [row.patient_id for row in rows] == [people[who]], told
    assert all(why for _name, why in told)


def test_a_ukrainian_phone_by_its_home_form(desk: Desk, people: dict[str, int]) -> None:
    rows = found(desk, "050 123", Country.UA).rows
    assert [row.patient_id for row in rows] == [people["double"]]


def test_likeness_only_where_nothing_else_matches(desk: Desk, people: dict[str, int]) -> None:
    other = desk.person("Вронский", "Алексей")
    rows = found(desk, "вронский").rows
    assert [row.patient_id for row in rows] == [other]
    assert people["anna"] not in [row.patient_id for row in rows]


def test_pages_and_the_count(desk: Desk) -> None:
    for number in range(12):
        desk.person("Иванов", f"Иван{chr(ord('а') + number)}")
    first = desk.ask(search, text="иванов", country=Country.RU, today=TODAY, limit=5)
    second = desk.ask(search, text="иванов", country=Country.RU, today=TODAY, limit=5, offset=5)
    assert (first.total, first.is_more, len(first.rows), len(second.rows)) == (12, False, 5, 5)
    assert not {row.patient_id for row in first.rows} & {row.patient_id for row in second.rows}
    assert found(desk, "  ").total == 0
