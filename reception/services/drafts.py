"""Drafts: a form somebody began, kept field by field, resumed by whoever sits down next.

They survive a change of shift and a crash; they are no history, so they are not audited.
"""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from reception.changes import Done
from reception.models import Draft
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg

LONGEST_VALUE = 2000


def open_draft(uow: UnitOfWork, *, kind: str, subject: str) -> Done[int]:
    """Begin a form, or go on with the one that was begun."""
    return Done(_draft(uow, kind, subject).id)


def save_draft(uow: UnitOfWork, *, kind: str, subject: str, field: str, value: Any) -> Done[int]:
    """Keep one field of a form as it stands; silent."""
    row = _draft(uow, kind, subject)
    fields = json.loads(row.fields)
    fields[field] = value[:LONGEST_VALUE] if isinstance(value, str) else value
    row.fields = json.dumps(fields, ensure_ascii=False, sort_keys=True)
    authors = json.loads(row.authors)
    authors[field] = [uow.actor.name, uow.now.isoformat()]
    row.authors = json.dumps(authors, ensure_ascii=False, sort_keys=True)
    row.saved_at, row.saved_by_id = uow.now, uow.actor.staff_id
    uow.session.flush()
    return Done(row.id)


def discard_draft(uow: UnitOfWork, *, kind: str, subject: str) -> Done[None]:
    """Throw a begun form away; it can be had back."""
    row = take_draft(uow, kind=kind, subject=subject)
    if row is None:
        return Done(None)
    return Done(
        None,
        msg("The begun form was put away."),
        undo=partial(
            _have_back, kind=kind, subject=subject, fields=row.fields, authors=row.authors
        ),
    )


def take_draft(uow: UnitOfWork, *, kind: str, subject: str) -> Draft | None:
    """The draft, taken out because its action is done; None where there was none."""
    row = uow.find.draft(kind, subject)
    if row is not None:
        uow.session.delete(row)
        uow.session.flush()
    return row


def _have_back(uow: UnitOfWork, *, kind: str, subject: str, fields: str, authors: str) -> Done[int]:
    row = _draft(uow, kind, subject)
    row.fields, row.authors = fields, authors
    return Done(row.id, msg("The form is back."))


def _draft(uow: UnitOfWork, kind: str, subject: str) -> Draft:
    row = uow.find.draft(kind, subject)
    if row is None:
        row = Draft(
            kind=kind,
            subject=subject,
            fields="{}",
            authors="{}",
            started_at=uow.now,
            started_by_id=uow.actor.staff_id,
            saved_at=uow.now,
            saved_by_id=uow.actor.staff_id,
        )
        uow.add(row)
    return row
