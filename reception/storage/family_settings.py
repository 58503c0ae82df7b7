"""The clinic's own limits of families, each with the country's or the usual value as default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Clinic, Setting
from reception.rules.ages import OWN_CONSENT_FROM, AgeRule
from reception.rules.family_ties import (
    FROZEN,
    FROZEN_MONTHS,
    GREETINGS_PAUSE_DAYS,
    OWN_CONSENT,
    PAUSE,
)


@dataclass(frozen=True)
class FamilySettings:
    """Full years, days, months."""

    own_consent_from: int
    pause_days: int
    frozen_months: int


def family_settings(session: Session) -> FamilySettings:
    """The limits in force."""
    country = session.scalars(select(Clinic.country)).one()
    return FamilySettings(
        _value(session, OWN_CONSENT, OWN_CONSENT_FROM[country]),
        _value(session, PAUSE, GREETINGS_PAUSE_DAYS),
        _value(session, FROZEN, FROZEN_MONTHS),
    )


def age_limits(session: Session) -> AgeRule:
    """Who decides for herself at which age, here."""
    return AgeRule(family_settings(session).own_consent_from)


def _value(session: Session, key: str, default: int) -> int:
    row = session.get(Setting, key)
    found: Any = default if row is None else row.value["value"]
    return int(found)
