"""Patients of a file written: families, phones, consents; rows that were corrected updated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reception.changes import Done
from reception.models import Consent, Household, ImportedRow, ImportRun, Patient, PatientPhone
from reception.progress import Progress
from reception.rules.import_families import (
    ImportedFamily,
    families,
    guardian_of,
    relation_in,
)
from reception.rules.import_patient_row import ImportedPatient
from reception.rules.import_plan import Change, FileContent, PatientsPlan, patient_key
from reception.rules.names import PersonName, search_keys
from reception.services.imports import (
    ImportResult,
    bring_phones,
    done_run,
    open_run,
    said,
    stored,
    tell,
    write_in_chunks,
)
from reception.storage.import_facts import PATIENTS, known_patients, patients_plan
from reception.storage.import_store import ImportStore, PersonFacts
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.choices import ConsentPurpose, ConsentState, ContactChannel

_COLUMNS = {
    **{name: name for name in ("last_name", "first_name", "patronymic", "no_patronymic")},
    **{name: name for name in ("name_as_given", "birth_date", "sex", "email", "address")},
    **{name: name for name in ("language", "form_of_address", "source", "comment")},
    "first_visit": "first_visit_known",
}
_TIES = ("head_id", "family_id", "relation", "guardian_id", "birth_date")


def import_patients(
    uow: UnitOfWork, *, content: FileContent, progress: Progress | None = None
) -> Done[ImportResult]:
    """Write a file of patients; refused rows are left out, nothing else is.

    Raises progress.Cancelled where the work is stopped; nothing of it stays.
    """
    tell(progress, 0, 0, msg("Checking the rows…"))
    plan = patients_plan(uow.session, content=content, today=uow.today)
    if not plan.new and not plan.changed:
        result = _result(plan, content, 0)
        return Done(result, said(result))
    run = open_run(
        uow,
        kind=PATIENTS,
        content=content,
        imported=len(plan.new),
        updated=len(plan.changed),
        unchanged=plan.unchanged,
        refused=plan.refused,
        warnings=plan.warnings,
    )
    _Writer(uow, plan, run, content).write(progress)
    return done_run(run, _result(plan, content, run.id))


def _result(plan: PatientsPlan, content: FileContent, run_id: int) -> ImportResult:
    return ImportResult(
        run_id,
        len(content.rows),
        len(plan.new),
        len(plan.changed),
        plan.unchanged,
        plan.refused,
        plan.warnings,
    )


@dataclass
class _Rows:
    """Rows that go into the database in bulk."""

    households: list[dict[str, Any]] = field(default_factory=list)
    adults: list[dict[str, Any]] = field(default_factory=list)
    wards: list[dict[str, Any]] = field(default_factory=list)
    phones: list[dict[str, Any]] = field(default_factory=list)
    consents: list[dict[str, Any]] = field(default_factory=list)
    imported: list[dict[str, Any]] = field(default_factory=list)


class _Writer:
    """Turns a plan into rows; numbers are given here, so that ties need no second look."""

    def __init__(
        self, uow: UnitOfWork, plan: PatientsPlan, run: ImportRun, content: FileContent
    ) -> None:
        self.uow, self.plan, self.run = uow, plan, run
        self.store = ImportStore(uow.session)
        self.day = content.export_day or uow.today
        self.rows = _Rows()
        self.before: dict[str, dict[str, Any]] = {
            kind: {} for kind in ("patients", "phones", "consents", "rows")
        }
        known = known_patients(uow.session)
        self.numbers = {key: row.subject_id for key, row in known.items()}
        self.new = {patient_key(person) for person in plan.new}
        first = self.store.next_id(Patient)
        self.numbers.update(
            (patient_key(person), number) for number, person in enumerate(plan.new, start=first)
        )
        self.next_household = self.store.next_id(Household)
        self.born = {patient_key(person): person.birth_date for person in plan.taken}

    def write(self, progress: Progress | None) -> None:
        """Families first, then persons, then what hangs on them."""
        found = families(self.plan.taken)
        facts = self._known_facts(found)
        for family in found:
            self._family(family, facts)
        doing = msg("Writing the patients…")
        rows = self.rows
        for kind, part in (
            (Household, rows.households),
            (Patient, rows.adults),
            (Patient, rows.wards),
            (PatientPhone, rows.phones),
            (Consent, rows.consents),
            (ImportedRow, rows.imported),
        ):
            write_in_chunks(self.uow, kind, part, progress=progress, doing=doing)
        self.store.keep_before(self.run.id, self.before)

    def _known_facts(self, found: Sequence[ImportedFamily]) -> Mapping[int, PersonFacts]:
        """Where those persons live who are in the database already."""
        keys = [patient_key(p) for family in found for p in family.members]
        keys += [key for family in found for key in family.known]
        numbers = {self.numbers[key] for key in keys if key not in self.new and key in self.numbers}
        facts = self.store.people(numbers)
        outside = {key for family in found for key in family.known if key in self.numbers}
        self.born |= {
            key: facts[self.numbers[key]].birth_date
            for key in outside
            if self.numbers[key] in facts
        }
        return facts

    def _family(self, family: ImportedFamily, facts: Mapping[int, PersonFacts]) -> None:
        household = self._household(family, facts)
        for person in family.members:
            key = patient_key(person)
            if key in self.new:
                self._add(person, household, family.head)
            elif person.line in self.plan.changed:
                change = self.plan.changed[person.line]
                self._update(person, change, household, family.head)

    def _household(self, family: ImportedFamily, facts: Mapping[int, PersonFacts]) -> int:
        """The household of the head, else of any member who has one, else a new one."""
        keys = [family.head, *family.known, *(patient_key(p) for p in family.members)]
        for key in keys:
            number = self.numbers.get(key)
            if number is not None and key not in self.new and number in facts:
                return facts[number].household_id
        number = self.next_household
        self.next_household += 1
        self.rows.households.append(
            {"id": number, "created_at": self.uow.now, "import_run_id": self.run.id}
        )
        return number

    def _add(self, person: ImportedPatient, household: int, head: str) -> None:
        key = patient_key(person)
        number = self.numbers[key]
        guardian = guardian_of(person, self.born, self.day)
        by_surname, by_first = search_keys(person.name)
        row = {
            "id": number,
            "external_id": person.external_id or None,
            "last_name": person.name.last,
            "first_name": person.name.first,
            "patronymic": person.name.patronymic,
            "no_patronymic": person.no_patronymic,
            "name_as_given": person.name_as_given,
            "name_key": by_surname,
            "first_key": by_first,
            "birth_date": person.birth_date,
            "sex": person.sex,
            "language": person.language or self.uow.clinic.language,
            "form_of_address": person.form_of_address,
            "email": person.email,
            "address": person.address,
            "source": person.source,
            "comment": person.comment,
            "first_visit_known": person.first_visit,
            "household_id": household,
            "relation": relation_in(person, head, self.day),
            "guardian_id": self.numbers[guardian] if guardian else None,
            "created_at": self.uow.now,
            "import_run_id": self.run.id,
        }
        (self.rows.wards if guardian else self.rows.adults).append(row)
        for position, digits in enumerate(person.phones):
            self.rows.phones.append(
                {
                    "patient_id": number,
                    "digits": digits,
                    "reversed_digits": digits[::-1],
                    "position": position,
                }
            )
        for channel in sorted(person.consents):
            self.rows.consents.append(self._consent(number, channel))
        self.rows.imported.append(
            {
                "kind": PATIENTS,
                "key": key,
                "subject_id": number,
                "import_run_id": self.run.id,
                "content": dict(self.plan.merged[person.line]),
            }
        )

    def _consent(self, number: int, channel: ContactChannel) -> dict[str, Any]:
        """An imported yes: it lets service messages out; advertising waits for a paper."""
        return {
            "patient_id": number,
            "purpose": ConsentPurpose.SERVICE_MESSAGES,
            "channel": channel,
            "state": ConsentState.GIVEN,
            "given_on": self.day,
            "proof": self.run.file_name,
            "recorded_at": self.uow.now,
            "recorded_by_id": self.uow.actor.staff_id,
            "import_run_id": self.run.id,
        }

    def _update(self, person: ImportedPatient, change: Change, household: int, head: str) -> None:
        number = change.known.subject_id
        row = self.store.patient(number)
        if row is None:
            return
        old: dict[str, list[Any]] = {}
        values = dict(change.values)
        for name, column in _COLUMNS.items():
            if name in values:
                self._set(row, column, _typed(column, values[name], self.uow.clinic.language), old)
        keys = search_keys(PersonName(row.last_name, row.first_name, row.patronymic))
        self._set(row, "name_key", keys[0], old)
        self._set(row, "first_key", keys[1], old)
        if any(tie in values for tie in _TIES):
            guardian = guardian_of(person, self.born, self.day)
            self._set(row, "guardian_id", self.numbers[guardian] if guardian else None, old)
            self._set(row, "relation", relation_in(person, head, self.day), old)
            if self.uow.find.membership(number) is None:
                self._set(row, "household_id", household, old)
        if old:
            self.before["patients"][str(number)] = old
        if "phones" in values:
            self._update_phones(number, change)
        if "consents" in values:
            self._update_consents(number, person)
        self._remember(person, change)

    def _set(self, row: Any, column: str, value: Any, old: dict[str, list[Any]]) -> None:
        current = getattr(row, column)
        if current != value:
            old[column] = [stored(current), stored(value)]
            setattr(row, column, value)

    def _update_phones(self, number: int, change: Change) -> None:
        said_last = (change.known.values or {}).get("phones", [])
        said_now = change.values["phones"]
        add = [digits for digits in said_now if digits not in said_last]
        remove = [digits for digits in said_last if digits not in said_now]
        bring_phones(self.store, self.uow, number, add=add, remove=remove)
        self.before["phones"][str(number)] = {"added": add, "removed": remove}

    def _update_consents(self, number: int, person: ImportedPatient) -> None:
        standing = {row.channel: row for row in self.store.imported_consents(number)}
        for channel, row in standing.items():
            if channel not in person.consents:
                old: dict[str, list[Any]] = {}
                self._set(row, "state", ConsentState.WITHDRAWN, old)
                self._set(row, "withdrawn_on", self.day, old)
                self.before["consents"][str(row.id)] = old
        for channel in sorted(person.consents - set(standing)):
            self.uow.add(Consent(**self._consent(number, channel)))

    def _remember(self, person: ImportedPatient, change: Change) -> None:
        key = patient_key(person)
        content = dict(self.plan.merged[person.line])
        row = self.store.row(PATIENTS, key)
        if row is None:
            self.rows.imported.append(
                {
                    "kind": PATIENTS,
                    "key": key,
                    "subject_id": change.known.subject_id,
                    "import_run_id": self.run.id,
                    "content": content,
                }
            )
            return
        self.before["rows"][key] = [PATIENTS, row.content, row.import_run_id]
        row.content, row.import_run_id = content, self.run.id


def _typed(column: str, value: Any, clinic_language: Any) -> Any:
    """A JSON value as its column keeps it."""
    if column in ("birth_date", "first_visit_known"):
        return date.fromisoformat(value) if value else None
    if column == "language":
        return value or clinic_language
    return value
