"""Comments to sort by theme with what is proposed, the ranking, the agreement of two people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import CommentTheme, Theme
from reception.rules.themes import (
    Proposal,
    Ranked,
    ThemeWords,
    cohens_kappa,
    is_second_looked,
    learned_hints,
    propose,
    ranking,
    sample,
)
from reception.storage.theme_rows import (
    Comment,
    comments_between,
    guess_of,
    newest_set,
    themes_of,
)
from reception.values.aftercare import CommentKind
from reception.values.localized_text import LocalizedText

Key = tuple[CommentKind, int]


@dataclass(frozen=True)
class ThemeRow:
    """A theme of the version in force; `learned` are words its comments share, not hints yet."""

    theme_id: int
    code: str
    name: LocalizedText
    hints: tuple[str, ...]
    learned: tuple[str, ...] = ()

    @property
    def words(self) -> ThemeWords:
        """What proposals are made from."""
        return ThemeWords(self.code, self.name, self.hints)


@dataclass(frozen=True)
class CommentRow:
    """A comment with the proposed and the decided themes, by their codes."""

    comment: Comment
    proposals: tuple[Proposal, ...]
    decided: frozenset[str]
    second: frozenset[str]

    @property
    def key(self) -> str:
        """Its name in a list."""
        return f"{self.comment.kind.value}:{self.comment.comment_id}"


@dataclass(frozen=True)
class ThemesPage:
    """Everything the part shows; `kappa` is None until comments were looked at twice."""

    version: int
    themes: tuple[ThemeRow, ...]
    to_sort: tuple[CommentRow, ...]
    to_look_again: tuple[CommentRow, ...]
    left: int
    ranked: tuple[Ranked, ...]
    guesses: tuple[str, ...]
    kappa: float | None
    twice: int


def themes_page(session: Session, *, first: date, last: date, seed: int) -> ThemesPage | None:
    """Comments of these days; at most forty to sort, drawn at random by `seed`.

    None where no version of the themes stands yet.
    """
    current = newest_set(session)
    if current is None:
        return None
    rows = themes_of(session, current.id)
    themes = [
        ThemeRow(one.id, one.code, LocalizedText.of(one.names), tuple(one.hints)) for one in rows
    ]
    decided, second = _decisions(session, is_second=False), _decisions(session, is_second=True)
    comments = comments_between(session, first, last)
    keys = {_key(one): one for one in comments}
    words = [one.words for one in themes]
    unsorted = [one for one in comments if _key(one) not in decided]
    again = [
        one
        for one in comments
        if _key(one) in decided
        and _key(one) not in second
        and is_second_looked(one.kind.value, one.comment_id)
    ]
    coded = {n: decided[key] for n, key in enumerate(keys) if key in decided}
    influences = {n: one.influence for n, one in enumerate(comments)}
    guess = guess_of(session, last.replace(day=1))
    codes = sorted({one.code for one in themes})
    return ThemesPage(
        version=current.number,
        themes=tuple(_learned(one, comments, decided) for one in themes),
        to_sort=tuple(_row(one, words, decided, second) for one in sample(unsorted, seed)),
        to_look_again=tuple(_row(one, [], {}, second) for one in again),
        left=len(unsorted),
        ranked=tuple(ranking(coded, influences)),
        guesses=() if guess is None else tuple(guess.themes),
        kappa=_kappa(decided, second, codes),
        twice=len(second),
    )


def _key(comment: Comment) -> Key:
    return (comment.kind, comment.comment_id)


def _decisions(session: Session, *, is_second: bool) -> dict[Key, frozenset[str]]:
    found: dict[Key, set[str]] = {}
    rows = session.execute(
        select(CommentTheme.kind, CommentTheme.comment_id, Theme.code)
        .join(Theme, Theme.id == CommentTheme.theme_id)
        .where(CommentTheme.is_second.is_(is_second))
    )
    for kind, number, code in rows:
        found.setdefault((kind, number), set()).add(code)
    return {key: frozenset(codes) for key, codes in found.items()}


def _row(
    one: Comment,
    themes: list[ThemeWords],
    decided: Mapping[Key, frozenset[str]],
    second: Mapping[Key, frozenset[str]],
) -> CommentRow:
    return CommentRow(
        one,
        tuple(propose(one.words, themes)),
        decided.get(_key(one), frozenset()),
        second.get(_key(one), frozenset()),
    )


def _learned(
    theme: ThemeRow, comments: list[Comment], decided: Mapping[Key, frozenset[str]]
) -> ThemeRow:
    inside = [one.words for one in comments if theme.code in decided.get(_key(one), ())]
    outside = [
        one.words
        for one in comments
        if _key(one) in decided and theme.code not in decided[_key(one)]
    ]
    learned = learned_hints(inside, outside, known=theme.hints)
    return ThemeRow(theme.theme_id, theme.code, theme.name, theme.hints, tuple(learned))


def _kappa(
    decided: Mapping[Key, frozenset[str]], second: Mapping[Key, frozenset[str]], codes: list[str]
) -> float | None:
    both = sorted((key for key in second if key in decided), key=str)
    first_says = [code in decided[key] for key in both for code in codes]
    second_says = [code in second[key] for key in both for code in codes]
    return cohens_kappa(first_says, second_says)
