"""When a tie of a family holds: representatives, their documents, and who may bring a child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reception.values.family_choices import RepresentativeKind, TrustScope

GREETINGS_PAUSE_DAYS = 40
"""Days without greetings to the relatives after a death (situation 23); a setting."""
FROZEN_MONTHS = 12
"""Months in which a family may ask for the points of an account whose only member died."""
EXPIRES_SOON_DAYS = 30

OWN_CONSENT = "families.own_consent_from"
PAUSE = "families.greetings_pause_days"
FROZEN = "families.frozen_months"
LIMITS_OF = {OWN_CONSENT: (10, 18), PAUSE: (0, 400), FROZEN: (1, 60)}
"""The keys of the settings, and from–to of each."""


class Authority(StrEnum):
    """Whether somebody may act on a day."""

    HOLDS = "holds"
    EXPIRES_SOON = "expires_soon"
    EXPIRED = "expired"
    ENDED = "ended"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True)
class Acting:
    """What decides whether a representative may act on a day."""

    kind: RepresentativeKind
    since: date | None = None
    until: date | None = None
    expires_on: date | None = None
    scope: frozenset[TrustScope] = frozenset()
    restricted: bool = False
    """A court paper on file names this person."""


def authority(acting: Acting, day: date) -> Authority:
    """Whether a representative may act on `day`; a document holds through its last day."""
    if acting.restricted:
        return Authority.FORBIDDEN
    if acting.until is not None and acting.until < day:
        return Authority.ENDED
    if acting.expires_on is None:
        return Authority.HOLDS
    if acting.expires_on < day:
        return Authority.EXPIRED
    soon = (acting.expires_on - day).days <= EXPIRES_SOON_DAYS
    return Authority.EXPIRES_SOON if soon else Authority.HOLDS


def may_accompany(acting: Acting, day: date) -> bool:
    """Whether a child may be seen with this person (situation 1): a guardian, or by a document."""
    if authority(acting, day) not in (Authority.HOLDS, Authority.EXPIRES_SOON):
        return False
    if acting.kind is RepresentativeKind.GUARDIAN:
        return True
    return acting.kind is RepresentativeKind.TRUSTED and TrustScope.ACCOMPANY in acting.scope


def read_scope(stored: str) -> frozenset[TrustScope]:
    """A stored scope as values; unknown words of a newer file are left out."""
    known = {one.value for one in TrustScope}
    return frozenset(TrustScope(word) for word in stored.split(",") if word in known)


def write_scope(scope: frozenset[TrustScope]) -> str:
    """A scope as it is stored, always in the same order."""
    return ",".join(one.value for one in TrustScope if one in scope)
