"""Who was on which account at which instant, and every change of it, as events of a replay.

Joining, merging, leaving, splitting, and the undoing of each; blocks, those lifted too.
"""

from __future__ import annotations

import json
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Account, AccountBlock, AccountMember, PointsLot, PointsTransfer
from reception.queries.export_history import AFTER, History, Order


@dataclass(frozen=True)
class Blocked:
    """A time an account was blocked; `lifted` is None while it is."""

    since: datetime
    lifted: datetime | None


class Homes:
    """The account of each person by the instant, and when each account was blocked."""

    def __init__(self) -> None:
        self._moves: dict[int, list[tuple[datetime, int, int | None]]] = defaultdict(list)
        self.blocks: dict[int, list[Blocked]] = defaultdict(list)
        self.aliases: Mapping[int, Sequence[int]] = {}

    def move(self, patient_id: int, instant: datetime, account: int | None) -> None:
        """From `instant` on the person is on `account`; on none with None."""
        known = self._moves[patient_id]
        insort(known, (instant, len(known), account), key=lambda item: item[:2])

    def at(self, patient_id: int, instant: datetime) -> int | None:
        """The account a person was on."""
        found = None
        for since, _count, account in self._moves.get(patient_id, ()):
            if since > instant:
                break
            found = account
        return found

    def known_as(self, patient_id: int, account: int | None, instant: datetime) -> int:
        """The record of a merged person that is on an account; the person's own elsewhere."""
        if account is None or self.at(patient_id, instant) == account:
            return patient_id
        names = self.aliases.get(patient_id, ())
        return next((one for one in names if self.at(one, instant) == account), patient_id)

    def since(self, patient_id: int | None, account: int, day: date, zone: Any) -> datetime | None:
        """When on a day a person came to an account; None where that was another day."""
        for instant, _count, moved_to in self._moves.get(patient_id or 0, ()):
            if moved_to == account and instant.astimezone(zone).date() == day:
                return instant
        return None

    def lifted_at(self, account: int | None, instant: datetime) -> bool:
        """Whether a block of an account was lifted at that very instant."""
        return any(each.lifted == instant for each in self.blocks.get(account or 0, ()))


@dataclass(frozen=True)
class _Transfer:
    """A merge, leave or split as it is stored."""

    row: PointsTransfer
    facts: Mapping[str, Any]

    @property
    def asked(self) -> Mapping[str, Any]:
        """What was asked for; nothing in files from before it was kept."""
        found: Mapping[str, Any] = self.facts.get("asked", {})
        return found

    @property
    def people(self) -> list[tuple[int, int]]:
        """Who went to which account."""
        return [(int(member), int(account)) for member, account in self.facts["people"]]

    def goers(self, leaver: int | None) -> set[int]:
        """Everybody who went, also who went to no account."""
        return {member for member, _account in self.people} | (
            set() if leaver is None else {leaver}
        )


def add_people(history: History, also: Sequence[AccountMember] = ()) -> Homes:
    """Everything about who is on which account; answers with the homes of everybody.

    `also` are memberships that a merge of two records took out.
    """
    homes = Homes()
    session = history.session
    transfers = [
        _Transfer(row, json.loads(row.facts))
        for row in session.scalars(select(PointsTransfer).order_by(PointsTransfer.id))
    ]
    stored = session.scalars(select(AccountMember).order_by(AccountMember.id)).all()
    rows = sorted([*stored, *also], key=lambda row: row.id)
    accounts = {row.id: row for row in session.scalars(select(Account))}
    _add_joins(history, homes, rows, accounts, transfers)
    for transfer in transfers:
        _add_transfer(history, homes, transfer, _leaver(transfer, rows))
    _add_blocks(history, homes)
    return homes


