"""The staff quiz: its answers come from the terms, its order from a seed."""

import tomllib
from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from reception.rules.patterns import pattern_faults
from reception.rules.quiz import PERCENTS, Quiz, QuizBook, mark, neighbours
from reception.rules.terms import Terms
from reception.translation import Language
from reception.values.choices import ExpiryMode, Shortfall
from tests.rules.terms_made import STARTER, changed, starter

PATH: Path = STARTER / "quiz.toml"
BOOK = QuizBook(PATH.read_text(encoding="utf-8"))


def right(quiz: Quiz, number: int, language: Language = Language.EN) -> str:
    question = next(each for each in quiz.questions if each.number == number)
    return question.right.text.in_language(language)


def all_modes() -> list[Terms]:
    """Terms in every mode the quiz is worded for."""
    found = []
    for mode, life, warns, shortfall in product(
        ExpiryMode, ("months", "days", "none"), (0, 30), Shortfall
    ):
        calendar = mode in (ExpiryMode.END_OF_MONTH, ExpiryMode.END_OF_YEAR)
        if (mode is ExpiryMode.NEVER) != (life == "none") and not (calendar and life == "none"):
            continue
        base = starter()
        expiry = replace(
            base.expiry,
            mode=mode,
            months=12 if life == "months" else None,
            days=90 if life == "days" else None,
            warn_days=warns,
        )
        refund = replace(base.refund, shortfall=shortfall)
        found.append(replace(base, expiry=expiry, refund=refund))
    return found


def test_the_answers_are_those_of_the_starter_terms() -> None:
    quiz = BOOK.draw(starter(), 1)
    assert right(quiz, 1) == "7%"
    assert right(quiz, 2) == "up to 50%"
    assert right(quiz, 3) == (
        "24\u00a0months after the family’s last visit; we warn 30\u00a0days before"
    )
    assert right(quiz, 5).startswith("up to 8\u00a0people")
    assert "90\u00a0дней" in right(quiz, 7, Language.RU)
    assert "180\u00a0днів" in right(quiz, 8, Language.UK)


def test_other_terms_have_other_answers() -> None:
    other = changed(
        {
            "earning": {"percent": "3.5", "retroactive_days": 0},
            "redemption": {"cap_percent": "0"},
            "refund": {"shortfall": "debt"},
            "family": {"max_members": 1},
        }
    )
    quiz = BOOK.draw(other, 1)
    assert right(quiz, 1) == "3.5%"
    assert right(quiz, 2).startswith("none")
    assert right(quiz, 5) == "one adult patient only"
    assert right(quiz, 7) == "no, only visits after joining"
    assert right(quiz, 10).endswith("already spent")


@pytest.mark.parametrize("terms", all_modes())
def test_each_question_has_one_right_and_three_wrong_options(terms: Terms) -> None:
    for question in BOOK.draw(terms, 5).questions:
        assert [option.is_right for option in question.options].count(True) == 1
        assert len(question.options) == 4
        for language in Language:
            texts = {option.text.in_language(language) for option in question.options}
            assert len(texts) == 4


def test_a_seed_draws_the_same_order_and_another_seed_another() -> None:
    terms = starter()
    assert BOOK.draw(terms, 7) == BOOK.draw(terms, 7)
    orders = {tuple(q.number for q in BOOK.draw(terms, seed).questions) for seed in range(20)}
    assert len(orders) > 15
    places = {
        [option.is_right for option in BOOK.draw(terms, seed).questions[0].options].index(True)
        for seed in range(40)
    }
    assert places == {0, 1, 2, 3}


def test_nine_of_ten_pass_and_eight_do_not() -> None:
    quiz = BOOK.draw(starter(), 3)
    chosen = {each.number: each.right.code for each in quiz.questions}
    assert mark(quiz, chosen).is_passed
    chosen[1] = "a"
    assert mark(quiz, chosen).is_passed
    assert [each.number for each in mark(quiz, chosen).marks if not each.is_right] == [1]
    del chosen[2]
    marks = mark(quiz, chosen)
    assert (marks.right, marks.asked, marks.is_passed) == (8, 10, False)


@pytest.mark.parametrize(
    ("true", "found"),
    [(7, [3, 5, 10]), (50, [20, 30, 70]), (100, [30, 50, 70]), (0, [1, 3, 5]), (1, [3, 5, 7])],
)
def test_wrong_figures_are_neighbours_of_the_true_one(true: int, found: list[int]) -> None:
    assert neighbours(Decimal(true), PERCENTS) == found


def test_every_pattern_of_the_file_is_well_formed() -> None:
    for question in tomllib.loads(PATH.read_text(encoding="utf-8"))["questions"]:
        for source in (question, *question["options"]):
            for language in Language:
                assert pattern_faults(source[language.value], language) == []
