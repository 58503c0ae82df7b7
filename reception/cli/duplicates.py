"""`reception duplicates`: likely duplicates within a file of patients, or in the database."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from reception.cli.runner import Command
from reception.exchange.column_map import ColumnMap, load_map
from reception.exchange.columns import Subject
from reception.exchange.raw_table import read_table
from reception.exchange.sheets import open_source
from reception.queries.duplicates import duplicates_in_database
from reception.rules.country_guess import guess_country
from reception.rules.duplicates import Likely
from reception.rules.import_duplicates import duplicates_in_file
from reception.rules.import_patient_row import PatientsFile
from reception.services.setup import TIME_ZONES
from reception.translation import nmsg


def run(command: Command, options: argparse.Namespace) -> int:
    """The command with the options of the command line; answers the exit code."""
    return duplicates(command, file=options.file, mapping=options.map, as_json=options.json)


def duplicates(
    command: Command, *, file: Path | None, mapping: Path | None = None, as_json: bool = False
) -> int:
    """Name the likely pairs, best first; nothing is merged, a file needs no database."""
    if file is None:
        with command.open(writing=False) as database, database.reading() as session:
            pairs = duplicates_in_database(session)
    else:
        pairs = _of_file(command, file, mapping)
    if as_json:
        _print_json(command, pairs)
    else:
        _print(command, pairs)
    return 0


def _of_file(command: Command, file: Path, mapping: Path | None) -> list[Likely]:
    columns = load_map(mapping, Subject.PATIENTS) if mapping else ColumnMap()
    source = open_source(file, encoding=columns.encoding, separator=columns.separator)
    now = command.clock.now()
    table = read_table(source, Subject.PATIENTS, today=now.date(), mapping=columns)
    country = guess_country(
        [*table.titles.values(), *table.title_lines], (row.text("phone") for row in table.rows)
    )
    today = table.export_day or now.astimezone(ZoneInfo(TIME_ZONES[country])).date()
    return duplicates_in_file(
        table.rows, PatientsFile(country, today, table.field_order, table.titles)
    )


def _print_json(command: Command, pairs: Sequence[Likely]) -> None:
    say = command.translator.text
    answer = [
        {
            "left": pair.left,
            "right": pair.right,
            "score": pair.score,
            "reasons": [say(reason) for reason in pair.reasons],
        }
        for pair in pairs
    ]
    json.dump(answer, command.out, ensure_ascii=False, indent=1)
    command.out.write("\n")


def _print(command: Command, pairs: Sequence[Likely]) -> None:
    say = command.translator.text
    for pair in pairs:
        reasons = ", ".join(say(reason) for reason in pair.reasons)
        score = command.translator.number(Decimal(str(pair.score)))
        print(f"{pair.left} = {pair.right}  {score}  {reasons}", file=command.out)
    count = nmsg("{count} likely duplicate.", "{count} likely duplicates.", len(pairs))
    print(say(count), file=command.out)
