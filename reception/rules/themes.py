"""Themes of comments: what is proposed by which words, how far two people agree, what matters most.

A person decides; a proposal only shows the words that led to it.  Words are compared by their
beginnings, which serves three inflected languages without a dictionary (docs/decisions/0026).
"""

from __future__ import annotations

import random
import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from reception.rules.names import fold
from reception.values.aftercare import Influence
from reception.values.localized_text import LocalizedText

T = TypeVar("T")
SAMPLE = 40
FEWEST_LETTERS = 3
SECOND_ONE_IN = 10
WEIGHTS = {Influence.NONE: 0, Influence.A_LITTLE: 1, Influence.STRONGLY: 2}
MOST_GUESSES = 3
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_ENDINGS = [
    "иями",
    "ями",
    "ами",
    "ого",
    "его",
    "ому",
    "ему",
    "ыми",
    "ими",
    "ого",
    "ать",
    "ять",
    "ить",
    "еть",
    "ала",
    "ила",
    "али",
    "или",
    "ует",
    "ают",
    "яют",
    "ость",
    "остью",
    "ості",
    "ення",
    "ання",
    "ться",
    "тися",
    "ing",
    "ies",
    "ed",
    "es",
    "ly",
    "s",
    "ах",
    "ях",
    "ов",
    "ев",
    "ей",
    "ой",
    "ый",
    "ий",
    "ая",
    "яя",
    "ое",
    "ее",
    "ые",
    "ие",
    "ую",
    "юю",
    "ом",
    "ем",
    "ам",
    "ям",
    "ть",
    "ла",
    "ло",
    "ли",
    "ел",
    "ил",
    "ал",
    "ів",
    "їв",
    "ою",
    "ею",
    "ій",
    "им",
    "их",
    "ти",
    "а",
    "я",
    "о",
    "е",
    "и",
    "ы",
    "у",
    "ю",
    "і",
    "ї",
    "ь",
    "й",
]
_LONGEST_FIRST = sorted(_ENDINGS, key=len, reverse=True)


@dataclass(frozen=True)
class ThemeWords:
    """A theme: its code, its name, the beginnings of words that lead to it."""

    code: str
    name: LocalizedText
    hints: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """A theme proposed for a comment, with the words of the comment that led to it."""

    code: str
    words: tuple[str, ...]


def read_themes(text: str) -> tuple[ThemeWords, ...]:
    """The starter set from its TOML text."""
    return tuple(
        ThemeWords(
            row["code"],
            LocalizedText.of({language: row[language] for language in ("ru", "uk", "en")}),
            tuple(dict.fromkeys(row["hints"])),
        )
        for row in tomllib.loads(text)["themes"]
    )


def propose(comment: str, themes: Iterable[ThemeWords]) -> list[Proposal]:
    """The themes a comment may be about, those with most words first."""
    words = _WORD.findall(comment)
    found = []
    for theme in themes:
        hints = tuple(fold(one) for one in theme.hints if len(one) >= FEWEST_LETTERS)
        led = tuple(dict.fromkeys(word for word in words if hints and fold(word).startswith(hints)))
        if led:
            found.append(Proposal(theme.code, led))
    found.sort(key=_by_words)
    return found


def _by_words(one: Proposal) -> int:
    return -len(one.words)


def stem(word: str) -> str:
    """A word without its commonest ending; at least four letters stay."""
    folded = fold(word)
    for ending in _LONGEST_FIRST:
        if folded.endswith(ending) and len(folded) - len(ending) >= 4:
            return folded[: -len(ending)]
    return folded


def learned_hints(
    of_theme: Sequence[str], others: Sequence[str], *, known: Collection[str] = (), most: int = 8
) -> list[str]:
    """Beginnings of words that stand in comments of a theme and hardly in others.

    A word counts in at least two comments of the theme and at least three times as often there.
    """
    inside, outside = _stems(of_theme), _stems(others)
    taken = tuple(fold(one) for one in known)
    found = []
    for one, count in inside.items():
        if count < 2 or len(one) < FEWEST_LETTERS + 1 or (taken and one.startswith(taken)):
            continue
        share, elsewhere = count / len(of_theme), outside[one] / max(1, len(others))
        if share >= 3 * elsewhere:
            found.append((share - elsewhere, one))
    return [one for _gain, one in sorted(found, reverse=True)[:most]]


def _stems(comments: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for comment in comments:
        counts.update({stem(word) for word in _WORD.findall(comment)})
    return counts


def sample(comments: Sequence[T], seed: int, size: int = SAMPLE) -> list[T]:
    """Comments drawn at random; the same ones for the same seed."""
    if len(comments) <= size:
        return list(comments)
    return random.Random(seed).sample(list(comments), size)  # noqa: S311


def is_second_looked(kind: str, comment_id: int) -> bool:
    """Whether a comment belongs to the tenth that a second person codes blindly."""
    return random.Random(f"{kind}:{comment_id}").randrange(SECOND_ONE_IN) == 0  # noqa: S311


def cohens_kappa(first: Sequence[bool], second: Sequence[bool]) -> float | None:
    """Agreement of two people beyond chance, 1 for full; None where nothing can be said.

    Each place is one decision: is this comment about this theme, yes or no.
    """
    if len(first) != len(second):
        raise ValueError("two people decide about the same comments")
    if not first:
        return None
    count = len(first)
    agreed = sum(a == b for a, b in zip(first, second, strict=True)) / count
    yes, again = sum(first) / count, sum(second) / count
    chance = yes * again + (1 - yes) * (1 - again)
    if chance == 1:
        return 1.0 if agreed == 1 else None
    return (agreed - chance) / (1 - chance)


@dataclass(frozen=True)
class Ranked:
    """A theme in the ranking: in how many comments, of how many, how far it keeps people away.

    `influence` is the mean of 0, 1, 2 over the comments that say it; None where none does.
    """

    code: str
    count: int
    of: int
    influence: float | None

    @property
    def score(self) -> float:
        """Count × influence; a theme whose influence nobody told ranks below those told."""
        return self.count * (self.influence or 0.0)


def ranking(
    coded: Mapping[int, Collection[str]], influences: Mapping[int, Influence | None]
) -> list[Ranked]:
    """Themes by count × influence over coded comments (S2.31); equal ones by count, then code."""
    counts: Counter[str] = Counter()
    weights: dict[str, list[int]] = {}
    for comment, codes in coded.items():
        told = influences.get(comment)
        for code in set(codes):
            counts[code] += 1
            if told is not None:
                weights.setdefault(code, []).append(WEIGHTS[told])
    rows = [
        Ranked(
            code,
            count,
            len(coded),
            sum(weights[code]) / len(weights[code]) if code in weights else None,
        )
        for code, count in counts.items()
    ]
    rows.sort(key=_by_score)
    return rows


def _by_score(one: Ranked) -> tuple[float, int, str]:
    return (-one.score, -one.count, one.code)
