"""What an import has to know of the database: persons, visits and prices by the keys of files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import (
    Account,
    AccountMember,
    BillLine,
    Card,
    Clinic,
    ImportedRow,
    ImportRun,
    Patient,
    PatientPhone,
    PriceItem,
    ServiceGroup,
    Visit,
)
from reception.rules.import_plan import (
    FileContent,
    KnownRow,
    PatientsPlan,
    VisitsPlan,
    plan_patients,
    plan_visits,
)
from reception.rules.import_prices import PricesPlan, Span, plan_prices
from reception.rules.names import fold
from reception.storage.card_finders import CardFinders
from reception.storage.erasing import erased_keys
from reception.storage.own_numbers import own_mark, own_number
from reception.translation import Message
from reception.values.choices import CardState, CheckRule, Country, VisitStatus

PATIENTS = "patients"
VISITS = "visits"
PRICES = "prices"
APPOINTMENTS = "appointments"
_UNDER_WAY = (VisitStatus.ARRIVED, VisitStatus.IN_ROOM, VisitStatus.DONE, VisitStatus.NO_SHOW)


def patients_plan(session: Session, *, content: FileContent, today: date) -> PatientsPlan:
    """What importing this file of patients would do now."""
    known = known_patients(session)
    return plan_patients(
        content,
        country=_country(session),
        today=today,
        known=known,
        rule=_check_rule(session),
        cards=_rows_of_cards(session, known) if "card_number" in content.order else {},
        erased=erased_keys(session),
        members=_members(session) if "points" in content.order else (),
    )


def visits_plan(session: Session, *, content: FileContent, today: date) -> VisitsPlan:
    """What importing this file of visits would do now."""
    return _visits_plan(session, content, today, appointments=False)


def appointments_plan(session: Session, *, content: FileContent, today: date) -> VisitsPlan:
    """What importing this file of bookings would do now."""
    return _visits_plan(session, content, today, appointments=True)


def prices_plan(session: Session, *, content: FileContent, today: date) -> PricesPlan:
    """What importing this price list would do now."""
    groups = {row.id: row.code for row in session.scalars(select(ServiceGroup))}
    known: dict[str, KnownRow] = {}
    spans: dict[str, list[Span]] = defaultdict(list)
    standing: dict[str, dict[str, Any]] = {}
    codes: dict[str, str] = {}
    for item in session.scalars(select(PriceItem).order_by(PriceItem.valid_from)):
        known[f"{item.code}|{item.valid_from.isoformat()}"] = KnownRow(item.id, None)
        spans[item.code].append(Span(item.valid_from, item.valid_until))
        standing[item.code] = {
            "code": item.code,
            "name": item.name,
            "patient_name": item.patient_name,
            "group": groups[item.service_group_id],
            "price": item.price_minor,
            "valid_until": item.valid_until.isoformat() if item.valid_until else None,
        }
        codes[fold(item.name)] = item.code
    return plan_prices(
        content,
        today=today,
        groups=groups_by_service(session) | {code: code for code in groups.values()},
        codes=codes,
        known=known | _imported(session, PRICES),
        spans=spans,
        standing=standing,
    )


def _visits_plan(
    session: Session, content: FileContent, today: date, *, appointments: bool
) -> VisitsPlan:
    return plan_visits(
        content,
        country=_country(session),
        today=today,
        patients=_persons(session),
        phones=persons_by_phone(session),
        refused_patients=refused_patients(session),
        groups=groups_by_service(session),
        known=known_visits(session),
        cards=holders_by_card(session) if "card_number" in content.order else {},
        rule=_check_rule(session),
        appointments=appointments,
        under_way=_under_way(session, today) if appointments else (),
    )


def _persons(session: Session) -> dict[str, int]:
    """Persons by the keys of files; one whose record was joined to another's is that other."""
    rows = session.execute(
        select(Patient.id, Patient.merged_into_id).where(Patient.merged_into_id.is_not(None))
    )
    joined = {row.id: row.merged_into_id for row in rows}
    return {
        key: joined.get(row.subject_id) or row.subject_id
        for key, row in known_patients(session).items()
    }


def _members(session: Session) -> set[int]:
    """Who is on an account already: no list gives them an opening balance."""
    return set(
        session.scalars(select(AccountMember.patient_id).where(AccountMember.left_on.is_(None)))
    )


def _under_way(session: Session, today: date) -> set[int]:
    """The visits from today on that the desk has begun or closed."""
    query = select(Visit.id).where(Visit.day >= today, Visit.status.in_(_UNDER_WAY))
    return set(session.scalars(query))


