"""The application to change a family account, with a place to sign for everybody it concerns."""

from __future__ import annotations

from typing import Any

from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import (
    fields,
    grid,
    heading,
    letterhead,
    signatures,
    space,
    text,
)
from reception.documents.payloads import Note, Person
from reception.documents.payloads_family import AccountChange, ChangeKind
from reception.documents.style import NORMAL, Styles, styles
from reception.documents.wording import edition_tag
from reception.translation import Message, Translator, msg

TITLES: dict[ChangeKind, Message] = {
    ChangeKind.SPLIT: msg("Application to split the family account"),
    ChangeKind.LEAVE: msg("Application to leave the family account"),
    ChangeKind.MERGE: msg("Application to join two family accounts"),
    ChangeKind.NEW_HOLDER: msg("Application for a new account holder"),
    ChangeKind.CHILD: msg("Application about the account of a child"),
    ChangeKind.FAMILY_OF_DECEASED: msg("Application of the family for the points"),
}


def render_account_change(data: AccountChange, translator: Translator) -> bytes:
    """The application as PDF bytes."""
    looks = styles(NORMAL)
    said = translator.text
    title = said(TITLES[data.kind])
    sheet = Sheet(
        title=title,
        author=data.clinic.name,
        imprint=data.imprint,
        translator=translator,
        tag=edition_tag(data.edition, translator),
    )
    story = [
        letterhead(data.clinic, looks, sheet.width),
        space(4),
        text(title, looks.title),
        text(data.edition.programme_name, looks.lead),
        space(1),
        text(f"{data.clinic.legal_name}, {data.clinic.registration_numbers}", looks.label),
        space(3),
        fields(_facts(data, translator), looks, sheet.width),
        *_shares(data, translator, looks, sheet.width),
        *heading(said(msg("What is asked for")), looks),
        text(said(_words(data)), looks.body),
        space(2),
        text(said(_CLOSING), looks.body),
        *_signing(data, translator, looks, sheet.width),
    ]
    return build_pdf(story, sheet)


def _facts(data: AccountChange, translator: Translator) -> list[Note]:
    said = translator.text
    rows = [
        Note(said(msg("Family account")), data.account_number),
        Note(said(msg("Account holder")), _named(data.holder, translator)),
    ]
    if data.subject:
        word = {
            ChangeKind.CHILD: msg("Child"),
            ChangeKind.NEW_HOLDER: msg("New account holder"),
            ChangeKind.FAMILY_OF_DECEASED: msg("Member who has died"),
        }.get(data.kind, msg("Member"))
        rows.append(Note(said(word), data.subject))
    if data.into_account:
        rows.append(Note(said(msg("Into the account")), data.into_account))
    if data.court_paper:
        rows.append(Note(said(msg("Court paper")), data.court_paper))
    rows.append(Note(said(msg("Application taken by")), data.imprint.printed_by))
    return rows


def _named(person: Person, translator: Translator) -> str:
    if person.born is None:
        return person.name
    return translator.text(msg("{name}, born {day}", name=person.name, day=person.born))


def _shares(data: AccountChange, translator: Translator, looks: Styles, width: float) -> list[Any]:
    if not data.shares:
        return []
    said = translator.text
    head = [
        said(msg("Who")),
        said(msg("Points")),
        said(msg("Account")),
        said(msg("Children along")),
    ]
    rows = [
        [data.holder.name, translator.value(data.stays), data.account_number, ""],
        *(
            [
                share.name,
                translator.value(share.points),
                share.account or said(msg("new")),
                share.children,
            ]
            for share in data.shares
        ),
    ]
    widths = [width * 0.4, width * 0.14, width * 0.16, width * 0.3]
    return [
        *heading(said(msg("How the points are shared")), looks),
        grid(head, rows, widths, looks, right=frozenset({1})),
    ]


def _words(data: AccountChange) -> Message:
    return {
        ChangeKind.SPLIT: msg(
            "We ask to split the account as stated above. Each of us agrees with the shares; the"
            " last usable day of the points does not change. Each card goes with its holder."
        ),
        ChangeKind.LEAVE: msg(
            "I leave the account. What becomes of the points I earned is stated in the terms of"
            " the programme; my card goes with me where I have an account of my own."
        ),
        ChangeKind.MERGE: msg(
            "We ask to join the two accounts. All points, with their last usable days, and a debt,"
            " if there is one, go to the account named above; the emptied account is closed."
        ),
        ChangeKind.NEW_HOLDER: msg(
            "We ask that the account is held by the person named above from today on."
        ),
        ChangeKind.CHILD: msg(
            "We ask that the points of the child's visits go to the account named above from today"
            " on. Both parents sign; where one does not, a court paper is named above."
        ),
        ChangeKind.FAMILY_OF_DECEASED: msg(
            "As the family we ask for the points of the member who has died. We know of no other"
            " relative who objects."
        ),
    }[data.kind]


_CLOSING = msg(
    "We have received the rules sheet in force. The change can be taken back together, as long as"
    " nothing of what moved was used, has lapsed or was taken back."
)


def _signing(data: AccountChange, translator: Translator, looks: Styles, width: float) -> list[Any]:
    """A row to sign for everybody, and one for the clinic."""
    said = translator.text
    captions = [
        said(msg("signature: {name}", name=one.name)) for one in (data.holder, *data.others)
    ]
    captions.append(said(msg("received by (signature of the administrator)")))
    return [signatures([said(msg("date")), caption], looks, width) for caption in captions]
