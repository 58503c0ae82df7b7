"""The system's printer: its dialog, and pages drawn at their true size, never fitted to a page.

Measured in design/stack.md 5: a page is drawn at points / 72 × resolution.  A printer that does
not know the size of a plastic card gets an A4 sheet with the card on it, between crop marks.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QLineF,
    QMarginsF,
    QObject,
    QPointF,
    QProcess,
    QSize,
    QSizeF,
    Slot,
)
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from reception.documents.offset import moved_pages
from reception.ui.i18n import _
from reception.ui.preferences import CARDS, SHEETS, Preferences

A4_DPI, CARD_DPI = 300, 600
CARD_POINTS = 300
"""Pages narrower than this are cards."""
INSET, MARK, GAP = 57.0, 11.0, 4.0
"""Place of a card on an A4 sheet, length of its crop marks and their distance, in points."""

Sent = Callable[[bool | None], None]
"""Told True when the printer took the papers, False when it could not, None when the person closed
the dialog without printing."""
Offset = tuple[int, int]
NOWHERE: Offset = (0, 0)


class Printer(Protocol):
    """Whatever puts papers on paper: the system, or a stand-in of a test."""

    def print_papers(
        self, documents: Sequence[QPdfDocument], title: str, parent: QWidget, sent: Sent
    ) -> None:
        """Print the papers in their order; `sent` is told what became of it, once."""
        ...


class SystemPrinter:
    """Prints where this computer's choices say, else through the dialog of the system.

    On Linux, unless switched off, through `lp` with the exact size of the page: sharper bars,
    the same 1:1 (design/stack.md 5); what the printer is off is taken into the page itself.
    """

    def __init__(self, preferences: Preferences | None = None) -> None:
        self._preferences = preferences

    def print_papers(
        self, documents: Sequence[QPdfDocument], title: str, parent: QWidget, sent: Sent
    ) -> None:
        """Ask for the printer unless one is chosen, then print every page at its true size."""
        points = documents[0].pagePointSize(0)
        name, offsets, vectors = self._chosen(points)
        heading = title
        if name and name not in QPrinterInfo.availablePrinterNames():
            heading = _("The printer “{name}” is gone: choose another one", name=name)
            name = ""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if name:
            printer.setPrinterName(name)
        printer.setDocName(title)
        printer.setFullPage(True)
        lay_out(printer, points)
        job = _Job(documents, title, parent, sent, offsets, vectors=vectors)
        if name:
            job.go(printer)
            return
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle(heading)
        _Waiting(job, printer, dialog)
        QDialog.open(dialog)

    def _chosen(self, points: QSizeF) -> tuple[str, Mapping[str, Offset], bool]:
        """Printer, offsets and route for a page; nothing chosen without preferences."""
        if self._preferences is None:
            return "", {}, False
        chosen = self._preferences.chosen
        return chosen.printer(CARDS if is_card(points) else SHEETS), chosen.offsets, chosen.vectors


class _Job:
    """The papers of one size on their way to one printer, by the better of two routes."""

    def __init__(
        self,
        documents: Sequence[QPdfDocument],
        title: str,
        parent: QWidget,
        sent: Sent,
        offsets: Mapping[str, Offset],
        *,
        vectors: bool,
    ) -> None:
        self._documents = documents
        self._title = title
        self._parent = parent
        self._sent = sent
        self._offsets = offsets
        self._vectors = vectors

    def go(self, printer: QPrinter) -> None:
        """Print; the offset is that of the printer which was chosen at last."""
        offset = self._offsets.get(printer.printerName(), NOWHERE)
        if self._vectors and takes_vectors(printer, self._documents[0].pagePointSize(0)):
            way = Way(printer.printerName(), self._title, printer.copyCount(), sides(printer))
            LinePrinter(self._documents, way, self._parent, self._sent, offset).start()
        else:
            self._sent(draw_papers(printer, self._documents, offset))

    def drop(self) -> None:
        """The person closed the dialog."""
        self._sent(None)


class _Waiting(QWidget):
    """Waits for the dialog and prints; owned by it, so it goes with it."""

    def __init__(self, job: _Job, printer: QPrinter, dialog: QPrintDialog) -> None:
        super().__init__(dialog)
        self.hide()
        self._job = job
        self._printer = printer
        dialog.accepted.connect(self._print)
        dialog.rejected.connect(self._leave)
        dialog.finished.connect(dialog.deleteLater)

    @Slot()
    def _print(self) -> None:
        self._job.go(self._printer)

    @Slot()
    def _leave(self) -> None:
        self._job.drop()


def takes_vectors(printer: QPrinter, points: QSizeF) -> bool:
    """Whether `lp` prints this as well: a queue, the whole paper, a size the queue knows."""
    return bool(
        shutil.which("lp")
        and printer.printerName()
        and printer.outputFormat() == QPrinter.OutputFormat.NativeFormat
        and not printer.outputFileName()
        and printer.printRange() == QPrinter.PrintRange.AllPages
        and (not is_card(points) or _knows_cards(printer))
    )


def sides(printer: QPrinter) -> str:
    """The two sides of the sheet as `lp` names them; empty where the queue decides."""
    return {
        QPrinter.DuplexMode.DuplexNone: "one-sided",
        QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
        QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
    }.get(printer.duplex(), "")


@dataclass(frozen=True)
class Way:
    """Where papers go through `lp`: queue, title of the job, copies, sides."""

    printer: str
    title: str
    copies: int = 1
    sides: str = ""


class LinePrinter(QObject):
    """Hands the papers to `lp` one after the other; it goes when the last one is taken."""

    def __init__(
        self,
        documents: Sequence[QPdfDocument],
        way: Way,
        parent: QWidget,
        sent: Sent,
        offset: Offset = NOWHERE,
    ) -> None:
        super().__init__(parent)
        right, down = offset
        self._papers = [
            (moved_pages(pdf_bytes(document), right=right, down=down), document.pagePointSize(0))
            for document in documents
        ]
        self._way, self._sent = way, sent
        self._process = QProcess(self)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)

    @Slot()
    def start(self) -> None:
        """Hand over the next paper through standard input, so that no copy is left behind."""
        pdf, points = self._papers.pop(0)
        self._process.start("lp", lp_arguments(self._way, points))
        self._process.write(QByteArray(pdf))
        self._process.closeWriteChannel()

    @Slot(int, QProcess.ExitStatus)
    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        if code or status is not QProcess.ExitStatus.NormalExit:
            self._end(taken=False)
        elif self._papers:
            self.start()
        else:
            self._end(taken=True)

    @Slot(QProcess.ProcessError)
    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._end(taken=False)

    def _end(self, *, taken: bool) -> None:
        self._sent(taken)
        self.deleteLater()


def lp_arguments(way: Way, points: QSizeF) -> list[str]:
    """How `lp` is called: the printer, the title, the exact medium, never fitted to a page."""
    if is_card(points):
        wide, high = (round(side * 25.4 / 72, 2) for side in (points.width(), points.height()))
        medium = f"Custom.{wide:g}x{high:g}mm"
    else:
        medium = "A4"
    options = ["-o", f"media={medium}", "-o", "print-scaling=none"]
    if way.sides:
        options += ["-o", f"sides={way.sides}"]
    if way.copies > 1:
        options += ["-n", str(way.copies)]
    return ["-d", way.printer, "-t", way.title, *options, "-"]


def pdf_bytes(document: QPdfDocument) -> bytes:
    """The file a document was read from (`reception.ui.printing.read_pdf`)."""
    buffer = document.findChild(QBuffer)
    return b"" if buffer is None else bytes(buffer.data().data())


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


def draw_papers(
    printer: QPrinter, documents: Sequence[QPdfDocument], offset: Offset = NOWHERE
) -> bool:
    """Draw every page of every paper; False where the printer does not begin.

    `offset` is what was measured on the test page: tenths of a millimetre right and down.
    """
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
            inset = 0.0 if own else INSET
            _draw_page(painter, printer, document, number, inset=inset, offset=offset)
    return bool(painter.end())


def _draw_page(
    painter: QPainter,
    printer: QPrinter,
    document: QPdfDocument,
    number: int,
    *,
    inset: float,
    offset: Offset,
) -> None:
    size = document.pagePointSize(number)
    resolution = printer.resolution()
    dpi = min(resolution, CARD_DPI if is_card(size) else A4_DPI)
    pixels = QSize(round(size.width() / 72 * dpi), round(size.height() / 72 * dpi))
    image = document.render(number, pixels)
    painter.save()
    painter.scale(resolution / 72, resolution / 72)
    right, down = (tenths * 7.2 / 25.4 for tenths in offset)
    painter.translate(inset + right, inset + down)
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
