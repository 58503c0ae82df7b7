"""A clinic's logo from its file: PNG or SVG, made small enough for a card; else a plain refusal."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

from reception.documents.card_design import checked_logo
from reception.errors import InvalidInput
from reception.translation import msg

LARGEST_FILE = 5_000_000
SIDE = 520
"""Pixels of the longer side: 22 mm at 600 dpi."""


def read_logo(path: Path) -> bytes:
    """The logo as a PNG.  Raises InvalidInput where the file is none or too large."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InvalidInput(
                msg("The file is too large. Allowed: {most} MB.", most=LARGEST_FILE // 1_000_000),
                field="logo",
            )
        content = path.read_bytes()
    except OSError as error:
        raise InvalidInput(
            msg("The file {path} cannot be read.", path=path.name), field="logo"
        ) from error
    image = _svg(content) if path.suffix.lower() == ".svg" else _png(content)
    if image.isNull():
        raise InvalidInput(
            msg("This is not a picture for a logo. Allowed: PNG or SVG."), field="logo"
        )
    return checked_logo(_as_png(image))


def _svg(content: bytes) -> QImage:
    drawing = QSvgRenderer(QByteArray(content))
    size = drawing.defaultSize()
    if not drawing.isValid() or size.isEmpty():
        return QImage()
    image = QImage(
        size.scaled(QSize(SIDE, SIDE), Qt.AspectRatioMode.KeepAspectRatio),
        QImage.Format.Format_ARGB32,
    )
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawing.render(painter)
    painter.end()
    return image


def _png(content: bytes) -> QImage:
    if not content.startswith(b"\x89PNG"):
        return QImage()
    image = QImage.fromData(QByteArray(content))
    if image.isNull() or max(image.width(), image.height()) <= SIDE:
        return image
    return image.scaled(
        SIDE,
        SIDE,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def _as_png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())
