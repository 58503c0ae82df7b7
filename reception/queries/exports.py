"""The clinic's lists as tables for CSV and XLSX; what a screen shows is read from them too.

Comments on persons are shown to staff only and stand in no list.  Titles of patients and visits
are those the import knows, so that a list can go out, be corrected and come in again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.exchange.vcard import Card as VCard
from reception.models import (
    BillLine,
    Card,
    Consent,
    Doctor,
    Mention,
    Patient,
    PatientPhone,
    ServiceGroup,
    Visit,
)
from reception.queries.clinic import clinic_facts
from reception.queries.export_lists import appointments_table, prices_table
from reception.queries.export_logs import audit_table, mentions_table, points_table, within
from reception.queries.telling import standing_mentions
from reception.storage.own_numbers import own_mark, own_number
from reception.translation import Language, Message, msg
from reception.values.choices import (
    CardState,
    ConsentPurpose,
    ConsentState,
    ContactChannel,
    Relation,
    Sex,
    VisitStatus,
)
from reception.values.labels import (
    relation_label,
    sex_label,
    visit_status_label,
)
from reception.values.money import Money
from reception.values.period import Period
from reception.values.table import Column, Kind, Table, TableCell

_PHONES = 3


class ExportKind(StrEnum):
    """The lists that can be written."""

    PATIENTS = "patients"
    VISITS = "visits"
    APPOINTMENTS = "appointments"
    PRICES = "prices"
    POINTS = "points"
    MENTIONS = "mentions"
    AUDIT = "audit"


def export_table(session: Session, *, kind: ExportKind, period: Period | None = None) -> Table:
    """A list of the clinic.

    `period` takes visits, points, mentions and actions of its days, and of the patients those
    who had a visit in it.
    """
    return _WRITERS[kind](session, period)


def _language_label(language: Language) -> Message:
    return {
        Language.RU: msg("Russian"),
        Language.UK: msg("Ukrainian"),
        Language.EN: msg("English"),
    }[language]


def _patients(session: Session, period: Period | None) -> Table:
    columns = (
        Column("external_id", msg("Patient's number")),
        Column("last_name", msg("Surname")),
        Column("first_name", msg("First name")),
        Column("patronymic", msg("Patronymic")),
        Column("birth_date", msg("Date of birth"), Kind.DATE),
        Column("sex", msg("Sex")),
        Column("phone", msg("Phone")),
        Column("phone_2", msg("Phone 2")),
        Column("phone_3", msg("Phone 3")),
        Column("email", msg("E-mail")),
        Column("address", msg("Address")),
        Column("language", msg("Language")),
        Column("form_of_address", msg("Form of address")),
        Column("head_id", msg("Head of the family (number)")),
        Column("relation", msg("Relation")),
        Column("guardian_id", msg("Guardian (number)")),
        Column("first_visit", msg("First visit"), Kind.DATE),
        Column("last_visit", msg("Last visit"), Kind.DATE),
        Column("visits_count", msg("Number of visits"), Kind.NUMBER),
        Column("card_number", msg("Loyalty card")),
        Column("source", msg("Heard from")),
        Column("consent_sms", msg("Consent to SMS"), Kind.YES_NO),
        Column("consent_call", msg("Consent to calls"), Kind.YES_NO),
        Column("consent_email", msg("Consent to e-mail"), Kind.YES_NO),
    )
    query = (
        select(Patient)
        .where(Patient.merged_into_id.is_(None), Patient.erased_on.is_(None))
        .order_by(Patient.last_name, Patient.first_name, Patient.id)
    )
    if period is not None:
        came = select(Visit.patient_id).where(
            Visit.day.between(period.first, period.last), Visit.status == VisitStatus.DONE
        )
        query = query.where(Patient.id.in_(came))
    phones = _phones(session)
    numbers = _numbers(session)
    heads = _heads(session)
    agreed = _agreed(session)
    cards = _cards(session)
    rows = [
        _patient_row(
            person, phones.get(person.id, []), numbers, heads, agreed, cards.get(person.id, "")
        )
        for person in session.scalars(query)
    ]
    return Table(msg("Patients"), columns, rows)


def _patient_row(
    person: Patient,
    phones: list[str],
    numbers: Mapping[int, str],
    heads: Mapping[int, int],
    agreed: Mapping[int, set[ContactChannel]],
    card: str,
) -> tuple[TableCell, ...]:
    head = heads.get(person.household_id)
    is_head = head == person.id or person.relation is Relation.HEAD
    channels = agreed.get(person.id, set())
    return (
        numbers[person.id],
        person.last_name,
        person.first_name,
        person.patronymic,
        person.birth_date,
        sex_label(person.sex) if person.sex else None,
        *[f"+{digits}" for digits in phones[:_PHONES]],
        *[None] * (_PHONES - len(phones)),
        person.email,
        person.address,
        _language_label(person.language),
        person.form_of_address,
        "" if is_head or head is None else numbers.get(head, ""),
        None if is_head else relation_label(person.relation),
        numbers.get(person.guardian_id, "") if person.guardian_id else "",
        person.first_visit_known,
        person.last_visit_known,
        person.visits_known,
        card,
        person.source,
        ContactChannel.SMS in channels,
        ContactChannel.CALL in channels,
        ContactChannel.EMAIL in channels,
    )


def _phones(session: Session) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = session.execute(
        select(PatientPhone.patient_id, PatientPhone.digits).order_by(PatientPhone.position)
    )
    for person, digits in rows:
        found[person].append(digits)
    return found


def _numbers(session: Session) -> dict[int, str]:
    """The clinic's own number of everybody, else the one under the mark of this database."""
    mark = own_mark(session)
    rows = session.execute(select(Patient.id, Patient.external_id))
    return {number: key or own_number(mark, number) for number, key in rows}


