"""The statement of a family account for one reader: her own lines, others' sums by month."""

from __future__ import annotations

from typing import Any

from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import fields, grid, heading, letterhead, space, text
from reception.documents.payloads import Note
from reception.documents.payloads_confidence import AccountStatement
from reception.documents.style import NORMAL, styles
from reception.translation import Message, Translator, msg, nmsg


def render_account_statement(data: AccountStatement, translator: Translator) -> bytes:
    """The statement as PDF bytes."""
    looks, said = styles(NORMAL), translator.text
    title = said(msg("Statement of points, account {number}", number=data.account_number))
    sheet = Sheet(title=title, author=data.clinic.name, imprint=data.imprint, translator=translator)
    rows = [
        ("", said(msg("Before {day}", day=data.first)), _points(data.opening, translator)),
        *(
            (line.when, line.what, _points(line.points, translator, signed=True))
            for line in data.lines
        ),
        ("", said(msg("On {day}", day=data.last)), _points(data.closing, translator)),
    ]
    head = [said(msg("When")), said(msg("What")), said(msg("Points"))]
    widths = [sheet.width * 0.24, sheet.width * 0.58, sheet.width * 0.18]
    story: list[Any] = [
        letterhead(data.clinic, looks, sheet.width),
        space(4),
        text(title, looks.title),
        space(3),
        fields(_facts(data, translator), looks, sheet.width),
        space(4),
        grid(head, rows, widths, looks, right=frozenset({2})),
    ]
    if data.has_others:
        story += [space(3), text(said(_WHY_SUMS), looks.label)]
    if data.expiring:
        lines = [(one.month, _points(one.points, translator)) for one in data.expiring]
        story += [
            *heading(said(msg("Points that lapse, unless used before")), looks),
            grid((), lines, [sheet.width * 0.5, sheet.width * 0.5], looks, right=frozenset({1})),
        ]
    return build_pdf(story, sheet)


_WHY_SUMS = msg(
    "Entries of the other adults of the family stand as one sum a month, without days and without"
    " what they were for: whether and when somebody was at the clinic is told to nobody else."
)


def _facts(data: AccountStatement, translator: Translator) -> list[Note]:
    said = translator.text
    rows = [
        Note(said(msg("Programme")), data.programme_name),
        Note(said(msg("For")), data.reader.name),
        Note(said(msg("Period")), said(_period(data))),
    ]
    if data.held:
        held = nmsg(
            "{count} point more, usable later.", "{count} points more, usable later.", data.held
        )
        rows.append(Note(said(msg("Not usable yet")), said(held)))
    return rows


def _period(data: AccountStatement) -> Message:
    return msg("{first} to {last}", first=data.first, last=data.last)


def _points(points: int, translator: Translator, *, signed: bool = False) -> str:
    number = translator.number(abs(points))
    if points < 0:
        return f"−{number}"
    return f"+{number}" if signed and points else number
