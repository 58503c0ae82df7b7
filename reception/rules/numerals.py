"""Whole numbers in words, as they are said at the desk: nominative, masculine.

«семь процентов», «девʼяносто днів», “twenty-four months”: the phrases of the programme name
their figures in words, and the words come from the terms like the figures do.
"""

from __future__ import annotations

from reception.translation import Language

LARGEST = 9999

_RU_UNITS = [
    "ноль",
    "один",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
]
_RU_TENS = [
    "двадцать",
    "тридцать",
    "сорок",
    "пятьдесят",
    "шестьдесят",
    "семьдесят",
    "восемьдесят",
    "девяносто",
]
_RU_HUNDREDS = [
    "сто",
    "двести",
    "триста",
    "четыреста",
    "пятьсот",
    "шестьсот",
    "семьсот",
    "восемьсот",
    "девятьсот",
]
_RU_THOUSANDS = ("тысяча", "тысячи", "тысяч")

_UK_UNITS = [
    "нуль",
    "один",
    "два",
    "три",
    "чотири",
    "пʼять",
    "шість",
    "сім",
    "вісім",
    "девʼять",
    "десять",
    "одинадцять",
    "дванадцять",
    "тринадцять",
    "чотирнадцять",
    "пʼятнадцять",
    "шістнадцять",
    "сімнадцять",
    "вісімнадцять",
    "девʼятнадцять",
]
_UK_TENS = [
    "двадцять",
    "тридцять",
    "сорок",
    "пʼятдесят",
    "шістдесят",
    "сімдесят",
    "вісімдесят",
    "девʼяносто",
]
_UK_HUNDREDS = [
    "сто",
    "двісті",
    "триста",
    "чотириста",
    "пʼятсот",
    "шістсот",
    "сімсот",
    "вісімсот",
    "девʼятсот",
]
_UK_THOUSANDS = ("тисяча", "тисячі", "тисяч")

_EN_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int, language: Language) -> str:
    """A number from 0 to 9999 in words: nominative, masculine («двадцать один»).

    Raises ValueError outside that range.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"numbers in words go from 0 to {LARGEST}: {number}")
    if language is Language.EN:
        return _english(number)
    if language is Language.RU:
        return _slavic(number, _RU_UNITS, _RU_TENS, _RU_HUNDREDS, ("две", *_RU_THOUSANDS))
    return _slavic(number, _UK_UNITS, _UK_TENS, _UK_HUNDREDS, ("дві", *_UK_THOUSANDS))


def plural_form(number: int, language: Language) -> int:
    """Which form agrees with a number: 0 one, 1 few (English: other), 2 many."""
    number = abs(number)
    if language is Language.EN:
        return 0 if number == 1 else 1
    tens, units = number % 100, number % 10
    if units == 1 and tens != 11:
        return 0
    return 1 if units in (2, 3, 4) and tens not in (12, 13, 14) else 2


def _slavic(
    number: int,
    units: list[str],
    tens: list[str],
    hundreds: list[str],
    thousands: tuple[str, str, str, str],
) -> str:
    """Russian and Ukrainian count alike; a thousand is feminine in both («две тысячи»)."""
    words: list[str] = []
    high, low = divmod(number, 1000)
    if high:
        if high > 1:
            words.append(thousands[0] if high == 2 else units[high])
        words.append(thousands[1 + plural_form(high, Language.RU)])
    if low >= 100:
        words.append(hundreds[low // 100 - 1])
        low %= 100
    if low >= 20:
        words.append(tens[low // 10 - 2])
        low %= 10
    if low or not words:
        words.append(units[low])
    return " ".join(words)


def _english(number: int) -> str:
    if number >= 1000:
        rest = number % 1000
        head = f"{_EN_UNITS[number // 1000]} thousand"
        return head if not rest else f"{head} {'and ' if rest < 100 else ''}{_english(rest)}"
    if number >= 100:
        rest = number % 100
        head = f"{_EN_UNITS[number // 100]} hundred"
        return head if not rest else f"{head} and {_english(rest)}"
    if number < 20:
        return _EN_UNITS[number]
    unit = number % 10
    return _EN_TENS[number // 10 - 2] + (f"-{_EN_UNITS[unit]}" if unit else "")