def _cards(session: Session) -> dict[int, str]:
    """The card in use of everybody who has one."""
    rows = session.execute(
        select(Card.holder_id, Card.number)
        .where(Card.state == CardState.ACTIVE, Card.holder_id.is_not(None))
        .order_by(Card.id)
    )
    return {row.holder_id: row.number for row in rows}


def _heads(session: Session) -> dict[int, int]:
    rows = session.execute(
        select(Patient.household_id, Patient.id).where(Patient.relation == Relation.HEAD)
    )
    return {row.household_id: row.id for row in rows}


def _agreed(session: Session) -> dict[int, set[ContactChannel]]:
    """Channels for reminders, as far as they may be used: not for the dead, nor who opted out."""
    found: dict[int, set[ContactChannel]] = defaultdict(set)
    rows = session.execute(
        select(Consent.patient_id, Consent.channel)
        .join(Patient, Patient.id == Consent.patient_id)
        .where(
            Consent.purpose == ConsentPurpose.SERVICE_MESSAGES,
            Consent.state == ConsentState.GIVEN,
            Patient.deceased_on.is_(None),
            Patient.opted_out.is_(False),
        )
    )
    for person, channel in rows:
        found[person].add(channel)
    return found


def _visits(session: Session, period: Period | None) -> Table:
    columns = (
        Column("external_id", msg("Visit number")),
        Column("patient_id", msg("Patient's number")),
        Column("name", msg("Patient")),
        Column("date", msg("Date"), Kind.DATE),
        Column("time", msg("Time"), Kind.TIME),
        Column("status", msg("Status")),
        Column("doctor", msg("Doctor")),
        Column("room", msg("Room")),
        Column("service_group", msg("Service")),
        Column("group", msg("Group of services")),
        Column("amount", msg("Amount"), Kind.MONEY),
        Column("paid", msg("Paid"), Kind.MONEY),
        Column("redeemed", msg("Points redeemed"), Kind.NUMBER),
        Column("told", msg("Told about the programme"), Kind.YES_NO),
    )
    currency, mark = clinic_facts(session).currency, own_mark(session)
    told = set(session.scalars(standing_mentions().with_only_columns(Mention.visit_id)))
    services, groups = _services(session)
    query = (
        select(Visit, Patient, Doctor.name)
        .join(Patient, Patient.id == Visit.patient_id)
        .outerjoin(Doctor, Doctor.id == Visit.doctor_id)
        .where(*within(Visit.day, period))
        .order_by(Visit.day, Visit.planned_time, Visit.id)
    )
    rows = [
        (
            visit.external_id or own_number(mark, visit.id),
            person.external_id or own_number(mark, person.id),
            person.full_name,
            visit.day,
            visit.planned_time,
            visit_status_label(visit.status),
            doctor or "",
            visit.room,
            ", ".join(services.get(visit.id, ())),
            ", ".join(groups.get(visit.id, ())),
            Money(visit.bill_minor, currency),
            Money(visit.paid_minor, currency),
            visit.points_redeemed,
            visit.id in told,
        )
        for visit, person, doctor in session.execute(query)
    ]
    return Table(msg("Visits"), columns, rows)


def _services(session: Session) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    services: dict[int, list[str]] = defaultdict(list)
    groups: dict[int, list[str]] = defaultdict(list)
    rows = session.execute(
        select(BillLine.visit_id, BillLine.service, ServiceGroup.name)
        .join(ServiceGroup, ServiceGroup.id == BillLine.service_group_id)
        .order_by(BillLine.id)
    )
    for visit, service, group in rows:
        services[visit].append(service or group)
        if group not in groups[visit]:
            groups[visit].append(group)
    return services, groups


_WRITERS: Mapping[ExportKind, Callable[[Session, Period | None], Table]] = {
    ExportKind.PATIENTS: _patients,
    ExportKind.VISITS: _visits,
    ExportKind.APPOINTMENTS: appointments_table,
    ExportKind.PRICES: prices_table,
    ExportKind.POINTS: points_table,
    ExportKind.MENTIONS: mentions_table,
    ExportKind.AUDIT: audit_table,
}


def vcards(session: Session, *, number: str = "") -> list[VCard]:
    """Patients as cards of an address book; with `number` that one only."""
    numbers = _numbers(session)
    phones = _phones(session)
    people = session.scalars(_ADDRESSED.order_by(Patient.last_name, Patient.first_name, Patient.id))
    return [
        _vcard(person, numbers[person.id], phones.get(person.id, []))
        for person in people
        if not number or numbers[person.id] == number
    ]


def vcard_of(session: Session, *, patient_id: int) -> list[VCard]:
    """One patient as a card of an address book; empty where there is nothing to tell any more."""
    mark = own_mark(session)
    return [
        _vcard(
            person,
            person.external_id or own_number(mark, person.id),
            [phone.digits for phone in person.phones],
        )
        for person in session.scalars(_ADDRESSED.where(Patient.id == patient_id))
    ]


_ADDRESSED = select(Patient).where(Patient.merged_into_id.is_(None), Patient.erased_on.is_(None))


def _vcard(person: Patient, number: str, phones: list[str]) -> VCard:
    return VCard(
        uid=number,
        last_name=person.last_name,
        first_name=person.first_name,
        patronymic=person.patronymic,
        birth_date=person.birth_date,
        sex={Sex.FEMALE: "F", Sex.MALE: "M"}.get(person.sex, "") if person.sex else "",
        phones=[f"+{digits}" for digits in phones],
        email=person.email,
        address=person.address,
        language=person.language.value,
    )
