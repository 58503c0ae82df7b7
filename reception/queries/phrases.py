"""The phrases for whoever edits them: text, how often each was said, and what came of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import Mention
from reception.rules.phrase_editing import edited_book, known_parameters
from reception.rules.prompts import PhraseKind, PromptBook, Situation
from reception.storage.phrase_rows import phrase_changes, prompt_book, shipped_book
from reception.values.choices import MentionOutcome
from reception.values.localized_text import LocalizedText


@dataclass(frozen=True)
class PhraseRow:
    """One phrase: where it is said, its text, whether it is the clinic's own or switched off.

    `said` is how often it was said, `joined` after how many of them the listener joined.
    """

    code: str
    situation: Situation
    kind: PhraseKind
    text: LocalizedText
    is_changed: bool
    is_added: bool
    is_off: bool
    said: int
    joined: int


def phrases_in_force(session: Session) -> PromptBook:
    """What the desk says now."""
    return prompt_book(session)


def phrase_rows(session: Session) -> list[PhraseRow]:
    """Every phrase in its order, also those switched off."""
    changes = {change.code: change for change in phrase_changes(session)}
    off = {code for code, change in changes.items() if change.is_off}
    shown = edited_book(
        shipped_book(), [replace(change, is_off=False) for change in changes.values()]
    )
    said, joined = _counts(session)
    return [
        PhraseRow(
            code=phrase.code,
            situation=phrase.situation,
            kind=phrase.kind,
            text=phrase.text,
            is_changed=phrase.code in changes and changes[phrase.code].text is not None,
            is_added=phrase.code in changes and bool(changes[phrase.code].like),
            is_off=phrase.code in off,
            said=said[phrase.code],
            joined=joined[phrase.code],
        )
        for phrase in shown.phrases
    ]


def phrase_values() -> list[str]:
    """The values a phrase may name in braces."""
    return sorted(known_parameters(shipped_book()))


def _counts(session: Session) -> tuple[Counter[str], Counter[str]]:
    taken_back = select(Mention.reverses_id).where(Mention.reverses_id.is_not(None))
    rows = session.execute(
        select(Mention.variant, Mention.outcome, func.count())
        .where(
            Mention.variant != "",
            Mention.reverses_id.is_(None),
            Mention.id.not_in(taken_back),
        )
        .group_by(Mention.variant, Mention.outcome)
    )
    said: Counter[str] = Counter()
    joined: Counter[str] = Counter()
    for variant, outcome, count in rows:
        said[variant] += count
        if outcome is MentionOutcome.JOINS:
            joined[variant] += count
    return said, joined
