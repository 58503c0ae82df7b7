"""Who is on which account: what a merge, leave or split did to people becomes rows."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Account as AccountRow
from reception.models import AccountMember, Patient
from reception.rules.ledger import Account
from reception.storage.unit_of_work import UnitOfWork
from reception.values.choices import AccountStatus


def open_account_row(session: Session, holder_id: int, uow: UnitOfWork) -> AccountRow:
    """A new account in the household of its holder."""
    row = AccountRow(
        household_id=session.get_one(Patient, holder_id).household_id,
        holder_id=holder_id,
        status=AccountStatus.OPEN,
        opened_on=uow.today,
        opened_at=uow.now,
    )
    session.add(row)
    session.flush()
    return row


def write_people(session: Session, account: Account, uow: UnitOfWork) -> None:
    """Bring members, holder and heir of an account's row in line with what the rules decided."""
    row = session.get_one(AccountRow, int(account.key))
    if account.holder is not None:
        row.holder_id = int(account.holder)
    heir = None if account.heir is None else int(account.heir)
    if heir != row.heir_id:
        row.heir_id = heir
        row.status = AccountStatus.OPEN if heir is None else AccountStatus.CLOSED
        row.closed_on = None if heir is None else uow.today
    _write_members(session, account, uow)


def _write_members(session: Session, account: Account, uow: UnitOfWork) -> None:
    rows = session.scalars(
        select(AccountMember)
        .where(AccountMember.account_id == int(account.key))
        .order_by(AccountMember.id)
    ).all()
    present = {row.patient_id: row for row in rows if row.left_on is None}
    for patient_id, row in present.items():
        if patient_id not in account.members:
            _joined, left_on = account.former.get(patient_id, (row.joined_on, row.joined_on))
            row.left_on = left_on
    for member, since in account.members.items():
        if int(member) in present:
            continue
        earlier = [row for row in rows if row.patient_id == member and row.joined_on == since]
        if earlier:
            earlier[-1].left_on = None
        else:
            session.add(
                AccountMember(
                    account_id=int(account.key),
                    patient_id=int(member),
                    joined_on=since,
                    joined_at=uow.now,
                    recorded_by_id=uow.actor.staff_id,
                )
            )
