"""The application to join: who, with whom, which version, signed (A1–A12)."""

from __future__ import annotations

from typing import Any

from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import (
    Stub,
    fields,
    grid,
    heading,
    letterhead,
    signatures,
    space,
    text,
)
from reception.documents.payloads import Application, Member, Note
from reception.documents.stub import card_stub
from reception.documents.style import NORMAL, Styles, styles
from reception.documents.wording import LANGUAGE_NAMES, edition_tag
from reception.translation import Translator, msg
from reception.values.card_number import group
from reception.values.choices import CardForm
from reception.values.labels import relation_label

CARD_FORMS = {
    CardForm.PLASTIC: msg("plastic card"),
    CardForm.PAPER: msg("temporary paper card"),
}


def render_application(data: Application, translator: Translator) -> bytes:
    """The application as PDF bytes."""
    looks = styles(NORMAL)
    title = translator.text(msg("Application to join the programme"))
    sheet = Sheet(
        title=title,
        author=data.clinic.name,
        imprint=data.imprint,
        translator=translator,
        tag=edition_tag(data.edition, translator),
    )
    width = sheet.width
    story = [
        letterhead(data.clinic, looks, width),
        space(4),
        text(title, looks.title),
        text(data.edition.programme_name, looks.lead),
        space(1),
        text(f"{data.clinic.legal_name}, {data.clinic.registration_numbers}", looks.label),
        space(3),
        fields(_applicant(data, translator), looks, width),
        *_members(data, translator, looks, width),
        *heading(translator.text(msg("Agreement")), looks),
        text(_agreement(data, translator), looks.body),
        signatures(
            [
                translator.text(msg("date")),
                translator.text(msg("signature of the applicant")),
                translator.text(msg("received by (signature of the administrator)")),
            ],
            looks,
            width,
        ),
        Stub(
            card_stub(
                data.clinic, data.edition, data.short, data.card_number, translator, looks, width
            )
        ),
    ]
    return build_pdf(story, sheet)


def _applicant(data: Application, translator: Translator) -> list[Note]:
    said = translator.text
    account = (
        msg("{number}, new; the applicant is the account holder", number=data.account_number)
        if data.opens_account
        else msg(
            "{number}, joins; account holder: {holder}",
            number=data.account_number,
            holder=data.holder_name,
        )
    )
    card = msg("{number}, {form}", number=group(data.card_number), form=CARD_FORMS[data.card_form])
    return [
        Note(said(msg("Surname, name, patronymic if any")), data.applicant.name),
        Note(
            said(msg("Date of birth")),
            translator.value(data.applicant.born) if data.applicant.born else "",
        ),
        Note(said(msg("Phone")), data.phone or said(msg("no phone"))),
        Note(said(msg("Family account")), said(account)),
        Note(said(msg("Card issued")), said(card) if data.card_number else ""),
        Note(said(msg("Preferred language")), LANGUAGE_NAMES[data.preferred_language]),
        Note(said(msg("Form of address")), data.form_of_address),
        Note(said(msg("Application taken by")), _taken_by(data)),
    ]


def _taken_by(data: Application) -> str:
    return ", ".join(part for part in (data.imprint.printed_by, data.imprint.desk) if part)


def _members(data: Application, translator: Translator, looks: Styles, width: float) -> list[Any]:
    said = translator.text
    blocks: list[Any] = [*heading(said(msg("Members of the family account")), looks)]
    if not data.members:
        blocks.append(text(said(msg("None besides the applicant.")), looks.body))
        return blocks
    head = [
        said(msg("Surname, name, patronymic if any")),
        said(msg("Date of birth")),
        said(msg("Relation")),
        said(msg("For a minor: representative and document of authority")),
    ]
    rows = [_member_row(member, translator) for member in data.members]
    blocks.append(grid(head, rows, [width * 0.34, width * 0.14, width * 0.17, width * 0.35], looks))
    return blocks


def _member_row(member: Member, translator: Translator) -> list[str]:
    born = translator.value(member.person.born) if member.person.born else "_" * 10
    acts = ""
    if member.representative:
        authority = member.authority or translator.text(msg("document")) + " " + "_" * 16
        acts = f"{member.representative}, {authority}"
    return [member.person.name, born, translator.text(relation_label(member.relation)), acts]


def _agreement(data: Application, translator: Translator) -> str:
    return translator.text(
        msg(
            "I join the programme “{programme}” on the terms of version {version}, valid from"
            " {first}, text {hash}. I have received the rules sheet with these terms; the card is"
            " free of charge. My consent to the processing of personal data is given on its own"
            " sheet, and my care does not depend on this application.",
            programme=data.edition.programme_name,
            version=data.edition.version,
            first=data.edition.valid_from,
            hash=data.edition.text_hash[:8],
        )
    )
