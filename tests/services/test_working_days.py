"""The clinic's working days: set by a supervisor, audited, and counted wherever days are."""

from datetime import date

import pytest
from sqlalchemy import select

from reception.errors import InvalidInput, Refused
from reception.models import AuditRow, Task
from reception.queries.month_programme import joinable_days
from reception.queries.working_days import calendar_facts
from reception.services.mentions import record_mention
from reception.services.working_days import close_day, open_day, set_weekdays
from reception.storage.database import Database
from reception.translation import Language
from reception.values.actor import Actor
from reception.values.choices import Channel, MentionOutcome
from reception.values.period import Period
from tests.clinics import MONDAY_MORNING
from tests.people import Desk

TUESDAY, WEDNESDAY, THURSDAY = date(2026, 11, 3), date(2026, 11, 4), date(2026, 11, 5)


@pytest.fixture
def office(database: Database, supervisor: Actor) -> Desk:
    return Desk(database, supervisor, MONDAY_MORNING)


def test_a_holiday_moves_the_answer_and_leaves_the_joinable_days(
    office: Desk, supervisor: Actor
) -> None:
    office.do(close_day, day=TUESDAY)
    office.do(close_day, day=WEDNESDAY)
    person = office.person("Соколова", "Марина")
    office.do(
        record_mention,
        listener_id=person,
        channel=Channel.PHONE,
        situation="P1",
        variant="1",
        seconds_shown=3,
        language=Language.RU,
        outcome=MentionOutcome.WILL_FIND_OUT,
    )
    assert office.ask(lambda session: session.scalar(select(Task.due_on))) == THURSDAY
    month = Period(date(2026, 11, 2), date(2026, 11, 7))
    shown = office.ask(lambda session: joinable_days(session, month, as_of=date(2026, 11, 7)))
    assert shown.denominator == 4
    facts = office.ask(calendar_facts)
    assert facts.closed_from(WEDNESDAY) == [WEDNESDAY]
    assert (facts.changed_by, facts.changed_at) == (supervisor.name, MONDAY_MORNING)


def test_days_are_closed_and_opened_again_and_the_log_knows(office: Desk) -> None:
    done = office.do(close_day, day=TUESDAY)
    with pytest.raises(InvalidInput):
        office.do(close_day, day=TUESDAY)
    office.undo(done)
    assert office.ask(calendar_facts).days.is_working(TUESDAY)
    weekdays = office.do(set_weekdays, weekdays=[0, 1, 2])
    with pytest.raises(InvalidInput):
        office.do(close_day, day=date(2026, 11, 6))
    office.undo(weekdays)
    assert office.ask(calendar_facts).days.weekdays == frozenset(range(6))
    office.do(open_day, day=THURSDAY)
    rows = office.ask(lambda session: session.scalars(select(AuditRow)).all())
    known = [row for row in rows if row.action in ("close_day", "set_weekdays", "open_day")]
    assert len(known) >= 4
    assert TUESDAY.isoformat() in known[0].difference


def test_no_weekday_at_all_and_no_administrator(office: Desk, administrator: Actor) -> None:
    with pytest.raises(InvalidInput):
        office.do(set_weekdays, weekdays=[])
    office.actor = administrator
    with pytest.raises(Refused):
        office.do(close_day, day=TUESDAY)
