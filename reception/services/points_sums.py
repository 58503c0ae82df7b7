"""Making the kept sums of points anew from the ledger, which alone is the truth."""

from __future__ import annotations

from reception.changes import Done, Topic
from reception.storage.points_sums import rebuild_lots
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg, nmsg


def rebuild_sums(uow: UnitOfWork) -> Done[int]:
    """Compare every lot with its draws and write down what the ledger says; how many were wrong."""
    wrong = rebuild_lots(uow.session.connection())
    uow.touch(Topic.POINTS)
    uow.note(rebuilt=wrong)
    said = nmsg(
        "{count} sum was wrong and was made anew from the ledger.",
        "{count} sums were wrong and were made anew from the ledger.",
        wrong,
    )
    return Done(wrong, said if wrong else msg("Every sum agrees with the ledger."))
