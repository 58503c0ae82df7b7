"""A price list by day, worked by hand: gaps, overlaps, the version that counts, insured parts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.rules.price_list import (
    Flaw,
    FlawKind,
    Span,
    beyond_told,
    flaws,
    mended,
    own_parts,
    own_sum,
    standing,
)

OLD = Span(1, date(2026, 1, 1), date(2026, 5, 31))
NEW = Span(2, date(2026, 6, 1), None)


def test_versions_that_follow_each_other_are_whole() -> None:
    assert flaws([NEW, OLD]) == ()
    assert mended([OLD, NEW]) == {}
    assert standing([OLD, NEW], date(2026, 5, 31)) is OLD
    assert standing([OLD, NEW], date(2026, 6, 1)) is NEW
    assert standing([OLD, NEW], date(2025, 12, 31)) is None


def test_a_gap_is_found_and_mended() -> None:
    early = Span(1, date(2026, 1, 1), date(2026, 5, 20))
    assert flaws([early, NEW]) == (Flaw(FlawKind.GAP, date(2026, 5, 21), date(2026, 5, 31)),)
    assert mended([early, NEW]) == {1: date(2026, 5, 31)}


def test_two_prices_at_once_are_found_and_the_later_counts() -> None:
    endless = Span(1, date(2026, 1, 1), None)
    assert [one.kind for one in flaws([endless, NEW])] == [FlawKind.OVERLAP]
    assert standing([endless, NEW], date(2026, 7, 1)) is NEW
    assert mended([endless, NEW]) == {1: date(2026, 5, 31)}


@pytest.mark.parametrize(
    ("amounts", "percent", "parts"),
    [
        ([320_000], 80, [64_000]),
        ([100, 100, 100], 67, [33, 33, 33]),
        ([1, 1, 1], 50, [1, 1, 0]),
        ([5_000], 0, [5_000]),
        ([5_000, 3], 100, [0, 0]),
        ([], 30, []),
    ],
)
def test_the_patients_part(amounts: list[int], percent: int, parts: list[int]) -> None:
    assert own_parts(amounts, percent) == parts


@given(st.lists(st.integers(0, 10**10), max_size=8), st.integers(0, 100))
def test_the_parts_make_the_sum_and_none_exceeds_its_line(amounts: list[int], percent: int) -> None:
    parts = own_parts(amounts, percent)
    assert sum(parts) == own_sum(sum(amounts), percent)
    assert all(0 <= part <= amount for part, amount in zip(parts, amounts, strict=True))


def test_what_exceeds_the_sum_told() -> None:
    assert beyond_told(350_000, 30_000, 320_000, 0) == 0
    assert beyond_told(350_000, 0, 320_000, 0) == 30_000
    assert beyond_told(64_000, 0, 320_000, 80) == 0
    assert beyond_told(64_001, 0, 320_000, 80) == 0
