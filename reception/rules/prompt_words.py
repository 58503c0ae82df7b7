"""Words for the staff around a phrase: which situation it is, and why nothing is said.

They stand on a screen that faces a public counter, so they are neutral and name no money.
"""

from __future__ import annotations

from reception.rules.prompt_choice import SilenceReason
from reception.rules.prompts import Situation
from reception.translation import Message, msg


def situation_label(situation: Situation) -> Message:
    """The situation a phrase is for, in a few words."""
    return {
        Situation.POTENTIAL_BY_PHONE: msg("new caller"),
        Situation.FIRST_CHECK_IN: msg("first visit, check-in"),
        Situation.FIRST_CHECKOUT: msg("first visit, checkout"),
        Situation.REPEAT_CHECK_IN: msg("repeat visit, check-in"),
        Situation.REPEAT_CHECKOUT: msg("repeat visit, checkout"),
        Situation.FAMILY_CHECK_IN: msg("regular family, check-in"),
        Situation.LOYAL: msg("loyal patient"),
        Situation.PARENT_WITH_CHILD: msg("parent with a child"),
        Situation.DECLINED_EARLIER: msg("declined earlier"),
        Situation.TOLD_RECENTLY: msg("told recently"),
        Situation.NEVER_TOLD: msg("never told: apologise"),
        Situation.PATIENT_BY_PHONE: msg("patient on the phone"),
        Situation.PLASTIC_OUT: msg("plastic cards have run out"),
        Situation.OTHER_WITH_CHILD: msg("somebody else with a child"),
        Situation.FAMILY_CHECKOUT: msg("regular family, checkout"),
        Situation.WAITING: msg("while waiting"),
        Situation.CALL_AFTER: msg("call after the visit"),
        Situation.SINGLE_CHECK_IN: msg("regular patient, check-in"),
        Situation.SINGLE_CHECKOUT: msg("regular patient, checkout"),
    }[situation]


def silence_label(reason: SilenceReason) -> Message:
    """Why nothing is said now."""
    return {
        SilenceReason.EMERGENCY: msg("Not now: care comes first."),
        SilenceReason.ANSWERED: msg("Already answered today."),
        SilenceReason.PREFERS_SILENCE: msg("Prefers silence."),
        SilenceReason.NOTHING_TO_SAY: msg("Nothing to tell now."),
        SilenceReason.NO_LISTENER: msg("No adult to tell it to."),
        SilenceReason.MEMBER: msg("Already has the card."),
        SilenceReason.TOLD_RECENTLY: msg("Told recently: say nothing unless asked."),
        SilenceReason.DECLINED: msg("Declined: say nothing for now."),
        SilenceReason.DO_NOT_MENTION: msg("Asked not to be told about the programme."),
        SilenceReason.INSURED: msg("The insurer pays for everything: nothing to tell."),
        SilenceReason.NO_DATA: msg("Gives no data: the programme is not offered."),
        SilenceReason.HOUSEHOLD_TODAY: msg("The family is told on another visit today."),
    }[reason]
