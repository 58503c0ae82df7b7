"""`reception export`: a list of the clinic as CSV or XLSX, by the suffix of the file."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from reception.cli.runner import Command
from reception.errors import InvalidInput
from reception.exchange.csv_writer import write_csv
from reception.exchange.saving import save_whole
from reception.exchange.xlsx_writer import ExportFacts, write_xlsx
from reception.queries.clinic import clinic_facts
from reception.queries.exports import ExportKind, export_table
from reception.translation import msg, nmsg
from reception.values.period import Period

_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(9999, 12, 31)


def run(command: Command, options: argparse.Namespace) -> int:
    """The command with the options of the command line; answers the exit code."""
    return export(
        command,
        kind=ExportKind(options.kind),
        out=options.out,
        first=options.first,
        last=options.last,
    )


def export(
    command: Command, *, kind: ExportKind, out: Path, first: date | None, last: date | None
) -> int:
    """Write the list; works while the window is open."""
    if out.suffix.lower() not in (".csv", ".xlsx"):
        raise InvalidInput(
            msg("“{file}” must end with .csv or .xlsx.", file=out.name), field="--out"
        )
    period = _period(first, last)
    with command.open(writing=False) as database, database.reading() as session:
        table = export_table(session, kind=kind, period=period)
        clinic = clinic_facts(session)
    if out.suffix.lower() == ".csv":
        data = write_csv(table, command.translator)
    else:
        made = command.clock.now().astimezone(ZoneInfo(clinic.time_zone))
        data = write_xlsx([table], ExportFacts(clinic.name, made, period), command.translator)
    save_whole(out, data)
    command.say(
        command.translator.text(
            nmsg(
                "{count} row written: {path}",
                "{count} rows written: {path}",
                len(table.rows),
                path=str(out),
            )
        )
    )
    return 0


def _period(first: date | None, last: date | None) -> Period | None:
    if first is None and last is None:
        return None
    first, last = first or _FIRST_DAY, last or _LAST_DAY
    if last < first:
        raise InvalidInput(
            msg("The period ends on {last}, before it begins on {first}.", first=first, last=last),
            field="--to",
        )
    return Period(first, last)
