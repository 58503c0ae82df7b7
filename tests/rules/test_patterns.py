"""Figures in patterns: agreement, words, fractions, days, money and what is refused."""

from datetime import date
from decimal import Decimal

import pytest

from reception.rules.patterns import Figure, MissingFigureError, fill, parameters_of, pattern_faults
from reception.translation import Language
from reception.values.money import Money

RU, UK, EN = Language.RU, Language.UK, Language.EN


@pytest.mark.parametrize(
    ("number", "text"), [(1, "1\u00a0балл"), (2, "2\u00a0балла"), (5, "5\u00a0баллов"),
                         (21, "21\u00a0балл"), (2520, "2\u00a0520\u00a0баллов")],
)  # fmt: skip
def test_a_number_and_the_form_that_agrees(number, text):
    assert fill("{points|балл|балла|баллов}", {"points": number}, RU) == text


def test_numbers_in_words_come_with_the_form_that_agrees():
    figures: dict[str, Figure] = {"percent": Decimal(7), "days": 90, "one": 21}
    ru = fill("{percent_words|процент|процента|процентов}", figures, RU)
    assert ru == "семь\u00a0процентов"
    assert fill("{days_words|день|дні|днів}", figures, UK) == "девʼяносто\u00a0днів"
    assert fill("{one_words|day|days}", figures, EN) == "twenty-one\u00a0days"


def test_a_fraction_is_a_figure_with_the_percent_sign():
    figures: dict[str, Figure] = {"percent": Decimal("7.5")}
    for language, text in ((RU, "7,5\u00a0%"), (UK, "7,5%"), (EN, "7.5%")):
        forms = "процент|процента|процентов" if language is not EN else "percent|percent"
        assert fill(f"{{percent_words|{forms}}}", figures, language) == text
        assert fill("{percent}%", figures, language) == text


def test_days_and_money():
    figures: dict[str, Figure] = {
        "day": date(2026, 3, 12),
        "sum": Money(1_000_000, "RUB"),
        "bill": Money(100, "UAH"),
    }
    assert fill("{day}", figures, RU) == "12 марта\u00a02026 года"
    assert fill("{day}", figures, UK) == "12 березня\u00a02026 року"
    assert fill("{day}", figures, EN) == "12 March\u00a02026"
    assert fill("{sum}", figures, RU) == "10\u00a0000\u00a0₽"
    assert fill("{bill}", figures, UK) == "1\u00a0грн"
    assert fill("{sum}", figures, EN) == "10,000\u00a0₽"


def test_a_missing_figure_is_named():
    with pytest.raises(MissingFigureError, match="balance"):
        fill("На счёте {balance|балл|балла|баллов}", {}, RU)


def test_faults_of_notation():
    assert pattern_faults("{a|день|дня|дней} и {b}", RU) == []
    assert pattern_faults("{a|день|дня}", RU) == ["a"]
    assert pattern_faults("{a|day|days}", EN) == []
    assert pattern_faults("{a|day||days}", EN) == ["a"]
    assert pattern_faults("{баллы}", RU) == ["brace"]
    assert parameters_of("{a_words|x|y} {b}%") == {"a", "b"}
