"""Deleting what an import brought, in the order in which rows name each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, delete, select, update
from sqlalchemy.orm import Session

from reception.models import (
    Acceptance,
    Account,
    AccountMember,
    BillLine,
    Card,
    Consent,
    Household,
    ImportedRow,
    Patient,
    PatientMerge,
    PatientPhone,
    PointsEntry,
    PointsLot,
    PriceItem,
    RefusedRow,
    Visit,
)
from reception.values.choices import AccountStatus, CardState

_PART = 500
_NOBODY: Mapping[str, Any] = {
    **dict.fromkeys(
        ("last_name", "first_name", "patronymic", "name_as_given", "form_of_address"), ""
    ),
    **dict.fromkeys(("name_key", "first_key", "patronymic_key", "email", "address"), ""),
    **dict.fromkeys(("source", "comment"), ""),
    **dict.fromkeys(("external_id", "birth_date", "sex", "first_visit_known"), None),
    **dict.fromkeys(("last_visit_known", "visits_known"), None),
}


def _named_by_points() -> CompoundSelect[Any]:
    """The persons whom sealed entries, their lots or their accounts name."""
    return (
        select(PointsEntry.patient_id)
        .where(PointsEntry.patient_id.is_not(None))
        .union(
            select(PointsLot.earner_id).where(PointsLot.earner_id.is_not(None)),
            select(Account.holder_id),
        )
    )


def remove_run(session: Session, run_id: int, before: Mapping[str, Any], *, today: date) -> None:
    """Delete the rows an import brought; mentions and points are reversed by their services.

    Where sealed entries of points name a person, the record stays without its words.
    """
    session.flush()
    _remove_accounts(session, run_id, before, today)
    visits = select(Visit.id).where(Visit.import_run_id == run_id)
    persons = select(Patient.id).where(Patient.import_run_id == run_id)
    wards = Patient.guardian_id.is_not(None)
    gone = Patient.id.not_in(_named_by_points())
    kept_homes = select(Patient.household_id).union(select(Account.household_id))
    for statement in (
        delete(BillLine).where(BillLine.visit_id.in_(visits)),
        delete(Visit).where(Visit.import_run_id == run_id),
        delete(Consent).where(Consent.import_run_id == run_id),
        delete(PatientPhone).where(PatientPhone.patient_id.in_(persons)),
        delete(PatientMerge).where(
            PatientMerge.main_id.in_(persons) | PatientMerge.merged_id.in_(persons)
        ),
        update(Patient).where(Patient.import_run_id == run_id).values(**_NOBODY, erased_on=today),
        delete(Patient).where(Patient.import_run_id == run_id, wards, gone),
        update(Patient).where(Patient.import_run_id == run_id).values(guardian_id=None),
        delete(Patient).where(Patient.import_run_id == run_id, gone),
        delete(Household).where(Household.import_run_id == run_id, Household.id.not_in(kept_homes)),
        delete(PriceItem).where(PriceItem.import_run_id == run_id),
        delete(ImportedRow).where(ImportedRow.import_run_id == run_id),
        delete(RefusedRow).where(RefusedRow.import_run_id == run_id),
    ):
        session.execute(statement, execution_options={"synchronize_session": False})
    session.expire_all()


def _remove_accounts(session: Session, run_id: int, before: Mapping[str, Any], today: date) -> None:
    """Cards go, or back into the stock; accounts with sealed entries are closed.

    Who brought points was a member for a day: the ledger is read with its members.
    """
    for number in before.get("stocked", {}).values():
        card = session.get(Card, number)
        if card is not None:
            card.state = CardState.IN_STOCK
            card.account_id = card.holder_id = card.import_run_id = None
            card.issued_on = card.issued_at = card.issued_by_id = card.version_id = None
    session.flush()
    own = Account.import_run_id == run_id
    with_entries = Account.id.in_(select(PointsEntry.account_id))
    bringers = select(PointsEntry.patient_id).where(PointsEntry.patient_id.is_not(None))
    statements: list[Any] = [delete(Card).where(Card.import_run_id == run_id)]
    for part in _parts([int(number) for number in before.get("members", {})]):
        row = AccountMember.id.in_(part)
        kept = AccountMember.patient_id.in_(bringers)
        statements.append(delete(AccountMember).where(row, ~kept))
        statements.append(update(AccountMember).where(row).values(left_on=today))
    for part in _parts([int(number) for number in before.get("acceptances", {})]):
        kept = Acceptance.patient_id.in_(bringers)
        statements.append(delete(Acceptance).where(Acceptance.id.in_(part), ~kept))
    statements += [
        delete(Account).where(own, ~with_entries),
        update(Account).where(own).values(status=AccountStatus.CLOSED, closed_on=today),
    ]
    for statement in statements:
        session.execute(statement, execution_options={"synchronize_session": False})


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _PART):
        yield ids[start : start + _PART]
