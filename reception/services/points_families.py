"""Families at the desk: merging, leaving, splitting, blocking, and their undoing (terms 11)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from reception.changes import Done
from reception.errors import Refused
from reception.models import AccountBlock
from reception.rules import blocking, family_moves
from reception.rules.ledger import Account, Key, When
from reception.services.points import credit_waiting, points_book
from reception.storage.points_book import PointsBook
from reception.storage.points_transfers import (
    find_transfer,
    read_transfer,
    standing_blocks,
    write_transfer,
)
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.choices import AccountStatus


def merge_accounts(
    uow: UnitOfWork, *, account_id: int, into_id: int, reason: str = ""
) -> Done[int]:
    """One account's lots, debt and members move into another; answers with the transfer.

    Raises Refused with a reason of design/terms.md (not_allowed, account_full, blocked).
    """
    book = points_book(uow)
    source, target = _open(book, account_id), _open(book, into_id)
    step = family_moves.merge(book, source, target, _today(uow))
    return _moved(uow, book, step, "merge", reason)


def leave_account(
    uow: UnitOfWork,
    *,
    account_id: int,
    patient_id: int,
    into_id: int | None = None,
    debt_to: int | None = None,
    new_holder_id: int | None = None,
    goes_to_new: bool = False,
    reason: str = "",
) -> Done[int]:
    """A member leaves, with the lots she earned where the terms say so.

    She goes to `into_id`, or to a new account where something goes along or `goes_to_new`.
    While the pool has a debt, `debt_to` names the person who takes it (Refused
    "debt_unassigned").  Answers with the transfer.
    """
    book = points_book(uow)
    account = _open(book, account_id)
    family_moves.refuse_debt(account, debt_to, [])
    step = family_moves.leave(
        book,
        account,
        patient_id,
        _today(uow),
        target=None if into_id is None else _open(book, into_id),
        open_new=book.open_account,
        goes_to_new=goes_to_new,
        takes_debt=bool(account.debt) and debt_to == patient_id,
        new_holder=new_holder_id,
    )
    asked = {"member": patient_id, "debt_to": debt_to, "holder": new_holder_id}
    return _moved(uow, book, step, "leave", reason, asked)


def split_account(
    uow: UnitOfWork,
    *,
    account_id: int,
    shares: Mapping[Key, int],
    debt_to: int | None = None,
    reason: str = "",
) -> Done[int]:
    """Members part with the stated shares; the holder stays.  Answers with the transfer."""
    book = points_book(uow)
    account = _open(book, account_id)
    family_moves.refuse_debt(account, debt_to, [])
    step = family_moves.split(
        book, account, shares, _today(uow), open_new=book.open_account, debtor=debt_to
    )
    given = {str(member): points for member, points in shares.items()}
    return _moved(uow, book, step, "split", reason, {"shares": given, "debt_to": debt_to})


def undo_transfer(uow: UnitOfWork, *, transfer_id: int) -> Done[None]:
    """Undo a merge, leave or split by another pair of entries.

    Raises Refused("spent_in_between") once something moved was used, has lapsed or was taken
    back; Refused("already_reversed") the second time.
    """
    row = find_transfer(uow, transfer_id)
    book = points_book(uow)
    family_moves.undo(book, read_transfer(book, uow, row), _today(uow))
    book.save()
    row.is_undone, row.undone_at = True, uow.now
    uow.about("account", row.account_id)
    return Done(None, msg("The accounts are as they were."))


def block_account(uow: UnitOfWork, *, account_id: int, reason: str) -> Done[None]:
    """Nothing is redeemed from now on; the balance is kept.  Needs a reason."""
    book = points_book(uow)
    account = _open(book, account_id)
    is_new = account.blocked_on is None
    blocking.block(account, _today(uow), reason)
    row = uow.find.account(account_id)
    if is_new:
        uow.session.add(
            AccountBlock(account_id=account_id, blocked_on=uow.today, blocked_at=uow.now)
        )
    row.status, row.blocked_reason = AccountStatus.BLOCKED, reason.strip()
    row.blocked_on = account.blocked_on
    uow.about("account", account_id)
    return Done(
        None, msg("The account is blocked."), undo=partial(unblock_account, account_id=account_id)
    )


def unblock_account(uow: UnitOfWork, *, account_id: int) -> Done[int]:
    """What visits would have earned is credited now; answers with the points."""
    credited = credit_waiting(uow, account_id=account_id)
    row = uow.find.account(account_id)
    row.status, row.blocked_on, row.blocked_reason = AccountStatus.OPEN, None, ""
    for block in standing_blocks(uow, account_id):
        block.lifted_on, block.lifted_at = uow.today, uow.now
    uow.session.flush()
    uow.about("account", account_id)
    return Done(credited, msg("The account is open again."))


def _open(book: PointsBook, account_id: int) -> Account:
    account = book.account(account_id)
    if account.heir is not None:
        raise Refused(msg("This account is closed."), code="unknown_account")
    return account


def _today(uow: UnitOfWork) -> When:
    return When(uow.today, uow.today)


def _moved(
    uow: UnitOfWork,
    book: PointsBook,
    step: family_moves.Step,
    kind: str,
    reason: str,
    asked: Mapping[str, Any] | None = None,
) -> Done[int]:
    book.save()
    number = write_transfer(
        uow, step, kind=kind, day=uow.today, reason=reason, asked=dict(asked or {})
    )
    uow.about("account", int(step.source.key))
    return Done(
        number, msg("The accounts are changed."), undo=partial(undo_transfer, transfer_id=number)
    )
