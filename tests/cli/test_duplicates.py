"""`reception duplicates`: the clinic's own file, the database after its import, and bad input."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from reception.cli.duplicates import duplicates
from reception.cli.import_ import ImportOptions, import_file
from reception.cli.runner import Access, Command
from reception.clock import SetClock
from reception.errors import InvalidInput
from reception.exchange.columns import Subject
from reception.paths import DataFolder
from reception.rules.duplicates import LIKELY
from reception.services.patients import mark_different
from reception.storage.likely import records_of
from reception.translation import Language, load_translator
from tests.clinics import MONDAY_MORNING
from tests.fixtures.exports import EXPORTS

COPIES = (
    "70000=14824 70001=15535 70002=14805 70003=12257 70004=10655 70005=15375 70006=11485"
    " 70007=12313 70008=15681 70009=12191 70010=14332 70011=15985 70012=10754 70013=11935"
    " 70014=13805 70015=12506 70016=14025 70017=13200 70018=14663 70019=13401 70020=15194"
    " 70021=10739 70022=11616 70023=13883 70024=14358 70025=12927 70026=12945 70027=14538"
    " 70028=12425 70029=10065 70030=13954 70031=15459 70032=12377 70033=12608 70034=10904"
    " 70035=14679 70036=12160 70037=12601 70038=12722 70039=14326 70040=11594 70041=12196"
    " 70042=12854 70043=13875 70044=12520"
)
WITH_A_WARNING = "80005=14246 80006=10599 80010=13190 80011=12144"
REFUSED = (
    "80000=15704 80001=15363 80002=14467 80003=14105 80004=10118 80008=15827 80009=11328"
    " 80012=12839"
)


def pairs(text: str) -> set[frozenset[str]]:
    return {frozenset(pair.split("=")) for pair in text.split()}


def command(root: Path, language: Language = Language.RU) -> Command:
    return Command(
        DataFolder(root),
        SetClock(MONDAY_MORNING),
        load_translator(language),
        Access(),
        io.StringIO(),
        io.StringIO(),
    )


def listed(order: Command) -> list[dict[str, object]]:
    answer: list[dict[str, object]] = json.loads(order.out.getvalue())  # type: ignore[attr-defined]
    return answer


def pair_of(answer: dict[str, object]) -> frozenset[str]:
    return frozenset((str(answer["left"]), str(answer["right"])))


def found(order: Command) -> set[frozenset[str]]:
    return {pair_of(pair) for pair in listed(order)}


def test_the_clinics_file_without_a_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = command(tmp_path / "nothing")
    assert duplicates(order, file=EXPORTS / "ru_patients.csv", as_json=True) == 0
    wanted = pairs(COPIES) | pairs(WITH_A_WARNING)
    right = wanted | pairs(REFUSED)
    have = found(order)
    with capsys.disabled():
        precision, recall = len(have & right) / len(have), len(have & wanted) / len(wanted)
        print(f"\nru_patients.csv: precision {precision:.3f}, recall {recall:.3f}")
    assert have == right
    assert not (tmp_path / "nothing").exists()
    scores = [float(str(pair["score"])) for pair in listed(order)]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) >= LIKELY
    married = next(pair for pair in listed(order) if "70009" in pair.values())
    assert "12191" in pair_of(married)
    assert married["reasons"] == [
        "другая фамилия",
        "то же имя",
        "та же дата рождения",
        "тот же телефон",
        "тот же адрес",
    ]


def test_families_namesakes_and_twins_of_a_file_are_none(tmp_path: Path) -> None:
    order = command(tmp_path)
    duplicates(order, file=EXPORTS / "uk_patients.xlsx", as_json=True)
    assert listed(order) == []


def test_the_database_after_an_import(tmp_path: Path) -> None:
    root = tmp_path / "clinic"
    order = command(root)
    import_file(order, ImportOptions(Subject.PATIENTS, EXPORTS / "ru_patients.csv"))
    order = command(root)
    assert duplicates(order, file=None, as_json=True) == 0
    assert found(order) == pairs(COPIES) | pairs(WITH_A_WARNING)
    first = listed(order)[0]
    with order.open(writing=True) as database:
        with database.reading() as session:
            people = records_of(session, range(1, 2_600))
            assert len(people) == 2_531
        connection = database.connect()
        numbers = dict(connection.execute("SELECT external_id, id FROM patient"))
        connection.close()
        pair = numbers[first["right"]], numbers[first["left"]]
        order.act(database, mark_different, patient_id=pair[0], other_id=pair[1])
    order = command(root, Language.UK)
    duplicates(order, file=None)
    lines = order.out.getvalue().splitlines()  # type: ignore[attr-defined]
    assert lines[-1] == "48 імовірних дублікатів."
    assert f"{first['left']} = {first['right']} " not in order.out.getvalue()  # type: ignore[attr-defined]


def test_rows_without_a_number_are_named_by_their_line(tmp_path: Path) -> None:
    file, mapping = tmp_path / "list.csv", tmp_path / "map.toml"
    rows = ["Кто;Родился;Тел", "Ким Ли;05.03.1990;89161234567", "ким ли;05.03.1990;89161234567"]
    file.write_text("\n".join(rows), encoding="utf-8")
    mapping.write_text(
        '[columns]\n"Кто" = "full_name"\n"Родился" = "birth_date"\n"Тел" = "phone"\n',
        encoding="utf-8",
    )
    order = command(tmp_path)
    duplicates(order, file=file, mapping=mapping, as_json=True)
    (pair,) = listed(order)
    assert (pair["left"], pair["right"]) == ("#2", "#3")


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_bytes(b"\x00\x01\x02")
    with pytest.raises(InvalidInput) as fault:
        duplicates(command(tmp_path), file=file, as_json=True)
    assert fault.value.exit_code == 2
    with pytest.raises(InvalidInput):
        duplicates(command(tmp_path), file=tmp_path / "absent.csv")
