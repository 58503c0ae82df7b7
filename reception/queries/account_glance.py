"""A family account at a glance: what may be used today, what is held, who is on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import Account, AccountMember, Patient
from reception.queries.points import account_balance
from reception.values.choices import AccountStatus


@dataclass(frozen=True)
class AccountGlance:
    """An open account: points usable today, points held, what lapses next, members."""

    account_id: int
    holder_id: int
    holder_name: str
    balance: int
    held: int
    lapses_on: date | None
    lapsing: int
    members: int
    is_blocked: bool


def account_glance(session: Session, account: Account | None, *, day: date) -> AccountGlance | None:
    """The glance; None where there is no account or it is closed."""
    if account is None or account.status is AccountStatus.CLOSED:
        return None
    points = account_balance(session, account_id=account.id, day=day)
    members = select(func.count()).where(
        AccountMember.account_id == account.id, AccountMember.left_on.is_(None)
    )
    holder = session.get(Patient, account.holder_id)
    return AccountGlance(
        account_id=account.id,
        holder_id=account.holder_id,
        holder_name="" if holder is None else holder.spoken_name,
        balance=points.balance,
        held=points.held,
        lapses_on=points.next_expiry_day,
        lapsing=points.next_expiry_points,
        members=session.scalar(members) or 0,
        is_blocked=account.status is AccountStatus.BLOCKED,
    )
