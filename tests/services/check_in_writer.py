"""A process that checks patients in without pause, and says each one it was told is done.

Started by test_killed_check_in.py and killed at a moment nobody chose:
`python -m tests.services.check_in_writer DATABASE`.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reception.services.check_in import check_in
from reception.storage.database import open_database
from reception.values.actor import Actor
from reception.values.choices import Role
from reception.values.ids import StaffId

START = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)


def main(path: Path, patients: int) -> None:
    """Check the patients in, one after the other, for ever; a line for each that is stored."""
    database = open_database(path, None)
    actor = Actor(StaffId(2), "Ольга Титова", Role.ADMINISTRATOR)
    number = 0
    while True:
        number += 1
        patient_id = number % patients + 1
        now = START + timedelta(seconds=number)
        with database.unit_of_work(now=now, actor=actor, action="check_in") as uow:
            done = check_in(
                uow,
                patient_id=patient_id,
                confirm_second=True,
                request_id=f"request-{number}",
            )
        sys.stdout.write(f"{number} {patient_id} {done.value.visit_id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
