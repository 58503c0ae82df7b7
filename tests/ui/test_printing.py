"""Printing at true size, preview of several papers, saving, and a printer that does not begin."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
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
from reception.ui.printer import LinePrinter, Sent, Way, draw_papers, is_card, lp_arguments
from reception.ui.printing import FinishedPaper, Preview, Printing, page_images, read_pdf
from reception.values.choices import PaperKind
from tests.documents import samples
from tests.ui.house import until


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
        sent: Sent,
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
    return printing.show(papers, window, printed=lambda _came: printed.append("yes"))


def test_several_papers_go_to_the_printer_in_one_job(window: QWidget, tmp_path: Path) -> None:
    tray, printed = Tray(), list[str]()
    shown = preview(window, tray, tmp_path, printed)
    shown.print_button.click()
    assert tray.pages == [1, 1]
    assert shown.question.isVisible()
    assert printed == []
    shown.came_out_button.click()
    assert printed == ["yes"]


def test_what_did_not_come_out_is_printed_again(window: QWidget, tmp_path: Path) -> None:
    tray, printed = Tray(), list[str]()
    shown = preview(window, tray, tmp_path, printed)
    shown.print_button.click()
    shown.not_yet_button.click()
    assert not shown.question.isVisible()
    shown.print_button.click()
    assert tray.pages == [1, 1, 1, 1]
    shown.came_out_button.click()
    assert printed == ["yes"]


def test_offsets_move_the_page_by_what_was_measured(window: QWidget, tmp_path: Path) -> None:
    document = read_pdf(pdf(PaperKind.CARD), window)
    edges = []
    for offset in ((0, 0), (20, 30)):
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        target = tmp_path / f"out{offset[0]}.pdf"
        printer.setOutputFileName(str(target))
        assert draw_papers(printer, [document], offset)
        edges.append(_first_dark(target.read_bytes(), window))
    moved = [(after - before) / 300 * 25.4 for before, after in zip(*edges, strict=True)]
    assert moved == pytest.approx([2.0, 3.0], abs=0.2)


def _first_dark(printed: bytes, window: QWidget) -> tuple[int, int]:
    """The left and the upper edge of what is printed, in pixels of 300 dpi."""
    (image,) = page_images(read_pdf(printed, window), round(85.6 / 25.4 * 300))
    dark = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).lightness() < 128
    ]
    return min(x for x, _y in dark), min(y for _x, y in dark)


def test_lp_is_told_the_exact_medium() -> None:
    card = lp_arguments(Way("Zebra", "Card"), QSizeF(85.6 * MM, 53.98 * MM))
    assert card == [
        "-d",
        "Zebra",
        "-t",
        "Card",
        "-o",
        "media=Custom.85.6x53.98mm",
        "-o",
        "print-scaling=none",
        "-",
    ]
    assert "media=A4" in lp_arguments(Way("HP", "Sheet"), QSizeF(210 * MM, 297 * MM))


@pytest.mark.parametrize(("code", "taken"), [(0, True), (1, False)])
def test_papers_go_to_lp_one_after_the_other(
    window: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, taken: bool
) -> None:
    script = tmp_path / "lp"
    script.write_text(f"#!/bin/sh\ncat >> {tmp_path}/taken\nexit {code}\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    answers: list[bool | None] = []
    documents = [read_pdf(pdf(PaperKind.CARD), window) for _ in range(2)]
    LinePrinter(documents, Way("Zebra", "Card"), window, answers.append).start()
    until(lambda: answers, "lp")
    assert answers == [taken]
    assert (tmp_path / "taken").read_bytes() == pdf(PaperKind.CARD) * (2 if taken else 1)


def test_lp_is_told_what_was_chosen_in_the_dialog() -> None:
    way = Way("HP", "Sheet", copies=3, sides="two-sided-long-edge")
    told = lp_arguments(way, QSizeF(210 * MM, 297 * MM))
    assert told[-5:] == ["-o", "sides=two-sided-long-edge", "-n", "3", "-"]


def test_what_the_printer_is_off_moves_the_page_that_goes_to_lp(
    window: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "lp"
    script.write_text(f"#!/bin/sh\ncat >> {tmp_path}/taken\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    answers: list[bool | None] = []
    master = pdf(PaperKind.CARD)
    document = read_pdf(master, window)
    LinePrinter([document], Way("Zebra", "Card"), window, answers.append, (20, 30)).start()
    until(lambda: answers, "lp")
    edges = [_first_dark(one, window) for one in (master, (tmp_path / "taken").read_bytes())]
    moved = [(after - before) / 300 * 25.4 for before, after in zip(*edges, strict=True)]
    assert moved == pytest.approx([2.0, 3.0], abs=0.1)


class Picky(Tray):
    """Takes sheets and has no cards left."""

    def print_papers(
        self,
        documents: Sequence[QPdfDocument],
        title: str,
        parent: QWidget,
        sent: Sent,
    ) -> None:
        self.ready = not is_card(documents[0].pagePointSize(0))
        super().print_papers(documents, title, parent, sent)


def mixed(window: QWidget, tray: Tray, place: Path, came: list[list[int]]) -> Preview:
    kinds = (PaperKind.APPLICATION, PaperKind.CARD, PaperKind.DATA_CONSENT)
    papers = [FinishedPaper(kind.value, f"{kind.value}.pdf", pdf(kind)) for kind in kinds]
    printing = Printing(Folder(place), tray)
    return printing.show(papers, window, printed=lambda places: came.append(list(places)))


def test_each_paper_goes_to_the_printer_of_its_kind(window: QWidget, tmp_path: Path) -> None:
    tray, came = Tray(), list[list[int]]()
    jobs: list[list[bool]] = []
    take = tray.print_papers

    def keep(documents, title, parent, sent):
        jobs.append([is_card(one.pagePointSize(0)) for one in documents])
        take(documents, title, parent, sent)

    tray.print_papers = keep  # type: ignore[method-assign]
    shown = mixed(window, tray, tmp_path, came)
    shown.print_button.click()
    assert jobs == [[False, False], [True]]
    shown.came_out_button.click()
    assert came == [[0, 2, 1]]


def test_what_one_printer_refuses_still_waits(window: QWidget, tmp_path: Path) -> None:
    came: list[list[int]] = []
    shown = mixed(window, Picky(), tmp_path, came)
    shown.print_button.click()
    assert shown.question.isVisible()
    assert shown.trouble.isVisible()
    shown.came_out_button.click()
    assert came == [[0, 2]]
    assert shown.isVisible()
    assert shown.print_button.isVisible()
    shown.close_button.click()


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
