"""The desk's own questions: the day with whom to tell, and the panel of one person."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from reception.bootstrap import starter_file
from reception.errors import Refused
from reception.queries.desk import DayList, PersonPanel, person_panel, todays_list
from reception.queries.telling import Told
from reception.rules.prompt_choice import Prompt, Silence, SilenceReason
from reception.rules.prompts import PromptBook, load
from reception.services.check_in import check_in
from reception.services.mentions import record_mention, undo_mention
from reception.translation import Language
from reception.values.choices import Channel, MentionOutcome, Relation, Stage, VisitStatus
from tests.people import Desk

TODAY = date(2026, 11, 2)


@pytest.fixture(scope="module")
def book() -> PromptBook:
    return load(starter_file("prompts.toml"))


def panel(desk: Desk, book: PromptBook, patient_id: int, **more: int) -> PersonPanel:
    answer: PersonPanel = desk.ask(
        person_panel, patient_id=patient_id, day=TODAY, now=desk.now, book=book, **more
    )
    return answer


def day(desk: Desk, **more: object) -> DayList:
    answer: DayList = desk.ask(todays_list, day=TODAY, now=desk.now, **more)
    return answer


@pytest.fixture
def family(desk: Desk) -> dict[str, int]:
    """A mother, a father and a child; seven visits since the programme began, nobody told."""
    desk.database.connect().execute("UPDATE clinic SET programme_since = '2025-09-01'")
    mother = desk.person(
        "Соколова", "Марина", "Викторовна", birth_date=date(1988, 4, 12), phone="89161234567"
    )
    household = panel_household(desk, mother)
    father = desk.person(
        "Соколов", "Павел", birth_date=date(1985, 1, 1), household_id=household,
        relation=Relation.SPOUSE,
    )  # fmt: skip
    child = desk.person(
        "Соколова", "Мира", birth_date=date(2018, 6, 1), household_id=household,
        relation=Relation.CHILD, guardian_id=mother,
    )  # fmt: skip
    for number, who in enumerate((mother, child, mother, father, child, mother, mother)):
        desk.visit(who, TODAY - timedelta(days=30 * (number + 1)), paid_minor=300_000)
    return {"mother": mother, "father": father, "child": child}


def panel_household(desk: Desk, patient_id: int) -> int:
    from reception.models import Patient

    def household(session: object) -> int:
        return session.get(Patient, patient_id).household_id  # type: ignore[attr-defined,no-any-return]

    return int(desk.ask(household))


def tell(desk: Desk, who: int, outcome: MentionOutcome, visit_id: int | None = None) -> int:
    done = desk.do(
        record_mention,
        listener_id=who,
        visit_id=visit_id,
        outcome=outcome,
        channel=Channel.CHECK_IN,
        situation="P11",
        variant="1",
        language=Language.RU,
        seconds_shown=12,
    )
    return int(done.value.mention_id)


def test_a_family_never_told_is_shown_with_its_visits(
    desk: Desk, family: dict[str, int], book: PromptBook
) -> None:
    seen = panel(desk, book, family["mother"])
    assert (seen.telling.state, seen.telling.visits_untold) == (Told.NOT_TOLD, 7)
    assert (seen.family_visits, seen.visits, len(seen.members)) == (7, 4, 3)
    assert seen.stage.stage is Stage.REGULAR
    assert seen.since == TODAY - timedelta(days=210)
    assert seen.prompt is None  # nobody is here yet


def test_after_check_in_the_apology_is_to_be_said(
    desk: Desk, family: dict[str, int], book: PromptBook
) -> None:
    visit = desk.do(check_in, patient_id=family["mother"]).value.visit_id
    seen = panel(desk, book, family["mother"])
    assert isinstance(seen.prompt, Prompt)
    assert seen.prompt.situation.value == "P11"
    assert seen.prompt.must
    assert seen.prompt.objections
    assert day(desk).rows[0].to_tell
    mention = tell(desk, family["mother"], MentionOutcome.NEVER_HEARD, visit)
    answered = panel(desk, book, family["mother"])
    assert isinstance(answered.prompt, Silence)
    assert answered.prompt.reason is SilenceReason.ANSWERED
    assert answered.visit is not None
    assert answered.visit.outcome is MentionOutcome.NEVER_HEARD
    assert [task.kind.value for task in answered.tasks] == ["recovery"]
    assert not day(desk).rows[0].to_tell
    desk.do(undo_mention, mention_id=mention)
    again = panel(desk, book, family["mother"])
    assert isinstance(again.prompt, Prompt)
    assert again.tasks == ()
    assert again.telling.visits_untold == 7
    assert day(desk).rows[0].to_tell


def test_a_child_with_the_mother_speaks_to_the_mother(
    desk: Desk, family: dict[str, int], book: PromptBook
) -> None:
    desk.do(check_in, patient_id=family["child"], accompanied_by_id=family["mother"])
    seen = panel(desk, book, family["child"])
    assert seen.is_minor
    assert isinstance(seen.prompt, Prompt)
    assert seen.prompt.listener == family["mother"]
    assert seen.visit is not None
    assert seen.visit.accompanied_by == "Марина Викторовна"


def test_a_second_visit_of_the_family_is_not_told_again(
    desk: Desk, family: dict[str, int], book: PromptBook
) -> None:
    desk.do(check_in, patient_id=family["mother"])
    desk.now += timedelta(minutes=5)
    desk.do(check_in, patient_id=family["father"])
    assert [row.to_tell for row in day(desk).rows] == [True, False]
    prompt = panel(desk, book, family["father"]).prompt
    assert isinstance(prompt, Silence)
    assert prompt.reason is SilenceReason.HOUSEHOLD_TODAY


def test_a_declined_family_is_left_alone_for_half_a_year(
    desk: Desk, family: dict[str, int], book: PromptBook
) -> None:
    tell(desk, family["mother"], MentionOutcome.DECLINED)
    desk.now += timedelta(days=61)
    later = TODAY + timedelta(days=61)
    desk.do(check_in, patient_id=family["mother"])
    seen = desk.ask(person_panel, patient_id=family["mother"], day=later, now=desk.now, book=book)
    assert seen.prompt.reason is SilenceReason.DECLINED
    assert seen.prompt.until == TODAY + timedelta(days=180)


def test_the_day_counts_who_is_expected_here_and_waiting(desk: Desk) -> None:
    early = desk.person("Волков", "Илья")
    late = desk.person("Зайцева", "Ольга", "Петровна")
    walk_in = desk.person("Лисина", "Анна")
    desk.visit(early, TODAY, at=time(8, 30), status=VisitStatus.PLANNED)
    desk.visit(late, TODAY, at=time(10, 0), status=VisitStatus.PLANNED)
    desk.do(check_in, patient_id=walk_in)
    desk.now += timedelta(minutes=12)
    seen = day(desk, staff_id=2)
    assert (seen.expected, seen.here, seen.waiting, seen.longest_wait) == (2, 1, 1, 12)
    assert [row.name for row in seen.rows] == ["Волков И.", "Лисина А.", "Зайцева О. П."]
    assert [row.late_minutes for row in seen.rows] == [42, 0, 0]
    assert [row.is_mine for row in seen.rows] == [False, True, False]
    assert [row.is_unpaid for row in seen.rows] == [False, True, False]
    assert day(desk, masked=True).rows[2].name == "З. О. П."


def test_nobody_there_is_said(desk: Desk, book: PromptBook) -> None:
    with pytest.raises(Refused) as refusal:
        panel(desk, book, 999)
    assert refusal.value.code == "unknown"
