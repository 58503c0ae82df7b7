"""Themes and coded comments as they stand in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import (
    CommentTheme,
    Complaint,
    Suggestion,
    Survey,
    Theme,
    ThemeGuess,
    ThemeSet,
)
from reception.values.aftercare import CommentKind, Influence


@dataclass(frozen=True)
class Comment:
    """A patient's words, from a survey, a complaint or a suggestion."""

    kind: CommentKind
    comment_id: int
    words: str
    day: date
    influence: Influence | None


def newest_set(session: Session) -> ThemeSet | None:
    """The version of the themes in force."""
    return session.scalar(select(ThemeSet).order_by(ThemeSet.number.desc()).limit(1))


def themes_of(session: Session, set_id: int) -> list[Theme]:
    """The themes of a version, in their order."""
    return list(session.scalars(select(Theme).where(Theme.set_id == set_id).order_by(Theme.id)))


def coded(session: Session, kind: CommentKind, comment_id: int) -> list[CommentTheme]:
    """Everything decided about one comment."""
    return list(
        session.scalars(
            select(CommentTheme).where(
                CommentTheme.kind == kind, CommentTheme.comment_id == comment_id
            )
        )
    )


def is_used(session: Session, set_id: int) -> bool:
    """Whether a comment was coded under a version."""
    wanted = (
        select(CommentTheme.id)
        .join(Theme, Theme.id == CommentTheme.theme_id)
        .where(Theme.set_id == set_id)
        .limit(1)
    )
    return session.scalar(wanted) is not None


def guess_of(session: Session, month: date) -> ThemeGuess | None:
    """What was thought at a month's start."""
    return session.get(ThemeGuess, month)


def comments_between(session: Session, first: date, last: date) -> list[Comment]:
    """Every comment with words of these days, each once: a survey's complaint is the survey's."""
    found = [
        Comment(
            CommentKind.SURVEY, row.id, row.comment, row.answered_on or row.due_on, row.influence
        )
        for row in session.scalars(
            select(Survey).where(Survey.comment != "", Survey.answered_on.between(first, last))
        )
    ]
    found += [
        Comment(CommentKind.COMPLAINT, row.id, row.words, row.opened_on, row.influence)
        for row in session.scalars(
            select(Complaint).where(
                Complaint.survey_id.is_(None), Complaint.opened_on.between(first, last)
            )
        )
    ]
    found += [
        Comment(CommentKind.SUGGESTION, row.id, row.words, row.raised_on, None)
        for row in session.scalars(
            select(Suggestion).where(
                Suggestion.survey_id.is_(None), Suggestion.raised_on.between(first, last)
            )
        )
    ]
    found.sort(key=_by_day, reverse=True)
    return found


def _by_day(one: Comment) -> tuple[date, str, int]:
    return (one.day, one.kind.value, one.comment_id)
