"""Broken files and broken circumstances, each through the command line as a person meets it.

A fault passes when the program answers in words of the person's language with a way out, leaves
what stood there as it was, and ends with the code the files page promises.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import func, select

from reception import bootstrap
from reception.clock import SetClock
from reception.errors import ReceptionError
from reception.models import Patient
from reception.paths import DataFolder
from reception.services.check_in import check_in
from reception.services.patients import register_patient
from reception.storage.database import SCHEMA_VERSION, Database, connect, open_database
from reception.translation import Language, load_translator
from tests.clinics import MONDAY_MORNING, PASSWORD
from tests.faults.desk_work import OLGA

CYRILLIC = re.compile("[А-яІіЇїЄєҐґ]")


@dataclass(frozen=True)
class Answer:
    """What the program said, and with which code it ended."""

    code: int
    words: str


@dataclass(frozen=True)
class Fault:
    """A fault: its name, what is done to a copy of a good folder, what must come of it."""

    name: str
    harm: Callable[[DataFolder], None]
    expected: int = 4
    changes_nothing: bool = True


def ask(folder: DataFolder, *words: str, language: Language = Language.RU) -> Answer:
    """The command line on a folder, in this process, as a person would call it."""
    from reception.main import main

    said, wrong = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(wrong):
        try:
            code = main([*words, "--data", str(folder.root), "--lang", language.value])
        except SystemExit as left:
            code = int(left.code or 0)
    return Answer(code, said.getvalue() + wrong.getvalue())


def meet(fault: Fault, good: Path, place: Path, language: Language) -> Answer:
    """Do the harm to a copy of the good folder and ask for the month; what was answered.

    Fails where the answer is a traceback, is not in the language, or where the file was touched.
    """
    shutil.copytree(good, place)
    folder = DataFolder(place)
    fault.harm(folder)
    before = _bytes(folder)
    answer = ask(folder, "report", "--month", "2026-10", "--json", language=language)
    assert answer.code == fault.expected, (fault.name, answer)
    if fault.expected:
        assert answer.words.strip(), fault.name
        assert "Traceback" not in answer.words, answer.words
        assert (language is Language.EN) != bool(CYRILLIC.search(answer.words)), answer.words
    if fault.changes_nothing:
        assert _bytes(folder) == before, f"{fault.name}: the file was touched"
    return answer


def _bytes(folder: DataFolder) -> bytes | None:
    with suppress(OSError):
        return folder.database.read_bytes()
    return None


# --- The harms --------------------------------------------------------------------------------


def vanish(folder: DataFolder) -> None:
    """The file is gone."""
    folder.database.unlink()


def truncate(folder: DataFolder) -> None:
    """The last third of the file is cut off."""
    size = folder.database.stat().st_size
    os.truncate(folder.database, size * 2 // 3 // 4096 * 4096)


def empty(folder: DataFolder) -> None:
    """The file is there, and has no byte."""
    folder.database.write_bytes(b"")


def scribble(folder: DataFolder) -> None:
    """The head of the file is overwritten."""
    with folder.database.open("r+b") as file:
        file.write(b"\x00garbage" * 64)


def flip_a_bit(folder: DataFolder) -> None:
    """One bit in each page's middle turned over: a dying disk."""
    with folder.database.open("r+b") as file:
        data = bytearray(file.read())
        for start in range(8192, len(data), 4096):
            data[start + 2000] ^= 0x10
        file.seek(0)
        file.write(data)


def make_newer(folder: DataFolder) -> None:
    """A later release has worked with it."""
    raw = connect(folder.database, None)
    raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    raw.execute("PRAGMA journal_mode = DELETE")
    raw.close()


def somebody_elses(folder: DataFolder) -> None:
    """A database of another program."""
    folder.database.unlink()
    raw = connect(folder.database, None)
    raw.execute("PRAGMA journal_mode = DELETE")
    raw.execute("CREATE TABLE song (title TEXT)")
    raw.close()


def make_folder(folder: DataFolder) -> None:
    """A folder where the file should be."""
    folder.database.unlink()
    folder.database.mkdir()


FAULTS = (
    Fault("file vanished", vanish),
    Fault("file cut off", truncate),
    Fault("file of no bytes", empty),
    Fault("head overwritten", scribble),
    Fault("bits flipped", flip_a_bit),
    Fault("newer version", make_newer),
    Fault("another program's file", somebody_elses),
    Fault("a folder in its place", make_folder),
)


# --- Faults that need more than a file -------------------------------------------------------


def wrong_key(place: Path) -> Answer:
    """A protected clinic asked with a wrong password: refused, the right one still opens it."""
    folder = protected(place)
    path = place / "password.txt"
    path.write_text("not the password", encoding="utf-8")
    asked = partial(ask, folder, "report", "--month", "2026-10", "--json", "--staff", "anna")
    before = _bytes(folder)
    answer = asked("--password-file", str(path))
    assert answer.code == 3, answer
    assert _bytes(folder) == before
    path.write_text(PASSWORD, encoding="utf-8")
    assert asked("--password-file", str(path)).code == 0
    return answer


