"""Patients of an imported file: every row checked, then what rows say about each other.

What makes the person unclear (name, birth date, number) refuses the row; what is only a detail
lets it in, leaves the field empty and keeps its text in the comment.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
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
    check = _Check(file)
    for raw in rows:
        check.add(raw)
    return check.result()


class _Check:
    """The rows taken so far; only those with something to tell are kept beside their values."""

    def __init__(self, file: PatientsFile) -> None:
        self.file = file
        self.taken: list[ImportedPatient] = []
        self.raws: list[RawRow] = []
        self.refused: list[RowReport] = []
        self.warned: dict[int, PatientRow] = {}
        self.seen: dict[str, ImportedPatient] = {}
        self.cards: dict[str, int] = {}
        self.repeats = 0

    def add(self, raw: RawRow) -> None:
        """Check a row by itself and against those before it."""
        row = PatientRow(raw, self.file)
        person = checked_patient(row)
        key = patient_key(person)
        earlier = None if row.faults else self.seen.get(key)
        if earlier is not None:
            if replace(earlier, line=person.line) == person and self._kept(earlier) == row.kept:
                self.repeats += 1
                return
            row.refuse(_named_by(person, self.file.order), _key_twice(person, earlier))
        if row.faults:
            number = raw.text("external_id")
            self.refused.append(row_report(raw.line, number, row.faults, self.file.order))
            return
        self.seen[key] = person
        self.taken.append(self._with_free_card(person, key, row))
        self.raws.append(raw)
        if row.warnings:
            self.warned[raw.line] = row

    def _kept(self, person: ImportedPatient) -> list[str]:
        row = self.warned.get(person.line)
        return [] if row is None else row.kept

    def _with_free_card(
        self, person: ImportedPatient, key: str, row: PatientRow
    ) -> ImportedPatient:
        """The person without a card that somebody else has."""
        if not person.card:
            return person
        reason: Message | None = None
        if person.card in self.cards:
            reason = msg(
                "The card stands already in line {line}.", line=str(self.cards[person.card])
            )
        elif self.file.cards.get(person.card, key) != key:
            reason = msg("The card belongs to another person, or was used before.")
        if reason is None:
            self.cards[person.card] = person.line
            return person
        row.warn("card_number", reason)
        return replace(person, card="")

    def result(self) -> CheckedPatients:
        """The people with ties that lead somewhere."""
        keys = {person.external_id for person in self.taken if person.external_id}
        gone = {report.key for report in self.refused} - keys
        for place, person in enumerate(self.taken):
            row = self.warned.get(person.line)
            if row is None and not (person.head_id or person.guardian_id or person.relation):
                continue
            row = row or PatientRow(self.raws[place], self.file)
            self.taken[place] = _tied(person, row, keys, gone)
            if row.warnings:
                self.warned[person.line] = row
        warnings = [
            row_report(person.line, person.external_id, row.warnings, self.file.order)
            for person in self.taken
            if (row := self.warned.get(person.line)) is not None
        ]
        return CheckedPatients(self.taken, self.refused, warnings, self.repeats)


def _tied(
    person: ImportedPatient,
    row: PatientRow,
    by_key: Collection[str],
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
