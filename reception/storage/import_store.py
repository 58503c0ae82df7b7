"""What an import reads and writes in bulk, and how it is taken back row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, func, inspect, select, update
from sqlalchemy.orm import Session, aliased

from reception.models import (
    Acceptance,
    Account,
    AccountMember,
    Base,
    BillLine,
    Card,
    Consent,
    Doctor,
    ImportedRow,
    ImportMapping,
    ImportRun,
    Mention,
    Patient,
    PatientMerge,
    PatientPhone,
    PointsEntry,
    PointsLot,
    PriceItem,
    ServiceGroup,
    Visit,
)
from reception.values.choices import (
    AcceptanceState,
    AccountStatus,
    CardState,
    ConsentState,
    Relation,
)

_PART = 500


@dataclass(frozen=True)
class PersonFacts:
    """What decides who listens for a patient, and where a family lives."""

    household_id: int
    relation: Relation
    birth_date: date | None
    guardian_id: int | None


class ImportStore:
    """Bulk reading and writing over the session of a unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def next_id(self, kind: type[Base]) -> int:
        """The first free number of a table; nobody else writes while the unit of work is open."""
        table = inspect(kind).local_table
        return int(self._session.scalar(select(func.max(table.c.id))) or 0) + 1

    def people(self, ids: Iterable[int] | None = None) -> dict[int, PersonFacts]:
        """Household, relation, birth date and guardian of these persons, or of everybody."""
        columns = (
            Patient.id,
            Patient.household_id,
            Patient.relation,
            Patient.birth_date,
            Patient.guardian_id,
        )
        if ids is None:
            rows = list(self._session.execute(select(*columns)))
        else:
            rows = [
                row
                for part in _parts(list(ids))
                for row in self._session.execute(select(*columns).where(Patient.id.in_(part)))
            ]
        return {row[0]: PersonFacts(*row[1:]) for row in rows}

    def groups(self) -> dict[str, int]:
        """Service groups by code."""
        rows = self._session.execute(select(ServiceGroup.code, ServiceGroup.id))
        return {row.code: row.id for row in rows}

    def doctors(self) -> dict[str, int]:
        """Doctors by name."""
        rows = self._session.execute(select(Doctor.name, Doctor.id))
        return {row.name: row.id for row in rows}

    def patient(self, number: int) -> Patient | None:
        """A patient, or None where it is gone."""
        return self._session.get(Patient, number)

    def visit(self, number: int) -> Visit | None:
        """A visit, or None where it is gone."""
        return self._session.get(Visit, number)

    def phones(self, patient_id: int) -> Sequence[PatientPhone]:
        """A person's numbers in order."""
        return self._session.scalars(
            select(PatientPhone)
            .where(PatientPhone.patient_id == patient_id)
            .order_by(PatientPhone.position)
        ).all()

    def row(self, kind: str, key: str) -> ImportedRow | None:
        """What a row said at its last import."""
        return self._session.get(ImportedRow, (kind, key))

    def imported_mentions(self, run_id: int) -> Sequence[Mention]:
        """The mentions an import brought that still stand."""
        return self._standing(Mention.import_run_id == run_id)

    def mentions_of_visit(self, visit_id: int) -> Sequence[Mention]:
        """What was noted as told on an imported visit and still stands."""
        return self._standing(Mention.visit_id == visit_id, Mention.import_run_id.is_not(None))

    def _standing(self, *conditions: ColumnElement[bool]) -> Sequence[Mention]:
        query = select(Mention).where(*_stands(), *conditions).order_by(Mention.id)
        return self._session.scalars(query).all()

    def run(self, run_id: int) -> ImportRun | None:
        """An import by number."""
        return self._session.get(ImportRun, run_id)

    def was_imported(self, digest: str) -> bool:
        """Whether a file of these very bytes was imported and stands."""
        query = select(ImportRun.id).where(
            ImportRun.file_hash == digest, ImportRun.undone_at.is_(None)
        )
        return self._session.scalar(query.limit(1)) is not None

    def memberships(self) -> dict[int, int]:
        """The account each member is on."""
        query = select(AccountMember.patient_id, AccountMember.account_id)
        rows = self._session.execute(query.where(AccountMember.left_on.is_(None)))
        return {row.patient_id: row.account_id for row in rows}

    def open_accounts(self) -> dict[int, int]:
        """The account of each household that has one."""
        query = select(Account.household_id, Account.id)
        rows = self._session.execute(query.where(Account.status != AccountStatus.CLOSED))
        return {row.household_id: row.id for row in rows}

    def cards_in_stock(self) -> dict[str, int]:
        """Cards nobody has yet, by the digits on them."""
        query = select(Card.number, Card.id).where(Card.state == CardState.IN_STOCK)
        return {row.number: row.id for row in self._session.execute(query)}

    def card(self, number: int) -> Card | None:
        """A card by its row."""
        return self._session.get(Card, number)

    def price(self, number: int) -> PriceItem | None:
        """A line of the price list, or None where it is gone."""
        return self._session.get(PriceItem, number)

    def accounts_of_run(self, run_id: int) -> list[int]:
        """The accounts an import opened."""
        return list(
            self._session.scalars(select(Account.id).where(Account.import_run_id == run_id))
        )

    def accounts_moved(self, run_id: int, points: Mapping[str, Sequence[int]]) -> bool:
        """Whether anything but the opening itself happened on accounts an import opened or filled.

        `points` are account and points by the person who brought them.
        """
        own = self.accounts_of_run(run_id)
        lots = sum(1 for _ in points)
        for part in _parts(own):
            entries = select(func.count()).where(PointsEntry.account_id.in_(part))
            brought = sum(1 for account, _points in points.values() if account in set(part))
            signed = select(Acceptance.id).where(
                Acceptance.account_id.in_(part), Acceptance.state != AcceptanceState.MISSING
            )
            if self._session.scalar(entries) != brought or self._session.scalar(signed.limit(1)):
                return True
        untouched = 0
        for part in _parts([int(person) for person in points]):
            untouched += (
                self._session.scalar(
                    select(func.count()).where(
                        PointsLot.earner_id.in_(part),
                        PointsLot.name.startswith("opening balance"),
                        PointsLot.left == PointsLot.granted,
                    )
                )
                or 0
            )
        return untouched < lots

    def mapping(self, number: int) -> ImportMapping | None:
        """A saved mapping, or None where it is gone."""
        return self._session.get(ImportMapping, number)

    def mapping_named(self, kind: str, name: str) -> ImportMapping | None:
        """The mapping of a name."""
        query = select(ImportMapping).where(ImportMapping.kind == kind, ImportMapping.name == name)
        return self._session.scalars(query).first()

    def keep_before(self, run_id: int, before: dict[str, Any]) -> None:
        """Keep what an import overwrote; it is long and stays out of the audit row."""
        self._session.flush()
        self._session.execute(
            update(ImportRun).where(ImportRun.id == run_id).values(before=before),
            execution_options={"synchronize_session": False},
        )

    def line(self, number: int) -> BillLine | None:
        """A bill line, or None where it is gone."""
        return self._session.get(BillLine, number)

    def consent(self, number: int) -> Consent | None:
        """A consent, or None where it is gone."""
        return self._session.get(Consent, number)

    def imported_consents(self, patient_id: int) -> Sequence[Consent]:
        """Consents of a person that an import brought and that stand."""
        return self._session.scalars(
            select(Consent).where(
                Consent.patient_id == patient_id,
                Consent.import_run_id.is_not(None),
                Consent.state == ConsentState.GIVEN,
            )
        ).all()

    def depending(
        self,
        run_id: int,
        kind: type[Base],
        own: Sequence[type[Base]],
        accounts: Sequence[int] = (),
    ) -> list[str]:
        """Names of tables whose rows, not this run's own, name what the run brought.

        Rows of `accounts` are looked at by `accounts_moved`.
        """
        ids = list(
            self._session.scalars(
                select(kind.id).where(kind.import_run_id == run_id)  # type: ignore[attr-defined]
            )
        )
        own_tables = {inspect(each).local_table.name for each in own}  # type: ignore[attr-defined]
        return sorted(set(self._references(kind, ids, own_tables, run_id, accounts)))

    def _references(
        self,
        kind: type[Base],
        ids: Sequence[int],
        own: Iterable[str],
        run_id: int,
        accounts: Sequence[int],
    ) -> Iterator[str]:
        target = inspect(kind).local_table
        for table in Base.metadata.sorted_tables:
            if table.name in own:
                continue
            for column in _pointing(table, target.name):  # type: ignore[attr-defined]
                condition = _not_of_run(table, run_id)
                if accounts and "account_id" in table.c:
                    own_accounts = select(Account.id).where(Account.import_run_id == run_id)
                    condition.append(table.c.account_id.not_in(own_accounts))
                if table is PatientMerge.__table__:  # what was parted again depends on nothing
                    condition.append(table.c.undone_at.is_(None))
                for part in _parts(ids):
                    query = select(column).where(column.in_(part), *condition).limit(1)
                    if self._session.scalar(query) is not None:
                        yield table.name
                        break

    def told_since(self, run_id: int) -> bool:
        """Whether anybody the run brought was told at the desk since."""
        persons = select(Patient.id).where(Patient.import_run_id == run_id)
        others = (Mention.import_run_id.is_(None)) | (Mention.import_run_id != run_id)
        query = select(Mention.id).where(Mention.listener_id.in_(persons), others, *_stands())
        return self._session.scalar(query.limit(1)) is not None


def _stands() -> tuple[ColumnElement[bool], ...]:
    """A mention that takes nothing back and was not taken back."""
    later = aliased(Mention)
    taken_back = select(later.id).where(later.reverses_id == Mention.id).exists()
    return (Mention.reverses_id.is_(None), ~taken_back)


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _PART):
        yield ids[start : start + _PART]


def _pointing(table: Table, target: str) -> list[Any]:
    return [
        column
        for column in table.columns
        if any(
            key.column.table.name == target and key.ondelete != "CASCADE"
            for key in column.foreign_keys
        )
    ]


def _not_of_run(table: Table, run_id: int) -> list[ColumnElement[bool]]:
    if "import_run_id" not in table.columns:
        return []
    column = table.columns["import_run_id"]
    return [(column.is_(None)) | (column != run_id)]
