"""Copies in several places: one that fails does not keep the others from theirs."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from reception.storage.backup import back_up_file, backups_in, check_file
from reception.storage.backup_places import back_up_to_places, place_warnings, rotate
from reception.storage.database import Database
from tests.clinics import MONDAY_MORNING

ZONE = ZoneInfo("Europe/Moscow")


def test_every_place_gets_a_verified_copy_and_a_broken_one_is_told(
    database: Database, tmp_path: Path
) -> None:
    blocked = tmp_path / "stick"
    blocked.write_text("a file where a folder should be", encoding="utf-8")
    places = [tmp_path / "near", blocked, tmp_path / "far"]
    made = back_up_to_places(database.path, None, places, now=MONDAY_MORNING, zone=ZONE)
    assert [copy.path.parent.name for copy in made.made] == ["near", "far"]
    assert all(check_file(copy.path, None) == [] for copy in made.made)
    assert [one.place for one in made.failed] == [blocked]
    assert made.made[0].path.read_bytes() == made.made[1].path.read_bytes()
    assert not list(tmp_path.rglob("*.part"))


def test_older_copies_go_and_labelled_ones_stay(database: Database, tmp_path: Path) -> None:
    old = MONDAY_MORNING - timedelta(days=800)
    back_up_file(database.path, None, tmp_path, now=old, label="before-upgrade")
    for days in (800, 700, 20, 20):
        back_up_file(database.path, None, tmp_path, now=MONDAY_MORNING - timedelta(days=days))
    dropped = rotate(tmp_path, now=MONDAY_MORNING, zone=ZONE)
    assert len(dropped) == 2
    left = [copy.path.name for copy in backups_in(tmp_path)]
    assert any(name.endswith("before-upgrade.db") for name in left)
    assert len(left) == 3


def test_a_cloud_folder_and_the_same_disk_are_warned_of(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert [one.id for one in place_warnings(tmp_path / "OneDrive — клиника", data)] == [
        (
            "This folder is synchronised with a cloud: patients' data would leave the clinic."
            " Only a protected copy may lie there, and only where the law allows it."
        ),
        "This folder is on the same disk as the data: if the disk fails, both are gone.",
    ]
    assert len(place_warnings(tmp_path / "Яндекс.Диск", data)) == 2
    assert len(place_warnings(tmp_path / "копии", data)) == 1
