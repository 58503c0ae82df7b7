"""The cue card: what one role says and does about the programme, and what it never does."""

from __future__ import annotations

from collections.abc import Mapping

from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import heading, lead, numbered, space, text
from reception.documents.payloads_desk import CueCard
from reception.documents.style import Scale, styles
from reception.documents.wording import edition_tag
from reception.translation import Message, Translator, msg
from reception.values.choices import Job
from reception.values.labels import job_label

SCALE = Scale(body=12.4, small=8.4, title=21, heading=14)

DO: Mapping[Job, tuple[Message, ...]] = {
    Job.ADMINISTRATOR: (
        msg(
            "At check-in and at checkout say one sentence about the card. The words are on the screen."
        ),
        msg("Answer the question first, then speak about the card."),
        msg("Whoever joins gets the card and the rules sheet at once, before they leave the desk."),
        msg("No plastic in the drawer? Print a paper card: the same rights from the first minute."),
        msg("Who says no is not asked again: note the answer and thank them."),
    ),
    Job.CONTACT_CENTRE: (
        msg("Book the visit first. Then one sentence about the card."),
        msg("Joining takes place at reception. Take no data for it by phone."),
        msg("A balance is told only after name, date of birth and card number match."),
        msg("Cannot answer? Say that you will find out, note the question and call back."),
    ),
    Job.CASHIER: (
        msg("Before the receipt: the screen says who has the card. Demand it of nobody."),
        msg("Say quietly: the price, the points used, what is left to pay."),
        msg("Points lower the price. Key in the sum from the slip, no other."),
        msg("After payment say how many points came in and from when they can be used."),
        msg("No card yet? Say one sentence and show the way to reception."),
    ),
    Job.NURSE: (
        msg("While the patient waits, offer the rules sheet once."),
        msg(
            "Asked about the card? Say the sentence above; for the rest show the way to reception."
        ),
        msg("Tell reception who was interested, so that nobody is asked twice."),
    ),
    Job.DOCTOR: (
        msg("Treatment and prescriptions never depend on the card."),
        msg("Asked about the card? Say: “It is free, reception explains it in a minute.”"),
        msg("Never advise a service for the sake of points."),
    ),
}
NEVER = (
    msg("Promise what is not on the rules sheet."),
    msg("Say a surname, a balance or a visit of somebody else aloud."),
    msg("Persuade, or speak of the card to somebody in pain or in tears."),
)


def render_cue_card(data: CueCard, translator: Translator) -> bytes:
    """One A4 page for one role."""
    looks, said = styles(SCALE), translator.text
    job = said(job_label(data.job))
    title = said(msg("Cue card: {job}", job=job))
    sheet = Sheet(
        title=title,
        author=data.clinic_name,
        imprint=data.imprint,
        translator=translator,
        tag=edition_tag(data.edition, translator),
        scale=SCALE,
    )
    story = [
        text(title, looks.title),
        space(1),
        text(data.clinic_name, looks.label),
        space(4),
        lead(data.short, looks, sheet.width),
        *heading(said(msg("What we do")), looks),
        numbered([said(one) for one in DO[data.job]], looks, sheet.width),
        *heading(said(msg("What we never do")), looks),
        numbered([said(one) for one in NEVER], looks, sheet.width),
    ]
    return build_pdf(story, sheet)
