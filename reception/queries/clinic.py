"""What the frame and many pages ask of the clinic itself: its day and its facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.errors import Refused
from reception.models import Clinic
from reception.translation import Language, msg
from reception.values.choices import Country


@dataclass(frozen=True)
class ClinicFacts:
    """The clinic's requisites as screens and papers need them; empty texts are not filled in yet."""

    name: str
    legal_name: str
    country: Country
    currency: str
    time_zone: str
    language: Language
    registration_numbers: str
    address: str
    phone: str
    email: str
    licence_number: str
    licence_date: date | None
    approval_number: str
    approval_date: date | None
    signatory: str
    complaints_name: str
    complaints_phone: str
    complaints_days: int
    programme_since: date | None
    is_demonstration: bool


def clinic_facts(session: Session) -> ClinicFacts:
    """The clinic's facts; raises Refused where the folder holds no clinic."""
    row = session.scalar(select(Clinic))
    if row is None:
        raise Refused(msg("This folder holds no clinic yet."), code="no_clinic")
    names = ClinicFacts.__dataclass_fields__
    return ClinicFacts(**{name: getattr(row, name) for name in names})


def clinic_day(session: Session, *, now: datetime) -> date:
    """The clinic's calendar day of an instant."""
    zone = session.scalar(select(Clinic.time_zone))
    if zone is None:
        raise Refused(msg("This folder holds no clinic yet."), code="no_clinic")
    return now.astimezone(ZoneInfo(zone)).date()
