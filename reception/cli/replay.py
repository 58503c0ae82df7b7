"""`reception replay`: dated events through the engine on a fresh ledger, one answer a line.

Neither screens nor the database are loaded: it answers at once and checks the engine from
outside (design/terms.md, Replay).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from reception.cli.replay_events import read_events
from reception.cli.replay_run import Replay
from reception.errors import InvalidInput, ReceptionError
from reception.rules.terms import Terms
from reception.rules.terms_reading import read_terms_toml
from reception.rules.versions import Versions
from reception.translation import Language, Translator, load_translator, msg

LARGEST_FILE = 2**20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("--terms", action="append", required=True, type=Path, metavar="FILE")
    parser.add_argument("events", type=Path, metavar="EVENTS.jsonl")


def run(
    arguments: Sequence[str],
    *,
    out: TextIO | None = None,
    errors: TextIO | None = None,
    translator: Translator | None = None,
) -> int:
    """Run the command with its own arguments; answers with the exit code."""
    parser = argparse.ArgumentParser(prog="reception replay")
    add_arguments(parser)
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stop:
        return 0 if stop.code == 0 else 2
    return replay(
        options.terms,
        options.events,
        out=out or sys.stdout,
        errors=errors or sys.stderr,
        translator=translator or load_translator(Language.EN),
    )


def replay_named(
    terms: Sequence[Path] | None,
    events: Path | None,
    *,
    out: TextIO,
    errors: TextIO,
    translator: Translator,
) -> int:
    """`replay` where the command line may have left something out."""
    missing = [name for name, value in (("--terms", terms), ("EVENTS.jsonl", events)) if not value]
    if terms and events:
        return replay(terms, events, out=out, errors=errors, translator=translator)
    message = msg("These arguments are missing: {names}.", names=", ".join(missing))
    errors.write(translator.text(message) + "\n")
    return 2


def replay(
    terms: Sequence[Path],
    events: Path,
    *,
    out: TextIO,
    errors: TextIO,
    translator: Translator,
) -> int:
    """Answer every event of a file; refused ones leave exit code 0, a malformed line 2."""
    try:
        versions = Versions([read_terms_file(path) for path in terms])
        zone = ZoneInfo(versions.first.programme.time_zone)
        with _open(events) as lines:
            answer_all(lines, versions, zone, out)
    except ReceptionError as error:
        errors.writelines(line + "\n" for line in describe(error, translator))
        return error.exit_code
    return 0


def answer_all(lines: Iterable[str], versions: Versions, zone: ZoneInfo, out: TextIO) -> None:
    """Write one JSON object for each event."""
    run = Replay(versions)
    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
    out.writelines(encode(run.answer(event)) + "\n" for event in read_events(lines, zone))


def read_terms_file(path: Path) -> Terms:
    """The terms of a TOML file; the faults name the file."""
    text = terms_text_of(path)
    try:
        return read_terms_toml(text)
    except InvalidInput as error:
        raise InvalidInput(
            msg("{path} cannot be taken as terms.", path=str(path)), faults=error.faults
        ) from error


def terms_text_of(path: Path) -> str:
    """The text of a file of terms; raises InvalidInput where it cannot be one."""
    try:
        data = path.read_bytes()
        if len(data) > LARGEST_FILE:
            raise InvalidInput(msg("{path} is too large to be terms.", path=str(path)))
        return data.decode("utf-8-sig")
    except OSError as error:
        missing = msg("There is no file {path}.", path=str(path))
        unread = msg("{path} cannot be read.", path=str(path))
        raise InvalidInput(unread if path.exists() else missing) from error
    except UnicodeDecodeError as error:
        raise InvalidInput(
            msg("{path} cannot be read as a text in UTF-8.", path=str(path))
        ) from error


def describe(error: ReceptionError, translator: Translator) -> list[str]:
    """An error in words, its faults one a line."""
    faults = error.faults if isinstance(error, InvalidInput) else ()
    return [translator.text(error.message), *(translator.text(fault) for fault in faults)]


class _Lines:
    """The lines of a file as text; what is not UTF-8 is a fault of its line."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Iterable[str]:
        try:
            self._file = self._path.open("rb")
        except OSError as error:
            missing = msg("There is no file {path}.", path=str(self._path))
            unread = msg("{path} cannot be read.", path=str(self._path))
            raise InvalidInput(unread if self._path.exists() else missing) from error
        return self._texts()

    def _texts(self) -> Iterable[str]:
        for number, line in enumerate(self._file, start=1):
            try:
                yield line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise InvalidInput(
                    msg("Line {line}: found bytes that are not UTF-8.", line=number)
                ) from error

    def __exit__(self, *_exc: object) -> None:
        self._file.close()


def _open(path: Path) -> _Lines:
    return _Lines(path)
