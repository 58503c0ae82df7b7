"""Who counts as an adult on a day: the bound that the report uses agrees with counting years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reception.queries.never_told import youngest_adult
from reception.rules.mentions import ADULT_AGE
from reception.values.period import age_on


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 2),
        date(2026, 2, 28),
        date(2026, 3, 1),
        date(2024, 2, 28),
        date(2024, 2, 29),
        date(2028, 2, 29),
        date(2026, 12, 31),
    ],
)
def test_the_bound_agrees_with_counting_years(day: date) -> None:
    bound = youngest_adult(day)
    for step in range(-3, 4):
        born = bound + timedelta(days=step)
        assert (born <= bound) == (age_on(born, day) >= ADULT_AGE)
