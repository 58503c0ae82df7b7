"""Names typed in another keyboard layout: what is offered, and what is left alone."""

from __future__ import annotations

from datetime import date

import pytest

from reception.rules.duplicate_fields import Likeness, birth_likeness, birth_variants
from reception.rules.first_names import first_letters
from reception.rules.spellings import meant_name
from reception.values.choices import Country


@pytest.mark.parametrize(
    ("typed", "country", "meant"),
    [
        ("Bdfyjd", Country.RU, "Иванов"),
        ("Cfknsrjd-Otlhby", Country.RU, "Салтыков-Щедрин"),
        ("Rjdfktyrj", Country.UA, "Коваленко"),
        ("Bdfyty`rj", Country.UA, "Иванен'ко"),
        ("Smith", Country.RU, None),
        ("Schmidt", Country.UA, None),
        ("Ivanov", Country.RU, None),
        ("Иванов", Country.RU, None),
        ("Bdfyjd", Country.OTHER, None),
        ("", Country.RU, None),
    ],
)
def test_what_was_meant(typed: str, country: Country, meant: str | None) -> None:
    assert meant_name(typed, country) == meant


@pytest.mark.parametrize("born", [date(1990, 3, 5), date(2000, 12, 31), date(2004, 2, 29)])
def test_every_slip_of_a_date_is_among_its_variants(born: date) -> None:
    variants = set(birth_variants(born))
    assert born in variants
    for ordinal in range(date(1900, 1, 1).toordinal(), date(2026, 12, 31).toordinal(), 3):
        day = date.fromordinal(ordinal)
        near = birth_likeness(born, day) in (
            Likeness.SAME,
            Likeness.EXCHANGED,
            Likeness.SIMILAR,
        )
        assert not near or day in variants


def test_a_first_name_may_begin_with_other_letters() -> None:
    assert {"а", "с"} <= first_letters("александр")
    assert first_letters("ксавье") == {"к"}
