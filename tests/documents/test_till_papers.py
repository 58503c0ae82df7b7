"""The price before the service and the slip for the till, read back in every language."""

from __future__ import annotations

import pytest

from reception.documents.render import read_payload, render, write_payload
from reception.translation import Language, load_translator
from reception.values.choices import PaperKind
from tests.documents.conftest import Printed
from tests.documents.samples import paper


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            Language.RU,
            ("Цена до услуги", "Первый приём врача", "3 200 ₽", "Всего: 4 000 ₽", "согласовано"),
        ),
        (
            Language.UK,
            ("Ціна до послуги", "Знімок зуба", "800 ₽", "Разом: 4 000 ₽", "погоджено"),
        ),
        (
            Language.EN,
            ("Price before the service", "X-ray of a tooth", "800 ₽", "agreed", "you decide"),
        ),
    ],
)
def test_the_price_before_the_service(language: Language, words: tuple[str, ...]) -> None:
    data = paper(PaperKind.ESTIMATE, language)
    stored = read_payload(PaperKind.ESTIMATE, write_payload(data))
    sheet = Printed(render(PaperKind.ESTIMATE, stored, load_translator(language)))
    for word in words:
        assert sheet.has(word), word
    for shy in ("только", "всего лишь", "лише", "only", "just", "unfortunately"):
        assert not sheet.has(shy), shy


@pytest.mark.parametrize("language", list(Language))
def test_the_slip_for_the_till_names_no_service(language: Language) -> None:
    data = paper(PaperKind.TILL_SLIP, language)
    sheet = Printed(render(PaperKind.TILL_SLIP, data, load_translator(language)))
    assert sheet.has("224")
    assert sheet.has("80 %") or sheet.has("80%")
    assert sheet.has(load_translator(language).money(57_600, "RUB"))
