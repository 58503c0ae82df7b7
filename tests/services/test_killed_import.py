"""kill -9 in the middle of an import: nothing of it is there, and it can be made again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from reception.models import Household, ImportRun, Patient, PatientPhone, RefusedRow
from reception.storage.backup import check_file
from reception.storage.database import open_database
from tests.fixtures.exports import EXPORTS
from tests.people import Desk

ROOT = Path(__file__).parents[2]
KINDS = (Patient, PatientPhone, Household, ImportRun, RefusedRow)


@pytest.mark.parametrize("reports", [2, 4])
def test_a_killed_import_leaves_nothing_behind(desk: Desk, reports: int) -> None:
    path = desk.database.path
    desk.database.close()
    writer = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.services.import_writer"),
            *(str(path), str(EXPORTS / "ru_patients.csv"), str(reports)),
        ],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    for _ in range(reports):
        assert writer.stdout.readline()
    writer.kill()
    writer.communicate()
    database = open_database(path, None)
    try:
        with database.reading() as session:
            for kind in KINDS:
                assert session.scalar(select(func.count()).select_from(kind)) == 0
    finally:
        database.close()
    assert check_file(path, None) == []
