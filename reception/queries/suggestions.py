"""The register of suggestions: where each stands, whom to tell, how many were told in time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Clinic, Patient, Suggestion, SuggestionEcho
from reception.rules.contact import contact_channels
from reception.rules.outreach import message_class
from reception.rules.patterns import fill
from reception.storage.confidence import contact_facts
from reception.storage.survey_book import messages
from reception.translation import Language
from reception.values.aftercare import ContactReason, Echo, SuggestionState
from reception.values.choices import ContactChannel

TOLD_WITHIN = timedelta(days=14)
_CLOSED = (SuggestionState.DONE, SuggestionState.DECLINED)


@dataclass(frozen=True)
class SuggestionRow:
    """A suggestion; `channels` and `text` are how and in which words its author is told."""

    suggestion_id: int
    patient_id: int | None
    name: str
    words: str
    short: str
    language: Language
    state: SuggestionState
    reason: str
    raised_on: date
    closed_on: date | None
    told_on: date | None
    would_help: int
    would_not: int
    channels: tuple[ContactChannel, ...]
    text: str

    @property
    def must_be_told(self) -> bool:
        """Whether its author waits to hear what became of it."""
        return self.state in _CLOSED and self.told_on is None and self.patient_id is not None

    def told_in_time(self) -> bool:
        """Whether its author was told within 14 days."""
        return (
            self.told_on is not None
            and self.closed_on is not None
            and self.told_on - self.closed_on <= TOLD_WITHIN
        )


_ORDER = (
    SuggestionState.NEW,
    SuggestionState.CONSIDERED,
    SuggestionState.ACCEPTED,
    SuggestionState.DONE,
    SuggestionState.DECLINED,
)


def suggestions(session: Session, *, day: date) -> list[SuggestionRow]:
    """Every suggestion: new ones first, then by how far they are; the oldest first."""
    echoes: dict[int, Counter[Echo]] = {}
    for number, echo in session.execute(select(SuggestionEcho.suggestion_id, SuggestionEcho.echo)):
        echoes.setdefault(number, Counter())[echo] += 1
    pairs: list[tuple[Suggestion, Patient | None]] = [
        (row, patient)
        for row, patient in session.execute(
            select(Suggestion, Patient).outerjoin(Patient, Patient.id == Suggestion.patient_id)
        )
    ]
    people = {patient.id for _row, patient in pairs if patient is not None}
    facts = contact_facts(session, people)
    wanted = message_class(ContactReason.RESULT, has_gift=False)
    clinic = session.scalars(select(Clinic)).one()
    found = []
    for row, patient in pairs:
        known = None if patient is None else facts.get(patient.id)
        channels = () if known is None else contact_channels(known, message=wanted, day=day)
        found.append(_row(row, patient, clinic, channels, echoes.get(row.id, Counter())))
    found.sort(key=lambda one: (_ORDER.index(one.state), one.raised_on, one.suggestion_id))
    return found


def _row(
    row: Suggestion,
    patient: Patient | None,
    clinic: Clinic,
    channels: tuple[ContactChannel, ...],
    echoes: Counter[Echo],
) -> SuggestionRow:
    return SuggestionRow(
        suggestion_id=row.id,
        patient_id=row.patient_id,
        name="" if patient is None else patient.full_name,
        words=row.words,
        short=row.short,
        language=row.language,
        state=row.state,
        reason=row.reason,
        raised_on=row.raised_on,
        closed_on=row.done_on if row.state is SuggestionState.DONE else row.decided_on,
        told_on=row.told_on,
        would_help=echoes[Echo.YES],
        would_not=echoes[Echo.NO],
        channels=channels,
        text="" if patient is None else _text(row, patient, clinic),
    )


def _text(row: Suggestion, patient: Patient, clinic: Clinic) -> str:
    if row.state not in _CLOSED:
        return ""
    words = "result" if row.state is SuggestionState.DONE else "declined"
    figures = {
        "address": patient.address_form or patient.spoken_name,
        "clinic": clinic.name,
        "suggestion": (row.short or row.words).rstrip(" ."),
        "reason": row.reason.rstrip(" ."),
    }
    return fill(messages()[words].in_language(patient.language), figures, patient.language)


@dataclass(frozen=True)
class ClosedLoop:
    """Of the suggestions done within a period: how many, and how many were told in 14 days."""

    done: int
    told_in_time: int


def closed_loop(session: Session, *, first: date, last: date) -> ClosedLoop:
    """The measure "told within 14 days" over the suggestions done from `first` through `last`."""
    rows = session.scalars(
        select(Suggestion).where(
            Suggestion.state == SuggestionState.DONE,
            Suggestion.done_on.between(first, last),
            Suggestion.patient_id.is_not(None),
        )
    )
    every = list(rows)
    told = [
        one
        for one in every
        if one.told_on is not None
        and one.done_on is not None
        and one.told_on - one.done_on <= TOLD_WITHIN
    ]
    return ClosedLoop(len(every), len(told))
