"""The typeface of the papers: one family, and a fallback for the signs it lacks.

Papers embed these fonts and no others, so that every printer shows every letter; a character
that neither font has is refused before it becomes a black box.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from xml.sax.saxutils import escape

from reception.errors import InvalidInput
from reception.paths import resources_directory
from reception.translation import msg

REGULAR = "Sheet"
BOLD = "Sheet-Bold"
FALLBACK = "Sheet-Signs"
FALLBACK_BOLD = "Sheet-Signs-Bold"
FILES = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    FALLBACK: "DejaVuSans.ttf",
    FALLBACK_BOLD: "DejaVuSans-Bold.ttf",
}
_BREAKS = "\n\u00ad"


@cache
def register_fonts() -> None:
    """Make the fonts known to reportlab, once a process."""
    from reportlab.lib.fonts import addMapping
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resources_directory() / "fonts" / file)))
    for regular, bold in ((REGULAR, BOLD), (FALLBACK, FALLBACK_BOLD)):
        for italic in (0, 1):
            addMapping(regular, 0, italic, regular)
            addMapping(regular, 1, italic, bold)


@cache
def covered(font: str) -> frozenset[int]:
    """The code points a font draws."""
    from reportlab.pdfbase import pdfmetrics

    register_fonts()
    return frozenset(pdfmetrics.getFont(font).face.charToGlyph)


@cache
def drawable() -> frozenset[str]:
    """Every character some font of the papers draws, and the line breaks that need no glyph."""
    return frozenset(chr(code) for code in covered(REGULAR) | covered(FALLBACK)) | set(_BREAKS)


@cache
def _in_main_font() -> frozenset[str]:
    return frozenset(chr(code) for code in covered(REGULAR)) | set(_BREAKS)


def missing_characters(text: str) -> list[str]:
    """Characters of `text` that no font of the papers can draw, in order, each once."""
    whole = tidy(text)
    if drawable().issuperset(whole):
        return []
    return list(dict.fromkeys(ch for ch in whole if ch not in drawable()))


def tidy(text: str) -> str:
    """Composed letters where they exist, tabs as spaces."""
    return unicodedata.normalize("NFC", text).replace("\t", " ")


def check_letters(text: str) -> str:
    """`text`, composed; raises InvalidInput where a letter cannot be printed."""
    lacking = missing_characters(text)
    if lacking:
        signs = ", ".join(_named(ch) for ch in lacking[:5])
        raise InvalidInput(
            msg(
                "“{value}” has characters that cannot be printed: {signs}. Allowed: Latin and"
                " Cyrillic letters, digits and common signs.",
                value=_shown(text),
                signs=signs,
            ),
            code="unprintable",
        )
    return tidy(text)


def _named(character: str) -> str:
    return f"U+{ord(character):04X}"


def _shown(text: str) -> str:
    return "".join(ch if ch.isprintable() else " " for ch in text[:60])


def runs(text: str) -> list[tuple[bool, str]]:
    """`text` cut into runs: (needs the fallback font, characters).

    Raises InvalidInput where a letter cannot be printed.
    """
    words = check_letters(text)
    main = _in_main_font()
    if main.issuperset(words):
        return [(False, words)]
    cut: list[tuple[bool, str]] = []
    for ch in words:
        fallback = ch not in main
        if cut and cut[-1][0] == fallback:
            cut[-1] = (fallback, cut[-1][1] + ch)
        else:
            cut.append((fallback, ch))
    return cut


def marked(text: str, *, bold: bool = False) -> str:
    """Paragraph markup of a plain text: escaped, signs in the fallback font, line breaks kept."""
    other = FALLBACK_BOLD if bold else FALLBACK
    parts = [
        f'<font name="{other}">{escape(part)}</font>' if fallback else escape(part)
        for fallback, part in runs(text)
    ]
    markup = "".join(parts).replace("\n", "<br/>")
    return f'<font name="{BOLD}">{markup}</font>' if bold else markup
