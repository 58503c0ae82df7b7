"""The sentences of the papers that are the program's own: what a lawyer reads before going live.

product/content.md has no wording for these fields of the rules sheet, so they are listed in every
language, and each is confirmed by itself (product/law.md, F8, F9, F10, F20, F22).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from reception.documents.rules_content import lawyer_notes
from reception.rules.terms import Terms
from reception.translation import Language, Translator, load_translator


@dataclass(frozen=True)
class LawyerText:
    """One sentence of the rules sheet; `digest` changes when a word of any language does."""

    code: str
    label: str
    words: dict[Language, str]
    digest: str


def lawyer_texts(terms: Terms, screen: Translator) -> tuple[LawyerText, ...]:
    """Every text, as these terms fill it in; `label` is in the language of the screen."""
    labels = {code: note.label for code, note in lawyer_notes(terms, screen)}
    words: dict[str, dict[Language, str]] = {code: {} for code in labels}
    for language in Language:
        for code, note in lawyer_notes(terms, load_translator(language)):
            words[code][language] = note.text
    return tuple(
        LawyerText(code, labels[code], said, _digest(said)) for code, said in words.items()
    )


def _digest(said: dict[Language, str]) -> str:
    whole = "\n".join(f"{language}:{said[language]}" for language in sorted(said))
    return hashlib.sha256(whole.encode()).hexdigest()
