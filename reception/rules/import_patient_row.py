"""One row of a patients file: read field by field into the program's own values.

What makes the person unclear (name, birth date, number) refuses the row; what is only a detail
lets it in, leaves the field empty and keeps its text in the comment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from reception.rules import import_programme as programme
from reception.rules import import_reasons as reasons
from reception.rules.days import DayFault, read_birth_date, read_day
from reception.rules.import_report import Fault, shortened
from reception.rules.import_row import RowCheck
from reception.rules.import_words import answer_of, language_of, relation_of, sex_of
from reception.rules.names import (
    PersonName,
    name_fault,
    says_none,
    split_full_name,
    tidy,
)
from reception.translation import Language, Message, msg
from reception.values.choices import CheckRule, ContactChannel, Country, Relation, Sex
from reception.values.phone_number import read_phone
from reception.values.sheet import Formula, RawRow, cell_text

V = TypeVar("V")

LONGEST_TEXT = 10_000
_LONGEST_PHONES = 300
_LIMITS = {"address": 300, "email": 200, "source": 120, "form_of_address": 120, "family_id": 80}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_PHONE_PARTS = re.compile(r"[,;/\n]|\s+(?:или|або|or)\s+")
_CONSENTS = {
    "consent_sms": ContactChannel.SMS,
    "consent_call": ContactChannel.CALL,
    "consent_email": ContactChannel.EMAIL,
}


@dataclass(frozen=True, slots=True)
class ImportedPatient:
    """A row that is taken, in the program's own values; ties still name external ids.

    `phones` are digits of international numbers; `consents` are the channels plainly agreed to;
    `card` is a loyalty card, `points` an opening balance usable through `points_until`.
    """

    line: int
    external_id: str
    name: PersonName
    name_as_given: str
    no_patronymic: bool = False
    birth_date: date | None = None
    sex: Sex | None = None
    phones: tuple[str, ...] = ()
    email: str = ""
    address: str = ""
    language: Language | None = None
    form_of_address: str = ""
    family_id: str = ""
    head_id: str = ""
    relation: Relation | None = None
    guardian_id: str = ""
    first_visit: date | None = None
    last_visit: date | None = None
    visits_count: int | None = None
    source: str = ""
    card: str = ""
    points: int | None = None
    points_until: date | None = None
    consents: frozenset[ContactChannel] = frozenset()
    comment: str = ""

    def with_comment(self, text: str) -> ImportedPatient:
        """The same with one more line in the comment."""
        return replace(self, comment=f"{self.comment}\n{text}" if self.comment else text)


@dataclass(frozen=True)
class PatientsFile:
    """What the checks need to know beside the rows.

    `today` is the day of the export where the file names one; `titles` the columns' own titles;
    `cards` tells by its digits whose row a card in use belongs to, empty where nobody's.
    """

    country: Country
    today: date
    order: Sequence[str]
    titles: Mapping[str, str] = field(default_factory=dict)
    known_ids: Collection[str] = ()
    rule: CheckRule = CheckRule.DAMM
    cards: Mapping[str, str] = field(default_factory=dict)


class PatientRow(RowCheck):
    """One row while it is checked: its faults, its warnings, what goes into the comment."""

    def __init__(self, raw: RawRow, file: PatientsFile) -> None:
        super().__init__(raw, _LIMITS)
        self.file = file
        self.kept: list[str] = []

    def warn(self, name: str, reason: Message, value: str | None = None) -> None:
        """The field stays empty; what stood there goes into the comment."""
        text = self.raw.text(name) if value is None else value
        self.warnings.append(Fault(name, shortened(text), reason))
        self.kept.append(f"{self.file.titles.get(name, name)}: {_clean(text)}")

    def detail(self, name: str) -> str:
        """A field of free text, cleaned; what is too long or a formula is kept aside."""
        cell = self.raw.cells.get(name, "")
        if cell == "":
            return ""
        text = cell_text(cell)
        if isinstance(cell, Formula):
            self.warn(name, reasons.formula())
            return ""
        if len(text) > LONGEST_TEXT:
            self.refuse(name, reasons.too_long(LONGEST_TEXT))
            return ""
        limit = _LIMITS.get(name)
        if limit is not None and len(text) > limit:
            self.warn(name, reasons.too_long(limit))
            return ""
        return _clean(text)


def checked_patient(row: PatientRow) -> ImportedPatient:
    """The row's values; what is wrong with them stands in `row.faults` and `row.warnings`."""
    raw = row.raw
    name, as_given, no_patronymic = _name(row)
    points, points_until = programme.points_of(row, row.file.today)
    return ImportedPatient(
        line=raw.line,
        external_id=row.number("external_id"),
        name=name,
        name_as_given=as_given,
        no_patronymic=no_patronymic,
        birth_date=_birth_date(row),
        sex=_word(row, "sex", sex_of, reasons.unknown_sex),
        phones=_phones(row),
        email=_email(row),
        address=row.detail("address"),
        language=_word(row, "language", language_of, reasons.unknown_language),
        form_of_address=row.detail("form_of_address"),
        family_id=row.detail("family_id"),
        head_id=row.detail("head_id"),
        relation=_relation(row),
        guardian_id=row.detail("guardian_id"),
        first_visit=_first_visit(row),
        last_visit=programme.last_visit_of(row, row.file.today),
        visits_count=programme.visits_count_of(row),
        card=programme.card_of(row, row.file.rule),
        points=points,
        points_until=points_until,
        source=row.detail("source"),
        consents=_consents(row),
        comment=row.detail("comment"),
    )


