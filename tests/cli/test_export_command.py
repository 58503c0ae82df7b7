"""`reception export`: lists that equal the database and can come in again unchanged."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from reception.cli.export import export
from reception.cli.import_ import ImportOptions, import_file
from reception.cli.runner import Access, Command
from reception.clock import SetClock
from reception.errors import InvalidInput
from reception.exchange.columns import Subject
from reception.exchange.raw_table import read_table
from reception.exchange.sheets import open_source
from reception.models import AuditRow
from reception.paths import DataFolder
from reception.queries.exports import ExportKind
from reception.translation import Language, load_translator
from tests.clinics import MONDAY_MORNING
from tests.fixtures.exports import EXPORTS

TODAY = date(2026, 11, 2)


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Language], Command]:
    """Commands in a folder with the Ukrainian clinic; every one of them only reads."""
    folder = DataFolder(tmp_path_factory.mktemp("clinic"))
    clock = SetClock(MONDAY_MORNING)

    def in_language(language: Language) -> Command:
        return Command(
            folder, clock, load_translator(language), Access(), io.StringIO(), io.StringIO()
        )

    command = in_language(Language.UK)
    for subject in (Subject.PATIENTS, Subject.VISITS):
        import_file(command, ImportOptions(subject, EXPORTS / f"uk_{subject.value}.xlsx"))
    return in_language


@pytest.mark.parametrize("language", list(Language))
def test_titles_of_lists_are_known_to_the_import(
    command: Callable[[Language], Command], tmp_path: Path, language: Language
) -> None:
    for kind, subject, not_taken in (
        (ExportKind.PATIENTS, Subject.PATIENTS, 0),
        (ExportKind.VISITS, Subject.VISITS, 3),
    ):
        path = tmp_path / f"{kind.value}.csv"
        export(command(language), kind=kind, out=path, first=None, last=None)
        table = read_table(open_source(path), subject, today=TODAY)
        assert len(table.unknown_columns) == not_taken, table.unknown_columns
        assert len(table.rows) == {"patients": 1121, "visits": 2829}[kind.value]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_patients_out_and_in_again(
    command: Callable[[Language], Command], tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"patients.{suffix}"
    export(command(Language.UK), kind=ExportKind.PATIENTS, out=path, first=None, last=None)
    again = command(Language.UK)
    import_file(again, ImportOptions(Subject.PATIENTS, path, as_json=True, dry_run=True))
    assert isinstance(again.out, io.StringIO)
    answer = json.loads(again.out.getvalue())
    assert (answer["rows"], answer["imported"]) == (1121, 0)
    assert answer["refused"] == answer["warnings"] == []


def test_a_period_of_visits(command: Callable[[Language], Command], tmp_path: Path) -> None:
    path = tmp_path / "visits.xlsx"
    export(
        command(Language.EN),
        kind=ExportKind.VISITS,
        out=path,
        first=date(2026, 10, 1),
        last=date(2026, 10, 31),
    )
    book = openpyxl.load_workbook(path)
    days = [row[3].value.date() for row in book["Visits"].iter_rows(min_row=2)]
    assert days
    assert min(days) >= date(2026, 10, 1)
    assert max(days) <= date(2026, 10, 31)
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert about["Period"] == "1 Oct 2026 – 31 Oct 2026"


def test_logs(command: Callable[[Language], Command], tmp_path: Path) -> None:
    for kind in (ExportKind.POINTS, ExportKind.MENTIONS, ExportKind.AUDIT):
        path = tmp_path / f"{kind.value}.csv"
        export(command(Language.RU), kind=kind, out=path, first=None, last=TODAY)
        assert path.read_bytes().count(b"\r\n") >= 1
    audit = (tmp_path / "audit.csv").read_text("utf-8-sig")
    assert "import_patients" in audit
    assert "import_visits" in audit


def test_bad_arguments(command: Callable[[Language], Command], tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="must end with"):
        export(
            command(Language.EN),
            kind=ExportKind.AUDIT,
            out=tmp_path / "a.pdf",
            first=None,
            last=None,
        )
    with pytest.raises(InvalidInput, match="before it begins"):
        export(
            command(Language.EN),
            kind=ExportKind.AUDIT,
            out=tmp_path / "a.csv",
            first=TODAY,
            last=date(2026, 1, 1),
        )


def test_every_export_stands_in_the_log(
    command: Callable[[Language], Command], tmp_path: Path
) -> None:
    reader = command(Language.EN)
    export(reader, kind=ExportKind.PATIENTS, out=tmp_path / "p.csv", first=None, last=None)
    with reader.open(writing=False) as database, database.reading() as session:
        row = session.scalars(select(AuditRow).order_by(AuditRow.id.desc()).limit(1)).one()
        noted = json.loads(row.difference)
    assert (row.action, row.subject_kind) == ("export_list", "export")
    assert noted[0]["note"]["list"] == "patients"
    assert noted[0]["note"]["rows"] > 1000
