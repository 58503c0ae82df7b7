"""Corrections of points by a supervisor, with their reason and a way back; looks that are logged.

A promotion is honoured after its last day by a correction, too (design/terms.md 3).
"""

from __future__ import annotations

from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import PointsEntry
from reception.rules.ledger import When
from reception.rules.reversals import give_back, take_back
from reception.services.points import adjust_points, points_book
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Message, msg, nmsg
from reception.values.choices import Shortfall

LARGEST_CORRECTION = 1_000_000


def correct_points(
    uow: UnitOfWork,
    *,
    account_id: int,
    points: int,
    reason: str,
    patient_id: int | None = None,
    request_id: str | None = None,
) -> Done[int]:
    """Add points to an account, or below zero take them; answers the entry.

    Raises Refused for who is no supervisor ("not_allowed"), without a reason ("reason_missing"),
    where so many are not there ("not_enough_points"); InvalidInput for zero and absurd numbers.
    """
    content = {"account": account_id, "points": points, "patient": patient_id, "reason": reason}
    known = uow.request(request_id, content)
    if known is not None:
        return Done(known)
    if not points or abs(points) > LARGEST_CORRECTION:
        raise InvalidInput(
            msg("Enter how many points, for example 50, or -50 to take them."), field="points"
        )
    adjust_points(
        uow, account_id=account_id, points=points, reason=reason.strip(), patient_id=patient_id
    )
    entry_id = uow.last_number(PointsEntry)
    uow.answered(request_id, entry_id)
    uow.about("account", account_id)
    undo = partial(take_correction_back, account_id=account_id, entry_id=entry_id)
    return Done(entry_id, _said(points), undo=undo)


def _said(points: int) -> Message:
    if points > 0:
        return nmsg("{count} point added.", "{count} points added.", points)
    return nmsg("{count} point taken.", "{count} points taken.", -points)


def take_correction_back(uow: UnitOfWork, *, account_id: int, entry_id: int) -> Done[None]:
    """Undo a correction by a new entry; Refused("spent_in_between") once the account moved on."""
    if not uow.actor.is_supervisor:
        raise Refused(msg("Only a supervisor corrects points."), code="not_allowed")
    book = points_book(uow)
    if book.read.has_entries_after([account_id], entry_id):
        raise Refused(
            msg("The account has moved on since this correction; write another one."),
            code="spent_in_between",
        )
    entry = book.entry(entry_id)
    when = When(uow.today, uow.today)
    if entry.points > 0 and entry.lot is not None:
        lot = book.lot(entry.lot)
        take_back(book, lot, lot.granted, when, Shortfall.DEBT, reason=entry.reason)
    else:
        give_back(book, entry, -entry.points, when, grace_days=0, reason=entry.reason)
    book.save()
    uow.about("account", account_id)
    return Done(None, msg("The correction was taken back."))


def look_at_entries(uow: UnitOfWork, *, account_id: int, patient_id: int) -> Done[None]:
    """Somebody at the desk opens what the other adults of an account earned: the look is logged."""
    uow.about("account", account_id)
    uow.note(looked_at="entries of the other members", from_record_of=patient_id)
    return Done(None)
