"""What each paper says: frozen values, stored in the database so that a reprint is identical.

A service fills them when the paper is made; sentences that come from the terms are stored as
ready words in the paper's language.  No payload holds a diagnosis, a doctor's speciality or the
name of a service (law.md R8).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from reception.documents.card_design import CardDesign
from reception.translation import Language
from reception.values.choices import CardForm, Country, Relation


@dataclass(frozen=True)
class Requisites:
    """Who the clinic is by law (F4, F5, C4, K1, K6)."""

    name: str
    """The name on the door."""
    legal_name: str
    address: str
    phone: str
    country: Country
    registration_numbers: str
    """With their names: «ОГРН 102…, ИНН 77…» in Russia, «ЄДРПОУ …» in Ukraine."""
    licence_number: str
    licence_date: date | None
    email: str = ""


@dataclass(frozen=True)
class Imprint:
    """Number of the paper, who printed it and when (F24, A10)."""

    number: str
    """Empty where the paper is not kept (a preview, the command line)."""
    printed_at: datetime
    """Local time of the clinic."""
    printed_by: str
    desk: str = ""


@dataclass(frozen=True)
class Edition:
    """The programme version a paper quotes (F1–F3, A8)."""

    programme_name: str
    """In the paper's language."""
    version: int
    text_hash: str
    """SHA-256 of the terms, hexadecimal; the first eight digits are printed."""
    valid_from: date
    valid_until: date | None
    notice_days: int


@dataclass(frozen=True)
class Approval:
    """The order that put the programme in force (F6)."""

    number: str
    day: date | None
    signatory: str


@dataclass(frozen=True)
class Note:
    """A sentence with its name: «Налог — …»."""

    label: str
    text: str


@dataclass(frozen=True)
class GroupRow:
    """Whether a group of services earns points and can be paid with them."""

    name: str
    earns: bool
    redeems: bool


@dataclass(frozen=True)
class Example:
    """A worked example: what is told, and the figures the engine gave, line by line."""

    title: str
    lines: tuple[Note, ...]


@dataclass(frozen=True)
class RulesSheet:
    """The programme's rules in one language (F1–F24)."""

    imprint: Imprint
    clinic: Requisites
    edition: Edition
    approval: Approval
    short: str
    """The programme in one sentence."""
    points: tuple[str, ...]
    """Sentences T1–T15 that apply, in order."""
    notes: tuple[Note, ...]
    """Own wording for what the sentences leave open: joining, leaving, rounding, tax …"""
    groups: tuple[GroupRow, ...]
    examples: tuple[Example, ...]
    other_languages: tuple[Language, ...]
    card_number: str = ""
    """For the stub, where the sheet goes with a card."""
    large_print: bool = False
    advertising_edition: bool = False
    """Handed out as advertising: then the contraindication line is on it (R14)."""


@dataclass(frozen=True)
class Person:
    """A person on a paper: full name as in the documents, born when."""

    name: str
    born: date | None = None


@dataclass(frozen=True)
class Member:
    """A member of the family account (A5, A6)."""

    person: Person
    relation: Relation
    representative: str = ""
    """Who acts for a minor."""
    authority: str = ""
    """The document that gives the right to."""


@dataclass(frozen=True)
class Application:
    """Application to join (A1–A12)."""

    imprint: Imprint
    clinic: Requisites
    edition: Edition
    applicant: Person
    phone: str
    """Empty = has no phone, which is said."""
    account_number: str
    holder_name: str
    """The account's holder; the applicant's own name where a new account is opened."""
    opens_account: bool
    members: tuple[Member, ...]
    card_number: str
    card_form: CardForm
    preferred_language: Language
    form_of_address: str
    short: str
    """The programme in one sentence, for the stub."""


@dataclass(frozen=True)
class DataConsent:
    """Consent to the processing of personal data for the programme (C1–C12)."""

    imprint: Imprint
    clinic: Requisites
    programme_name: str
    subject: Person
    storage_place: str
    """Where the database stands, usually the clinic's address."""
    written_form: bool
    """Whether the law asks for address and identity document (Russia)."""
    address: str = ""
    """Empty = a line to fill in by hand, where written form is asked for."""
    identity_document: str = ""
    representative: str = ""
    representative_basis: str = ""
    processors: tuple[str, ...] = ()
    """Others who process the data for the clinic; none by default."""
    years_after: int = 3
    erase_days: int = 30


@dataclass(frozen=True)
class AdvertisingConsent:
    """Consent to advertising, each channel with its own box, none ticked beforehand."""

    imprint: Imprint
    clinic: Requisites
    subject: Person
    phone: str = ""
    email: str = ""
    representative: str = ""


@dataclass(frozen=True)
class Card:
    """A card, plastic size or on paper with the same rights (K1–K9)."""

    clinic_name: str
    programme_name: str
    number: str
    """Twelve digits."""
    phone: str
    holder_name: str = ""
    """Left empty for privacy unless the clinic prints it."""
    valid_until: date | None = None
    """Only where the terms end."""
    design: CardDesign = field(default_factory=CardDesign)


@dataclass(frozen=True)
class PaperCard:
    """A temporary card to cut out and fold."""

    imprint: Imprint
    card: Card
    short: str
    issued_on: date


@dataclass(frozen=True)
class RecoverySheet:
    """The key that opens the data when every password is lost.  Never stored in the database."""

    clinic_name: str
    made_at: datetime
    made_by: str
    key: str
    """In groups, as it is typed."""


@dataclass(frozen=True)
class PrintedTable:
    """A table in ready words: heads, rows, and which columns stand to the right."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class PrintedBar:
    """One bar of a chart: below it its name, above it its words; None where there is no share."""

    name: str
    percent: int | None
    words: str = ""


@dataclass(frozen=True)
class MonthlyReport:
    """A month for the supervisor to read and sign."""

    imprint: Imprint
    clinic_name: str
    first: date
    last: date
    remarks: tuple[str, ...]
    """What the reader must know: which start of the programme was used, hidden small numbers."""
    tables: tuple[PrintedTable, ...]
    glance: PrintedTable | None = None
    """The few figures of the page to sign; with it the first table stands there, too."""
    bars: tuple[PrintedBar, ...] = ()
    """A year of the mention rate, the oldest month first."""
