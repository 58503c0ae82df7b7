"""The slip for the till after a visit: the bill, the reduction by points, the money to take.

Points reduce the price and are no payment, so the till gets the sum after them (product/law.md
R5); no service and no patient stands on it.
"""

from __future__ import annotations

from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import fields, lead, space, text
from reception.documents.payloads import Note
from reception.documents.payloads_till import TillSlip
from reception.documents.style import Scale, styles
from reception.translation import Translator, msg, nmsg
from reception.values.money import Money

SCALE = Scale(body=11.4, small=8.4, title=19, heading=14)


def render_till_slip(data: TillSlip, translator: Translator) -> bytes:
    """One A4 page."""
    looks, said = styles(SCALE), translator.text
    title = said(msg("Slip for the till"))
    sheet = Sheet(
        title=title,
        author=data.clinic_name,
        imprint=data.imprint,
        translator=translator,
        scale=SCALE,
    )
    money = Money(data.money_minor, data.currency)
    story = [
        text(title, looks.title),
        space(1),
        text(data.clinic_name, looks.label),
        space(4),
        lead(said(msg("Take in money: {money}", money=money)), looks, sheet.width),
        space(4),
        fields(_rows(data, translator), looks, sheet.width),
        space(4),
        text(
            said(
                msg(
                    "This is no fiscal receipt: key the reduced price into the till as it stands"
                    " above."
                )
            ),
            looks.bold,
        ),
    ]
    return build_pdf(story, sheet)


def _rows(data: TillSlip, translator: Translator) -> list[Note]:
    said, currency = translator.text, data.currency
    number = msg("No. {number} of {day}", number=data.visit_number, day=data.visit_day)
    rows = [
        Note(said(msg("Visit")), said(number)),
        Note(said(msg("Bill")), Money(data.bill_minor, currency).localized(translator)),
    ]
    if data.points_used:
        points = nmsg("{count} point", "{count} points", data.points_used)
        off = Money(data.reduction_minor, currency).localized(translator)
        rows.append(Note(said(msg("Price reduced by points")), f"{off} ({said(points)})"))
    if data.insured_percent:
        share = said(msg("{percent} %, not in this sum", percent=data.insured_percent))
        rows.append(Note(said(msg("Insurance or company pays")), share))
    return rows
