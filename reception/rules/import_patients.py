"""Patients of an imported file: every row checked, then what rows say about each other.

What makes the person unclear (name, birth date, number) refuses the row; what is only a detail
lets it in, leaves the field empty and keeps its text in the comment.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from reception.rules.import_patient_row import (
    ImportedPatient,
    PatientRow,
    PatientsFile,
    checked_patient,
)
from reception.rules.import_report import RowReport, row_report
from reception.rules.names import fold
from reception.translation import Message, msg
from reception.values.sheet import RawRow


@dataclass(frozen=True)
class CheckedPatients:
    """What a file of patients comes to, before anything is written."""

    taken: Sequence[ImportedPatient]
    refused: Sequence[RowReport]
    warnings: Sequence[RowReport]
    repeats: int = 0


def patient_key(person: ImportedPatient) -> str:
    """The number of the clinic's own index, else who it is by name, birth date and phone."""
    if person.external_id:
        return person.external_id
    phone = person.phones[0] if person.phones else ""
    return f"~{fold(str(person.name))}|{person.birth_date or ''}|{phone}"[:200]


def check_patients(rows: Sequence[RawRow], file: PatientsFile) -> CheckedPatients:
    """Check every row, then what rows say about each other."""
    taken: list[ImportedPatient] = []
    refused: list[RowReport] = []
    warned: dict[int, PatientRow] = {}
    by_key: dict[str, ImportedPatient] = {}
    seen: dict[str, ImportedPatient] = {}
    repeats = 0
    for raw in rows:
        row = PatientRow(raw, file)
        person = checked_patient(row)
        earlier = None if row.faults else seen.get(patient_key(person))
        if earlier is not None:
            same = replace(earlier, line=person.line) == person
            if same and warned[earlier.line].kept == row.kept:
                repeats += 1
                continue
            row.refuse(_named_by(person, file.order), _key_twice(person, earlier))
        if row.faults:
            refused.append(row_report(raw.line, raw.text("external_id"), row.faults, file.order))
            continue
        warned[raw.line] = row
        taken.append(person)
        seen[patient_key(person)] = person
        if person.external_id:
            by_key[person.external_id] = person
    gone = {report.key for report in refused} - set(by_key)
    finished = [_tied(person, warned[person.line], by_key, gone) for person in taken]
    warnings = [
        row_report(person.line, person.external_id, warned[person.line].warnings, file.order)
        for person in finished
        if warned[person.line].warnings
    ]
    return CheckedPatients(finished, refused, warnings, repeats)


def _tied(
    person: ImportedPatient,
    row: PatientRow,
    by_key: Mapping[str, ImportedPatient],
    gone: Collection[str],
) -> ImportedPatient:
    """The person with ties that lead somewhere, and the comment that keeps the rest."""
    for tie in ("head_id", "guardian_id"):
        other = getattr(person, tie)
        if not other or other in by_key or other in row.file.known_ids:
            continue
        if other in gone:
            row.warn(
                tie, msg("The representative {value} is refused, so the tie is lost.", value=other)
            )
        else:
            row.warn(tie, msg("The representative {value} is not in the file.", value=other))
        person = (
            replace(person, head_id="") if tie == "head_id" else replace(person, guardian_id="")
        )
    if person.head_id == person.external_id:
        person = replace(person, head_id="")
    if not person.head_id and not person.family_id:
        person = replace(person, relation=None)
    for text in row.kept:
        person = person.with_comment(text)
    return person


def _named_by(person: ImportedPatient, order: Sequence[str]) -> str:
    """The column by which a row says who it is: its number, else its name."""
    names = ("external_id",) if person.external_id else ("full_name", "last_name", "first_name")
    return next((name for name in names if name in order), names[0])


def _key_twice(person: ImportedPatient, earlier: ImportedPatient) -> Message:
    if not person.external_id:
        return msg(
            "The same name, birth date and phone stand already in line {line}, with other details."
            " Leave one of the rows, or give each a number.",
            line=str(earlier.line),
        )
    if (
        fold(str(person.name)) == fold(str(earlier.name))
        and person.birth_date == earlier.birth_date
    ):
        return msg(
            "The number {key} stands already in line {line}, with other details.",
            key=person.external_id,
            line=str(earlier.line),
        )
    return msg(
        "The number {key} stands already in line {line}, for another person.",
        key=person.external_id,
        line=str(earlier.line),
    )
