"""How a clinic's cards look: colours, logo, own words, bar code; a frozen value in the payload.

The form that edits it is on the Cards page; what cannot be read or scanned is refused here.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
from dataclasses import dataclass

from reception.errors import InvalidInput
from reception.translation import Message, msg
from reception.values.choices import Symbology

WHITE, INK, ACCENT = "#FFFFFF", "#1B2326", "#12646F"
LARGEST_LOGO = 200_000
"""Bytes of the picture as it is kept."""
SMALLEST_SIDE, LARGEST_SIDE = 60, 2000
LONGEST_LINE, LONGEST_BACK = 80, 300
LEAST_CONTRAST = 4.5
"""WCAG 2.1, 1.4.3: text on its ground."""

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class CardDesign:
    """Front and back of a card in one language; the logo is a PNG in base64."""

    ground: str = WHITE
    accent: str = ACCENT
    ink: str = INK
    logo: str = ""
    symbology: Symbology = Symbology.CODE_128
    line: str = ""
    """The clinic's own words on the front."""
    back: str = ""
    has_back: bool = False
    shows_holder: bool = False


def checked_design(design: CardDesign) -> CardDesign:
    """The design, if its words can be read and its logo is one; else raises InvalidInput."""
    for field, colour in (
        ("ground", design.ground),
        ("accent", design.accent),
        ("ink", design.ink),
    ):
        if not _COLOUR.fullmatch(colour):
            raise InvalidInput(
                msg("“{value}” is not a colour. Example: #12646F.", value=colour[:20]),
                field=field,
            )
    for field, colour in (("ink", design.ink), ("accent", design.accent)):
        if contrast(colour, design.ground) < LEAST_CONTRAST:
            raise InvalidInput(
                msg("Letters of this colour cannot be read on this ground."), field=field
            )
    for field, words, most in (
        ("line", design.line, LONGEST_LINE),
        ("back", design.back, LONGEST_BACK),
    ):
        if len(words) > most:
            raise InvalidInput(
                msg("The text is too long. Allowed: {most} letters.", most=most), field=field
            )
    if design.logo:
        checked_logo(logo_bytes(design))
    return design


def logo_bytes(design: CardDesign) -> bytes:
    """The picture of the logo.  Raises InvalidInput where it is none."""
    try:
        return base64.b64decode(design.logo, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidInput(_not_a_logo(), field="logo") from error


def checked_logo(content: bytes) -> bytes:
    """A PNG of a sensible size, or InvalidInput saying what is allowed."""
    if not content.startswith(_PNG) or len(content) < 33:
        raise InvalidInput(_not_a_logo(), field="logo")
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    if not all(SMALLEST_SIDE <= side <= LARGEST_SIDE for side in (width, height)):
        raise InvalidInput(
            msg(
                "The logo is {width} × {height} pixels. Allowed: {least} to {most} each way.",
                width=width,
                height=height,
                least=SMALLEST_SIDE,
                most=LARGEST_SIDE,
            ),
            field="logo",
        )
    if len(content) > LARGEST_LOGO:
        raise InvalidInput(
            msg("The logo is too large. Allowed: {most} KB.", most=LARGEST_LOGO // 1000),
            field="logo",
        )
    try:
        _decode(content)
    except Exception as error:
        raise InvalidInput(_not_a_logo(), field="logo") from error
    return content


def _decode(content: bytes) -> None:
    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        picture.load()


def _not_a_logo() -> Message:
    return msg("This is not a picture for a logo. Allowed: PNG or SVG.")


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.1)."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
