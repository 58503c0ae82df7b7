"""`reception terms check` and `terms publish`, and the export of the history for a replay."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from reception.bootstrap import starter_terms_text
from reception.cli.export_events import export_events
from reception.cli.replay import read_terms_file, replay
from reception.cli.runner import Access, Command
from reception.cli.terms import check, publish, show
from reception.clock import SetClock
from reception.errors import InvalidInput, Refused
from reception.main import main
from reception.models import ProgrammeVersion
from reception.paths import DataFolder
from reception.services.clinic import change_clinic
from reception.services.promotions import publish_promotion
from reception.storage.database import Database
from reception.translation import Language, load_translator
from reception.values.actor import COMMAND_LINE
from reception.values.choices import Country
from tests.clinics import MONDAY_MORNING
from tests.knowledge import pass_quiz
from tests.services.test_programme import REQUISITES

TODAY = MONDAY_MORNING.date()


def terms_file(folder: Path, *, number: int = 2, days: int = 1, **other: str) -> Path:
    """A file of terms that begin some days from today; `other` replaces what stands in it."""
    head = f"[version]\nnumber = {number}\nvalid_from = {TODAY + timedelta(days=days)}\n"
    text = starter_terms_text(Country.RU).replace("[version]\nnumber = 1\n", head)
    for old, new in other.items():
        table, key = old.split("__")
        line = next(row for row in text.splitlines() if row.startswith(f"{key} ="))
        assert f"[{table}]" in text
        text = text.replace(line, f"{key} = {new}")
    path = folder / "terms.toml"
    path.write_text(text, encoding="utf-8")
    return path


def checked(path: Path, *, as_json: bool = True) -> tuple[int, Any, str]:
    out, errors = io.StringIO(), io.StringIO()
    words = load_translator(Language.EN)
    code = check(path, as_json=as_json, out=out, errors=errors, translator=words)
    return code, json.loads(out.getvalue()) if as_json else out.getvalue(), errors.getvalue()


@pytest.fixture
def command(open_clinic: Callable[..., Database], data_folder: DataFolder) -> Command:
    """A clinic worked on from the command line."""
    open_clinic()
    return Command(
        folder=data_folder,
        clock=SetClock(MONDAY_MORNING),
        translator=load_translator(Language.EN),
        access=Access(),
        out=io.StringIO(),
        err=io.StringIO(),
    )


def test_good_terms_are_said_with_their_gates(tmp_path: Path) -> None:
    code, answer, _errors = checked(terms_file(tmp_path))
    assert code == 0
    assert (answer["ok"], answer["faults"], answer["number"]) == (True, [], 2)
    lights = {gate["code"]: gate["light"] for gate in answer["gates"]}
    assert lights.pop("M5") == "grey"
    assert set(lights.values()) == {"green"}
    assert answer["warnings"] == []
    text = checked(terms_file(tmp_path), as_json=False)[1]
    assert text.splitlines()[0].startswith("The terms can be taken: version 2")


def test_every_fault_has_its_path_what_was_found_and_what_is_allowed(tmp_path: Path) -> None:
    path = terms_file(tmp_path, earning__percent='"7,5"', redemption__step="0", version__number="0")
    code, answer, _errors = checked(path)
    assert code == 2
    assert [fault["path"] for fault in answer["faults"]] == [
        "version.number",
        "earning.percent",
        "redemption.step",
    ]
    assert answer["faults"][1]["found"] == "“7,5”"
    assert "two decimals" in answer["faults"][1]["allowed"]
    assert len(checked_text(path).splitlines()) == 4


def checked_text(path: Path) -> str:
    errors = io.StringIO()
    words = load_translator(Language.EN)
    check(path, as_json=False, out=io.StringIO(), errors=errors, translator=words)
    return errors.getvalue()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"[programme", b"a = 1\na = 2"])
def test_what_is_no_terms_at_all_is_a_fault(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "terms.toml"
    path.write_bytes(content)
    assert checked(path)[0] == 2
    assert checked(tmp_path / "nothing.toml")[0] == 2


def test_checking_loads_neither_screens_nor_database(tmp_path: Path) -> None:
    path = terms_file(tmp_path)
    script = (
        "import sys; from reception.main import main;"
        f" code = main(['terms', 'check', {str(path)!r}, '--json']);"
        " heavy = {'PySide6', 'sqlalchemy', 'alembic', 'reportlab'} & set(sys.modules);"
        " print(heavy, file=sys.stderr); sys.exit(code or len(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_publishing_names_what_keeps_it_from_being_published(
    command: Command, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as refusal:
        publish(command, terms_file(tmp_path), override_reason="", as_json=True)
    assert refusal.value.exit_code == 3
    answer = json.loads(command.out.getvalue())  # type: ignore[attr-defined]
    assert answer["ok"] is False
    assert "Legal name" in answer["problems"][0]


def test_a_file_is_published_once(
    command: Command, tmp_path: Path, fill_requisites: Callable[[], None]
) -> None:
    fill_requisites()
    with command.open(writing=True) as database:
        terms = read_terms_file(terms_file(tmp_path))
        pass_quiz(database, terms, command.clock.now(), COMMAND_LINE)
    assert publish(command, terms_file(tmp_path), override_reason="", as_json=True) == 0
    assert json.loads(command.out.getvalue())["number"] == 2  # type: ignore[attr-defined]
    with pytest.raises(InvalidInput) as fault:
        publish(command, terms_file(tmp_path), override_reason="", as_json=False)
    assert fault.value.exit_code == 2


def test_a_faulty_file_is_not_published(command: Command, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as fault:
        publish(
            command,
            terms_file(tmp_path, earning__percent="7"),
            override_reason="",
            as_json=False,
        )
    assert len(fault.value.faults) == 1


@pytest.fixture
def fill_requisites(command: Command) -> Callable[[], None]:
    """Complete the clinic's requisites."""

    def fill() -> None:
        with command.open(writing=True) as database:
            for field, value in REQUISITES.items():
                command.act(database, change_clinic, field=field, value=value)

    return fill


