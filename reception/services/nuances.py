"""A question nobody could answer becomes a task by the next working day; its answer, a nuance.

The patient is told by whoever answers; the nuance is found by the next colleague (product/
requirements.md S0.9 and S0.23).
"""

from __future__ import annotations

from functools import partial
from typing import Any

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Nuance, Task
from reception.storage.calendar import working_days
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, msg
from reception.values.choices import TaskKind, TaskStatus

LONGEST = 500


def ask_question(
    uow: UnitOfWork,
    *,
    question: str,
    language: Language,
    patient_id: int | None = None,
    visit_id: int | None = None,
) -> Done[int]:
    """Write a question down and owe its answer by the next working day; the nuance's number.

    Raises InvalidInput for an empty or too long question.
    """
    text = _checked(question, "question")
    task = Task(
        kind=TaskKind.ANSWER_OWED,
        patient_id=patient_id,
        visit_id=visit_id,
        due_on=working_days(uow.session).next_after(uow.today),
        note=text,
        status=TaskStatus.OPEN,
        opened_at=uow.now,
        opened_by_id=uow.actor.staff_id,
    )
    uow.add(task)
    nuance = Nuance(
        question=text,
        language=language,
        asked_at=uow.now,
        asked_by_id=uow.actor.staff_id,
        task_id=task.id,
    )
    uow.add(nuance)
    uow.about("nuance", nuance.id)
    return Done(
        nuance.id,
        msg("Written down. The answer is owed by {day}.", day=task.due_on),
        undo=partial(drop_question, nuance_id=nuance.id),
    )


def write_question(
    uow: UnitOfWork, *, mention_id: int, question: str, language: Language
) -> Done[int]:
    """What a patient asked when “I will find out” was answered; the answer is owed once, not twice.

    Raises InvalidInput for an empty or too long question, Refused where nothing is owed any more.
    """
    text = _checked(question, "question")
    owed = [
        task
        for task in uow.find.open_tasks_of_mention(mention_id)
        if task.kind is TaskKind.ANSWER_OWED
    ]
    if not owed:
        raise Refused(msg("This question is no longer there."), code="gone")
    task, before = owed[0], owed[0].note
    task.note = text
    nuance = Nuance(
        question=text,
        language=language,
        asked_at=uow.now,
        asked_by_id=uow.actor.staff_id,
        task_id=task.id,
    )
    uow.add(nuance)
    uow.about("nuance", nuance.id)
    return Done(
        nuance.id,
        msg("Written down. The answer is owed by {day}.", day=task.due_on),
        undo=partial(_unwrite, nuance_id=nuance.id, note=before),
    )


def _unwrite(uow: UnitOfWork, *, nuance_id: int, note: str) -> Done[None]:
    row = _nuance(uow, nuance_id)
    row.dropped_at = uow.now
    task = None if row.task_id is None else uow.session.get(Task, row.task_id)
    if task is not None:
        task.note = note
    return Done(None, msg("Taken back."))


def answer_question(uow: UnitOfWork, *, nuance_id: int, answer: dict[str, str]) -> Done[None]:
    """Answer a question in three languages; its task is done, its answer a nuance from now on.

    `answer` is {"ru", "uk", "en"}; the language it was asked in must be there, the others stand
    in for it until somebody writes them.  Raises InvalidInput where it is empty.
    """
    row = _nuance(uow, nuance_id)
    texts = {one.value: answer.get(one.value, "").strip() for one in Language}
    _checked(texts[row.language.value], row.language.value)
    for text in texts.values():
        if len(text) > LONGEST:
            raise InvalidInput(
                msg("The text is too long. Allowed: {most} letters.", most=LONGEST), field="answer"
            )
    before = (row.answer, row.answered_at, row.answered_by_id, row.version_id)
    version = uow.find.version_on(uow.today)
    row.answer, row.answered_at = texts, uow.now
    row.answered_by_id = uow.actor.staff_id
    row.version_id = None if version is None else version.id
    _close_task(uow, row, TaskStatus.DONE)
    uow.about("nuance", row.id)
    undo = partial(_unanswer, nuance_id=row.id, before=before)
    return Done(None, msg("Answered. The next colleague finds it by its words."), undo=undo)


def _unanswer(uow: UnitOfWork, *, nuance_id: int, before: tuple[Any, ...]) -> Done[None]:
    row = _nuance(uow, nuance_id)
    row.answer, row.answered_at, row.answered_by_id, row.version_id = before
    if row.answered_at is None:
        _open_task_again(uow, row)
    return Done(None, msg("The answer was taken back."))


def drop_question(uow: UnitOfWork, *, nuance_id: int) -> Done[None]:
    """Take a question or a nuance off the list; its task is dropped with it."""
    row = _nuance(uow, nuance_id)
    row.dropped_at = uow.now
    _close_task(uow, row, TaskStatus.DROPPED)
    uow.about("nuance", row.id)
    return Done(None, msg("Taken off the list."), undo=partial(_list_again, nuance_id=row.id))


def _list_again(uow: UnitOfWork, *, nuance_id: int) -> Done[None]:
    row = _nuance(uow, nuance_id)
    row.dropped_at = None
    if row.answered_at is None:
        _open_task_again(uow, row)
    return Done(None, msg("Back on the list."))


def _nuance(uow: UnitOfWork, nuance_id: int) -> Nuance:
    row = uow.session.get(Nuance, nuance_id)
    if row is None:
        raise Refused(msg("This question is no longer there."), code="gone")
    return row


def _close_task(uow: UnitOfWork, row: Nuance, status: TaskStatus) -> None:
    task = None if row.task_id is None else uow.session.get(Task, row.task_id)
    if task is not None and task.status is TaskStatus.OPEN:
        task.status = status
        task.closed_at, task.closed_by_id = uow.now, uow.actor.staff_id


def _open_task_again(uow: UnitOfWork, row: Nuance) -> None:
    task = None if row.task_id is None else uow.session.get(Task, row.task_id)
    if task is not None:
        task.status = TaskStatus.OPEN
        task.closed_at = task.closed_by_id = None


def _checked(text: str, field: str) -> str:
    tidy = " ".join(text.split())
    if not tidy:
        raise InvalidInput(msg("Write it in a few words."), field=field)
    if len(tidy) > LONGEST:
        raise InvalidInput(
            msg("The text is too long. Allowed: {most} letters.", most=LONGEST), field=field
        )
    return tidy
