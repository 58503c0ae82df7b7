"""Who must be told about the programme, who has been, and what an answer leads to.

Eligible visits, listeners and visits untold are those of product/indicators.md; what is said is
chosen in `reception/rules/prompt_choice.py`.  Nobody is ever told twice in a row, nobody who
declined is asked again for half a year, and everybody who never heard is owed an apology.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from reception.rules.working_days import WORKING_DAYS, WorkingDays
from reception.translation import Message, msg
from reception.values.choices import Channel, MentionOutcome, NotNowReason, TaskKind
from reception.values.ids import PatientId
from reception.values.period import age_on

ADULT_AGE = 18


@dataclass(frozen=True)
class MentionLimits:
    """The pauses after an answer, in days, and when silence of the clinic became a fault.

    `told_days` and `declined_days`: the last quiet day is that many days after the mention;
    an apology is due from `apology_visits` untold visits or `apology_months` of them on; a
    `recovery_days` task falls due that many days later.
    """

    told_days: int = 60
    declined_days: int = 180
    apology_visits: int = 3
    apology_months: int = 6
    recovery_days: int = 7


LIMITS = MentionLimits()


# --- Listener ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Listener:
    """A person who may hear about the programme; without a birth date she counts as adult."""

    id: PatientId
    born: date | None = None

    def is_adult(self, day: date) -> bool:
        """Eighteen or over on a day."""
        return self.born is None or age_on(self.born, day) >= ADULT_AGE


def listener(
    patient: Listener,
    *,
    day: date,
    accompanying_guardian: Listener | None = None,
    head: Listener | None = None,
) -> PatientId | None:
    """The listener of a visit: the adult patient, else the accompanying guardian, else the head.

    None where none of them is an adult on that day.
    """
    for person in (patient, accompanying_guardian, head):
        if person is not None and person.is_adult(day):
            return person.id
    return None


# --- Told status ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A mention that stands (not taken back), of one listener."""

    day: date
    outcome: MentionOutcome
    reason: NotNowReason | None = None
    phrase: str = ""

    @property
    def tells(self) -> bool:
        """Whether anything was said; “not now” tells nothing."""
        return self.outcome is not MentionOutcome.NOT_NOW


@dataclass(frozen=True)
class ToldStatus:
    """What one adult has heard: first and last time, the last decline, the phrases used."""

    first_told_on: date | None = None
    told_on: date | None = None
    declined_on: date | None = None
    phrases: frozenset[str] = frozenset()

    @property
    def is_told(self) -> bool:
        """Told at least once."""
        return self.told_on is not None


NOTHING_HEARD = ToldStatus()


def told_status(mentions: Iterable[MentionRow]) -> ToldStatus:
    """The status of one adult from her mentions, in any order."""
    told = [row for row in mentions if row.tells]
    if not told:
        return NOTHING_HEARD
    declined = [row.day for row in told if row.outcome is MentionOutcome.DECLINED]
    return ToldStatus(
        min(row.day for row in told),
        max(row.day for row in told),
        max(declined, default=None),
        frozenset(row.phrase for row in told if row.phrase),
    )


def visits_untold(visit_days: Iterable[date], *, began: date, any_adult_told: bool) -> int:
    """A household's visits since the programme began, when no adult in it has been told.

    `visit_days` has one day for every done visit of any member; 0 once anybody was told.
    """
    return 0 if any_adult_told else sum(1 for day in visit_days if day >= began)


# --- Eligible visits --------------------------------------------------------------------------


class Ineligible(StrEnum):
    """Why a visit is not one on which to tell, in the order in which it is asked."""

    NO_LISTENER = "no_listener"
    MEMBER = "member"
    TOLD_RECENTLY = "told_recently"
    DECLINED = "declined"
    DO_NOT_MENTION = "do_not_mention"
    EMERGENCY = "emergency"
    INSURED = "insured"
    NO_DATA = "no_data"
    HOUSEHOLD_TODAY = "household_today"


