"""Card numbers: series (2) + serial (9) + Damm check digit, printed 4-4-4.

Source: design/terms.md 12; H. M. Damm, totally anti-symmetric quasigroup of order 10.
"""

from __future__ import annotations

from dataclasses import dataclass

from reception.errors import InvalidInput
from reception.translation import msg

_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
LENGTH = 12
LAST_SERIAL = 999_999_999


def damm_digit(digits: str) -> int:
    """The check digit that makes `digits` followed by it valid."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim


def damm_valid(digits: str) -> bool:
    """Whether the last digit checks the others."""
    return damm_digit(digits) == 0


@dataclass(frozen=True, order=True)
class CardNumber:
    """Twelve digits with a valid check digit."""

    digits: str

    @classmethod
    def of(cls, series: int, serial: int) -> CardNumber:
        """The number of a serial (1 … 999 999 999) in a series (1 … 99)."""
        if not (0 < series < 100 and 0 < serial <= LAST_SERIAL):
            raise ValueError("series 1 to 99, serial 1 to 999999999")
        body = f"{series:02d}{serial:09d}"
        return cls(body + str(damm_digit(body)))

    @classmethod
    def parse(cls, text: str) -> CardNumber:
        """Read a typed or scanned number; spaces and hyphens are passed over.

        Raises InvalidInput naming what was found and what is allowed.
        """
        digits = "".join(ch for ch in text if ch not in " -\u00a0\u2011\u2013\t")
        if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
            raise InvalidInput(
                msg("“{value}” is not a card number. Allowed: 12 digits.", value=text[:40])
            )
        if not damm_valid(digits):
            raise InvalidInput(
                msg(
                    "The card number {value} has a wrong check digit. Read it again, digit by"
                    " digit.",
                    value=group(digits),
                )
            )
        return cls(digits)

    @property
    def series(self) -> int:
        """The first two digits."""
        return int(self.digits[:2])

    @property
    def serial(self) -> int:
        """The nine digits after the series."""
        return int(self.digits[2:11])

    def __str__(self) -> str:
        return group(self.digits)


def group(digits: str) -> str:
    """Digits in groups of four, as they are printed."""
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))
