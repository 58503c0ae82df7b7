"""What is kept of the copies: dense, then daily, then monthly, and never nothing."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from reception.rules.backup_rotation import to_drop

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Kyiv")

instants = st.datetimes(min_value=datetime(2023, 1, 1), max_value=datetime(2026, 11, 24, 15)).map(
    lambda one: one.replace(tzinfo=UTC)
)


def test_every_copy_of_two_days_one_a_day_for_a_month_one_a_month_for_a_year() -> None:
    hourly = [NOW - timedelta(hours=4 * step) for step in range(6 * 500)]
    kept = sorted(set(hourly) - to_drop(hourly, now=NOW, zone=ZONE), reverse=True)
    ages = [NOW - one for one in kept]
    assert sum(age <= timedelta(days=2) for age in ages) == 13
    assert sum(timedelta(days=2) < age <= timedelta(days=31) for age in ages) == 29
    monthly = [one for one, age in zip(kept, ages, strict=True) if age > timedelta(days=31)]
    assert len({(one.year, one.month) for one in monthly}) == len(monthly) == 11
    assert max(ages) <= timedelta(days=366)


@given(made=st.lists(instants, max_size=60))
def test_the_newest_stays_and_a_second_round_drops_nothing_more(made: list[datetime]) -> None:
    dropped = to_drop(made, now=NOW, zone=ZONE)
    kept = set(made) - dropped
    assert dropped <= set(made)
    if made:
        assert max(made) in kept
    assert to_drop(kept, now=NOW, zone=ZONE) == set()
