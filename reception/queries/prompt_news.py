"""What is new for one listener: her next visit, her suggestion that was done, changed terms."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import ProgrammeVersion, Recall, Suggestion, Visit
from reception.queries.person_facts import PersonFacts
from reception.rules.short_changes import MOST_WORDS, change_in_few_words
from reception.rules.terms import Terms
from reception.rules.terms_reading import terms_from_json
from reception.translation import Language, load_translator
from reception.values.aftercare import RecallState, SuggestionState
from reception.values.choices import MentionOutcome, VisitStatus


def planned_day(session: Session, patient_id: int, day: date) -> date | None:
    """The day of the next appointment after a day."""
    return session.scalar(
        select(func.min(Visit.day)).where(
            Visit.patient_id == patient_id,
            Visit.day > day,
            Visit.status == VisitStatus.PLANNED,
        )
    )


def next_visit(session: Session, patient_id: int, day: date) -> date | None:
    """The agreed next visit: the next appointment, else the day a doctor asked for."""
    booked = planned_day(session, patient_id, day)
    if booked is not None:
        return booked
    return session.scalar(
        select(func.min(Recall.due_on)).where(
            Recall.patient_id == patient_id,
            Recall.due_on > day,
            Recall.state == RecallState.OPEN,
        )
    )


def suggestion_done(session: Session, patient_id: int) -> str:
    """A suggestion of hers that was done and that nobody has told her of, in a few words."""
    rows = session.execute(
        select(Suggestion.short, Suggestion.words)
        .where(
            Suggestion.patient_id == patient_id,
            Suggestion.state == SuggestionState.DONE,
            Suggestion.told_on.is_(None),
        )
        .order_by(Suggestion.id.desc())
    )
    for short, words in rows:
        for text in (short, words):
            tidy = " ".join(text.split()).rstrip(".")
            if tidy and len(tidy.split()) <= MOST_WORDS:
                return tidy
    return ""


def change_since_declined(
    session: Session, known: PersonFacts, listener_id: int | None, terms: Terms, language: Language
) -> str:
    """What has changed in the terms since the listener last declined, in at most six words."""
    declined = [
        row
        for row in known.mentions
        if row.listener_id == listener_id and row.outcome is MentionOutcome.DECLINED
    ]
    if not declined:
        return ""
    last = max(declined, key=lambda row: (row.day, row.id))
    version = session.get(ProgrammeVersion, last.version_id) if last.version_id else None
    if version is None:
        return ""
    change = change_in_few_words(terms_from_json(version.terms), terms)
    return "" if change is None else load_translator(language).text(change)
