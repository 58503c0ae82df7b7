"""One worked example for the rules whose examples stand nowhere else: 4, 9, 10, 12 and 15."""

import hashlib
import json
from dataclasses import replace
from datetime import date

import pytest

from reception.errors import InvalidInput
from reception.rules.terms import short_hash, terms_hash
from reception.rules.terms_reading import read_terms_toml
from reception.rules.versions import Versions
from reception.values.card_number import damm_digit
from reception.values.chain import FIRST_PREVIOUS, chain_hash
from tests.rules.points_made import do, replayed, terms_text, visit

DAY = "2026-03-02"


def test_rule_4_the_soonest_to_lapse_is_drawn_first() -> None:
    """Two lots: 50 through June, 40 through May.  60 points take the 40 first, then 20."""
    answers = replayed(
        [
            do("credit", DAY, lot="june", points=50, through="2026-06-30"),
            do("credit", DAY, lot="may", points=40, through="2026-05-31"),
            do("debit", DAY, ref="d", points=60),
        ]
    )
    assert answers[-1]["lots"] == {"june": 30, "may": 0}


def test_rule_9_the_same_request_moves_points_once() -> None:
    """A bill of 1 000 earns 70; sent again it moves 0, with another bill it is refused."""
    first = visit("v1", DAY, "1000", request="r1", member="anna")
    answers = replayed(
        [
            do("join", DAY, member="anna"),
            first,
            first,
            visit("v1", DAY, "2000", request="r1", member="anna"),
            do("cancel", DAY, visit="v1"),
            visit("v1", DAY, "1000", member="anna"),
        ],
        terms_text(bonuses="", hold=0),
    )
    assert [answer["moved"] for answer in answers] == [0, 70, 0, 0, 70, 0]
    assert [answer["reason"] for answer in answers[3:]] == [
        "request_reused",
        None,
        "request_reused",
    ]


def test_rule_10_each_entry_is_sealed_over_the_one_before() -> None:
    """The first follows 64 zeros; changing it breaks every seal after it."""
    first = {"id": 1, "points": 70}
    text = json.dumps(first, sort_keys=True, separators=(",", ":"))
    seal = hashlib.sha256((FIRST_PREVIOUS + text).encode()).hexdigest()
    assert FIRST_PREVIOUS == "0" * 64
    assert chain_hash(FIRST_PREVIOUS, first) == seal
    second = {"id": 2, "points": -20}
    assert chain_hash(seal, second) != chain_hash(chain_hash(FIRST_PREVIOUS, {"id": 1}), second)


def test_rule_12_the_check_digit_tells_swapped_neighbours() -> None:
    """Damm: 572 has the check digit 4, and 752 another one."""
    assert damm_digit("572") == 4
    assert damm_digit("752") != 4


def test_rule_15_versions_follow_each_other_day_by_day() -> None:
    """Version 1 through 30 June, version 2 from 1 July; a day later would be a gap."""
    first = read_terms_toml(terms_text(valid_until="valid_until = 2026-06-30"))
    second = read_terms_toml(terms_text(number=2, valid_from="2026-07-01", percent="8"))
    versions = Versions([first, second])
    chosen = [versions.in_force(day) for day in (date(2026, 6, 30), date(2026, 7, 1))]
    assert [each.version.number for each in chosen if each is not None] == [1, 2]
    late = replace(second, version=replace(second.version, valid_from=date(2026, 7, 2)))
    with pytest.raises(InvalidInput):
        Versions([first, late])
    assert short_hash(second) == terms_hash(second)[:8] != short_hash(first)
