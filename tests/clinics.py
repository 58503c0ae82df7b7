"""Databases for tests: real files, made once by the program's own services, copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reception.bootstrap import starter_terms_text
from reception.paths import DataFolder
from reception.services.setup import NewClinic, add_staff, create_clinic
from reception.storage.database import Database, open_database
from reception.storage.schema import create_schema
from reception.values.actor import COMMAND_LINE, Actor
from reception.values.choices import Country, Job, Role
from reception.values.ids import StaffId

# Nine in the morning in Moscow on the day the clinics' exports are read, a Monday.
MONDAY_MORNING = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)

PASSWORD = "correct horse"
PIN = "1234"


@pytest.fixture(scope="session")
def empty_master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file without a clinic, made once; tests work on copies."""
    path = tmp_path_factory.mktemp("empty") / "reception.db"
    create_schema(path, None)
    return path


@pytest.fixture(scope="session")
def clinic_masters(
    empty_master: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Country], Path]:
    """A file with a clinic of a country, a supervisor and an administrator; made once for each."""
    made: dict[Country, Path] = {}

    def master(country: Country) -> Path:
        if country not in made:
            path = tmp_path_factory.mktemp(country.value) / "reception.db"
            shutil.copyfile(empty_master, path)
            found_clinic(path, country)
            made[country] = path
        return made[country]

    return master


def found_clinic(path: Path, country: Country) -> None:
    """Set a clinic up in a migrated file: Anna supervises, Olga works at the desk."""
    new = NewClinic.of_country("Клиника" if country is Country.RU else "Клініка", country)
    database = open_database(path, None)
    try:
        when = MONDAY_MORNING
        with database.unit_of_work(now=when, actor=COMMAND_LINE, action="create_clinic") as uow:
            create_clinic(uow, clinic=new, terms_text=starter_terms_text(country))
        for login, name, role, job in (
            ("anna", "Анна Орлова", Role.SUPERVISOR, Job.ADMINISTRATOR),
            ("olga", "Ольга Титова", Role.ADMINISTRATOR, Job.ADMINISTRATOR),
        ):
            with database.unit_of_work(now=when, actor=COMMAND_LINE, action="add_staff") as uow:
                add_staff(
                    uow, login=login, name=name, role=role, job=job, password=PASSWORD, pin=PIN
                )
    finally:
        database.close()


@pytest.fixture
def data_folder(tmp_path: Path) -> DataFolder:
    """An empty data folder of this test."""
    folder = DataFolder(tmp_path / "data")
    folder.root.mkdir()
    return folder


@pytest.fixture
def open_clinic(
    clinic_masters: Callable[[Country], Path], data_folder: DataFolder
) -> Iterator[Callable[..., Database]]:
    """Opens a fresh copy of a country's clinic in the data folder of this test."""
    opened: list[Database] = []

    def open_copy(country: Country = Country.RU) -> Database:
        shutil.copyfile(clinic_masters(country), data_folder.database)
        opened.append(open_database(data_folder.database, None))
        return opened[-1]

    yield open_copy
    for database in opened:
        database.close()


@pytest.fixture
def database(open_clinic: Callable[..., Database]) -> Database:
    """A Russian clinic with a supervisor (Anna) and an administrator (Olga), nobody else."""
    return open_clinic(Country.RU)


@pytest.fixture
def empty_database(empty_master: Path, data_folder: DataFolder) -> Iterator[Database]:
    """A migrated file in which no clinic has been set up yet."""
    shutil.copyfile(empty_master, data_folder.database)
    database = open_database(data_folder.database, None)
    yield database
    database.close()


@pytest.fixture
def supervisor() -> Actor:
    """Anna, who was added first."""
    return Actor(StaffId(1), "Анна Орлова", Role.SUPERVISOR)


@pytest.fixture
def administrator() -> Actor:
    """Olga, who works at the desk."""
    return Actor(StaffId(2), "Ольга Титова", Role.ADMINISTRATOR)
