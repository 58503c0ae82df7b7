"""Money: whole minor units of one currency, written in files as a decimal string.

Every currency the program knows has two decimals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from reception.errors import InvalidInput
from reception.translation import Translator, msg

LARGEST_MINOR = 2**63 - 1
_WRITTEN = re.compile(r"-?\d+(\.\d{1,2})?")


@dataclass(frozen=True, order=True)
class Money:
    """An amount in minor units (kopecks, kopiykas, cents) of `currency` (ISO 4217)."""

    minor: int
    currency: str

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise ValueError("money of two currencies cannot be added")
        return other.minor

    def localized(self, translator: Translator) -> str:
        """As the reader of the screen or paper writes it: «3 200 ₽»."""
        return translator.money(self.minor, self.currency)


def parse_minor(text: str) -> int:
    """Minor units of a decimal string in currency units ("1800.50").

    Raises InvalidInput for anything else: a comma, an exponent, more than two decimals, a sum
    that does not fit 63 bits (design/terms.md, Words).
    """
    if not _WRITTEN.fullmatch(text):
        raise InvalidInput(
            msg(
                "“{value}” is not an amount. Allowed: digits with at most two decimals after a"
                " point, for example 1800.50.",
                value=text[:60],
            )
        )
    minor = int(Decimal(text) * 100)
    if abs(minor) > LARGEST_MINOR:
        raise InvalidInput(msg("The amount {value} is too large.", value=text[:60]))
    return minor


def write_minor(minor: int) -> str:
    """Minor units as a decimal string in currency units, two decimals."""
    if minor < 0:
        return f"-{write_minor(-minor)}"
    return f"{minor // 100}.{minor % 100:02d}"


def floor_fraction(value: Fraction) -> int:
    """The largest whole number not above `value`."""
    return value.numerator // value.denominator
