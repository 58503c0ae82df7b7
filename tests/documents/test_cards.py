"""Cards: every field, exact measures, and bar codes that desk scanners read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
import zxingcpp
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from reception.documents.barcodes import draw_code128
from reception.documents.render import render
from reception.errors import InvalidInput
from reception.translation import Language, Translator, load_translator
from reception.values.choices import PaperKind
from tests.documents import samples
from tests.documents.conftest import Printed

FIELDS = {
    Language.RU: ("Семейная карта. Принадлежит семейному счёту.", "редакция на день выдачи"),
    Language.UK: ("Сімейна картка. Належить сімейному рахунку.", "редакція на день видачі"),
    Language.EN: ("Family card. Belongs to the family account.", "the version of the day of issue"),
}
SAME_RIGHTS = {
    Language.RU: "Даёт те же права, что и пластиковая",
    Language.UK: "Дає ті самі права, що й пластикова",
    Language.EN: "It has the same rights as a plastic one",
}


@pytest.mark.parametrize("kind", [PaperKind.CARD, PaperKind.PAPER_CARD], ids=str)
def test_every_field_is_there(kind: PaperKind, language: Language, translator: Translator) -> None:
    paper = Printed(render(kind, samples.paper(kind, language), translator))
    card = samples.card(language)
    for words in (
        card.clinic_name,
        card.programme_name,
        "0100 0000 0424",
        card.phone,
        *FIELDS[language],
    ):
        assert paper.has(words), words
    assert paper.has(SAME_RIGHTS[language]) is (kind is PaperKind.PAPER_CARD)


def gray(pdf: bytes, dpi: int) -> Iterator[tuple[bytes, int, int]]:
    """Pages rendered by QtPdf at a printer's resolution, as rows of gray bytes."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    for page in range(document.pageCount()):
        points = document.pagePointSize(page)
        size = QSize(round(points.width() / 72 * dpi), round(points.height() / 72 * dpi))
        drawn = document.render(page, size)
        image = QImage(size, QImage.Format.Format_Grayscale8)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        painter.drawImage(0, 0, drawn)
        painter.end()
        rows = bytes(image.constBits())
        line = image.bytesPerLine()
        packed = b"".join(rows[y * line : y * line + size.width()] for y in range(size.height()))
        yield packed, size.height(), size.width()
    document.close()
    buffer.close()


def codes(pdf: bytes, dpi: int) -> list[str]:
    found: list[str] = []
    for rows, height, width in gray(pdf, dpi):
        image = memoryview(rows).cast("B", shape=[height, width])
        found += [code.text for code in zxingcpp.read_barcodes(image)]
    return found


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("kind", [PaperKind.CARD, PaperKind.PAPER_CARD], ids=str)
def test_the_bar_code_is_read_back(kind: PaperKind, dpi: int, qapp: object) -> None:
    translator = load_translator(Language.RU)
    pdf = render(kind, samples.paper(kind, Language.RU), translator)
    assert codes(pdf, dpi) == [samples.NUMBER]


def test_the_recovery_key_is_read_back(qapp: object) -> None:
    data = samples.paper(PaperKind.RECOVERY_SHEET, Language.RU)
    pdf = render(PaperKind.RECOVERY_SHEET, data, load_translator(Language.RU))
    assert codes(pdf, 203) == [data.key]


def test_long_names_are_set_smaller_until_they_fit(translator: Translator) -> None:
    card = replace(
        samples.card(Language.RU),
        clinic_name="Центр семейной медицины и здорового материнства имени академика Воздвиженского на Преображенской улице, 120",
        programme_name="Семейная карта постоянного гостя клиники",
        holder_name="Константинопольская-Преображенская Аполлинария Константиновна",
    )
    paper = Printed(render(PaperKind.CARD, card, translator))
    assert paper.has(card.clinic_name)
    assert paper.has(card.holder_name)


def test_a_name_too_long_for_any_size_is_refused(translator: Translator) -> None:
    card = replace(samples.card(Language.RU), clinic_name="Клиника " * 60)
    with pytest.raises(InvalidInput) as refused:
        render(PaperKind.CARD, card, translator)
    assert refused.value.code == "too_long"


@pytest.mark.parametrize("number", ["12345", "12a4", "", "１２"])
def test_only_an_even_number_of_digits_becomes_a_bar_code(number: str) -> None:
    from reportlab.pdfgen.canvas import Canvas

    with pytest.raises(InvalidInput):
        draw_code128(Canvas(io.BytesIO()), number, 0, 0, height=9)
