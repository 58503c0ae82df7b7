"""The clinic's own history as events of a replay: internal numbers, never names.

Supervisors try new terms out on real months with it (design/terms.md, Replay).  Events stand in
the order in which they were recorded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Account, AccountMember, PointsReferral
from reception.queries.export_history import History, Home, Order
from reception.queries.export_lots import points_events
from reception.queries.export_visits import add_visits
from reception.storage.version_rows import closed_on, published_rows


def history_events(session: Session) -> Iterator[dict[str, Any]]:
    """Every event of the clinic's history, in the order in which they were recorded."""
    history = History(session)
    homes = _add_members(history)
    add_visits(history, homes)
    for found in points_events(session):
        history.add(
            found.do, found.instant, found.day, Order.OTHER, entry=found.entry, **found.fields
        )
    _add_referrals(history)
    _add_ends(history)
    return (dated.event for dated in sorted(history.found))


# --- people


def _add_members(history: History) -> dict[int, list[Home]]:
    """Joining and leaving; answers with the accounts each person was on, by day.

    A joining that was taken back the same day is left out, with its points.
    """
    session = history.session
    accounts = {row.id: row for row in session.scalars(select(Account))}
    merged = {(row.heir_id, row.closed_on) for row in accounts.values() if row.heir_id is not None}
    homes: dict[int, list[Home]] = defaultdict(list)
    began: set[int] = set()
    for row in session.scalars(select(AccountMember).order_by(AccountMember.id)):
        homes[row.patient_id].append((row.joined_on, row.left_on, row.account_id))
        if row.left_on == row.joined_on:
            continue
        account = accounts[row.account_id]
        came_along = (row.account_id, row.joined_on) in merged and row.account_id in began
        if not came_along:
            history.add(
                "join",
                row.joined_at,
                row.joined_on,
                Order.JOIN,
                account=str(row.account_id),
                member=str(row.patient_id),
                holder=True if account.holder_id == row.patient_id else None,
            )
            began.add(row.account_id)
        if row.left_on is not None and account.closed_on != row.left_on:
            _leave(history, row, row.left_on)
    for row_id, account in accounts.items():
        if account.heir_id is not None and account.closed_on is not None:
            when = history.end_of(account.closed_on)
            history.add(
                "merge",
                when,
                account.closed_on,
                Order.OTHER,
                account=str(row_id),
                into=str(account.heir_id),
            )
    return homes


def _leave(history: History, row: AccountMember, day: date) -> None:
    history.add(
        "leave",
        history.end_of(day),
        day,
        Order.OTHER,
        account=str(row.account_id),
        member=str(row.patient_id),
    )


# --- the rest


def _add_referrals(history: History) -> None:
    for row in history.session.scalars(select(PointsReferral)):
        instant = datetime(
            row.noted_on.year, row.noted_on.month, row.noted_on.day, tzinfo=history.zone
        )
        history.add(
            "refer",
            instant,
            row.noted_on,
            Order.OTHER,
            account=str(row.account_id),
            member=None if row.referrer_id is None else str(row.referrer_id),
            newcomer=str(row.newcomer_id),
        )


def _add_ends(history: History) -> None:
    """Accounts that are blocked now, and the end of the programme."""
    blocked = select(Account).where(Account.blocked_on.is_not(None), Account.heir_id.is_(None))
    for row in history.session.scalars(blocked):
        if row.blocked_on is not None:
            instant = history.end_of(row.blocked_on)
            history.add(
                "block",
                instant,
                row.blocked_on,
                Order.OTHER,
                account=str(row.id),
                reason="blocked",
            )
    ended = closed_on(published_rows(history.session))
    if ended is not None:
        history.add("close", history.end_of(ended), ended, Order.UNDO)
