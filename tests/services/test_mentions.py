"""Mentions: recorded for good with what they lead to, taken back by a row of their own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from reception.errors import InvalidInput, Refused
from reception.models import Mention, Task, Visit
from reception.queries.telling import Told, tellings
from reception.services.check_in import check_in
from reception.services.mentions import Recorded, record_mention, undo_mention
from reception.translation import Language
from reception.values.choices import (
    Channel,
    MentionOutcome,
    NotNowReason,
    TaskKind,
    TaskStatus,
)
from tests.people import Desk

TODAY = date(2026, 11, 2)


@pytest.fixture
def anna(desk: Desk) -> int:
    return desk.person("Иванова", "Анна", "Сергеевна", birth_date=date(1992, 1, 5))


@pytest.fixture
def visit(desk: Desk, anna: int) -> int:
    return int(desk.do(check_in, patient_id=anna).value.visit_id)


def tell(desk: Desk, anna: int, outcome: MentionOutcome, **more: Any) -> Any:
    asked: dict[str, Any] = {
        "channel": Channel.CHECK_IN,
        "situation": "P11",
        "variant": "1",
        "language": Language.RU,
        "seconds_shown": 12,
        **more,
    }
    return desk.do(record_mention, listener_id=anna, outcome=outcome, **asked)


def rows(desk: Desk, kind: Any) -> list[Any]:
    return list(desk.ask(lambda session: session.scalars(select(kind).order_by(kind.id)).all()))


def told(desk: Desk) -> Told:
    return desk.ask(tellings, household_ids=[1])[1].state  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("outcome", "task"),
    [
        (MentionOutcome.JOINS, None),
        (MentionOutcome.LATER, None),
        (MentionOutcome.DECLINED, None),
        (MentionOutcome.HAS_ONE, None),
        (MentionOutcome.WILL_FIND_OUT, (TaskKind.ANSWER_OWED, date(2026, 11, 3))),
        (MentionOutcome.NEVER_HEARD, (TaskKind.RECOVERY, date(2026, 11, 9))),
        (MentionOutcome.SHEET_HANDED, None),
    ],
)
def test_every_answer_is_kept_with_what_it_leads_to(
    desk: Desk, anna: int, visit: int, outcome: MentionOutcome, task: Any
) -> None:
    done = tell(desk, anna, outcome, visit_id=visit)
    (row,) = rows(desk, Mention)
    assert (row.listener_id, row.visit_id, row.outcome) == (anna, visit, outcome)
    assert (row.speaker_id, row.recorded_by_id, row.seconds_shown) == (2, 2, 12)
    assert (row.day, row.version_id, row.language) == (TODAY, 1, Language.RU)
    paper = outcome is MentionOutcome.SHEET_HANDED
    assert row.channel is (Channel.PAPER if paper else Channel.CHECK_IN)
    assert [(one.kind, one.due_on) for one in rows(desk, Task)] == ([task] if task else [])
    assert isinstance(done.value, Recorded)
    assert told(desk) is Told.TOLD


def test_undo_is_a_row_and_drops_the_task(desk: Desk, anna: int, visit: int) -> None:
    done = tell(desk, anna, MentionOutcome.NEVER_HEARD, visit_id=visit)
    desk.undo(done)
    first, second = rows(desk, Mention)
    assert (first.reverses_id, second.reverses_id) == (None, first.id)
    assert [task.status for task in rows(desk, Task)] == [TaskStatus.DROPPED]
    assert told(desk) is Told.NOT_TOLD
    for mention_id in (first.id, second.id):
        with pytest.raises(Refused) as refusal:
            desk.do(undo_mention, mention_id=mention_id)
        assert refusal.value.code == "taken_back"


def test_not_now_needs_its_reason_and_tells_nothing(desk: Desk, anna: int, visit: int) -> None:
    with pytest.raises(InvalidInput):
        tell(desk, anna, MentionOutcome.NOT_NOW, visit_id=visit)
    with pytest.raises(InvalidInput):
        tell(desk, anna, MentionOutcome.LATER, not_now_reason=NotNowReason.QUEUE)
    done = tell(
        desk, anna, MentionOutcome.NOT_NOW, visit_id=visit, not_now_reason=NotNowReason.UPSET
    )
    assert [one.not_now_reason for one in rows(desk, Visit)] == [NotNowReason.UPSET]
    assert told(desk) is Told.NOT_TOLD
    desk.undo(done)
    assert [one.not_now_reason for one in rows(desk, Visit)] == [None]


def test_a_colleague_said_it_and_the_seconds_stay_sane(desk: Desk, anna: int) -> None:
    tell(desk, anna, MentionOutcome.LATER, speaker_id=1, seconds_shown=-5)
    tell(desk, anna, MentionOutcome.LATER, speaker_id=1, seconds_shown=10**9)
    assert [row.seconds_shown for row in rows(desk, Mention)] == [0, 86400]
    assert {(row.speaker_id, row.recorded_by_id) for row in rows(desk, Mention)} == {(1, 2)}


def test_a_retry_is_one_mention(desk: Desk, anna: int) -> None:
    for _ in range(2):
        tell(desk, anna, MentionOutcome.LATER, request_id="m-1")
    assert len(rows(desk, Mention)) == 1
    with pytest.raises(Refused):
        tell(desk, anna, MentionOutcome.DECLINED, request_id="m-1")


def test_no_row_of_it_is_ever_changed(desk: Desk, anna: int) -> None:
    tell(desk, anna, MentionOutcome.LATER)
    connection = desk.database.connect()
    try:
        for attempt in ("UPDATE mention SET outcome = 'joins'", "DELETE FROM mention"):
            with pytest.raises(Exception, match="append-only"):
                connection.execute(attempt)
    finally:
        connection.close()
