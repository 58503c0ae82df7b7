"""Surveys: asked in time and seldom, three questions and an open one, the same draw by the same seed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.errors import InvalidInput
from reception.paths import resources_directory
from reception.rules.surveys import (
    MOST_CLOSED,
    Asked,
    Due,
    checked_answers,
    choose_questions,
    due_visit,
    nps,
    open_question,
    read_surveys,
    standing,
)
from reception.values.choices import Stage

DAY = date(2026, 11, 10)
BOOK = read_surveys((resources_directory() / "starter" / "surveys.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("passed", "where"),
    [
        (0, Due.NOT_YET),
        (1, Due.NOT_YET),
        (2, Due.TODAY),
        (4, Due.TODAY),
        (5, Due.OVERDUE),
        (9, Due.OVERDUE),
        (10, Due.CLOSED),
    ],
)
def test_two_days_after_overdue_at_five_closed_at_ten(passed: int, where: Due) -> None:
    assert standing(DAY - timedelta(days=passed), DAY) is where


def test_one_survey_of_a_person_in_sixty_days_about_the_latest_visit() -> None:
    visits = [(DAY - timedelta(days=8), 1), (DAY - timedelta(days=3), 2), (DAY, 3)]
    assert due_visit(visits, [], DAY) == 2
    assert due_visit(visits, [DAY - timedelta(days=59)], DAY) is None
    assert due_visit(visits, [DAY - timedelta(days=60)], DAY) == 2
    assert due_visit([(DAY - timedelta(days=1), 1)], [], DAY) is None


@given(
    seed=st.integers(min_value=0, max_value=10**9),
    stage=st.sampled_from(list(Stage)),
    told=st.booleans(),
    priced=st.booleans(),
)
def test_at_most_three_closed_questions_and_the_same_draw_again(
    seed: int, stage: Stage, told: bool, priced: bool
) -> None:
    asked = Asked(stage, DAY, seed, {}, was_told=told, price_told=priced)
    codes, control = choose_questions(BOOK, asked)
    assert choose_questions(BOOK, asked) == (codes, control)
    assert 2 <= len(codes) <= MOST_CLOSED
    assert len(set(codes)) == len(codes)
    assert codes[0] == "recommend"
    for code in codes:
        question = BOOK.questions[code]
        assert not question.stages or stage in question.stages
        assert question.is_control == (code in ("told", "price_matched"))
    assert control == any(BOOK.questions[code].is_control for code in codes)
    if control:
        assert told or priced


def test_a_fifth_is_asked_the_control_question() -> None:
    asked = [
        choose_questions(BOOK, Asked(Stage.REPEAT, DAY, seed, {}, was_told=True))[1]
        for seed in range(2000)
    ]
    assert 0.17 < sum(asked) / len(asked) < 0.23


def test_what_is_known_is_not_asked_within_a_year() -> None:
    about = {code for code, question in BOOK.questions.items() if question.about is not None}
    known = dict.fromkeys(about | {"result", "experience"}, DAY - timedelta(days=80))
    codes, _control = choose_questions(BOOK, Asked(Stage.LOYAL, DAY, 3, known))
    assert not about & set(codes)
    old = dict.fromkeys(about, DAY - timedelta(days=400))
    codes, _control = choose_questions(BOOK, Asked(Stage.LOYAL, DAY, 3, old))
    assert about & set(codes)


def test_the_open_question_follows_the_score() -> None:
    low, high = open_question(BOOK, {"recommend": 3}), open_question(BOOK, {"recommend": 10})
    assert low.en == "What should we fix first?"
    assert high.en == "What did you like most, and why?"
    assert open_question(BOOK, {"recommend": 8, "satisfied": 4}).en.startswith("What was missing")
    assert open_question(BOOK, {"recommend": 10, "satisfied": 2}) == low


@pytest.mark.parametrize(
    ("code", "value", "allowed"),
    [
        ("recommend", 11, "0–10"),
        ("recommend", -1, "0–10"),
        ("recommend", True, "0–10"),
        ("satisfied", "5", "1–5"),
        ("told", "maybe", "yes, no, unsure"),
    ],
)
def test_an_answer_outside_its_scale_is_told(code: str, value: object, allowed: str) -> None:
    with pytest.raises(InvalidInput) as told:
        checked_answers(BOOK, ("recommend", "satisfied", "told"), {code: value})
    assert told.value.field == code
    assert told.value.message.fields["allowed"] == allowed


def test_the_worked_month() -> None:
    scores = [10] * 131 + [8] * 49 + [3] * 25
    assert len(scores) == 205
    assert round(nps(scores) or 0) == 52
    assert nps([]) is None
