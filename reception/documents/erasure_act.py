"""The act of erasing a person's data (law.md R17): kept three years with the exported log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import fields, grid, heading, letterhead, signatures, space, text
from reception.documents.payloads import Note
from reception.documents.payloads_confidence import ErasureAct
from reception.documents.style import NORMAL, Styles, styles
from reception.documents.wording import operator_line
from reception.translation import Message, Translator, msg


def render_erasure_act(data: ErasureAct, translator: Translator) -> bytes:
    """The act as PDF bytes."""
    looks, said = styles(NORMAL), translator.text
    title = said(msg("Act of erasing personal data"))
    sheet = Sheet(title=title, author=data.clinic.name, imprint=data.imprint, translator=translator)
    counts = [(what, rows) for what, rows in data.rows]
    head = [said(msg("What was done")), said(msg("Rows"))]
    marks = (msg("date"), msg("signature"), msg("position, surname and initials"))
    story: list[Any] = [
        letterhead(data.clinic, looks, sheet.width),
        space(4),
        text(title, looks.title),
        space(3),
        fields(_rows(data, translator), looks, sheet.width),
        *_list(msg("Erased"), data.goes, translator, looks),
        *_list(msg("Kept by law, without the name"), data.stays, translator, looks),
        *_list(msg("What followed"), data.follows, translator, looks),
        *heading(said(msg("In the database")), looks),
        grid(
            head,
            counts,
            [sheet.width * 0.8, sheet.width * 0.2],
            looks,
            right=frozenset({1}),
        ),
        space(2),
        text(said(_log(data)), looks.label),
        signatures([said(mark) for mark in marks], looks, sheet.width),
    ]
    return build_pdf(story, sheet)


def _rows(data: ErasureAct, translator: Translator) -> list[Note]:
    said = translator.text
    return [
        Note(said(msg("Data controller")), operator_line(data.clinic)),
        Note(said(msg("Whose data")), said(msg("record no. {number}", number=data.record_number))),
        Note(said(msg("Surname and name, by hand")), ""),
        Note(
            said(msg("Reason")),
            said(
                msg(
                    "Asked for on {day}, {how}; consent withdrawn.",
                    day=data.asked_on,
                    how=data.asked_how,
                )
            ),
        ),
        Note(said(msg("Erased at")), translator.value(data.erased_at)),
        Note(said(msg("Erased by")), data.erased_by),
        Note(
            said(msg("System and way")),
            said(msg("Reception, on the clinic's own computer; overwritten, cannot be restored.")),
        ),
    ]


def _list(
    title: Message, sentences: Sequence[str], translator: Translator, looks: Styles
) -> list[Any]:
    if not sentences:
        return []
    lines = [text(f"• {sentence}", looks.cell) for sentence in sentences]
    return [*heading(translator.text(title), looks), *lines]


def _log(data: ErasureAct) -> Message:
    return msg(
        "The log of the erasure is exported as a file and kept with this act. Its SHA-256: {hash}.",
        hash=data.log_hash,
    )
