"""Prices and appointments as tables, under titles the import knows."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import BillLine, Doctor, Patient, PriceItem, ServiceGroup, Visit
from reception.queries.clinic import clinic_facts
from reception.queries.export_logs import within
from reception.storage.own_numbers import own_mark, own_number
from reception.translation import msg
from reception.values.choices import VisitStatus
from reception.values.labels import visit_status_label
from reception.values.money import Money
from reception.values.period import Period
from reception.values.table import Column, Kind, Table


def prices_table(session: Session, period: Period | None) -> Table:
    """Every version of every price; with a period those that stand on one of its days."""
    currency = clinic_facts(session).currency
    query = (
        select(PriceItem, ServiceGroup.name)
        .join(ServiceGroup, ServiceGroup.id == PriceItem.service_group_id)
        .order_by(ServiceGroup.name, PriceItem.name, PriceItem.valid_from)
    )
    if period is not None:
        query = query.where(
            PriceItem.valid_from <= period.last,
            PriceItem.valid_until.is_(None) | (PriceItem.valid_until >= period.first),
        )
    rows = [
        (
            item.code,
            item.name,
            item.patient_name,
            group,
            Money(item.price_minor, currency),
            item.valid_from,
            item.valid_until,
        )
        for item, group in session.execute(query)
    ]
    columns = (
        Column("code", msg("Code of the service")),
        Column("name", msg("Service")),
        Column("patient_name", msg("Name for patients")),
        Column("service_group", msg("Group of services")),
        Column("price", msg("Price"), Kind.MONEY),
        Column("valid_from", msg("Valid from"), Kind.DATE),
        Column("valid_until", msg("Valid until"), Kind.DATE),
    )
    return Table(msg("Prices"), columns, rows)


def appointments_table(session: Session, period: Period | None) -> Table:
    """What is booked; without a period everything that is still planned."""
    mark = own_mark(session)
    services = dict(_services(session))
    query = (
        select(Visit, Patient, Doctor.name)
        .join(Patient, Patient.id == Visit.patient_id)
        .outerjoin(Doctor, Doctor.id == Visit.doctor_id)
        .where(Visit.status == VisitStatus.PLANNED, *within(Visit.day, period))
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
            services.get(visit.id, ""),
        )
        for visit, person, doctor in session.execute(query)
    ]
    columns = (
        Column("external_id", msg("Appointment number")),
        Column("patient_id", msg("Patient's number")),
        Column("name", msg("Patient")),
        Column("date", msg("Date"), Kind.DATE),
        Column("time", msg("Time"), Kind.TIME),
        Column("status", msg("Status")),
        Column("doctor", msg("Doctor")),
        Column("room", msg("Room")),
        Column("service_group", msg("Service")),
    )
    return Table(msg("Appointments"), columns, rows)


def _services(session: Session) -> list[tuple[int, str]]:
    """The first service of each planned visit."""
    first = (
        select(func.min(BillLine.id))
        .join(Visit, Visit.id == BillLine.visit_id)
        .where(Visit.status == VisitStatus.PLANNED)
        .group_by(BillLine.visit_id)
    )
    rows = session.execute(
        select(BillLine.visit_id, BillLine.service).where(BillLine.id.in_(first))
    )
    return [(visit, service) for visit, service in rows]
