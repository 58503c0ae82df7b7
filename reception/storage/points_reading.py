"""What the rules of points read from the database; nothing is scanned that they do not ask for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from reception.models import (
    Acceptance,
    AccountMember,
    PointsAccount,
    PointsDebt,
    PointsDraw,
    PointsEntry,
    PointsLot,
    PointsReferral,
    PointsVisit,
    ProgrammeVersion,
    ServiceGroup,
    Visit,
)
from reception.models import (
    Account as AccountRow,
)
from reception.rules.ledger import Account, Debt, Draw, Movement, Referral
from reception.rules.versions import Versions
from reception.storage.finders import programme_began
from reception.storage.promotion_rows import published_terms
from reception.storage.version_rows import closed_on
from reception.values.choices import (
    AcceptanceState,
    AccountStatus,
    EntryKind,
    VersionStatus,
    VisitStatus,
)


def _counting(*columns: Any) -> Select[Any]:
    """Done visits of the people given, and those paid on the account."""
    return (
        select(*columns)
        .outerjoin(PointsVisit, PointsVisit.visit_id == Visit.id)
        .where(
            or_(
                Visit.patient_id.in_(bindparam("members", expanding=True)),
                PointsVisit.account_id == bindparam("account"),
            ),
            Visit.status == VisitStatus.DONE,
            or_(PointsVisit.is_cancelled.is_(None), PointsVisit.is_cancelled.is_(False)),
        )
    )


# Made once: putting a statement together takes longer than asking it (design/targets.md).
_COUNTED = _counting(Visit.day, Visit.id, Visit.patient_id, PointsVisit.account_id).order_by(
    Visit.day, Visit.id
)
_LAST_DAY = _counting(func.max(Visit.day))
_REVERSAL = aliased(PointsEntry)
_EXPIRIES = (
    select(PointsEntry)
    .outerjoin(_REVERSAL, _REVERSAL.reverses_id == PointsEntry.id)
    .where(
        PointsEntry.account_id == bindparam("account"),
        PointsEntry.kind == EntryKind.EXPIRED,
        PointsEntry.points < 0,
        _REVERSAL.id.is_(None),
    )
    .order_by(PointsEntry.id)
)
_GROUPS = select(ServiceGroup.id, ServiceGroup.code)
_MEMBERS = (
    select(AccountMember.patient_id, AccountMember.joined_on, AccountMember.left_on)
    .where(AccountMember.account_id == bindparam("account"))
    .order_by(AccountMember.id)
)
_HOME = select(AccountMember.account_id).where(
    AccountMember.patient_id == bindparam("patient"), AccountMember.left_on.is_(None)
)
_DEBTS = (
    select(PointsDebt)
    .where(PointsDebt.account_id == bindparam("account"), PointsDebt.open > 0)
    .order_by(PointsDebt.entry_id)
)
_ACCOUNT = (
    select(
        AccountRow.holder_id,
        AccountRow.status,
        AccountRow.blocked_on,
        AccountRow.heir_id,
        PointsAccount.latest,
        PointsAccount.expired,
    )
    .outerjoin(PointsAccount, PointsAccount.account_id == AccountRow.id)
    .where(AccountRow.id == bindparam("account"))
)
_DEBTS_OF = (
    select(PointsDebt.entry_id, PointsDebt.open, PointsDebt.day)
    .where(PointsDebt.account_id == bindparam("account"), PointsDebt.open > 0)
    .order_by(PointsDebt.entry_id)
)
_VERSIONS = (
    select(
        ProgrammeVersion.id,
        ProgrammeVersion.number,
        ProgrammeVersion.terms,
        ProgrammeVersion.valid_until,
    )
    .where(ProgrammeVersion.status == VersionStatus.PUBLISHED)
    .order_by(ProgrammeVersion.number)
)
_STATES = select(Acceptance.state).where(Acceptance.account_id == bindparam("account"))


class PointsReader:
    """Typed readings of the points tables over one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @cached_property
    def version_rows(self) -> Sequence[Any]:
        """The published versions: number, terms and last day of each row."""
        return self._session.execute(_VERSIONS).all()

    @cached_property
    def versions(self) -> Versions:
        """The published versions as terms; raises InvalidInput where there is none."""
        terms = published_terms(self._session, self.version_rows)
        versions = Versions(terms, began=programme_began(self._session))
        closed = closed_on(self.version_rows)
        if closed is not None:
            versions.close(closed)
        return versions

    @cached_property
    def number_of(self) -> dict[int, int]:
        """The number of each version by its row."""
        return {row.id: row.number for row in self.version_rows}

    @cached_property
    def row_of(self) -> dict[int, int]:
        """The row of each version by its number."""
        return {row.number: row.id for row in self.version_rows}

    @cached_property
    def groups(self) -> dict[int, str]:
        """The code of each service group by its row."""
        rows = self._session.execute(_GROUPS)
        return {row.id: row.code for row in rows}

    def account(self, account_id: int) -> Account:
        """An account with its people, its debts and the sums kept beside the ledger."""
        row = self._session.execute(_ACCOUNT, {"account": account_id}).one()
        account = Account(
            account_id,
            row.holder_id,
            blocked_on=row.blocked_on if row.status is AccountStatus.BLOCKED else None,
            heir=row.heir_id,
        )
        members = self._session.execute(_MEMBERS, {"account": account_id})
        for patient_id, joined_on, left_on in members:
            if left_on is None:
                account.members[patient_id] = joined_on
            else:
                account.former[patient_id] = (joined_on, left_on)
        debts = self._session.execute(_DEBTS_OF, {"account": account_id})
        account.debts = [Debt(*debt) for debt in debts]
        if row.latest is not None:
            account.latest, account.expired = row.latest, row.expired
        return account

    def debts(self, account_id: int) -> Sequence[PointsDebt]:
        """What is still owed."""
        return self._session.scalars(_DEBTS, {"account": account_id}).all()

    def entry(self, entry_id: int) -> PointsEntry:
        """One entry."""
        return self._session.get_one(PointsEntry, entry_id)

    def expiries(self, account_id: int) -> dict[int, list[PointsEntry]]:
        """The expiry entries of an account's lots that moved points and are not reversed."""
        found: dict[int, list[PointsEntry]] = {}
        for row in self._session.scalars(_EXPIRIES, {"account": account_id}):
            if row.lot_id is not None:
                found.setdefault(row.lot_id, []).append(row)
        return found

    def draws(self, entry_id: int) -> list[Draw]:
        """The positive draws of an entry with what has come back of each."""
        back = aliased(PointsDraw)
        rows = self._session.execute(
            select(PointsDraw, func.coalesce(func.sum(-back.points), 0))
            .outerjoin(back, back.gives_back_id == PointsDraw.id)
            .where(PointsDraw.entry_id == entry_id, PointsDraw.points > 0)
            .group_by(PointsDraw.id)
            .order_by(PointsDraw.id)
        )
        return [
            Draw(row.entry_id, row.lot_id, row.points, row.day, returned, None, row.id)
            for row, returned in rows
        ]

    def draws_between(self, first: int, last: int) -> list[Draw]:
        """Every draw with a number from `first` through `last`, those that gave back too."""
        rows = self._session.scalars(
            select(PointsDraw)
            .where(PointsDraw.id >= first, PointsDraw.id <= last)
            .order_by(PointsDraw.id)
        )
        return [
            Draw(row.entry_id, row.lot_id, row.points, row.day, 0, row.gives_back_id, row.id)
            for row in rows
        ]

    def has_entries_after(self, account_ids: Sequence[int], number: int) -> bool:
        """Whether anything was written for these accounts after the entry of this number."""
        found = self._session.scalar(
            select(PointsEntry.id)
            .where(PointsEntry.account_id.in_(account_ids), PointsEntry.id > number)
            .limit(1)
        )
        return found is not None

    def movements(self, lot_id: int) -> list[Movement]:
        """Every draw of a lot."""
        rows = self._session.execute(
            select(PointsDraw.day, PointsDraw.points, PointsEntry.kind)
            .join(PointsEntry, PointsEntry.id == PointsDraw.entry_id)
            .where(PointsDraw.lot_id == lot_id)
        )
        return [Movement(day, points, kind is EntryKind.EXPIRED) for day, points, kind in rows]

    def debt_on(self, account_id: int, day: date) -> int:
        """The debt on a day: what is left in the lots less the sum of the entries."""
        granted = self._session.scalar(
            select(func.sum(PointsLot.granted)).where(
                PointsLot.account_id == account_id, PointsLot.since <= day
            )
        )
        drawn = self._session.scalar(
            select(func.sum(PointsDraw.points))
            .join(PointsLot, PointsLot.id == PointsDraw.lot_id)
            .where(
                PointsLot.account_id == account_id, PointsLot.since <= day, PointsDraw.day <= day
            )
        )
        entries = self._session.scalar(
            select(func.sum(PointsEntry.points)).where(
                PointsEntry.account_id == account_id, PointsEntry.effective_on <= day
            )
        )
        return (granted or 0) - (drawn or 0) - (entries or 0)

    def counted_visits(self, account: Account) -> list[tuple[date, int]]:
        """Day and number of every done visit of the members, and of those who were members."""
        people = [*account.members, *account.former]
        rows = self._session.execute(_COUNTED, {"members": people, "account": account.key})
        return [
            (day, visit_id)
            for day, visit_id, patient_id, paid_on in rows
            if paid_on == account.key or account.counts(patient_id, day)
        ]

    def last_counted_day(self, account: Account) -> date | None:
        """The latest day of `counted_visits`."""
        if account.former:
            return max((day for day, _number in self.counted_visits(account)), default=None)
        day: date | None = self._session.scalar(
            _LAST_DAY, {"members": list(account.members), "account": account.key}
        )
        return day

    def visit(self, visit_id: int) -> tuple[Visit, PointsVisit | None]:
        """A visit with its lines, and what the programme knows of it."""
        visit = self._session.get_one(Visit, visit_id)
        return visit, self._session.get(PointsVisit, visit_id)

    def visits_of(self, patient_id: int) -> Sequence[tuple[Visit, PointsVisit | None]]:
        """The done visits of a person that were paid, by day."""
        rows = self._session.execute(
            select(Visit, PointsVisit)
            .outerjoin(PointsVisit, PointsVisit.visit_id == Visit.id)
            .where(
                Visit.patient_id == patient_id,
                Visit.status == VisitStatus.DONE,
                or_(Visit.paid_at.is_not(None), Visit.paid_minor > 0),
            )
            .options(selectinload(Visit.lines))
            .order_by(Visit.day, Visit.id)
        )
        return [(visit, facts) for visit, facts in rows]

    def waiting_visits(self, account_id: int) -> Sequence[int]:
        """Visits whose points wait for the account to be unblocked."""
        return self._session.scalars(
            select(PointsVisit.visit_id)
            .where(PointsVisit.account_id == account_id, PointsVisit.pending > 0)
            .order_by(PointsVisit.visit_id)
        ).all()

    def account_of(self, patient_id: int) -> int | None:
        """The account a person is on."""
        return self._session.scalar(_HOME, {"patient": patient_id})

    def was_member(self, patient_id: int, *, besides: int) -> bool:
        """Whether a person was on another account before, a joining taken back not counted."""
        found = self._session.scalar(
            select(AccountMember.id)
            .where(
                AccountMember.patient_id == patient_id,
                AccountMember.account_id != besides,
                or_(
                    AccountMember.left_on.is_(None),
                    AccountMember.left_on > AccountMember.joined_on,
                ),
            )
            .limit(1)
        )
        return found is not None

    def acceptance_is_missing(self, account_id: int) -> bool:
        """Whether an imported account has no paper yet: it earns, and redeems once it has."""
        states = set(self._session.scalars(_STATES, {"account": account_id}))
        return states == {AcceptanceState.MISSING}

    def lots_given_by(self, account_id: int, patient_ids: Sequence[int]) -> Sequence[int]:
        """The lots that people earned on an account."""
        return self._session.scalars(
            select(PointsLot.id)
            .where(PointsLot.account_id == account_id, PointsLot.earner_id.in_(patient_ids))
            .order_by(PointsLot.id)
        ).all()

    def birthday_years(self, patient_id: int) -> list[int]:
        """The calendar years for which a person was given birthday points that stayed."""
        days = self._session.scalars(
            select(PointsLot.earned_on).where(
                PointsLot.earner_id == patient_id,
                PointsLot.kind == EntryKind.BIRTHDAY,
                PointsLot.moved_from_id.is_(None),
                PointsLot.taken_back < PointsLot.granted,
            )
        )
        return [day.year for day in days]

    def accounts_due(self, day: date) -> Sequence[int]:
        """The accounts with lots whose last usable day is before `day` and not written."""
        return self._session.scalars(
            select(PointsLot.account_id)
            .where(
                PointsLot.last_day < day,
                or_(PointsLot.left > 0, PointsLot.is_closed.is_(False)),
                PointsLot.moved_to_id.is_(None),
            )
            .distinct()
            .order_by(PointsLot.account_id)
        ).all()

    def referral(self, newcomer_id: int) -> PointsReferral | None:
        """The referral noted for a newcomer."""
        return self._session.get(PointsReferral, newcomer_id)


def read_referral(row: PointsReferral, lots: tuple[int, ...]) -> Referral:
    """A referral as the rules see it."""
    return Referral(
        row.newcomer_id, row.account_id, row.referrer_id, row.noted_on, row.visit_id, lots
    )
