"""Bar codes drawn as vectors, with quiet zones and modules no scanner at the desk misses."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from reception.documents.style import MM
from reception.errors import InvalidInput
from reception.translation import msg
from reception.values.card_number import EAN_LENGTH, ean_digit

MODULE = 0.33 * MM
"""Width of a Code 128 module; below 0.25 mm a 203 dpi printer blurs it (design/stack.md 4.3)."""
LEAST_MODULE = 0.25 * MM
QUIET_MODULES = 10
EAN_QUIET = 11
_EAN_A = (
    "0001101",
    "0011001",
    "0010011",
    "0111101",
    "0100011",
    "0110001",
    "0101111",
    "0111011",
    "0110111",
    "0001011",
)
_EAN_PARITY = (
    "AAAAAA",
    "AABABB",
    "AABBAB",
    "AABBBA",
    "ABAABB",
    "ABBAAB",
    "ABBBAA",
    "ABABAB",
    "ABABBA",
    "ABBABA",
)


def code128_width(digits: str, module: float = MODULE) -> float:
    """Width in points of an even number of digits, quiet zones included."""
    odd = 2 if len(digits) % 2 else 0  # a change of code set and a digit by itself
    symbols = len(digits) // 2 + odd + 2  # start, pairs, check
    return (symbols * 11 + 13 + 2 * QUIET_MODULES) * module


def draw_code128(
    canvas: Any, digits: str, x: float, y: float, *, height: float, module: float = MODULE
) -> None:
    """Draw digits as Code 128; (x, y) is the corner of the quiet zone.

    Raises InvalidInput for anything but digits.
    """
    if not (digits.isascii() and digits.isdigit()):
        raise InvalidInput(
            msg("“{value}” cannot be a bar code. Allowed: digits.", value=digits[:40])
        )
    if module < LEAST_MODULE:
        raise ValueError("the module is narrower than printers can draw")
    from reportlab.graphics.barcode.code128 import Code128

    bars = Code128(digits, barWidth=module, barHeight=height, quiet=False, humanReadable=False)
    bars.drawOn(canvas, x + QUIET_MODULES * module, y)


def ean13_modules(digits: str) -> str:
    """The 95 modules of twelve digits and their check digit, 1 is dark (GS1, 5.2)."""
    whole = f"{digits}{ean_digit(digits)}"
    left = "".join(
        _EAN_A[int(digit)] if parity == "A" else _mirrored(_EAN_A[int(digit)])
        for digit, parity in zip(whole[1:7], _EAN_PARITY[int(whole[0])], strict=True)
    )
    right = "".join(_inverted(_EAN_A[int(digit)]) for digit in whole[7:])
    return f"101{left}01010{right}101"


def _inverted(modules: str) -> str:
    return modules.translate(str.maketrans("01", "10"))


def _mirrored(modules: str) -> str:
    """Number set B: set C read backwards."""
    return _inverted(modules)[::-1]


def draw_ean13(
    canvas: Any, digits: str, x: float, y: float, *, height: float, module: float = MODULE
) -> None:
    """Draw twelve digits as EAN-13; (x, y) is the corner of the quiet zone of eleven modules."""
    if not (digits.isascii() and digits.isdigit()) or len(digits) != EAN_LENGTH - 1:
        raise InvalidInput(
            msg("“{value}” cannot be an EAN-13. Allowed: 12 digits.", value=digits[:40])
        )
    path = canvas.beginPath()
    at = x + EAN_QUIET * module
    for dark, run in groupby(ean13_modules(digits)):
        width = len(list(run)) * module
        if dark == "1":
            path.rect(at, y, width, height)
        at += width
    canvas.drawPath(path, stroke=0, fill=1)


def draw_qr(canvas: Any, content: str, x: float, y: float, *, side: float) -> None:
    """Draw a QR code of `side` points, its quiet zone of four modules included."""
    import segno

    matrix = segno.make_qr(content, error="m", boost_error=False).matrix
    canvas.saveState()
    canvas.translate(x, y)
    module = side / (len(matrix) + 8)
    canvas.scale(module, module)  # whole modules from here on: short to write, exact to draw
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawPath(_Symbol(matrix), stroke=0, fill=1)
    canvas.restoreState()


class _Symbol:
    """The dark runs of a matrix as one path, one module a unit, inside a quiet zone of four."""

    def __init__(self, matrix: Sequence[Sequence[int]]) -> None:
        self._matrix = matrix

    def getCode(self) -> str:  # noqa: N802 - what the canvas asks of a path
        """The path as the page's content has it."""
        top = len(self._matrix) + 3
        parts = ["n"]
        for line, modules in enumerate(self._matrix):
            at = 4
            for dark, run in groupby(modules):
                count = len(list(run))
                if dark:
                    parts.append(f"{at} {top - line} {count} 1 re")
                at += count
        return " ".join(parts)
