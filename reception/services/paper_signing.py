"""Papers signed one by one, and where each lies afterwards: a folder, or a scan.

Signing a paper signs what it proves (acceptance, consents, who may bring a child) and nothing
else: the advertising sheet that stayed without a signature is no consent (product/law.md R6).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Acceptance, Consent, Paper
from reception.services.companions import trust_by_paper
from reception.services.putting_back import Before, put_rows_back
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Message, msg, nmsg
from reception.values.choices import (
    AcceptanceState,
    ConsentPurpose,
    ConsentState,
    ConsentWay,
    PaperKind,
    PaperState,
)

LONGEST_PLACE = 200
PURPOSES = {
    PaperKind.DATA_CONSENT: ConsentPurpose.DATA,
    PaperKind.ADVERTISING_CONSENT: ConsentPurpose.ADVERTISING,
    PaperKind.DISCLOSURE_CONSENT: ConsentPurpose.DISCLOSURE,
}
FREE_TO_SIGN = (PaperKind.ADVERTISING_CONSENT, PaperKind.DISCLOSURE_CONSENT)


@dataclass(frozen=True)
class Unsigned:
    """How a paper and what it proves stood before."""

    paper_id: int
    state: PaperState
    kept_in: str
    acceptances: tuple[tuple[int, AcceptanceState], ...]
    consents: tuple[int, ...]
    trusted: Before = field(default_factory=Before)
    """Who acts for the child since a power of attorney was signed."""


def record_signatures(
    uow: UnitOfWork, *, paper_ids: Sequence[int], kept_in: str = ""
) -> Done[None]:
    """These papers are signed; `kept_in` names the folder or the scan.

    A power of attorney that names somebody lets her bring the child from today on; where the name
    is written by hand it is entered in the child's record.  Raises Refused for a paper that no
    longer counts or for whom a court paper names, InvalidInput for a place too long to keep.
    """
    place = " ".join(kept_in.split())
    if len(place) > LONGEST_PLACE:
        raise InvalidInput(
            msg("The text is too long. Allowed: {most} letters.", most=LONGEST_PLACE),
            field="kept_in",
        )
    before = []
    for paper_id in paper_ids:
        paper = uow.find.paper(paper_id)
        if paper.state is PaperState.VOID:
            raise Refused(msg("Paper {number} no longer counts.", number=paper.number), code="void")
        acceptances, consents = _proved(uow, paper)
        trusted = trust_by_paper(uow, paper)
        before.append(replace(_as_it_was(paper, acceptances, consents), trusted=trusted))
        for acceptance in acceptances:
            acceptance.state, acceptance.signed_on = AcceptanceState.SIGNED, uow.today
        for consent in consents:
            consent.state, consent.signed_on = ConsentState.GIVEN, uow.today
            consent.proof = place
        paper.signed_on = paper.signed_on or uow.today
        paper.state, paper.kept_in = PaperState.SIGNED, place
    return Done(None, _said(uow, before), undo=partial(_unsign, before=tuple(before)))


def _said(uow: UnitOfWork, signed: Sequence[Unsigned]) -> Message:
    """What was done, and what a signature alone does not do."""
    kinds = {uow.find.paper(one.paper_id).kind for one in signed}
    if PaperKind.ACCOUNT_CHANGE in kinds:
        return msg("Signed. The change itself is made in the patient's record, under Family.")
    nobody = not any(one.trusted.added for one in signed)
    if PaperKind.POWER_OF_ATTORNEY in kinds and nobody:
        return msg("Signed. Enter the trusted person in the child's record, under Family.")
    return nmsg("{count} paper is signed.", "{count} papers are signed.", len(signed))


def decline_papers(uow: UnitOfWork, *, paper_ids: Sequence[int]) -> Done[None]:
    """The patient does not sign these: the advertising sheet, or a paper made in vain.

    Raises Refused for an application or a data consent that something rests on.
    """
    before = []
    for paper_id in paper_ids:
        paper = uow.find.paper(paper_id)
        acceptances, consents = _proved(uow, paper)
        if (acceptances or consents) and paper.kind not in FREE_TO_SIGN:
            raise Refused(
                msg("Without this signature the person cannot take part in the programme."),
                code="needed",
                way_out=msg("Undo the joining in the patient's record."),
            )
        before.append(_as_it_was(paper, acceptances, consents))
        for consent in consents:
            consent.state, consent.withdrawn_on = ConsentState.WITHDRAWN, uow.today
            consent.withdrawn_at, consent.withdrawn_by_id = uow.now, uow.actor.staff_id
            consent.withdrawn_way = ConsentWay.SPOKEN
        paper.state = PaperState.VOID
    said = nmsg("{count} paper stays unsigned.", "{count} papers stay unsigned.", len(paper_ids))
    return Done(None, said, undo=partial(_unsign, before=tuple(before)))


def _proved(uow: UnitOfWork, paper: Paper) -> tuple[list[Acceptance], list[Consent]]:
    """What waits for the signature on this very paper."""
    if paper.patient_id is None:
        return [], []
    acceptances = [
        one
        for one in uow.find.acceptances(paper.patient_id)
        if one.paper_id == paper.id and one.state is not AcceptanceState.SIGNED
    ]
    purpose = PURPOSES.get(paper.kind)
    consents = [] if purpose is None else uow.find.consents(paper.patient_id, purpose)
    waiting = [
        one for one in consents if one.paper_id == paper.id and one.state is ConsentState.TO_SIGN
    ]
    return acceptances, waiting


def _as_it_was(
    paper: Paper, acceptances: Sequence[Acceptance], consents: Sequence[Consent]
) -> Unsigned:
    return Unsigned(
        paper.id,
        paper.state,
        paper.kept_in,
        tuple((one.id, one.state) for one in acceptances),
        tuple(one.id for one in consents),
    )


def _unsign(uow: UnitOfWork, *, before: Sequence[Unsigned]) -> Done[None]:
    for one in before:
        put_rows_back(uow, one.trusted)
        paper = uow.find.paper(one.paper_id)
        paper.state, paper.kept_in = one.state, one.kept_in
        if one.state is not PaperState.SIGNED:
            paper.signed_on = None
        for acceptance_id, state in one.acceptances:
            acceptance = uow.find.acceptance(acceptance_id)
            acceptance.state, acceptance.signed_on = state, None
        for consent_id in one.consents:
            consent = uow.find.consent(consent_id)
            consent.state, consent.signed_on, consent.proof = ConsentState.TO_SIGN, None, ""
            consent.withdrawn_on = consent.withdrawn_at = None
            consent.withdrawn_by_id = consent.withdrawn_way = None
    return Done(None, msg("The signatures were taken back."))
