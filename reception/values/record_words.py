"""What stands in a record, in words: the columns whose change the history of a record tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from reception.translation import Message, msg
from reception.values.choices import Background, ConsentState, Relation, Sex, VisitStatus
from reception.values.labels import (
    background_label,
    consent_state_label,
    relation_label,
    sex_label,
    visit_status_label,
)

Worded = Message | str | date | None

_PATIENT: Mapping[str, Message] = {
    "last_name": msg("Surname"),
    "first_name": msg("First name"),
    "patronymic": msg("Patronymic"),
    "birth_date": msg("Date of birth"),
    "sex": msg("Sex"),
    "external_id": msg("Patient's number"),
    "form_of_address": msg("Form of address"),
    "email": msg("E-mail"),
    "address": msg("Address"),
    "source": msg("Heard from"),
    "drink": msg("Drink"),
    "background": msg("In the room"),
    "relation": msg("Relation"),
    "prefers_silence": msg("Prefers quiet"),
    "do_not_mention": msg("Not to be told about the programme"),
    "refuses_data": msg("Refuses the processing of data"),
    "large_print": msg("Large print"),
    "hard_of_hearing": msg("Hard of hearing"),
    "poor_sight": msg("Poor sight"),
    "written_prompt": msg("In writing rather than aloud"),
    "no_surname": msg("Not to be called by surname"),
    "opted_out": msg("No messages of any kind"),
    "comment": msg("Note"),
    "deceased_on": msg("Died on"),
    "contact_paused_until": msg("Not to be contacted until"),
}
_VISIT: Mapping[str, Message] = {
    "day": msg("Day"),
    "planned_time": msg("Time"),
    "room": msg("Room"),
    "status": msg("Status"),
    "undo_reason": msg("Reason"),
}
_CONSENT: Mapping[str, Message] = {
    "state": msg("State"),
    "given_on": msg("Given"),
    "withdrawn_on": msg("Withdrawn"),
}
_PHONE: Mapping[str, Message] = {"digits": msg("Phone")}
_CARD: Mapping[str, Message] = {"number": msg("Card")}
_COLUMNS: Mapping[str, Mapping[str, Message]] = {
    "patient": _PATIENT,
    "visit": _VISIT,
    "consent": _CONSENT,
    "patient_phone": _PHONE,
    "card": _CARD,
}


_CHOICES: Mapping[tuple[str, str], Callable[[str], Message]] = {
    ("patient", "sex"): lambda value: sex_label(Sex(value)),
    ("patient", "background"): lambda value: background_label(Background(value)),
    ("patient", "relation"): lambda value: relation_label(Relation(value)),
    ("visit", "status"): lambda value: visit_status_label(VisitStatus(value)),
    ("consent", "state"): lambda value: consent_state_label(ConsentState(value)),
}
_DAYS = frozenset(
    {"birth_date", "deceased_on", "contact_paused_until", "day", "given_on", "withdrawn_on"}
)


def column_words(table: str, column: str) -> Message | None:
    """What a column is called at the desk; None where the history leaves it out."""
    return _COLUMNS.get(table, {}).get(column)


def value_words(table: str, column: str, value: Any) -> Worded:
    """A value of the log as people read it; None where there is nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return msg("yes") if value else msg("no")
    if not isinstance(value, str):
        return str(value)
    try:
        if column in _DAYS:
            return date.fromisoformat(value)
        choice = _CHOICES.get((table, column))
        return value if choice is None else choice(value)
    except (ValueError, KeyError):  # a value of a later release, or one that was erased
        return value
