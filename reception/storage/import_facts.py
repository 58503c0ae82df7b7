"""What an import has to know of the database: persons and visits by the keys of files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import (
    BillLine,
    Clinic,
    ImportedRow,
    ImportRun,
    Patient,
    PatientPhone,
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
from reception.rules.names import fold
from reception.translation import Message
from reception.values.choices import Country

PATIENTS = "patients"
VISITS = "visits"


def patients_plan(session: Session, *, content: FileContent, today: date) -> PatientsPlan:
    """What importing this file of patients would do now."""
    return plan_patients(
        content, country=_country(session), today=today, known=known_patients(session)
    )


def visits_plan(session: Session, *, content: FileContent, today: date) -> VisitsPlan:
    """What importing this file of visits would do now."""
    return plan_visits(
        content,
        country=_country(session),
        today=today,
        patients={key: row.subject_id for key, row in known_patients(session).items()},
        phones=persons_by_phone(session),
        refused_patients=refused_patients(session),
        groups=groups_by_service(session),
        known=known_visits(session),
    )


def _country(session: Session) -> Country:
    return session.scalar(select(Clinic.country)) or Country.OTHER


def known_patients(session: Session) -> dict[str, KnownRow]:
    """Persons by external id, or by the row's own key where the file has none."""
    found = {
        key: KnownRow(number, None)
        for key, number in session.execute(select(Patient.external_id, Patient.id))
        if key is not None
    }
    return found | _imported(session, PATIENTS)


def known_visits(session: Session) -> dict[str, KnownRow]:
    """Visits by their identity in files."""
    found: dict[str, KnownRow] = {}
    for key, import_key, number in session.execute(
        select(Visit.external_id, Visit.import_key, Visit.id)
    ):
        if key is not None:
            found[f"id {key}"] = KnownRow(number, None)
        elif import_key is not None:
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
    """A message of an import as JSON; its fields are texts."""
    return {"id": message.id, "fields": {key: str(v) for key, v in message.fields.items()}}


def read_message(written: Mapping[str, Any]) -> Message:
    """The message again."""
    return Message(written["id"], written["fields"])
