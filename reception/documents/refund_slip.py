"""The slip for the till after a refund: what to pay out, and what became of the points.

It names no service and no patient, only the visit's number; it is no fiscal receipt
(product/law.md R5, R8, U4).
"""

from __future__ import annotations

from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import fields, lead, signatures, space, text
from reception.documents.payloads import Note
from reception.documents.payloads_desk import RefundSlip
from reception.documents.style import Scale, styles
from reception.translation import Message, Translator, msg, nmsg
from reception.values.money import Money

SCALE = Scale(body=11.4, small=8.4, title=19, heading=14)


def render_refund_slip(data: RefundSlip, translator: Translator) -> bytes:
    """One A4 page."""
    looks, said = styles(SCALE), translator.text
    title = said(msg("Slip for the till: money back"))
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
        lead(said(msg("Give back in money: {money}", money=money)), looks, sheet.width),
        space(4),
        fields(_rows(data, translator), looks, sheet.width),
        space(4),
        text(
            said(msg("This is no fiscal receipt: key the sum into the till as a return.")),
            looks.bold,
        ),
        signatures(
            [said(msg("Money received: patient")), said(msg("Money paid out: cashier"))],
            looks,
            sheet.width,
        ),
    ]
    return build_pdf(story, sheet)


def _rows(data: RefundSlip, translator: Translator) -> list[Note]:
    said, currency = translator.text, data.currency
    rows = [
        Note(
            said(msg("Visit")),
            said(msg("No. {number} of {day}", number=data.visit_number, day=data.visit_day)),
        ),
        Note(said(msg("Bill")), Money(data.bill_minor, currency).localized(translator)),
        Note(
            said(msg("Given back of the bill")),
            Money(data.refunded_minor, currency).localized(translator),
        ),
    ]
    for label, points in (
        (msg("Points come back to the account"), data.points_back),
        (msg("Earned points taken off"), data.points_off),
        (msg("Points forgiven"), data.points_forgiven),
        (msg("Of them owed: the next points pay this debt"), data.points_owed),
    ):
        if points:
            rows.append(Note(said(label), said(_points(points))))
    if data.reason:
        rows.append(Note(said(msg("Reason")), data.reason))
    return rows


def _points(points: int) -> Message:
    return nmsg("{count} point", "{count} points", points)
