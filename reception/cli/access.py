"""`reception access`: everything the clinic holds on one person, as the screen writes it."""

from __future__ import annotations

import argparse
from pathlib import Path

from reception.cli.runner import Command
from reception.errors import InvalidInput
from reception.exchange.saving import save_whole
from reception.queries.access import numbered_record
from reception.queries.access_file import access_file, access_file_name
from reception.services.access import give_access
from reception.translation import msg
from reception.values.actor import COMMAND_LINE


def run(command: Command, options: argparse.Namespace) -> int:
    """Write the ZIP for the person and log it; `--out` names a file or a folder."""
    out: Path = options.out
    with command.open(writing=True) as database:
        with database.reading() as session:
            patient_id = numbered_record(session, number=options.record)
        if patient_id is None:
            raise InvalidInput(
                msg("There is no record with the number {number}.", number=options.record),
                field="RECORD",
            )
        command.act(database, give_access, patient_id=patient_id)
        with database.reading() as session:
            data = access_file(
                session,
                patient_id=patient_id,
                now=command.clock.now(),
                actor_name=COMMAND_LINE.name,
                language=options.lang or command.translator.language,
            )
    path = out / access_file_name(patient_id) if out.is_dir() else out
    save_whole(path, data)
    command.say(command.translator.text(msg("Written: {path}", path=str(path))))
    return 0
