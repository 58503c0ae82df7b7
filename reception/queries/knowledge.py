"""The page of knowledge: the quiz of each version, who passed, what is hardest, trainings."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import ProgrammeVersion, QuizResult, Staff, Training
from reception.rules.certification import Certified
from reception.rules.quiz import Quiz
from reception.rules.terms_reading import terms_from_json
from reception.storage.knowledge_facts import certified, quiz_book
from reception.values.choices import VersionStatus
from reception.values.localized_text import LocalizedText


@dataclass(frozen=True)
class QuizVersion:
    """A version one can be asked about, and whether the person at the desk has passed on it."""

    version_id: int
    number: int
    valid_from: date
    is_draft: bool
    is_in_force: bool
    has_passed: bool
    people: tuple[Certified, ...]

    @property
    def passed(self) -> int:
        """How many of the front office have."""
        return sum(person.has_passed for person in self.people)


@dataclass(frozen=True)
class HardQuestion:
    """A question with how often it was asked and answered wrong."""

    number: int
    text: LocalizedText
    asked: int
    wrong: int


@dataclass(frozen=True)
class TrainingRow:
    """A training of the log."""

    id: int
    held_on: date
    topic: str
    attendees: tuple[str, ...]
    next_due: date | None
    is_due: bool


def quiz_versions(session: Session, *, day: date, staff_id: int | None) -> list[QuizVersion]:
    """The version in force, those to come, and the draft, in the order of their days."""
    rows = session.scalars(select(ProgrammeVersion).order_by(ProgrammeVersion.number)).all()
    begun = [
        row.id for row in rows if row.status is VersionStatus.PUBLISHED and row.valid_from <= day
    ]
    return [
        _quiz_version(session, row, staff_id, in_force=row.id == begun[-1] if begun else False)
        for row in rows
        if row.id not in begun[:-1]
    ]


def _quiz_version(
    session: Session, row: ProgrammeVersion, staff_id: int | None, *, in_force: bool
) -> QuizVersion:
    people = tuple(certified(session, row.terms_hash))
    own = select(QuizResult.id).where(
        QuizResult.staff_id == staff_id,
        QuizResult.terms_hash == row.terms_hash,
        QuizResult.is_passed,
    )
    return QuizVersion(
        version_id=row.id,
        number=row.number,
        valid_from=row.valid_from,
        is_draft=row.status is VersionStatus.DRAFT,
        is_in_force=in_force,
        has_passed=staff_id is not None and session.scalar(own.limit(1)) is not None,
        people=people,
    )


def quiz_of(session: Session, *, version_id: int, seed: int) -> Quiz:
    """The quiz of a version in the order of a seed."""
    row = session.get_one(ProgrammeVersion, version_id)
    return quiz_book().draw(terms_from_json(row.terms), seed)


def hardest_questions(session: Session, *, most: int = 3) -> list[HardQuestion]:
    """The questions answered wrong most often, over all quizzes; none that nobody failed."""
    asked: dict[int, int] = {}
    wrong: dict[int, int] = {}
    for text in session.scalars(select(QuizResult.answers)):
        for number, _chosen, is_right in json.loads(text):
            asked[number] = asked.get(number, 0) + 1
            wrong[number] = wrong.get(number, 0) + (not is_right)
    texts = quiz_book().texts
    found = [
        HardQuestion(number, texts[number], count, wrong[number])
        for number, count in asked.items()
        if number in texts and wrong[number]
    ]
    found.sort(key=lambda each: (-each.wrong / each.asked, -each.wrong, each.number))
    return found[:most]


def training_log(session: Session, *, day: date) -> list[TrainingRow]:
    """Every training, the latest first; the last of a topic is due once its day has come."""
    names: dict[int, str] = {
        row.id: row.name for row in session.execute(select(Staff.id, Staff.name))
    }
    rows = session.scalars(select(Training).order_by(Training.held_on.desc(), Training.id.desc()))
    seen: set[str] = set()
    found = []
    for row in rows:
        latest = row.topic_name.casefold() not in seen
        seen.add(row.topic_name.casefold())
        found.append(
            TrainingRow(
                id=row.id,
                held_on=row.held_on,
                topic=row.topic_name,
                attendees=tuple(names[each] for each in row.attendees if each in names),
                next_due=row.next_due,
                is_due=latest and row.next_due is not None and row.next_due <= day,
            )
        )
    return found


def quiz_due(session: Session, *, day: date, staff_id: int | None) -> bool:
    """Whether the person at the desk has still to pass on the version in force."""
    known = [
        each for each in quiz_versions(session, day=day, staff_id=staff_id) if each.is_in_force
    ]
    return staff_id is not None and bool(known) and not known[0].has_passed
