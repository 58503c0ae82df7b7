"""Patients of a file written: families, phones, consents; rows that were corrected updated."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from reception.changes import Done
from reception.models import Consent, Household, ImportedRow, ImportRun, Patient, PatientPhone
from reception.progress import Progress
from reception.rules.import_families import (
    ImportedFamily,
    guardian_of,
    is_minor,
    relation_in,
)
from reception.rules.import_patient_row import ImportedPatient
from reception.rules.import_patients import patient_key
from reception.rules.import_plan import FileContent, PatientsPlan
from reception.rules.names import patronymic_key, search_keys
from reception.services.import_accounts import Opening, open_accounts
from reception.services.import_corrections import Corrector, Place
from reception.services.import_undo import undo_import
from reception.services.imports import ImportResult, Planned, carry_out, tell
from reception.storage.bulk import insert_rows
from reception.storage.import_facts import PATIENTS, patients_plan
from reception.storage.import_store import ImportStore, PersonFacts
from reception.storage.likely import note_checked
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.choices import Relation

_AT_ONCE = 150
"""So many rows take some hundredths of a second: no action at the desk waits for more."""


def import_patients(
    uow: UnitOfWork,
    *,
    content: FileContent,
    plan: PatientsPlan | None = None,
    as_of: int | None = None,
    progress: Progress | None = None,
) -> Done[ImportResult]:
    """Write a file of patients; refused rows are left out, nothing else is.

    `plan` is a check that still holds (see `services.imports.carry_out`); without it the rows are
    checked here.  Raises progress.Cancelled where the work is stopped; nothing of it stays.
    """

    def write(checked: PatientsPlan, run: ImportRun) -> None:
        _Writer(uow, checked, run, content).write(progress)
        note_checked(uow, is_checked=False)

    return carry_out(
        uow,
        kind=PATIENTS,
        content=content,
        planned=Planned.of(plan, as_of),
        planner=patients_plan,
        write=write,
        undo=undo_import,
        progress=progress,
    )


@dataclass
class _Rows:
    """Rows that go into the database in bulk; who has a guardian comes after the others."""

    households: list[dict[str, Any]] = field(default_factory=list)
    people: list[dict[str, Any]] = field(default_factory=list)
    wards: list[dict[str, Any]] = field(default_factory=list)
    phones: list[dict[str, Any]] = field(default_factory=list)
    consents: list[dict[str, Any]] = field(default_factory=list)
    imported: list[dict[str, Any]] = field(default_factory=list)

    def write(self, uow: UnitOfWork, say: Callable[[], None]) -> None:
        """Put them in and forget them; `say` is called now and again and may raise."""
        for kind, rows in (
            (Household, self.households),
            (Patient, self.people),
            (Patient, self.wards),
            (PatientPhone, self.phones),
            (Consent, self.consents),
            (ImportedRow, self.imported),
        ):
            for start in range(0, len(rows), _AT_ONCE):
                say()
                insert_rows(uow.session, kind, rows[start : start + _AT_ONCE])
            if rows:
                uow.touch_kind(kind)
            rows.clear()


class _Writer:
    """Turns a plan into rows; numbers are given here, so that ties need no second look."""

    def __init__(
        self, uow: UnitOfWork, plan: PatientsPlan, run: ImportRun, content: FileContent
    ) -> None:
        self.uow, self.plan, self.run = uow, plan, run
        self.store = ImportStore(uow.session)
        self.day = content.export_day or uow.today
        self.rows, self.late = _Rows(), _Rows()
        self.openings: list[Opening] = []
        self.corrector = Corrector(uow, plan, run, self.day)
        self.numbers = dict(plan.numbers)
        self.new = {patient_key(person) for person in plan.new}
        first = self.store.next_id(Patient)
        self.numbers.update(
            (patient_key(person), number) for number, person in enumerate(plan.new, start=first)
        )
        self.next_household = self.store.next_id(Household)
        self.born = {patient_key(person): person.birth_date for person in plan.taken}

    def write(self, progress: Progress | None) -> None:
        """New people family by family, a chunk at a time; then what was corrected of the others."""
        found = self.plan.families
        facts = self._known_facts(found)
        corrected: list[tuple[ImportedFamily, int]] = []
        for done, family in enumerate(found):
            household = self._household(family, facts)
            self._add_new(family, household)
            if any(person.line in self.plan.changed for person in family.members):
                corrected.append((family, household))
            if len(self.rows.people) + len(self.rows.wards) >= _AT_ONCE:
                say = partial(tell, progress, done, len(found), msg("Writing the patients…"))
                self.rows.write(self.uow, say)
        say = partial(tell, progress, len(found), len(found), msg("Writing the patients…"))
        self.rows.write(self.uow, say)
        self.late.write(self.uow, say)
        for done, (family, household) in enumerate(corrected):
            tell(progress, done, len(corrected), msg("Writing the patients…"))
            self._correct(family, household)
        before = self.corrector.before
        open_accounts(self.uow, self.run, self.openings, before, progress)
        self.store.keep_before(self.run.id, before)

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

    def _add_new(self, family: ImportedFamily, household: int) -> None:
        inside = {patient_key(person) for person in family.members}
        for person in family.members:
            if patient_key(person) in self.new:
                guardian = guardian_of(person, self.born, self.day)
                is_late = guardian in self.new and guardian not in inside
                rows = self.late if is_late else self.rows
                self._add(person, household, family.head, guardian, rows)

    def _correct(self, family: ImportedFamily, household: int) -> None:
        for person in family.members:
            change = self.plan.changed.get(person.line)
            if change is not None:
                guardian = guardian_of(person, self.born, self.day)
                place = Place(
                    household,
                    relation_in(person, family.head, self.day),
                    self.numbers[guardian] if guardian else None,
                )
                self.corrector.correct(person, change, place)
                if change.values.keys() & {"card", "points"}:
                    self._bring(person, change.known.subject_id, place.household_id, place.relation)

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

    def _add(
        self, person: ImportedPatient, household: int, head: str, guardian: str, rows: _Rows
    ) -> None:
        key = patient_key(person)
        number = self.numbers[key]
        by_surname, by_first = search_keys(person.name)
        relation = relation_in(person, head, self.day)
        if person.card or person.points:
            self._bring(person, number, household, relation)
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
            "patronymic_key": patronymic_key(by_first),
            "birth_date": person.birth_date,
            "sex": person.sex,
            "language": person.language or self.uow.clinic.language,
            "form_of_address": person.form_of_address,
            "email": person.email,
            "address": person.address,
            "source": person.source,
            "comment": person.comment,
            "first_visit_known": person.first_visit,
            "last_visit_known": person.last_visit,
            "visits_known": person.visits_count,
            "household_id": household,
            "relation": relation,
            "guardian_id": self.numbers[guardian] if guardian else None,
            "created_at": self.uow.now,
            "import_run_id": self.run.id,
        }
        (rows.wards if guardian else rows.people).append(row)
        for position, digits in enumerate(person.phones):
            rows.phones.append(
                {
                    "patient_id": number,
                    "digits": digits,
                    "reversed_digits": digits[::-1],
                    "position": position,
                }
            )
        for channel in sorted(person.consents):
            rows.consents.append(self.corrector.consent(number, channel))
        rows.imported.append(
            {
                "kind": PATIENTS,
                "key": key,
                "subject_id": number,
                "import_run_id": self.run.id,
                "content": self.plan.content(person),
            }
        )

    def _bring(
        self, person: ImportedPatient, number: int, household: int, relation: Relation
    ) -> None:
        """A card and points for the account, once everybody is there."""
        self.openings.append(
            Opening(
                number,
                household,
                relation,
                is_minor(person.birth_date, self.day),
                person.card,
                person.points or 0,
                person.points_until,
            )
        )
