"""A small share of the fault campaign in every run: each fault once, and a dozen kills."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from reception.translation import Language
from tests.faults.campaign import damages, found_desk
from tests.faults.damages import FAULTS, meet
from tests.faults.kills import Campaign

KILLS = 12


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in order."""
    return found_desk(tmp_path_factory.mktemp("faults") / "good")[0].root


@pytest.mark.parametrize("number", range(len(FAULTS)), ids=[fault.name for fault in FAULTS])
def test_a_broken_file_is_answered_in_words_and_left_alone(
    number: int, good: Path, tmp_path: Path
) -> None:
    language = list(Language)[number % len(Language)]
    answer = meet(FAULTS[number], good, tmp_path / "harmed", language)
    assert answer.code == 4


def test_broken_circumstances(tmp_path: Path) -> None:
    ended = dict(list(damages(tmp_path))[-5:])
    assert set(ended) == {
        "wrong password",
        "disk full",
        "clock that jumps",
        "second instance",
        "folder read-only",
    }
    assert not [how for how in ended.values() if how.startswith("BROKEN")]
    assert ended["disk full"].startswith("4: Диск заполнен")


if hasattr(os, "fork"):

    def test_a_killed_desk_keeps_its_word_in_every_service(tmp_path: Path) -> None:
        folder, group = found_desk(tmp_path / "desk")
        campaign = Campaign(folder.database, group)
        chance = random.Random(20261124)
        for _ in range(KILLS):
            campaign.kill_one(chance)
        campaign.look_closely()
        assert campaign.kills == KILLS
        assert len(campaign.said) > KILLS
