"""One file through the import command, and what must hold of it whatever stands in the file."""

from __future__ import annotations

import io
import json
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from reception.cli.import_ import ImportOptions, import_file
from reception.cli.runner import Access, Command
from reception.clock import Clock
from reception.errors import ReceptionError
from reception.exchange.columns import Subject
from reception.models import ImportRun, Patient, PriceItem, Visit
from reception.paths import DataFolder
from reception.storage.database import open_database
from reception.translation import Language, load_translator
from tests.fuzz.made_files import MadeFile, make_file

LONGEST_VALUE = 400
PLACES = {
    Subject.PATIENTS: 0,
    Subject.VISITS: 1,
    Subject.APPOINTMENTS: 1,
    Subject.PRICES: 2,
}
LONGEST_REASON = 1000


def check(seed: int, *, master: Path, folder: Path, clock: Clock, large: bool = False) -> str:
    """Import the file of a seed into a copy of `master` below `folder`; how it ended.

    Fails where an error is none of the told ones, where something is written by an import that
    was refused, where a refused row is not explained, and where the second time changes anything.
    """
    made = make_file(seed, large=large)
    data = DataFolder(folder / "data")
    data.root.mkdir(parents=True)
    shutil.copyfile(master, data.database)
    path = folder / made.name
    path.write_bytes(made.data)
    language = list(Language)[seed % 3]
    before = _counted(data)
    answer = _imported(data, path, made, clock, language)
    if isinstance(answer, ReceptionError):
        words = load_translator(language).text(answer.message)
        assert answer.exit_code == 2, words
        assert answer.code != "integrity", words
        assert 0 < len(words) < LONGEST_REASON, words[:LONGEST_REASON]
        assert _counted(data) == before
        assert [one.name for one in data.root.iterdir()] == [data.database.name]
        return f"{made.name.rpartition('.')[2]} refused"
    after = _counted(data)
    _hold(answer, made, before, after)
    _hold_refused_rows(answer, data, path)
    again = _imported(data, path, made, clock, language)
    assert isinstance(again, dict)
    assert (again["imported"], again["updated"]) == (0, 0), again
    assert _counted(data)[:3] == after[:3]
    return f"{made.name.rpartition('.')[2]} {'imported' if answer['imported'] else 'nobody'}"


def _hold(
    answer: dict[str, Any], made: MadeFile, before: tuple[int, ...], after: tuple[int, ...]
) -> None:
    refused = answer["refused"]
    taken = answer["imported"] + answer["updated"] + answer["unchanged"]
    assert answer["rows"] == taken + len(refused), answer
    place = PLACES[made.subject]
    assert after[place] - before[place] == answer["imported"]
    assert len({row["line"] for row in refused}) == len(refused)
    for row in (*refused, *answer["warnings"]):
        assert row["reason"].strip()
        assert row["line"] > 0
        assert len(row["value"]) <= LONGEST_VALUE
        assert len(row["reason"]) <= LONGEST_REASON


def _hold_refused_rows(answer: dict[str, Any], data: DataFolder, path: Path) -> None:
    kept = data.refused / f"{path.stem}-refused.csv"
    assert kept.exists() == bool(answer["refused"])
    assert not [one for one in data.root.rglob("*") if one.name.endswith(".part")]


def _imported(
    data: DataFolder, path: Path, made: MadeFile, clock: Clock, language: Language
) -> dict[str, Any] | ReceptionError:
    """What the command prints, or what it refuses the file for."""
    out, err = io.StringIO(), io.StringIO()
    command = Command(data, clock, load_translator(language), Access(), out, err)
    try:
        code = import_file(command, ImportOptions(made.subject, path, as_json=True))
    except ReceptionError as refused:
        return refused
    assert code == 0
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def _counted(data: DataFolder) -> tuple[int, ...]:
    """Patients, visits, prices and imports in the database."""
    with closing(open_database(data.database, None)) as database, database.reading() as session:
        return tuple(
            session.scalar(select(func.count()).select_from(kind)) or 0
            for kind in (Patient, Visit, PriceItem, ImportRun)
        )
