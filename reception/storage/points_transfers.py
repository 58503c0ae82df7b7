"""A merge, leave or split as a row, and back: what is needed to undo it by other entries."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from reception.models import AccountBlock, PointsDraw, PointsTransfer
from reception.rules.families import Move, Transfer
from reception.rules.family_moves import Step
from reception.rules.ledger import Debt, Draw, Key
from reception.storage.points_book import PointsBook
from reception.storage.unit_of_work import UnitOfWork
from reception.values.chain import canonical_json


def write_transfer(
    uow: UnitOfWork,
    step: Step,
    *,
    kind: str,
    day: date,
    reason: str,
    asked: Mapping[str, Any],
) -> int:
    """Keep what a step did, and what was `asked` for; answers with the number of its row."""
    row = PointsTransfer(
        kind=kind,
        account_id=int(step.source.key),
        day=day,
        recorded_at=uow.now,
        recorded_by_id=uow.actor.staff_id,
        reason=reason,
        points=step.transfer.points,
        facts=canonical_json(_facts(step) | {"asked": dict(asked)}),
    )
    uow.add(row)
    return row.id


def find_transfer(uow: UnitOfWork, transfer_id: int) -> PointsTransfer:
    """A merge, leave or split by its number."""
    return uow.session.get_one(PointsTransfer, transfer_id)


def standing_blocks(uow: UnitOfWork, account_id: int) -> Sequence[AccountBlock]:
    """The blocks of an account that are not lifted."""
    return uow.session.scalars(
        select(AccountBlock).where(
            AccountBlock.account_id == account_id, AccountBlock.lifted_at.is_(None)
        )
    ).all()


def _facts(step: Step) -> dict[str, Any]:
    transfer = step.transfer
    return {
        "moves": [[m.source.number, m.target.number, m.points] for m in transfer.moves],
        "debts": [
            [debt.entry, points, source, target] for debt, points, source, target in transfer.debts
        ],
        "payments": [
            [key, debt.entry, debt.day.isoformat(), draw.number]
            for key, debt, draw in transfer.payments
        ],
        "holder": step.holder,
        "members": [[member, since.isoformat()] for member, since in step.members.items()],
        "former": [
            [member, first.isoformat(), left.isoformat()]
            for member, (first, left) in step.former.items()
        ],
        "targets": [account.key for account in step.targets],
        "people": [[member, account.key] for member, account in step.people],
    }


def read_transfer(book: PointsBook, uow: UnitOfWork, row: PointsTransfer) -> Step:
    """What a step did, over the lots, debts and accounts as they are now."""
    facts = json.loads(row.facts)
    debts = _Debts(book)
    transfer = Transfer(
        moves=[Move(book.lot(s), book.lot(t), points) for s, t, points in facts["moves"]],
        debts=[
            (debts.of(entry, target, row.day), points, source, target)
            for entry, points, source, target in facts["debts"]
        ],
        payments=[
            (key, debts.of(entry, key, date.fromisoformat(day)), _draw(uow, number))
            for key, entry, day, number in facts["payments"]
        ],
        undone=row.is_undone,
    )
    return Step(
        transfer,
        book.account(row.account_id),
        facts["holder"],
        {member: date.fromisoformat(since) for member, since in facts["members"]},
        {
            member: (date.fromisoformat(first), date.fromisoformat(left))
            for member, first, left in facts["former"]
        },
        [book.account(key) for key in facts["targets"]],
        [(member, book.account(key)) for member, key in facts["people"]],
    )


class _Debts:
    """One value for each debt, open or paid, however often it is named."""

    def __init__(self, book: PointsBook) -> None:
        self._book = book
        self._known: dict[int, Debt] = {}

    def of(self, entry: int, account: Key, day: date) -> Debt:
        """The debt an entry left, where it is owed on `account`."""
        if entry not in self._known:
            owed = [debt for debt in self._book.account(account).debts if debt.entry == entry]
            self._known[entry] = owed[0] if owed else Debt(entry, 0, day)
        return self._known[entry]


def _draw(uow: UnitOfWork, number: int) -> Draw:
    row = uow.session.get_one(PointsDraw, number)
    return Draw(row.entry_id, row.lot_id, row.points, row.day, number=row.id)
