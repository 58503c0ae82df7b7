"""Everything the clinic holds on one person, for herself: as tables to read and as JSON.

What is of others is left out: of a guardian, a companion or a relative only that there is one.
The JSON is made from the tables of the database themselves, so that a table that comes later is
in it without being named here (product/law.md U5: own access is free).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table as SqlTable
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from reception.models import (
    Account,
    AccountMember,
    AuditRow,
    Base,
    BillLine,
    Card,
    Consent,
    Mention,
    Paper,
    Patient,
    PointsEntry,
    Staff,
    Visit,
)
from reception.models.base import sealed_value
from reception.queries.clinic import clinic_facts
from reception.storage.personal_words import owner_columns
from reception.translation import Message, msg
from reception.values.action_words import action_words
from reception.values.card_number import group
from reception.values.labels import (
    background_label,
    card_label,
    channel_label,
    consent_state_label,
    consent_way_label,
    contact_label,
    entry_label,
    outcome_label,
    paper_label,
    purpose_label,
    visit_status_label,
)
from reception.values.money import Money
from reception.values.phone_number import PhoneNumber
from reception.values.table import Column, Kind, Table, TableCell

ANOTHER = "another person"
_HIDDEN = frozenset({"previous_hash", "hash", "name_key", "first_key", "patronymic_key"})
_ONLY_NUMBERED = frozenset({"imported_row", "draft", "known_different", "redaction"})


@dataclass(frozen=True)
class AccessExport:
    """One person's data: tables in words, and the whole as JSON values."""

    patient_id: int
    name: str
    born: date | None
    made_at: datetime
    """Local time of the clinic."""
    tables: tuple[Table, ...]
    record: dict[str, Any]


def access_export(session: Session, *, patient_id: int, now: datetime) -> AccessExport:
    """Everything of a person; raises LookupError where she is not there."""
    person = session.get_one(Patient, patient_id)
    facts = clinic_facts(session)
    zone = ZoneInfo(facts.time_zone)
    return AccessExport(
        patient_id=patient_id,
        name=person.full_name,
        born=person.birth_date,
        made_at=now.astimezone(zone),
        tables=(
            _identity(person),
            _consents(session, patient_id),
            _visits(session, patient_id, facts.currency),
            _points(session, patient_id),
            _cards(session, patient_id),
            _told(session, patient_id),
            _papers(session, patient_id),
            _log(session, patient_id, zone),
        ),
        record={
            "clinic": facts.legal_name or facts.name,
            "made_at": now.astimezone(zone).isoformat(),
            "record": patient_id,
            "data": _record(session, patient_id),
        },
    )


def numbered_record(session: Session, *, number: str) -> int | None:
    """The record with a number: that of the clinic's own lists, else the record's; None: nobody."""
    found = session.scalar(select(Patient.id).where(Patient.external_id == number.strip()))
    if found is None and number.strip().isdecimal():
        found = session.scalar(select(Patient.id).where(Patient.id == int(number)))
    return found


def _identity(person: Patient) -> Table:
    yes, no = msg("yes"), msg("no")
    rows: list[tuple[TableCell, TableCell]] = [
        (msg("Surname"), person.last_name),
        (msg("First name"), person.first_name),
        (msg("Patronymic"), person.patronymic),
        (msg("Date of birth"), person.birth_date),
        (msg("Phones"), ", ".join(str(PhoneNumber("+" + one.digits)) for one in person.phones)),
        (msg("E-mail"), person.email),
        (msg("Address"), person.address),
        (msg("Form of address"), person.form_of_address),
        (msg("Patient's number"), person.external_id or ""),
        (msg("Heard from"), person.source),
        (msg("Drink"), person.drink),
        (
            msg("In the room"),
            "" if person.background is None else background_label(person.background),
        ),
        (msg("Prefers quiet"), yes if person.prefers_silence else no),
        (msg("Large print"), yes if person.large_print else no),
        (msg("Hard of hearing"), yes if person.hard_of_hearing else no),
        (msg("Poor sight"), yes if person.poor_sight else no),
        (msg("In writing rather than aloud"), yes if person.written_prompt else no),
        (msg("Not to be called by surname"), yes if person.no_surname else no),
        (msg("No messages of any kind"), yes if person.opted_out else no),
        (msg("Note"), person.comment),
        (msg("In the card index since"), person.created_at.date()),
    ]
    shown = [row for row in rows if row[1] not in ("", None)]
    return Table(
        msg("Identity and contacts"), _columns(("what", msg("What")), ("is", msg("Is"))), shown
    )


def _consents(session: Session, patient_id: int) -> Table:
    rows = [
        (
            purpose_label(row.purpose),
            contact_label(row.channel),
            consent_state_label(row.state),
            consent_way_label(row.way),
            row.given_on,
            row.withdrawn_on,
        )
        for row in session.scalars(
            select(Consent).where(Consent.patient_id == patient_id).order_by(Consent.id)
        )
    ]
    columns = (
        Column("purpose", msg("Purpose")),
        Column("channel", msg("Channel")),
        Column("state", msg("State")),
        Column("way", msg("Way")),
        Column("given", msg("Given"), Kind.DATE),
        Column("withdrawn", msg("Withdrawn"), Kind.DATE),
    )
    return Table(msg("Consents"), columns, rows)


