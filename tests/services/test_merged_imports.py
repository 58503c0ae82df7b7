"""Files of the clinic that know two numbers of one person, before and after the records are merged."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from reception.errors import Refused
from reception.exchange.columns import Subject
from reception.exchange.raw_table import read_table
from reception.exchange.sheets import open_source
from reception.models import ImportRun, Patient, Visit
from reception.queries.duplicates import duplicates_to_decide, whole_check
from reception.queries.search import search
from reception.rules.import_plan import FileContent
from reception.services.duplicates import keep_likely_pairs
from reception.services.import_patients import import_patients
from reception.services.import_undo import undo_import
from reception.services.import_visits import import_visits
from reception.services.merging import merge_patients
from reception.values.actor import Actor
from reception.values.choices import Country
from tests.people import Desk

TODAY = date(2026, 11, 2)
TITLES = "external_id;last_name;first_name;patronymic;birth_date;phone;email"
ANNA = "100;Иванова;Анна;Сергеевна;05.03.1990;+79161234567;"
AGAIN = "200;Иванова;Анна;Сергеевна;05.03.1990;+79161234567;"


@pytest.fixture
def boss(desk: Desk, supervisor: Actor) -> Desk:
    return Desk(desk.database, supervisor, desk.now)


def content(folder: Path, subject: Subject, *lines: str) -> FileContent:
    path = folder / "index.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_table(open_source(path), subject, today=TODAY).content


def people(folder: Path, *lines: str) -> FileContent:
    return content(folder, Subject.PATIENTS, TITLES, *lines)


def by_number(desk: Desk) -> dict[str, int]:
    found: dict[str, int] = desk.ask(
        lambda s: {one.external_id: one.id for one in s.scalars(select(Patient)) if one.external_id}
    )
    return found


def merged(boss: Desk, folder: Path) -> tuple[int, int, Any]:
    boss.do(import_patients, content=people(folder, ANNA, AGAIN))
    numbers = by_number(boss)
    main, other = numbers["100"], numbers["200"]
    return main, other, boss.do(merge_patients, main_id=main, other_id=other)


def email(desk: Desk, patient_id: int) -> str:
    return str(desk.ask(lambda s: s.get(Patient, patient_id).email))


def test_an_import_asks_for_a_check_of_everybody(boss: Desk, tmp_path: Path) -> None:
    boss.do(keep_likely_pairs, pairs=[])
    boss.do(import_patients, content=people(tmp_path, ANNA, AGAIN))
    assert not boss.ask(duplicates_to_decide).is_whole
    boss.do(keep_likely_pairs, pairs=boss.ask(whole_check))
    assert boss.ask(duplicates_to_decide).total == 1


def test_the_old_number_updates_the_main_record(boss: Desk, tmp_path: Path) -> None:
    main, other, _done = merged(boss, tmp_path)
    boss.do(import_patients, content=people(tmp_path, ANNA, AGAIN + "anna@example.org"))
    assert email(boss, main) == "anna@example.org"
    assert email(boss, other) == ""
    again = boss.do(import_patients, content=people(tmp_path, ANNA, AGAIN + "anna@example.org"))
    assert again.value.updated == 0
    assert email(boss, main) == "anna@example.org"


def test_visits_under_the_old_number_are_the_persons(boss: Desk, tmp_path: Path) -> None:
    main, other, _done = merged(boss, tmp_path)
    file = content(
        tmp_path,
        Subject.VISITS,
        "external_id;patient_id;date;status;service;amount",
        "v1;200;01.10.2026;done;Консультация;1500",
    )
    boss.do(import_visits, content=file)
    (visit,) = boss.ask(lambda s: list(s.scalars(select(Visit))))
    assert visit.patient_id == main
    assert other != main


def test_the_old_number_finds_the_person(boss: Desk, tmp_path: Path) -> None:
    main, _other, _done = merged(boss, tmp_path)
    found = boss.ask(search, text="200", country=Country.RU, today=TODAY)
    assert [row.patient_id for row in found.rows] == [main]
    assert found.rows[0].why.id == "former number {number}"
    found = boss.ask(search, text="100", country=Country.RU, today=TODAY)
    assert [row.patient_id for row in found.rows] == [main]


def test_an_import_of_merged_records_is_undone_after_they_are_parted(
    boss: Desk, tmp_path: Path
) -> None:
    _main, _other, done = merged(boss, tmp_path)
    (run,) = boss.ask(lambda s: list(s.scalars(select(ImportRun.id))))
    with pytest.raises(Refused) as refused:
        boss.do(undo_import, run_id=run)
    assert refused.value.code == "depended_on"
    boss.undo(done)
    boss.do(undo_import, run_id=run)
    assert by_number(boss) == {}
