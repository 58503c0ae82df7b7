"""A clinic in which two records were merged: its history replays to the same balances."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reception.rules.ledger import Line
from reception.services.merging import merge_patients
from reception.storage.database import Database
from reception.values.actor import Actor
from tests.queries.test_export_events import assert_same_balances
from tests.services.merge_world import DAY, World


@pytest.mark.parametrize("seed", [2, 5, 7, 8, 9, 10])
def test_merged_and_parted_records_replay_alike(
    database: Database, supervisor: Actor, seed: int
) -> None:
    world = World(database, supervisor, seed)
    today = DAY + timedelta(days=5)
    done = world.desk.do(merge_patients, main_id=world.main, other_id=world.other)
    assert_same_balances(database, today)
    world.desk.undo(done)
    assert_same_balances(database, today)


def test_a_visit_after_the_merge_is_the_persons(database: Database, supervisor: Actor) -> None:
    world = World(database, supervisor, 1, accounts=(("B", "other"), ("B", "spouse")))
    world.desk.do(merge_patients, main_id=world.main, other_id=world.other)
    today = DAY + timedelta(days=5)
    assert world.clinic.pay("later", "main", today, [Line("consultation", 100_000)]) > 0
    assert_same_balances(database, today)
