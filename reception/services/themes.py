"""Themes: a new version of the set, a person's decision about a comment, guesses of a month."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import CommentTheme, Theme, ThemeGuess, ThemeSet
from reception.rules.themes import MOST_GUESSES, ThemeWords
from reception.storage.survey_book import starter_themes
from reception.storage.theme_rows import coded, guess_of, is_used, newest_set, themes_of
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.aftercare import CommentKind

FEWEST_THEMES = 2


def begin_themes(uow: UnitOfWork) -> Done[int]:
    """The themes in force; the starter set where there is none yet.  Answers the version's id."""
    known = newest_set(uow.session)
    if known is not None:
        return Done(known.id)
    return Done(_store(uow, starter_themes()).id)


def save_themes(uow: UnitOfWork, *, themes: Sequence[ThemeWords]) -> Done[int]:
    """A new version of the set; comments coded under an older one keep it."""
    if len(themes) < FEWEST_THEMES:
        raise InvalidInput(msg("At least two themes are needed."), field="themes")
    if len({one.code for one in themes}) != len(themes):
        raise InvalidInput(msg("A theme stands twice."), field="themes")
    row = _store(uow, themes)
    return Done(
        row.id,
        msg("Version {number} of the themes is in force.", number=row.number),
        undo=partial(drop_themes, set_id=row.id),
    )


def _store(uow: UnitOfWork, themes: Sequence[ThemeWords]) -> ThemeSet:
    last = newest_set(uow.session)
    row = ThemeSet(
        number=1 if last is None else last.number + 1,
        created_at=uow.now,
        created_by_id=uow.actor.staff_id,
    )
    uow.add(row)
    for one in themes:
        uow.add(
            Theme(set_id=row.id, code=one.code, names=one.name.as_dict(), hints=list(one.hints))
        )
    uow.about("theme_set", row.id)
    return row


def drop_themes(uow: UnitOfWork, *, set_id: int) -> Done[None]:
    """Take the newest version back while no comment was coded under it."""
    row = newest_set(uow.session)
    if row is None or row.id != set_id or is_used(uow.session, set_id):
        raise Refused(msg("Comments were sorted by this version; it stays."), code="in_work")
    for theme in themes_of(uow.session, set_id):
        uow.session.delete(theme)
    uow.session.flush()
    uow.session.delete(row)
    uow.about("theme_set", set_id)
    return Done(None, msg("Taken back."))


def code_comment(
    uow: UnitOfWork,
    *,
    kind: CommentKind,
    comment_id: int,
    theme_ids: Collection[int],
    is_second: bool = False,
) -> Done[None]:
    """What a comment is about, decided by a person; what she decided before is replaced.

    The second look is another person's: Refused("same") for whoever sorted it first.
    """
    if not theme_ids:
        raise InvalidInput(msg("Choose at least one theme."), field="themes")
    known = coded(uow.session, kind, comment_id)
    firsts = [one for one in known if not one.is_second]
    if is_second and not firsts:
        raise Refused(msg("Nobody sorted this comment yet."), code="order")
    if is_second and any(one.coded_by_id == uow.actor.staff_id for one in firsts):
        raise Refused(msg("You sorted this comment first; a colleague looks again."), code="same")
    mine = [one for one in known if one.is_second is is_second]
    before = tuple(one.theme_id for one in mine)
    _replace(uow, kind, comment_id, theme_ids, is_second=is_second)
    uow.about(kind.value, comment_id)
    undo = partial(
        uncode_comment, kind=kind, comment_id=comment_id, before=before, is_second=is_second
    )
    return Done(None, msg("Sorted."), undo=undo)


def uncode_comment(
    uow: UnitOfWork,
    *,
    kind: CommentKind,
    comment_id: int,
    before: Collection[int],
    is_second: bool,
) -> Done[None]:
    """Have back what was decided about a comment before."""
    _replace(uow, kind, comment_id, before, is_second=is_second)
    uow.about(kind.value, comment_id)
    return Done(None, msg("Taken back."))


def _replace(
    uow: UnitOfWork,
    kind: CommentKind,
    comment_id: int,
    theme_ids: Collection[int],
    *,
    is_second: bool,
) -> None:
    for row in coded(uow.session, kind, comment_id):
        if row.is_second is is_second:
            uow.session.delete(row)
    uow.session.flush()
    for theme_id in sorted(set(theme_ids)):
        uow.add(
            CommentTheme(
                kind=kind,
                comment_id=comment_id,
                theme_id=theme_id,
                is_second=is_second,
                coded_at=uow.now,
                coded_by_id=uow.actor.staff_id,
            )
        )


def guess_themes(uow: UnitOfWork, *, themes: Sequence[str]) -> Done[None]:
    """What is thought this month that patients will say: up to three themes, by their codes."""
    chosen = list(dict.fromkeys(themes))
    if not 1 <= len(chosen) <= MOST_GUESSES:
        raise InvalidInput(msg("Choose one to three themes."), field="themes")
    month = uow.today.replace(day=1)
    row = guess_of(uow.session, month)
    before = None if row is None else list(row.themes)
    _set_guess(uow, month, chosen)
    undo = partial(set_guess_back, month=month, before=before)
    return Done(None, msg("The guess is kept until the month’s end."), undo=undo)


def set_guess_back(uow: UnitOfWork, *, month: date, before: list[str] | None) -> Done[None]:
    """Have the former guess of a month back."""
    row = guess_of(uow.session, month)
    if before is not None:
        _set_guess(uow, month, before)
    elif row is not None:
        uow.session.delete(row)
    uow.about("theme_guess", None)
    return Done(None, msg("Taken back."))


def _set_guess(uow: UnitOfWork, month: date, themes: list[str]) -> None:
    row = guess_of(uow.session, month)
    if row is None:
        uow.add(
            ThemeGuess(
                month=month,
                themes=themes,
                guessed_at=uow.now,
                guessed_by_id=uow.actor.staff_id,
            )
        )
    else:
        row.themes, row.guessed_at = themes, uow.now
        row.guessed_by_id = uow.actor.staff_id
    uow.about("theme_guess", None)
