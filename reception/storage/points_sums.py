"""Sums kept beside the ledger, so that no balance rescans it: checked against it, made anew from it.

What is left in a lot is what was granted less every draw; the entries of an account are what is
left in its lots less its debt (design/terms.md 10).
"""

from __future__ import annotations

from sqlalchemy import func, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql import ColumnElement

from reception.models import PointsDebt, PointsDraw, PointsEntry, PointsLot
from reception.translation import Message, msg

_MOST_NAMED = 20


def _drawn() -> ColumnElement[int]:
    total = select(func.coalesce(func.sum(PointsDraw.points), 0)).where(
        PointsDraw.lot_id == PointsLot.id
    )
    return total.scalar_subquery()


def wrong_sums(connection: Connection) -> list[Message]:
    """Every lot and account whose kept sums disagree with the ledger; empty where none does."""
    problems = [
        msg(
            "Lot {lot}: {left} points are noted as left; by the ledger it is {true}.",
            lot=str(row.id),
            left=row.left,
            true=row.true,
        )
        for row in connection.execute(
            select(PointsLot.id, PointsLot.left, (PointsLot.granted - _drawn()).label("true"))
            .where(PointsLot.left != PointsLot.granted - _drawn())
            .order_by(PointsLot.id)
            .limit(_MOST_NAMED)
        )
    ]
    entries = _by_account(connection, PointsEntry.account_id, PointsEntry.points)
    left = _by_account(connection, PointsLot.account_id, PointsLot.left)
    debts = _by_account(connection, PointsDebt.account_id, PointsDebt.open)
    for account in sorted({*entries, *left, *debts}):
        kept = left.get(account, 0) - debts.get(account, 0)
        if entries.get(account, 0) != kept:
            problems.append(
                msg(
                    "Account {account}: its lots and debt come to {kept} points, its ledger to"
                    " {true}.",
                    account=str(account),
                    kept=kept,
                    true=entries.get(account, 0),
                )
            )
    return problems[:_MOST_NAMED]


def _by_account(
    connection: Connection, account: InstrumentedAttribute[int], points: InstrumentedAttribute[int]
) -> dict[int, int]:
    rows = connection.execute(select(account, func.sum(points)).group_by(account))
    return {int(row[0]): int(row[1] or 0) for row in rows}


def rebuild_lots(connection: Connection) -> int:
    """Make what is left in every lot anew from the draws; answers how many were wrong."""
    wrong = update(PointsLot).where(PointsLot.left != PointsLot.granted - _drawn())
    return connection.execute(wrong.values(left=PointsLot.granted - _drawn())).rowcount
