"""Single rows of an import: ties, repeats, doubtful details, absurd values."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reception.rules.amounts import AmountFault, read_amount
from reception.rules.import_patient_row import PatientsFile
from reception.rules.import_patients import CheckedPatients, check_patients
from reception.rules.import_visits import CheckedVisits, VisitsFile, check_visits
from reception.rules.import_words import group_of, new_group_code
from reception.translation import msg
from reception.values.choices import Country, Relation, VisitStatus
from reception.values.sheet import Cell, Formula, RawRow

TODAY = date(2026, 10, 31)
ORDER = ("external_id", "full_name", "birth_date", "sex", "phone", "head_id", "relation", "comment")
GOOD: dict[str, Cell] = {"external_id": "1", "full_name": "Иванов Иван Иванович"}


def _patients(*rows: dict[str, Cell]) -> CheckedPatients:
    raw = [RawRow(line, cells) for line, cells in enumerate(rows, start=2)]
    return check_patients(raw, PatientsFile(Country.RU, TODAY, ORDER))


def _visits(*rows: dict[str, Cell], **facts: object) -> CheckedVisits:
    raw = [RawRow(line, cells) for line, cells in enumerate(rows, start=2)]
    file = VisitsFile(Country.RU, TODAY, (), {"1": 7}, **facts)  # type: ignore[arg-type]
    return check_visits(raw, file)


def test_a_representative_who_is_refused_costs_only_the_tie() -> None:
    checked = _patients(
        {**GOOD, "birth_date": "31.02.1985"},
        {"external_id": "2", "full_name": "Иванова Анна", "head_id": "1", "relation": "ребёнок"},
    )
    assert [report.key for report in checked.refused] == ["1"]
    (child,) = checked.taken
    assert (child.head_id, child.relation, child.comment) == ("", None, "head_id: 1")
    assert "tie is lost" in checked.warnings[0].first.reason.id


def test_an_equal_row_is_no_second_person() -> None:
    checked = _patients(GOOD, GOOD)
    assert (len(checked.taken), checked.repeats, checked.refused) == (1, 1, [])


def test_rows_without_numbers_that_name_one_person_twice_are_told_apart_or_refused() -> None:
    person: dict[str, Cell] = {"full_name": "Иванов Иван", "phone": "89161234567"}
    checked = _patients(person, person, {**person, "sex": "м"})
    assert (len(checked.taken), checked.repeats) == (1, 1)
    (report,) = checked.refused
    assert (report.line, report.first.field) == (4, "full_name")
    assert report.first.reason.fields["line"] == "2"


def test_what_was_not_understood_tells_rows_apart_too() -> None:
    checked = _patients({**GOOD, "phone": "нет"}, {**GOOD, "phone": "скажет потом"})
    assert (len(checked.taken), checked.repeats) == (1, 0)


def test_a_number_used_twice_is_free_when_its_first_row_is_refused() -> None:
    checked = _patients({**GOOD, "birth_date": "вчера"}, {**GOOD, "full_name": "Петров Пётр"})
    assert [str(person.name) for person in checked.taken] == ["Петров Пётр"]


def test_faults_stand_in_the_order_of_the_columns() -> None:
    checked = _patients({"external_id": "5", "full_name": "=1+1", "birth_date": "x", "sex": "?"})
    (report,) = checked.refused
    assert [fault.field for fault in (report.first, *report.more)] == ["full_name", "birth_date"]


def test_separate_name_columns_with_a_patronymic_that_says_none() -> None:
    (person,) = _patients({"last_name": "НУР-МАГОМЕД", "first_name": "", "patronymic": "нет"}).taken
    assert (str(person.name), person.no_patronymic) == ("Нур-Магомед", True)


def test_several_phones_in_one_cell() -> None:
    (person,) = _patients({**GOOD, "phone": "8 916 123-45-67, доб., +7 916 765 43 21"}).taken
    assert person.phones == ("79161234567", "79167654321")
    assert person.comment == "phone: доб."


def test_unknown_relation_is_other() -> None:
    checked = _patients(
        GOOD,
        {"external_id": "2", "full_name": "Иванова А.", "head_id": "1", "relation": "кум"},
    )
    assert checked.taken[1].relation is Relation.OTHER


def test_visits_of_a_refused_patient_say_why() -> None:
    why = msg("The name is missing.")
    checked = _visits(
        {"patient_id": "9", "date": "01.10.2026"},
        refused_patients={"9": why},
    )
    assert checked.refused[0].first.reason.fields["reason"] == why


def test_a_visit_by_phone_needs_one_person() -> None:
    row: dict[str, Cell] = {"phone": "8 916 123-45-67", "date": "01.10.2026"}
    assert _visits(row, phones={"79161234567": [3]}).taken[0].patient == 3
    shared = _visits(row, phones={"79161234567": [3, 4]})
    assert shared.refused[0].first.reason.id.startswith("Several people")


def test_an_unknown_service_becomes_a_group_and_says_so_once() -> None:
    row: dict[str, Cell] = {"patient_id": "1", "date": "01.10.2026", "service_group": "Криосауна"}
    checked = _visits(row, {**row, "date": "02.10.2026"})
    assert [visit.group for visit in checked.taken] == ["kryosauna", "kryosauna"]
    assert len(checked.warnings) == 1


def test_a_planned_visit_may_lie_ahead() -> None:
    checked = _visits({"patient_id": "1", "date": "01.12.2026", "status": "записан"})
    assert checked.taken[0].status is VisitStatus.PLANNED


def test_the_same_visit_with_another_sum_is_refused() -> None:
    row: dict[str, Cell] = {"patient_id": "1", "date": "01.10.2026", "amount": "100", "paid": "0"}
    assert _visits(row, row).repeats == 1
    assert _visits(row, {**row, "amount": "200"}).refused[0].line == 3


def test_groups_by_words() -> None:
    assert group_of("Анализы (внешняя лаборатория)") == "outside-laboratory"
    assert group_of("Анализы") == "laboratory"
    assert group_of("УЗД серця") == "diagnostics"
    assert group_of("Повторний прийом") == "consultation"
    assert group_of("outside-laboratory") == "outside-laboratory"
    assert group_of("Солярий") is None
    assert new_group_code("!!!") == "other"


def test_sums() -> None:
    for text in ("3 200,00 р.", "3\u00a0200", "3200.00", "3200 руб.", "3 200,00 ₽", 3200, 3200.0):
        assert read_amount(text) == 320_000
    assert read_amount("1.234,56") == read_amount("1,234.56") == 123_456
    assert read_amount(1895.83) == 189_583
    assert read_amount("-500,00") is AmountFault.NEGATIVE
    assert read_amount(1e25) is AmountFault.TOO_LARGE
    nothing: tuple[Cell, ...] = ("три тысячи", "1.2345", float("nan"), "", Formula())
    for cell in nothing:
        assert read_amount(cell) is AmountFault.NOT_A_SUM


@given(
    st.dictionaries(
        st.sampled_from([*ORDER, "email", "first_visit", "consent_sms", "language"]),
        st.text() | st.floats() | st.integers() | st.dates() | st.datetimes() | st.just(Formula()),
    )
)
def test_no_row_breaks_the_check(cells: dict[str, Cell]) -> None:
    checked = _patients(cells)
    assert len(checked.taken) + len(checked.refused) == 1


@given(
    st.dictionaries(
        st.sampled_from(
            ["patient_id", "date", "time", "amount", "paid", "status", "told", "doctor"]
        ),
        st.text() | st.floats() | st.integers() | st.dates() | st.datetimes() | st.just(Formula()),
    )
)
def test_no_visit_breaks_the_check(cells: dict[str, Cell]) -> None:
    checked = _visits({"patient_id": "1", **cells})
    assert len(checked.taken) + len(checked.refused) == 1
