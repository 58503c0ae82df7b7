"""Who knows the terms: for the check before publishing, the page of knowledge and the report."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import QuizResult, Staff
from reception.paths import resources_directory
from reception.rules.certification import FRONT_OFFICE, Certified
from reception.rules.quiz import QuizBook


@lru_cache(maxsize=1)
def quiz_book() -> QuizBook:
    """The questions of the quiz, read once."""
    path = resources_directory() / "starter" / "quiz.toml"
    return QuizBook(path.read_text(encoding="utf-8"))


def certified(session: Session, terms_hash: str) -> list[Certified]:
    """Everybody at work in the front office, by name, and whether they passed on these terms."""
    results: dict[int, list[QuizResult]] = {}
    for row in session.scalars(
        select(QuizResult).where(QuizResult.terms_hash == terms_hash).order_by(QuizResult.id)
    ):
        results.setdefault(row.staff_id, []).append(row)
    people = session.scalars(
        select(Staff).where(Staff.is_active, Staff.job.in_(FRONT_OFFICE)).order_by(Staff.name)
    )
    return [_certified(person, results.get(person.id, [])) for person in people]


def _certified(person: Staff, taken: list[QuizResult]) -> Certified:
    passed = [row for row in taken if row.is_passed]
    return Certified(
        name=person.name,
        has_passed=bool(passed),
        staff_id=person.id,
        job=person.job,
        best=max((row.right for row in taken), default=None),
        tries=len(taken),
        passed_on=passed[0].taken_on if passed else None,
    )
