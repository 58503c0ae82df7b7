"""Printing at true size, preview of several papers, saving, and a printer that does not begin."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QSizeF
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reception.documents.render import render
from reception.documents.style import MM
from reception.translation import Language, load_translator
from reception.ui import theme
from reception.ui.files import FileChooser
from reception.ui.printer import draw_papers, is_card
from reception.ui.printing import FinishedPaper, Preview, Printing, read_pdf
from reception.values.choices import PaperKind
from tests.documents import samples


class Tray:
    """A printer that keeps what it is given, or refuses it."""

    def __init__(self, *, ready: bool = True) -> None:
        self.ready = ready
        self.pages: list[int] = []

    def print_papers(
        self,
        documents: Sequence[QPdfDocument],
        title: str,
        parent: QWidget,
        sent: Callable[[bool], None],
    ) -> None:
        if self.ready:
            self.pages += [document.pageCount() for document in documents]
        sent(self.ready)


class Folder(FileChooser):
    """Answers every question with one place."""

    def __init__(self, place: Path) -> None:
        super().__init__()
        self.place = place

    def save_file(self, parent, title, suggested, filters, chosen):
        chosen(self.place / suggested)

    def folder(self, parent, title, chosen):
        chosen(self.place)


def pdf(kind: PaperKind) -> bytes:
    return render(kind, samples.paper(kind, Language.RU), load_translator(Language.RU))


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    theme.active()
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def preview(window: QWidget, tray: Tray, place: Path, printed: list[str]) -> Preview:
    printing = Printing(Folder(place), tray)
    papers = [
        FinishedPaper("Application", "papers-1.pdf", pdf(PaperKind.APPLICATION)),
        FinishedPaper("Consent", "papers-2.pdf", pdf(PaperKind.DATA_CONSENT)),
    ]
    return printing.show(papers, window, printed=lambda: printed.append("yes"))


def test_several_papers_go_to_the_printer_in_one_job(window: QWidget, tmp_path: Path) -> None:
    tray, printed = Tray(), list[str]()
    shown = preview(window, tray, tmp_path, printed)
    shown.print_button.click()
    assert tray.pages == [1, 1]
    assert printed == ["yes"]


def test_a_printer_that_is_gone_is_said_and_nothing_is_marked(
    window: QWidget, tmp_path: Path
) -> None:
    tray, printed = Tray(ready=False), list[str]()
    shown = preview(window, tray, tmp_path, printed)
    shown.print_button.click()
    assert printed == []
    assert shown.trouble.isVisible()
    shown.close_button.click()


def test_papers_are_saved_into_a_folder_each_by_itself(window: QWidget, tmp_path: Path) -> None:
    shown = preview(window, Tray(), tmp_path, [])
    shown.save_button.click()
    assert (tmp_path / "papers-1.pdf").read_bytes() == pdf(PaperKind.APPLICATION)
    assert (tmp_path / "papers-2.pdf").read_bytes() == pdf(PaperKind.DATA_CONSENT)
    shown.close_button.click()


@pytest.mark.parametrize("kind", [PaperKind.CARD, PaperKind.APPLICATION], ids=str)
def test_pages_are_printed_at_their_true_size(
    kind: PaperKind, window: QWidget, tmp_path: Path
) -> None:
    document = read_pdf(pdf(kind), window)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    target = tmp_path / "out.pdf"
    printer.setOutputFileName(str(target))
    assert draw_papers(printer, [document])
    page = PdfReader(io.BytesIO(target.read_bytes())).pages[0].mediabox
    width, height = (85.6, 53.98) if kind is PaperKind.CARD else (210.0, 297.0)
    assert float(page.width) / MM == pytest.approx(width, abs=0.4)
    assert float(page.height) / MM == pytest.approx(height, abs=0.4)


def test_a_card_is_told_from_a_sheet() -> None:
    assert is_card(QSizeF(242.6, 153.0))
    assert not is_card(QSizeF(595.3, 841.9))
