"""What of the clinic a paper must name: no paper goes out with an empty mandatory field."""

from __future__ import annotations

from datetime import date

from reception.documents.payloads import Approval, Requisites
from reception.errors import InvalidInput
from reception.translation import Message, msg
from reception.values.choices import PaperKind

# As the fields are called under Settings, Clinic.
NAME = msg("Name of the clinic")
LEGAL_NAME = msg("Legal name")
REGISTRATION = msg("Registration numbers")
ADDRESS = msg("Address")
PHONE = msg("Phone")
LICENCE_NUMBER = msg("Licence number")
LICENCE_DATE = msg("Licence date")
APPROVAL_NUMBER = msg("Order number")
APPROVAL_DATE = msg("Order date")
SIGNATORY = msg("Who signs")
COMPLAINTS = msg("Complaints, who answers")
COMPLAINTS_PHONE = msg("Complaints, phone")

_CARDS = (
    PaperKind.CARD,
    PaperKind.PAPER_CARD,
    PaperKind.CARD_BATCH,
    PaperKind.WHAT_IT_GIVES,
    PaperKind.POSTER,
)
_JOINING = (
    PaperKind.APPLICATION,
    PaperKind.DATA_CONSENT,
    PaperKind.ADVERTISING_CONSENT,
    PaperKind.POWER_OF_ATTORNEY,
    PaperKind.ACCOUNT_CHANGE,
    PaperKind.DISCLOSURE_CONSENT,
    PaperKind.ACCOUNT_STATEMENT,
    PaperKind.ERASURE_ACT,
)


def missing_requisites(
    kind: PaperKind,
    clinic: Requisites,
    approval: Approval,
    *,
    complaints_name: str = "",
    complaints_phone: str = "",
) -> list[Message]:
    """Names of the settings that a paper of this kind needs and that are empty."""
    needed: list[tuple[Message, str | date | None]] = [(NAME, clinic.name)]
    if kind in (*_CARDS, *_JOINING, PaperKind.RULES_SHEET):
        needed.append((PHONE, clinic.phone))
    if kind in (*_JOINING, PaperKind.RULES_SHEET):
        needed += [
            (LEGAL_NAME, clinic.legal_name),
            (REGISTRATION, clinic.registration_numbers),
            (ADDRESS, clinic.address),
        ]
    if kind is PaperKind.RULES_SHEET:
        needed += [
            (LICENCE_NUMBER, clinic.licence_number),
            (LICENCE_DATE, clinic.licence_date),
            (APPROVAL_NUMBER, approval.number),
            (APPROVAL_DATE, approval.day),
            (SIGNATORY, approval.signatory),
            (COMPLAINTS, complaints_name),
            (COMPLAINTS_PHONE, complaints_phone),
        ]
    return [name for name, value in needed if not value]


def refuse_incomplete(missing: list[Message]) -> None:
    """Raise InvalidInput naming each empty setting; nothing where none is missing."""
    if missing:
        raise InvalidInput(
            msg(
                "The paper is not printed, these details of the clinic are empty: {names}.",
                names=tuple(missing),
            ),
            code="requisites_missing",
            way_out=msg("A supervisor fills them in under Settings, Clinic."),
        )
