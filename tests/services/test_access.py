"""A person is given everything about her, and nothing of anybody else; it is logged."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from sqlalchemy import select

from reception.main import main
from reception.models import AuditRow
from reception.paths import DataFolder
from reception.queries.access_file import access_file
from reception.services.access import give_access
from reception.services.erasure import erase_person
from reception.translation import Language
from tests.documents.conftest import Printed
from tests.people import Desk
from tests.services.erased_person import clinic, lived

__all__ = ["clinic", "lived"]


def opened(data: bytes) -> tuple[str, dict[str, object]]:
    """The text of the paper and the JSON beside it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = sorted(archive.namelist())
        assert [name.rsplit(".", 1)[1] for name in names] == ["json", "pdf"]
        return Printed(archive.read(names[1])).text, json.loads(archive.read(names[0]))


def test_everything_of_her_and_nothing_of_others(clinic: Desk, lived: dict[str, int]) -> None:
    clinic.do(give_access, patient_id=lived["her"])
    data = clinic.ask(
        access_file,
        patient_id=lived["her"],
        now=clinic.now,
        actor_name="Анна Орлова",
        language=Language.RU,
    )
    paper, record = opened(data)
    for words in (
        "Зеленогорская",
        "Аполлинария",
        "+7 913 987-65-43",
        "lina@example.org",
        "ул. Лесная, 7",
        "любит тишину",
        "подумает",
        "3 000",
        "Верхоянская",
    ):
        assert words in paper or words in json.dumps(record, ensure_ascii=False), words
    tables = record["data"]
    assert isinstance(tables, dict)
    assert {"patient", "patient_phone", "visit", "mention", "consent", "card"} <= set(tables)
    whole = paper + json.dumps(record, ensure_ascii=False)
    assert "Зеленогорский" not in whole
    assert "Одинцова" not in whole
    with clinic.database.reading() as session:
        actions = session.scalars(select(AuditRow.action).order_by(AuditRow.id)).all()
    assert actions[-1] == "give_access"


def test_the_command_line_writes_the_same(
    clinic: Desk, lived: dict[str, int], data_folder: DataFolder, tmp_path: Path
) -> None:
    clinic.database.close()
    out = tmp_path / "hers.zip"
    answer = main(["access", str(lived["her"]), "--out", str(out), "--data", str(data_folder.root)])
    assert answer == 0
    paper, record = opened(out.read_bytes())
    assert "Зеленогорская" in paper
    assert record["record"] == lived["her"]
    nobody = ["access", "999", "--out", str(out), "--data", str(data_folder.root)]
    assert main(nobody) == 2


def test_of_the_erased_there_is_nothing_to_give(clinic: Desk, lived: dict[str, int]) -> None:
    from reception.services.erasure import ask_erasure

    asked = clinic.do(ask_erasure, patient_id=lived["her"]).value
    clinic.do(erase_person, erasure_id=asked)
    data = clinic.ask(
        access_file,
        patient_id=lived["her"],
        now=clinic.now,
        actor_name="Анна",
        language=Language.EN,
    )
    paper, _record = opened(data)
    assert "Зеленогорск" not in paper
