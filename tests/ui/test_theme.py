"""Both palettes are readable (WCAG 2.1 AA), and colours stand in the theme alone."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reception.paths import resources_directory
from reception.ui import theme
from reception.ui.stylesheet import write_stylesheet
from reception.ui.theme import DARK, LIGHT, Palette, Status, Theme

TEXT, PART = 4.5, 3.0
GROUNDS = ("window", "surface", "sunken", "rail", "neutral_soft")
PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda one: one.name)


def luminance(name: str) -> float:
    color = QColor(name)
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (color.redF(), color.greenF(), color.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@PALETTES
@pytest.mark.parametrize("ink", ["text", "muted", "accent", "danger"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_is_readable_on_every_ground(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= TEXT


@PALETTES
@pytest.mark.parametrize("status", list(Status))
def test_a_status_is_readable_on_its_own_ground_and_on_a_card(
    palette: Palette, status: Status
) -> None:
    ink = palette.status(status)
    for ground in (palette.status_soft(status), palette.surface, palette.accent_soft):
        assert contrast(ink, ground) >= TEXT, ground


@PALETTES
def test_accent_and_toast_are_readable(palette: Palette) -> None:
    for ink, ground in (
        (palette.on_accent, palette.accent),
        (palette.on_accent, palette.accent_hover),
        (palette.accent, palette.accent_soft),
        (palette.text, palette.accent_soft),
        (palette.muted, palette.accent_soft),
        (palette.on_toast, palette.toast),
        (palette.toast_action, palette.toast),
    ):
        assert contrast(ink, ground) >= TEXT, (ink, ground)


@PALETTES
@pytest.mark.parametrize("ground", ["window", "surface"])
def test_edges_of_fields_are_seen(palette: Palette, ground: str) -> None:
    assert contrast(palette.line_strong, getattr(palette, ground)) >= PART


@PALETTES
@pytest.mark.parametrize("scale", theme.SCALES)
def test_the_stylesheet_has_no_field_left_open(palette: Palette, scale: int) -> None:
    worn = Theme(palette, scale)
    sheet = write_stylesheet(
        colour=lambda role: str(getattr(palette, role)), pixels=worn.px, families=["Noto Sans"]
    )
    assert "@" not in sheet
    assert f"font-size: {round(14 * scale / 100)}px" in sheet


def test_colours_are_named_in_the_theme_only() -> None:
    folder = Path(theme.__file__).parent
    found = [
        file.name
        for file in folder.rglob("*.py")
        if file.name != "theme.py" and re.search(r"#[0-9a-fA-F]{6}\b", file.read_text("utf-8"))
    ]
    assert found == []


def test_every_icon_is_drawn_in_one_style(qapp: QApplication) -> None:
    for file in (resources_directory() / "icons").glob("*.svg"):
        drawing = file.read_text("utf-8")
        assert 'viewBox="0 0 24 24"' in drawing, file.name
        assert 'stroke-width="1.75"' in drawing, file.name
        assert not re.search(r"#[0-9a-fA-F]{3,6}", drawing), file.name
        picture = Theme(LIGHT).pixmap(file.stem, "accent", 24).toImage()
        inked = {
            (x, y)
            for x in range(picture.width())
            for y in range(picture.height())
            if picture.pixelColor(x, y).alpha() > 0
        }
        assert inked, file.name


def test_figures_have_equal_width(qtbot: QtBot, qapp: QApplication) -> None:
    from PySide6.QtGui import QFontMetricsF

    worn = theme.apply(qapp, Theme(LIGHT, 100))
    metrics = QFontMetricsF(worn.font(14))
    assert len({round(metrics.horizontalAdvance(digit), 2) for digit in "0123456789"}) == 1
