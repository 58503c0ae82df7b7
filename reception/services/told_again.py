"""Mentions that change hands: taken back by a row of their own, and said again for another person.

The table is append-only; where two records are joined, what was told to one of them counts for
the joined person by a row that tells the same, on the same day.
"""

from __future__ import annotations

from typing import Any

from reception.models import Mention
from reception.storage.unit_of_work import UnitOfWork

_OWN = frozenset({"id", "previous_hash", "hash", "request_id", "reverses_id"})


def take_back(uow: UnitOfWork, mention: Mention) -> Mention:
    """A row that takes a mention back; both then count for nothing."""
    return uow.append(_copy(uow, mention, reverses_id=mention.id, recorded_at=uow.now))


def say_again(uow: UnitOfWork, mention: Mention, **other: Any) -> Mention:
    """The same mention once more, with `other` columns in place of its own."""
    return uow.append(_copy(uow, mention, **other))


def _copy(uow: UnitOfWork, mention: Mention, **other: Any) -> Mention:
    values = {
        column.key: getattr(mention, column.key)
        for column in Mention.__table__.columns
        if column.key not in _OWN
    }
    return Mention(**{**values, "recorded_by_id": uow.actor.staff_id, **other})
