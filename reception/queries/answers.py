"""The answers panel: what was typed, the sentences of the terms in force, this family's figure.

After them the clinic's own nuances: questions it once had no answer to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Nuance, Patient, Staff, Task
from reception.queries.account_glance import account_glance
from reception.queries.person_facts import PersonFacts, person_facts, terms_on
from reception.queries.prompt_facts import mention_facts
from reception.rules.answers import Answer, Example, answers, found_topics
from reception.rules.names import fold
from reception.rules.terms import Terms
from reception.storage.answer_topics import answer_topics
from reception.storage.finders import programme_began
from reception.storage.publishing_facts import sheet_facts
from reception.translation import Language, Message, nmsg
from reception.values.choices import Channel


@dataclass(frozen=True)
class AnswerRow:
    """A question and its answer in the language asked for; `example` is of the patient in hand."""

    key: str
    title: str
    text: str
    example: Message | None
    is_nuance: bool = False


@dataclass(frozen=True)
class AnswersFound:
    """The answers, best first; `language` is the patient's where nobody chose another."""

    language: Language
    rows: tuple[AnswerRow, ...]
    for_whom: str


def find_answers(
    session: Session,
    *,
    text: str,
    day: date,
    language: Language | None = None,
    patient_id: int | None = None,
) -> AnswersFound:
    """What the terms in force and the nuances say about what was typed.

    Nobody's figure is shown without a patient; an empty text gives every topic.
    """
    person = None if patient_id is None else session.get(Patient, patient_id)
    spoken = language or (Language.RU if person is None else person.language)
    terms = terms_on(session, day)
    rows: list[AnswerRow] = []
    if terms is not None:
        facts = sheet_facts(session, draft=terms, today=day)
        topics = found_topics(answer_topics(), text)
        told = answers(topics, terms, facts, spoken)
        known = None if person is None else person_facts(session, patient_id=person.id, day=day)
        rows = [
            AnswerRow(one.key, one.title, one.text, _example(session, one, known, terms))
            for one in told
        ]
    rows += _nuances(session, text, spoken)
    return AnswersFound(spoken, tuple(rows), "" if person is None else person.spoken_name)


def _example(
    session: Session, answer: Answer, known: PersonFacts | None, terms: Terms
) -> Message | None:
    if known is None or answer.example is Example.NONE:
        return None
    glance = account_glance(session, known.account, day=known.day)
    if answer.example is Example.BALANCE and glance is not None:
        return nmsg(
            "On their account now: {count} point can be used.",
            "On their account now: {count} points can be used.",
            glance.balance,
        )
    if answer.example is Example.LAPSING and glance is not None and glance.lapses_on is not None:
        return nmsg(
            "On their account the next {count} point lapses after {day}.",
            "On their account the next {count} points lapse after {day}.",
            glance.lapsing,
            day=glance.lapses_on,
        )
    facts = mention_facts(
        session,
        known=known,
        visit=None,
        channel=Channel.CHECK_IN,
        terms=terms,
        began=programme_began(session),
        balance=None if glance is None else glance.balance,
    )
    if answer.example is Example.YEAR and facts.last_year_points:
        return nmsg(
            "Their own visits of the last twelve months: {count} point.",
            "Their own visits of the last twelve months: {count} points.",
            facts.last_year_points,
        )
    if answer.example is Example.PAST and facts.retroactive_points:
        return nmsg(
            "Joining today would credit {count} point for past visits.",
            "Joining today would credit {count} points for past visits.",
            facts.retroactive_points,
        )
    return None


def _nuances(session: Session, text: str, language: Language) -> list[AnswerRow]:
    asked = fold(text).split()
    rows = session.scalars(
        select(Nuance)
        .where(Nuance.answered_at.is_not(None), Nuance.dropped_at.is_(None))
        .order_by(Nuance.answered_at.desc())
    )
    found = []
    for row in rows:
        answer = str((row.answer or {}).get(language.value, ""))
        words = fold(f"{row.question} {answer}").split()
        if answer and all(any(w.startswith(one[:5]) for w in words) for one in asked):
            found.append(AnswerRow(f"nuance-{row.id}", row.question, answer, None, is_nuance=True))
    return found


@dataclass(frozen=True)
class OpenQuestion:
    """A question that waits for its answer; `due_on` is the day promised to the patient."""

    id: int
    question: str
    language: Language
    asked_at: datetime
    asked_by: str
    due_on: date | None
    patient_id: int | None


def open_questions(session: Session) -> list[OpenQuestion]:
    """Questions without an answer, the one due first at the top."""
    rows = session.execute(
        select(Nuance, Task.due_on, Task.patient_id, Staff.name)
        .outerjoin(Task, Task.id == Nuance.task_id)
        .outerjoin(Staff, Staff.id == Nuance.asked_by_id)
        .where(Nuance.answered_at.is_(None), Nuance.dropped_at.is_(None))
        .order_by(Task.due_on, Nuance.id)
    )
    return [
        OpenQuestion(
            id=row.id,
            question=row.question,
            language=row.language,
            asked_at=row.asked_at,
            asked_by=name or "",
            due_on=due_on,
            patient_id=patient_id,
        )
        for row, due_on, patient_id, name in rows
    ]


@dataclass(frozen=True)
class NuanceRow:
    """A nuance as it stands: its question and its answer in each language."""

    id: int
    question: str
    answer: dict[str, str]
    answered_at: datetime
    answered_by: str


def nuances(session: Session) -> list[NuanceRow]:
    """Every nuance the clinic has written down, the newest first."""
    rows = session.execute(
        select(Nuance, Staff.name)
        .outerjoin(Staff, Staff.id == Nuance.answered_by_id)
        .where(Nuance.answered_at.is_not(None), Nuance.dropped_at.is_(None))
        .order_by(Nuance.answered_at.desc(), Nuance.id.desc())
    )
    return [
        NuanceRow(row.id, row.question, dict(row.answer or {}), row.answered_at, name or "")
        for row, name in rows
        if row.answered_at is not None
    ]
