"""Apollinaria, after a full life in a clinic: she, her husband, her child, her papers and words."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from reception.changes import Done
from reception.models import (
    Base,
    ImportRun,
    Patient,
    RefusedRow,
)
from reception.services.cards import issue_card
from reception.services.check_in import check_in
from reception.services.checkout import GivenLine, check_out
from reception.services.clinic import change_clinic
from reception.services.drafts import save_draft
from reception.services.erasure import ask_erasure, erase_person
from reception.services.joining import join_programme, sign_papers
from reception.services.mentions import record_mention
from reception.services.papers import print_joining_papers
from reception.services.patients import change_patient, change_phones, mark_different
from reception.services.points import adjust_points
from reception.storage.database import Database
from reception.translation import Language
from reception.values.actor import Actor
from reception.values.choices import (
    Channel,
    ConsentWay,
    MentionOutcome,
    Relation,
)
from tests.clinics import MONDAY_MORNING
from tests.people import Desk
from tests.services.test_papers import REQUISITES

WORDS = (
    "Зеленогорск",
    "Аполлинари",
    "Евграф",
    "Верхоянск",
    "9139876543",
    "lina@",
    "Лесная",
)


@pytest.fixture
def clinic(database: Database, supervisor: Actor) -> Desk:
    """Apollinaria with her husband; she joined, paid, was told, has a card and papers."""
    desk = Desk(database, supervisor, MONDAY_MORNING)
    for field, value in REQUISITES.items():
        desk.do(change_clinic, field=field, value=value)
    return desk


@pytest.fixture
def lived(clinic: Desk) -> dict[str, int]:
    """Who is who, after a full life in the clinic."""
    her = clinic.person(
        "Верхоянская",
        "Аполлинария",
        "Евграфовна",
        phone="+7 913 987-65-43",
        birth_date=date(1980, 3, 5),
    )
    clinic.do(change_patient, patient_id=her, field="last_name", value="Зеленогорская")
    clinic.do(change_patient, patient_id=her, field="email", value="lina@example.org")
    clinic.do(change_patient, patient_id=her, field="address", value="ул. Лесная, 7")
    clinic.do(change_patient, patient_id=her, field="comment", value="Аполлинария любит тишину")
    clinic.do(change_phones, patient_id=her, phones=["+7 913 987-65-43", "+7 383 111-22-33"])
    household = clinic.ask(lambda session: session.get(Patient, her).household_id)
    him = clinic.person(
        "Зеленогорский",
        "Пётр",
        birth_date=date(1979, 1, 2),
        household_id=household,
        relation=Relation.SPOUSE,
    )
    clinic.person(
        "Зеленогорский",
        "Савва",
        birth_date=date(2018, 5, 5),
        household_id=household,
        relation=Relation.CHILD,
        guardian_id=her,
    )
    other = clinic.person("Одинцова", "Анна", birth_date=date(1980, 3, 5))
    clinic.do(mark_different, patient_id=her, other_id=other)
    account = clinic.do(join_programme, patient_id=her).value.account_id
    clinic.do(join_programme, patient_id=him)
    clinic.do(print_joining_papers, patient_id=her)
    clinic.do(sign_papers, patient_id=her, kept_in="Папка 7, Зеленогорская Аполлинария")
    issued = clinic.do(issue_card, account_id=account, holder_id=her, on_paper=True)
    card = issued.value.card_id
    visit = clinic.do(check_in, patient_id=her).value.visit_id
    clinic.do(
        record_mention,
        listener_id=her,
        channel=Channel.CHECK_IN,
        situation="P1",
        variant="a",
        language=Language.RU,
        seconds_shown=5,
        visit_id=visit,
        outcome=MentionOutcome.LATER,
        note="Аполлинария подумает",
    )
    clinic.do(check_out, visit_id=visit, lines=[GivenLine("consultation", 300_000)])

    def correct(uow: Any) -> None:
        adjust_points(
            uow, account_id=account, points=40, reason="звонила Зеленогорской Аполлинарии"
        )

    clinic.do(correct)

    def refuse(uow: Any) -> Done[None]:
        """A list that named her was refused at its row."""
        run = ImportRun(
            kind="patients",
            file_name="list.csv",
            file_hash="0" * 64,
            recorded_at=uow.now,
        )
        uow.add(run)
        cells = ["7", "Верхоянская", "Аполлинария", "9139876543"]
        uow.add(RefusedRow(import_run_id=run.id, line=2, cells=cells, faults=[]))
        return Done(None)

    clinic.do(refuse)
    clinic.do(save_draft, kind="price", subject=f"patient:{her}", field="who", value="Аполлинария")
    return {"her": her, "him": him, "account": account, "card": card, "visit": visit}


def erase(clinic: Desk, patient_id: int) -> Any:
    asked = clinic.do(ask_erasure, patient_id=patient_id, way=ConsentWay.PAPER).value
    return clinic.do(erase_person, erasure_id=asked).value


def everything(database: Database) -> list[str]:
    """Every value of every table; escaped letters of JSON as letters."""
    found = []
    with database.reading() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(text(f'SELECT * FROM "{table.name}"')):  # noqa: S608
                for value in row:
                    words = str(value)
                    if "\\u0" in words:
                        words = json.dumps(json.loads(words), ensure_ascii=False)
                    found.append(words)
    return found
