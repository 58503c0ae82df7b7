"""The search box: every way in which people write a name, a phone, a card, a birth date."""

from __future__ import annotations

from datetime import date

import pytest

from reception.models import Card
from reception.queries.search import Found, search
from reception.queries.search_text import read_typed
from reception.services.patients import change_patient
from reception.services.representatives import add_representative
from reception.translation import Language, load_translator
from reception.values.card_number import CardNumber
from reception.values.choices import CardForm, CardState, Country, Relation
from reception.values.family_choices import Kinship, RepresentativeKind
from tests.people import Desk

TODAY = date(2026, 11, 2)


@pytest.fixture
def people(desk: Desk) -> dict[str, int]:
    """A handful of persons whose names are hard to type."""
    marina = desk.person(
        "Соколова",
        "Марина",
        "Викторовна",
        birth_date=date(1988, 4, 12),
        phone="8 916 123-45-67",
    )
    household = desk.ask(lambda session: session.execute(_HOUSEHOLD_OF, {"one": marina}).scalar())
    return {
        "marina": marina,
        "lev": desk.person(
            "Соколов",
            "Лев",
            "Павлович",
            birth_date=date(2019, 3, 5),
            household_id=household,
            relation=Relation.CHILD,
        ),
        "demyanchuk": desk.person("Дем'янчук", "Наталія", "Сергіївна", phone="+380509876543"),
        "petr": desk.person("Салтыков-Щедрин", "Пётр", "Ильич", birth_date=date(1990, 3, 5)),
        "yuriy": desk.person("Щербаков", "Юрий", "Андреевич"),
        "oconnor": desk.person("О'Коннор", "Шинейд"),
    }


from sqlalchemy import bindparam, select  # noqa: E402

from reception.models import Patient  # noqa: E402

_HOUSEHOLD_OF = select(Patient.household_id).where(Patient.id == bindparam("one"))


def found(desk: Desk, text: str, **more: int) -> Found:
    answer: Found = desk.ask(search, text=text, country=Country.RU, today=TODAY, **more)
    return answer


def ids(desk: Desk, text: str) -> list[int]:
    return [row.patient_id for row in found(desk, text).rows]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("соколова", "marina"),
        ("СОК", "lev"),
        ("марина сок", "marina"),
        ("вик марина", "marina"),
        ("викторовна", "marina"),
        ("демянчук", "demyanchuk"),
        ("Дем’янчук", "demyanchuk"),
        ("Демьянчук Наталья", "demyanchuk"),
        ("щедрин петр", "petr"),
        ("салтыков щедрин", "petr"),
        ("Петр", "petr"),
        ("о коннор", "oconnor"),
        ("оконнор", "oconnor"),
        ("cjrjkjdf", "marina"),
        ("Sokolova", "marina"),
        ("Shcherbakov", "yuriy"),
        ("Щирбаков", "yuriy"),
        ("Соклова Марина", "marina"),
        ("4567", "marina"),
        ("123-45-67", "marina"),
        ("8 916 123 45 67", "marina"),
        ("+7916", "marina"),
        ("9161", "marina"),
        ("12.4.88", "marina"),
        ("12041988", "marina"),
        ("1988-04-12", "marina"),
        ("120488", "marina"),
        ("сок 1988", "marina"),
        ("соколов 2019", "lev"),
        ("марина 4567", "marina"),
        ("соколов 4567", "lev"),
    ],
)
def test_the_person_is_found_first(desk: Desk, people: dict[str, int], text: str, who: str) -> None:
    names = [row.name for row in found(desk, text).rows]
    assert ids(desk, text)[:1] == [people[who]], names


def test_a_family_phone_finds_the_whole_family(desk: Desk, people: dict[str, int]) -> None:
    rows = found(desk, "1234567").rows
    assert [row.patient_id for row in rows[:1]] == [people["marina"]]
    assert people["lev"] in [row.patient_id for row in rows]
    assert {row.why.id for row in rows} >= {"phone …{digits}", "family phone …{digits}"}
    assert rows[0].household_size == 2
    assert rows[0].age == 38


