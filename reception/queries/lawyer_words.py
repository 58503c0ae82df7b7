"""Which of the program's own sentences the clinic's lawyer has confirmed, and which wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from reception.documents.lawyer_texts import lawyer_texts
from reception.queries.person_facts import terms_on
from reception.storage.finders import Finders
from reception.translation import Language, Translator


@dataclass(frozen=True)
class Confirmation:
    """Who read a text, on which day, and who wrote that down."""

    lawyer: str
    read_on: date
    recorded_by: str
    recorded_on: date


@dataclass(frozen=True)
class WordingRow:
    """A text in every language; `confirmed` is None while a lawyer's word is missing.

    `changed_since` where a lawyer confirmed other words than stand there now.
    """

    code: str
    label: str
    words: dict[Language, str]
    confirmed: Confirmation | None
    changed_since: bool


def lawyer_words(session: Session, *, day: date, screen: Translator) -> list[WordingRow]:
    """The texts of the terms in force on a day; none where no programme is."""
    terms = terms_on(session, day)
    if terms is None:
        return []
    stored: dict[str, Any] = Finders(session).setting("papers.lawyer_wording", {})
    rows = []
    for text in lawyer_texts(terms, screen):
        known = stored.get(text.code)
        holds = known if known is not None and known["digest"] == text.digest else None
        rows.append(
            WordingRow(
                code=text.code,
                label=text.label,
                words=text.words,
                confirmed=None if holds is None else _confirmation(holds),
                changed_since=known is not None and holds is None,
            )
        )
    return rows


def _confirmation(known: dict[str, Any]) -> Confirmation:
    return Confirmation(
        lawyer=known["lawyer"],
        read_on=date.fromisoformat(known["read_on"]),
        recorded_by=known["recorded_by"],
        recorded_on=date.fromisoformat(known["recorded_on"]),
    )
