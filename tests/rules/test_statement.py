"""For her reader another adult's entries are one sum a month, and the sums always agree."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reception.rules.statement import StatementEntry, statement_of
from reception.values.choices import EntryKind

EARNED, REDEEMED = EntryKind.EARNED, EntryKind.REDEEMED
FIRST, LAST = date(2026, 9, 1), date(2026, 10, 31)


def test_other_adults_stand_as_one_sum_a_month_without_days() -> None:
    entries = [
        StatementEntry(date(2026, 8, 3), EARNED, 310, 1),
        StatementEntry(date(2026, 9, 2), EARNED, 70, 2),
        StatementEntry(date(2026, 9, 14), EARNED, 224, 1),
        StatementEntry(date(2026, 9, 20), EARNED, 21, 2),
        StatementEntry(date(2026, 10, 3), REDEEMED, -150, 3),
        StatementEntry(date(2026, 10, 5), REDEEMED, -35, 2),
        StatementEntry(date(2026, 11, 1), EARNED, 5, 1),
    ]
    found = statement_of(entries, own=frozenset({1, 3}), first=FIRST, last=LAST)
    assert (found.opening, found.closing, found.has_others) == (310, 440, True)
    assert [(line.day, line.kind, line.points) for line in found.lines] == [
        (date(2026, 9, 14), EARNED, 224),
        (None, None, 91),
        (date(2026, 10, 3), REDEEMED, -150),
        (None, None, -35),
    ]


@given(
    st.lists(
        st.builds(
            StatementEntry,
            st.dates(date(2026, 7, 1), date(2026, 12, 31)),
            st.sampled_from(EntryKind),
            st.integers(-500, 500),
            st.sampled_from([1, 2, 3, None]),
        )
    )
)
def test_the_sums_agree_and_no_day_of_another_shows(entries: list[StatementEntry]) -> None:
    found = statement_of(entries, own=frozenset({1}), first=FIRST, last=LAST)
    assert found.closing == sum(one.points for one in entries if one.day <= LAST)
    others = [line for line in found.lines if line.person_id != 1]
    assert all(line.day is None and line.kind is None for line in others)
    assert len({line.month for line in others}) == len(others) <= 2
