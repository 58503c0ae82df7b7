"""The command line from outside: a real process, its words and its exit codes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reception import __version__

ROOT = Path(__file__).parents[1]


def reception(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reception", *arguments],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_version_is_told_without_loading_anything_heavy() -> None:
    code = (
        "import sys; from reception.main import main; main(['--version']);"
        "print([name for name in ('PySide6', 'alembic', 'sqlalchemy', 'babel', 'argparse')"
        " if name in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.split("\n")[:2] == [f"Reception {__version__}", "[]"]


def test_a_command_loads_no_window(tmp_path: Path) -> None:
    code = (
        "import sys; from reception.main import main;"
        f"main(['verify', '--data', {str(tmp_path)!r}]);"
        "print([name for name in ('PySide6', 'alembic') if name in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("language", "arguments", "words"),
    [
        ("en", ["report"], "Name a month (--month 2026-10) or a first day"),
        ("ru", ["export", "audit"], "Не хватает аргументов: --out."),
        ("uk", ["export", "audit"], "Бракує аргументів: --out."),
        ("ru", ["export", "cats", "--out", "x.csv"], "указано «cats»"),
        ("uk", ["demo", "--seed", "багато"], "не вдається прочитати. Дозволено: ціле число."),
        ("ru", ["export", "audit", "--to", "31.10.2026", "--out", "x.csv"], "2026-10-31"),
        ("en", ["--lang", "xx", "report"], "Allowed: ru, uk, en."),
        ("ru", ["terms", "check", "nowhere.toml"], "Файла nowhere.toml нет."),
        ("ru", ["rules", "--out"], "после него нужно значение"),
        ("uk", ["card", "1", "--out", "x.pdf", "--loud"], "Невідомі аргументи: --loud"),
        ("ru", ["dance"], "указано «dance»"),
    ],
)
def test_mistakes_are_told_in_the_readers_language(
    language: str, arguments: list[str], words: str
) -> None:
    told = reception("--lang", language, *arguments)
    assert told.returncode == 2
    assert words in told.stderr
    assert "Traceback" not in told.stderr
    assert told.stdout == ""


@pytest.mark.parametrize(
    ("system", "word"), [("ru_RU.UTF-8", "запуск:"), ("uk_UA.UTF-8", "запуск:"), ("C", "usage:")]
)
def test_the_language_of_the_system_is_spoken(system: str, word: str) -> None:
    told = reception("--help", LC_ALL=system)
    assert told.returncode == 0
    assert word in told.stdout
    assert "self-test" in told.stdout


@pytest.mark.parametrize("language", ["ru", "uk", "en"])
def test_every_command_explains_itself(language: str) -> None:
    from reception.cli.dispatch import TASKS

    for name in [*TASKS, "self-test"]:
        told = reception("--lang", language, *name.split(), "--help")
        assert told.returncode == 0, name
        assert "--data" in told.stdout


def test_the_language_may_stand_before_or_after_the_command() -> None:
    before = reception("--lang", "ru", "report")
    after = reception("report", "--lang", "ru")
    joined = reception("report", "--lang=ru")
    assert before.stderr == after.stderr == joined.stderr


def test_a_folder_without_a_clinic_is_told_with_a_way_out(tmp_path: Path) -> None:
    told = reception("backup", "--data", str(tmp_path), "--lang", "ru")
    assert told.returncode == 4
    assert "Traceback" not in told.stderr
    assert not (tmp_path / "reception.db").exists()


def test_the_program_finds_nothing_wrong_with_itself() -> None:
    told = reception("self-test", "--lang", "ru")
    assert told.stderr == ""
    assert told.returncode == 0
    assert told.stdout.endswith("Всё работает.\n")


def test_every_command_that_is_offered_can_be_carried_out() -> None:
    from reception.cli.arguments import CommandLine
    from reception.cli.dispatch import TASKS
    from reception.main import ASIDE
    from reception.translation import Language, load_translator

    offered = CommandLine(load_translator(Language.EN)).names
    assert set(offered) == {*TASKS, *ASIDE}
