"""The faults one after the other, each with what came of it in a line."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from reception.paths import DataFolder
from reception.storage.database import open_database
from reception.storage.schema import create_schema
from reception.translation import Language
from reception.values.choices import Country
from tests.clinics import found_clinic
from tests.faults.damages import (
    FAULTS,
    Answer,
    backwards,
    full_disk,
    meet,
    read_only,
    second_instance,
    wrong_key,
)
from tests.faults.desk_work import set_the_desk


def found_desk(place: Path) -> tuple[DataFolder, str]:
    """A clinic with people in a folder, closed; the code of a group of services."""
    folder = DataFolder(place)
    folder.root.mkdir(parents=True)
    create_schema(folder.database, None)
    found_clinic(folder.database, Country.RU)
    database = open_database(folder.database, None)
    try:
        group = set_the_desk(database)
    finally:
        database.close()
    return folder, group


def damages(place: Path) -> Iterator[tuple[str, str]]:
    """Every fault but the kills: its name, and how it ended."""
    good = found_desk(place / "good")[0].root
    number = 0
    for fault in FAULTS:
        for language in Language:
            number += 1
            met = partial(meet, fault, good, place / str(number), language)
            yield f"{fault.name} ({language.value})", ended(met)
    yield "wrong password", ended(partial(wrong_key, place / "key"))
    yield "disk full", ended(partial(full_disk, good, place / "full"))
    yield "clock that jumps", ended(partial(backwards, good, place / "clock"))
    yield "second instance", ended(partial(second_instance, good, place / "second"))
    yield "folder read-only", ended(partial(read_only, good, place / "read"))


def ended(met: partial[Answer | None] | partial[Answer]) -> str:
    """What came of a fault, in a line."""
    try:
        answer = met()
    except Exception as error:  # noqa: BLE001 -- the table names it
        return broken(error)
    if answer is None:
        return "not to be had here: this account may write everywhere"
    return f"{answer.code}: {' '.join(answer.words.split())[:200]}"


def broken(error: Exception) -> str:
    """A fault that did not end as it must."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"BROKEN at {Path(last.filename).name}:{last.lineno}: {error!r}"[:600]
