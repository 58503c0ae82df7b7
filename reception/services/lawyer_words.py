"""The lawyer's word on the program's own sentences: who read them, on which day, who recorded it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from reception.changes import Done
from reception.documents.lawyer_texts import lawyer_texts
from reception.errors import InvalidInput, Refused
from reception.services.clinic import change_setting
from reception.services.joining import version_in_force
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import load_translator, msg

WORDING = "papers.lawyer_wording"
LONGEST_NAME = 120


def confirm_wording(
    uow: UnitOfWork, *, codes: Sequence[str], lawyer: str, read_on: date
) -> Done[None]:
    """The clinic's lawyer read these texts as they stand, in every language.

    Raises Refused without a supervisor's rights, InvalidInput without a name, for a day in the
    future or a text that is not among the papers.
    """
    _check_rights(uow)
    name = " ".join(lawyer.split())
    if not name or len(name) > LONGEST_NAME:
        raise InvalidInput(msg("Name the lawyer who read the texts."), field="lawyer")
    if read_on > uow.today:
        raise InvalidInput(
            msg("{day} has not come yet. Allowed: up to today.", day=read_on), field="read_on"
        )
    _version, terms = version_in_force(uow)
    texts = {one.code: one for one in lawyer_texts(terms, load_translator(uow.clinic.language))}
    stored = _stored(uow)
    for code in codes:
        if code not in texts:
            raise InvalidInput(msg("There is no such text: {code}.", code=code), field="code")
        stored[code] = {
            "digest": texts[code].digest,
            "lawyer": name,
            "read_on": read_on.isoformat(),
            "recorded_by": uow.actor.name,
            "recorded_on": uow.today.isoformat(),
        }
    return _keep(uow, stored)


def withdraw_wording(uow: UnitOfWork, *, code: str) -> Done[None]:
    """A text is to be confirmed again."""
    _check_rights(uow)
    stored = _stored(uow)
    stored.pop(code, None)
    return _keep(uow, stored)


def _keep(uow: UnitOfWork, stored: dict[str, Any]) -> Done[None]:
    before = _stored(uow)
    done = change_setting(uow, key=WORDING, value=stored)
    return Done(None, done.said, undo=partial(change_setting, key=WORDING, value=before))


def _check_rights(uow: UnitOfWork) -> None:
    if not uow.actor.is_supervisor:
        raise Refused(msg("Only a supervisor changes these settings."), code="not_allowed")


def _stored(uow: UnitOfWork) -> dict[str, Any]:
    return dict(uow.find.setting(WORDING, {}))
