"""The consents of one person: what stands, on which text, who recorded it, and what was before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from reception.documents.consent_texts import consent_text
from reception.documents.payloads import Requisites
from reception.models import Consent, Erasure, Patient, Staff
from reception.queries.clinic import clinic_facts
from reception.queries.person_facts import terms_on
from reception.rules.consents import BY_CHANNEL, CHANNELS
from reception.rules.contact import CHANNELS as CONTACT_CHANNELS
from reception.rules.contact import why_not
from reception.storage.confidence import contact_facts, open_erasure
from reception.translation import Language, Message, load_translator
from reception.values.choices import (
    ConsentPurpose,
    ConsentState,
    ConsentWay,
    ContactChannel,
    MessageClass,
)
from reception.values.period import age_on

ADULT_AGE = 18


@dataclass(frozen=True)
class ConsentLine:
    """One consent: how it came about, and how it ended."""

    consent_id: int
    purpose: ConsentPurpose
    channel: ContactChannel
    state: ConsentState
    way: ConsentWay
    given_on: date | None
    signed_on: date | None
    recorded_by: str
    proof: str
    paper_number: str
    text_version: int
    text_hash: str
    text_language: Language | None
    text_changed: bool
    """Whether the text reads otherwise now than when it was agreed to."""
    toward: str
    toward_id: int | None
    signed_by: str
    """Somebody else who signed for the person; empty where she signed herself."""
    withdrawn_on: date | None
    withdrawn_by: str
    withdrawn_way: ConsentWay | None


@dataclass(frozen=True)
class Adult:
    """An adult of the household to whom visits may be disclosed."""

    patient_id: int
    name: str


@dataclass(frozen=True)
class ConsentsView:
    """Everything the screen of consents shows of one person."""

    patient_id: int
    name: str
    is_erased: bool
    is_deceased: bool
    opted_out: bool
    standing: dict[tuple[ConsentPurpose, ContactChannel], ConsentLine]
    to_sign: tuple[ConsentLine, ...]
    disclosures: tuple[ConsentLine, ...]
    history: tuple[ConsentLine, ...]
    adults: tuple[Adult, ...]
    erasure_id: int | None
    erase_by: date | None
    reminders: Message | None
    """Why she may not be reminded of a visit; None where she may."""
    advertising: Message | None


def consents_view(session: Session, *, patient_id: int, day: date) -> ConsentsView:
    """The consents of a person on a day; LookupError where she is not there."""
    person = session.get_one(Patient, patient_id)
    lines = _lines(session, person, day)
    standing: dict[tuple[ConsentPurpose, ContactChannel], ConsentLine] = {
        (one.purpose, one.channel): one
        for one in lines
        if one.state is ConsentState.GIVEN and one.purpose is not ConsentPurpose.DISCLOSURE
    }
    facts = contact_facts(session, [patient_id])[patient_id]
    erasure: Erasure | None = open_erasure(session, patient_id)
    reminders, advertising = (
        why_not(
            facts,
            message=kind,
            day=day,
            channels=[channel for one, channel in standing if one is purpose] or CONTACT_CHANNELS,
        )
        for kind, purpose in (
            (MessageClass.SERVICE, ConsentPurpose.SERVICE_MESSAGES),
            (MessageClass.ADVERTISING, ConsentPurpose.ADVERTISING),
        )
    )
    return ConsentsView(
        patient_id=patient_id,
        name=person.full_name,
        is_erased=person.erased_on is not None,
        is_deceased=person.deceased_on is not None,
        opted_out=person.opted_out,
        standing=standing,
        to_sign=tuple(one for one in lines if one.state is ConsentState.TO_SIGN),
        disclosures=tuple(
            one
            for one in lines
            if one.purpose is ConsentPurpose.DISCLOSURE and one.state is ConsentState.GIVEN
        ),
        history=tuple(reversed(lines)),
        adults=_adults(session, person, day),
        erasure_id=None if erasure is None else erasure.id,
        erase_by=None if erasure is None else erasure.due_on,
        reminders=reminders,
        advertising=advertising,
    )


def cells() -> tuple[tuple[ConsentPurpose, ContactChannel], ...]:
    """The cells of the matrix: purposes that are asked by channel, and their channels."""
    return tuple((purpose, channel) for purpose in BY_CHANNEL for channel in CHANNELS)


def may_see_visits(session: Session, *, patient_id: int, viewer_id: int) -> bool:
    """Whether a person signed that this other adult may see the days of her visits."""
    return (
        session.scalar(
            select(Consent.id).where(
                Consent.patient_id == patient_id,
                Consent.toward_id == viewer_id,
                Consent.purpose == ConsentPurpose.DISCLOSURE,
                Consent.state == ConsentState.GIVEN,
            )
        )
        is not None
    )


def _lines(session: Session, person: Patient, day: date) -> list[ConsentLine]:
    recorder, withdrawer = aliased(Staff), aliased(Staff)
    toward, signer = aliased(Patient), aliased(Patient)
    rows = session.execute(
        select(Consent, recorder.name, withdrawer.name, toward, signer)
        .outerjoin(recorder, recorder.id == Consent.recorded_by_id)
        .outerjoin(withdrawer, withdrawer.id == Consent.withdrawn_by_id)
        .outerjoin(toward, toward.id == Consent.toward_id)
        .outerjoin(signer, signer.id == Consent.signed_by_id)
        .where(Consent.patient_id == person.id)
        .order_by(Consent.id)
    )
    now = _Texts(session, day)
    return [_line(session, now, person, *row) for row in rows]


def _line(
    session: Session,
    now: _Texts,
    person: Patient,
    row: Consent,
    recorder: str | None,
    withdrawer: str | None,
    toward: Patient | None,
    signer: Patient | None,
) -> ConsentLine:
    from reception.models import Paper

    paper = None if row.paper_id is None else session.get(Paper, row.paper_id)
    return ConsentLine(
        consent_id=row.id,
        purpose=row.purpose,
        channel=row.channel,
        state=row.state,
        way=row.way,
        given_on=row.given_on,
        signed_on=row.signed_on,
        recorded_by=recorder or "",
        proof=row.proof,
        paper_number="" if paper is None else paper.number,
        text_version=row.text_version,
        text_hash=row.text_hash,
        text_language=row.text_language,
        text_changed=row.text_version > 0
        and row.text_language is not None
        and now.digest(row.purpose, row.text_language) != row.text_hash,
        toward="" if toward is None else toward.full_name,
        toward_id=row.toward_id,
        signed_by="" if signer is None or signer.id == person.id else signer.full_name,
        withdrawn_on=row.withdrawn_on,
        withdrawn_by=withdrawer or "",
        withdrawn_way=row.withdrawn_way,
    )


class _Texts:
    """The texts of consents as they read now, each worked out once."""

    def __init__(self, session: Session, day: date) -> None:
        self._clinic = requisites(session)
        self._terms = terms_on(session, day)
        self._known: dict[tuple[ConsentPurpose, Language], str] = {}

    def digest(self, purpose: ConsentPurpose, language: Language) -> str:
        """The hash of the text of a purpose in a language."""
        key = (purpose, language)
        if key not in self._known:
            translator = load_translator(language)
            terms = self._terms
            name = "" if terms is None else terms.programme.name.localized(translator)
            self._known[key] = consent_text(purpose, self._clinic, name, translator).digest
        return self._known[key]


def requisites(session: Session) -> Requisites:
    """The clinic as papers name it."""
    row = clinic_facts(session)
    return Requisites(
        name=row.name,
        legal_name=row.legal_name,
        address=row.address,
        phone=row.phone,
        country=row.country,
        registration_numbers=row.registration_numbers,
        licence_number=row.licence_number,
        licence_date=row.licence_date,
        email=row.email,
    )


def _adults(session: Session, person: Patient, day: date) -> tuple[Adult, ...]:
    others = session.scalars(
        select(Patient)
        .where(
            Patient.household_id == person.household_id,
            Patient.id != person.id,
            Patient.deceased_on.is_(None),
        )
        .order_by(Patient.id)
    )
    return tuple(
        Adult(one.id, one.full_name)
        for one in others
        if one.birth_date is None or age_on(one.birth_date, day) >= ADULT_AGE
    )
