"""Payloads of the papers of confidence: disclosure, the act of erasure, the account statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from reception.documents.payloads import Imprint, Person, PrintedTable, Requisites


@dataclass(frozen=True)
class DisclosureConsent:
    """An adult lets another adult of the family see the dates of her visits; optional."""

    imprint: Imprint
    clinic: Requisites
    subject: Person
    toward: Person
    """Who may see them."""


@dataclass(frozen=True)
class ErasureAct:
    """That a person's data were erased.  It names her by her number only: the program forgot her."""

    imprint: Imprint
    clinic: Requisites
    record_number: str
    asked_on: date
    asked_how: str
    erased_at: datetime
    """Local time of the clinic."""
    erased_by: str
    goes: tuple[str, ...]
    stays: tuple[str, ...]
    follows: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    """What was done where, and in how many rows."""
    log_hash: str
    """SHA-256 of the exported log."""


@dataclass(frozen=True)
class StatementLine:
    """A line of an account statement; `day` is empty where it is the sum of a month."""

    when: str
    what: str
    points: int
    """Signed."""


@dataclass(frozen=True)
class Lapsing:
    """Points that lapse in a month, unless they are used before."""

    month: str
    points: int


@dataclass(frozen=True)
class AccountStatement:
    """The points of a family account for one reader, in ready words."""

    imprint: Imprint
    clinic: Requisites
    programme_name: str
    account_number: str
    reader: Person
    first: date
    last: date
    opening: int
    lines: tuple[StatementLine, ...]
    closing: int
    held: int
    expiring: tuple[Lapsing, ...]
    has_others: bool
    """Whether sums of other adults are among the lines; then the paper says why."""


@dataclass(frozen=True)
class AccessReport:
    """What the clinic holds on one person, in ready words; never stored."""

    imprint: Imprint
    clinic: Requisites
    subject: Person
    tables: tuple[PrintedTable, ...]
