"""Payloads of the papers of families: a power of attorney, a change of the family account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reception.documents.payloads import Edition, Imprint, Person, Requisites
from reception.values.family_choices import TrustScope


@dataclass(frozen=True)
class PowerOfAttorney:
    """A parent lets somebody bring the child; on the clinic's form, signed at the desk.

    Empty words are lines to fill in by hand.
    """

    imprint: Imprint
    clinic: Requisites
    child: Person
    guardian: Person
    guardian_document: str = ""
    guardian_phone: str = ""
    trusted: str = ""
    trusted_document: str = ""
    trusted_phone: str = ""
    scope: tuple[TrustScope, ...] = ()
    expires_on: date | None = None
    own_consent_from: int = 18
    """Full years from which the child decides on care in person."""


class ChangeKind(StrEnum):
    """What a family asks for."""

    SPLIT = "split"
    LEAVE = "leave"
    MERGE = "merge"
    NEW_HOLDER = "new_holder"
    CHILD = "child"
    FAMILY_OF_DECEASED = "family_of_deceased"


@dataclass(frozen=True)
class PartyShare:
    """Somebody who gets points, and whether she has an account of her own then."""

    name: str
    points: int
    account: str = ""
    children: str = ""


@dataclass(frozen=True)
class AccountChange:
    """Application to change a family account, signed by everybody it concerns."""

    imprint: Imprint
    clinic: Requisites
    edition: Edition
    kind: ChangeKind
    account_number: str
    holder: Person
    others: tuple[Person, ...] = ()
    """Who signs besides the holder."""
    shares: tuple[PartyShare, ...] = ()
    stays: int = 0
    """Points that stay on the holder's account."""
    subject: str = ""
    """The child, the new holder, or the member who has died."""
    into_account: str = ""
    court_paper: str = ""
