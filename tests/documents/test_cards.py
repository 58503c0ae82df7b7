"""Cards: every field, exact measures, and bar codes that desk scanners read."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import zxingcpp
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from reception.documents.barcodes import draw_code128
from reception.documents.card_design import CardDesign, checked_design, checked_logo
from reception.documents.render import read_payload, render, write_payload
from reception.errors import InvalidInput
from reception.translation import Language, Translator, load_translator
from reception.values.card_number import ean_digit
from reception.values.choices import CardLayout, PaperKind, Symbology
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


@pytest.mark.parametrize("number", ["12a4", "", "１２"])
def test_only_digits_become_a_bar_code(number: str) -> None:
    from reportlab.pdfgen.canvas import Canvas

    with pytest.raises(InvalidInput):
        draw_code128(Canvas(io.BytesIO()), number, 0, 0, height=9)


def test_a_name_on_a_dark_card_stands_out_and_the_code_is_still_read(qapp: object) -> None:
    design = CardDesign(ground="#12303A", accent="#FFD27A", ink="#FFFFFF", line="Ждём вас")
    for symbology in Symbology:
        card = replace(samples.card(Language.RU), design=replace(design, symbology=symbology))
        pdf = render(PaperKind.CARD, card, load_translator(Language.RU))
        assert Printed(pdf).has("Ждём вас")
        for dpi in (203, 300):
            read = codes(pdf, dpi)
            assert read in ([samples.NUMBER], [f"{samples.NUMBER}{ean_digit(samples.NUMBER)}"])


@pytest.mark.parametrize("number", ["0000004711", "79927398713", "12345678901234567890"])
def test_numbers_of_other_shapes_are_read_back(number: str, qapp: object) -> None:
    for symbology in Symbology:
        card = replace(
            samples.card(Language.RU), number=number, design=CardDesign(symbology=symbology)
        )
        pdf = render(PaperKind.CARD, card, load_translator(Language.RU))
        assert codes(pdf, 300) == [number]


def test_logo_and_back_are_drawn(translator: Translator) -> None:
    design = CardDesign(
        logo=base64.b64encode(samples.logo()).decode(), has_back=True, back="Ждём вас снова."
    )
    card = replace(samples.card(translator.language), design=design)
    paper = Printed(render(PaperKind.CARD, card, translator))
    assert paper.sizes == [(85.6, 53.98)] * 2
    assert "Ждём вас снова." in paper.pages[1]
    assert read_payload(PaperKind.CARD, write_payload(card)) == card


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ground": "red"}, "ground"),
        ({"ink": "#EEEEEE"}, "ink"),
        ({"accent": "#FFFF00"}, "accent"),
        ({"line": "А" * 81}, "line"),
        ({"back": "А" * 301}, "back"),
        ({"logo": "***"}, "logo"),
        ({"logo": base64.b64encode(b"GIF89a" + b"0" * 40).decode()}, "logo"),
        ({"logo": base64.b64encode(samples.logo(20, 20)).decode()}, "logo"),
        ({"logo": base64.b64encode(samples.logo()[:200]).decode()}, "logo"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_design(CardDesign(**change))
    assert refused.value.field == field


def test_a_logo_of_many_pixels_or_bytes_is_refused() -> None:
    with pytest.raises(InvalidInput):
        checked_logo(samples.logo(2001, 100))
    with pytest.raises(InvalidInput):
        checked_logo(samples.logo() + b"0" * 200_000)


@pytest.mark.parametrize("layout", list(CardLayout), ids=str)
def test_every_card_of_a_batch_bears_its_own_number(layout: CardLayout, qapp: object) -> None:
    data = samples.batch(Language.RU, 13, layout)
    pdf = render(PaperKind.CARD_BATCH, data, load_translator(Language.RU))
    paper = Printed(pdf)
    if layout is CardLayout.CR80:
        assert paper.sizes == [(85.6, 53.98)] * 13
    else:
        assert paper.sizes == [(210.0, 297.0)] * 2
    assert sorted(codes(pdf, 203)) == sorted(data.numbers)


def test_backs_follow_their_fronts(translator: Translator) -> None:
    card = replace(samples.card(Language.RU), design=CardDesign(has_back=True))
    for layout, pages in ((CardLayout.CR80, 6), (CardLayout.TEN_ON_A4, 2)):
        data = replace(samples.batch(Language.RU, 3, layout), card=card)
        assert len(Printed(render(PaperKind.CARD_BATCH, data, translator)).sizes) == pages


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Абвгдеёжзи" * 12, "АбвгдеёжзиАбвгдеёжзиАбвг…"),
        (" ".join(["Ширококрылоширококрылов", *["Щ" * 30] * 5]), "Ширококрылоширококрылов Щ. Щ."),
        ("O’Brien Siobhán", "O’Brien Siobhán"),
        ("Ли", "Ли"),
    ],
)
def test_no_holder_s_name_is_too_long_for_a_card(
    name: str, printed: str, translator: Translator
) -> None:
    card = replace(samples.card(translator.language), holder_name=name)
    assert Printed(render(PaperKind.CARD, card, translator)).has(printed)
