"""Papers on the screen and on paper: preview, the system's print dialog, saving as PDF.

A paper arrives as PDF bytes and is printed at its true size: nothing is fitted to a page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, QSizeF, Qt, Slot
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from reception.ui import theme
from reception.ui.files import FileChooser
from reception.ui.i18n import _
from reception.ui.kit.dialog import Dialog
from reception.ui.kit.layout import Scroll
from reception.ui.kit.text import Text
from reception.ui.printer import Printer, is_card

PREVIEW_WIDTH = 620
CARD_WIDTH = 400
Printed = Callable[[Sequence[int]], None]


@dataclass(frozen=True)
class FinishedPaper:
    """A paper ready to be shown: what the window calls it, the file it is saved as, the PDF."""

    title: str
    file_name: str
    pdf: bytes


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


class Preview(Dialog):
    """The pages of one or more papers; print them in one go or save them as PDF."""

    def __init__(
        self,
        papers: Sequence[FinishedPaper],
        printing: Printing,
        printed: Printed | None,
        parent: QWidget,
    ) -> None:
        title = papers[0].title if len(papers) == 1 else _("Papers")
        super().__init__(title, width=PREVIEW_WIDTH + 96, parent=parent)
        wear = theme.active()
        self._papers = tuple(papers)
        self._printing = printing
        self._printed = printed
        self._groups: list[list[int]] = []
        self._sent: list[int] = []
        self._came: set[int] = set()
        self.documents = [read_pdf(paper.pdf, self) for paper in papers]
        content = QWidget()
        column = QVBoxLayout(content)
        column.setSpacing(wear.px(16))
        for document in self.documents:
            self._add_pages(document, column, content)
        column.addStretch(1)
        scroll = Scroll(content, self)
        self.body.addWidget(scroll)
        self.trouble = Text("", "error", wrap=True, parent=self)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.question = Text(_("Did it come out of the printer?"), "strong", parent=self)
        self.question.hide()
        self.body.addWidget(self.question)
        screen = self.screen().availableGeometry()
        self.resize(self.minimumWidth(), min(wear.px(720), round(screen.height() * 0.9)))
        self.close_button = self.add_cancel(_("Close"))
        self.save_button = self.add_button(_("Save as PDF…"), key="Ctrl+S")
        self.save_button.clicked.connect(self._save)
        self.print_button = self.add_button(_("Print…"), "primary", key="Ctrl+P")
        self.print_button.clicked.connect(self._print)
        self.not_yet_button = self.add_button(_("Not yet"))
        self.not_yet_button.clicked.connect(self._not_yet)
        self.came_out_button = self.add_button(_("Yes, printed"), "primary")
        self.came_out_button.clicked.connect(self._came_out)
        for button in (self.not_yet_button, self.came_out_button):
            button.hide()
        self.print_button.setFocus()

    def _add_pages(self, document: QPdfDocument, column: QVBoxLayout, content: QWidget) -> None:
        wear, ratio = theme.active(), self.devicePixelRatio()
        points = document.pagePointSize(0).width()
        width = wear.px(PREVIEW_WIDTH if points > CARD_WIDTH else CARD_WIDTH)
        for image in page_images(document, round(width * ratio)):
            picture = QPixmap.fromImage(image)
            picture.setDevicePixelRatio(ratio)
            page = QLabel(content)
            page.setPixmap(picture)
            page.setStyleSheet(f"border: 1px solid {wear.palette.line};")
            column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)

    @Slot()
    def _save(self) -> None:
        self._printing.save(self._papers, self)

    @Slot()
    def _print(self) -> None:
        """Each paper goes to the printer of its kind: sheets in one job, cards in another."""
        self.trouble.hide()
        waiting = [one for one in range(len(self.documents)) if one not in self._came]
        kinds = dict.fromkeys(is_card(self._size(one)) for one in waiting)
        self._groups = [
            [one for one in waiting if is_card(self._size(one)) is kind] for kind in kinds
        ]
        self._next_group()

    def _size(self, place: int) -> QSizeF:
        return self.documents[place].pagePointSize(0)

    def _next_group(self) -> None:
        if not self._groups:
            self._ask()
            return
        group = self._groups.pop(0)
        documents = [self.documents[one] for one in group]
        title = self._papers[group[0]].title if len(group) == 1 else self.windowTitle()
        self._printing.printer.print_papers(documents, title, self, partial(self._done, group))

    def _done(self, group: list[int], sent: bool | None) -> None:
        """The printer took the papers, or could not; the other kind is tried all the same."""
        if sent:
            self._sent += group
        elif sent is False:
            self.trouble.setText(
                _("The printer did not take the paper. Choose another one, or save as PDF.")
            )
            self.trouble.show()
        self._next_group()

    def _ask(self) -> None:
        """Ask once whether what was sent came out."""
        if not self._sent:
            return
        if self._printed is None:
            if not self.trouble.isVisible():
                self.accept()
            return
        self._show_question(asked=True)
        self.came_out_button.setFocus()

    @Slot()
    def _came_out(self) -> None:
        """The papers are in the hand: they no longer wait; what no printer took still does."""
        came, self._sent = tuple(self._sent), []
        if self._printed is not None and came:
            self._printed(came)
        self._came.update(came)
        if len(self._came) == len(self.documents):
            self.accept()
        else:
            self._not_yet()

    @Slot()
    def _not_yet(self) -> None:
        """No paper, no toner: print again here, or later from the list on the Cards page."""
        self._sent = []
        self._show_question(asked=False)
        self.print_button.setText(_("Print again"))
        self.print_button.setFocus()

    def _show_question(self, *, asked: bool) -> None:
        self.question.setVisible(asked)
        for button in (self.not_yet_button, self.came_out_button):
            button.setVisible(asked)
        for button in (self.print_button, self.save_button, self.close_button):
            button.setVisible(not asked)


class Printing:
    """Shows papers; the printer and the file dialog are given, so that tests can stand in."""

    def __init__(self, files: FileChooser, printer: Printer) -> None:
        self._files = files
        self.printer = printer

    def show(
        self,
        papers: Sequence[FinishedPaper],
        parent: QWidget,
        *,
        printed: Printed | None = None,
    ) -> Preview:
        """Open the preview of papers, which are printed in one job for each kind of printer.

        `printed` is told the places of those that came out of the printer.
        """
        preview = Preview(papers, self, printed, parent)
        preview.open()
        return preview

    def save(self, papers: Sequence[FinishedPaper], parent: QWidget) -> None:
        """Ask for a file, or for a folder where there are several papers, and write there."""
        if len(papers) == 1:
            paper = papers[0]
            self._files.save_file(
                parent, paper.title, paper.file_name, "PDF (*.pdf)", _Writer(paper.pdf)
            )
        else:
            self._files.folder(parent, _("Save as PDF…"), _FolderWriter(papers))


class _Writer:
    """Writes bytes into the file that was chosen."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __call__(self, path: Path) -> None:
        path.write_bytes(self._content)


class _FolderWriter:
    """Writes several papers into the folder that was chosen, each under its own name."""

    def __init__(self, papers: Sequence[FinishedPaper]) -> None:
        self._papers = papers

    def __call__(self, folder: Path) -> None:
        for paper in self._papers:
            (folder / paper.file_name).write_bytes(paper.pdf)
