"""`reception backup`, `verify` and `restore`: verified copies, what is wrong, and going back."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from reception import bootstrap
from reception.cli.runner import Command, held_lock
from reception.errors import InvalidInput, NotSignedIn, StorageFailed, system_reason
from reception.services.points_sums import rebuild_sums
from reception.translation import Message, msg, nmsg
from reception.values.action_words import action_words

DAMAGED = 4


def backup(command: Command, options: argparse.Namespace) -> int:
    """Make a verified copy while the window may be open; `--out` names another folder."""
    place: Path | None = options.out
    if place is not None and place.exists() and not place.is_dir():
        raise InvalidInput(
            msg("{path} is a file. Allowed: a folder.", path=str(place)), field="--out"
        )
    with command.open(writing=False) as database:
        if place is not None:
            _make_place(place)
        copy = bootstrap.back_up(command.folder, database.key, now=command.clock.now(), place=place)
        problems = bootstrap.verify_database(copy.path, database.key)
    if not problems:
        command.say(command.translator.text(msg("Written: {path}", path=str(copy.path))))
    return _answer(command, problems, as_json=options.json)


def _make_place(place: Path) -> None:
    """The folder a copy is wished in; raises InvalidInput where there can be none."""
    try:
        place.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise InvalidInput(
            msg(
                "The folder {path} cannot be made: {reason}. Choose another.",
                path=str(place),
                reason=system_reason(error),
            ),
            field="--out",
        ) from error


def verify(command: Command, options: argparse.Namespace) -> int:
    """Check a database or a copy: the file, and every hash chain, row by row."""
    path: Path = options.file or command.folder.database
    if not path.is_file():
        raise InvalidInput(msg("There is no file {path}.", path=str(path)), field="FILE")
    if options.rebuild:
        _rebuild(command, path)
    key = _key_of(command, path)
    against = None
    if path.resolve() == command.folder.database.resolve():
        copies = bootstrap.copies(command.folder)
        against = copies[0].path if copies else None
    problems = bootstrap.verify_database(path, key, against=against)
    redacted = bootstrap.told_redactions(path, key)
    return _answer(command, problems, as_json=options.json, also=redacted)


def _rebuild(command: Command, path: Path) -> None:
    """Make the kept sums of points anew; only in the clinic's own database, with nobody in it."""
    if path.resolve() != command.folder.database.resolve():
        raise InvalidInput(
            msg("Sums are made anew in the clinic's own database only, not in a copy."),
            field="--rebuild",
        )
    with command.open(writing=True) as database:
        said = command.act(database, rebuild_sums).said
    if said is not None:
        command.say(command.translator.text(said))


def restore(command: Command, options: argparse.Namespace) -> int:
    """Go back to a copy; what stood there is kept, and what it holds more is listed."""
    copy: Path = options.file
    if not copy.is_file():
        raise InvalidInput(msg("There is no file {path}.", path=str(copy)), field="FILE")
    folder = command.folder
    key = _key_of(command, copy)
    problems = bootstrap.verify_database(copy, key)
    if problems:
        return _answer(command, problems, as_json=options.json)
    try:
        folder.root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidInput(
            msg("The folder {path} cannot be written.", path=str(folder.root)), field="--data"
        ) from error
    with held_lock(folder):
        standing = _standing_key(command)
        restored = bootstrap.restore(
            folder, copy, key, now=command.clock.now(), standing_key=standing
        )
    _tell(command, restored)
    problems = bootstrap.verify_database(folder.database, key)
    return _answer(command, problems, as_json=options.json)


def _tell(command: Command, restored: bootstrap.Restored) -> None:
    say = command.translator.text
    if restored.kept is not None:
        command.say(say(msg("What stood there is kept as {path}.", path=str(restored.kept))))
    if restored.lost:
        command.say(
            say(
                nmsg(
                    "{count} action since then is not in the copy:",
                    "{count} actions since then are not in the copy:",
                    len(restored.lost),
                )
            )
        )
        for at, who, action in restored.lost:
            command.say(f"  {at:%Y-%m-%d %H:%M} UTC  {who}  {say(action_words(action))}")
    for gap in restored.gaps:
        command.say(
            say(
                msg(
                    "Card numbers {first} to {last} were given since then; they stay reserved.",
                    first=str(gap.first),
                    last=str(gap.last),
                )
            )
        )


def _standing_key(command: Command) -> bytes | None:
    if not command.folder.database.exists():
        return None
    try:
        return _key_of(command, command.folder.database)
    except (NotSignedIn, StorageFailed):
        return None


def _key_of(command: Command, path: Path) -> bytes | None:
    """The key of a protected file by login and password; None for a plain one."""
    ring = bootstrap.keys_beside(path, command.folder)
    if not ring.exists:
        return None
    return ring.unlock(command.access.login, command.access.password())


def _answer(
    command: Command,
    problems: Sequence[Message],
    *,
    as_json: bool,
    also: Sequence[Message] = (),
) -> int:
    """Say the problems, and `also` what is no fault; answers the exit code."""
    said = [command.translator.text(problem) for problem in problems]
    told = [command.translator.text(one) for one in also]
    if as_json:
        answer: dict[str, object] = {"ok": not said, "problems": said}
        if told:
            answer["redacted"] = told
        command.out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    else:
        for line in (*said, *told):
            command.say(line)
        if not said:
            command.say(command.translator.text(msg("Checked: everything is in order.")))
    return DAMAGED if problems else 0