@pytest.mark.parametrize("typed", ["44-55", "8 903 111-44-55", "9031114455"])
def test_the_phone_of_a_representative_who_is_no_patient(
    desk: Desk, people: dict[str, int], typed: str
) -> None:
    desk.do(
        add_representative,
        patient_id=people["lev"],
        kind=RepresentativeKind.PAYER,
        name="Бабушкина Вера",
        phone="+7 903 111-44-55",
        kinship=Kinship.GRANDPARENT,
    )
    (row,) = found(desk, typed).rows
    assert row.patient_id == people["lev"]
    words = load_translator(Language.EN).text(row.why)
    assert words == "phone …44-55 of Бабушкина Вера"


def test_a_phone_of_two_families_is_marked(desk: Desk, people: dict[str, int]) -> None:
    other = desk.person("Мельник", "Ирина", phone="89161234567")
    marks = {row.patient_id: row.shared_phone for row in found(desk, "4567").rows}
    assert marks[other]
    assert marks[people["marina"]]
    assert not marks[people["lev"]]


def test_a_former_surname_still_finds(desk: Desk, people: dict[str, int]) -> None:
    desk.do(change_patient, patient_id=people["marina"], field="last_name", value="Орлова")
    assert ids(desk, "орлова") == [people["marina"]]
    row = found(desk, "соколова").rows[0]
    assert (row.patient_id, row.why.id) == (people["marina"], "former surname {name}")


def test_a_card_finds_its_holder_whole_or_by_its_end(desk: Desk, people: dict[str, int]) -> None:
    number = CardNumber.of(10, 777001).digits

    def issue(uow):
        uow.add(
            Card(
                number=number,
                state=CardState.ACTIVE,
                form=CardForm.PAPER,
                holder_id=people["marina"],
            )
        )

    desk.do(issue)
    assert ids(desk, number) == [people["marina"]]
    assert ids(desk, f"{number[:4]} {number[4:8]} {number[8:]}") == [people["marina"]]
    assert people["marina"] in ids(desk, number[-5:])


def test_nothing_typed_finds_nobody_and_says_nothing(desk: Desk, people: dict[str, int]) -> None:
    for text in ("", "   ", "-", "…", "'", "%", "_"):
        assert found(desk, text).rows == (), text


def test_odd_input_is_only_text(desk: Desk, people: dict[str, int]) -> None:
    for text in ("' OR 1=1 --", "соколова%", "\x00", "💉", "сок" * 500, "9" * 400, "31.02.1990"):
        assert isinstance(found(desk, text), Found)


def test_the_count_is_exact_and_pages_follow(desk: Desk) -> None:
    for number in range(7):
        desk.person("Ким", f"Имя{'абвгдеж'[number]}")
    page = found(desk, "ким", limit=3)
    assert (len(page.rows), page.total, page.is_more) == (3, 7, False)
    seen = [
        row.patient_id
        for start in (0, 3, 6)
        for row in found(desk, "ким", limit=3, offset=start).rows
    ]
    assert len(set(seen)) == 7


@pytest.mark.parametrize(
    ("text", "country", "starts"),
    [
        ("8916", Country.RU, ("8916", "7916")),
        ("0501", Country.UA, ("0501", "380501")),
        ("8050", Country.UA, ("8050", "38050", "3808050")),
        ("+7916", Country.UA, ("7916",)),
        ("916", Country.RU, ()),
    ],
)
def test_beginnings_of_phones(text: str, country: Country, starts: tuple[str, ...]) -> None:
    assert read_typed(text, country, TODAY).phone_starts == starts


def test_two_figures_of_a_year_mean_either_century() -> None:
    assert read_typed("5.3.10", Country.RU, TODAY).birth_dates == (
        date(2010, 3, 5),
        date(1910, 3, 5),
    )
    assert read_typed("5.3.90", Country.RU, TODAY).birth_dates == (date(1990, 3, 5),)
