"""What the papers of after the visit say: forms with lines to write on, and lists to call from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reception.documents.payloads import Imprint


@dataclass(frozen=True)
class WrittenQuestion:
    """A question on paper: boxes to tick (`options`), then empty lines to write on."""

    words: str
    options: tuple[str, ...] = ()
    lines: int = 0


@dataclass(frozen=True)
class WrittenForm:
    """A form filled in by hand and typed in later; `beside` are facts, `closing` the last words.

    Every text but the headings stands in the patient's language.
    """

    imprint: Imprint
    clinic_name: str
    name: str
    day: date
    beside: tuple[str, ...]
    questions: tuple[WrittenQuestion, ...]
    closing: str


@dataclass(frozen=True)
class ContactLine:
    """Whom to reach, at which number, why, and the words to say."""

    name: str
    phone: str
    why: str
    words: str


@dataclass(frozen=True)
class ContactList:
    """The people to reach on a day."""

    imprint: Imprint
    clinic_name: str
    day: date
    rows: tuple[ContactLine, ...]
