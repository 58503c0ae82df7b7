"""A person's stage with its history, the six signs behind it, and what to watch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Doctor, PortraitFact, Staff, Visit
from reception.queries.person_facts import PersonFacts, person_facts
from reception.rules.portrait import (
    FRIENDLY_VOICES,
    Fact,
    Interest,
    incidents,
    is_at_risk,
    newest,
    one_doctor_only,
    portrait_of,
    voices,
)
from reception.rules.stages import Staged, StageFacts, StageWindows, stage_of
from reception.storage.portraits import facts_by_person, interests_on
from reception.storage.survey_book import survey_book
from reception.translation import Message, msg, nmsg
from reception.values.aftercare import PortraitSign
from reception.values.choices import VisitStatus
from reception.values.localized_text import LocalizedText

HISTORY_MONTHS = 12


@dataclass(frozen=True)
class Sign:
    """One of the six signs: what it is, whether it is there, and why or what is missing."""

    name: Message
    is_there: bool
    why: Message


@dataclass(frozen=True)
class StageOn:
    """The stage on a day, a month's end or today."""

    day: date
    staged: Staged


@dataclass(frozen=True)
class FactLine:
    """A recorded fact: what, which value, when, by whom; taken back ones say so."""

    fact_id: int
    sign: PortraitSign
    value: str
    note: str
    day: date
    by: str
    is_undone: bool


@dataclass(frozen=True)
class PortraitView:
    """Everything the record shows; `history` holds changes of the stage, the newest first."""

    staged: Staged
    signs: tuple[Sign, ...]
    reason: str
    matters: str
    history: tuple[StageOn, ...]
    at_risk: bool
    only_doctor: str
    incidents: int
    facts: tuple[FactLine, ...]


def portrait_view(session: Session, *, patient_id: int, day: date) -> PortraitView:
    """The portrait of a person on a day; raises Refused("unknown") where nobody is."""
    known = person_facts(session, patient_id=patient_id, day=day)
    facts = facts_by_person(session, [patient_id]).get(patient_id, [])
    interest = interests_on(session, day, [patient_id])[patient_id]
    staged = stage_of(known.stage_facts(patient_id), StageWindows(day))
    through = [one for one in facts if one.day <= day]
    return PortraitView(
        staged=staged,
        signs=_signs(known, patient_id, through, interest, day),
        reason=newest(through, PortraitSign.REASON_FOR_CHOOSING),
        matters=newest(through, PortraitSign.MATTERS_MOST),
        history=_history(session, known, patient_id, facts, staged, day),
        at_risk=is_at_risk(known.days_of(patient_id), day),
        only_doctor=_only_doctor(session, patient_id),
        incidents=incidents(facts, day),
        facts=_lines(session, patient_id),
    )


def answer_words(sign: PortraitSign, value: str) -> LocalizedText | None:
    """The words of an answer to the survey question about a sign; None where it is unknown."""
    for question in survey_book().questions.values():
        if question.about is sign and question.options and value in question.options:
            return question.options[value]
    return None


def offered_answers(sign: PortraitSign) -> list[tuple[str, LocalizedText]]:
    """The answers a sign is chosen from."""
    for question in survey_book().questions.values():
        if question.about is sign:
            return list((question.options or {}).items())
    return []


def _signs(
    known: PersonFacts, patient_id: int, facts: list[Fact], interest: Interest, day: date
) -> tuple[Sign, ...]:
    portrait = portrait_of(facts, interest, day)
    # A portrait without attitude leaves the stage to the visits alone.
    visits = StageFacts(
        known.days_of(patient_id), sorted({one.day for one in known.visits}), len(known.members)
    )
    by_visits = stage_of(visits, StageWindows(day))
    regular = by_visits.stage.value == "regular"
    heard = len(voices(facts))
    matters = newest(facts, PortraitSign.MATTERS_MOST)
    return (
        Sign(msg("Uses our services regularly"), regular, by_visits.reason),
        Sign(
            msg("Recommends us"),
            portrait.recommends,
            msg("a confirmed recommendation or a review")
            if portrait.recommends
            else msg("no confirmed recommendation or review yet"),
        ),
        Sign(
            msg("Friendly to all of us"),
            portrait.friendly,
            msg("said by {count} of {needed} colleagues", count=heard, needed=FRIENDLY_VOICES),
        ),
        Sign(
            msg("Takes an interest"),
            portrait.interested,
            nmsg("services of {count} group", "services of {count} groups", interest.groups),
        ),
        Sign(
            msg("Price is not the main thing"),
            portrait.price_not_main,
            msg("the main thing: {what}", what=answer_words(PortraitSign.MATTERS_MOST, matters))
            if matters
            else msg("not asked yet"),
        ),
        Sign(
            msg("Stands up for us"),
            portrait.defends,
            msg("known of") if portrait.defends else msg("not known of"),
        ),
    )


def _history(
    session: Session,
    known: PersonFacts,
    patient_id: int,
    facts: list[Fact],
    staged: Staged,
    day: date,
) -> tuple[StageOn, ...]:
    found = [StageOn(day, staged)]
    end = day.replace(day=1) - timedelta(days=1)
    own = known.days_of(patient_id)
    family = sorted({one.day for one in known.visits})
    for _month in range(HISTORY_MONTHS):
        interest = interests_on(session, end, [patient_id])[patient_id]
        portrait = portrait_of(facts, interest, end)
        then = stage_of(StageFacts(own, family, len(known.members), portrait), StageWindows(end))
        found.append(StageOn(end, then))
        end = end.replace(day=1) - timedelta(days=1)
    changed = [
        one for one, before in pairwise(found) if one.staged.stage is not before.staged.stage
    ]
    return tuple(changed)


def _only_doctor(session: Session, patient_id: int) -> str:
    seen = session.scalars(
        select(Visit.doctor_id).where(
            Visit.patient_id == patient_id, Visit.status == VisitStatus.DONE
        )
    ).all()
    only = one_doctor_only(seen)
    doctor = None if only is None else session.get(Doctor, only)
    return "" if doctor is None else doctor.name


def _lines(session: Session, patient_id: int) -> tuple[FactLine, ...]:
    rows = session.execute(
        select(PortraitFact, Staff.name)
        .outerjoin(Staff, Staff.id == PortraitFact.recorded_by_id)
        .where(PortraitFact.patient_id == patient_id)
        .order_by(PortraitFact.day.desc(), PortraitFact.id.desc())
    )
    return tuple(
        FactLine(
            fact.id,
            fact.sign,
            fact.value,
            fact.note,
            fact.day,
            by or "",
            fact.undone_at is not None,
        )
        for fact, by in rows
    )
