"""What the staff know: the quiz taken on a version's terms, and trainings that were held."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import QuizResult, Training
from reception.rules.quiz import Marks, mark
from reception.rules.terms_reading import terms_from_json
from reception.storage.knowledge_facts import quiz_book
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, msg

LONGEST_TOPIC = 200


def take_quiz(
    uow: UnitOfWork,
    *,
    version_id: int,
    seed: int,
    language: Language,
    chosen: Mapping[int, str],
) -> Done[Marks]:
    """Mark the quiz a person took on a version's terms, and keep the result for good.

    It certifies knowledge of that text of the terms: a draft that is changed afterwards asks
    again.  Raises Refused where nobody is signed in, or a question has no answer.
    """
    staff_id = uow.actor.staff_id
    if staff_id is None:
        raise Refused(
            msg("Sign in first: the result belongs to a colleague."), code="not_signed_in"
        )
    version = uow.find.version(version_id)
    quiz = quiz_book().draw(terms_from_json(version.terms), seed)
    if any(question.number not in chosen for question in quiz.questions):
        raise Refused(msg("Answer every question first."), code="unanswered")
    marks = mark(quiz, chosen)
    row = uow.append(
        QuizResult(
            staff_id=staff_id,
            terms_hash=version.terms_hash,
            version_number=version.number,
            taken_on=uow.today,
            recorded_at=uow.now,
            language=language,
            seed=seed,
            right=marks.right,
            asked=marks.asked,
            is_passed=marks.is_passed,
            answers=json.dumps([[each.number, each.chosen, each.is_right] for each in marks.marks]),
        )
    )
    uow.about("quiz_result", row.id)
    said = (
        msg("Passed: {right} of {asked}.", right=marks.right, asked=marks.asked)
        if marks.is_passed
        else msg("Not passed yet: {right} of {asked}.", right=marks.right, asked=marks.asked)
    )
    return Done(marks, said)


def record_training(
    uow: UnitOfWork,
    *,
    held_on: date,
    topic: str,
    staff_ids: Sequence[int],
    next_due: date | None = None,
) -> Done[int]:
    """Record a training that was held: about what, who was there, when the next is due.

    Raises InvalidInput at the field, Refused without a supervisor's rights.
    """
    if not uow.actor.is_supervisor:
        raise Refused(msg("Only a supervisor records trainings."), code="not_allowed")
    topic = " ".join(topic.split())
    if not topic or len(topic) > LONGEST_TOPIC:
        raise InvalidInput(
            msg("Say what it was about, in at most {most} letters.", most=LONGEST_TOPIC),
            field="topic",
        )
    if held_on > uow.today:
        raise InvalidInput(
            msg("A training is recorded once it was held: {day} at the latest.", day=uow.today),
            field="held_on",
        )
    if next_due is not None and next_due <= held_on:
        raise InvalidInput(msg("The next one is due after {day}.", day=held_on), field="next_due")
    if not staff_ids:
        raise InvalidInput(msg("Choose who was there."), field="staff_ids")
    attendees = [int(uow.find.staff(staff_id).id) for staff_id in dict.fromkeys(staff_ids)]
    row = Training(
        held_on=held_on,
        topic_name=topic,
        attendees=attendees,
        next_due=next_due,
        recorded_at=uow.now,
        recorded_by_id=uow.actor.staff_id,
    )
    uow.add(row)
    uow.about("training", row.id)
    return Done(row.id, msg("Recorded."), undo=partial(remove_training, training_id=row.id))


def remove_training(uow: UnitOfWork, *, training_id: int) -> Done[None]:
    """Take a recorded training off the log; offers it back."""
    if not uow.actor.is_supervisor:
        raise Refused(msg("Only a supervisor records trainings."), code="not_allowed")
    row = uow.session.get_one(Training, training_id)
    again = partial(
        record_training,
        held_on=row.held_on,
        topic=row.topic_name,
        staff_ids=list(row.attendees),
        next_due=row.next_due,
    )
    uow.about("training", row.id)
    uow.session.delete(row)
    uow.session.flush()
    return Done(None, msg("Taken off the log."), undo=again)
