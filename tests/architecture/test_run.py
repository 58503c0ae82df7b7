"""`run.py`: what it says when something is missing, and that it starts nothing then."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run() -> ModuleType:
    """A fresh copy of the module, so that a test may turn its paths elsewhere."""
    spec = importlib.util.spec_from_file_location("run_of_the_house", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_help_names_every_command(run: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--help"]) == 0
    told = capsys.readouterr().out
    for word in ("test", "lint", "bench", "messages", "lock", "-- --demo"):
        assert word in told


def test_an_unknown_command_is_bad_usage(
    run: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(["tset"]) == 2
    assert "“tset” is not known" in capsys.readouterr().err


def test_a_python_too_old_is_told_in_a_sentence(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    assert run.main(["test"]) == 1
    assert "needs Python 3.11, 3.12 or 3.13" in capsys.readouterr().err


def test_a_stamp_that_fits_sets_nothing_up(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import hashlib

    lock = tmp_path / "lock.txt"
    lock.write_bytes(b"nothing==1\n")
    stamp = tmp_path / "stamp"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp.write_text(f"{digest} {sys.version.split()[0]}\n", encoding="ascii")
    monkeypatch.setattr(run, "LOCK", lock)
    monkeypatch.setattr(run, "STAMP", stamp)
    monkeypatch.setattr(run, "command_exists", lambda: True)
    monkeypatch.setattr(run, "make_environment", lambda **_: pytest.fail("set up again"))
    run.set_up()


@pytest.mark.parametrize(
    ("told", "packages"),
    [
        ("\tlibxcb-cursor.so.0 => not found\n\tlibc.so.6 => /lib/libc.so.6\n", ["libxcb-cursor0"]),
        ("\tlibEGL.so.1 => not found\n\tlibGL.so.1 => not found\n", ["libegl1", "libgl1"]),
    ],
)
def test_missing_libraries_come_with_the_line_that_brings_them(
    run: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    told: str,
    packages: list[str],
) -> None:
    (tmp_path / "lib" / "python3.11" / "site-packages" / "PySide6").mkdir(parents=True)
    monkeypatch.setattr(run, "VENV", tmp_path)
    answer = subprocess.CompletedProcess(["ldd"], 0, told, "")
    monkeypatch.setattr(run.sys, "platform", "linux")
    monkeypatch.setattr(run.shutil, "which", lambda _: "ldd")
    monkeypatch.setattr(run.subprocess, "run", lambda *_, **__: answer)
    with pytest.raises(run.Stopped, match=f"sudo apt install {' '.join(packages)}"):
        run.name_missing_libraries("xcb")


def test_a_campaign_that_does_not_exist_is_said(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(run, "ROOT", tmp_path)
    with pytest.raises(run.Stopped, match="no tests/fuzz"):
        run.campaign("fuzz", [])