def _visits(session: Session, patient_id: int, currency: str) -> Table:
    services: dict[int, list[str]] = {}
    for visit_id, service in session.execute(
        select(BillLine.visit_id, BillLine.service)
        .join(Visit, Visit.id == BillLine.visit_id)
        .where(Visit.patient_id == patient_id)
        .order_by(BillLine.id)
    ):
        services.setdefault(visit_id, []).append(service)
    rows = [
        (
            row.day,
            visit_status_label(row.status),
            ", ".join(one for one in services.get(row.id, ()) if one),
            Money(row.bill_minor, currency),
            Money(row.paid_minor, currency),
        )
        for row in session.scalars(
            select(Visit).where(Visit.patient_id == patient_id).order_by(Visit.day, Visit.id)
        )
    ]
    columns = (
        Column("day", msg("Day"), Kind.DATE),
        Column("status", msg("Status")),
        Column("services", msg("Services")),
        Column("bill", msg("Amount"), Kind.MONEY),
        Column("paid", msg("Paid"), Kind.MONEY),
    )
    return Table(msg("Visits"), columns, rows)


def _points(session: Session, patient_id: int) -> Table:
    rows = [
        (row.effective_on, entry_label(row.kind), row.points, row.reason)
        for row in session.scalars(
            select(PointsEntry)
            .where(PointsEntry.patient_id == patient_id, PointsEntry.points != 0)
            .order_by(PointsEntry.id)
        )
    ]
    columns = (
        Column("day", msg("Day"), Kind.DATE),
        Column("kind", msg("Kind of entry")),
        Column("points", msg("Points"), Kind.NUMBER),
        Column("reason", msg("Reason")),
    )
    account = session.scalars(
        select(Account)
        .join(AccountMember, AccountMember.account_id == Account.id)
        .where(AccountMember.patient_id == patient_id, AccountMember.left_on.is_(None))
    ).first()
    note = None
    if account is not None:
        note = msg("Family account {number}.", number=f"{account.id:06d}")
    return Table(msg("Points"), columns, rows, note)


def _cards(session: Session, patient_id: int) -> Table:
    rows = [
        (group(row.number), card_label(row.state, row.form), row.issued_on)
        for row in session.scalars(select(Card).where(Card.holder_id == patient_id))
    ]
    columns = (
        Column("number", msg("Card")),
        Column("state", msg("State")),
        Column("issued", msg("Issued"), Kind.DATE),
    )
    return Table(msg("Cards"), columns, rows)


def _told(session: Session, patient_id: int) -> Table:
    rows = [
        (row.day, channel_label(row.channel), outcome_label(row.outcome), name or "", row.note)
        for row, name in session.execute(
            select(Mention, Staff.name)
            .outerjoin(Staff, Staff.id == Mention.speaker_id)
            .where(Mention.listener_id == patient_id)
            .order_by(Mention.id)
        )
    ]
    columns = (
        Column("day", msg("Day"), Kind.DATE),
        Column("where", msg("Where")),
        Column("answer", msg("Answer")),
        Column("by", msg("Said by")),
        Column("note", msg("Note")),
    )
    return Table(msg("Told about the programme"), columns, rows)


def _papers(session: Session, patient_id: int) -> Table:
    rows = [
        (row.number, paper_label(row.kind), row.day, row.signed_on, row.kept_in)
        for row in session.scalars(
            select(Paper).where(Paper.patient_id == patient_id).order_by(Paper.id)
        )
    ]
    columns = (
        Column("number", msg("Number")),
        Column("kind", msg("Paper")),
        Column("day", msg("Day"), Kind.DATE),
        Column("signed", msg("Signed"), Kind.DATE),
        Column("kept_in", msg("Kept in")),
    )
    return Table(msg("Papers"), columns, rows)


def _log(session: Session, patient_id: int, zone: ZoneInfo) -> Table:
    rows = [
        (row.recorded_at.astimezone(zone), action_words(row.action), row.actor_name)
        for row in session.scalars(
            select(AuditRow)
            .where(AuditRow.subject_kind == "patient", AuditRow.subject_id == patient_id)
            .order_by(AuditRow.id)
        )
    ]
    columns = (
        Column("at", msg("Recorded"), Kind.MOMENT),
        Column("action", msg("Action")),
        Column("by", msg("Who")),
    )
    return Table(msg("Who looked at the record or changed it"), columns, rows)


def _columns(*named: tuple[str, Message]) -> tuple[Column, ...]:
    return tuple(Column(key, title) for key, title in named)


# --- The whole as JSON --------------------------------------------------------------------------


def _record(session: Session, patient_id: int) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for table in Base.metadata.sorted_tables:
        if table.name in _ONLY_NUMBERED:
            continue
        owners = ["id"] if table.name == "patient" else owner_columns(table)
        if not owners:
            continue
        hers = or_(*(table.c[owner] == patient_id for owner in owners))
        rows = session.execute(select(table).where(hers)).mappings()
        cells = [dict(_cells(table, dict(row), patient_id)) for row in rows]
        if cells:
            found[table.name] = cells
    return found


def _cells(table: SqlTable, row: dict[str, Any], patient_id: int) -> Iterator[tuple[str, Any]]:
    """The values of a row that are the person's own."""
    for column in table.columns:
        value = row[column.name]
        if column.name in _HIDDEN or value in (None, ""):
            continue
        if table.name == "paper" and column.name == "payload":
            continue  # it names children and colleagues; the paper itself can be printed
        if column.name == "accompanied_by_other" or _is_of_another(
            table, column.name, value, patient_id
        ):
            value = ANOTHER
        yield column.name, sealed_value(value)


def _is_of_another(table: SqlTable, name: str, value: Any, patient_id: int) -> bool:
    names_person = any(
        key.column.table.name == "patient" for key in table.c[name].foreign_keys
    ) or name in ("listener_id", "other_patient_id")
    return names_person and value != patient_id
