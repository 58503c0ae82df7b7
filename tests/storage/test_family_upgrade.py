"""Families in a file of an earlier release: known since they were entered, guardians as before."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from reception.models import HouseholdTime, Patient, Representative
from reception.queries.family import family_sheet
from reception.storage.database import open_database
from reception.storage.upgrade import upgrade
from reception.values.family_choices import RepresentativeKind
from tests.clinics import MONDAY_MORNING
from tests.storage.test_releases import RELEASES, written_by


@pytest.mark.parametrize("release", sorted(RELEASES.glob("*.sql")), ids=lambda path: path.stem)
def test_everybody_is_in_a_family_since_they_were_entered(release: Path, tmp_path: Path) -> None:
    path = written_by(release, tmp_path)
    upgrade(path, None, backups=tmp_path / "backups", now=MONDAY_MORNING)
    database = open_database(path, None)
    try:
        with database.reading() as session:
            people = session.scalars(select(Patient)).all()
            assert people
            assert all(one.household_since == one.created_at.date() for one in people)
            assert all(one.deceased_source == "" for one in people)
            assert not session.scalars(select(Representative)).all()
            assert not session.scalars(select(HouseholdTime)).all()
            for one in people[:20]:
                sheet = family_sheet(session, patient_id=one.id, day=MONDAY_MORNING.date())
                assert one.id in {member.patient_id for member in sheet.members}
                guardians = [
                    line.person_id
                    for line in sheet.acting
                    if line.kind is RepresentativeKind.GUARDIAN
                ]
                assert guardians == ([] if one.guardian_id is None else [one.guardian_id])
    finally:
        database.close()
