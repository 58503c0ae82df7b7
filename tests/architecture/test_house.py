"""The habits of the house that no linter knows (docs/decisions/0001-the-house.md)."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, calls, modules, name, tracked_files, tree

TOP_LEVEL = {
    ".ci",
    ".gitattributes",
    ".gitignore",
    ".pre-commit-config.yaml",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "docs",
    "i18n",
    "lock.txt",
    "pyproject.toml",
    "reception",
    "resources",
    "run.py",
    "tests",
}
LONGEST_MODULE = 400
LONGEST_FUNCTION = 80
CLOCKS = ("date.today", "datetime.now", "datetime.utcnow", "datetime.today", "time.time")
# Who may open an event loop: the program, once.
LOOP_OWNERS = {"reception/main.py", "reception/ui/app.py"}
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
TEXT_SUFFIXES = {".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".po", ".pot", ".cfg", ".conf", ""}
NAMESPACES = ("http://www.w3.org/", "http://schemas.", "http://ns.adobe.com/", "http://purl.org/")
URL = re.compile(r"https?://[^\s\"')>\]]+")
# Put together here, so that this file does not find itself.
MACHINE_PATHS = re.compile(
    "|".join((r"(?<![\w.])/ro" + "ot/", "/ho" + r"me/\w", "/wo" + "rk/", "/tm" + "p/"))
)
SECRETS = re.compile(
    "BEGIN [A-Z ]*PRIVATE " + r"KEY|AKIA[0-9A-Z]{16}|gh[pousr]_\w{30,}"
    r"|(?i:api_?key|access_?token)\s*=\s*[\"'][^\"']{8,}[\"']"
)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def text_files() -> list[Path]:
    return [
        path
        for path in tracked_files()
        if path.suffix in TEXT_SUFFIXES and "fixtures/exports" not in name(path)
    ]


def test_only_known_rooms_stand_at_the_top() -> None:
    there = {path.relative_to(ROOT).parts[0] for path in tracked_files()}
    assert there <= TOP_LEVEL


@pytest.mark.parametrize("path", modules("reception", "tests"), ids=name)
def test_a_module_says_what_lives_in_it(path: Path) -> None:
    assert not tree(path).body or ast.get_docstring(tree(path))


def is_record(path: Path) -> bool:
    """A migration writes a whole schema down once and is never worked on again."""
    return "migrations/versions" in name(path)


def test_a_module_is_read_in_one_sitting() -> None:
    read_again = [path for path in modules("reception", "tests") if not is_record(path)]
    lengths = {name(path): read(path).count("\n") for path in read_again}
    assert {n: length for n, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_a_function_fits_the_eye() -> None:
    long = {
        f"{name(path)}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno
        for path in modules()
        if not is_record(path)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_module_has_a_vague_name() -> None:
    assert [name(p) for p in modules("reception", "tests") if p.stem in VAGUE_NAMES] == []


def test_only_the_clock_knows_what_time_it_is() -> None:
    found = [
        f"{name(path)}:{line} {call}"
        for path in modules()
        if name(path) != "reception/clock.py"
        for line, call, _ in calls(path)
        if any(call == clock or call.endswith("." + clock) for clock in CLOCKS)
    ]
    assert found == []


def test_no_dialog_stops_the_world() -> None:
    """No message boxes, no nested event loops, no pumping of events."""
    found = [
        f"{name(path)}:{line} {call}"
        for path in modules("reception/ui", "reception/main.py")
        for line, call, _ in calls(path)
        if "QMessageBox" in call
        or call.endswith("processEvents")
        or (call.endswith((".exec", ".exec_")) and name(path) not in LOOP_OWNERS)
    ]
    assert found == []


def test_signals_are_connected_to_methods() -> None:
    """A lambda or a partial keeps its window alive after it was closed."""
    found = [
        f"{name(path)}:{line} {call}"
        for path in modules("reception/ui")
        for line, call, node in calls(path)
        if call.endswith(".connect")
        for argument in node.args
        if isinstance(argument, ast.Lambda)
        or (isinstance(argument, ast.Call) and ast.unparse(argument.func).endswith("partial"))
    ]
    assert found == []


def test_nothing_is_left_for_later() -> None:
    mark = re.compile(r"#\s*(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
    found = [name(path) for path in text_files() if mark.search(read(path))]
    assert found == []


def test_tests_are_not_skipped_mocked_or_slept_through() -> None:
    banned = ("pytest.skip", "pytest.xfail", "time.sleep", "Mock", "MagicMock", "patch")
    found = [
        f"{name(path)}:{line} {call}"
        for path in modules("tests")
        for line, call, _ in calls(path)
        if call in banned or call.startswith(("mock.", "pytest.mark.skip", "pytest.mark.xfail"))
    ]
    assert found == []


def test_the_lock_names_no_host() -> None:
    assert not re.search(r"://|\bindex\b", read(ROOT / "lock.txt"))


def test_files_name_no_machine_and_hold_no_secret() -> None:
    found = [
        f"{name(path)}: {match.group()}"
        for path in text_files()
        for pattern in (MACHINE_PATHS, SECRETS)
        for match in pattern.finditer(read(path))
    ]
    assert found == []


def test_no_address_of_the_net_stands_in_the_program() -> None:
    """The program is offline: addresses are for licences, names of formats and the manual."""
    found = [
        f"{name(path)}: {match.group()}"
        for path in text_files()
        if not name(path).startswith(("resources/", "docs/"))
        for match in URL.finditer(read(path))
        if not match.group().startswith(NAMESPACES)
    ]
    assert found == []
