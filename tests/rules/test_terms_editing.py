"""What is typed into a field becomes what a file of terms would hold."""

import json
from datetime import date
from typing import Any

import pytest

from reception.errors import InvalidInput
from reception.rules.terms import terms_hash
from reception.rules.terms_editing import (
    KINDS,
    FieldKind,
    free_code,
    life_in_other_unit,
    shown_value,
    typed_value,
    value_at,
    with_group,
    with_item,
    with_life,
    with_mode,
    with_value,
)
from reception.rules.terms_reading import read_terms, read_terms_toml
from reception.rules.terms_writing import write_terms
from reception.values.choices import ExpiryMode
from tests.rules.terms_made import changed, starter

TODAY = date(2026, 11, 2)


@pytest.fixture
def tree() -> dict[str, Any]:
    return dict(json.loads(starter().written))


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (FieldKind.PERCENT, "7,5 %", "7.5"),
        (FieldKind.MONEY, "3 000,50", "3000.50"),
        (FieldKind.WHOLE, "1 000", 1000),
        (FieldKind.WHOLE, "ten", "ten"),
        (FieldKind.DAY, "1.12.26", "2026-12-01"),
        (FieldKind.DAY, "31.02.2027", "31.02.2027"),
        (FieldKind.TEXT, "  ", None),
    ],
)
def test_typing(kind: FieldKind, typed: str, value: Any) -> None:
    assert typed_value(kind, typed, TODAY) == value


def test_every_field_shows_what_typing_it_again_would_give(tree: dict[str, Any]) -> None:
    for path, kind in KINDS.items():
        value = value_at(tree, path)
        assert typed_value(kind, shown_value(kind, value), TODAY) == value


def test_a_fault_is_found_at_the_path_of_the_field(tree: dict[str, Any]) -> None:
    edited = with_value(tree, "earning.percent", typed_value(FieldKind.PERCENT, "much", TODAY))
    with pytest.raises(InvalidInput) as fault:
        read_terms(edited, days_as_text=True)
    assert [each.fields["path"] for each in fault.value.faults] == ["earning.percent"]
    assert value_at(tree, "earning.percent") == "7"


def test_a_bonus_comes_whole_and_goes_whole(tree: dict[str, Any]) -> None:
    with_referral = with_value(tree, "bonuses.referral.referrer", 400)
    terms = read_terms(with_referral, days_as_text=True)
    assert terms.bonuses.referral is not None
    assert terms.bonuses.referral.within_days == 120
    without = with_value(with_referral, "bonuses.referral.referrer", 0)
    without = with_value(without, "bonuses.birthday.points", None)
    without = with_value(without, "bonuses.welcome", 0)
    assert "bonuses" not in without
    assert read_terms(without, days_as_text=True).bonuses.birthday is None


def test_every_mode_of_expiry_can_be_read(tree: dict[str, Any]) -> None:
    for mode in ExpiryMode:
        assert read_terms(with_mode(tree, mode), days_as_text=True).expiry.mode is mode
    never = with_mode(tree, ExpiryMode.NEVER)
    again = with_mode(never, ExpiryMode.AFTER_EARNING)
    assert again["expiry"]["months"] == 24
    days = with_life(tree, life_in_other_unit(24, to_days=True), in_days=True)
    assert days["expiry"]["days"] == 732
    assert life_in_other_unit(732, to_days=False) == 24


def test_groups_and_lists(tree: dict[str, Any]) -> None:
    out = with_group(tree, "earning", "dentistry", excluded=True)
    assert "dentistry" in out["earning"]["excluded_groups"]
    assert with_group(out, "earning", "dentistry", excluded=False) == tree
    code = free_code("promotion", [{"code": "promotion-1"}])
    one = with_item(tree, "promotions", None, {"code": code})
    assert one["promotions"] == [{"code": "promotion-2"}]
    assert with_item(one, "promotions", 0, None) == tree


def test_terms_written_as_a_file_are_read_as_the_same_terms() -> None:
    name = {"ru": "Зима «2»", "uk": 'Зима "2"', "en": "Winter"}
    promotion = {
        "code": "winter",
        "name": name,
        "first_day": date(2026, 12, 1),
        "last_day": date(2026, 12, 31),
        "extra_points": 50,
        "groups": ["dentistry"],
        "stacks": True,
    }
    tier = {"code": "gold", "name": name, "from_spend": "30000", "percent": "10"}
    terms = changed({"promotions": [promotion], "tiers": [tier]})
    again = read_terms_toml(write_terms(json.loads(terms.written)))
    assert again == terms
    assert terms_hash(again) == terms_hash(terms)
