"""A paper moved on its page stays the same paper, whole and readable."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from reception.documents.offset import moved_pages
from reception.documents.render import render
from reception.documents.style import MM
from reception.translation import Language, load_translator
from reception.values.choices import PaperKind
from tests.documents import samples


@pytest.mark.parametrize("kind", [PaperKind.CARD, PaperKind.APPLICATION, PaperKind.CARD_BATCH])
def test_every_page_is_moved_and_nothing_else(kind: PaperKind) -> None:
    master = render(kind, samples.paper(kind, Language.UK), load_translator(Language.UK))
    moved = moved_pages(master, right=15, down=-4)
    before = PdfReader(io.BytesIO(master)).pages
    after = PdfReader(io.BytesIO(moved), strict=True).pages
    assert len(before) == len(after)
    for old, new in zip(before, after, strict=True):
        assert float(new.mediabox.left) == pytest.approx(-1.5 * MM, abs=0.001)
        assert float(new.mediabox.bottom) == pytest.approx(-0.4 * MM, abs=0.001)
        assert float(new.mediabox.width) == pytest.approx(float(old.mediabox.width), abs=0.001)
        assert new.extract_text() == old.extract_text()


def test_without_an_offset_the_file_is_the_same() -> None:
    assert moved_pages(b"%PDF", right=0, down=0) == b"%PDF"


def test_another_program_s_file_is_refused() -> None:
    with pytest.raises(ValueError, match="not a paper of this program"):
        moved_pages(b"%PDF-1.7 /MediaBox[0 0 1 1] %%EOF", right=1, down=0)
