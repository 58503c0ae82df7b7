"""A fixed sample of the campaign: each file is imported or refused in words, never half."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reception.clock import SetClock
from reception.values.choices import Country
from tests.fuzz.campaign import check

SAMPLE = range(25)


@pytest.mark.parametrize("seed", SAMPLE)
def test_a_file_is_imported_or_refused_whole(
    seed: int, clinic_masters: Callable[[Country], Path], tmp_path: Path, clock: SetClock
) -> None:
    country = (Country.RU, Country.UA)[seed % 2]
    check(seed, master=clinic_masters(country), folder=tmp_path, clock=clock)
