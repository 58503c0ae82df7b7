"""Two records of one person: joined with everything of both, and parted again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from reception.errors import InvalidInput, Refused
from reception.models import Account, Card, Patient, PatientMerge, Visit
from reception.queries.search import search
from reception.rules.ledger import Line
from reception.rules.merging import FAMILY, Take
from reception.services.merging import merge_patients, unmerge_patients
from reception.services.patients import change_patient
from reception.storage.chains import verify_chains
from reception.storage.database import Database
from reception.values.actor import Actor
from reception.values.choices import CardState, Country
from tests.people import Desk
from tests.services.merge_world import DAY, World, exported, held
from tests.services.points_clinic import check_sums

TWO_ACCOUNTS = (("A", "main"), ("B", "other"))


@pytest.fixture
def boss(desk: Desk, supervisor: Actor) -> Desk:
    """Anna, who may join records."""
    return Desk(desk.database, supervisor, desk.now)


def row(desk: Desk, kind: Any, number: int) -> Any:
    return desk.ask(lambda session: session.get(kind, number))


@pytest.mark.parametrize("seed", range(16))
def test_joined_and_parted_everything_is_as_it_was(
    database: Database, supervisor: Actor, seed: int
) -> None:
    world = World(database, supervisor, seed)
    before, lists = held(database), exported(database)
    chosen = {
        field: world.chance.choice((Take.MAIN, Take.OTHER))
        for field in ("last_name", "first_name", "birth_date", FAMILY)
        if world.chance.random() < 0.5
    }
    done = world.desk.do(merge_patients, main_id=world.main, other_id=world.other, chosen=chosen)
    check_sums(database)
    assert held(database) != before
    world.desk.undo(done)
    after = held(database)
    for table, rows in before.items():
        assert after[table] == rows, table
    assert exported(database) == lists
    check_sums(database)
    with database.reading() as session:
        assert verify_chains(session.connection()) == []


def two_records(boss: Desk) -> tuple[int, int]:
    """Anna under both her surnames, with a phone each."""
    main = boss.person("Иванова", "Анна", "Сергеевна", phone="+79161234567")
    other = boss.person("Петрова", "Анна", "Сергеевна", phone="+79031112233")
    return main, other


def found(desk: Desk, text: str) -> list[int]:
    asked = {"text": text, "country": Country.RU, "today": DAY}
    return [one.patient_id for one in desk.ask(search, **asked).rows]


def test_everything_of_both_is_kept(boss: Desk) -> None:
    main, other = two_records(boss)
    visit = boss.visit(other, date(2026, 10, 1))
    boss.do(change_patient, patient_id=main, field="comment", value="любит чай")
    boss.do(change_patient, patient_id=other, field="comment", value="у окна")
    boss.do(change_patient, patient_id=other, field="email", value="anna@example.org")
    boss.do(change_patient, patient_id=other, field="prefers_silence", value=True)
    done = boss.do(merge_patients, main_id=main, other_id=other)
    anna = row(boss, Patient, main)
    phones = boss.ask(lambda s: [p.digits for p in s.get(Patient, main).phones])
    assert phones == ["79161234567", "79031112233"]
    assert anna.comment == "любит чай\nу окна"
    assert anna.email == "anna@example.org"
    assert anna.prefers_silence
    assert row(boss, Visit, visit).patient_id == main
    assert found(boss, "Петрова") == [main]
    assert found(boss, "2233") == [main]
    assert row(boss, Patient, other).merged_into_id == main
    boss.undo(done)
    assert sorted(found(boss, "Анна")) == [main, other]


def test_the_chosen_values_stand(boss: Desk) -> None:
    main, other = two_records(boss)
    boss.do(merge_patients, main_id=main, other_id=other, chosen={"last_name": Take.OTHER})
    assert row(boss, Patient, main).full_name == "Петрова Анна Сергеевна"
    assert found(boss, "Иванова") == [main]


def test_one_card_stays_and_the_other_names_it(database: Database, supervisor: Actor) -> None:
    world = World(database, supervisor, 1, accounts=TWO_ACCOUNTS)
    done = world.desk.do(merge_patients, main_id=world.main, other_id=world.other)
    cards = world.desk.ask(
        lambda s: {c.id: (c.state, c.replaced_by_id, c.account_id) for c in s.query(Card)}
    )
    kept = [number for number, (state, *_rest) in cards.items() if state is CardState.ACTIVE]
    assert len(kept) == 1
    account = world.clinic.accounts["A"]
    for number, (state, by, where) in cards.items():
        assert where == account
        assert number in kept or (state, by) == (CardState.REPLACED, kept[0])
    assert row(world.desk, Account, world.clinic.accounts["B"]).heir_id == account
    world.desk.undo(done)


def test_points_used_since_keep_the_records_joined(database: Database, supervisor: Actor) -> None:
    world = World(database, supervisor, 1, accounts=TWO_ACCOUNTS)
    world.clinic.pay("more", "other", DAY, [Line("consultation", 100_000)])
    desk = world.desk
    done = desk.do(merge_patients, main_id=world.main, other_id=world.other)
    balance = world.clinic.balance("A", DAY + timedelta(days=5)).balance
    world.clinic.pay(
        "spent",
        "main",
        DAY + timedelta(days=5),
        [Line("consultation", 10_000_000)],
        redeem=balance,
    )
    with pytest.raises(Refused) as refused:
        desk.undo(done)
    assert refused.value.code == "spent_in_between"


def test_what_was_done_since_stays_with_the_main_record(boss: Desk) -> None:
    main, other = two_records(boss)
    done = boss.do(merge_patients, main_id=main, other_id=other)
    since = boss.visit(main, date(2026, 11, 2))
    boss.do(change_patient, patient_id=main, field="address", value="ул. Мира, 5")
    boss.undo(done)
    assert row(boss, Visit, since).patient_id == main
    assert row(boss, Patient, main).address == "ул. Мира, 5"
    assert row(boss, Patient, other).full_name == "Петрова Анна Сергеевна"


def test_after_thirty_days_records_stay_joined(boss: Desk) -> None:
    main, other = two_records(boss)
    done = boss.do(merge_patients, main_id=main, other_id=other)
    boss.now += timedelta(days=31)
    with pytest.raises(Refused) as refused:
        boss.undo(done)
    assert refused.value.code == "too_late"
    boss.now -= timedelta(days=1)
    boss.undo(done)


def test_joinings_are_parted_the_last_first(boss: Desk) -> None:
    main, other = two_records(boss)
    third = boss.person("Иванова", "Аня", "Сергеевна")
    first = boss.do(merge_patients, main_id=main, other_id=other)
    second = boss.do(merge_patients, main_id=third, other_id=main)
    assert row(boss, Patient, other).merged_into_id == third
    with pytest.raises(Refused) as refused:
        boss.undo(first)
    assert refused.value.code == "merged_again"
    boss.undo(second)
    assert row(boss, Patient, other).merged_into_id == main
    boss.undo(first)
    with pytest.raises(Refused) as refused:
        boss.do(unmerge_patients, merge_id=first.value.merge_id)
    assert refused.value.code == "undone"


def test_a_shell_is_not_joined_again_nor_a_record_with_itself(boss: Desk) -> None:
    main, other = two_records(boss)
    boss.do(merge_patients, main_id=main, other_id=other)
    with pytest.raises(Refused):
        boss.do(merge_patients, main_id=main, other_id=other)
    with pytest.raises(InvalidInput):
        boss.do(merge_patients, main_id=main, other_id=main)


def test_only_a_supervisor_joins_records(desk: Desk) -> None:
    main, other = two_records(desk)
    with pytest.raises(Refused) as refused:
        desk.do(merge_patients, main_id=main, other_id=other)
    assert refused.value.code == "not_allowed"
    assert desk.ask(lambda s: s.query(PatientMerge).count()) == 0
