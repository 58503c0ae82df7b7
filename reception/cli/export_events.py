"""`reception replay --export-events`: the clinic's own history as a file for `replay --terms`."""

from __future__ import annotations

import json
from pathlib import Path

from reception.cli.runner import Command
from reception.exchange.saving import save_whole
from reception.queries.export_events import history_events
from reception.translation import nmsg


def export_events(command: Command, path: Path) -> int:
    """Write one JSON object a line; works while the window is open.  0, or 2 for a bad path."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    with command.open(writing=False) as database, database.reading() as session:
        lines = [encode(event) for event in history_events(session)]
    save_whole(path, "".join(line + "\n" for line in lines).encode())
    said = nmsg(
        "{count} event written to {path}.",
        "{count} events written to {path}.",
        len(lines),
        path=str(path),
    )
    command.say(command.translator.text(said))
    return 0
