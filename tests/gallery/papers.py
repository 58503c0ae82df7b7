"""Every paper in every language, each page as a picture."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from reception.bootstrap import starter_terms_text
from reception.documents.payloads import Approval
from reception.documents.render import render
from reception.documents.rules_content import SheetFacts, rules_sheet
from reception.rules.service_names import STANDARD_GROUPS
from reception.rules.starter import starter_terms
from reception.translation import Language, load_translator
from reception.values.choices import CardLayout, Country, Job, PaperKind
from tests.documents.samples import NUMBER, batch, clinic, imprint, paper

DPI = 110
CARD_DPI = 300
CARD_SIZED = ("card", "card_batch", "calibration_card")
TODAY = date(2026, 11, 2)


def rules_sample(language: Language, *, large_print: bool = False) -> Any:
    """The rules sheet of the starter terms."""
    country = Country.UA if language is Language.UK else Country.RU
    terms = starter_terms(
        starter_terms_text(country),
        valid_from=date(2026, 1, 1),
        country=country,
        currency="UAH" if country is Country.UA else "RUB",
        time_zone="Europe/Kyiv" if country is Country.UA else "Europe/Moscow",
    )
    facts = SheetFacts(
        clinic=clinic(language),
        approval=Approval("17-л", date(2025, 12, 1), "А. И. Орлова"),
        complaints_contact="Анна Орлова, +7 383 200-10-21",
        complaints_days=10,
        day=TODAY,
        groups=tuple(STANDARD_GROUPS),
    )
    translator = load_translator(language)
    return rules_sheet(
        terms, facts, imprint(), translator, card_number=NUMBER, large_print=large_print
    )


def samples(language: Language) -> Iterator[tuple[str, PaperKind, Any]]:
    """Name, kind and payload of every paper there is."""
    for kind in PaperKind:
        if kind is PaperKind.RULES_SHEET:
            yield "rules_sheet", kind, rules_sample(language)
            yield "rules_sheet_large", kind, rules_sample(language, large_print=True)
        elif kind is PaperKind.CUE_CARD:
            for job in Job:
                yield f"cue_card_{job}", kind, replace(paper(kind, language), job=job)
        else:
            yield kind.value, kind, paper(kind, language)
    test_card = replace(paper(PaperKind.CALIBRATION, language), on_card=True)
    yield "calibration_card", PaperKind.CALIBRATION, test_card
    yield "cards_on_a4", PaperKind.CARD_BATCH, batch(language, 10, CardLayout.TEN_ON_A4)


def pages_of(pdf: bytes, dpi: int) -> Iterator[QImage]:
    """The pages of a PDF on white, as Qt shows them."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    for number in range(document.pageCount()):
        size = document.pagePointSize(number)
        pixels = QSize(round(size.width() * dpi / 72), round(size.height() * dpi / 72))
        page = QImage(pixels, QImage.Format.Format_RGB32)
        page.fill(QColor("white"))
        painter = QPainter(page)
        painter.drawImage(0, 0, document.render(number, pixels))
        painter.end()
        yield page
    document.close()


def draw_papers(out: Path) -> int:
    """Write all papers below `out`; answers how many pictures there are."""
    count = 0
    for language in Language:
        folder = out / "papers" / language.value
        folder.mkdir(parents=True, exist_ok=True)
        for name, kind, data in samples(language):
            pdf = render(kind, data, load_translator(language))
            dpi = CARD_DPI if name in CARD_SIZED else DPI
            for number, page in enumerate(pages_of(pdf, dpi), 1):
                page.save(str(folder / f"{name}-{number}.png"))
                count += 1
    return count
