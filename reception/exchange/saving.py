"""Saving a file whole or not at all, with the reason in plain words where it cannot be."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from reception.errors import InvalidInput, system_reason
from reception.translation import msg


def save_whole(path: Path, data: bytes) -> None:
    """Write `data` beside `path`, then put it in its place; raises InvalidInput."""
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as fault:
        with suppress(OSError):
            beside.unlink()
        raise InvalidInput(
            msg(
                "The file {file} cannot be written: {reason}. Choose another place.",
                file=str(path),
                reason=system_reason(fault),
            )
        ) from fault
