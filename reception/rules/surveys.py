"""Surveys after a visit: who is asked when, what is asked, what an answer may be.

Two days after the visit, three questions at most and one open one that cannot be left out; one
survey per person in sixty days; nothing is ever given for an answer (S2.14 to S2.18, S2.13).
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from reception.errors import InvalidInput
from reception.translation import Language, msg
from reception.values.aftercare import PortraitSign
from reception.values.choices import Stage
from reception.values.localized_text import LocalizedText

MOST_CLOSED = 3
CONTROL_ONE_IN = 5
LONGEST_COMMENT = 4000
LOW_RECOMMEND, HIGH_RECOMMEND = 6, 9
LOW_SATISFIED, HIGH_SATISFIED = 3, 5


class Kind(StrEnum):
    """How a closed question is answered."""

    SCALE = "scale"
    CHOICE = "choice"


@dataclass(frozen=True)
class Question:
    """A closed question; `once` is how many days an answer of the person holds.

    `about` is the sign an answer makes known, `stages` where it is asked (none = everywhere);
    a control question checks what the clinic says of itself.
    """

    code: str
    kind: Kind
    text: LocalizedText
    lowest: int = 0
    highest: int = 0
    options: Mapping[str, LocalizedText] | None = None
    once: int = 0
    about: PortraitSign | None = None
    stages: frozenset[Stage] = frozenset()
    is_control: bool = False

    def allowed(self) -> str:
        """What may be answered, for whoever types: "0–10" or the codes."""
        if self.kind is Kind.SCALE:
            return f"{self.lowest}–{self.highest}"
        return ", ".join(self.options or ())


@dataclass(frozen=True)
class SurveyBook:
    """Every text of the survey."""

    intro: LocalizedText
    thanks: LocalizedText
    questions: Mapping[str, Question]
    open: Mapping[str, LocalizedText]
    influence: LocalizedText


@dataclass(frozen=True)
class SurveyLimits:
    """Days: asked after, overdue at, closed at, and the pause for one person (settings)."""

    due: int = 2
    overdue: int = 5
    closed: int = 10
    pause: int = 60


LIMITS = SurveyLimits()


def read_surveys(text: str) -> SurveyBook:
    """The book of a TOML text; raises KeyError or ValueError where it is not whole."""
    tree = tomllib.loads(text)
    return SurveyBook(
        LocalizedText.of(tree["intro"]),
        LocalizedText.of(tree["thanks"]),
        {row["code"]: _question(row) for row in tree["questions"]},
        {name: LocalizedText.of(row) for name, row in tree["open"].items()},
        LocalizedText.of(tree["influence"]),
    )


def _question(row: Mapping[str, Any]) -> Question:
    options = {one["code"]: LocalizedText.of(one) for one in row.get("options", [])}
    return Question(
        code=row["code"],
        kind=Kind(row["kind"]),
        text=LocalizedText.of(row),
        lowest=row.get("from", 0),
        highest=row.get("to", 0),
        options=options or None,
        once=row.get("once", 0),
        about=PortraitSign(row["about"]) if "about" in row else None,
        stages=frozenset(Stage(one) for one in row.get("stages", [])),
        is_control=row.get("control", False),
    )


# --- Who is asked, when ----------------------------------------------------------------------


class Due(StrEnum):
    """Where a survey stands on a day."""

    NOT_YET = "not_yet"
    TODAY = "today"
    OVERDUE = "overdue"
    CLOSED = "closed"


def standing(visit_day: date, day: date, limits: SurveyLimits = LIMITS) -> Due:
    """Not yet, to be asked, overdue or closed, by the days since the visit."""
    passed = (day - visit_day).days
    if passed < limits.due:
        return Due.NOT_YET
    if passed >= limits.closed:
        return Due.CLOSED
    return Due.OVERDUE if passed >= limits.overdue else Due.TODAY


def due_visit(
    visit_days: Sequence[tuple[date, int]],
    asked: Iterable[date],
    day: date,
    limits: SurveyLimits = LIMITS,
) -> int | None:
    """Which visit of one person is asked about on a day: the latest that is due, or None.

    `visit_days` are days and numbers of done visits without a survey, `asked` the days on which
    the person was surveyed or tried; within the pause nobody is asked again.
    """
    if any(timedelta(0) <= day - one < timedelta(days=limits.pause) for one in asked):
        return None
    open_now = [
        (when, number)
        for when, number in visit_days
        if standing(when, day, limits) in (Due.TODAY, Due.OVERDUE)
    ]
    return max(open_now)[1] if open_now else None


# --- What is asked ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """What the choice of questions depends on.

    `answered` maps codes to the day of the person's last answer; `was_told` whether a mention is
    recorded at the visit, `price_told` whether a price was told before it.
    """

    stage: Stage
    day: date
    seed: int
    answered: Mapping[str, date]
    was_told: bool = False
    price_told: bool = False
    switched_off: frozenset[str] = frozenset()


def choose_questions(book: SurveyBook, asked: Asked) -> tuple[tuple[str, ...], bool]:
    """At most three closed questions in their order, and whether one of them is a control.

    "Recommend" always; "satisfied" too, save for a random fifth that gets a control question in
    its place; the third is what is not yet known of the person.  The seed draws the same again.
    """
    draw = random.Random(asked.seed)  # noqa: S311 -- a draw of questions, no secret
    control = _control(book, asked, draw)
    chosen = ["recommend", control or "satisfied"]
    unknown = [
        code
        for code, question in book.questions.items()
        if question.once
        and not question.is_control
        and code not in asked.switched_off
        and (not question.stages or asked.stage in question.stages)
        and not _still_holds(question, asked)
    ]
    if unknown and len(chosen) < MOST_CLOSED:
        about_person = [code for code in unknown if book.questions[code].about is not None]
        chosen.append(draw.choice(about_person or unknown))
    return tuple(chosen), control is not None


def _control(book: SurveyBook, asked: Asked, draw: random.Random) -> str | None:
    if draw.randrange(CONTROL_ONE_IN) != 0:
        return None
    holds = {"told": asked.was_told, "price_matched": asked.price_told}
    fitting = [
        code
        for code, question in book.questions.items()
        if question.is_control and holds.get(code, False) and code not in asked.switched_off
    ]
    return draw.choice(fitting) if fitting else None


def _still_holds(question: Question, asked: Asked) -> bool:
    last = asked.answered.get(question.code)
    return last is not None and (asked.day - last).days < question.once


def open_question(book: SurveyBook, answers: Mapping[str, object]) -> LocalizedText:
    """The open question, worded by the score: low, middle or high."""
    recommend, satisfied = answers.get("recommend"), answers.get("satisfied")
    low = (isinstance(recommend, int) and recommend <= LOW_RECOMMEND) or (
        isinstance(satisfied, int) and satisfied <= LOW_SATISFIED
    )
    high = (not isinstance(recommend, int) or recommend >= HIGH_RECOMMEND) and (
        not isinstance(satisfied, int) or satisfied >= HIGH_SATISFIED
    )
    return book.open["low" if low else "high" if high else "middle"]


def checked_answers(
    book: SurveyBook, codes: Collection[str], given: Mapping[str, object]
) -> dict[str, int | str]:
    """The answers as they are kept; a question may stay unanswered.

    Raises InvalidInput with what was found and what is allowed.
    """
    kept: dict[str, int | str] = {}
    for code, value in given.items():
        question = book.questions.get(code)
        if question is None or code not in codes:
            raise InvalidInput(msg("“{code}” is not asked in this survey.", code=code), field=code)
        if value in (None, ""):
            continue
        if not _fits(question, value):
            raise InvalidInput(
                msg(
                    "Found {found}; allowed: {allowed}.",
                    found=str(value),
                    allowed=question.allowed(),
                ),
                field=code,
            )
        kept[code] = value if isinstance(value, int) else str(value)
    return kept


def _fits(question: Question, value: object) -> bool:
    if question.kind is Kind.SCALE:
        return (
            isinstance(value, int)
            and not isinstance(value, bool)
            and question.lowest <= value <= question.highest
        )
    return value in (question.options or {})


def nps(scores: Sequence[int]) -> float | None:
    """(9–10 count − 0–6 count) ÷ answers × 100; None without answers (product/indicators.md)."""
    if not scores:
        return None
    promoters = sum(score >= 9 for score in scores)
    detractors = sum(score <= 6 for score in scores)
    return (promoters - detractors) / len(scores) * 100


def question_text(question: Question, language: Language) -> str:
    """The question as it is read aloud."""
    return question.text.in_language(language)
