"""Sums of money as clinics write them: «3 200,00 р.», «1895.83», «12 950 грн»."""

from __future__ import annotations

import math
import re
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from reception.values.money import LARGEST_MINOR
from reception.values.sheet import Cell, cell_text

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
_CURRENCY = re.compile(
    r"(?:рублей|рубля|руб|р|грн|гривень|гривні|uah|rub|₽|₴|€|\$)\.?$", re.IGNORECASE
)
_NUMBER = re.compile(r"[-−]?\d+(?:[.,]\d{1,2})?")
_GROUPED = re.compile(r"[-−]?\d{1,3}(?:([.,])\d{3})+(?!\1)[.,]\d{1,2}")


class AmountFault(StrEnum):
    """Why a sum cannot be taken."""

    NOT_A_SUM = "not_a_sum"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"


def read_amount(cell: Cell) -> int | AmountFault:
    """Minor units of the sum in a cell, at least 0; comma and point both part the decimals."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return AmountFault.NOT_A_SUM
    value = _of_number(cell) if isinstance(cell, int | float) else _of_text(cell_text(cell))
    if value is None:
        return AmountFault.NOT_A_SUM
    if value < 0:
        return AmountFault.NEGATIVE
    minor = value * 100
    if minor > LARGEST_MINOR:
        return AmountFault.TOO_LARGE
    return int(minor)


def _of_number(number: float) -> Decimal | None:
    """A spreadsheet's number, its binary noise rounded away; more than two decimals is no sum."""
    if not math.isfinite(number):
        return None
    try:
        exact = Decimal(repr(number))
        cents = exact.quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
    return cents if abs(exact - cents) < Decimal("0.00001") else None


def _of_text(text: str) -> Decimal | None:
    plain = _CURRENCY.sub("", _SPACES.sub("", text))
    if _GROUPED.fullmatch(plain):
        whole, decimals = plain[:-3], plain[-3:]
        if decimals[0] not in ".,":
            whole, decimals = plain[:-2], plain[-2:]
        plain = whole.replace(".", "").replace(",", "") + decimals
    if not _NUMBER.fullmatch(plain) or (not plain.isascii() and "−" not in plain):
        return None
    return Decimal(plain.replace(",", ".").replace("−", "-"))
