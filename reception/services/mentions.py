"""Mentions: what was said about the programme, what was answered, and what is owed for it.

Append-only: a wrong answer is taken back by a row that names it, and its tasks are dropped.
What an answer leads to is decided in `rules/mentions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Mention, Task, Visit
from reception.rules.mentions import LIMITS, OutcomeEffect, TaskDue, outcome_effect
from reception.storage.calendar import working_days
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, Message, msg, nmsg
from reception.values.choices import (
    Channel,
    MentionOutcome,
    NotNowReason,
    TaskKind,
    TaskStatus,
)
from reception.values.ids import MentionId

LONGEST_SHOWN_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Recorded:
    """A mention that now stands, and what follows from it."""

    mention_id: MentionId
    effect: OutcomeEffect


def record_mention(
    uow: UnitOfWork,
    *,
    listener_id: int,
    outcome: MentionOutcome,
    channel: Channel,
    situation: str,
    variant: str,
    language: Language,
    seconds_shown: int,
    visit_id: int | None = None,
    speaker_id: int | None = None,
    not_now_reason: NotNowReason | None = None,
    note: str = "",
    request_id: str | None = None,
) -> Done[Recorded]:
    """Record an answer to the prompt, or that nothing was said and why.

    `speaker_id` is a colleague who said it; whoever is signed in otherwise.  Raises
    InvalidInput for a “not now” without its reason.
    """
    if (outcome is MentionOutcome.NOT_NOW) != (not_now_reason is not None):
        raise InvalidInput(msg("Say why nothing was said."), field="reason")
    effect = outcome_effect(
        outcome, day=uow.today, reason=not_now_reason, calendar=working_days(uow.session)
    )
    content = {"visit": visit_id, "listener": listener_id, "outcome": outcome.value}
    known = uow.request(request_id, content)
    if known is not None:
        return Done(Recorded(MentionId(known), effect))
    visit = None if visit_id is None else uow.find.visit(visit_id)
    if visit is not None and not_now_reason is not None:
        visit.not_now_reason = not_now_reason
    version = uow.find.version_on(uow.today)
    mention = uow.append(
        Mention(
            day=uow.today,
            recorded_at=uow.now,
            listener_id=listener_id,
            household_id=uow.find.patient(listener_id).household_id,
            visit_id=visit_id,
            speaker_id=uow.actor.staff_id if speaker_id is None else speaker_id,
            recorded_by_id=uow.actor.staff_id,
            channel=effect.channel or channel,
            situation=situation,
            variant=variant,
            language=language,
            version_id=None if version is None else version.id,
            outcome=outcome,
            not_now_reason=not_now_reason,
            seconds_shown=min(max(seconds_shown, 0), LONGEST_SHOWN_SECONDS),
            note=note.strip(),
            request_id=request_id,
        )
    )
    if effect.task is not None:
        _open_task(uow, effect.task, mention, visit)
    if visit_id is not None:
        for owed in uow.find.open_tasks_of_visit(visit_id, TaskKind.MENTION_OWED):
            owed.status = TaskStatus.DONE
            owed.closed_at, owed.closed_by_id = uow.now, uow.actor.staff_id
    uow.answered(request_id, mention.id)
    uow.about("mention", mention.id)
    return Done(
        Recorded(MentionId(mention.id), effect),
        _said(outcome),
        undo=partial(undo_mention, mention_id=mention.id),
    )


def undo_mention(uow: UnitOfWork, *, mention_id: int) -> Done[MentionId]:
    """Take an answer back by a row of its own; the tasks it opened are dropped.

    Raises Refused("taken_back") where that was done already.
    """
    wrong = uow.find.mention(mention_id)
    if wrong.reverses_id is not None or uow.find.reversal_of(mention_id) is not None:
        raise Refused(msg("This answer was taken back already."), code="taken_back")
    row = uow.append(
        Mention(
            day=wrong.day,
            recorded_at=uow.now,
            listener_id=wrong.listener_id,
            household_id=wrong.household_id,
            visit_id=wrong.visit_id,
            speaker_id=wrong.speaker_id,
            recorded_by_id=uow.actor.staff_id,
            channel=wrong.channel,
            situation=wrong.situation,
            variant=wrong.variant,
            language=wrong.language,
            version_id=wrong.version_id,
            outcome=wrong.outcome,
            not_now_reason=wrong.not_now_reason,
            reverses_id=wrong.id,
        )
    )
    if wrong.visit_id is not None and wrong.not_now_reason is not None:
        uow.find.visit(wrong.visit_id).not_now_reason = None
    for task in uow.find.open_tasks_of_mention(mention_id):
        task.status = TaskStatus.DROPPED
        task.closed_at, task.closed_by_id = uow.now, uow.actor.staff_id
    for owed in () if wrong.visit_id is None else uow.find.tasks_of_visit(wrong.visit_id):
        if owed.kind is TaskKind.MENTION_OWED:
            owed.status, owed.closed_at, owed.closed_by_id = TaskStatus.OPEN, None, None
    uow.session.flush()
    uow.about("mention", row.id)
    return Done(MentionId(row.id), msg("The answer was taken back."))


def _open_task(uow: UnitOfWork, due: TaskDue, mention: Mention, visit: Visit | None) -> None:
    uow.add(
        Task(
            kind=due.kind,
            patient_id=mention.listener_id,
            visit_id=None if visit is None else visit.id,
            mention_id=mention.id,
            due_on=due.due,
            note=mention.note,
            status=TaskStatus.OPEN,
            opened_at=uow.now,
            opened_by_id=uow.actor.staff_id,
        )
    )


def _said(outcome: MentionOutcome) -> Message:
    if outcome is MentionOutcome.LATER:
        return nmsg(
            "Recorded: later. Silence about it for {count} day.",
            "Recorded: later. Silence about it for {count} days.",
            LIMITS.told_days,
        )
    if outcome is MentionOutcome.DECLINED:
        return nmsg(
            "Recorded: no. Silence about it for {count} day.",
            "Recorded: no. Silence about it for {count} days.",
            LIMITS.declined_days,
        )
    return _SAID[outcome]


_SAID: dict[MentionOutcome, Message] = {
    MentionOutcome.JOINS: msg("Recorded: joins."),
    MentionOutcome.HAS_ONE: msg("Recorded: has one."),
    MentionOutcome.WILL_FIND_OUT: msg("Recorded. An answer is owed by the next working day."),
    MentionOutcome.NEVER_HEARD: msg("Recorded: never heard of it. Apologise; a task is open."),
    MentionOutcome.NOT_REMEMBERED: msg("Recorded: does not remember. Apologise; do not argue."),
    MentionOutcome.SHEET_HANDED: msg("Recorded: the rules sheet was handed over."),
    MentionOutcome.NOT_NOW: msg("Recorded: not now."),
    MentionOutcome.TOLD: msg("Recorded: told."),
}
