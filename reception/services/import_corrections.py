"""Patients known from an earlier import: what was corrected in the file is written, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from reception.models import Consent, ImportedRow, ImportRun
from reception.rules.import_patient_row import ImportedPatient
from reception.rules.import_patients import patient_key
from reception.rules.import_plan import Change, PatientsPlan
from reception.rules.names import PersonName, search_keys
from reception.services.imports import bring_phones, set_column
from reception.storage.import_facts import PATIENTS
from reception.storage.import_store import ImportStore
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language
from reception.values.choices import ConsentPurpose, ConsentState, ContactChannel, Relation

_COLUMNS = {
    **{name: name for name in ("last_name", "first_name", "patronymic", "no_patronymic")},
    **{name: name for name in ("name_as_given", "birth_date", "sex", "email", "address")},
    **{name: name for name in ("language", "form_of_address", "source", "comment")},
    "first_visit": "first_visit_known",
    "last_visit": "last_visit_known",
    "visits_count": "visits_known",
}
_TIES = ("head_id", "family_id", "relation", "guardian_id", "birth_date")


@dataclass(frozen=True)
class Place:
    """Where a person now belongs: household, what they are to its head, their guardian."""

    household_id: int
    relation: Relation
    guardian_id: int | None


class Corrector:
    """Writes corrections and keeps in `before` what they overwrite."""

    def __init__(self, uow: UnitOfWork, plan: PatientsPlan, run: ImportRun, day: date) -> None:
        self.uow, self.plan, self.run, self.day = uow, plan, run, day
        self.store = ImportStore(uow.session)
        self.before: dict[str, dict[str, Any]] = {
            kind: {} for kind in ("patients", "phones", "consents", "rows")
        }

    def consent(self, number: int, channel: ContactChannel) -> dict[str, Any]:
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

    def correct(self, person: ImportedPatient, change: Change, place: Place) -> None:
        """Write what differs; ties move the person only while they are on no account."""
        number = change.known.subject_id
        row = self.store.patient(number)
        if row is None:
            return
        old: dict[str, list[Any]] = {}
        values = dict(change.values)
        for name, column in _COLUMNS.items():
            if name in values:
                set_column(row, column, _typed(column, values[name], self.uow.clinic.language), old)
        keys = search_keys(PersonName(row.last_name, row.first_name, row.patronymic))
        set_column(row, "name_key", keys[0], old)
        set_column(row, "first_key", keys[1], old)
        if any(tie in values for tie in _TIES):
            set_column(row, "guardian_id", place.guardian_id, old)
            set_column(row, "relation", place.relation, old)
            if self.uow.find.membership(number) is None:
                set_column(row, "household_id", place.household_id, old)
        if old:
            self.before["patients"][str(number)] = old
        if "phones" in values:
            self._update_phones(number, change)
        if "consents" in values:
            self._update_consents(number, person)
        self._remember(person, change)

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
                set_column(row, "state", ConsentState.WITHDRAWN, old)
                set_column(row, "withdrawn_on", self.day, old)
                self.before["consents"][str(row.id)] = old
        for channel in sorted(person.consents - set(standing)):
            self.uow.add(Consent(**self.consent(number, channel)))

    def _remember(self, person: ImportedPatient, change: Change) -> None:
        key = patient_key(person)
        content = self.plan.content(person)
        row = self.store.row(PATIENTS, key)
        if row is None:
            self.uow.add(
                ImportedRow(
                    kind=PATIENTS,
                    key=key,
                    subject_id=change.known.subject_id,
                    import_run_id=self.run.id,
                    content=content,
                )
            )
            return
        self.before["rows"][key] = [PATIENTS, row.content, row.import_run_id]
        row.content, row.import_run_id = content, self.run.id


def _typed(column: str, value: Any, clinic_language: Language) -> Any:
    """A JSON value as its column keeps it."""
    if column in ("birth_date", "first_visit_known", "last_visit_known"):
        return date.fromisoformat(value) if value else None
    if column == "language":
        return value or clinic_language
    return value
