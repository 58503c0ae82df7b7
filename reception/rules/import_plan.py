"""What an import would do: which rows are new, which changed in the file, which stay as they are.

A row is compared with what the same row said at the last import, so that importing a file twice
changes nothing, a corrected file changes what was corrected, and what the desk has typed since
is never typed over.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reception.rules.erasure import key_digest
from reception.rules.import_families import ImportedFamily, families
from reception.rules.import_patient_row import ImportedPatient, PatientsFile
from reception.rules.import_patients import check_patients, patient_key
from reception.rules.import_report import Fault, RowReport, row_report
from reception.rules.import_visits import ImportedVisit, VisitsFile, check_visits
from reception.rules.names import fold
from reception.translation import Message, msg
from reception.values.choices import CheckRule, Country
from reception.values.sheet import RawRow, SheetRow

_NAMES = ("last_name", "first_name", "patronymic", "no_patronymic", "name_as_given")
_FILLED_BY = {
    "full_name": _NAMES,
    **dict.fromkeys(("last_name", "first_name", "patronymic"), _NAMES),
    "phone": ("phones",),
    "consent_sms": ("consents",),
    "consent_call": ("consents",),
    "consent_email": ("consents",),
    "card_number": ("card",),
}
_ONCE = ("points", "points_until")


@dataclass(frozen=True)
class FileContent:
    """The rows of a file and what it says about itself.

    `header` and `source_rows` are the titles and the rows as they stood, for those refused.
    """

    name: str
    digest: str
    rows: Sequence[RawRow]
    order: Sequence[str]
    titles: Mapping[str, str] = field(default_factory=dict)
    export_day: date | None = None
    header: Sequence[str] = ()
    source_rows: Mapping[int, SheetRow] = field(default_factory=dict)


@dataclass(frozen=True)
class KnownRow:
    """The record a row made or belongs to, and what the row said last; None: never imported."""

    subject_id: int
    values: Mapping[str, Any] | None


@dataclass(frozen=True)
class Change:
    """A row whose content differs: only `values` are to be written."""

    known: KnownRow
    values: Mapping[str, Any]


@dataclass(frozen=True)
class PatientsPlan:
    """An import of patients, ready to be written.

    `present` names the values that the file's columns fill, `families` who of those taken belong
    together, `numbers` the record of every key that is known.
    """

    taken: Sequence[ImportedPatient]
    new: Sequence[ImportedPatient]
    changed: Mapping[int, Change]
    unchanged: int
    refused: Sequence[RowReport]
    warnings: Sequence[RowReport]
    present: frozenset[str]
    families: Sequence[ImportedFamily]
    numbers: Mapping[str, int]

    def content(self, person: ImportedPatient) -> dict[str, Any]:
        """What the row says from now on: its values over those it had before."""
        change = self.changed.get(person.line)
        before = {} if change is None or change.known.values is None else change.known.values
        said = _values(person, self.present)
        if before.get("points"):
            said |= {key: before.get(key) for key in _ONCE if key in said}
        return {**before, **said} if before else said


@dataclass(frozen=True)
class VisitsPlan:
    """An import of visits, ready to be written."""

    new: Sequence[ImportedVisit]
    changed: Mapping[int, Change]
    by_line: Mapping[int, ImportedVisit]
    unchanged: int
    refused: Sequence[RowReport]
    warnings: Sequence[RowReport]


def plan_patients(
    content: FileContent,
    *,
    country: Country,
    today: date,
    known: Mapping[str, KnownRow] | None = None,
    rule: CheckRule = CheckRule.DAMM,
    cards: Mapping[str, str] | None = None,
    erased: Collection[str] = (),
    members: Collection[int] = (),
) -> PatientsPlan:
    """Check a file of patients against what is `known` by row key.

    `cards` tells whose row each card in use belongs to; `rule` how card numbers are checked;
    `erased` are digests of the keys of those who had their data erased; `members` are on an
    account already.
    """
    known = known or {}
    day = content.export_day or today
    file = PatientsFile(country, day, content.order, content.titles, known, rule, cards or {})
    checked = check_patients(content.rows, file)
    present = _present(content.order)
    new: list[ImportedPatient] = []
    changed: dict[int, Change] = {}
    unchanged = checked.repeats
    refused, late = list(checked.refused), []
    for person in checked.taken:
        key = patient_key(person)
        row = known.get(key)
        if erased and key_digest("patients", key) in erased:
            refused.append(_erased(person, content.order))
            continue
        if row is None:
            new.append(person)
            continue
        values = _values(person, present)
        if _another_person(row, values):
            refused.append(_not_the_same(person, row, content.order))
            continue
        differing = difference(row, values)
        has_points = (row.values or {}).get("points") or row.subject_id in members
        if differing.keys() & set(_ONCE) and has_points:
            late.append(_given_before(person, content.order))
            differing = {key: value for key, value in differing.items() if key not in _ONCE}
        if differing:
            changed[person.line] = Change(row, differing)
        else:
            unchanged += 1
    out = {report.line for report in refused}
    taken = [person for person in checked.taken if person.line not in out]
    return PatientsPlan(
        taken,
        new,
        changed,
        unchanged,
        sorted(refused, key=lambda report: report.line),
        [*(report for report in checked.warnings if report.line not in out), *late],
        present,
        families(taken),
        {key: row.subject_id for key, row in known.items()},
    )


def plan_visits(
    content: FileContent,
    *,
    country: Country,
    today: date,
    patients: Mapping[str, int],
    phones: Mapping[str, Sequence[int]],
    refused_patients: Mapping[str, Message],
    groups: Mapping[str, str],
    known: Mapping[str, KnownRow],
    cards: Mapping[str, int] | None = None,
    rule: CheckRule = CheckRule.DAMM,
    appointments: bool = False,
    under_way: Collection[int] = (),
) -> VisitsPlan:
    """Check a file of visits or appointments against the persons and visits that are `known`.

    `under_way` are visits that the desk has begun: no list of appointments changes them.
    """
    file = VisitsFile(
        country,
        content.export_day or today,
        content.order,
        patients,
        phones,
        refused_patients,
        groups,
        cards or {},
        rule,
        appointments,
    )
    checked = check_visits(content.rows, file)
    new: list[ImportedVisit] = []
    changed: dict[int, Change] = {}
    unchanged = checked.repeats
    for visit in checked.taken:
        row = known.get(visit.identity)
        if row is None:
            new.append(visit)
            continue
        differing = difference(row, visit_values(visit))
        if differing and not (appointments and row.subject_id in under_way):
            changed[visit.line] = Change(row, differing)
        else:
            unchanged += 1
    by_line = {visit.line: visit for visit in checked.taken}
    return VisitsPlan(new, changed, by_line, unchanged, checked.refused, checked.warnings)


def patient_values(person: ImportedPatient) -> dict[str, Any]:
    """A row's content as JSON values."""
    return {
        "last_name": person.name.last,
        "first_name": person.name.first,
        "patronymic": person.name.patronymic,
        "no_patronymic": person.no_patronymic,
        "name_as_given": person.name_as_given,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "sex": person.sex.value if person.sex else None,
        "phones": list(person.phones),
        "email": person.email,
        "address": person.address,
        "language": person.language.value if person.language else None,
        "form_of_address": person.form_of_address,
        "family_id": person.family_id,
        "head_id": person.head_id,
        "relation": person.relation.value if person.relation else None,
        "guardian_id": person.guardian_id,
        "first_visit": person.first_visit.isoformat() if person.first_visit else None,
        "last_visit": person.last_visit.isoformat() if person.last_visit else None,
        "visits_count": person.visits_count,
        "source": person.source,
        "consents": sorted(channel.value for channel in person.consents),
        "comment": person.comment,
        "card": person.card or None,
        "points": person.points,
        "points_until": person.points_until.isoformat() if person.points_until else None,
    }


