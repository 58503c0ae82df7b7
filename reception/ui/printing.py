"""Papers on the screen and on paper: preview, the system's print dialog, saving as PDF.

A paper arrives as PDF bytes and is printed at its true size: nothing is fitted to a page.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSize, QSizeF, Qt, Slot
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from reception.ui import theme
from reception.ui.files import FileChooser
from reception.ui.i18n import _
from reception.ui.kit.dialog import Dialog
from reception.ui.kit.layout import Scroll

A4_DPI, CARD_DPI = 300, 600
PREVIEW_WIDTH = 620


def read_pdf(pdf: bytes, parent: QWidget) -> QPdfDocument:
    """The paper as Qt reads it; it belongs to `parent`."""
    document = QPdfDocument(parent)
    buffer = QBuffer(document)
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document


def page_images(document: QPdfDocument, width: int) -> list[QImage]:
    """Every page, `width` pixels wide, on white."""
    images = []
    for number in range(document.pageCount()):
        size = document.pagePointSize(number)
        height = round(width * size.height() / size.width())
        picture = document.render(number, QSize(width, height))
        white = QImage(picture.size(), QImage.Format.Format_RGB32)
        white.fill(Qt.GlobalColor.white)
        painter = QPainter(white)
        painter.drawImage(0, 0, picture)
        painter.end()
        images.append(white)
    return images


class Printer(Protocol):
    """Whatever puts a paper on paper: the system, or a stand-in of a test."""

    def print_paper(
        self, document: QPdfDocument, title: str, parent: QWidget
    ) -> QPrintDialog | None:
        """Print the paper; the dialog that asks first, or None where it was printed at once."""
        ...


class SystemPrinter:
    """Prints through the dialog of the system."""

    def print_paper(self, document: QPdfDocument, title: str, parent: QWidget) -> QPrintDialog:
        """Ask for the printer, then print every page at its true size."""
        size = document.pagePointSize(0)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setPageSize(_page_size(size))
        printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        printer.setFullPage(True)
        printer.setPageMargins(QMarginsF(0, 0, 0, 0))
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle(title)
        _Printing(document, printer, dialog)
        QDialog.open(dialog)  # its own `open` wants a receiver in the old style
        return dialog


class _Printing(QWidget):
    """Waits for the dialog and prints; owned by it, so it goes with it."""

    def __init__(self, document: QPdfDocument, printer: QPrinter, dialog: QPrintDialog) -> None:
        super().__init__(dialog)
        self.hide()
        self._document = document
        self._printer = printer
        dialog.accepted.connect(self.print_pages)
        dialog.finished.connect(dialog.deleteLater)

    @Slot()
    def print_pages(self) -> None:
        """Draw every page at points / 72 × resolution, never at the page's rectangle."""
        painter = QPainter(self._printer)
        for number in range(self._document.pageCount()):
            if number:
                self._printer.newPage()
            size = self._document.pagePointSize(number)
            dpi = min(self._printer.resolution(), A4_DPI if size.width() > 300 else CARD_DPI)
            pixels = QSize(round(size.width() / 72 * dpi), round(size.height() / 72 * dpi))
            image = self._document.render(number, pixels)
            factor = self._printer.resolution() / dpi
            painter.save()
            painter.scale(factor, factor)
            painter.drawImage(0, 0, image)
            painter.restore()
        painter.end()


def _page_size(points: QSizeF) -> QPageSize:
    millimetres = QSizeF(points.width() * 25.4 / 72, points.height() * 25.4 / 72)
    return QPageSize(
        millimetres, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch
    )


class Preview(Dialog):
    """The pages of a paper; print it or save it as PDF."""

    def __init__(
        self,
        pdf: bytes,
        title: str,
        file_name: str,
        printing: Printing,
        printed: Callable[[], None] | None,
        parent: QWidget,
    ) -> None:
        super().__init__(title, width=PREVIEW_WIDTH + 96, parent=parent)
        wear = theme.active()
        self._pdf = pdf
        self._file_name = file_name
        self._printing = printing
        self._printed = printed
        self.document = read_pdf(pdf, self)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setSpacing(wear.px(16))
        ratio = self.devicePixelRatio()
        points = self.document.pagePointSize(0).width()
        width = wear.px(PREVIEW_WIDTH if points > 300 else 400)
        for image in page_images(self.document, round(width * ratio)):
            picture = QPixmap.fromImage(image)
            picture.setDevicePixelRatio(ratio)
            page = QLabel(content)
            page.setPixmap(picture)
            page.setStyleSheet(f"border: 1px solid {wear.palette.line};")
            column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        scroll = Scroll(content, self)
        self.body.addWidget(scroll)
        screen = self.screen().availableGeometry()
        self.resize(self.minimumWidth(), min(wear.px(720), round(screen.height() * 0.9)))
        self.close_button = self.add_cancel(_("Close"))
        self.save_button = self.add_button(_("Save as PDF…"), key="Ctrl+S")
        self.save_button.clicked.connect(self._save)
        self.print_button = self.add_button(_("Print…"), "primary", key="Ctrl+P")
        self.print_button.clicked.connect(self._print)
        self.print_button.setFocus()

    @Slot()
    def _save(self) -> None:
        self._printing.save(self._pdf, self.windowTitle(), self._file_name, self)

    @Slot()
    def _print(self) -> None:
        dialog = self._printing.printer.print_paper(self.document, self.windowTitle(), self)
        if dialog is None:
            self._done()
        else:
            dialog.accepted.connect(self._done)

    @Slot()
    def _done(self) -> None:
        if self._printed is not None:
            self._printed()
        self.accept()


class Printing:
    """Shows papers; the printer and the file dialog are given, so that tests can stand in."""

    def __init__(self, files: FileChooser, printer: Printer) -> None:
        self._files = files
        self.printer = printer

    def show(
        self,
        pdf: bytes,
        title: str,
        file_name: str,
        parent: QWidget,
        *,
        printed: Callable[[], None] | None = None,
    ) -> Preview:
        """Open the preview; `printed` is called when the paper went to a printer."""
        preview = Preview(pdf, title, file_name, self, printed, parent)
        preview.open()
        return preview

    def save(self, pdf: bytes, title: str, file_name: str, parent: QWidget) -> None:
        """Ask for a place and write the PDF there."""
        self._files.save_file(parent, title, file_name, "PDF (*.pdf)", _Writer(pdf))


class _Writer:
    """Writes bytes into the file that was chosen."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __call__(self, path: Path) -> None:
        path.write_bytes(self._content)