def _add_joins(
    history: History,
    homes: Homes,
    rows: Sequence[AccountMember],
    accounts: Mapping[int, Account],
    transfers: Sequence[_Transfer],
) -> None:
    """Joining; a joining taken back the same day is left out, with its points."""
    came = {
        (account, member, transfer.row.recorded_at)
        for transfer in transfers
        for member, account in transfer.people
    }
    went: dict[int, set[int]] = defaultdict(set)
    for transfer in transfers:
        gone = transfer.goers(_leaver(transfer, rows))
        went[transfer.row.account_id] |= gone
        if transfer.row.is_undone:
            for account in transfer.facts["targets"]:
                went[int(account)] |= gone
    holders = _first_holders(accounts, transfers)
    merged = {(row.heir_id, row.closed_on) for row in accounts.values() if row.heir_id is not None}
    for row in rows:
        if (row.account_id, row.patient_id, row.joined_at) in came:
            continue
        moved = row.patient_id in went[row.account_id]
        if row.left_on == row.joined_on and not moved:
            continue
        if not transfers and (row.account_id, row.joined_on) in merged:
            homes.move(row.patient_id, row.joined_at, row.account_id)
            continue
        account = accounts[row.account_id]
        homes.move(row.patient_id, row.joined_at, row.account_id)
        history.add(
            "join",
            row.joined_at,
            row.joined_on,
            Order.JOIN,
            account=str(row.account_id),
            member=str(row.patient_id),
            holder=True if holders[account.id] == row.patient_id else None,
        )
        if row.left_on is not None and not moved:
            instant = history.end_of(row.left_on)
            homes.move(row.patient_id, instant, None)
            history.add(
                "leave",
                instant,
                row.left_on,
                Order.OTHER,
                account=str(row.account_id),
                member=str(row.patient_id),
            )


def _first_holders(
    accounts: Mapping[int, Account], transfers: Sequence[_Transfer]
) -> dict[int, int | None]:
    """Who held each account before its first merge, leave or split; else who holds it now."""
    holders: dict[int, int | None] = {}
    for transfer in transfers:
        holder = transfer.facts["holder"]
        holders.setdefault(transfer.row.account_id, None if holder is None else int(holder))
    for number, account in accounts.items():
        holders.setdefault(number, account.holder_id)
    return holders


def _leaver(transfer: _Transfer, rows: Iterable[AccountMember]) -> int | None:
    """Who left: as it was asked, else the one who went, else whoever left on that day."""
    if transfer.row.kind != "leave":
        return None
    if transfer.asked.get("member") is not None:
        return int(transfer.asked["member"])
    if transfer.people:
        return transfer.people[0][0]
    return next(
        (
            row.patient_id
            for row in rows
            if row.account_id == transfer.row.account_id and row.left_on == transfer.row.day
        ),
        None,
    )


def _add_transfer(history: History, homes: Homes, transfer: _Transfer, leaver: int | None) -> None:
    row = transfer.row
    history.add(
        row.kind,
        row.recorded_at,
        row.day,
        Order.OTHER,
        AFTER,
        account=str(row.account_id),
        transfer=row.id,
        **_fields(history.session, transfer, leaver),
    )
    for member, account in transfer.people:
        homes.move(member, row.recorded_at, account)
    if leaver is not None and not transfer.people:
        homes.move(leaver, row.recorded_at, None)
    if row.is_undone and row.undone_at is not None:
        day = row.undone_at.astimezone(history.zone).date()
        history.add("undo", row.undone_at, day, Order.UNDO, AFTER, undoes=row.id)
        for member in transfer.goers(leaver):
            homes.move(member, row.undone_at, row.account_id)


def _fields(session: Session, transfer: _Transfer, leaver: int | None) -> dict[str, Any]:
    asked, targets = transfer.asked, [str(each) for each in transfer.facts["targets"]]
    debt_to = asked.get("debt_to")
    shared = {"debt_to": None if debt_to is None else str(debt_to)}
    if transfer.row.kind == "merge":
        return {"into": targets[0]}
    if transfer.row.kind == "leave":
        holder = asked.get("holder")
        return shared | {
            "member": None if leaver is None else str(leaver),
            "to": targets[0] if targets else None,
            "holder": None if holder is None else str(holder),
        }
    shares = asked.get("shares") or _shares(session, transfer)
    names = {str(member): str(account) for member, account in transfer.people}
    return shared | {"shares": shares, "to": names or None}


def _shares(session: Session, transfer: _Transfer) -> dict[str, int]:
    """The points each took along, by the account her lots went to."""
    person = {account: member for member, account in transfer.people}
    shares = {str(member): 0 for member, _account in transfer.people}
    for _source, target, points in transfer.facts["moves"]:
        member = person[session.get_one(PointsLot, target).account_id]
        shares[str(member)] += points
    return shares


def _add_blocks(history: History, homes: Homes) -> None:
    rows = history.session.scalars(select(AccountBlock).order_by(AccountBlock.id))
    for row in rows:
        homes.blocks[row.account_id].append(Blocked(row.blocked_at, row.lifted_at))
        history.add(
            "block",
            row.blocked_at,
            row.blocked_on,
            Order.OTHER,
            account=str(row.account_id),
            reason="blocked",
        )
        if row.lifted_at is not None and row.lifted_on is not None:
            history.add(
                "unblock", row.lifted_at, row.lifted_on, Order.OTHER, account=str(row.account_id)
            )
