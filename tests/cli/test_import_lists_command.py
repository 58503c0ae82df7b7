"""The other lists by command; JSON where nothing could begin; no plain rows beside a sealed clinic."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reception import bootstrap
from reception.cli.arguments import CommandLine
from reception.cli.dispatch import TASKS
from reception.cli.runner import Access, Command
from reception.clock import SetClock
from reception.errors import InvalidInput
from reception.main import main
from reception.paths import DataFolder
from reception.translation import Language, load_translator
from tests.clinics import PASSWORD

Run = Callable[..., tuple[int, str, str]]

PEOPLE = """№ карты;ФИО;Дата рождения;Телефон;Представитель;Кем приходится;Согласие на SMS
1;Ким Анна Ивановна;05.03.1990;8 916 123-45-67;;;да
2;Ким Олег;01.02.2015;;1;сын;
3;Ли Вера;29.02.2000;8 916 123-45-68;;;нет
4;;01.01.2000;;;;
"""
BOOKED = """№ записи;№ карты;Дата;Время;Врач;Кабинет;Услуга
z1;1;03.11.2026;10:00;Белова;5;Приём
z2;3;04.11.2026;10:30;Белова;5;УЗИ
"""
PRICES = """Код;Услуга;Название для пациента;Группа;Цена;Действует с;Действует до
A1;УЗИ;Посмотрим живот;Диагностика;2500;01.01.2026;31.08.2026
A1;УЗИ;Посмотрим живот;Диагностика;2700;01.09.2026;
"""
VISITS = """№ карты;Дата;Время;Врач;Услуга;Сумма;Оплачено;Статус;Рассказали
1;01.10.2026;10:00;Белова;Приём;1000;1000;Состоялся;да
3;02.10.2026;11:00;Котов;УЗИ;2500,50;2000;Состоялся;нет
"""
LISTS = {"patients": PEOPLE, "visits": VISITS, "prices": PRICES, "appointments": BOOKED}


@pytest.fixture
def run(clock: SetClock, tmp_path: Path) -> Run:
    def call(
        folder: DataFolder, *arguments: str, language: Language = Language.RU, **access: Any
    ) -> tuple[int, str, str]:
        words = load_translator(language)
        options = CommandLine(words).read(list(arguments))
        out, err = io.StringIO(), io.StringIO()
        command = Command(folder, clock, words, Access(**access), out, err)
        code = TASKS[options.task](command, options)
        return code, out.getvalue(), err.getvalue()

    return call


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    for name, text in LISTS.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def filled(run: Run, folder: DataFolder, lists: Path, suffix: str = "csv") -> None:
    for name in LISTS:
        code, _out, err = run(folder, "import", name, str(lists / f"{name}.{suffix}"))
        assert code == 0, err


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_every_list_out_of_one_clinic_and_into_an_empty_one(
    run: Run, data_folder: DataFolder, lists: Path, tmp_path: Path, suffix: str, language: Language
) -> None:
    filled(run, data_folder, lists)
    out = tmp_path / "out"
    for name in LISTS:
        run(data_folder, "export", name, "--out", str(out / f"{name}.{suffix}"), language=language)
    other = DataFolder(tmp_path / "other")
    for name in LISTS:
        code, answer, err = run(
            other, "import", name, str(out / f"{name}.{suffix}"), "--json", "--country", "RU"
        )
        assert (code, json.loads(answer)["refused"]) == (0, []), err
        run(other, "export", name, "--out", str(tmp_path / f"{name}.csv"), language=language)
        run(data_folder, "export", name, "--out", str(out / f"{name}.csv"), language=language)
        again, first = (tmp_path / f"{name}.csv"), out / f"{name}.csv"
        assert again.read_bytes() == first.read_bytes(), name


def test_patients_as_an_address_book(
    run: Run, data_folder: DataFolder, lists: Path, tmp_path: Path
) -> None:
    run(data_folder, "import", "patients", str(lists / "patients.csv"))
    book = tmp_path / "people.vcf"
    run(data_folder, "export", "patients", "--out", str(book))
    other = DataFolder(tmp_path / "other")
    answer = json.loads(run(other, "import", "patients", str(book), "--json")[1])
    assert (answer["imported"], answer["warnings"]) == (3, [])
    run(data_folder, "export", "patients", "--number", "3", "--out", str(book))
    assert book.read_text("utf-8").count("BEGIN:VCARD") == 1
    with pytest.raises(InvalidInput):
        run(data_folder, "export", "patients", "--number", "77", "--out", str(book))


def test_no_plain_rows_beside_a_sealed_clinic(
    run: Run, data_folder: DataFolder, lists: Path, tmp_path: Path
) -> None:
    run(data_folder, "import", "patients", str(lists / "patients.csv"))
    assert len(list(data_folder.refused.iterdir())) == 1
    bootstrap.protect(data_folder, "anna", PASSWORD)
    assert not data_folder.refused.exists()
    password = tmp_path / "password"
    password.write_text(PASSWORD, encoding="utf-8")
    access = {"login": "anna", "password_file": password}
    (lists / "patients.csv").write_text("№ карты;ФИО\n5;\n6;Новая Яна\n", encoding="utf-8")
    _code, _out, err = run(data_folder, "import", "patients", str(lists / "patients.csv"), **access)
    assert "reception export refused" in err
    assert not data_folder.refused.exists()
    out = tmp_path / "refused.csv"
    run(data_folder, "export", "refused", "--out", str(out), **access)
    text = out.read_text("utf-8-sig")
    assert text.splitlines()[0] == "№ карты;ФИО;Строка в файле;Причина"
    assert text.splitlines()[1].startswith("5;;2;")
    asked = tmp_path / "asked.csv"
    (lists / "patients.csv").write_text("№ карты;ФИО\n5;\n7;Иная Яна\n", encoding="utf-8")
    file = str(lists / "patients.csv")
    run(data_folder, "import", "patients", file, "--refused", str(asked), **access)
    assert asked.exists()


def test_fields_are_told_by_their_words(run: Run, data_folder: DataFolder, lists: Path) -> None:
    run(data_folder, "import", "patients", str(lists / "patients.csv"))
    (lists / "prices.csv").write_text("Услуга;Цена\nУЗИ;много\n", encoding="utf-8")
    said = {
        language: run(
            data_folder, "import", "prices", str(lists / "prices.csv"), language=language
        )[1]
        for language in Language
    }
    assert "Цена: «много» — не сумма" in said[Language.RU]
    assert "Ціна: «много» — не сума" in said[Language.UK]
    assert "Price: “много” is not a sum" in said[Language.EN]


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (("import", "patients", "nowhere.csv"), "error"),
        (("verify", "nowhere.db"), "problems"),
        (("backup",), "problems"),
        (("report", "--month", "2026-10"), "error"),
    ],
)
def test_json_is_given_also_where_nothing_could_begin(
    data_folder: DataFolder,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    key: str,
) -> None:
    code = main([*arguments, "--json", "--lang", "uk", "--data", str(data_folder.root)])
    answer = json.loads(capsys.readouterr().out)
    assert code in (2, 3, 4)
    assert answer[key]
    if arguments[0] == "import":
        assert (answer["rows"], answer["refused"]) == (0, [])


def test_a_place_for_a_copy_that_cannot_be(
    run: Run, data_folder: DataFolder, lists: Path, tmp_path: Path
) -> None:
    run(data_folder, "import", "patients", str(lists / "patients.csv"))
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for place in (tmp_path / "file" / "deeper", Path("/proc/nowhere/at/all")):
        with pytest.raises(InvalidInput) as refused:
            run(data_folder, "backup", "--out", str(place))
        said = load_translator(Language.RU).text(refused.value.message)
        assert "Errno" not in said
        assert "Error" not in said
        assert refused.value.exit_code == 2


def test_what_the_system_refuses_is_told_in_the_readers_words(
    run: Run, data_folder: DataFolder, lists: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "map.toml"
    wrong.write_text('[columns]\n"a" = \n', encoding="utf-8")
    for mapping, said in ((wrong, "строка 2, столбец 7"), (tmp_path, "это папка")):
        file = str(lists / "patients.csv")
        with pytest.raises(InvalidInput) as refused:
            run(data_folder, "import", "patients", file, "--map", str(mapping))
        assert said in load_translator(Language.RU).text(refused.value.message)
