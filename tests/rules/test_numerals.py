"""Numbers in words, checked by hand where languages stumble and by reading them back."""

import pytest

from reception.rules.numerals import LARGEST, in_words, plural_form
from reception.translation import Language


@pytest.mark.parametrize(
    ("number", "ru", "uk", "en"),
    [
        (0, "ноль", "нуль", "zero"),
        (7, "семь", "сім", "seven"),
        (9, "девять", "девʼять", "nine"),
        (12, "двенадцать", "дванадцять", "twelve"),
        (19, "девятнадцать", "девʼятнадцять", "nineteen"),
        (24, "двадцать четыре", "двадцять чотири", "twenty-four"),
        (30, "тридцать", "тридцять", "thirty"),
        (50, "пятьдесят", "пʼятдесят", "fifty"),
        (90, "девяносто", "девʼяносто", "ninety"),
        (100, "сто", "сто", "one hundred"),
        (101, "сто один", "сто один", "one hundred and one"),
        (300, "триста", "триста", "three hundred"),
        (515, "пятьсот пятнадцать", "пʼятсот пʼятнадцять", "five hundred and fifteen"),
        (1000, "тысяча", "тисяча", "one thousand"),
        (1001, "тысяча один", "тисяча один", "one thousand and one"),
        (2520, "две тысячи пятьсот двадцать", "дві тисячі пʼятсот двадцять",
         "two thousand five hundred and twenty"),
        (5002, "пять тысяч два", "пʼять тисяч два", "five thousand and two"),
        (9999, "девять тысяч девятьсот девяносто девять",
         "девʼять тисяч девʼятсот девʼяносто девʼять",
         "nine thousand nine hundred and ninety-nine"),
    ],
)  # fmt: skip
def test_words(number, ru, uk, en):
    assert in_words(number, Language.RU) == ru
    assert in_words(number, Language.UK) == uk
    assert in_words(number, Language.EN) == en


@pytest.mark.parametrize("language", Language)
def test_every_number_has_its_own_words(language):
    assert len({in_words(number, language) for number in range(LARGEST + 1)}) == LARGEST + 1


@pytest.mark.parametrize("number", [-1, 10_000])
def test_beyond_the_range_is_refused(number):
    with pytest.raises(ValueError, match="from 0 to 9999"):
        in_words(number, Language.RU)


@pytest.mark.parametrize(
    ("number", "slavic", "english"),
    [(0, 2, 1), (1, 0, 0), (2, 1, 1), (5, 2, 1), (11, 2, 1), (12, 2, 1), (14, 2, 1), (21, 0, 1),
     (22, 1, 1), (25, 2, 1), (111, 2, 1), (121, 0, 1), (1011, 2, 1)],
)  # fmt: skip
def test_agreement(number, slavic, english):
    assert plural_form(number, Language.RU) == plural_form(number, Language.UK) == slavic
    assert plural_form(number, Language.EN) == english
