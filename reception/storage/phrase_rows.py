"""The phrases in force: the shipped ones, read once, and what the clinic made of them."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import PhraseEdit
from reception.paths import resources_directory
from reception.rules.phrase_editing import PhraseChange, edited_book
from reception.rules.prompts import PromptBook, load
from reception.values.localized_text import LocalizedText


@lru_cache(maxsize=1)
def shipped_book() -> PromptBook:
    """The phrases as they are shipped."""
    path = resources_directory() / "starter" / "prompts.toml"
    return load(path.read_text(encoding="utf-8"))


def phrase_changes(session: Session) -> list[PhraseChange]:
    """What the clinic changed, in the order of the codes."""
    rows = session.scalars(select(PhraseEdit).order_by(PhraseEdit.code))
    return [
        PhraseChange(
            row.code,
            row.like,
            None if row.text is None else LocalizedText.of(row.text),
            row.is_off,
        )
        for row in rows
    ]


def phrase_edit(session: Session, code: str) -> PhraseEdit | None:
    """What the clinic made of a phrase; None where nothing."""
    return session.scalar(select(PhraseEdit).where(PhraseEdit.code == code))


def prompt_book(session: Session) -> PromptBook:
    """The phrases that are said now."""
    changes = phrase_changes(session)
    return edited_book(shipped_book(), changes) if changes else shipped_book()
