"""`reception rescue`: what can be read of a damaged database, as lists; the file stays as it is."""

from __future__ import annotations

import argparse
from pathlib import Path

from reception import bootstrap
from reception.cli.runner import Command
from reception.errors import InvalidInput
from reception.exchange.rescued_files import save_rescued
from reception.translation import msg, nmsg


def run(command: Command, options: argparse.Namespace) -> int:
    """Write the lists into `--out`; FILE names another file than the clinic's own."""
    path: Path = options.file or command.folder.database
    if not path.is_file():
        raise InvalidInput(msg("There is no file {path}.", path=str(path)), field="FILE")
    ring = bootstrap.keys_beside(path, command.folder)
    key = None
    if ring.exists:
        key = ring.unlock(command.access.login, command.access.password())
    rescued = bootstrap.rescue(path, key)
    written = save_rescued(options.out, rescued.tables, command.translator)
    say = command.translator.text
    for table, file in zip(rescued.tables, written, strict=True):
        rows = nmsg("{list}: {count} row", "{list}: {count} rows", len(table.rows), list=table.name)
        command.say(f"{say(rows)} · {file}")
    if rescued.unread:
        command.say(
            say(
                nmsg(
                    "At least {count} place of the file could not be read.",
                    "At least {count} places of the file could not be read.",
                    rescued.unread,
                )
            )
        )
    command.say(say(msg("The lists are not protected: keep them where nobody else reads them.")))
    return 0
