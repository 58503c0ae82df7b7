"""`reception import`: a list of the clinic checked whole, then written in one step.

On an empty folder it lays down a clinic first; a row that is refused is told with its line,
field, value and reason, and kept with the import, ready to be corrected.
"""

from __future__ import annotations

import argparse
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from reception import bootstrap
from reception.cli.import_answers import Checked, print_answer, print_json
from reception.cli.runner import Command, held_lock
from reception.errors import InvalidInput
from reception.exchange.column_map import ColumnMap, load_map
from reception.exchange.columns import Subject
from reception.exchange.delimited import separator_name
from reception.exchange.raw_table import RawTable, read_table
from reception.exchange.refused_rows import left_out, save_refused_rows
from reception.exchange.sheets import open_source
from reception.queries.clinic import clinic_facts
from reception.queries.imports import ImportCheck, check_import
from reception.rules.country_guess import guess_country
from reception.rules.import_plan import plan_patients
from reception.rules.import_report import RowReport
from reception.services.clinic import change_clinic
from reception.services.import_kinds import IMPORTS
from reception.services.setup import TIME_ZONES, NewClinic
from reception.translation import msg
from reception.values.choices import Country
from reception.values.labels import country_label

_NAMES = {Country.RU: "Клиника", Country.UA: "Клініка", Country.OTHER: "Clinic"}


@dataclass(frozen=True)
class ImportOptions:
    """What the command was given."""

    subject: Subject
    file: Path
    mapping: Path | None = None
    dry_run: bool = False
    as_json: bool = False
    strict: bool = False
    refused: Path | None = None
    country: Country | None = None
    programme_since: date | None = None


def run(command: Command, options: argparse.Namespace) -> int:
    """The command with the options of the command line; answers the exit code."""
    return import_file(
        command,
        ImportOptions(
            subject=Subject(options.task.rpartition(" ")[2]),
            file=options.file,
            mapping=options.map,
            dry_run=options.dry_run,
            as_json=options.json,
            strict=options.strict,
            refused=options.refused,
            country=Country(options.country) if options.country else None,
            programme_since=options.programme_since,
        ),
    )


def import_file(command: Command, options: ImportOptions) -> int:
    """Run the command; answers the exit code."""
    with _without_collecting():
        return _import_file(command, options)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Look for no garbage meanwhile: a large file is millions of cells, and none is garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _import_file(command: Command, options: ImportOptions) -> int:
    mapping = load_map(options.mapping, options.subject) if options.mapping else ColumnMap()
    source = open_source(options.file, encoding=mapping.encoding, separator=mapping.separator)
    exists = command.folder.database.exists()
    day = command.clock.now().date()
    table = read_table(source, options.subject, today=day, mapping=mapping)
    _say_what_was_read(command, table)
    if exists:
        return _into_clinic(command, options, table)
    return _into_empty_folder(command, options, table)


def _into_clinic(command: Command, options: ImportOptions, table: RawTable) -> int:
    writing = not options.dry_run
    with command.open(writing=writing) as database:
        with database.reading() as session:
            clinic = clinic_facts(session)
            _refuse_other_country(options.country, clinic.country)
            today = command.clock.now().astimezone(ZoneInfo(clinic.time_zone)).date()
            since = _since(options, today)
            check = check_import(
                session, subject=options.subject, content=table.content, today=today
            )
        if options.dry_run or (options.strict and check.refused):
            return _answer(command, options, check)
        return _write(command, options, table, check, database, since)


def _into_empty_folder(command: Command, options: ImportOptions, table: RawTable) -> int:
    if options.subject is not Subject.PATIENTS:
        raise InvalidInput(
            msg("There are no patients in this folder yet."),
            code="no_patients",
            way_out=msg("Import the patients first, then the other lists."),
        )
    country = options.country or _guessed(command, table)
    today = command.clock.now().astimezone(ZoneInfo(TIME_ZONES[country])).date()
    since = _since(options, today)
    check = _check_alone(table, country, today)
    if options.dry_run or (options.strict and check.refused) or not check.imported:
        return _answer(command, options, check)
    clinic = NewClinic.of_country(table.clinic_name or _NAMES[country], country)
    with _laid_down(command, clinic) as database:
        answer = _write(command, options, table, check, database, since)
    command.say(
        command.translator.text(
            msg(
                "The clinic “{name}” was laid down; it is not protected by a password yet.",
                name=clinic.name,
            )
        )
    )
    return answer