def _check_rule(session: Session) -> CheckRule:
    return CardFinders(session).check_rule()


def holders_by_card(session: Session) -> dict[str, int]:
    """Who holds each card that was given out: its holder, else the holder of its account."""
    rows = session.execute(
        select(Card.number, func.coalesce(Card.holder_id, Account.holder_id))
        .outerjoin(Account, Account.id == Card.account_id)
        .where(Card.state != CardState.IN_STOCK)
    )
    return {number: holder for number, holder in rows if holder}


def _rows_of_cards(session: Session, known: Mapping[str, KnownRow]) -> dict[str, str]:
    """Whose row each card in use belongs to; empty for one that nobody may be given."""
    keys = {row.subject_id: key for key, row in known.items()}
    holders = holders_by_card(session)
    numbers = session.scalars(
        select(Card.number).where(Card.state.not_in((CardState.IN_STOCK, CardState.ORDERED)))
    )
    return {number: keys.get(holders.get(number, 0), "") for number in numbers}


def _country(session: Session) -> Country:
    return session.scalar(select(Clinic.country)) or Country.OTHER


def known_patients(session: Session) -> dict[str, KnownRow]:
    """Persons by external id, or by the row's own key where the file has none.

    The number of a joined record means the record it leads to.
    """
    mark = own_mark(session)
    found = {
        own_number(mark, number) if key is None else key: KnownRow(merged_into or number, None)
        for key, number, merged_into in session.execute(
            select(Patient.external_id, Patient.id, Patient.merged_into_id)
        )
    }
    return found | _imported(session, PATIENTS)


def known_visits(session: Session) -> dict[str, KnownRow]:
    """Visits by their identity in files."""
    found: dict[str, KnownRow] = {}
    mark = own_mark(session)
    for key, import_key, number in session.execute(
        select(Visit.external_id, Visit.import_key, Visit.id)
    ):
        if key is not None:
            found[f"id {key}"] = KnownRow(number, None)
            continue
        found[f"id {own_number(mark, number)}"] = KnownRow(number, None)
        if import_key is not None:
            found[import_key] = KnownRow(number, None)
    return found | _imported(session, VISITS)


def _imported(session: Session, kind: str) -> dict[str, KnownRow]:
    rows = session.execute(
        select(ImportedRow.key, ImportedRow.subject_id, ImportedRow.content).where(
            ImportedRow.kind == kind
        )
    )
    return {key: KnownRow(subject, content) for key, subject, content in rows}


def persons_by_phone(session: Session) -> dict[str, list[int]]:
    """Who has each number."""
    found: dict[str, list[int]] = defaultdict(list)
    for digits, person in session.execute(select(PatientPhone.digits, PatientPhone.patient_id)):
        found[digits].append(person)
    return found


def groups_by_service(session: Session) -> dict[str, str]:
    """The group of each service name that stands on a bill already."""
    rows = session.execute(
        select(BillLine.service, func.min(ServiceGroup.code))
        .join(ServiceGroup, ServiceGroup.id == BillLine.service_group_id)
        .group_by(BillLine.service)
        .having(func.count(func.distinct(ServiceGroup.id)) == 1)
    )
    named = session.execute(select(ServiceGroup.name, ServiceGroup.code))
    found = {fold(service): code for service, code in rows if service}
    return found | {fold(name): code for name, code in named}


def refused_patients(session: Session) -> dict[str, Message]:
    """Why earlier imports refused persons, the latest reason of each."""
    found: dict[str, Message] = {}
    runs = session.scalars(
        select(ImportRun.refused_keys)
        .where(ImportRun.kind == PATIENTS, ImportRun.undone_at.is_(None))
        .order_by(ImportRun.id)
    )
    for keys in runs:
        found |= {key: read_message(written) for key, written in keys.items()}
    return found


def write_message(message: Message) -> dict[str, Any]:
    """A message of an import as JSON: its fields are texts, days, or messages themselves."""
    return {
        "id": message.id,
        "fields": {key: _written(value) for key, value in message.fields.items()},
    }


def _written(value: Any) -> Any:
    if isinstance(value, Message):
        return write_message(value)
    return {"day": value.isoformat()} if isinstance(value, date) else str(value)


def read_message(written: Mapping[str, Any]) -> Message:
    """The message again."""
    return Message(written["id"], {k: _read(value) for k, value in written["fields"].items()})


def _read(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return date.fromisoformat(value["day"]) if "day" in value else read_message(value)
