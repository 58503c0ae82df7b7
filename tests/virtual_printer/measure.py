"""What a printed page measures: its box in millimetres, and where its ink begins and ends."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from reception.ui.printing import page_images, read_pdf

CARD_DPI, SHEET_DPI = 600, 300
CARD_POINTS = 300
DARK = 128
MM = 25.4


@dataclass(frozen=True)
class Page:
    """A page and the ink on it, all in millimetres; `left` and `top` are from the page's corner."""

    width: float
    height: float
    left: float
    top: float
    ink_width: float
    ink_height: float

    def __str__(self) -> str:
        return (
            f"page {self.width:.2f} × {self.height:.2f} mm, ink {self.ink_width:.2f} ×"
            f" {self.ink_height:.2f} mm at {self.left:.2f}, {self.top:.2f}"
        )


def measure(pdf: bytes, parent: QWidget) -> list[Page]:
    """Every page of a file."""
    document = read_pdf(pdf, parent)
    sizes = [document.pagePointSize(number) for number in range(document.pageCount())]
    dpi = CARD_DPI if sizes[0].width() < CARD_POINTS else SHEET_DPI
    images = page_images(document, round(sizes[0].width() / 72 * dpi))
    document.deleteLater()
    return [
        Page(size.width() / 72 * MM, size.height() / 72 * MM, *ink_of(image, dpi))
        for size, image in zip(sizes, images, strict=True)
    ]


def ink_of(page: QImage, dpi: int) -> tuple[float, float, float, float]:
    """Left, top, width and height of what is dark, in millimetres; ValueError where nothing is."""
    grey = page.convertToFormat(QImage.Format.Format_Grayscale8)
    wide, high, step = grey.width(), grey.height(), grey.bytesPerLine()
    pixels = bytes(grey.constBits())
    lines = [y for y in range(high) if min(pixels[y * step : y * step + wide]) < DARK]
    columns = [x for x in range(wide) if min(pixels[x::step]) < DARK]
    left, top = min(columns), min(lines)
    pixel = MM / dpi
    return (
        left * pixel,
        top * pixel,
        (max(columns) + 1 - left) * pixel,
        (max(lines) + 1 - top) * pixel,
    )
