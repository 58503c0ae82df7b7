"""Two records of one person joined field by field: what is offered, and what comes of a choice.

The main record's value stands unless it is empty or somebody chose the other's.  Wishes that
protect a person (prefers silence, refuses messages …) hold if either record has them; texts that
do not exclude each other are both kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

UNDO_DAYS = 30
"""For so many days after the joining, that day included, it can be undone (situation 43)."""


class Take(StrEnum):
    """Whose value of a field the joined record keeps."""

    MAIN = "main"
    OTHER = "other"


CHOSEN = (
    "last_name",
    "first_name",
    "patronymic",
    "birth_date",
    "sex",
    "language",
    "form_of_address",
    "email",
    "address",
    "source",
    "drink",
    "background",
)
"""The fields somebody may choose about, in the order in which they are shown."""
FAMILY = "family"
"""The choice of the family (household, relation, guardian), by the same two words."""
_EITHER = (
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
)
_EARLIER = ("first_visit_known",)
_LATER = ("last_visit_known", "contact_paused_until", "deceased_on", "erased_on")

Values = Mapping[str, Any]


def is_empty(value: Any) -> bool:
    """Whether a field says nothing."""
    return value is None or value == ""


def usual_choice(field: str, main: Values, other: Values) -> Take:
    """Whose value stands where nobody chose: the main record's, unless only the other has one."""
    if field == "patronymic" and main.get("no_patronymic"):
        return Take.MAIN
    return Take.OTHER if is_empty(main[field]) and not is_empty(other[field]) else Take.MAIN


def fields_that_differ(main: Values, other: Values) -> tuple[str, ...]:
    """The fields in which both records say something, and not the same."""
    return tuple(
        field
        for field in CHOSEN
        if main[field] != other[field] and not is_empty(main[field]) and not is_empty(other[field])
    )


def joined(main: Values, other: Values, chosen: Mapping[str, Take]) -> dict[str, Any]:
    """The fields of the joined record that differ from what the main one has."""
    values: dict[str, Any] = {}
    for field in CHOSEN:
        take = chosen.get(field) or usual_choice(field, main, other)
        values[field] = (other if take is Take.OTHER else main)[field]
        if field == "patronymic":
            source = other if take is Take.OTHER else main
            values["no_patronymic"] = bool(source["no_patronymic"]) and not source["patronymic"]
    values.update({field: bool(main[field] or other[field]) for field in _EITHER})
    for field in _EARLIER:
        values[field] = min(_said(main, other, field), default=None)
    for field in _LATER:
        values[field] = max(_said(main, other, field), default=None)
    counted = _said(main, other, "visits_known")
    values["visits_known"] = sum(counted) if counted else None
    values["comment"] = _both(main["comment"], other["comment"])
    return {field: value for field, value in values.items() if value != main[field]}


def _said(main: Values, other: Values, field: str) -> list[Any]:
    return [each[field] for each in (main, other) if each[field] is not None]


def _both(one: str, other: str) -> str:
    """Two texts, one under the other; one of them where it holds the other."""
    if not other or other in one:
        return one
    return other if not one or one in other else f"{one}\n{other}"
