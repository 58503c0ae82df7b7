"""Where a person's words stand in the database: by table, so that erasing forgets no place.

Tables that name her and are not listed here are treated the same: their text columns are emptied
in the rows that are hers.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import JSON, Enum, String, Table, Text
from sqlalchemy.sql.schema import Column

from reception.models import Base
from reception.rules.redaction import TableWords
from reception.storage.schema import append_only_tables

# Columns with a person's number that are no foreign keys (rows of undone imports stay).
LOOSE_OWNERS = {
    "mention": ("listener_id",),
    "visit_trace": ("patient_id", "other_patient_id"),
}
# Texts that name no person: numbers, seals, keys, places and the clinic's own words.
IMPERSONAL = {
    "bill_line": {"service"},
    "card": {"number", "number_end"},
    "erasure": {"log", "keys"},
    "mention": {"situation", "variant", "request_id"},
    "paper": {"number", "kept_in"},
    "points_entry": {"breakdown", "request_id"},
    "points_lot": {"name"},
    "points_referral": {"lots"},
    "points_transfer": {"kind", "facts"},
    "points_visit": {"tier", "percent", "promotions", "lines_left", "refunds", "pending_steps"},
    "survey": {"questions", "answers"},
    "visit": {"room"},
}
# What a person said that is of use without her: her names go, the words stay.
KEPT_WORDS = {"suggestion": ("words", "short", "reason")}
# Rows of others in which the person stands as somebody who acts for them: her words there.
AS_SOMEBODY = {
    "representative": ("person_id", ("name", "phone", "document_number")),
    "court_restriction": ("person_id", ("name",)),
}
# Rows that are deleted: they are nothing but what the person was called and how to reach her.
DELETED = ("patient_phone", "former_name", "known_different", "name_word", "duplicate_pair")
# Days and choices of the person herself that go with her words.
_PERSONAL_FACTS = frozenset(
    {
        "birth_date",
        "sex",
        "first_visit_known",
        "deceased_on",
        "background",
        "contact_paused_until",
        "large_print",
        "hard_of_hearing",
        "poor_sight",
        "written_prompt",
        "no_surname",
        "prefers_silence",
    }
)


def text_columns(table: Table) -> list[Column[str]]:
    """The columns of a table in which words may stand, without choices, seals and numbers."""
    impersonal = IMPERSONAL.get(table.name, set())
    return [
        column
        for column in table.columns
        if isinstance(column.type, String | Text | JSON)
        and not isinstance(column.type, Enum)
        and not column.foreign_keys
        and "hash" not in column.name
        and column.name not in impersonal
    ]


def owner_columns(table: Table) -> list[str]:
    """The columns of a table that say whose row it is: `patient_id` where there is one."""
    found = [
        column.name
        for column in table.columns
        if any(key.column.table.name == "patient" for key in column.foreign_keys)
    ]
    if "patient_id" in found:
        found = ["patient_id"]
    return [*found, *LOOSE_OWNERS.get(table.name, ())]


def table_words() -> dict[str, TableWords]:
    """Of every table that can hold a person's words: which columns, and whose row it is."""
    found: dict[str, TableWords] = {}
    for table in Base.metadata.sorted_tables:
        owners = owner_columns(table)
        words = {column.name for column in text_columns(table)}
        if table.name == "patient":
            words |= _PERSONAL_FACTS
        if table.name in ("patient", "patient_phone"):
            owners = []  # a guardian is named in a child's row; a phone names nobody
        if words and (owners or table.name in ("patient", "patient_phone")):
            found[table.name] = TableWords(frozenset(words), frozenset(owners))
    return found


def unnamed_tables() -> Iterable[Table]:
    """Tables that name a person and are not sealed: their words are emptied in her rows."""
    sealed = set(append_only_tables())
    special = {"patient", "imported_row", "draft", *DELETED}
    for table in Base.metadata.sorted_tables:
        if table.name not in sealed | special and owner_columns(table):
            yield table


def emptied(column: Column[str]) -> object:
    """What an erased text column holds: nothing, or an empty JSON of its kind."""
    if column.nullable:
        return None
    default = getattr(column.default, "arg", "")
    if isinstance(column.type, JSON):
        return default(None) if callable(default) else {}
    return default if isinstance(default, str) and default in ("[]", "{}") else ""


__all__ = [
    "AS_SOMEBODY",
    "DELETED",
    "KEPT_WORDS",
    "emptied",
    "owner_columns",
    "table_words",
    "text_columns",
    "unnamed_tables",
]
