"""`backup`, `verify`, `restore` and `demo`: copies that are checked, answers in JSON, exit codes."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from reception.cli import backup, demo
from reception.cli.arguments import CommandLine
from reception.cli.runner import Access, Command, explain_and_code, held_lock
from reception.clock import SetClock
from reception.errors import ReceptionError
from reception.models import Patient
from reception.paths import DataFolder
from reception.storage.database import Database, connect
from reception.translation import Language, load_translator
from tests.people import Desk

TASKS = {
    "backup": backup.backup,
    "verify": backup.verify,
    "restore": backup.restore,
    "demo": demo.run,
}
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(data_folder: DataFolder, clock: SetClock) -> Run:
    def call(
        name: str, *arguments: str, folder: DataFolder = data_folder, access: Access | None = None
    ) -> tuple[int, str, str]:
        words = load_translator(Language.EN)
        options = CommandLine(words).read([name, *arguments])
        out, err = io.StringIO(), io.StringIO()
        command = Command(folder, clock, words, access or Access(), out, err)
        try:
            code = TASKS[name](command, options)
        except ReceptionError as error:
            code = explain_and_code(error, words, err)
        return code, out.getvalue(), err.getvalue()

    return call


def people(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Patient)) or 0


def made(folder: Path) -> Path:
    (copy,) = folder.glob("reception-*.db")
    return copy


def test_a_copy_beside_the_open_window(run: Run, desk: Desk, data_folder: DataFolder) -> None:
    desk.person("Соколова", "Марина")
    with held_lock(data_folder):
        code, out, err = run("backup", "--json")
    assert (code, json.loads(out)) == (0, {"ok": True, "problems": []})
    assert str(made(data_folder.backups)) in err


def test_a_copy_in_another_folder(run: Run, desk: Desk, tmp_path: Path) -> None:
    desk.person("Соколова", "Марина")
    code, out, _err = run("backup", "--out", str(tmp_path / "stick"))
    assert (code, out) == (0, "")
    assert run("verify", str(made(tmp_path / "stick")), "--json")[0] == 0
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert run("backup", "--out", str(blocked))[0] == 2


def test_going_back_keeps_what_stood_there_and_lists_what_is_lost(
    run: Run, desk: Desk, data_folder: DataFolder
) -> None:
    desk.person("Соколова", "Марина")
    run("backup")
    copy = made(data_folder.backups)
    desk.person("Соколов", "Павел")
    assert people(desk.database) == 2
    desk.database.close()
    code, out, err = run("restore", str(copy), "--json")
    assert (code, json.loads(out)) == (0, {"ok": True, "problems": []})
    assert "1 action since then is not in the copy" in err
    assert "Patient entered" in err
    assert len(list(data_folder.backups.glob("before-restore-*.db"))) == 1
    assert people(desk.database) == 1


def test_going_back_waits_for_the_window_to_close(
    run: Run, desk: Desk, data_folder: DataFolder
) -> None:
    desk.person("Соколова", "Марина")
    run("backup")
    desk.person("Соколов", "Павел")
    with held_lock(data_folder):
        code, _out, err = run("restore", str(made(data_folder.backups)))
    assert code == 4
    assert "open" in err
    assert people(desk.database) == 2


def test_a_damaged_copy_is_refused_and_changes_nothing(
    run: Run, desk: Desk, data_folder: DataFolder
) -> None:
    desk.person("Соколова", "Марина")
    run("backup")
    copy = made(data_folder.backups)
    content = bytearray(copy.read_bytes())
    content[5000:9000] = bytes(4000)
    copy.write_bytes(content)
    desk.person("Соколов", "Павел")
    code, out, _err = run("restore", str(copy), "--json")
    answer = json.loads(out)
    assert code == 4
    assert not answer["ok"]
    assert answer["problems"]
    assert people(desk.database) == 2


def test_verify_names_the_row_that_was_changed(
    run: Run, desk: Desk, data_folder: DataFolder
) -> None:
    desk.person("Соколова", "Марина")
    connection = connect(data_folder.database, None)
    connection.execute("DROP TRIGGER guard_audit_update")
    connection.execute("UPDATE audit SET actor_name = 'nobody' WHERE id = 2")
    connection.close()
    code, out, _err = run("verify", "--json")
    answer = json.loads(out)
    assert code == 4
    assert answer["problems"] == ["Table audit, row 2: it was changed after it was written."]
    code, out, err = run("verify")
    assert (code, out) == (4, "")
    assert "row 2" in err


def test_verify_of_nothing_and_of_something_else(run: Run, tmp_path: Path) -> None:
    assert run("verify", str(tmp_path / "none.db"))[0] == 2
    other = tmp_path / "letter.db"
    other.write_text("Dear Sir " * 900, encoding="utf-8")
    code, _out, err = run("verify", str(other))
    assert code == 4
    assert err.strip()


def test_a_demonstration_in_an_empty_folder_only(run: Run, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "demo")
    code, out, err = run("demo", "--patients", "40", "--months", "6", folder=folder)
    assert (code, out) == (0, "")
    assert "40 patients" in err
    assert "PIN 1111" in err
    size = folder.database.stat().st_size
    code, _out, err = run("demo", "--patients", "40", "--months", "6", folder=folder)
    assert code == 2
    assert "already" in err
    assert folder.database.stat().st_size == size
    assert run("verify", folder=folder)[0] == 0


def test_a_demonstration_of_an_impossible_size(run: Run, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "demo")
    code, _out, err = run("demo", "--patients", "0", folder=folder)
    assert code == 2
    assert "Allowed: 1 to" in err
    assert not folder.database.exists()
