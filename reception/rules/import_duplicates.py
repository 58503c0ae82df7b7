"""Likely duplicates within an imported file: every row is compared, also those an import refuses."""

from __future__ import annotations

from collections.abc import Sequence

from reception.progress import Progress
from reception.rules.duplicate_fields import prepared
from reception.rules.duplicate_pairs import likely_pairs
from reception.rules.duplicates import Likely
from reception.rules.import_patient_row import PatientRow, PatientsFile, checked_patient
from reception.values.sheet import RawRow


def duplicates_in_file(
    rows: Sequence[RawRow], file: PatientsFile, *, progress: Progress | None = None
) -> list[Likely]:
    """The likely duplicates, best first, by external id; a row without one is «#» and its line.

    A value that an import would refuse (31 February, a formula for a name) counts as unknown.
    """
    records = []
    for raw in rows:
        person = checked_patient(PatientRow(raw, file))
        records.append(
            prepared(
                person.external_id or f"#{person.line}",
                person.name,
                born=person.birth_date,
                phones=person.phones,
                email=person.email,
                address=person.address,
                sex=person.sex,
            )
        )
    return likely_pairs(records, progress=progress)