def visit_values(visit: ImportedVisit) -> dict[str, Any]:
    """A row's content as JSON values."""
    return {
        "patient": visit.patient,
        "day": visit.day.isoformat(),
        "time": visit.time.strftime("%H:%M") if visit.time else None,
        "status": visit.status.value,
        "doctor": visit.doctor,
        "room": visit.room,
        "service": visit.service,
        "group": visit.group,
        "amount": visit.amount_minor,
        "paid": visit.paid_minor,
        "told": visit.told,
        "staff": visit.staff,
    }


def _values(person: ImportedPatient, present: frozenset[str]) -> dict[str, Any]:
    return {key: value for key, value in patient_values(person).items() if key in present}


def _another_person(row: KnownRow, values: Mapping[str, Any]) -> bool:
    """Whether a number known from an earlier file now stands for somebody else altogether."""
    if row.values is None:
        return False
    told = [
        (fold(str(row.values[name])), fold(str(values[name])))
        for name in ("last_name", "first_name", "birth_date")
        if row.values.get(name) and values.get(name)
    ]
    return len(told) == 3 and all(old != new for old, new in told)


def _not_the_same(person: ImportedPatient, row: KnownRow, order: Sequence[str]) -> RowReport:
    earlier = row.values or {}
    name = " ".join(filter(None, (earlier.get("last_name"), earlier.get("first_name"))))
    reason = msg(
        "The number {key} belongs to another person already: {name}.",
        key=person.external_id,
        name=name,
    )
    fault = Fault("external_id", person.external_id, reason)
    return row_report(person.line, person.external_id, [fault], order)


def _erased(person: ImportedPatient, order: Sequence[str]) -> RowReport:
    reason = msg(
        "This person's data were erased at her wish; no list brings them in again."
        " Register her at the desk if she wishes it."
    )
    name = "external_id" if person.external_id else "full_name"
    return row_report(
        person.line, person.external_id, [Fault(name, person.external_id, reason)], order
    )


def _given_before(person: ImportedPatient, order: Sequence[str]) -> RowReport:
    reason = msg(
        "An opening balance was brought in before and stands; correct the points on the account."
    )
    fault = Fault("points", str(person.points or ""), reason)
    return row_report(person.line, person.external_id, [fault], order)


def _present(order: Sequence[str]) -> frozenset[str]:
    """The values that the file's columns fill; the comment also keeps what was not understood."""
    found = {"comment"}
    for name in order:
        column = "phone" if name.startswith("phone_") else name
        found.update(_FILLED_BY.get(column, (column,)))
    return frozenset(found)


def difference(row: KnownRow, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says otherwise than it said last."""
    if row.values is None:
        return {key: value for key, value in values.items() if value not in (None, "", [], False)}
    return {key: value for key, value in values.items() if row.values.get(key) != value}
