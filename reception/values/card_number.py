"""Card numbers: series (2) + serial (9) + Damm check digit, printed 4-4-4.

Source: design/terms.md 12; H. M. Damm, totally anti-symmetric quasigroup of order 10.
Plastic that came with other numbers is read by the check rule the clinic names.
"""

from __future__ import annotations

from dataclasses import dataclass

from reception.errors import InvalidInput
from reception.translation import msg
from reception.values.choices import CheckRule

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
EAN_LENGTH = 13
SHORTEST, LONGEST = 8, 20
"""Of numbers that came printed on plastic."""

_PASSED_OVER = " -\u00a0\u2011\u2013\t"


def damm_digit(digits: str) -> int:
    """The check digit that makes `digits` followed by it valid."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim


def damm_valid(digits: str) -> bool:
    """Whether the last digit checks the others."""
    return damm_digit(digits) == 0


def luhn_valid(digits: str) -> bool:
    """Whether the last digit checks the others by ISO/IEC 7812-1, annex B."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def ean_digit(digits: str) -> int:
    """The check digit of the first twelve digits of an EAN-13 (GS1 General Specifications)."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return -total % 10


def ean_valid(digits: str) -> bool:
    """Whether thirteen digits are an EAN-13."""
    return len(digits) == EAN_LENGTH and ean_digit(digits[:-1]) == int(digits[-1])


def digits_of(text: str) -> str:
    """A typed number without its spaces and hyphens."""
    return "".join(ch for ch in text if ch not in _PASSED_OVER)


def readings(text: str, rule: CheckRule = CheckRule.DAMM) -> tuple[str, ...]:
    """The numbers that a typed or scanned text may stand for, the likeliest first.

    Twelve digits with the Damm digit are a number of the program itself, also inside an EAN-13,
    whose check digit is stripped; other shapes are read by `rule`.  Empty where it is none.
    """
    digits = digits_of(text)
    if not (digits.isascii() and digits.isdigit()) or not SHORTEST <= len(digits) <= LONGEST:
        return ()
    found = [digits] if len(digits) == LENGTH and damm_valid(digits) else []
    as_printed = {
        CheckRule.DAMM: damm_valid(digits),
        CheckRule.LUHN: luhn_valid(digits),
        CheckRule.EAN_13: False,
        CheckRule.NONE: True,
    }
    if as_printed[rule]:
        found.append(digits)
    stripped = digits[:-1]
    if ean_valid(digits) and (rule is CheckRule.EAN_13 or damm_valid(stripped)):
        found.append(stripped)
    return tuple(dict.fromkeys(found))


def read_number(text: str, rule: CheckRule = CheckRule.DAMM) -> str:
    """The likeliest of `readings`.  Raises InvalidInput naming what was found and the rule."""
    found = readings(text, rule)
    if found:
        return found[0]
    if rule is CheckRule.DAMM:
        return CardNumber.parse(text).digits
    raise InvalidInput(
        msg(
            "“{value}” is not a card number. Allowed: {least} to {most} digits with the check"
            " digit named in the settings of cards.",
            value=text[:40],
            least=SHORTEST,
            most=LONGEST,
        )
    )


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
        digits = digits_of(text)
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
