"""Whose value stands when two records are merged, field by field."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reception.rules.merging import CHOSEN, Take, fields_that_differ, joined, usual_choice

EMPTY: dict[str, Any] = {
    **dict.fromkeys(CHOSEN, ""),
    **dict.fromkeys(("birth_date", "sex", "background"), None),
    **dict.fromkeys(
        (
            "prefers_silence",
            "do_not_mention",
            "refuses_data",
            "opted_out",
            "large_print",
            "hard_of_hearing",
            "poor_sight",
            "written_prompt",
            "no_surname",
            "namesake_exists",
            "no_patronymic",
        ),
        False,
    ),
    **dict.fromkeys(
        (
            "first_visit_known",
            "last_visit_known",
            "contact_paused_until",
            "deceased_on",
            "erased_on",
            "visits_known",
        ),
        None,
    ),
    "comment": "",
}


def record(**values: Any) -> dict[str, Any]:
    return {**EMPTY, "last_name": "Иванова", "first_name": "Анна", "language": "ru", **values}


def test_the_main_record_stands_unless_it_is_empty() -> None:
    main, other = record(email="a@example.org"), record(email="b@example.org", address="Мира, 5")
    assert joined(main, other, {}) == {"address": "Мира, 5"}
    assert usual_choice("email", main, other) is Take.MAIN
    assert usual_choice("address", main, other) is Take.OTHER


def test_only_what_both_say_otherwise_is_to_choose() -> None:
    main, other = record(email="a@example.org"), record(email="b@example.org", address="Мира, 5")
    assert fields_that_differ(main, other) == ("email",)


def test_a_choice_stands() -> None:
    main, other = record(birth_date=date(1990, 3, 5)), record(birth_date=date(1990, 5, 3))
    chosen = {"birth_date": Take.OTHER}
    assert joined(main, other, chosen) == {"birth_date": date(1990, 5, 3)}


@pytest.mark.parametrize("field", ["prefers_silence", "opted_out", "do_not_mention", "no_surname"])
def test_a_wish_of_either_holds(field: str) -> None:
    assert joined(record(), record(**{field: True}), {}) == {field: True}
    assert joined(record(**{field: True}), record(), {}) == {}


def test_the_earliest_and_the_latest_of_both() -> None:
    main = record(first_visit_known=date(2024, 1, 1), visits_known=3)
    other = record(first_visit_known=date(2020, 1, 1), visits_known=2)
    assert joined(main, other, {}) == {"first_visit_known": date(2020, 1, 1), "visits_known": 5}


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("чай", "у окна", "чай\nу окна"),
        ("чай", "", "чай"),
        ("", "у окна", "у окна"),
        ("чай, у окна", "чай", "чай, у окна"),
        ("чай", "чай, у окна", "чай, у окна"),
    ],
)
def test_texts_are_both_kept(one: str, other: str, both: str) -> None:
    merged = {**record(comment=one), **joined(record(comment=one), record(comment=other), {})}
    assert merged["comment"] == both


def test_no_patronymic_goes_with_the_empty_field() -> None:
    main, other = record(no_patronymic=True), record(patronymic="Сергеевна")
    assert joined(main, other, {}) == {}
    chosen = {"patronymic": Take.OTHER}
    assert joined(main, other, chosen) == {"patronymic": "Сергеевна", "no_patronymic": False}
