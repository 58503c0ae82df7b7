"""Eligible visits in the order of their exclusions, listeners, told status and what follows."""

from datetime import date
from typing import Any

import pytest

from reception.rules.mentions import (
    EligibilityFacts,
    Ineligible,
    Listener,
    MentionRow,
    eligible,
    leaves_count,
    listener,
    outcome_effect,
    told_status,
    visits_untold,
)
from reception.rules.working_days import WorkingDays
from reception.values.choices import Channel, MentionOutcome, NotNowReason, TaskKind
from reception.values.ids import PatientId

DAY = date(2026, 11, 2)
ANNA, MIRA, PAVEL = PatientId(1), PatientId(2), PatientId(3)


def facts(**more):
    return EligibilityFacts(DAY, more.pop("listener", ANNA), **more)


def test_a_visit_with_nothing_against_it_is_eligible():
    assert eligible(facts()).eligible


EXCLUSIONS: list[tuple[dict[str, Any], Ineligible]] = [
    ({"listener": None}, Ineligible.NO_LISTENER),
    ({"is_member": True}, Ineligible.MEMBER),
    ({"told_on": DAY}, Ineligible.TOLD_RECENTLY),
    ({"declined_on": date(2026, 6, 1)}, Ineligible.DECLINED),
    ({"do_not_mention": True}, Ineligible.DO_NOT_MENTION),
    ({"emergency": True}, Ineligible.EMERGENCY),
    ({"fully_insured": True}, Ineligible.INSURED),
    ({"refuses_data": True}, Ineligible.NO_DATA),
    ({"household_today": True}, Ineligible.HOUSEHOLD_TODAY),
]


@pytest.mark.parametrize(("change", "reason"), EXCLUSIONS)
def test_each_exclusion_has_its_reason(change, reason):
    verdict = eligible(facts(**change))
    assert not verdict.eligible
    assert verdict.reason is reason


def test_exclusions_are_asked_in_their_order():
    everything = {key: value for change, _ in EXCLUSIONS for key, value in change.items()}
    for change, reason in EXCLUSIONS:
        assert eligible(facts(**everything)).reason is reason
        for key in change:
            everything.pop(key)
    assert eligible(facts(**everything)).eligible


@pytest.mark.parametrize(
    ("told_on", "is_eligible"),
    [(date(2026, 9, 3), False), (date(2026, 9, 2), True), (date(2026, 11, 3), True)],
)
def test_sixty_days_after_being_told_are_quiet(told_on, is_eligible):
    verdict = eligible(facts(told_on=told_on))
    assert verdict.eligible is is_eligible
    if not is_eligible:
        assert verdict.quiet_until == DAY


@pytest.mark.parametrize(
    ("declined_on", "is_eligible"), [(date(2026, 5, 6), False), (date(2026, 5, 5), True)]
)
def test_a_decline_is_quiet_for_half_a_year(declined_on, is_eligible):
    verdict = eligible(facts(told_on=declined_on, declined_on=declined_on))
    assert verdict.eligible is is_eligible
    assert verdict.reason in (None, Ineligible.DECLINED)


def test_the_listener_is_the_adult_patient_else_guardian_else_head():
    adult, child = Listener(ANNA, date(2008, 11, 2)), Listener(MIRA, date(2008, 11, 3))
    unknown = Listener(ANNA)
    father = Listener(PAVEL, date(1980, 1, 1))
    assert listener(adult, day=DAY) == ANNA
    assert listener(unknown, day=DAY) == ANNA
    assert listener(child, day=DAY, accompanying_guardian=father, head=adult) == PAVEL
    assert listener(child, day=DAY, head=adult) == ANNA
    assert listener(child, day=DAY, head=child) is None
    assert listener(child, day=DAY) is None


