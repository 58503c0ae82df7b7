"""The sums kept beside the ledger: a wrong one is named, and the ledger makes it right again."""

from collections.abc import Iterator
from datetime import date

import pytest

from reception.rules.ledger import Line
from reception.services.points_sums import rebuild_sums
from reception.storage.chains import check_chains
from reception.storage.database import Database, connect
from reception.values.actor import Actor
from tests.rules.points_made import terms_text
from tests.services.points_clinic import Clinic, check_sums, clinic_under

DAY = date(2026, 2, 1)


@pytest.fixture
def clinic(database: Database, supervisor: Actor) -> Iterator[Clinic]:
    """Anna has joined and paid; some of her points are used."""
    clinic = clinic_under(database, supervisor, terms_text())
    clinic.on(DAY)
    clinic.open("A", "anna", DAY)
    clinic.pay("v", "anna", DAY, [Line("consultation", 100_000)], redeem=200)
    yield clinic
    check_sums(database)


def test_a_wrong_sum_is_named_and_made_anew(clinic: Clinic) -> None:
    path = clinic.desk.database.path
    assert check_chains(path, None) == []
    assert clinic.desk.do(rebuild_sums).value == 0
    balance = clinic.balance("A", DAY)
    raw = connect(path, None)
    raw.execute('UPDATE points_lot SET "left" = "left" + 500 WHERE id = 1')
    raw.close()
    lot, account = check_chains(path, None)
    assert lot.id.startswith("Lot {lot}")
    assert lot.fields["left"] - lot.fields["true"] == 500
    assert account.fields["kept"] - account.fields["true"] == 500
    assert clinic.desk.do(rebuild_sums).value == 1
    assert check_chains(path, None) == []
    assert clinic.balance("A", DAY) == balance