def _name(row: PatientRow) -> tuple[PersonName, str, bool]:
    if "full_name" in row.raw.cells and not row.raw.text("last_name"):
        given = row.raw.cells["full_name"]
        text = given if isinstance(given, str) else cell_text(given)
        _refuse_name(row, "full_name", text)
        name = split_full_name(tidy(text))
        if says_none(name.patronymic):
            name = replace(name, patronymic="")
        return name, text.strip(), False
    parts: dict[str, str] = {}
    for part in ("last_name", "first_name", "patronymic"):
        cell = row.raw.cells.get(part, "")
        text = cell if isinstance(cell, str) else cell_text(cell)
        if part == "patronymic" and (says_none(text) or not text.strip()):
            parts[part] = ""
            continue
        if part == "last_name" or text.strip():
            _refuse_name(row, part, text)
        parts[part] = tidy(text)
    given_parts = (row.raw.text(part) for part in ("last_name", "first_name", "patronymic"))
    as_given = " ".join(part for part in given_parts if part)
    name = PersonName(parts["last_name"], parts["first_name"], parts["patronymic"])
    return name, as_given, says_none(row.raw.text("patronymic"))


def _refuse_name(row: PatientRow, column: str, text: str) -> None:
    if isinstance(row.raw.cells.get(column), Formula):
        row.refuse(column, reasons.formula())
        return
    fault = name_fault(text)
    if fault is not None:
        row.refuse(column, reasons.name_reason(fault, column, text))


def _birth_date(row: PatientRow) -> date | None:
    cell = row.raw.cells.get("birth_date", "")
    text = row.raw.text("birth_date")
    if not text and not isinstance(cell, Formula):
        return None
    day = read_birth_date(cell, row.file.today)
    if isinstance(day, date):
        return day
    if isinstance(cell, Formula):
        row.refuse("birth_date", reasons.formula())
    elif day is DayFault.IMPOSSIBLE:
        row.refuse("birth_date", reasons.no_such_day(text))
    elif day is DayFault.FUTURE:
        row.refuse(
            "birth_date",
            msg("The birth date {value} is in the future.", value=shortened(text)),
        )
    elif day is DayFault.BEFORE_1900:
        row.refuse(
            "birth_date", msg("The birth date {value} is before 1900.", value=shortened(text))
        )
    else:
        row.refuse("birth_date", reasons.not_a_date(text))
    return None


def _first_visit(row: PatientRow) -> date | None:
    if not row.raw.text("first_visit"):
        return None
    day = read_day(row.raw.cells["first_visit"], row.file.today)
    if isinstance(day, date) and day <= row.file.today:
        return day
    row.warn("first_visit", reasons.not_a_date(row.raw.text("first_visit")))
    return None


def _word(
    row: PatientRow, name: str, reader: Callable[[str], V | None], reason: Callable[[str], Message]
) -> V | None:
    text = row.raw.text(name)
    if not text:
        return None
    value = reader(text)
    if value is None:
        row.warn(name, reason(text))
    return value


def _relation(row: PatientRow) -> Relation | None:
    text = row.raw.text("relation")
    if not text:
        return None
    relation = relation_of(text)
    if relation is None:
        row.warn("relation", reasons.unknown_relation(text))
        return Relation.OTHER
    return relation


def _phones(row: PatientRow) -> tuple[str, ...]:
    found: list[str] = []
    for name in row.raw.cells:
        if name != "phone" and not name.startswith("phone_"):
            continue
        written = row.raw.text(name)
        if len(written) > _LONGEST_PHONES:
            row.warn(name, reasons.too_long(_LONGEST_PHONES), written[:_LONGEST_PHONES] + "…")
            continue
        for part in _PHONE_PARTS.split(written):
            text = part.strip()
            if not text:
                continue
            number = read_phone(text, row.file.country)
            if number is None:
                row.warn(name, reasons.phone_reason(text), text)
            elif number.digits not in found:
                found.append(number.digits)
    return tuple(found)


def _email(row: PatientRow) -> str:
    text = row.detail("email")
    if text and not _EMAIL.fullmatch(text):
        row.warn("email", reasons.not_an_email(text))
        return ""
    return text


def _consents(row: PatientRow) -> frozenset[ContactChannel]:
    given = set()
    for name, channel in _CONSENTS.items():
        text = row.raw.text(name)
        if not text:
            continue
        answer = answer_of(text)
        if answer is None:
            row.warn(name, reasons.neither_yes_nor_no(text))
        elif answer:
            given.add(channel)
    return frozenset(given)


def _clean(text: str) -> str:
    """Free text without control characters; line breaks stay."""
    if text.isprintable():
        return text.strip()
    return "".join(ch if ch == "\n" or ch.isprintable() else " " for ch in text).strip()