@dataclass(frozen=True, slots=True)
class EligibilityFacts:
    """What decides whether a visit is eligible.

    `day`: the local day of the visit.  `listener`: see `listener`.  `is_member`: the listener
    was on an account before this visit began.  `told_on`, `declined_on`: the listener's last
    mention and last decline before this visit.  `do_not_mention`: the mark on the listener.
    `emergency`: answered “not now” with emergency or upset.  `fully_insured`: the patient pays
    nothing.  `refuses_data`: the mark, or “not now” for no data.  `household_today`: an earlier
    visit of the household that day is eligible.
    """

    day: date
    listener: PatientId | None
    is_member: bool = False
    told_on: date | None = None
    declined_on: date | None = None
    do_not_mention: bool = False
    emergency: bool = False
    fully_insured: bool = False
    refuses_data: bool = False
    household_today: bool = False


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether to tell on a visit; else why not, and the last quiet day where there is a pause."""

    eligible: bool
    reason: Ineligible | None = None
    quiet_until: date | None = None


ELIGIBLE = Eligibility(eligible=True)


def eligible(facts: EligibilityFacts, limits: MentionLimits = LIMITS) -> Eligibility:
    """Whether a visit is eligible, by the first exclusion that applies (indicators.md)."""
    told_until = _pause_end(facts.told_on, limits.told_days)
    declined_until = _pause_end(facts.declined_on, limits.declined_days)
    exclusions = (
        (Ineligible.NO_LISTENER, facts.listener is None),
        (Ineligible.MEMBER, facts.is_member),
        (Ineligible.TOLD_RECENTLY, _in_pause(facts.day, facts.told_on, told_until)),
        (Ineligible.DECLINED, _in_pause(facts.day, facts.declined_on, declined_until)),
        (Ineligible.DO_NOT_MENTION, facts.do_not_mention),
        (Ineligible.EMERGENCY, facts.emergency),
        (Ineligible.INSURED, facts.fully_insured),
        (Ineligible.NO_DATA, facts.refuses_data),
        (Ineligible.HOUSEHOLD_TODAY, facts.household_today),
    )
    for reason, excludes in exclusions:
        if excludes:
            paused = {Ineligible.TOLD_RECENTLY: told_until, Ineligible.DECLINED: declined_until}
            return Eligibility(eligible=False, reason=reason, quiet_until=paused.get(reason))
    return ELIGIBLE


def _pause_end(since: date | None, days: int) -> date | None:
    return None if since is None else since + timedelta(days=days)


def _in_pause(day: date, since: date | None, until: date | None) -> bool:
    return since is not None and until is not None and since <= day <= until


# --- What an answer leads to ------------------------------------------------------------------


@dataclass(frozen=True)
class TaskDue:
    """Work that an answer opens, and the local day it is due."""

    kind: TaskKind
    due: date
    note: Message


@dataclass(frozen=True)
class OutcomeEffect:
    """What follows from the answer to a prompt.

    `tells`: counts as told.  `channel`: replaces the channel of the prompt (the sheet is paper).
    `quiet_until`: nothing is said about joining through that day.  `task`: opened at once.
    `apologise`: the apology (P11, an answer) is shown.  `joins`: the joining form opens.
    `leaves_count`: the visit is no longer an eligible one.  `asks_again`: the prompt returns at
    checkout and at the close of the shift.
    """

    tells: bool
    channel: Channel | None = None
    quiet_until: date | None = None
    task: TaskDue | None = None
    apologise: bool = False
    joins: bool = False
    leaves_count: bool = False
    asks_again: bool = False


def outcome_effect(
    outcome: MentionOutcome,
    *,
    day: date,
    reason: NotNowReason | None = None,
    limits: MentionLimits = LIMITS,
    calendar: WorkingDays = WORKING_DAYS,
) -> OutcomeEffect:
    """What the answer of `day` leads to; `reason` says why not, with `NOT_NOW`.

    `calendar` is the clinic's: a question is answered by its next working day.
    """
    if outcome is MentionOutcome.NOT_NOW:
        return OutcomeEffect(
            tells=False,
            leaves_count=leaves_count(reason),
            asks_again=reason in (NotNowReason.QUEUE, NotNowReason.FORGOT),
        )
    pause = limits.declined_days if outcome is MentionOutcome.DECLINED else limits.told_days
    joins = outcome is MentionOutcome.JOINS
    return OutcomeEffect(
        tells=True,
        channel=Channel.PAPER if outcome is MentionOutcome.SHEET_HANDED else None,
        quiet_until=None if joins else day + timedelta(days=pause),
        task=_task(outcome, day, limits, calendar),
        apologise=outcome in (MentionOutcome.NEVER_HEARD, MentionOutcome.NOT_REMEMBERED),
        joins=joins,
    )


def leaves_count(reason: NotNowReason | None) -> bool:
    """Whether a “not now” takes the visit out of the eligible ones; queue and forgot do not."""
    return reason in (NotNowReason.EMERGENCY, NotNowReason.UPSET, NotNowReason.NO_DATA)


def _task(
    outcome: MentionOutcome, day: date, limits: MentionLimits, calendar: WorkingDays
) -> TaskDue | None:
    if outcome is MentionOutcome.NEVER_HEARD:
        return TaskDue(
            TaskKind.RECOVERY,
            day + timedelta(days=limits.recovery_days),
            msg("Never told about the programme: apologise and ask whether all is clear now."),
        )
    if outcome is MentionOutcome.WILL_FIND_OUT:
        return TaskDue(
            TaskKind.ANSWER_OWED,
            calendar.next_after(day),
            msg("A question about the programme is waiting for an answer."),
        )
    return None