def protected(place: Path) -> DataFolder:
    """An encrypted clinic with a few people."""
    from reception.services.setup import NewClinic
    from reception.values.choices import Country

    folder = DataFolder(place)
    database = bootstrap.lay_down_clinic(
        folder,
        NewClinic.of_country("Клиника", Country.RU),
        clock=SetClock(MONDAY_MORNING),
        supervisor=bootstrap.Supervisor("Анна Орлова", "anna", PASSWORD, "1234"),
    )
    database.close()
    return folder


def full_disk(good: Path, place: Path) -> Answer:
    """A disk that takes no byte more: the action is refused in words, what was there stays.

    The disk is a small one in memory where this machine lets us mount it; elsewhere SQLite itself
    is told that there is no further page.
    """
    place.mkdir()
    mounted = _mount(place)
    try:
        folder = DataFolder(place / "data")
        shutil.copytree(good, folder.root)
        database = open_database(folder.database, None)
        try:
            before = _count(database)
            stored, error = _fill(database, None if mounted else _pages(database))
            assert error is not None, "nothing was refused"
            assert error.code == "full", error
            assert _count(database) == before + stored
        finally:
            database.close()
        if mounted:
            (folder.root / "ballast").unlink(missing_ok=True)
        assert bootstrap.verify_database(folder.database, None) == []
    finally:
        if mounted:
            subprocess.run(["umount", str(place)], check=False, capture_output=True)
    words = load_translator(Language.RU)
    out = "" if error.way_out is None else " " + words.text(error.way_out)
    return Answer(4, words.text(error.message) + out)


def _mount(place: Path) -> bool:
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return False
    order = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place)]
    return subprocess.run(order, check=False, capture_output=True).returncode == 0


def _pages(database: Database) -> int:
    connection = database.connect()
    try:
        return int(connection.execute("PRAGMA page_count").fetchone()[0])
    finally:
        connection.close()


def _fill(database: Database, pages: int | None) -> tuple[int, ReceptionError | None]:
    """Register people until the disk is full; how many were stored, and what was answered."""
    stored = 0
    try:
        for _ in range(5000):
            with database.unit_of_work(
                now=MONDAY_MORNING, actor=OLGA, action="register_patient"
            ) as uow:
                if pages is not None:
                    limit = f"PRAGMA max_page_count = {pages}"
                    uow.session.connection().exec_driver_sql(limit)
                register_patient(uow, last_name="Ким" * 60, first_name="Ева", no_phone=True)
            stored += 1
    except ReceptionError as error:
        return stored, error
    return stored, None


def _count(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Patient)) or 0


def backwards(good: Path, place: Path) -> Answer:
    """A clock that jumps back and on again, over a change to winter time: nothing twice, no error."""
    shutil.copytree(good, place)
    database = open_database(DataFolder(place).database, None)
    instants = [MONDAY_MORNING + timedelta(days=step) for step in (0, 400, -400, 1)]
    instants += [datetime.fromisoformat(one) for one in ("2026-10-25T00:59:59+00:00",)]
    try:
        for number, now in enumerate(instants):
            with database.unit_of_work(now=now, actor=OLGA, action="check_in") as uow:
                check_in(uow, patient_id=1, confirm_second=True, request_id=f"jump-{number}")
        for number, now in enumerate(instants):
            with database.unit_of_work(now=now, actor=OLGA, action="check_in") as uow:
                check_in(uow, patient_id=1, confirm_second=True, request_id=f"jump-{number}")
    finally:
        database.close()
    assert bootstrap.verify_database(DataFolder(place).database, None) == []
    return Answer(0, f"{len(instants)} moments")


def second_instance(good: Path, place: Path) -> Answer:
    """A command that writes, while the window holds the folder: refused; one that reads: not."""
    shutil.copytree(good, place)
    folder = DataFolder(place)
    from reception.cli.runner import held_lock

    table = place / "people.csv"
    table.write_text("Фамилия;Имя\nКим;Ева\n", encoding="utf-8")
    with held_lock(folder):
        answer = ask(folder, "import", "patients", str(table))
        assert answer.code == 4, answer
        assert ask(folder, "report", "--month", "2026-10", "--json").code == 0
    return answer


def read_only(good: Path, place: Path) -> Answer | None:
    """A folder without the right to write; None where this account may write everywhere."""
    shutil.copytree(good, place)
    folder = DataFolder(place)
    if sys.platform == "win32" or os.geteuid() == 0:
        return None
    place.chmod(0o500)
    try:
        answer = ask(folder, "report", "--month", "2026-10", "--json")
    finally:
        place.chmod(0o700)
    assert answer.code == 4, answer
    return answer
