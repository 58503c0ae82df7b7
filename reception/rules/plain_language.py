"""The plain-language check of a phrase: short in its longest form, and it names the card.

Supervisors edit phrases under this check (S0.6): at most 25 words, the name of the card in
whatever case the sentence needs, so that nobody ever hears “our card, please” unexplained.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from reception.rules.figures import PROMPT_WORDS, words_in
from reception.rules.patterns import Figure, fill, parameters_of
from reception.rules.prompts import Phrase, PhraseKind, Said
from reception.translation import Language, Message, msg
from reception.values.localized_text import LocalizedText

_SIX_WORDS = "одно два три четыре пять шесть"

# Values that make a phrase as long as it gets in a clinic: two-word numerals and names, a date
# with its year, six words for what a patient suggested or what has changed.
LONGEST: Mapping[str, Figure] = {
    "percent": Decimal(25),
    "retroactive_days": 95,
    "life_months": 24,
    "warn_days": 45,
    "welcome": 300,
    "family_visits": 25,
    "cap": Decimal(33),
    "cap_half": "половины",
    "address": "Анна Сергеевна",
    "together": "12 лет",
    "visit_number": 123,
    "next_visit": date(2027, 1, 12),
    "booked_day": date(2027, 1, 12),
    "plastic_day": date(2027, 1, 12),
    "programme_began": date(2025, 9, 12),
    "suggestion": _SIX_WORDS,
    "change": _SIX_WORDS,
}
_STEM_ENDING = 2
_SHORTEST_STEM = 4


def longest_words(text: LocalizedText, language: Language) -> int:
    """Words of a pattern in its longest form; figures count as one word."""
    pattern = text.in_language(language)
    figures = {name: LONGEST.get(name, 12_345) for name in parameters_of(pattern)}
    return words_in(fill(pattern, figures, language))


def names_card(text: str, name: str) -> bool:
    """Whether a text names the card, in any case of the noun («Семейной картой»)."""
    said = text.casefold()
    return all(_stem(word) in said for word in name.casefold().split())


def phrase_faults(phrase: Phrase, programme_name: LocalizedText) -> list[Message]:
    """What keeps a phrase from being used, in every language; empty when it is plain."""
    faults = []
    for language in Language:
        text = phrase.text.in_language(language)
        count = longest_words(phrase.text, language)
        if count > PROMPT_WORDS:
            faults.append(
                msg(
                    "{code} ({language}): {words} words in the longest form; allowed: {limit}.",
                    code=phrase.code,
                    language=language.value,
                    words=count,
                    limit=PROMPT_WORDS,
                )
            )
        if must_name_card(phrase) and not names_card(text, programme_name.in_language(language)):
            faults.append(
                msg(
                    "{code} ({language}): the card is not named. Say “{name}”.",
                    code=phrase.code,
                    language=language.value,
                    name=programme_name,
                )
            )
    return faults


def must_name_card(phrase: Phrase) -> bool:
    """Phrases that invite name the card; those to holders and bare answers need not."""
    return phrase.kind is not PhraseKind.HOLDER and phrase.said is not Said.IF_ASKED


def _stem(word: str) -> str:
    return word[: max(_SHORTEST_STEM, len(word) - _STEM_ENDING)]
