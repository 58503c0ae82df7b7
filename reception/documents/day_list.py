"""The day of one doctor on paper: whom to expect, how to address her, whom to tell about the card.

Only the doctor's own patients are on it, and nothing of anybody's family or health: a sheet on a
table is read by whoever sits there (requirements S1.14).
"""

from __future__ import annotations

from reportlab.lib.colors import HexColor

from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import space, table, text
from reception.documents.payloads_day import DayPaper, DayPaperRow
from reception.documents.style import HAIRLINE, INK, NORMAL, styles
from reception.translation import Translator, msg

SHARES = (0.09, 0.22, 0.25, 0.12, 0.18, 0.14)


def render_day_list(data: DayPaper, translator: Translator) -> bytes:
    """A4, as many pages as it takes."""
    looks, said = styles(NORMAL), translator.text
    title = said(msg("The day {day}", day=data.day))
    who = data.doctor or said(msg("without a doctor"))
    sheet = Sheet(title=title, author=data.clinic_name, imprint=data.imprint, translator=translator)
    heads = (
        msg("Time"),
        msg("Patient"),
        msg("How to address"),
        msg("Room"),
        msg("Likes"),
        msg("About the card"),
    )
    head = [text(said(one), looks.head_cell) for one in heads]
    rows = [[text(cell, looks.cell) for cell in _cells(row, translator)] for row in data.rows]
    grid = table(
        [head, *rows],
        [share * sheet.width for share in SHARES],
        [
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, HexColor(HAIRLINE)),
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, HexColor(INK)),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 1), (-1, -1), 6),
            ("BOTTOMPADDING", (0, 1), (-1, -1), 7),
        ],
    )
    how = msg(
        "Tell: one sentence about the card is enough, then show the way to reception. Treatment"
        " never depends on it. Keep this sheet out of patients' sight and destroy it in the evening."
    )
    story = [
        text(f"{title} · {who}", looks.title),
        space(1.5),
        text(said(how), looks.label),
        space(3),
        grid,
    ]
    return build_pdf(story, sheet)


def _cells(row: DayPaperRow, translator: Translator) -> tuple[str, ...]:
    likes = [row.drink] if row.drink else []
    if row.quiet:
        likes.append(translator.text(msg("quiet")))
    return (
        "" if row.at is None else f"{row.at:%H:%M}",
        row.name,
        row.called,
        row.room,
        ", ".join(likes),
        translator.text(msg("tell")) if row.tell else "",
    )
