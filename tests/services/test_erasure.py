"""A person is erased: nothing names her anywhere in the file, and everything still agrees."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from reception.errors import Refused
from reception.main import main
from reception.models import (
    Account,
    Card,
    Erasure,
    Paper,
    Patient,
    Redaction,
    Task,
)
from reception.queries.papers import papers_to_print
from reception.services.check_in import check_in
from reception.services.consents import record_consent, withdraw_consents
from reception.services.erasure import ask_erasure, erase_person, take_back_erasure
from reception.services.joining import join_programme
from reception.services.merging import merge_patients
from reception.services.patients import change_patient, change_phones
from reception.services.points import adjust_points
from reception.storage.chains import check_chains, redacted_rows
from reception.storage.database import connect
from reception.values.actor import Actor
from reception.values.choices import (
    AccountStatus,
    CardState,
    ConsentPurpose,
    ConsentState,
    ConsentWay,
    ContactChannel,
    ErasureState,
    Relation,
    TaskStatus,
)
from tests.people import Desk
from tests.services.erased_person import WORDS, clinic, erase, everything, lived
from tests.services.points_clinic import check_sums

__all__ = ["clinic", "lived"]


def test_nothing_in_the_file_names_her_afterwards(clinic: Desk, lived: dict[str, int]) -> None:
    before = everything(clinic.database)
    for word in WORDS:
        assert any(word in value for value in before), word
    erase(clinic, lived["her"])
    for value in everything(clinic.database):
        rest = re.sub("[Зз]еленогорский", "", value)  # her husband keeps his name
        assert not any(word in rest for word in WORDS), value
    left = everything(clinic.database)
    assert sum("Савва" in value for value in left) > 2  # her child keeps his name, in the log too


def test_the_chains_hold_and_say_what_was_redacted(clinic: Desk, lived: dict[str, int]) -> None:
    erase(clinic, lived["her"])
    path = clinic.database.path
    assert check_chains(path, None) == []
    with clinic.database.reading() as session:
        told = [dict(one.fields)["table"] for one in redacted_rows(session.connection())]
    assert told == ["audit", "mention", "points_entry"]
    check_sums(clinic.database)
    connection = connect(path, None)
    try:
        for statement in (
            "UPDATE audit SET action = 'x' WHERE id = 4",
            "UPDATE audit SET difference = '[]' WHERE id = 4",
            "UPDATE mention SET note = 'x' WHERE id = 1",
            "UPDATE points_entry SET points = 9 WHERE id = 1",
            "UPDATE redaction SET content = '' WHERE id = 1",
            "DELETE FROM redaction",
            "DELETE FROM audit WHERE id = 4",
        ):
            with pytest.raises(Exception, match="append-only"):
                connection.execute(statement)
    finally:
        connection.close()


def test_a_redacted_row_that_is_changed_again_is_found(clinic: Desk, lived: dict[str, int]) -> None:
    erase(clinic, lived["her"])
    with clinic.database.reading() as session:
        row = session.scalars(
            select(Redaction.row_id).where(Redaction.table_name == "points_entry")
        ).first()
    connection = connect(clinic.database.path, None)
    connection.execute("DROP TRIGGER guard_points_entry_update")
    connection.execute("UPDATE points_entry SET points = 9000 WHERE id = ?", (row,))
    connection.close()
    (first, *_rest) = check_chains(clinic.database.path, None)
    assert first.id == "Table {table}, row {row}: it was changed after it was written."
    assert dict(first.fields)["row"] == str(row)


def test_her_husband_keeps_the_account_the_points_and_his_name(
    clinic: Desk, lived: dict[str, int]
) -> None:
    left = erase(clinic, lived["her"])
    with clinic.database.reading() as session:
        her = session.get_one(Patient, lived["her"])
        assert (her.full_name, her.birth_date, her.phones) == (f"№ {lived['her']}", None, [])
        assert her.erased_on == clinic.now.date()
        him = session.get_one(Patient, lived["him"])
        assert him.full_name == "Зеленогорский Пётр"
        assert (him.relation, him.household_id == her.household_id) == (Relation.HEAD, False)
        account = session.get_one(Account, lived["account"])
        assert (account.holder_id, account.status) == (him.id, AccountStatus.OPEN)
        assert session.get_one(Card, lived["card"]).state is CardState.BLOCKED
        erasure = session.get_one(Erasure, left.erasure_id)
        assert erasure.state is ErasureState.DONE
        assert session.get_one(Task, erasure.task_id).status is TaskStatus.DONE
        log = json.loads(erasure.log)
        assert {one["table"] for one in log["events"]} >= {"patient", "patient_phone", "audit"}
        papers = session.scalars(select(Paper).where(Paper.patient_id == her.id)).all()
        assert [one.payload for one in papers if one.id != left.paper_id] == ["{}"] * (
            len(papers) - 1
        )
        assert "Папка 7" in papers[0].kept_in
    with pytest.raises(Refused):
        clinic.ask(papers_to_print, paper_ids=[papers[0].id])


def test_the_last_member_loses_her_points_and_the_account_closes(clinic: Desk) -> None:
    her = clinic.person("Одинцова", "Вера", birth_date=date(1970, 1, 1))
    account = clinic.do(join_programme, patient_id=her).value.account_id

    def give(uow: Any) -> None:
        adjust_points(uow, account_id=account, points=120, reason="привет")

    clinic.do(give)
    erase(clinic, her)
    with clinic.database.reading() as session:
        assert session.get_one(Account, account).status is AccountStatus.CLOSED
    check_sums(clinic.database)
    assert check_chains(clinic.database.path, None) == []


def test_what_must_come_first_is_said_and_nothing_is_erased(
    clinic: Desk, lived: dict[str, int]
) -> None:
    clinic.do(check_in, patient_id=lived["her"], confirm_second=True)
    with pytest.raises(Refused) as refused:
        erase(clinic, lived["her"])
    assert refused.value.code == "blocked"
    with clinic.database.reading() as session:
        assert session.get_one(Patient, lived["her"]).last_name == "Зеленогорская"


def test_only_a_supervisor_erases(
    clinic: Desk, lived: dict[str, int], administrator: Actor
) -> None:
    asked = clinic.do(ask_erasure, patient_id=lived["her"]).value
    olga = Desk(clinic.database, administrator, clinic.now)
    with pytest.raises(Refused) as refused:
        olga.do(erase_person, erasure_id=asked)
    assert refused.value.code == "not_allowed"


def test_the_clock_is_a_task_and_the_wish_can_be_taken_back(
    clinic: Desk, lived: dict[str, int]
) -> None:
    asked = clinic.do(ask_erasure, patient_id=lived["her"])
    again = clinic.do(ask_erasure, patient_id=lived["her"])
    assert asked.value == again.value
    with clinic.database.reading() as session:
        erasure = session.get_one(Erasure, asked.value)
        assert erasure.due_on == clinic.now.date() + timedelta(days=30)
        assert session.get_one(Task, erasure.task_id).due_on == erasure.due_on
    clinic.undo(asked)
    with clinic.database.reading() as session:
        assert session.get_one(Erasure, asked.value).state is ErasureState.TAKEN_BACK
        erasure = session.get_one(Erasure, asked.value)
        assert session.get_one(Task, erasure.task_id).status is TaskStatus.DROPPED
    left = erase(clinic, lived["her"])
    with pytest.raises(Refused):
        clinic.do(take_back_erasure, erasure_id=left.erasure_id)


def test_withdrawing_the_data_consent_begins_the_thirty_days(
    clinic: Desk, lived: dict[str, int]
) -> None:
    def data_consent(session: Any) -> int:
        from reception.models import Consent

        found = session.scalars(
            select(Consent).where(
                Consent.patient_id == lived["her"], Consent.purpose == ConsentPurpose.DATA
            )
        ).one()
        assert found.state is ConsentState.GIVEN
        assert (found.text_version, len(found.text_hash)) == (1, 64)
        return int(found.id)

    done = clinic.do(withdraw_consents, consent_ids=[clinic.ask(data_consent)])
    assert done.value.erasure_id is not None
    clinic.undo(done)
    clinic.ask(data_consent)
    with clinic.database.reading() as session:
        erasure = session.get_one(Erasure, done.value.erasure_id)
        assert erasure.state is ErasureState.TAKEN_BACK


def test_a_consent_of_the_erased_is_refused(clinic: Desk, lived: dict[str, int]) -> None:
    erase(clinic, lived["her"])
    with pytest.raises(Refused):
        clinic.do(
            record_consent,
            patient_id=lived["her"],
            purpose=ConsentPurpose.SERVICE_MESSAGES,
            channel=ContactChannel.SMS,
            way=ConsentWay.SPOKEN,
        )


def test_what_was_joined_to_her_record_goes_too(clinic: Desk, lived: dict[str, int]) -> None:
    twin = clinic.person("Зеленогорская", "Полина", "Евграфовна", birth_date=date(1980, 3, 5))
    done = clinic.do(merge_patients, main_id=lived["her"], other_id=twin)
    erase(clinic, lived["her"])
    for value in everything(clinic.database):
        assert "Полина" not in value
        assert "Евграф" not in value
    with pytest.raises(Refused) as refused:
        clinic.undo(done)
    assert refused.value.code == "erased"
    assert check_chains(clinic.database.path, None) == []


def test_nothing_is_written_into_an_erased_record_not_even_by_undo(
    clinic: Desk, lived: dict[str, int]
) -> None:
    changed = clinic.do(
        change_patient, patient_id=lived["her"], field="first_name", value="Виринея"
    )
    erase(clinic, lived["her"])
    for refused in (
        lambda: clinic.undo(changed),
        lambda: clinic.do(change_phones, patient_id=lived["her"], phones=["+7 913 987-65-43"]),
        lambda: clinic.do(check_in, patient_id=lived["her"]),
        lambda: clinic.do(join_programme, patient_id=lived["her"]),
    ):
        with pytest.raises(Refused) as why:
            refused()
        assert why.value.code == "erased"


def test_verify_tells_what_was_redacted_and_finds_no_fault(
    clinic: Desk, lived: dict[str, int], capsys: pytest.CaptureFixture[str]
) -> None:
    erase(clinic, lived["her"])
    folder = clinic.database.path.parent
    clinic.database.close()
    assert main(["verify", "--data", str(folder), "--lang", "en", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"]
    assert any("audit" in line for line in answer["redacted"])


def test_not_even_the_bytes_of_the_file_name_her(clinic: Desk, lived: dict[str, int]) -> None:
    erase(clinic, lived["her"])
    path = clinic.database.path
    clinic.database.close()
    connection = connect(path, None)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = path.read_bytes()
    for word in ("Верхоянская", "верхоянская", "Зеленогорская", "Аполлинария", "79139876543"):
        assert word.encode() not in data, word
