"""Consents: recorded each by itself with its text, way and proof; withdrawn by a word.

There is no consent by default, and none that stands for another (product/law.md R6).  Undoing a
withdrawal brings the consent back as it stood; a withdrawal of the data consent begins the
thirty days of erasing (C11).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from reception.changes import Done
from reception.documents.consent_texts import consent_text
from reception.errors import InvalidInput, Refused
from reception.models import Consent
from reception.rules.consents import consent_fault
from reception.rules.terms_reading import terms_from_json
from reception.services.erasure import ask_erasure, take_back_erasure
from reception.services.paper_data import PaperMaker
from reception.services.paper_signing import record_signatures
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg, nmsg
from reception.values.choices import (
    ConsentPurpose,
    ConsentState,
    ConsentWay,
    ContactChannel,
)
from reception.values.labels import contact_label, purpose_label

LONGEST_PROOF = 300


def record_consent(
    uow: UnitOfWork,
    *,
    patient_id: int,
    purpose: ConsentPurpose,
    channel: ContactChannel = ContactChannel.NONE,
    way: ConsentWay = ConsentWay.PAPER,
    day: date | None = None,
    proof: str = "",
    toward_id: int | None = None,
    signed_by_id: int | None = None,
) -> Done[int]:
    """Somebody agreed to one purpose, on one channel; answers the consent.

    `day` is today where none is named.  Raises InvalidInput for a way the law does not take, a
    day to come or a missing proof; Refused where the person is dead or erased.
    """
    person = uow.find.patient(patient_id)
    if person.deceased_on is not None or person.erased_on is not None:
        raise Refused(msg("Nothing can be agreed to in this record."), code="not_allowed")
    fault = consent_fault(
        purpose, channel, way, is_toward_somebody=toward_id is not None, proof=proof
    )
    if fault is not None:
        raise InvalidInput(fault, field="way")
    given_on = day or uow.today
    if given_on > uow.today:
        raise InvalidInput(msg("A consent is not given on a day to come."), field="day")
    if len(proof) > LONGEST_PROOF:
        raise InvalidInput(
            msg("The text is too long. Allowed: {most} letters.", most=LONGEST_PROOF),
            field="proof",
        )
    known = standing(uow, patient_id, purpose, channel, toward_id)
    if known is not None:
        return Done(known.id)
    printed = _printed(uow, patient_id, toward_id)
    if printed is not None and printed.paper_id is not None:
        signed = record_signatures(uow, paper_ids=(printed.paper_id,), kept_in=proof)
        return Done(printed.id, signed.said, undo=signed.undo)
    maker = PaperMaker(uow, person.language)
    text = consent_text(purpose, maker.clinic, programme_name(uow, maker), maker.translator)
    row = Consent(
        patient_id=patient_id,
        purpose=purpose,
        channel=channel,
        state=ConsentState.GIVEN,
        text_version=text.version,
        text_hash=text.digest,
        text_language=person.language,
        toward_id=toward_id,
        way=way,
        given_on=given_on,
        signed_on=given_on if way is ConsentWay.PAPER else None,
        proof=proof.strip(),
        signed_by_id=signed_by_id or patient_id,
        recorded_at=uow.now,
        recorded_by_id=uow.actor.staff_id,
    )
    uow.add(row)
    uow.about("patient", patient_id)
    said = msg(
        "Agreed: {purpose}, {channel}.",
        purpose=purpose_label(purpose),
        channel=contact_label(channel),
    )
    if channel is ContactChannel.NONE:
        said = msg("Agreed: {purpose}.", purpose=purpose_label(purpose))
    return Done(row.id, said, undo=partial(take_back_consent, consent_id=row.id))


def take_back_consent(uow: UnitOfWork, *, consent_id: int) -> Done[None]:
    """A consent recorded by mistake; its row stays, withdrawn on the day it was given."""
    row = uow.find.consent(consent_id)
    _withdraw(uow, row, ConsentWay.SPOKEN)
    uow.note(reason="recorded by mistake")
    uow.about("patient", row.patient_id)
    return Done(None, msg("The consent was taken back."))


@dataclass(frozen=True)
class Withdrawn:
    """What a withdrawal did: the consents, and the erasure it began."""

    consent_ids: tuple[int, ...]
    erasure_id: int | None = None


def withdraw_consents(
    uow: UnitOfWork, *, consent_ids: Sequence[int], way: ConsentWay = ConsentWay.SPOKEN
) -> Done[Withdrawn]:
    """Somebody takes consents back; from now on she is on no list that needs them.

    Without the data consent her data are to be erased within the clinic's days.
    """
    rows = [uow.find.consent(one) for one in consent_ids]
    standing_rows = [row for row in rows if row.state is not ConsentState.WITHDRAWN]
    if not standing_rows:
        return Done(Withdrawn(()))
    for row in standing_rows:
        _withdraw(uow, row, way)
    patient_id = standing_rows[0].patient_id
    erasure_id = None
    if any(row.purpose is ConsentPurpose.DATA for row in standing_rows):
        erasure_id = ask_erasure(uow, patient_id=patient_id, way=way).value
    uow.about("patient", patient_id)
    ids = tuple(row.id for row in standing_rows)
    said = nmsg("{count} consent is withdrawn.", "{count} consents are withdrawn.", len(ids))
    undo = partial(give_back_consents, consent_ids=ids, erasure_id=erasure_id)
    return Done(Withdrawn(ids, erasure_id), said, undo=undo)


def withdraw_advertising(
    uow: UnitOfWork, *, patient_id: int, way: ConsentWay = ConsentWay.SPOKEN
) -> Done[Withdrawn]:
    """No advertising any more, on any channel: one key (R11: stop at once on demand)."""
    rows = uow.find.consents(patient_id, ConsentPurpose.ADVERTISING)
    return withdraw_consents(uow, consent_ids=[row.id for row in rows], way=way)


def give_back_consents(
    uow: UnitOfWork, *, consent_ids: Sequence[int], erasure_id: int | None = None
) -> Done[None]:
    """Withdrawn by mistake: the consents stand as before, and what was begun by it ends."""
    for consent_id in consent_ids:
        row = uow.find.consent(consent_id)
        signed = row.signed_on is not None or row.way is not ConsentWay.PAPER
        row.state = ConsentState.GIVEN if signed else ConsentState.TO_SIGN
        row.withdrawn_on = row.withdrawn_at = row.withdrawn_by_id = row.withdrawn_way = None
        uow.about("patient", row.patient_id)
    if erasure_id is not None:
        take_back_erasure(uow, erasure_id=erasure_id)
    return Done(None, msg("The consents stand again."))


def standing(
    uow: UnitOfWork,
    patient_id: int,
    purpose: ConsentPurpose,
    channel: ContactChannel,
    toward_id: int | None,
) -> Consent | None:
    """The consent that is given and not withdrawn, if any."""
    for row in reversed(uow.find.consents(patient_id, purpose)):
        if (row.channel, row.toward_id, row.state) == (channel, toward_id, ConsentState.GIVEN):
            return row
    return None


def _printed(uow: UnitOfWork, patient_id: int, toward_id: int | None) -> Consent | None:
    """The sheet of a disclosure that was printed and waits for its signature."""
    if toward_id is None:
        return None
    for row in uow.find.consents(patient_id, ConsentPurpose.DISCLOSURE):
        if row.toward_id == toward_id and row.state is ConsentState.TO_SIGN:
            return row
    return None


def programme_name(uow: UnitOfWork, maker: PaperMaker) -> str:
    """The programme's name in the maker's language; empty where none is in force."""
    version = uow.find.version_on(uow.today)
    if version is None:
        return ""
    return terms_from_json(version.terms).programme.name.localized(maker.translator)


def _withdraw(uow: UnitOfWork, row: Consent, way: ConsentWay) -> None:
    row.state, row.withdrawn_on, row.withdrawn_at = ConsentState.WITHDRAWN, uow.today, uow.now
    row.withdrawn_by_id, row.withdrawn_way = uow.actor.staff_id, way
    uow.session.flush()
