"""A card index of many people imported from XLSX, beside reading the file and writing its rows barely.

The peak of memory is printed too: as much as the process grew by while it read, checked and wrote.
"""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
import python_calamine
import xlsxwriter
from pytest_benchmark.fixture import BenchmarkFixture

from reception.bootstrap import starter_terms_text
from reception.exchange.columns import Subject
from reception.exchange.raw_table import read_table
from reception.exchange.sheets import open_source
from reception.queries.imports import check_import
from reception.services.import_kinds import IMPORTS
from reception.services.setup import NewClinic, create_clinic
from reception.storage.database import connect, open_database
from reception.storage.schema import create_schema
from reception.values.actor import COMMAND_LINE
from reception.values.choices import Country
from tests.benchmarks.conftest import FIRST, KEY, PATRONYMICS, TODAY, Filled
from tests.clinics import MONDAY_MORNING

GROUP = "import of patients from XLSX, checked and written"
TITLES = (
    *("№ карты", "Фамилия", "Имя", "Отчество", "Дата рождения", "Пол", "Телефон", "E-mail"),
    *("Адрес", "Язык", "Представитель", "Кем приходится", "Источник", "Согласие на SMS"),
)


@pytest.fixture(scope="module")
def file(filled: Filled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook of as many people as the clinic of the other benchmarks holds."""
    path = tmp_path_factory.mktemp("import") / "patients.xlsx"
    chance = Random(3)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    sheet.write_row(0, 0, TITLES)
    for line in range(1, filled.people + 1):
        number = 100_000 + line
        head = number - 1 if line % 3 == 2 else ""
        sheet.write_row(
            line,
            0,
            [number, *(chance.choice(part) for part in (filled.surnames, FIRST, PATRONYMICS))],
        )
        born = date(1935, 1, 1) + timedelta(days=chance.randrange(33_000))
        sheet.write_datetime(line, 4, born, day)
        phone = f"8 9{chance.randrange(10**9):09}"
        mail = f"u{line}@example.org" if line % 3 == 0 else ""
        kin = "сын" if head else ""
        rest = ("ж", phone, mail, f"ул. Мира, {line % 200}", "рус", head, kin, "знакомые", "да")
        sheet.write_row(line, 5, rest)
    book.close()
    return path


@contextmanager
def grown() -> Iterator[list[float]]:
    """Megabytes by which the process grew at most while the block ran (Linux; else nothing)."""
    status = Path("/proc/self/status")
    peak = [0.0]
    before = _resident(status)
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            peak[0] = max(peak[0], _resident(status) - before)
            done.wait(0.02)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peak
    finally:
        done.set()
        watcher.join()


def _resident(status: Path) -> float:
    if not status.exists():
        return 0.0
    lines = status.read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


@pytest.mark.benchmark(group=GROUP)
def test_floor(benchmark: BenchmarkFixture, file: Path, tmp_path: Path) -> None:
    """Cells read by the library, rows written by the bare driver into tables of the same indexes."""
    target = tmp_path / "floor.db"
    create_schema(target, KEY)

    def bare() -> int:
        data = io.BytesIO(file.read_bytes())
        sheet = python_calamine.CalamineWorkbook.from_filelike(data).get_sheet_by_index(0)
        rows = [[str(cell) for cell in row] for row in sheet.to_python()]
        connection = connect(target, KEY)
        now = "2026-11-02 06:00:00"
        people = [
            (
                *(n, str(n), row[1], row[2], row[3], f"{row[1]} {row[2]}".lower()),
                *(f"{row[2]} {row[1]}".lower(), row[3].lower(), row[4], n, now),
            )
            for n, row in enumerate(rows[1:], 1)
        ]
        phones = [(n, row[6][-10:], row[6][::-1]) for n, row in enumerate(rows[1:], 1)]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT INTO household (id, created_at) VALUES (?, ?)", [(p[0], now) for p in people]
        )
        connection.executemany(_PATIENT, people)
        connection.executemany(
            "INSERT INTO patient_phone (patient_id, digits, reversed_digits, position)"
            " VALUES (?, ?, ?, 0)",
            phones,
        )
        connection.execute("COMMIT")
        connection.close()
        return len(people)

    assert benchmark.pedantic(bare, rounds=1)


_PATIENT = (
    "INSERT INTO patient (id, external_id, last_name, first_name, patronymic, name_key, first_key,"
    " patronymic_key, birth_date, household_id, created_at, no_patronymic, name_as_given, language,"
    " form_of_address, email, address, source, comment, relation, prefers_silence, do_not_mention,"
    " refuses_data, drink, large_print, hard_of_hearing, poor_sight, written_prompt, no_surname,"
    " namesake_exists, opted_out)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', 'ru', '', '', '', '', '', 'head', 0, 0, 0, '',"
    " 0, 0, 0, 0, 0, 0, 0)"
)


@pytest.mark.benchmark(group=GROUP)
def test_import(
    benchmark: BenchmarkFixture, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "reception.db"
    create_schema(target, KEY)
    database = open_database(target, KEY)
    new = NewClinic.of_country("Клиника", Country.RU)
    with database.unit_of_work(now=MONDAY_MORNING, actor=COMMAND_LINE, action="create") as uow:
        create_clinic(uow, clinic=new, terms_text=starter_terms_text(Country.RU))

    def whole() -> int:
        table = read_table(open_source(file), Subject.PATIENTS, today=TODAY)
        with database.reading() as session:
            check = check_import(
                session, subject=Subject.PATIENTS, content=table.content, today=TODAY
            )
        with database.unit_of_work(now=MONDAY_MORNING, actor=COMMAND_LINE, action="import") as uow:
            done = IMPORTS[Subject.PATIENTS](
                uow, content=table.content, plan=check.plan, as_of=check.as_of
            )
        return done.value.imported

    with grown() as peak:
        count = benchmark.pedantic(whole, rounds=1)
    database.close()
    assert count
    with capsys.disabled():
        print(f"\n{count} patients imported; {peak[0]:.0f} MB more memory at the peak")
