"""`reception export`: a list of the clinic as CSV, XLSX or vCard, by the suffix of the file."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from reception.cli.runner import Command
from reception.errors import InvalidInput
from reception.exchange.csv_writer import write_csv
from reception.exchange.refused_rows import LeftOut, save_refused_rows
from reception.exchange.saving import save_whole
from reception.exchange.vcard import write_vcards
from reception.exchange.xlsx_writer import ExportFacts, write_xlsx
from reception.queries.clinic import clinic_facts
from reception.queries.exports import ExportKind, export_table, vcards
from reception.queries.imports import kept_rows
from reception.services.exporting import export_list
from reception.translation import msg, nmsg
from reception.values.period import Period

_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(9999, 12, 31)
REFUSED = "refused"


def run(command: Command, options: argparse.Namespace) -> int:
    """The command with the options of the command line; answers the exit code."""
    if options.kind == REFUSED:
        return export_refused(command, out=options.out, number=options.number)
    kind = ExportKind(options.kind)
    if options.out.suffix.lower() == ".vcf":
        return export_vcards(command, kind=kind, out=options.out, number=options.number)
    if options.number:
        raise InvalidInput(
            msg("--number names one patient for a .vcf file, or an import."), field="--number"
        )
    return export(command, kind=kind, out=options.out, first=options.first, last=options.last)


def export(
    command: Command, *, kind: ExportKind, out: Path, first: date | None, last: date | None
) -> int:
    """Write the list; works while the window is open."""
    _check_suffix(out)
    period = _period(first, last)
    with command.open(writing=False) as database, database.reading() as session:
        table = export_table(session, kind=kind, period=period)
        clinic = clinic_facts(session)
    _log(command, kind.value, len(table.rows))
    if out.suffix.lower() == ".csv":
        data = write_csv(table, command.translator)
    else:
        made = command.clock.now().astimezone(ZoneInfo(clinic.time_zone))
        data = write_xlsx([table], ExportFacts(clinic.name, made, period), command.translator)
    save_whole(out, data)
    return _written(command, len(table.rows), out)


def export_vcards(command: Command, *, kind: ExportKind, out: Path, number: str = "") -> int:
    """Write patients as an address book; with `number` the one of that number only."""
    if kind is not ExportKind.PATIENTS:
        raise InvalidInput(msg("Only patients are written as vCard."), field="--out")
    with command.open(writing=False) as database, database.reading() as session:
        cards = vcards(session, number=number)
    if number and not cards:
        raise InvalidInput(msg("There is no patient {key}.", key=number), field="--number")
    _log(command, "vcard", len(cards))
    save_whole(out, write_vcards(cards))
    return _written(command, len(cards), out)


def export_refused(command: Command, *, out: Path, number: str = "") -> int:
    """Write the rows an import left out, ready to be corrected; the latest import without one."""
    _check_suffix(out)
    if number and not (number.isascii() and number.isdigit() and len(number) < 10):
        raise InvalidInput(msg("“{value}” is not the number of an import.", value=number[:40]))
    with command.open(writing=False) as database, database.reading() as session:
        kept = kept_rows(session, run_id=int(number) if number else None)
    if kept is None or not kept.rows:
        raise InvalidInput(msg("No refused rows are kept."), code="nothing")
    _log(command, REFUSED, len(kept.rows))
    rows = [LeftOut(row.line, row.cells, row.reasons) for row in kept.rows]
    save_refused_rows(out, kept.header, rows, command.translator)
    return _written(command, len(rows), out)


def _log(command: Command, kind: str, rows: int) -> None:
    """Note the export before the file is written; beside the window it takes its turn."""
    with command.open(writing=False) as database:
        command.act(database, export_list, kind=kind, rows=rows)


def _check_suffix(out: Path) -> None:
    if out.suffix.lower() not in (".csv", ".xlsx"):
        raise InvalidInput(
            msg("“{file}” must end with .csv or .xlsx.", file=out.name), field="--out"
        )


def _written(command: Command, count: int, out: Path) -> int:
    command.say(
        command.translator.text(
            nmsg(
                "{count} row written: {path}",
                "{count} rows written: {path}",
                count,
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
