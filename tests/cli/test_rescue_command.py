"""`reception rescue`: a damaged file is read as far as it can be, and stays as it was."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from reception import bootstrap
from reception.main import main
from reception.paths import DataFolder
from reception.services.patients import change_patient
from reception.storage.database import look_into, open_database
from tests.clinics import PASSWORD
from tests.people import Desk

PAGE = 4096
PEOPLE = 40
NOTE = "Просит напомнить накануне. " * 60


def rescued(folder: Path, name: str) -> list[list[str]]:
    text = (folder / f"rescued-{name}.csv").read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=","))[1:]


@pytest.fixture
def crowded(desk: Desk, data_folder: DataFolder) -> DataFolder:
    """Many people, closed."""
    for number in range(PEOPLE):
        person = desk.person(f"Соколова{number}", "Марина")
        desk.do(change_patient, patient_id=person, field="comment", value=NOTE)
    desk.database.close()
    return data_folder


def spoiled(data: bytes, page: int) -> bytes:
    """A file with rubbish over the head of one page."""
    return data[: page * PAGE] + b"\xa5" * 400 + data[page * PAGE + 400 :]


def spoil_a_patient(path: Path, key: bytes | None) -> None:
    """Spoil the last page that holds patients; the list of tables stays readable."""
    data, trial = path.read_bytes(), path.with_name("trial.db")
    for page in range(len(data) // PAGE - 1, 1, -1):
        trial.write_bytes(spoiled(data, page))
        connection = look_into(trial, key)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            connection.execute("SELECT sum(length(comment)) FROM patient").fetchone()
        except driver.Error:
            if "patient" in tables_of(trial, key):
                trial.replace(path)
                return
        finally:
            connection.close()
    raise AssertionError("no page of the file holds patients")


def tables_of(path: Path, key: bytes | None) -> set[str]:
    connection = look_into(path, key)
    try:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    except driver.Error:
        return set()
    finally:
        connection.close()


def run(folder: DataFolder, out: Path, *more: str) -> int:
    return main(["rescue", "--data", str(folder.root), "--lang", "en", "--out", str(out), *more])


def test_a_whole_file_gives_everything(crowded: DataFolder, tmp_path: Path) -> None:
    assert run(crowded, tmp_path / "out") == 0
    people = rescued(tmp_path / "out", "patients")
    assert len(people) == PEOPLE
    assert people[0][2:4] == ["Соколова0", "Марина"]
    assert rescued(tmp_path / "out", "visits") == []


@pytest.mark.parametrize("protected", [False, True])
def test_a_spoiled_file_gives_what_is_left_and_stays(
    crowded: DataFolder,
    tmp_path: Path,
    protected: bool,
    capsys: pytest.CaptureFixture[str],
) -> None:
    access, key = [], None
    if protected:
        key = bootstrap.protect(crowded, "anna", PASSWORD)
        (tmp_path / "password").write_text(PASSWORD, encoding="utf-8")
        access = ["--staff", "anna", "--password-file", str(tmp_path / "password")]
    spoil_a_patient(crowded.database, key)
    stood = crowded.database.read_bytes()
    assert run(crowded, tmp_path / "out", *access) == 0
    people = rescued(tmp_path / "out", "patients")
    assert PEOPLE // 2 < len(people) < PEOPLE
    assert {one[3] for one in people} == {"Марина"}
    assert "could not be read" in capsys.readouterr().err
    assert crowded.database.read_bytes() == stood
    assert [one.name for one in crowded.root.iterdir() if one.name.startswith("rescue-")] == []


def test_a_file_without_a_beginning_is_told(
    crowded: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    crowded.database.write_bytes(b"\0" * 8192)
    assert run(crowded, tmp_path / "out") == 4
    assert "nothing can be rescued from it" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_rescued_clinic_still_opens_where_it_was_whole(crowded: DataFolder) -> None:
    assert run(crowded, crowded.root / "out") == 0
    open_database(crowded.database, None).close()
