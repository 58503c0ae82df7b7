"""The quiz is marked and kept, certifies a text of terms, and trainings are logged."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from reception.errors import InvalidInput, ReceptionError, Refused
from reception.models import ProgrammeVersion, QuizResult
from reception.queries.knowledge import (
    hardest_questions,
    quiz_due,
    quiz_of,
    quiz_versions,
    training_log,
)
from reception.services.programme import discard_draft, save_draft, start_draft
from reception.services.training import record_training, take_quiz
from reception.storage.database import Database
from reception.translation import Language
from reception.values.actor import COMMAND_LINE, Actor
from tests.clinics import MONDAY_MORNING
from tests.people import Desk

TODAY = MONDAY_MORNING.date()


@pytest.fixture
def desk(database: Database, supervisor: Actor) -> Desk:
    return Desk(database, supervisor, MONDAY_MORNING)


def version_id(desk: Desk, number: int = 1) -> int:
    return int(
        desk.ask(
            lambda session: session.scalar(
                select(ProgrammeVersion.id).where(ProgrammeVersion.number == number)
            )
        )
    )


def answers(desk: Desk, version: int, *, wrong: int = 0) -> dict[int, str]:
    """What is chosen in the quiz of seed 1: everything right but the first few."""
    quiz = desk.ask(quiz_of, version_id=version, seed=1)
    chosen = {}
    for place, question in enumerate(sorted(quiz.questions, key=lambda each: each.number)):
        options = [option.code for option in question.options if option.is_right != (place < wrong)]
        chosen[question.number] = options[0]
    return chosen


def take(desk: Desk, version: int, *, wrong: int = 0) -> bool:
    done = desk.do(
        take_quiz,
        version_id=version,
        seed=1,
        language=Language.UK,
        chosen=answers(desk, version, wrong=wrong),
    )
    return bool(done.value.is_passed)


def test_nine_right_answers_certify_on_the_version(desk: Desk, supervisor: Actor) -> None:
    first = version_id(desk)
    staff_id = supervisor.staff_id
    assert desk.ask(quiz_due, day=TODAY, staff_id=staff_id)
    assert not take(desk, first, wrong=2)
    assert desk.ask(quiz_due, day=TODAY, staff_id=staff_id)
    assert take(desk, first, wrong=1)
    assert not desk.ask(quiz_due, day=TODAY, staff_id=staff_id)
    (shown,) = desk.ask(quiz_versions, day=TODAY, staff_id=staff_id)
    assert (shown.is_in_force, shown.has_passed) == (True, True)
    (own,) = [each for each in shown.people if each.staff_id == staff_id]
    assert (own.has_passed, own.best, own.tries, own.passed_on) == (True, 9, 2, TODAY)
    row = desk.ask(lambda session: session.scalars(select(QuizResult)).all())[-1]
    assert (row.right, row.asked, row.version_number) == (9, 10, 1)
    assert len(json.loads(row.answers)) == 10


def test_a_draft_s_result_holds_until_it_is_changed_and_does_not_keep_it(desk: Desk) -> None:
    draft = int(desk.do(start_draft).value)
    assert take(desk, draft)
    staff_id = desk.actor.staff_id

    def passed() -> bool:
        found = desk.ask(quiz_versions, day=TODAY, staff_id=staff_id)
        return bool(next(each for each in found if each.is_draft).has_passed)

    assert passed()
    tree = json.loads(desk.ask(lambda session: session.get_one(ProgrammeVersion, draft).terms))
    tree["earning"]["percent"] = "8"
    saved = desk.do(save_draft, tree=tree)
    assert not passed()
    desk.undo(saved)
    assert passed()
    desk.do(discard_draft, version_id=draft)


def test_results_are_never_changed(desk: Desk) -> None:
    take(desk, version_id(desk))
    with pytest.raises(ReceptionError):
        desk.do(lambda uow: uow.session.execute(text("UPDATE quiz_result SET right = 10")))


def test_every_question_is_answered_by_somebody_with_a_name(desk: Desk) -> None:
    first = version_id(desk)
    chosen = answers(desk, first)
    del chosen[4]
    with pytest.raises(Refused) as refusal:
        desk.do(take_quiz, version_id=first, seed=1, language=Language.RU, chosen=chosen)
    assert refusal.value.code == "unanswered"
    desk.actor = COMMAND_LINE
    with pytest.raises(Refused) as refusal:
        take(desk, first)
    assert refusal.value.code == "not_signed_in"


def test_the_hardest_questions_are_those_answered_wrong_most_often(desk: Desk) -> None:
    first = version_id(desk)
    assert desk.ask(hardest_questions) == []
    take(desk, first, wrong=1)
    take(desk, first, wrong=2)
    found = desk.ask(hardest_questions)
    assert [(each.number, each.wrong, each.asked) for each in found] == [(1, 2, 2), (2, 1, 2)]


def test_a_training_is_logged_due_again_and_taken_off(desk: Desk) -> None:
    staff_id = desk.actor.staff_id
    assert staff_id is not None
    old = desk.do(
        record_training,
        held_on=TODAY - timedelta(days=200),
        topic=" Семейная   карта ",
        staff_ids=[staff_id, staff_id],
        next_due=TODAY - timedelta(days=10),
    )
    (row,) = desk.ask(training_log, day=TODAY)
    assert (row.topic, len(row.attendees), row.is_due) == ("Семейная карта", 1, True)
    desk.do(
        record_training,
        held_on=TODAY,
        topic="семейная карта",
        staff_ids=[staff_id],
        next_due=date(2027, 5, 1),
    )
    assert [row.is_due for row in desk.ask(training_log, day=TODAY)] == [False, False]
    desk.undo(desk.undo(old))
    assert len(desk.ask(training_log, day=TODAY)) == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("topic", " "),
        ("held_on", TODAY + timedelta(days=1)),
        ("next_due", TODAY),
        ("staff_ids", []),
    ],
)
def test_a_training_that_cannot_be_is_refused_at_its_field(
    desk: Desk, field: str, value: object
) -> None:
    given = {"held_on": TODAY, "topic": "x", "staff_ids": [1], "next_due": None, field: value}
    with pytest.raises(InvalidInput) as fault:
        desk.do(record_training, **given)
    assert fault.value.field == field


def test_an_administrator_records_no_training(desk: Desk, administrator: Actor) -> None:
    desk.actor = administrator
    with pytest.raises(Refused):
        desk.do(record_training, held_on=TODAY, topic="x", staff_ids=[1])
