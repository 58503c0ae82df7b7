"""The program's entrance: what the command line asks for, the window or a command.

Nothing heavy is imported before it is known to be needed: a command starts without Qt, and
`--version` without anything.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reception import __version__
from reception.translation import Language

if TYPE_CHECKING:
    from argparse import Namespace

# Commands that are carried out without opening a clinic.
ASIDE = ("self-test", "terms check")


def command() -> int:
    """The console script; answers the exit code of design/files.md."""
    return main(sys.argv[1:])


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments ask for.

    Exit codes: 0 done, 1 a mistake of the program, 2 bad input or usage, 3 refused by a rule,
    4 the database is in use or damaged.
    """
    if list(arguments) == ["--version"]:
        print(f"Reception {__version__}")
        return 0
    _speak_unicode()
    from reception.cli.arguments import CommandLine
    from reception.translation import load_translator

    language = _language_of(arguments)
    line = CommandLine(load_translator(language))
    try:
        options = line.read(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    if options.version:
        print(f"Reception {__version__}")
        return 0
    if options.command == "self-test":
        return _test_itself(language)
    at_once = _answer_at_once(options, language)
    if at_once is not None:
        return at_once
    if options.command is not None:
        from reception.cli.dispatch import carry_out

        return carry_out(options, load_translator(language))
    return _open_window(options.data, language, named=options.lang is not None, demo=options.demo)


def _answer_at_once(options: Namespace, language: Language) -> int | None:
    """Replay and `terms check` need neither screens nor the database; None for the others."""
    from reception.translation import load_translator

    streams: dict[str, Any] = {
        "out": sys.stdout,
        "errors": sys.stderr,
        "translator": load_translator(language),
    }
    task = getattr(options, "task", "")
    if task == "replay" and options.export_events is None:
        from reception.cli.replay import replay_named

        return replay_named(options.terms, options.events, **streams)
    if task == "terms check":
        from reception.cli.terms import check

        return check(options.file, as_json=options.json, **streams)
    return None


def _open_window(data: Path | None, language: Language, *, named: bool, demo: bool) -> int:
    import tempfile

    from reception.paths import DataFolder, default_data_directory
    from reception.ui.app import Start, start

    if demo and data is None:
        with tempfile.TemporaryDirectory(prefix="reception-") as folder:
            return start(Start(DataFolder(Path(folder)), language, named, demonstration=True))
    root = (data or default_data_directory()).expanduser().resolve()
    return start(Start(DataFolder(root), language, named, demonstration=demo))


def _test_itself(language: Language) -> int:
    from functools import partial

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from reception.cli.dispatch import guarded
    from reception.translation import load_translator
    from reception.ui.self_test import run

    words = load_translator(language)
    return guarded(partial(run, words), words)


def _language_of(arguments: Sequence[str]) -> Language:
    """The language named by --lang, else of the system, else English."""
    named = ""
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            named = arguments[place + 1]
        elif argument.startswith("--lang="):
            named = argument.partition("=")[2]
    known = {language.value: language for language in Language}
    return known.get(named) or known.get(_system_language()[:2]) or Language.EN


def _system_language() -> str:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return os.environ[variable]
    if sys.platform == "win32":
        import ctypes
        import locale

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return locale.windows_locale.get(number, "")
    return ""


def _speak_unicode() -> None:
    """A console with an old code page must not end a command over a letter."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
