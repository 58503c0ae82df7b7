"""Answers at the desk: a word is typed, the printed sentence of the terms in force is the answer.

No answer about the programme is written down anywhere: each topic names the paragraphs of the
rules sheet that answer it, so that screen and sheet cannot disagree (product/requirements.md S0.9).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reception.rules.names import fold
from reception.rules.spellings import layout_twins
from reception.rules.terms import Terms
from reception.rules.wording import ClinicFacts, rules_sheet_sentences
from reception.translation import Language

FEWEST_LETTERS = 3


class Example(StrEnum):
    """Whose figure stands below an answer, where a patient is in hand."""

    NONE = ""
    YEAR = "year"
    BALANCE = "balance"
    LAPSING = "lapsing"
    PAST = "past"


@dataclass(frozen=True)
class Topic:
    """What patients ask: the question in each language, the words that find it, who answers."""

    key: str
    says: tuple[str, ...]
    example: Example
    titles: Mapping[Language, str]
    words: Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True)
class Answer:
    """A question and its answer in one language; `key` is the topic's."""

    key: str
    title: str
    text: str
    example: Example


def read_topics(text: str) -> tuple[Topic, ...]:
    """The topics of a TOML text; raises KeyError or ValueError where one is not whole."""
    return tuple(
        Topic(
            key=each["key"],
            says=tuple(each["says"]),
            example=Example(each.get("example", "")),
            titles={one: each[one.value]["title"] for one in Language},
            words={one: tuple(each[one.value]["words"].split()) for one in Language},
        )
        for each in tomllib.loads(text)["topics"]
    )


def answers(
    topics: Iterable[Topic], terms: Terms, facts: ClinicFacts, language: Language
) -> list[Answer]:
    """Every question that these terms answer, in order, with the sentences of the sheet."""
    said = {one.code: one.text for one in rules_sheet_sentences(terms, facts, language)}
    found = []
    for topic in topics:
        text = " ".join(said[code] for code in topic.says if code in said)
        if text:
            found.append(Answer(topic.key, topic.titles[language], text, topic.example))
    return found


def found_topics(topics: Sequence[Topic], typed: str) -> list[Topic]:
    """The topics that what was typed asks for, best first; all of them for an empty text.

    A word is found by its beginning in any of the three languages, also typed in the wrong
    keyboard layout.  A topic that holds more of the words stands before one that holds fewer.
    """
    if not typed.strip():
        return list(topics)
    for text in (typed, *layout_twins(typed)):
        asked = [word for word in fold(text).split() if len(word) >= FEWEST_LETTERS]
        ranked = [(_hits(topic, asked), topic) for topic in topics]
        found = [(hits, topic) for hits, topic in ranked if hits > 0]
        if found:
            return [topic for _count, topic in sorted(found, key=_most_first)]
    return []


def _most_first(ranked: tuple[float, Topic]) -> float:
    return -ranked[0]


def _hits(topic: Topic, asked: Sequence[str]) -> float:
    words = [fold(word) for language in Language for word in topic.words[language]]
    titles = fold(" ".join(topic.titles.values())).split()
    return sum(
        2.0 if _begins(words, one) else 1.0 if _begins(titles, one) else 0.0 for one in asked
    )


def _begins(words: Iterable[str], asked: str) -> bool:
    """Whether a word begins as asked, or the asked word is a longer form of one."""
    stem = asked[: max(4, len(asked) - 2)]
    return any(
        word.startswith(stem) or (len(word) > 3 and asked.startswith(word)) for word in words
    )
