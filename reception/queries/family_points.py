"""What leaving or splitting would do to the points of a family, before anybody signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from reception.queries.family_acting import acting_for, person_of
from reception.queries.who_may_see import account_of
from reception.rules.families import leaving_lots, share_plan
from reception.rules.family_ties import Authority
from reception.rules.ledger import Key, Lot
from reception.rules.lots import final_day, has_lapsed
from reception.storage.points_book import PointsBook
from reception.values.family_choices import RepresentativeKind


@dataclass(frozen=True)
class Share:
    """What one person would have: points, and the first day on which some of them lapse."""

    patient_id: int
    name: str
    points: int
    lapses_on: date | None


@dataclass(frozen=True)
class Division:
    """What would stay and what would go; `debt` has to be taken by somebody first."""

    account_id: int
    stays: int
    shares: tuple[Share, ...]
    debt: int

    @property
    def total(self) -> int:
        """All points that are alive, usable and held."""
        return self.stays + sum(share.points for share in self.shares)


def leaving_preview(session: Session, *, patient_id: int, day: date) -> Division | None:
    """What a member who leaves takes along by the terms; None where she is on no account."""
    account = account_of(session, patient_id)
    if account is None:
        return None
    book = PointsBook(session)
    pool = book.account(account.id)
    lots = leaving_lots(book, pool, patient_id, book.versions.nearest(day), day)
    goes = sum(lot.left for lot in lots)
    share = _share(session, book, patient_id, [(lot, lot.left) for lot in lots])
    return Division(account.id, _alive(book, account.id, day) - goes, (share,), pool.debt)


def split_preview(
    session: Session, *, account_id: int, shares: Mapping[int, int], day: date
) -> Division:
    """What each gets of which lots; Refused("not_enough_points") where the shares are too large."""
    book = PointsBook(session)
    pool = book.account(account_id)
    wanted: dict[Key, int] = dict(shares.items())
    plans = share_plan(book, pool, wanted, day)
    found = tuple(_share(session, book, int(who), plan) for who, plan in plans.items())
    stays = _alive(book, account_id, day) - sum(share.points for share in found)
    return Division(account_id, stays, found, pool.debt)


def equal_shares(
    session: Session, *, account_id: int, patient_ids: Sequence[int], day: date
) -> dict[int, int]:
    """The leavers' equal shares, rounded down; what is left over stays with the holder."""
    book = PointsBook(session)
    each = _alive(book, account_id, day) // (len(patient_ids) + 1)
    return dict.fromkeys(patient_ids, each)


def _alive(book: PointsBook, account_id: int, day: date) -> int:
    ending = book.versions.ending
    lots = book.lots(book.account(account_id))
    return sum(lot.left for lot in lots if not has_lapsed(lot, day, ending))


def _share(
    session: Session, book: PointsBook, patient_id: int, plan: Sequence[tuple[Lot, int]]
) -> Share:
    days = [final_day(lot, book.versions.ending) for lot, points in plan if points]
    return Share(
        patient_id,
        person_of(session, patient_id).full_name,
        sum(points for _lot, points in plan),
        min((day for day in days if day is not None), default=None),
    )


@dataclass(frozen=True)
class OtherAccount:
    """An account somebody could go to: whose it is."""

    account_id: int
    person_id: int
    name: str


def accounts_of_guardians(
    session: Session, *, patient_id: int, day: date
) -> tuple[OtherAccount, ...]:
    """The accounts the guardians of a child are on, besides the child's own."""
    own = account_of(session, patient_id)
    found: dict[int, OtherAccount] = {}
    for line in acting_for(session, person_of(session, patient_id), day):
        acts = line.kind is RepresentativeKind.GUARDIAN and line.authority is Authority.HOLDS
        if not acts or line.person_id is None:
            continue
        account = account_of(session, line.person_id)
        if account is not None and (own is None or account.id != own.id):
            found.setdefault(account.id, OtherAccount(account.id, line.person_id, line.name))
    return tuple(found.values())


def account_id_of(session: Session, *, patient_id: int) -> int | None:
    """The number of the open account a person is on."""
    account = account_of(session, patient_id)
    return None if account is None else account.id