def test_the_history_is_written_as_events_a_replay_takes(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    assert export_events(command, path) == 0
    out = io.StringIO()
    terms = terms_file(tmp_path)
    words = load_translator(Language.EN)
    assert replay([terms], path, out=out, errors=io.StringIO(), translator=words) == 0


def test_a_replay_without_terms_or_events_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "replay"]) == 2
    assert "--terms" in capsys.readouterr().err


def test_the_terms_of_a_version_are_printed_as_the_file_they_could_come_from(
    command: Command, tmp_path: Path
) -> None:
    assert show(command, version=None) == 0
    text = command.out.getvalue()  # type: ignore[attr-defined]
    path = tmp_path / "version.toml"
    path.write_text(text, encoding="utf-8")
    code, answer, _errors = checked(path)
    with command.open(writing=False) as database, database.reading() as session:
        row = session.scalars(select(ProgrammeVersion)).one()
        assert (code, answer["hash"]) == (0, row.terms_hash)
    with pytest.raises(Refused):
        show(command, version=7)


def test_promotions_by_themselves_are_shown_for_a_replay(
    command: Command, tmp_path: Path, fill_requisites: Callable[[], None]
) -> None:
    fill_requisites()
    tree = {
        "code": "autumn",
        "name": {"ru": "Осень", "uk": "Осінь", "en": "Autumn"},
        "first_day": "2026-11-03",
        "last_day": "2026-12-31",
        "multiplier": "2",
    }
    with command.open(writing=True) as database:
        command.act(database, publish_promotion, tree=tree)
    assert show(command, version=None) == 0
    assert "autumn" not in command.out.getvalue()  # type: ignore[attr-defined]
    assert show(command, version=None, with_promotions=True) == 0
    assert "autumn" in command.out.getvalue()  # type: ignore[attr-defined]
