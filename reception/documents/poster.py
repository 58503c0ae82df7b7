"""The poster: the programme in a few large words for the wall, legible from two metres."""

from __future__ import annotations

from reportlab.lib.colors import HexColor

from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import space, table, text
from reception.documents.payloads_desk import Poster
from reception.documents.style import ACCENT, LARGE, Scale, styles
from reception.documents.wording import edition_tag, unbroken
from reception.translation import Translator, msg

SCALE = Scale(body=21, small=9, title=46, heading=26)


def render_poster(data: Poster, translator: Translator) -> bytes:
    """One A4 page."""
    looks, said = styles(SCALE), translator.text
    sheet = Sheet(
        title=data.edition.programme_name,
        author=data.clinic.name,
        imprint=data.imprint,
        translator=translator,
        tag=edition_tag(data.edition, translator),
        scale=SCALE,
    )
    bar = table([[""]], [sheet.width], [("BACKGROUND", (0, 0), (-1, -1), HexColor(ACCENT))])
    story = [
        text(data.clinic.name, styles(LARGE).body),
        space(3),
        bar,
        space(8),
        text(data.edition.programme_name, looks.title),
        space(8),
    ]
    for point in data.points:
        story += [text(point, looks.body), space(6)]
    story += [
        space(2),
        text(said(msg("Ask at reception: it takes a minute.")), looks.heading),
        text(unbroken(data.clinic.phone), looks.heading),
    ]
    if data.advertises:
        warning = msg("There are contraindications. Consult a specialist.")
        story += [space(8), text(said(warning), styles(LARGE).bold)]
    return build_pdf(story, sheet)