def test_told_status_of_an_adult():
    rows = [
        MentionRow(date(2026, 3, 1), MentionOutcome.LATER, phrase="P4/1"),
        MentionRow(date(2026, 1, 5), MentionOutcome.NOT_NOW, NotNowReason.QUEUE, "P2/1"),
        MentionRow(date(2026, 7, 1), MentionOutcome.DECLINED, phrase="P5/2"),
        MentionRow(date(2026, 2, 1), MentionOutcome.TOLD),
    ]
    status = told_status(rows)
    assert status.is_told
    assert (status.first_told_on, status.told_on) == (date(2026, 2, 1), date(2026, 7, 1))
    assert status.declined_on == date(2026, 7, 1)
    assert status.phrases == {"P4/1", "P5/2"}
    assert not told_status(rows[1:2]).is_told


def test_visits_untold_count_from_the_beginning_until_anybody_is_told():
    began = date(2025, 9, 1)
    days = [date(2025, 8, 31), date(2025, 9, 1), date(2025, 9, 1), date(2026, 1, 1)]
    assert visits_untold(days, began=began, any_adult_told=False) == 3
    assert visits_untold(days, began=began, any_adult_told=True) == 0


@pytest.mark.parametrize(
    ("outcome", "quiet_until"),
    [
        (MentionOutcome.JOINS, None),
        (MentionOutcome.LATER, date(2027, 1, 1)),
        (MentionOutcome.DECLINED, date(2027, 5, 1)),
        (MentionOutcome.HAS_ONE, date(2027, 1, 1)),
        (MentionOutcome.WILL_FIND_OUT, date(2027, 1, 1)),
        (MentionOutcome.NEVER_HEARD, date(2027, 1, 1)),
        (MentionOutcome.SHEET_HANDED, date(2027, 1, 1)),
        (MentionOutcome.TOLD, date(2027, 1, 1)),
    ],
)
def test_every_answer_tells_and_has_its_pause(outcome, quiet_until):
    effect = outcome_effect(outcome, day=DAY)
    assert effect.tells
    assert effect.quiet_until == quiet_until
    assert effect.joins is (outcome is MentionOutcome.JOINS)
    assert not effect.asks_again
    if quiet_until is not None:
        declined = DAY if outcome is MentionOutcome.DECLINED else None
        last = EligibilityFacts(
            quiet_until, ANNA, told_on=None if declined else DAY, declined_on=declined
        )
        assert not eligible(last).eligible


def test_never_heard_apologises_and_opens_a_recovery_in_a_week():
    effect = outcome_effect(MentionOutcome.NEVER_HEARD, day=DAY)
    assert effect.apologise
    assert effect.task is not None
    assert (effect.task.kind, effect.task.due) == (TaskKind.RECOVERY, date(2026, 11, 9))


def test_a_question_is_answered_by_the_next_working_day():
    saturday = date(2026, 11, 7)
    effect = outcome_effect(MentionOutcome.WILL_FIND_OUT, day=saturday)
    assert effect.task is not None
    assert (effect.task.kind, effect.task.due) == (TaskKind.ANSWER_OWED, date(2026, 11, 9))
    closed = WorkingDays(closed=frozenset({date(2026, 11, 9)}))
    effect = outcome_effect(MentionOutcome.WILL_FIND_OUT, day=saturday, calendar=closed)
    assert effect.task is not None
    assert effect.task.due == date(2026, 11, 10)


def test_the_sheet_is_told_on_paper():
    assert outcome_effect(MentionOutcome.SHEET_HANDED, day=DAY).channel is Channel.PAPER


@pytest.mark.parametrize("reason", NotNowReason)
def test_not_now_tells_nothing(reason):
    effect = outcome_effect(MentionOutcome.NOT_NOW, day=DAY, reason=reason)
    assert not effect.tells
    assert effect.quiet_until is None
    assert effect.leaves_count is leaves_count(reason)
    assert effect.leaves_count is (
        reason in (NotNowReason.EMERGENCY, NotNowReason.UPSET, NotNowReason.NO_DATA)
    )
    assert effect.asks_again is (reason in (NotNowReason.QUEUE, NotNowReason.FORGOT))
