"""Papers beside bare reportlab drawing as much: the same fonts, the same bars, as many lines."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
import segno
from pytest_benchmark.fixture import BenchmarkFixture
from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from reception.documents.card_design import CardDesign
from reception.documents.fonts import BOLD, REGULAR, register_fonts
from reception.documents.render import render
from reception.translation import Language, load_translator
from reception.values.choices import PaperKind, Symbology
from tests.documents.samples import NUMBER, batch, card, paper

CR80 = (242.646, 153.014)


@pytest.mark.benchmark(group="paper: one card")
def test_floor_of_a_card(benchmark: BenchmarkFixture) -> None:
    register_fonts()

    def draw() -> bytes:
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=CR80, initialFontName=REGULAR)
        canvas.rect(13, 130, 216, 3, stroke=0, fill=1)
        for line, size in enumerate((15, 9, 7, 7, 7)):
            canvas.setFont(BOLD if line == 0 else REGULAR, size)
            canvas.drawString(13, 110 - 14 * line, "Семейная карта «Тихий двор»")
        Code128(NUMBER, barWidth=0.94, barHeight=30, quiet=False).drawOn(canvas, 13, 28)
        canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    assert benchmark(draw)


@pytest.mark.benchmark(group="paper: one card")
def test_a_card(benchmark: BenchmarkFixture) -> None:
    translator = load_translator(Language.RU)
    pdf = benchmark(lambda: render(PaperKind.CARD, card(Language.RU), translator))
    assert len(pdf) < 60_000


@pytest.mark.benchmark(group="paper: a page of text")
def test_floor_of_a_page(benchmark: BenchmarkFixture) -> None:
    register_fonts()
    style = ParagraphStyle("floor", fontName=REGULAR, fontSize=10, leading=13)
    words = "Прошу присоединить меня к программе лояльности клиники на её условиях. " * 3

    def draw() -> bytes:
        buffer = io.BytesIO()
        document = SimpleDocTemplate(buffer, pagesize=A4, initialFontName=REGULAR)
        document.build([Paragraph(words, style) for _ in range(14)])
        return buffer.getvalue()

    assert benchmark(draw)


@pytest.mark.benchmark(group="paper: a page of text")
def test_an_application(benchmark: BenchmarkFixture) -> None:
    translator = load_translator(Language.RU)
    sample = paper(PaperKind.APPLICATION, Language.RU)
    pdf = benchmark(lambda: render(PaperKind.APPLICATION, sample, translator))
    assert len(pdf) < 60_000


@pytest.mark.benchmark(group="paper: 1 000 cards in one file")
def test_floor_of_a_thousand_cards(benchmark: BenchmarkFixture) -> None:
    register_fonts()
    numbers = batch(Language.RU, 1000).numbers

    def draw() -> bytes:
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=CR80, initialFontName=REGULAR)
        for number in numbers:
            canvas.rect(13, 130, 216, 3, stroke=0, fill=1)
            for line, size in enumerate((15, 9, 7, 7, 7)):
                canvas.setFont(BOLD if line == 0 else REGULAR, size)
                canvas.drawString(13, 110 - 14 * line, "Семейная карта «Тихий двор»")
            Code128(number, barWidth=0.94, barHeight=30, quiet=False).drawOn(canvas, 13, 28)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    assert benchmark(draw)


@pytest.mark.benchmark(group="paper: 1 000 cards in one file, QR")
def test_floor_of_a_thousand_qr_cards(benchmark: BenchmarkFixture) -> None:
    register_fonts()
    numbers = batch(Language.RU, 1000).numbers

    def draw() -> bytes:
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=CR80, initialFontName=REGULAR)
        for number in numbers:
            canvas.rect(13, 130, 216, 3, stroke=0, fill=1)
            for line, size in enumerate((15, 9, 7, 7, 7)):
                canvas.setFont(BOLD if line == 0 else REGULAR, size)
                canvas.drawString(13, 110 - 14 * line, "Семейная карта «Тихий двор»")
            path = canvas.beginPath()
            for y, line_ in enumerate(segno.make_qr(number, error="m", boost_error=False).matrix):
                for x, dark in enumerate(line_):
                    if dark:
                        path.rect(13 + x * 1.2, 60 - y * 1.2, 1.2, 1.2)
            canvas.drawPath(path, stroke=0, fill=1)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    assert benchmark(draw)


@pytest.mark.benchmark(group="paper: 1 000 cards in one file, QR")
def test_a_thousand_qr_cards(benchmark: BenchmarkFixture) -> None:
    assert len(benchmark(_thousand(Symbology.QR))) < 3_000_000


@pytest.mark.benchmark(group="paper: 1 000 cards in one file")
@pytest.mark.parametrize("symbology", [Symbology.CODE_128, Symbology.EAN_13], ids=str)
def test_a_thousand_cards(benchmark: BenchmarkFixture, symbology: Symbology) -> None:
    assert len(benchmark(_thousand(symbology))) < 3_000_000


def _thousand(symbology: Symbology) -> Callable[[], bytes]:
    translator = load_translator(Language.RU)
    data = batch(Language.RU, 1000)
    data = replace(data, card=replace(data.card, design=CardDesign(symbology=symbology)))
    return lambda: render(PaperKind.CARD_BATCH, data, translator)
