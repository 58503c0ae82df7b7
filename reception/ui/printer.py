"""The system's printer: its dialog, and pages drawn at their true size, never fitted to a page.

Measured in design/stack.md 5: a page is drawn at points / 72 × resolution.  A printer that does
not know the size of a plastic card gets an A4 sheet with the card on it, between crop marks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QLineF, QMarginsF, QPointF, QSize, QSizeF, Slot
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

A4_DPI, CARD_DPI = 300, 600
CARD_POINTS = 300
"""Pages narrower than this are cards."""
INSET, MARK, GAP = 57.0, 11.0, 4.0
"""Place of a card on an A4 sheet, length of its crop marks and their distance, in points."""

Sent = Callable[[bool], None]


class Printer(Protocol):
    """Whatever puts papers on paper: the system, or a stand-in of a test."""

    def print_papers(
        self, documents: Sequence[QPdfDocument], title: str, parent: QWidget, sent: Sent
    ) -> None:
        """Print the papers in their order; `sent` is told whether the printer took them.

        It is not called where the person closes the dialog without printing.
        """
        ...


class SystemPrinter:
    """Prints through the dialog of the system."""

    def print_papers(
        self, documents: Sequence[QPdfDocument], title: str, parent: QWidget, sent: Sent
    ) -> None:
        """Ask for the printer, then print every page at its true size."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setFullPage(True)
        lay_out(printer, documents[0].pagePointSize(0))
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle(title)
        _Waiting(documents, printer, dialog, sent)
        QDialog.open(dialog)


class _Waiting(QWidget):
    """Waits for the dialog and prints; owned by it, so it goes with it."""

    def __init__(
        self, documents: Sequence[QPdfDocument], printer: QPrinter, dialog: QPrintDialog, sent: Sent
    ) -> None:
        super().__init__(dialog)
        self.hide()
        self._documents = documents
        self._printer = printer
        self._sent = sent
        dialog.accepted.connect(self._print)
        dialog.finished.connect(dialog.deleteLater)

    @Slot()
    def _print(self) -> None:
        self._sent(draw_papers(self._printer, self._documents))


def lay_out(printer: QPrinter, points: QSizeF) -> bool:
    """Set the page to the paper's size; False where a card has to go onto an A4 sheet."""
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    own = not is_card(points) or _knows_cards(printer)
    if is_card(points) and own:
        millimetres = QSizeF(points.width() * 25.4 / 72, points.height() * 25.4 / 72)
        match = QPageSize.SizeMatchPolicy.ExactMatch
        size = QPageSize(millimetres, QPageSize.Unit.Millimeter, "CR80", match)
    else:
        size = QPageSize(QPageSize.PageSizeId.A4)
    printer.setPageSize(size)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    return own


def is_card(points: QSizeF) -> bool:
    """Whether a page is a card and not a sheet."""
    return points.width() < CARD_POINTS


def _knows_cards(printer: QPrinter) -> bool:
    """Whether the printer takes pages of its paper's own size; a PDF file takes every size."""
    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:
        return True
    info = QPrinterInfo(printer)
    return info.isNull() or info.supportsCustomPageSizes()


def draw_papers(printer: QPrinter, documents: Sequence[QPdfDocument]) -> bool:
    """Draw every page of every paper; False where the printer does not begin."""
    first = documents[0].pagePointSize(0)
    own = lay_out(printer, first)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    fresh = True
    for document in documents:
        for number in range(document.pageCount()):
            if not fresh and not printer.newPage():
                painter.end()
                return False
            fresh = False
            _draw_page(painter, printer, document, number, inset=0.0 if own else INSET)
    return bool(painter.end())


def _draw_page(
    painter: QPainter, printer: QPrinter, document: QPdfDocument, number: int, *, inset: float
) -> None:
    size = document.pagePointSize(number)
    resolution = printer.resolution()
    dpi = min(resolution, CARD_DPI if is_card(size) else A4_DPI)
    pixels = QSize(round(size.width() / 72 * dpi), round(size.height() / 72 * dpi))
    image = document.render(number, pixels)
    painter.save()
    painter.scale(resolution / 72, resolution / 72)
    painter.translate(inset, inset)
    if inset:
        _draw_crop_marks(painter, size)
    painter.scale(72 / dpi, 72 / dpi)
    painter.drawImage(QPointF(0, 0), image)
    painter.restore()


def _draw_crop_marks(painter: QPainter, size: QSizeF) -> None:
    for x, outward in ((0.0, -1), (size.width(), 1)):
        for y, down in ((0.0, -1), (size.height(), 1)):
            painter.drawLine(QLineF(x, y + down * GAP, x, y + down * (GAP + MARK)))
            painter.drawLine(QLineF(x + outward * GAP, y, x + outward * (GAP + MARK), y))
