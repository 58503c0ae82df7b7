"""The one command of the house: sets everything up, then starts, tests or checks Reception.

Standard library only, so that a fresh clone needs nothing but Python 3.11 to 3.13.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "lock.txt"
STAMP = VENV / "reception-stamp"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
CAMPAIGNS = ("fuzz", "faults", "gallery")
PIP_QUIET = ["--quiet", "--disable-pip-version-check", "--no-input"]

USAGE = """\
python run.py                      set up what is missing and start Reception
python run.py -- --demo            the same with arguments for Reception: a demonstration clinic
python run.py test [ARGS]          the whole test suite on two workers; ARGS go to pytest
python run.py lint                 lint, format, types, import floors, catalogues
python run.py bench [ARGS]         measure, each figure beside its raw floor
python run.py messages             extract the texts of the code into i18n/ and say what is missing
python run.py lock                 write lock.txt anew from pyproject.toml (needs uv)
python run.py setup                only set up
python run.py fuzz|faults|gallery  long campaigns and pictures, where they exist
"""

# Shared libraries Qt wants of a Debian or Ubuntu machine, and the packages that bring them.
SYSTEM_LIBRARIES = {
    "libEGL.so": "libegl1",
    "libGL.so": "libgl1",
    "libOpenGL.so": "libopengl0",
    "libX11.so": "libx11-6",
    "libX11-xcb.so": "libx11-xcb1",
    "libICE.so": "libice6",
    "libSM.so": "libsm6",
    "libcups.so": "libcups2",
    "libdbus-1.so": "libdbus-1-3",
    "libfontconfig.so": "libfontconfig1",
    "libfreetype.so": "libfreetype6",
    "libglib-2.0.so": "libglib2.0-0",
    "libgthread-2.0.so": "libglib2.0-0",
    "libgssapi_krb5.so": "libgssapi-krb5-2",
    "libxkbcommon.so": "libxkbcommon0",
    "libxkbcommon-x11.so": "libxkbcommon-x11-0",
    "libxcb.so": "libxcb1",
    "libxcb-cursor.so": "libxcb-cursor0",
    "libxcb-icccm.so": "libxcb-icccm4",
    "libxcb-image.so": "libxcb-image0",
    "libxcb-keysyms.so": "libxcb-keysyms1",
    "libxcb-randr.so": "libxcb-randr0",
    "libxcb-render.so": "libxcb-render0",
    "libxcb-render-util.so": "libxcb-render-util0",
    "libxcb-shape.so": "libxcb-shape0",
    "libxcb-shm.so": "libxcb-shm0",
    "libxcb-sync.so": "libxcb-sync1",
    "libxcb-xfixes.so": "libxcb-xfixes0",
    "libxcb-xkb.so": "libxcb-xkb1",
    "libz.so": "zlib1g",
}


class Stopped(Exception):
    """Set-up cannot go on; the text says why and what to do."""


def main(arguments: list[str]) -> int:
    """Do what the first argument names; what stands after it goes to the program it names."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("--", [])
    if command in ("-h", "--help", "help"):
        print(USAGE, end="")
        return 0
    actions: dict[str, Callable[[list[str]], int]] = {
        "--": start,
        "test": test,
        "lint": lint,
        "bench": bench,
        "messages": messages,
        "lock": lock,
        "setup": lambda _: 0,
    }
    if command in CAMPAIGNS:
        actions[command] = lambda given: campaign(command, given)
    if command not in actions:
        print(f"“{command}” is not known. What is:\n\n{USAGE}", end="", file=sys.stderr)
        return 2
    try:
        set_up()
        return actions[command](rest)
    except Stopped as reason:
        print(f"run.py: {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


# --- Set-up ---------------------------------------------------------------------------------


def set_up() -> None:
    """Bring .venv to what lock.txt says; done in a moment when it is there already."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        raise Stopped(
            f"Reception needs Python 3.11, 3.12 or 3.13, and this is {sys.version.split()[0]}. "
            f"Start it with one of those, for example: python3.12 run.py"
        )
    stamp = f"{hashlib.sha256(LOCK.read_bytes()).hexdigest()} {sys.version.split()[0]}\n"
    if STAMP.exists() and STAMP.read_text(encoding="ascii") == stamp and command_exists():
        return
    print("Setting up the libraries in .venv (once)…", file=sys.stderr, flush=True)
    uv = shutil.which("uv")
    make_environment(without_pip=uv is not None)
    STAMP.unlink(missing_ok=True)
    locked = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(LOCK)]
    install(uv, locked, "The libraries of lock.txt could not be installed")
    own = ["--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    install(uv, own, "Reception itself could not be installed into .venv")
    compile_catalogues()
    STAMP.write_text(stamp, encoding="ascii")


def command_exists() -> bool:
    """Whether the command `reception` has been installed beside its Python."""
    return PYTHON.exists() and (BIN / ("reception.exe" if WINDOWS else "reception")).exists()


def make_environment(*, without_pip: bool) -> None:
    """Make .venv for this Python, or keep the one that fits."""
    if PYTHON.exists():
        answer = subprocess.run(
            [str(PYTHON), "-c", "import sys; print(sys.version.split()[0])"],
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode == 0 and answer.stdout.strip() == sys.version.split()[0]:
            return
    without_pip = without_pip or importlib.util.find_spec("ensurepip") is None
    # Started by the Python of .venv itself, its base has to build the new one.
    base = getattr(sys, "_base_executable", None) or sys.executable
    arguments = [base, "-m", "venv", "--clear", *(["--without-pip"] if without_pip else [])]
    if subprocess.call([*arguments, str(VENV)]) != 0:
        raise Stopped("The folder .venv could not be made; the reason stands above.")


def install(uv: str | None, what: list[str], complaint: str) -> None:
    """Install with uv where it is found, else with pip; hashes are checked by both."""
    if uv is not None and subprocess.call([uv, "pip", "install", "--python", str(PYTHON), "--quiet",
                                           *what]) == 0:  # fmt: skip
        return
    if subprocess.call([*pip(), "install", *PIP_QUIET, *what], cwd=ROOT) != 0:
        raise Stopped(f"{complaint}; the reason stands above. Try again when it is removed.")


def pip() -> list[str]:
    """The pip of .venv, or this Python's own turned towards .venv."""
    if subprocess.call([str(PYTHON), "-c", "import pip"], stderr=subprocess.DEVNULL) == 0:
        return [str(PYTHON), "-m", "pip"]
    if importlib.util.find_spec("pip") is not None:
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    raise Stopped(
        "This Python has neither venv with pip nor pip. On Debian and Ubuntu: "
        "sudo apt install python3-venv"
    )


def compile_catalogues() -> None:
    """Turn the catalogues into the form gettext reads."""
    call(
        "-c",
        "from reception.translation import Language, load_translator\n"
        "for language in Language: load_translator(language)",
    )


def name_missing_libraries(*platforms: str) -> None:
    """Name the system libraries Qt misses, with the line that brings them (Linux only)."""
    if not sys.platform.startswith("linux") or shutil.which("ldd") is None:
        return
    qt = next(VENV.glob("lib/python3*/site-packages/PySide6"), None)
    if qt is None:
        return
    parts = [qt / "Qt" / "plugins" / "platforms" / f"libq{name}.so" for name in platforms]
    parts += [qt / f"{name}.abi3.so" for name in ("QtWidgets", "QtPdf", "QtPrintSupport")]
    wanted = [str(part) for part in parts if part.exists()]
    told = subprocess.run(["ldd", *wanted], capture_output=True, text=True, check=False).stdout
    missing = sorted({line.split()[0] for line in told.splitlines() if "not found" in line})
    if not missing:
        return
    packages = {SYSTEM_LIBRARIES.get(name.partition(".so")[0] + ".so", "") for name in missing}
    line = " ".join(sorted(packages - {""}))
    raise Stopped(
        f"Qt misses system libraries: {', '.join(missing)}. "
        + (f"On Debian and Ubuntu:\n\n    sudo apt install {line}\n" if line else "")
    )


# --- What can be asked for --------------------------------------------------------------------


def start(arguments: list[str]) -> int:
    """Start the program with its own arguments."""
    screen = os.environ.get("QT_QPA_PLATFORM", "xcb").partition(":")[0]
    name_missing_libraries(screen)
    displays = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    asked = {"--version", "--help", "-h"} & set(arguments)
    linux = sys.platform.startswith("linux")
    if linux and not asked and not any(os.environ.get(name) for name in displays):
        raise Stopped("There is no display to open a window on (DISPLAY is not set).")
    program = [str(PYTHON), "-m", "reception", *arguments]
    if not WINDOWS:  # the program takes this one's place, so that signals reach it
        os.execv(program[0], program)  # noqa: S606
    return subprocess.call(program)


def test(arguments: list[str]) -> int:
    """Run the suite on two workers, unless the arguments say otherwise."""
    name_missing_libraries("offscreen")
    alone = any(given.startswith(("-n", "--pdb", "--numprocesses")) for given in arguments)
    return call("-m", "pytest", *([] if alone else ["-n", "2"]), *arguments)


def lint(_: list[str]) -> int:
    """Run every check, also when one fails, and say at the end which did."""
    checks = {
        "lint": ("-m", "ruff", "check", "."),
        "format": ("-m", "ruff", "format", "--check", "."),
        "types": ("-m", "mypy"),
        "floors": (
            "-c",
            "from importlinter.cli import lint_imports_command as go; go()",
            "--no-logo",
        ),
        "catalogues": ("-m", "tests.architecture.catalogues", "check"),
    }
    failed = []
    for name, command in checks.items():
        print(f"— {name}", flush=True)
        if call(*command) != 0:
            failed.append(name)
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    """Measure on one worker: figures taken beside other work mean nothing."""
    name_missing_libraries("offscreen")
    return call("-m", "pytest", "tests/benchmarks", "-p", "no:xdist", "--benchmark-enable",
                "--benchmark-only", "--benchmark-columns=min,median,ops,rounds",
                "--benchmark-group-by=group", *arguments)  # fmt: skip


def messages(arguments: list[str]) -> int:
    """Bring the catalogues up to the texts of the code."""
    return call("-m", "tests.architecture.catalogues", *(arguments or ["update"]))


def campaign(name: str, arguments: list[str]) -> int:
    """Run `tests.NAME` where it exists."""
    if not any((ROOT / "tests" / part).exists() for part in (f"{name}.py", f"{name}/__main__.py")):
        raise Stopped(f"there is no tests/{name} yet.")
    name_missing_libraries("offscreen")
    return call("-m", f"tests.{name}", *arguments)


def lock(_: list[str]) -> int:
    """Resolve pyproject.toml for every platform into lock.txt, with hashes and without hosts."""
    uv = shutil.which("uv", path=os.pathsep.join([os.environ.get("PATH", ""), str(BIN)]))
    if uv is None:
        raise Stopped("writing lock.txt anew needs uv (pip install uv).")
    with tempfile.TemporaryDirectory() as folder:
        # uv refuses the groups of a project it does not manage, so it reads a copy that says less.
        text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
        plain = text.replace("[tool.uv]", "").replace("managed = false", "")
        Path(folder, "pyproject.toml").write_text(plain, encoding="utf-8")
        shutil.copy(LOCK, folder)
        done = subprocess.call(
            [uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11",
             "--only-binary", ":all:", "--generate-hashes", "--no-emit-index-url", "--no-header",
             "pyproject.toml", "--group", "dev", "-o", "lock.txt"],
            cwd=folder, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        if done == 0:
            shutil.copy(Path(folder, "lock.txt"), LOCK)
    return done


def call(*arguments: str) -> int:
    """Run the Python of .venv in the root of the project."""
    return subprocess.call([str(PYTHON), *arguments], cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
