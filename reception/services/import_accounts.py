"""Cards and balances brought along from another program: accounts that wait for their paper.

An account opened so is marked "acceptance missing": it earns, and redeems once the paper is
signed.  The points go into the ledger by the service every opening balance goes by.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reception.models import Acceptance, Account, AccountMember, Card, ImportRun
from reception.progress import Progress
from reception.services import points as points_services
from reception.services.imports import tell, write_in_chunks
from reception.services.points import OpeningBalance
from reception.storage.import_store import ImportStore
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.choices import (
    AcceptanceState,
    AccountStatus,
    CardForm,
    CardState,
    Relation,
)

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Opening:
    """A person who brings a card (its digits), points, or both; `until` is their last day."""

    patient_id: int
    household_id: int
    relation: Relation
    is_minor: bool
    card: str
    points: int
    until: date | None


@dataclass
class _Rows:
    """Rows that go into the database in bulk, and what undoing has to know of them."""

    accounts: list[dict[str, Any]] = field(default_factory=list)
    members: list[dict[str, Any]] = field(default_factory=list)
    acceptances: list[dict[str, Any]] = field(default_factory=list)
    cards: list[dict[str, Any]] = field(default_factory=list)
    balances: list[OpeningBalance] = field(default_factory=list)


def open_accounts(
    uow: UnitOfWork,
    run: ImportRun,
    openings: Sequence[Opening],
    before: dict[str, dict[str, Any]],
    progress: Progress | None,
) -> None:
    """Open what is missing, then put cards and points on the accounts; noted in `before`."""
    if openings:
        _Opener(uow, run, before).open(openings, progress)


class _Opener:
    def __init__(self, uow: UnitOfWork, run: ImportRun, before: dict[str, dict[str, Any]]) -> None:
        self.uow, self.run, self.before = uow, run, before
        self.store = ImportStore(uow.session)
        self.rows = _Rows()
        version = uow.find.version_on(uow.today)
        self.version_id = None if version is None else version.id
        self.terms_hash = "" if version is None else version.terms_hash
        self.member_of = self.store.memberships()
        self.account_of = self.store.open_accounts()
        self.next_account = self.store.next_id(Account)
        self.next_member = self.store.next_id(AccountMember)
        self.next_acceptance = self.store.next_id(Acceptance)

    def open(self, openings: Sequence[Opening], progress: Progress | None) -> None:
        """Family by family, the head first, so that she holds the account."""
        order = sorted(
            openings,
            key=lambda one: (one.household_id, one.is_minor, one.relation is not Relation.HEAD),
        )
        for opening in order:
            self._add(opening)
        doing = msg("Writing cards and points…")
        for kind, rows in (
            (Account, self.rows.accounts),
            (AccountMember, self.rows.members),
            (Acceptance, self.rows.acceptances),
        ):
            write_in_chunks(self.uow, kind, rows, progress=progress, doing=doing)
        self._give_cards(progress)
        for start in range(0, len(self.rows.balances), _AT_ONCE):
            tell(progress, start, len(self.rows.balances), doing)
            part = self.rows.balances[start : start + _AT_ONCE]
            points_services.credit_opening_balances(self.uow, balances=part, day=self.uow.today)
        self.before["members"] = {str(row["id"]): row["account_id"] for row in self.rows.members}
        self.before["acceptances"] = {
            str(row["id"]): row["account_id"] for row in self.rows.acceptances
        }
        self.before["points"] = {
            str(one.patient_id): [one.account_id, one.points] for one in self.rows.balances
        }

    def _add(self, opening: Opening) -> None:
        account = self.member_of.get(opening.patient_id)
        if account is None:
            account = self.account_of.get(opening.household_id) or self._open(opening)
            self._enter(account, opening)
        if opening.card:
            self.rows.cards.append(self._card(account, opening))
        if opening.points:
            self.rows.balances.append(
                OpeningBalance(account, opening.patient_id, opening.points, opening.until)
            )

    def _open(self, opening: Opening) -> int:
        number = self.next_account
        self.next_account += 1
        self.account_of[opening.household_id] = number
        self.rows.accounts.append(
            {
                "id": number,
                "household_id": opening.household_id,
                "holder_id": opening.patient_id,
                "status": AccountStatus.OPEN,
                "opened_on": self.uow.today,
                "opened_at": self.uow.now,
                "import_run_id": self.run.id,
            }
        )
        return number

    def _enter(self, account: int, opening: Opening) -> None:
        self.member_of[opening.patient_id] = account
        self.rows.members.append(
            {
                "id": self.next_member,
                "account_id": account,
                "patient_id": opening.patient_id,
                "joined_on": self.uow.today,
                "joined_at": self.uow.now,
                "recorded_by_id": self.uow.actor.staff_id,
            }
        )
        self.next_member += 1
        if opening.is_minor:
            return
        self.rows.acceptances.append(
            {
                "id": self.next_acceptance,
                "account_id": account,
                "patient_id": opening.patient_id,
                "version_id": self.version_id,
                "terms_hash": self.terms_hash,
                "day": self.uow.today,
                "recorded_at": self.uow.now,
                "recorded_by_id": self.uow.actor.staff_id,
                "state": AcceptanceState.MISSING,
            }
        )
        self.next_acceptance += 1

    def _card(self, account: int, opening: Opening) -> dict[str, Any]:
        return {
            "number": opening.card,
            "state": CardState.ACTIVE,
            "form": CardForm.PLASTIC,
            "account_id": account,
            "holder_id": opening.patient_id,
            "issued_on": self.uow.today,
            "issued_at": self.uow.now,
            "issued_by_id": self.uow.actor.staff_id,
            "version_id": self.version_id,
            "import_run_id": self.run.id,
        }

    def _give_cards(self, progress: Progress | None) -> None:
        """New numbers are new cards; one that lies in stock is handed over."""
        in_stock = self.store.cards_in_stock()
        fresh = [row for row in self.rows.cards if row["number"] not in in_stock]
        doing = msg("Writing cards and points…")
        write_in_chunks(self.uow, Card, fresh, progress=progress, doing=doing)
        taken = [row for row in self.rows.cards if row["number"] in in_stock]
        for row in taken:
            card = self.store.card(in_stock[row["number"]])
            if card is not None:
                for column, value in row.items():
                    setattr(card, column, value)
        self.before["stocked"] = {row["number"]: in_stock[row["number"]] for row in taken}


def draw_opening_balances(uow: UnitOfWork, before: Mapping[str, Any]) -> None:
    """Take the points an import brought away again; raises Refused where they were used."""
    balances = list(_balances(before))
    for start in range(0, len(balances), _AT_ONCE):
        part = balances[start : start + _AT_ONCE]
        points_services.draw_opening_balances(uow, balances=part)


def _balances(before: Mapping[str, Any]) -> Iterator[OpeningBalance]:
    for person, (account, points) in before.get("points", {}).items():
        yield OpeningBalance(account, int(person), points)
