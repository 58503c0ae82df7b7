"""The look, in one place: palettes, scales of type and space, bundled fonts, tinted icons.

Screens name roles ("muted", "accent"), never colours or pixels.  A theme is applied to the
application as Qt's own palette is; switching it rebuilds the window.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from reception.paths import resources_directory
from reception.ui.stylesheet import write_stylesheet

RADIUS = 8
SPACES = (4, 8, 12, 16, 24, 32)
TYPE_SIZES = (12, 14, 16, 20, 28)
SCALES = (100, 125, 150)


class Status(StrEnum):
    """The four status colours, and none; each always comes with a word or an icon."""

    OK = "ok"
    WARN = "warn"
    DANGER = "danger"
    INFO = "info"
    NEUTRAL = "neutral"


STATUS_ICONS = {
    Status.OK: "check_circle",
    Status.WARN: "warning",
    Status.DANGER: "danger",
    Status.INFO: "info",
    Status.NEUTRAL: "info",
}


@dataclass(frozen=True)
class Palette:
    """Colours by what they are for.  Every text colour is AA on every ground it stands on."""

    name: str
    window: str
    surface: str
    sunken: str
    rail: str
    line: str
    line_strong: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    danger: str
    danger_soft: str
    info: str
    info_soft: str
    neutral: str
    neutral_soft: str
    toast: str
    on_toast: str
    toast_action: str

    def colour(self, role: str) -> str:
        """A colour by the name of its role."""
        return str(getattr(self, role))

    def status(self, status: Status) -> str:
        """The colour of a status, for its word and icon."""
        return str(getattr(self, status.value))

    def status_soft(self, status: Status) -> str:
        """The ground on which a status stands."""
        return str(getattr(self, f"{status.value}_soft"))


LIGHT = Palette(
    name="light",
    window="#f8f6f2",
    surface="#ffffff",
    sunken="#f2efe9",
    rail="#f1eee8",
    line="#e6e1d8",
    line_strong="#8c877d",
    text="#1d2729",
    muted="#596467",
    accent="#0b6b63",
    accent_hover="#085650",
    on_accent="#ffffff",
    accent_soft="#dff0ec",
    ok="#256a3b",
    ok_soft="#e4f1e6",
    warn="#7f5300",
    warn_soft="#fbf0d6",
    danger="#ab2f27",
    danger_soft="#fbe7e3",
    info="#28589a",
    info_soft="#e5edf8",
    neutral="#596467",
    neutral_soft="#f0ede7",
    toast="#243033",
    on_toast="#ffffff",
    toast_action="#7fdccd",
)

DARK = Palette(
    name="dark",
    window="#14191a",
    surface="#1c2223",
    sunken="#181d1e",
    rail="#101415",
    line="#2c3435",
    line_strong="#788482",
    text="#e9e7e2",
    muted="#a5aeac",
    accent="#63cbbb",
    accent_hover="#86dccf",
    on_accent="#06231f",
    accent_soft="#173833",
    ok="#83cf98",
    ok_soft="#1b3323",
    warn="#e5b95f",
    warn_soft="#3a2f14",
    danger="#f2988f",
    danger_soft="#41211e",
    info="#97bdf2",
    info_soft="#1d2d45",
    neutral="#a5aeac",
    neutral_soft="#262d2e",
    toast="#e9e7e2",
    on_toast="#1d2729",
    toast_action="#0b5f58",
)


@dataclass(frozen=True)
class Theme:
    """A palette and a text scale in per cent (100, 125, 150)."""

    palette: Palette = LIGHT
    scale: int = 100
    families: tuple[str, ...] = ()

    def px(self, size: float) -> int:
        """`size` of the design in pixels of this text scale."""
        return max(1, round(size * self.scale / 100))

    def color(self, role: str) -> QColor:
        """A colour of the palette by its role."""
        return QColor(getattr(self.palette, role))

    def font(self, size: int = 14, *, bold: bool = False) -> QFont:
        """The bundled typeface in one of the five sizes, with figures of equal width."""
        font = QFont(list(self.families) or [QApplication.font().family()])
        font.setPixelSize(self.px(size))
        font.setBold(bold)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def icon(self, name: str, role: str = "text", size: int = 20) -> QIcon:
        """An icon of the set, tinted."""
        return QIcon(self.pixmap(name, role, size))

    def pixmap(self, name: str, role: str = "text", size: int = 20) -> QPixmap:
        """An icon of the set as a picture of `size` (before text scale), tinted."""
        application = QApplication.instance()
        ratio = application.devicePixelRatio() if isinstance(application, QApplication) else 1.0
        return _tinted(name, str(getattr(self.palette, role, role)), self.px(size), ratio)


@lru_cache(maxsize=512)
def _tinted(name: str, color: str, side: int, ratio: float) -> QPixmap:
    source = (resources_directory() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", color).encode()))
    pixmap = QPixmap(QSize(side, side) * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, side * ratio, side * ratio))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def load_fonts() -> tuple[str, ...]:
    """Register the bundled fonts; the families, Noto first, the fallback for rare signs last."""
    families: list[str] = []
    registered = QFontDatabase.families()
    for file in sorted((resources_directory() / "fonts").glob("*.ttf")):
        for family in QFontDatabase.applicationFontFamilies(
            QFontDatabase.addApplicationFont(str(file))
        ):
            if family not in families:
                families.append(family)
    families.sort(key=_preference)
    return tuple(families) or tuple(name for name in ("Noto Sans",) if name in registered)


def _preference(family: str) -> tuple[bool, bool, str]:
    return ("Noto" not in family and "Reception" not in family, "DejaVu" in family, family)


def apply(application: QApplication, theme: Theme) -> Theme:
    """Dress the whole application in `theme`; the theme with its fonts filled in."""
    families = theme.families or load_fonts()
    theme = Theme(theme.palette, theme.scale, families)
    application.setStyle("Fusion")
    application.setFont(theme.font())
    application.setPalette(_qt_palette(theme))
    sheet = write_stylesheet(colour=theme.palette.colour, pixels=theme.px, families=families)
    application.setStyleSheet(sheet)
    application.setProperty("theme", theme)
    return theme


def active() -> Theme:
    """The theme the application wears; the light one where none was applied."""
    application = QApplication.instance()
    theme = application.property("theme") if application is not None else None
    return theme if isinstance(theme, Theme) else Theme()


def _qt_palette(theme: Theme) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, name in (
        (roles.Window, "window"),
        (roles.WindowText, "text"),
        (roles.Base, "surface"),
        (roles.AlternateBase, "sunken"),
        (roles.Text, "text"),
        (roles.PlaceholderText, "muted"),
        (roles.Button, "surface"),
        (roles.ButtonText, "text"),
        (roles.ToolTipBase, "toast"),
        (roles.ToolTipText, "on_toast"),
        (roles.Highlight, "accent"),
        (roles.HighlightedText, "on_accent"),
        (roles.Link, "accent"),
        (roles.Mid, "line"),
        (roles.Accent, "accent"),
    ):
        palette.setColor(role, theme.color(name))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color("line_strong"))
    return palette
