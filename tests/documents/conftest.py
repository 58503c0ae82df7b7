"""Reading papers back: text, page boxes, fonts and bar codes."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from reception.documents.style import MM
from reception.translation import Language, Translator, load_translator


class Printed:
    """A paper read back from its bytes."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        self._reader = PdfReader(io.BytesIO(pdf))

    @property
    def pages(self) -> list[str]:
        """The text of each page, white space as single spaces."""
        return [" ".join(page.extract_text().split()) for page in self._reader.pages]

    @property
    def text(self) -> str:
        """The whole text."""
        return " ".join(self.pages)

    @property
    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of each page in mm, two decimals."""
        boxes = [page.mediabox for page in self._reader.pages]
        return [(round(float(b.width) / MM, 2), round(float(b.height) / MM, 2)) for b in boxes]

    @property
    def fonts(self) -> dict[str, bool]:
        """Base font names and whether each is embedded."""
        found: dict[str, bool] = {}
        for page in self._reader.pages:
            resources = page["/Resources"]["/Font"]  # type: ignore[index]
            for font in _objects(resources.values()):
                descriptor = font.get("/FontDescriptor")
                embedded = descriptor is not None and "/FontFile2" in descriptor.get_object()
                found[str(font["/BaseFont"])] = embedded
        return found

    def has(self, words: str) -> bool:
        """Whether the words stand on the paper, however the lines were broken."""
        return " ".join(words.split()) in self.text


def _objects(values: Iterable[object]) -> list[DictionaryObject]:
    return [value.get_object() for value in values]  # type: ignore[attr-defined]


@pytest.fixture(params=list(Language), ids=str)
def language(request: pytest.FixtureRequest) -> Language:
    return Language(request.param)


@pytest.fixture
def translator(language: Language) -> Translator:
    return load_translator(language)
