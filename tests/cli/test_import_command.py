"""`reception import` on the clinics' exports: folders, answers, exit codes, refused rows."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reception.cli.import_ import ImportOptions, import_file
from reception.cli.runner import Access, Command, held_lock
from reception.clock import SetClock
from reception.errors import InvalidInput, ReceptionError, StorageFailed
from reception.exchange.columns import Subject
from reception.paths import DataFolder
from reception.queries.clinic import clinic_facts
from reception.storage.database import connect
from reception.translation import Language, load_translator
from reception.values.choices import Country
from tests.fixtures.exports import EXPORTS

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(data_folder: DataFolder, clock: SetClock) -> Run:
    def call(
        subject: Subject, file: Path, language: Language = Language.EN, **more: Any
    ) -> tuple[int, str, str]:
        out, err = io.StringIO(), io.StringIO()
        command = Command(data_folder, clock, load_translator(language), Access(), out, err)
        code = import_file(command, ImportOptions(subject, file, **more))
        return code, out.getvalue(), err.getvalue()

    return call


def test_the_russian_clinic_from_an_empty_folder(run: Run, data_folder: DataFolder) -> None:
    code, out, err = run(Subject.PATIENTS, EXPORTS / "ru_patients.csv", as_json=True)
    answer = json.loads(out)
    assert code == 0
    assert {key: answer[key] for key in ("rows", "imported", "updated", "unchanged")} == {
        "rows": 2541,
        "imported": 2531,
        "updated": 0,
        "unchanged": 0,
    }
    assert answer["refused"][0] == {
        "line": 31,
        "key": "80000",
        "field": "birth_date",
        "value": "31.02.1985",
        "reason": "There is no such day: 31.02.1985.",
        "more": [],
    }
    assert {report["key"] for report in answer["warnings"]} == {"80005", "80006", "80010", "80011"}
    assert "Russia" in err
    assert "ООО «Поликлиника для всей семьи»" in err
    refused = data_folder.refused / "ru_patients-refused.csv"
    assert len(refused.read_text("utf-8-sig").splitlines()) == 11

    code, out, _err = run(
        Subject.VISITS, EXPORTS / "ru_visits.csv", as_json=True, programme_since=date(2025, 9, 1)
    )
    answer = json.loads(out)
    assert (code, answer["imported"], len(answer["refused"])) == (0, 8885, 8)
    assert answer["refused"][5]["more"] == [
        {"field": "paid", "value": "-500,00", "reason": "The sum -500,00 is negative."}
    ]
    again = json.loads(run(Subject.VISITS, EXPORTS / "ru_visits.csv", as_json=True)[1])
    assert (again["imported"], again["unchanged"]) == (0, 8885)


def test_the_ukrainian_clinic_is_guessed(
    run: Run, data_folder: DataFolder, clock: SetClock
) -> None:
    code, out, err = run(Subject.PATIENTS, EXPORTS / "uk_patients.xlsx", Language.UK)
    assert code == 0
    assert "Україна" in err
    assert "рядок 1121, № 81001, Дата народження: «десь у травні» — не дата" in out
    command = Command(
        data_folder, clock, load_translator(Language.UK), Access(), io.StringIO(), io.StringIO()
    )
    with command.open(writing=False) as database, database.reading() as session:
        facts = clinic_facts(session)
    assert (facts.country, facts.currency) == (Country.UA, "UAH")


def test_a_dry_run_writes_nothing(run: Run, data_folder: DataFolder) -> None:
    code, out, _err = run(Subject.PATIENTS, EXPORTS / "uk_patients.xlsx", dry_run=True)
    assert (code, list(data_folder.root.iterdir())) == (0, [])
    assert "Checked only" in out
    code, out, _err = run(Subject.PATIENTS, EXPORTS / "uk_patients.xlsx", as_json=True)
    assert json.loads(out)["imported"] == 1121
    before = {path.name: path.read_bytes() for path in data_folder.root.glob("reception.db")}
    run(Subject.VISITS, EXPORTS / "uk_visits.xlsx", dry_run=True)
    assert before == {
        path.name: path.read_bytes() for path in data_folder.root.glob("reception.db")
    }


def test_strict_writes_nothing_and_ends_with_2(run: Run, data_folder: DataFolder) -> None:
    code, out, _err = run(Subject.PATIENTS, EXPORTS / "ru_patients.csv", strict=True, as_json=True)
    assert code == 2
    assert len(json.loads(out)["refused"]) == 10
    assert list(data_folder.root.iterdir()) == []


def test_refused_rows_are_corrected_and_come_in(
    run: Run, data_folder: DataFolder, tmp_path: Path
) -> None:
    kept = tmp_path / "fix.xlsx"
    run(Subject.PATIENTS, EXPORTS / "uk_patients.xlsx", refused=kept)
    assert not data_folder.refused.exists()
    _code, out, err = run(Subject.PATIENTS, kept, as_json=True)
    answer = json.loads(out)
    assert [report["key"] for report in answer["refused"]] == ["81001", "81002", "81003", "81006"]
    assert "Line in the file" in err
    csv = tmp_path / "fix.csv"
    run(Subject.PATIENTS, EXPORTS / "ru_patients.csv", refused=csv, country=None, dry_run=True)
    assert not csv.exists()


def test_the_number_of_somebody_else_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    run(Subject.PATIENTS, EXPORTS / "ru_patients.csv")
    path = tmp_path / "other.csv"
    path.write_text("№ карты;ФИО;Дата рожд.\n11738;Чужой Пётр Ильич;01.02.1970\n", "utf-8")
    answer = json.loads(run(Subject.PATIENTS, path, as_json=True)[1])
    assert "another person already" in answer["refused"][0]["reason"]


def test_visits_before_patients_are_refused_kindly(run: Run, data_folder: DataFolder) -> None:
    with pytest.raises(InvalidInput, match="no patients"):
        run(Subject.VISITS, EXPORTS / "ru_visits.csv")
    assert list(data_folder.root.iterdir()) == []


def test_not_while_the_program_is_open(run: Run, data_folder: DataFolder) -> None:
    run(Subject.PATIENTS, EXPORTS / "uk_patients.xlsx")
    with held_lock(data_folder):
        with pytest.raises(StorageFailed) as caught:
            run(Subject.VISITS, EXPORTS / "uk_visits.xlsx")
        assert caught.value.exit_code == 4
        assert run(Subject.VISITS, EXPORTS / "uk_visits.xlsx", dry_run=True)[0] == 0


def test_a_failed_first_import_leaves_the_folder_empty(run: Run, data_folder: DataFolder) -> None:
    data_folder.refused.write_text("a file stands where the folder should be")
    with pytest.raises(InvalidInput, match="cannot be written"):
        run(Subject.PATIENTS, EXPORTS / "ru_patients.csv")
    assert not data_folder.database.exists()
    assert not data_folder.lock.exists()


def test_another_country_or_a_future_start_is_bad_input(run: Run) -> None:
    run(Subject.PATIENTS, EXPORTS / "uk_patients.xlsx", country=Country.UA)
    with pytest.raises(InvalidInput, match="is in"):
        run(Subject.PATIENTS, EXPORTS / "ru_patients.csv", country=Country.RU)
    with pytest.raises(InvalidInput, match="cannot have started"):
        run(Subject.VISITS, EXPORTS / "uk_visits.xlsx", programme_since=date(2027, 1, 1))


@pytest.mark.parametrize("beside", ["file", "file/below"])
def test_a_data_folder_that_is_a_file_is_said(tmp_path: Path, clock: SetClock, beside: str) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    folder = DataFolder(tmp_path / beside)
    words = load_translator(Language.RU)
    command = Command(folder, clock, words, Access(), io.StringIO(), io.StringIO())
    with pytest.raises(InvalidInput) as refused:
        import_file(command, ImportOptions(Subject.PATIENTS, EXPORTS / "ru_patients.csv"))
    assert str(folder.root) in words.text(refused.value.message)


def test_a_password_file_that_is_no_text_is_said(tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_bytes(b"\xff\xfe\x81")
    with pytest.raises(InvalidInput):
        Access("anna", path).password()


def test_a_failed_import_leaves_the_file_that_stood_at_the_place_of_the_refused(
    run: Run, data_folder: DataFolder, tmp_path: Path
) -> None:
    run(Subject.PATIENTS, EXPORTS / "uk_patients.xlsx", refused=tmp_path / "first.csv")
    connection = connect(data_folder.database, None)
    connection.execute(
        "CREATE TRIGGER stop BEFORE INSERT ON patient BEGIN SELECT RAISE(ABORT, 'stop'); END"
    )
    connection.close()
    precious = tmp_path / "precious.csv"
    precious.write_text("mine", encoding="utf-8")
    with pytest.raises(ReceptionError):
        run(Subject.PATIENTS, EXPORTS / "ru_patients.csv", refused=precious)
    assert precious.read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.glob("*.csv")) == ["first.csv", "precious.csv"]
