"""Terms: every fault is listed with its path, and what is stored is hashed as written."""

import hashlib
import json
from typing import Any

import pytest

from reception.errors import InvalidInput
from reception.rules.terms import canonical_json, short_hash, terms_hash
from reception.rules.terms_reading import parse_toml, read_terms, read_terms_toml, terms_from_json
from reception.rules.versions import Versions
from reception.translation import Language, load_translator
from tests.rules.points_made import terms_text


def faults(tree: Any) -> list[str]:
    english = load_translator(Language.EN)
    with pytest.raises(InvalidInput) as refusal:
        read_terms(tree)
    return [english.text(fault) for fault in refusal.value.faults]


def tree(**other: Any) -> Any:
    return parse_toml(terms_text(**other))


def test_the_canonical_json_is_sorted_without_spaces_and_hashed() -> None:
    terms = read_terms_toml(terms_text())
    text = canonical_json(terms)
    assert text.startswith('{"bonuses":{"birthday":{"points":200,"usable_days":60}')
    assert '"ru":"Семейная карта"' in text
    assert '"valid_from":"2026-01-01"' in text
    assert terms_hash(terms) == hashlib.sha256(text.encode()).hexdigest()
    assert short_hash(terms) == terms_hash(terms)[:8]
    again = terms_from_json(text)
    assert again == terms
    assert canonical_json(again) == text


def test_every_fault_is_listed_at_once() -> None:
    wrong = tree()
    wrong["earning"] |= {"percent": "7,5", "hold_days": True, "minimum_bill": "1e3"}
    wrong["programme"]["currency"] = "rubles"
    del wrong["redemption"]["step"]
    wrong["family"]["discretion"] = "doctor"
    found = faults(wrong)
    assert [line.split(":")[0] for line in found] == [
        "programme.currency",
        "earning.percent",
        "earning.minimum_bill",
        "earning.hold_days",
        "redemption.step",
        "family.discretion",
    ]
    assert "found “7,5”" in found[1]


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("programme", "point_value", "0"),
        ("programme", "point_value", "1.001"),
        ("programme", "time_zone", "Mars/Olympus"),
        ("programme", "country", "ru"),
        ("programme", "name", {"ru": "А", "uk": "А"}),
        ("version", "valid_from", "2026-01-01"),
        ("version", "number", 0),
        ("earning", "percent", "100.01"),
        ("earning", "percent", "7.125"),
        ("earning", "percent", 7),
        ("earning", "percent", "-1"),
        ("earning", "minimum_bill", "92233720368547758.08"),
        ("earning", "rounding", "nearest"),
        ("earning", "excluded_groups", "insurance"),
        ("earning", "hold_days", -1),
        ("earning", "hold_days", 1.5),
        ("redemption", "step", 0),
        ("redemption", "minimum_points", 2**63),
        ("expiry", "mode", "sometimes"),
        ("expiry", "days", 30),
        ("refund", "shortfall", "forgive"),
        ("family", "max_members", 0),
        ("bonuses", "welcome", "300"),
        ("bonuses", "gift", 1),
    ],
)
def test_a_value_out_of_range_is_a_fault_at_its_path(table: str, field: str, value: Any) -> None:
    wrong = tree()
    wrong[table][field] = value
    found = faults(wrong)
    assert len(found) == 1
    assert found[0].startswith(f"{table}.{field}")


def test_points_must_be_usable_before_they_lapse() -> None:
    assert faults(tree(mode="after_earning", life="days = 5", hold=5))[0].startswith(
        "earning.hold_days"
    )
    read_terms(tree(mode="after_earning", life="days = 5", hold=4))
    assert faults(tree(mode="after_last_visit", life=1, hold=28))
    read_terms(tree(mode="end_of_month", life="", hold=28))


def test_lives_are_given_once() -> None:
    assert faults(tree(life=""))[0].startswith("expiry.months")
    never = tree(mode="never")
    never["expiry"]["months"] = 3
    assert faults(never)[0].startswith("expiry.months")


def test_a_promotion_has_exactly_one_benefit_and_days_in_order() -> None:
    name = {"ru": "А", "uk": "А", "en": "A"}
    days = {"first_day": tree()["version"]["valid_from"]} | {
        "last_day": tree()["version"]["valid_from"]
    }
    good = {"code": "a", "name": name, "extra_points": 3, **days}
    read_terms({**tree(), "promotions": [good]})
    both = {**good, "multiplier": "2"}
    assert faults({**tree(), "promotions": [both]})[0].startswith("promotions[0].extra_points")
    assert faults({**tree(), "promotions": [good, good]})[0].startswith("promotions[1].code")
    low = {**good, "multiplier": "0.9"}
    del low["extra_points"]
    assert faults({**tree(), "promotions": [low]})[0].startswith("promotions[0].multiplier")


def test_what_is_not_toml_says_where() -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_terms_toml(terms_text() + "\n[earning]\npercent = '3'\n")
    assert len(refusal.value.faults) == 1
    with pytest.raises(InvalidInput):
        terms_from_json("{")
    with pytest.raises(InvalidInput):
        terms_from_json(json.dumps([1]))


def test_versions_follow_each_other_without_gap_or_overlap() -> None:
    first = read_terms_toml(terms_text(valid_until="valid_until = 2026-03-31"))
    next_day = read_terms_toml(terms_text(number=2, valid_from="2026-04-01"))
    gap = read_terms_toml(terms_text(number=2, valid_from="2026-04-02"))
    other = read_terms_toml(terms_text(number=2, valid_from="2026-04-01", point_value="2.00"))
    versions = Versions([next_day, first])
    assert versions.first is first
    assert versions.ending is None
    for wrong in (gap, other, first):
        with pytest.raises(InvalidInput):
            Versions([first, wrong])
    alone = Versions([first]).ending
    assert alone is not None
    assert (alone.day.isoformat(), alone.last.isoformat()) == ("2026-03-31", "2026-06-29")


def test_a_quoted_day_and_a_sum_past_all_bounds_are_told_as_such() -> None:
    made = tree()
    made["version"]["valid_from"] = "2026-01-01"
    made["programme"]["point_value"] = "92233720368547758.08"
    said = faults(made)
    assert any("below 2⁶³" in each for each in said)
    assert any("without quotation marks" in each for each in said)
