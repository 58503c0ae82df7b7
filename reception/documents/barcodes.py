"""Bar codes drawn as vectors, with quiet zones and modules no scanner at the desk misses."""

from __future__ import annotations

from typing import Any

from reception.documents.style import MM
from reception.errors import InvalidInput
from reception.translation import msg

MODULE = 0.33 * MM
"""Width of a Code 128 module; below 0.25 mm a 203 dpi printer blurs it (design/stack.md 4.3)."""
LEAST_MODULE = 0.25 * MM
QUIET_MODULES = 10


def code128_width(digits: str, module: float = MODULE) -> float:
    """Width in points of an even number of digits, quiet zones included."""
    symbols = len(digits) // 2 + 2  # start, pairs, check
    return (symbols * 11 + 13 + 2 * QUIET_MODULES) * module


def draw_code128(
    canvas: Any, digits: str, x: float, y: float, *, height: float, module: float = MODULE
) -> None:
    """Draw an even number of digits as Code 128 C; (x, y) is the corner of the quiet zone.

    Raises InvalidInput for anything but digits.
    """
    if not (digits.isascii() and digits.isdigit()) or len(digits) % 2:
        raise InvalidInput(
            msg(
                "“{value}” cannot be a bar code. Allowed: an even number of digits.",
                value=digits[:40],
            )
        )
    if module < LEAST_MODULE:
        raise ValueError("the module is narrower than printers can draw")
    from reportlab.graphics.barcode.code128 import Code128

    bars = Code128(digits, barWidth=module, barHeight=height, quiet=False, humanReadable=False)
    bars.drawOn(canvas, x + QUIET_MODULES * module, y)


def draw_qr(canvas: Any, content: str, x: float, y: float, *, side: float) -> None:
    """Draw a QR code of `side` points, its quiet zone of four modules included."""
    import segno

    matrix = segno.make_qr(content, error="m").matrix
    module = side / (len(matrix) + 8)
    path = canvas.beginPath()
    for row, line in enumerate(matrix):
        for column, dark in enumerate(line):
            if dark:
                path.rect(x + (column + 4) * module, y + side - (row + 5) * module, module, module)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawPath(path, stroke=0, fill=1)
