"""The clinic's own phrases over the shipped ones, each under the plain-language check.

A supervisor may word a phrase anew, add a variant, switch one off; no figure of the programme can
be typed by hand, so that an edited phrase stays true when the terms change (S0.6).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from reception.rules.patterns import parameters_of, pattern_faults
from reception.rules.plain_language import phrase_faults
from reception.rules.prompts import Phrase, PromptBook
from reception.translation import Language, Message, msg
from reception.values.localized_text import LocalizedText

_BRACES = re.compile(r"\{[^{}]*\}%?")
_FIGURE = re.compile(r"\d+|процент\w*|відсот\w*|per\s?cent|%", re.IGNORECASE)


@dataclass(frozen=True)
class PhraseChange:
    """What the clinic made of one phrase; `like` names the phrase an added one takes after."""

    code: str
    like: str = ""
    text: LocalizedText | None = None
    is_off: bool = False


def edited_book(book: PromptBook, changes: Iterable[PhraseChange]) -> PromptBook:
    """The phrases as the clinic says them; a change of a phrase no longer shipped is left out.

    A situation never loses its last phrase: where all are switched off, they are said as before.
    """
    by_code = {phrase.code: phrase for phrase in book.phrases}
    off: set[str] = set()
    for change in changes:
        base = by_code.get(change.like or change.code)
        if base is None:
            continue
        if change.like:
            variant = int(change.code.rsplit("/", 1)[1])
            base = replace(base, variant=variant)
        by_code[change.code] = replace(base, text=change.text or base.text)
        if change.is_off:
            off.add(change.code)
    kept = [phrase for code, phrase in by_code.items() if code not in off]
    for phrase in by_code.values():
        if not any(one.situation is phrase.situation for one in kept):
            kept += [one for one in by_code.values() if one.situation is phrase.situation]
    order = {situation: n for n, situation in enumerate(type(kept[0].situation))} if kept else {}
    kept.sort(key=lambda one: (order[one.situation], one.variant))
    return replace(book, phrases=tuple(kept))


def free_code(book: PromptBook, like: Phrase) -> str:
    """The code of the next variant of a phrase's situation."""
    variants = [one.variant for one in book.phrases if one.situation is like.situation]
    return f"{like.situation.value}/{max(variants, default=0) + 1}"


def known_parameters(book: PromptBook) -> frozenset[str]:
    """The values a phrase may name: those that the shipped phrases name."""
    texts = [phrase.text for phrase in book.phrases]
    texts += [worded.text for worded in book.facts.values()]
    return frozenset(
        name for text in texts for one in Language for name in parameters_of(text.in_language(one))
    )


def edit_faults(
    phrase: Phrase, known: frozenset[str], programme_name: LocalizedText
) -> list[Message]:
    """What keeps an edited phrase from being said, in every language at once; empty when nothing."""
    faults: list[Message] = []
    for language in Language:
        text = phrase.text.in_language(language)
        if not text.strip():
            faults.append(
                msg("{code} ({language}): there is no text.", code=phrase.code, language=language)
            )
            continue
        wrong = pattern_faults(text, language) or sorted(parameters_of(text) - known)
        if wrong:
            faults.append(
                msg(
                    "{code} ({language}): {found} is no value of the programme. Known: {known}.",
                    code=phrase.code,
                    language=language,
                    found=", ".join(wrong),
                    known=", ".join(sorted(known)),
                )
            )
            continue
        typed = _FIGURE.search(_BRACES.sub(" ", text))
        if typed is not None:
            faults.append(
                msg(
                    "{code} ({language}): “{found}” is typed by hand. Write the value in braces,"
                    " for example {example}: it follows the terms.",
                    code=phrase.code,
                    language=language,
                    found=typed.group(),
                    example="{percent}%",
                )
            )
    return faults or phrase_faults(phrase, programme_name)
