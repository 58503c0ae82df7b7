"""Supervisors word the phrases of the desk; each change is checked, audited and can be undone."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import PhraseEdit
from reception.rules.phrase_editing import (
    PhraseChange,
    edit_faults,
    edited_book,
    free_code,
    known_parameters,
)
from reception.rules.prompts import Phrase
from reception.storage.phrase_rows import (
    phrase_changes,
    phrase_edit,
    prompt_book,
    shipped_book,
)
from reception.storage.promotion_rows import terms_with_promotions
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.localized_text import LocalizedText


def change_phrase(uow: UnitOfWork, *, code: str, text: LocalizedText) -> Done[None]:
    """Word a phrase anew.  Raises InvalidInput with every fault, Refused without the rights."""
    phrase = _phrase(uow, code)
    _check(uow, phrase, text)
    row, before = _row(uow, code)
    row.text = text.as_dict()
    _stamp(uow, row)
    return Done(None, msg("The phrase is changed."), undo=_back(code, before))


def add_phrase(uow: UnitOfWork, *, like: str, text: LocalizedText) -> Done[str]:
    """Add a variant to the situation of a phrase, under its conditions; the new code."""
    base = _phrase(uow, like)
    changes = phrase_changes(uow.session)
    every = edited_book(shipped_book(), [_as_on(one) for one in changes])
    code = free_code(every, base)
    _check(uow, base, text)
    origin = next((one.like for one in changes if one.code == like and one.like), like)
    row, before = _row(uow, code)
    row.like, row.text = origin, text.as_dict()
    _stamp(uow, row)
    return Done(code, msg("The variant {code} is added.", code=code), undo=_back(code, before))


def switch_phrase(uow: UnitOfWork, *, code: str, is_off: bool) -> Done[None]:
    """Say a phrase no more, or again.  The last one of a situation cannot be switched off."""
    phrase = _phrase(uow, code)
    others = [one for one in prompt_book(uow.session).of(phrase.situation) if one.code != code]
    if is_off and not others:
        raise Refused(
            msg("This is the last phrase for this moment; add another one first."), code="last"
        )
    row, before = _row(uow, code)
    row.is_off = is_off
    _stamp(uow, row)
    said = msg("The phrase is no longer said.") if is_off else msg("The phrase is said again.")
    return Done(None, said, undo=_back(code, before))


def reset_phrase(uow: UnitOfWork, *, code: str) -> Done[None]:
    """A phrase as it was shipped; an added variant goes."""
    _require(uow)
    row, before = _row(uow, code)
    uow.session.delete(row)
    uow.session.flush()
    uow.note(code=code)
    return Done(None, msg("The phrase is as it was."), undo=_back(code, before))


def _put_back(uow: UnitOfWork, *, code: str, before: tuple[Any, ...] | None) -> Done[None]:
    _require(uow)
    row, _now = _row(uow, code)
    if before is None:
        uow.session.delete(row)
    else:
        row.like, row.text, row.is_off = before
        _stamp(uow, row)
    uow.session.flush()
    uow.note(code=code)
    return Done(None, msg("The phrase is as it was."))


def _back(code: str, before: tuple[Any, ...] | None) -> Any:
    return partial(_put_back, code=code, before=before)


def _require(uow: UnitOfWork) -> None:
    if not uow.actor.is_supervisor:
        raise Refused(msg("Only a supervisor changes the phrases."), code="not_allowed")


def _phrase(uow: UnitOfWork, code: str) -> Phrase:
    _require(uow)
    changes = [_as_on(one) for one in phrase_changes(uow.session)]
    book = edited_book(shipped_book(), changes)
    found = next((one for one in book.phrases if one.code == code), None)
    if found is None:
        raise Refused(msg("There is no phrase {code}.", code=code), code="unknown")
    return found


def _as_on(change: PhraseChange) -> PhraseChange:
    return replace(change, is_off=False)


def _check(uow: UnitOfWork, phrase: Phrase, text: LocalizedText) -> None:
    version = uow.find.version_on(uow.today)
    if version is None:
        raise Refused(msg("No programme is in force today."), code="outside_programme")
    name = terms_with_promotions(uow.session, version.terms).programme.name
    known = known_parameters(shipped_book())
    faults = edit_faults(replace(phrase, text=text), known, name)
    if faults:
        raise InvalidInput(faults[0], field="text", faults=faults)


def _row(uow: UnitOfWork, code: str) -> tuple[PhraseEdit, tuple[Any, ...] | None]:
    row = phrase_edit(uow.session, code)
    if row is not None:
        return row, (row.like, row.text, row.is_off)
    row = PhraseEdit(code=code, like="", changed_at=uow.now)
    uow.add(row)
    return row, None


def _stamp(uow: UnitOfWork, row: PhraseEdit) -> None:
    row.changed_at, row.changed_by_id = uow.now, uow.actor.staff_id
    uow.about("phrase_edit", row.id)
