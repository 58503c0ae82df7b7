"""What the storage promises: whole actions, sealed rows, plain answers to broken files."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import select

from reception.changes import Topic
from reception.errors import InvalidInput, Refused, StorageFailed
from reception.models import AuditRow, Doctor, Household, Mention, Patient, Visit
from reception.storage.database import Database, connect, open_database
from reception.storage.schema import append_only_tables, create_schema
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, msg
from reception.values.actor import Actor
from reception.values.chain import FIRST_PREVIOUS, chain_hash
from reception.values.choices import Channel, MentionOutcome
from tests.clinics import MONDAY_MORNING


def a_patient(uow: UnitOfWork, last_name: str = "Иванова") -> Patient:
    household = Household(created_at=uow.now)
    uow.add(household)
    patient = Patient(
        last_name=last_name,
        name_key=last_name.casefold(),
        first_key=last_name.casefold(),
        language=Language.RU,
        household_id=household.id,
        created_at=uow.now,
    )
    uow.add(patient)
    return patient


def a_mention(uow: UnitOfWork, patient: Patient, note: str = "") -> Mention:
    return uow.append(
        Mention(
            day=uow.today,
            recorded_at=uow.now,
            listener_id=patient.id,
            household_id=patient.household_id,
            channel=Channel.CHECK_IN,
            outcome=MentionOutcome.LATER,
            note=note,
        )
    )


def test_a_committed_action_is_announced_and_audited(
    database: Database, administrator: Actor
) -> None:
    with database.unit_of_work(now=MONDAY_MORNING, actor=administrator, action="register") as uow:
        patient = a_patient(uow)
        uow.about("patient", patient.id)
    assert uow.changes.touch(Topic.PATIENTS)
    assert not uow.changes.touch(Topic.CARDS)
    with database.reading() as session:
        row = session.scalars(select(AuditRow).order_by(AuditRow.id.desc())).first()
    assert row is not None
    assert (row.action, row.actor_id, row.subject_kind) == ("register", 2, "patient")
    assert "Иванова" in json.loads(row.difference)[1]["values"]["last_name"]


def test_an_action_that_fails_leaves_nothing(database: Database, administrator: Actor) -> None:
    def rows() -> tuple[int, int]:
        with database.reading() as session:
            return (
                len(session.scalars(select(Patient)).all()),
                len(session.scalars(select(AuditRow)).all()),
            )

    before = rows()

    def fail_in_the_middle() -> None:
        with database.unit_of_work(now=MONDAY_MORNING, actor=administrator, action="x") as uow:
            a_patient(uow)
            raise Refused(msg("Saved."), code="test")

    with pytest.raises(Refused):
        fail_in_the_middle()
    assert rows() == before


def test_append_only_rows_are_sealed_in_a_chain(database: Database, administrator: Actor) -> None:
    with database.unit_of_work(now=MONDAY_MORNING, actor=administrator, action="tell") as uow:
        patient = a_patient(uow)
        a_mention(uow, patient, "первый")
        a_mention(uow, patient, "второй")
    with database.reading() as session:
        first, second = session.scalars(select(Mention).order_by(Mention.id)).all()
    assert first.previous_hash == FIRST_PREVIOUS
    assert first.hash == chain_hash(FIRST_PREVIOUS, first.sealed_payload())
    assert second.previous_hash == first.hash
    assert second.hash == chain_hash(first.hash, second.sealed_payload())


def test_bulk_rows_are_sealed_as_single_ones_are(database: Database, administrator: Actor) -> None:
    columns = {c.key for c in Mention.__table__.columns} - {"id", "hash", "previous_hash"}
    with database.unit_of_work(now=MONDAY_MORNING, actor=administrator, action="import") as uow:
        patient = a_patient(uow)
        single = a_mention(uow, patient)
        values = {key: getattr(single, key) for key in columns}
        uow.append_bulk(Mention, [values, values])
        last = a_mention(uow, patient)
    with database.reading() as session:
        rows = session.scalars(select(Mention).order_by(Mention.id)).all()
    previous = FIRST_PREVIOUS
    for row in rows:
        assert row.previous_hash == previous
        assert row.hash == chain_hash(previous, row.sealed_payload())
        previous = row.hash
    assert rows[-1].id == last.id == 4


@pytest.mark.parametrize("statement", ["UPDATE {} SET hash = 'x'", "DELETE FROM {}"])
def test_append_only_rows_are_guarded(
    database: Database, administrator: Actor, statement: str
) -> None:
    with database.unit_of_work(now=MONDAY_MORNING, actor=administrator, action="tell") as uow:
        a_mention(uow, a_patient(uow))
    connection = database.connect()
    try:
        for table in ("mention", "audit"):
            with pytest.raises(driver.IntegrityError, match="append-only"):
                connection.execute(statement.format(table))
    finally:
        connection.close()


def test_every_chained_table_has_its_guards(database: Database) -> None:
    connection = database.connect()
    try:
        found = {
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'")
        }
    finally:
        connection.close()
    assert {"audit", "card_stock", "mention", "points_draw", "points_entry"} <= set(
        append_only_tables()
    )
    for table in append_only_tables():
        assert {f"guard_{table}_update", f"guard_{table}_delete"} <= found


def test_a_repeated_request_is_not_carried_out_twice(
    database: Database, administrator: Actor
) -> None:
    def ask(content: dict[str, int]) -> int | None:
        with database.unit_of_work(now=MONDAY_MORNING, actor=administrator, action="pay") as uow:
            known = uow.request("form-1", content)
            if known is None:
                uow.answered("form-1", 17)
            return known

    assert ask({"visit": 1}) is None
    assert ask({"visit": 1}) == 17
    with pytest.raises(Refused) as refused:
        ask({"visit": 2})
    assert refused.value.code == "request_reused"


def test_a_broken_constraint_is_told_in_words(database: Database, administrator: Actor) -> None:
    def add_doctor() -> None:
        with database.unit_of_work(now=MONDAY_MORNING, actor=administrator, action="x") as uow:
            uow.add(Doctor(name="Орлова М. П."))

    add_doctor()
    with pytest.raises(InvalidInput) as refused:
        add_doctor()
    assert "already in the list" in refused.value.message.id


def test_references_must_exist(database: Database, administrator: Actor) -> None:
    from reception.values.choices import VisitOrigin, VisitStatus

    with (
        pytest.raises(InvalidInput),
        database.unit_of_work(now=MONDAY_MORNING, actor=administrator, action="x") as uow,
    ):
        uow.add(
            Visit(
                patient_id=999,
                day=date(2026, 11, 2),
                status=VisitStatus.PLANNED,
                origin=VisitOrigin.BOOKED,
                created_at=uow.now,
            )
        )


def test_the_day_is_the_clinics(database: Database, administrator: Actor) -> None:
    late = datetime.fromisoformat("2026-11-02T21:30:00+00:00")
    with database.unit_of_work(now=late, actor=administrator, action="x") as uow:
        assert uow.today == date(2026, 11, 3)


def test_durability_and_pragmas(database: Database) -> None:
    connection = database.connect()
    try:
        for pragma, wanted in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
            assert connection.execute(f"PRAGMA {pragma}").fetchone()[0] == wanted
    finally:
        connection.close()


def test_a_second_writer_is_told_to_wait(
    database: Database, administrator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reception.storage import database as module

    monkeypatch.setattr(module, "_BUSY_MILLISECONDS", 50)
    other = open_database(database.path, None)
    try:
        with database.unit_of_work(now=MONDAY_MORNING, actor=administrator, action="x") as uow:
            a_patient(uow)
            with (
                pytest.raises(StorageFailed) as refused,
                other.unit_of_work(now=MONDAY_MORNING, actor=administrator, action="y"),
            ):
                pass
        assert refused.value.code == "busy"
    finally:
        other.close()


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "missing"), (b"", "missing"), (b"not a database at all" * 500, "not_a_database")],
)
def test_a_broken_file_is_refused_and_left_alone(
    tmp_path: Path, content: bytes | None, code: str
) -> None:
    path = tmp_path / "reception.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StorageFailed) as refused:
        open_database(path, None)
    assert refused.value.code == code
    assert refused.value.way_out is not None
    assert (path.read_bytes() if path.exists() else None) == content


def test_a_foreign_or_newer_file_is_refused(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    connection = driver.connect(str(foreign))
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()
    before = foreign.read_bytes()
    with pytest.raises(StorageFailed) as refused:
        open_database(foreign, None)
    assert refused.value.code == "not_ours"
    assert foreign.read_bytes() == before

    newer = tmp_path / "newer.db"
    create_schema(newer, None)
    raw = connect(newer, None)
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(StorageFailed) as refused:
        open_database(newer, None)
    assert refused.value.code == "newer"


def test_an_existing_file_is_never_laid_over(tmp_path: Path) -> None:
    path = tmp_path / "reception.db"
    path.write_text("precious")
    with pytest.raises(StorageFailed):
        create_schema(path, None)
    assert path.read_text() == "precious"


def test_time_goes_through_unchanged(database: Database, administrator: Actor) -> None:
    instant = MONDAY_MORNING + timedelta(microseconds=1)
    with database.unit_of_work(now=instant, actor=administrator, action="x") as uow:
        patient = a_patient(uow)
    with database.reading() as session:
        found = session.get(Patient, patient.id)
    assert found is not None
    assert found.created_at == instant
