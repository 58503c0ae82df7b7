"""What patients said after their visits: how many answered, NPS, and whether they were told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Contact, Mention, Patient, Staff, Survey, Visit
from reception.queries.month_telling import shown
from reception.queries.month_values import Behind, BehindKind, Indicator, ListedRow, Unit
from reception.queries.telling import standing_mentions
from reception.queries.visit_book import VisitBook
from reception.rules.fairness import confirmed_mention_rate
from reception.rules.indicators import STAFF_GUARD, JudgedVisit, Ratio, mention_rate
from reception.rules.intervals import wilson
from reception.rules.mentions import ADULT_AGE
from reception.rules.surveys import LIMITS, nps
from reception.translation import Message, msg
from reception.values.aftercare import ContactReason, SurveyState
from reception.values.choices import VisitStatus
from reception.values.period import Period, age_on

NPS_GUARD = 30
_CONTROL, _YES = "told", "yes"


@dataclass(frozen=True)
class _Asked:
    """Visits that became due in the period: whom to ask, by visit."""

    visits: dict[int, int]

    @property
    def persons(self) -> set[int]:
        """Everybody to be asked, once each."""
        return set(self.visits.values())


def feedback_indicators(
    session: Session,
    book: VisitBook,
    judged: Sequence[JudgedVisit],
    period: Period,
    *,
    as_of: date,
) -> list[Indicator]:
    """Feedback rate in its three readings, NPS, and the mention rate as patients confirm it."""
    due = _due(session, book, period, as_of=as_of)
    surveys = session.scalars(
        select(Survey)
        .join(Visit, Visit.id == Survey.visit_id)
        .where(Visit.day.between(period.first - timedelta(days=LIMITS.due), as_of))
    ).all()
    answered = [
        row for row in surveys if row.state is SurveyState.ANSWERED and row.visit_id in due.visits
    ]
    persons = due.persons | {row.respondent_id for row in answered}
    reached = _contacted(session, due) | {
        row.respondent_id
        for row in surveys
        if row.visit_id in due.visits and row.state in (SurveyState.ANSWERED, SurveyState.DECLINED)
    }
    gave = {row.respondent_id for row in answered}
    texts = {row.respondent_id for row in answered if row.comment}
    return [
        _of_persons("feedback_rate", msg("Answered, of those to be asked"), gave, persons),
        _of_persons("feedback_rate_contacted", msg("Answered, of those asked"), gave, reached),
        _of_persons("feedback_with_text", msg("In their own words, of the answers"), texts, gave),
        _nps(session, period),
        _confirmed(session, judged, period),
    ]


def confirmed_rows(session: Session, period: Period) -> tuple[ListedRow, ...]:
    """Whether patients confirm what an employee ticked: yes, of the control answers, by name."""
    answers = _control_answers(session, period)
    speakers = {
        visit: speaker or recorder
        for visit, speaker, recorder in session.execute(
            standing_mentions()
            .with_only_columns(Mention.visit_id, Mention.speaker_id, Mention.recorded_by_id)
            .where(Mention.visit_id.in_([row.visit_id for row in answers]))
        )
    }
    yes: Counter[int] = Counter()
    every: dict[int, list[int]] = {}
    for row in answers:
        speaker = speakers.get(row.visit_id)
        if speaker is not None and row.visit_id is not None:
            every.setdefault(speaker, []).append(row.visit_id)
            yes[speaker] += (row.answers or {})[_CONTROL] == _YES
    names = session.execute(select(Staff.id, Staff.name).order_by(Staff.name, Staff.id))
    found = []
    for member, name in names:
        visits = every.get(member)
        if visits is None:
            continue
        ratio = Ratio(yes[member], len(visits), STAFF_GUARD)
        spread = None if ratio.hidden else wilson(yes[member], len(visits))
        found.append(
            ListedRow(
                (
                    name,
                    ratio.value,
                    yes[member],
                    len(visits),
                    None if spread is None else exact(spread.low),
                    None if spread is None else exact(spread.high),
                    ratio.note,
                ),
                Behind.of(BehindKind.VISIT, visits),
            )
        )
    return tuple(found)


def exact(share: float) -> Fraction:
    """A computed share as a cell: to a tenth of a percent."""
    return Fraction(round(share * 1000), 1000)


def _of_persons(name: str, title: Message, part: set[int], whole: set[int]) -> Indicator:
    return shown(
        name,
        title,
        Ratio(len(part & whole), len(whole)),
        behind=Behind.of(BehindKind.PATIENT, sorted(whole), sorted(whole - part)),
    )


def _due(session: Session, book: VisitBook, period: Period, *, as_of: date) -> _Asked:
    """Visits whose survey fell due in the period, but those within the pause of an answer."""
    wait = timedelta(days=LIMITS.due)
    rows = session.execute(
        select(
            Visit.id,
            Visit.patient_id,
            Visit.day,
            Visit.accompanied_by_id,
            Patient.guardian_id,
        )
        .join(Patient, Patient.id == Visit.patient_id)
        .where(
            Visit.status == VisitStatus.DONE,
            Visit.is_emergency.is_(False),
            Visit.day.between(period.first - wait, min(period.last, as_of) - wait),
        )
        .order_by(Visit.day, Visit.id)
    )
    known: dict[int, list[tuple[date, int | None]]] = {}
    for person, on, visit in session.execute(
        select(Survey.respondent_id, Survey.answered_on, Survey.visit_id).where(
            Survey.answered_on.is_not(None)
        )
    ):
        if on is not None:
            known.setdefault(person, []).append((on, visit))
    visits: dict[int, int] = {}
    for number, patient, day, companion, guardian in rows:
        adult = patient if _is_adult(book.born(patient), day) else companion or guardian
        if adult is not None and not _paused(known.get(adult, ()), number, day):
            visits[number] = adult
    return _Asked(visits)


def _paused(known: Sequence[tuple[date, int | None]], visit: int, day: date) -> bool:
    """Whether the person answered about another visit within the pause before this one was due."""
    asked_on = day + timedelta(days=LIMITS.due)
    return any(
        other != visit and timedelta(0) <= asked_on - on < timedelta(days=LIMITS.pause)
        for on, other in known
    )


def _is_adult(born: date | None, day: date) -> bool:
    return born is None or age_on(born, day) >= ADULT_AGE


def _contacted(session: Session, due: _Asked) -> set[int]:
    rows = session.execute(
        select(Contact.subject_id, Contact.patient_id).where(
            Contact.reason == ContactReason.SURVEY, Contact.undone_at.is_(None)
        )
    )
    return {
        person or due.visits[visit] for visit, person in rows if visit in due.visits
    } & due.persons


def _answered_in(session: Session, period: Period) -> list[Survey]:
    return list(
        session.scalars(
            select(Survey)
            .where(
                Survey.state == SurveyState.ANSWERED,
                Survey.visit_id.is_not(None),
                Survey.answered_on.between(period.first, period.last),
            )
            .order_by(Survey.id)
        )
    )


def _nps(session: Session, period: Period) -> Indicator:
    rows = _answered_in(session, period)
    scored = [row for row in rows if isinstance((row.answers or {}).get("recommend"), int)]
    scores = [int((row.answers or {})["recommend"]) for row in scored]
    ratio = Ratio(0, len(scores), NPS_GUARD)
    value = None if ratio.hidden else nps(scores)
    return Indicator(
        "nps",
        msg("NPS, from −100 to 100"),
        Unit.SCORE,
        None if value is None else round(value),
        sum(score >= 9 for score in scores) - sum(score <= 6 for score in scores),
        len(scores),
        ratio.note,
        behind=Behind.of(BehindKind.VISIT, [row.visit_id or 0 for row in scored]),
    )


def _control_answers(session: Session, period: Period) -> list[Survey]:
    """Answers to "did anyone explain it to you?" about visits with a mention."""
    rows = [row for row in _answered_in(session, period) if _CONTROL in (row.answers or {})]
    told = set(
        session.scalars(
            standing_mentions()
            .with_only_columns(Mention.visit_id)
            .where(Mention.visit_id.in_([row.visit_id for row in rows]))
        )
    )
    return [row for row in rows if row.visit_id in told]


def _confirmed(session: Session, judged: Sequence[JudgedVisit], period: Period) -> Indicator:
    rows = _control_answers(session, period)
    yes = sum((row.answers or {})[_CONTROL] == _YES for row in rows)
    found = confirmed_mention_rate(mention_rate(judged), yes=yes, answers=len(rows))
    note = found.answers.note
    if found.interval is not None:
        note = msg(
            "{yes} of {answers} confirm it: between {low} % and {high} %",
            yes=yes,
            answers=len(rows),
            low=round(found.interval.low * 100),
            high=round(found.interval.high * 100),
        )
    return Indicator(
        "confirmed_mention_rate",
        msg("Told, as patients confirm it"),
        Unit.RATIO,
        found.value,
        yes,
        len(rows),
        note,
        target=1,
        behind=Behind.of(
            BehindKind.VISIT,
            [row.visit_id or 0 for row in rows],
            [row.visit_id or 0 for row in rows if (row.answers or {})[_CONTROL] != _YES],
        ),
    )
