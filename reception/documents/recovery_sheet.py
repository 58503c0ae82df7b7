"""The recovery sheet: the key that opens the data when every password is lost."""

from __future__ import annotations

from reportlab.platypus import Flowable

from reception.documents.barcodes import draw_qr
from reception.documents.fonts import BOLD
from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import fields, space, text
from reception.documents.payloads import Imprint, Note, RecoverySheet
from reception.documents.style import MM, NORMAL, styles
from reception.translation import Translator, msg


def render_recovery_sheet(data: RecoverySheet, translator: Translator) -> bytes:
    """The sheet as PDF bytes; it is made in memory and printed, never kept in the database."""
    looks, said = styles(NORMAL), translator.text
    title = said(msg("Recovery key of {clinic}", clinic=data.clinic_name))
    sheet = Sheet(
        title=title,
        author=data.clinic_name,
        imprint=Imprint("1", data.made_at, data.made_by),
        translator=translator,
    )
    key_style = looks.title.clone("key", fontName=BOLD, fontSize=15, leading=24)
    rules = [
        Note(
            said(msg("What it is")),
            said(
                msg(
                    "Whoever has this key can read all data of the clinic. It opens the program when nobody remembers a password."
                )
            ),
        ),
        Note(
            said(msg("Where to keep it")),
            said(
                msg(
                    "In the director’s safe, not beside the computer. Do not photograph it and do not send it."
                )
            ),
        ),
        Note(
            said(msg("How to use it")),
            said(
                msg(
                    "At sign-in choose “Recovery key” and type it or scan the code. Then set new passwords and print a new sheet."
                )
            ),
        ),
    ]
    story = [
        text(title, looks.title),
        space(6),
        text(data.key, key_style),
        space(4),
        _Qr(data.key, 42 * MM),
        space(6),
        fields(rules, looks, sheet.width),
    ]
    return build_pdf(story, sheet)


class _Qr(Flowable):  # type: ignore[misc]
    """A QR code of one text."""

    def __init__(self, content: str, side: float) -> None:
        super().__init__()
        self._content = content
        self.width = self.height = side
        self.hAlign = "LEFT"

    def draw(self) -> None:
        """Draw the modules."""
        draw_qr(self.canv, self._content, 0, 0, side=self.width)
