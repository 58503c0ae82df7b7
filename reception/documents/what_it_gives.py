"""“What the card gives”: one page in the patient's language with her own figure (requirements S0.7)."""

from __future__ import annotations

from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import fields, lead, letterhead, space, text
from reception.documents.payloads_desk import WhatItGives
from reception.documents.style import Scale, styles
from reception.documents.wording import edition_tag, validity
from reception.translation import Translator, msg

SCALE = Scale(body=10.8, small=8.2, title=20, heading=12.4)


def render_what_it_gives(data: WhatItGives, translator: Translator) -> bytes:
    """One A4 page."""
    looks, said = styles(SCALE), translator.text
    title = said(msg("{programme}: what it gives you", programme=data.edition.programme_name))
    sheet = Sheet(
        title=title,
        author=data.clinic.name,
        imprint=data.imprint,
        translator=translator,
        tag=edition_tag(data.edition, translator),
        scale=SCALE,
    )
    story = [
        letterhead(data.clinic, looks, sheet.width),
        space(5),
        text(title, looks.title),
        space(2),
        text(validity(data.edition, translator), looks.label),
        space(4),
        lead(data.short, looks, sheet.width),
        space(4),
    ]
    if data.figure:
        story += [lead(data.figure, looks, sheet.width), space(4)]
    story.append(fields(data.answers, looks, sheet.width))
    story += [
        space(5),
        text(said(msg("The full rules are at reception: ask for the rules sheet.")), looks.bold),
    ]
    if data.advertises:
        warning = msg("There are contraindications. Consult a specialist.")
        story += [space(3), text(said(warning), looks.bold)]
    return build_pdf(story, sheet)
