"""kill -9 in the middle of checking in: nothing acknowledged is lost, nothing is there twice."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from reception.models import AuditRow, Request, Visit
from reception.services.check_in import check_in
from reception.storage.backup import check_file
from reception.storage.database import open_database
from reception.values.actor import Actor
from tests.people import Desk

ROOT = Path(__file__).parents[2]
PATIENTS = 5


@pytest.mark.parametrize("lines", [1, 7, 23, 40])
def test_a_killed_desk_keeps_its_word(desk: Desk, administrator: Actor, lines: int) -> None:
    for number in range(PATIENTS):
        desk.person("Ким", f"Имя{'абвгд'[number]}")
    path = desk.database.path
    desk.database.close()
    said = _check_in_until_killed(path, lines)
    assert len(said) >= lines
    reopened = open_database(path, None)
    try:
        again = Desk(reopened, administrator, desk.now)
        visits = again.ask(lambda session: session.scalars(select(Visit)).all())
        by_number = {visit.id: visit.patient_id for visit in visits}
        for _request, patient_id, visit_id in said:
            assert by_number[visit_id] == patient_id
        requests = again.ask(lambda session: session.scalars(select(Request)).all())
        made = Counter(one.subject_id for one in requests)
        assert set(made.values()) == {1}
        assert len(visits) == len(requests) <= len(said) + 1
        audited = again.ask(lambda session: session.scalars(select(AuditRow)).all())
        assert sum(row.action == "check_in" for row in audited) == len(visits)
        _a_retry_of_the_last_books_nothing_new(again, said[-1], len(visits))
    finally:
        reopened.close()
    assert check_file(path, None) == []


def _check_in_until_killed(path: Path, lines: int) -> list[tuple[int, int, int]]:
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.services.check_in_writer", str(path), str(PATIENTS)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    said = [writer.stdout.readline() for _ in range(lines)]
    writer.kill()
    said += writer.stdout.readlines()
    writer.stdout.close()
    writer.wait()
    whole = [line.split() for line in said if line.endswith("\n")]
    return [(int(one), int(two), int(three)) for one, two, three in whole]


def _a_retry_of_the_last_books_nothing_new(
    desk: Desk, last: tuple[int, int, int], visits: int
) -> None:
    request, patient_id, visit_id = last
    done = desk.do(
        check_in,
        patient_id=patient_id,
        confirm_second=True,
        request_id=f"request-{request}",
    )
    assert done.value.visit_id == visit_id
    assert len(desk.ask(lambda session: session.scalars(select(Visit)).all())) == visits