def _check_alone(table: RawTable, country: Country, today: date) -> ImportCheck:
    """The check of a file against nothing."""
    plan = plan_patients(table.content, country=country, today=today)
    new, rows = len(plan.new), len(table.rows)
    return ImportCheck(rows, new, 0, plan.unchanged, plan.refused, plan.warnings, plan)


@contextmanager
def _laid_down(command: Command, clinic: NewClinic) -> Iterator[Any]:
    """A new clinic in an empty folder; where the import fails, the folder is empty again."""
    folder = command.folder
    try:
        folder.root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidInput(
            msg("The folder {path} cannot be written.", path=str(folder.root)), field="--data"
        ) from error
    with held_lock(folder):
        database = bootstrap.lay_down_clinic(folder, clinic, clock=command.clock, supervisor=None)
        try:
            yield database
        except BaseException:
            database.close()
            for suffix in ("", "-wal", "-shm"):
                path = folder.database
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            raise
        database.close()


def _write(
    command: Command,
    options: ImportOptions,
    table: RawTable,
    check: ImportCheck,
    database: Any,
    since: date | None,
) -> int:
    kept = _keep_refused(command, options, table, check.refused, is_sealed=database.key is not None)
    service = IMPORTS[options.subject]
    try:
        result = command.act(database, service, content=table.content, plan=check.plan).value
        if since is not None:
            command.act(database, change_clinic, field="programme_since", value=since)
    except BaseException:
        if kept is not None:
            kept.unlink(missing_ok=True)
        raise
    if check.refused and kept is None:
        _say_kept(command)
    if kept is not None:
        path = kept.replace(_refused_path(command, options))
        command.say(
            command.translator.text(
                msg("Refused rows, ready to be corrected: {path}", path=str(path))
            )
        )
    return _answer(command, options, result)


def _keep_refused(
    command: Command,
    options: ImportOptions,
    table: RawTable,
    refused: Sequence[RowReport],
    *,
    is_sealed: bool,
) -> Path | None:
    """Write the refused rows beside their place; they take it once the import is done.

    Beside a sealed database no plain file is laid unasked: the rows are kept in it.
    """
    if not refused or (is_sealed and options.refused is None):
        return None
    path = _refused_path(command, options)
    waiting = path.with_name(f"{path.stem}.part{path.suffix}")
    save_refused_rows(waiting, table.header, left_out(table, refused), command.translator)
    return waiting


def _say_kept(command: Command) -> None:
    command.say(
        command.translator.text(
            msg(
                "The refused rows are kept in the database; this writes them to a file:"
                " reception export refused --out FILE"
            )
        )
    )


def _refused_path(command: Command, options: ImportOptions) -> Path:
    return options.refused or command.folder.refused / f"{options.file.stem}-refused.csv"


def _answer(command: Command, options: ImportOptions, check: Checked) -> int:
    stopped = options.strict and bool(check.refused)
    if options.as_json:
        print_json(check, command)
    else:
        subject = options.subject
        print_answer(check, command, subject, dry_run=options.dry_run, stopped=stopped)
    return 2 if stopped else 0


def _say_what_was_read(command: Command, table: RawTable) -> None:
    say = command.translator.text
    if table.source.encoding:
        command.say(
            say(
                msg(
                    "Read as {encoding}, separator {separator}.",
                    encoding=table.source.encoding,
                    separator=separator_name(table.source.separator),
                )
            )
        )
    if table.unknown_columns:
        names = ", ".join(f"“{title}”" for title in table.unknown_columns)
        command.say(say(msg("Columns that are not taken: {columns}.", columns=names)))
    if table.other_sheets:
        names = ", ".join(f"“{title}”" for title in table.other_sheets)
        command.say(say(msg("Sheets that are not read: {sheets}.", sheets=names)))


def _guessed(command: Command, table: RawTable) -> Country:
    phones = (row.text("phone") for row in table.rows)
    country = guess_country([*table.titles.values(), *table.title_lines], phones)
    command.say(
        command.translator.text(
            msg(
                "By its phones and titles the file is from: {country}.",
                country=country_label(country),
            )
        )
    )
    return country


def _refuse_other_country(asked: Country | None, has: Country) -> None:
    if asked is not None and asked is not has:
        raise InvalidInput(
            msg("The clinic of this folder is in {country}.", country=country_label(has)),
            field="--country",
        )


def _since(options: ImportOptions, today: date) -> date | None:
    day = options.programme_since
    if day is not None and day > today:
        raise InvalidInput(
            msg("The programme cannot have started on {day}: that day is still to come.", day=day),
            field="--programme-since",
        )
    return day
