"""Who decides for herself at which age (product/law.md R10, U9)."""

from datetime import date

import pytest

from reception.rules.ages import AgeRule, Standing, age_rule, comes_of_age_on, is_minor, standing
from reception.values.choices import Country

DAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("country", "born", "expected"),
    [
        (Country.RU, date(2011, 11, 3), Standing.REPRESENTED),  # 15 tomorrow
        (Country.RU, date(2011, 11, 2), Standing.OWN_CONSENT),
        (Country.RU, date(2008, 11, 3), Standing.OWN_CONSENT),
        (Country.RU, date(2008, 11, 2), Standing.ADULT),
        (Country.UA, date(2012, 11, 3), Standing.REPRESENTED),  # 14 tomorrow
        (Country.UA, date(2012, 11, 2), Standing.OWN_CONSENT),
        (Country.UA, date(2008, 11, 2), Standing.ADULT),
        (Country.OTHER, date(2008, 11, 3), Standing.REPRESENTED),
        (Country.OTHER, date(2008, 11, 2), Standing.ADULT),
        (Country.RU, None, Standing.ADULT),
    ],
)
def test_the_limits_of_each_country(
    country: Country, born: date | None, expected: Standing
) -> None:
    assert standing(born, DAY, age_rule(country)) is expected


def test_a_clinic_may_set_its_own_limit() -> None:
    assert age_rule(Country.OTHER, 16) == AgeRule(own_consent_from=16)
    assert standing(date(2010, 11, 2), DAY, age_rule(Country.OTHER, 16)) is Standing.OWN_CONSENT


def test_coming_of_age_on_the_birthday() -> None:
    assert comes_of_age_on(date(2008, 11, 2)) == DAY
    assert comes_of_age_on(date(2008, 2, 29)) == date(2026, 2, 28)
    assert not is_minor(date(2008, 2, 29), date(2026, 2, 28))
    assert is_minor(date(2008, 2, 29), date(2026, 2, 27))
