"""The paper journal: what the desk writes by hand during a power cut (situation 26)."""

from __future__ import annotations

from reportlab.lib.colors import HexColor

from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import space, table, text
from reception.documents.payloads_desk import PaperJournal
from reception.documents.style import HAIRLINE, INK, MM, NORMAL, styles
from reception.translation import Translator, msg

ROW = 11.5 * MM


def render_paper_journal(data: PaperJournal, translator: Translator) -> bytes:
    """One A4 page of empty rows with their heads."""
    looks, said = styles(NORMAL), translator.text
    title = said(msg("Journal of the desk while there is no power"))
    sheet = Sheet(title=title, author=data.clinic_name, imprint=data.imprint, translator=translator)
    heads = (
        msg("Time"),
        msg("Surname, name, date of birth"),
        msg("Phone or card number"),
        msg("Told about the card: answer"),
        msg("Sum, points used"),
        msg("Card given, no."),
        msg("Written by"),
    )
    shares = (0.08, 0.25, 0.18, 0.16, 0.12, 0.13, 0.08)
    head = [text(said(one), looks.head_cell) for one in heads]
    rows = [[""] * len(heads) for _ in range(data.rows)]
    grid = table(
        [head, *rows],
        [share * sheet.width for share in shares],
        [
            ("GRID", (0, 0), (-1, -1), 0.4, HexColor(HAIRLINE)),
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, HexColor(INK)),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("BOTTOMPADDING", (0, 1), (-1, -1), ROW - 12),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ],
    )
    how = msg(
        "Write the real times. When the power is back, type every line in with its time; then write"
        " “typed in” and your name below."
    )
    story = [
        text(title, looks.title),
        space(1.5),
        text(said(how), looks.label),
        space(3),
        text(said(msg("Day: ______________   Typed in by: ______________")), looks.body),
        space(3),
        grid,
    ]
    return build_pdf(story, sheet)
