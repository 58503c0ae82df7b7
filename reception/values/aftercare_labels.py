"""Words for what comes after a visit, for screens and papers alike."""

from __future__ import annotations

from reception.translation import Message, msg
from reception.values.aftercare import (
    ComplaintState,
    ContactOutcome,
    ContactReason,
    Echo,
    Influence,
    PortraitSign,
    SuggestionState,
    SurveyWay,
)
from reception.values.choices import ContactChannel


def contact_reason_label(reason: ContactReason) -> Message:
    """Why somebody is reached."""
    return {
        ContactReason.SURVEY: msg("survey"),
        ContactReason.GREETING: msg("birthday"),
        ContactReason.INVITATION: msg("invitation"),
        ContactReason.REMINDER: msg("reminder"),
        ContactReason.RECALL: msg("recall"),
        ContactReason.ANSWER: msg("answer owed"),
        ContactReason.RESULT: msg("what became of it"),
        ContactReason.RECOVERY: msg("making up"),
        ContactReason.THANKS: msg("thanks"),
        ContactReason.CONVERSATION: msg("conversation"),
        ContactReason.PLASTIC: msg("plastic card"),
        ContactReason.CALL_BACK: msg("call back"),
    }[reason]


def contact_outcome_label(outcome: ContactOutcome) -> Message:
    """How a contact went."""
    return {
        ContactOutcome.REACHED: msg("Reached"),
        ContactOutcome.SENT: msg("Message sent"),
        ContactOutcome.NO_ANSWER: msg("No answer"),
        ContactOutcome.LATER: msg("Later"),
        ContactOutcome.DECLINED: msg("Does not want to"),
        ContactOutcome.WRONG_NUMBER: msg("Wrong number"),
    }[outcome]


def way_label(channel: ContactChannel) -> Message:
    """How somebody may be reached."""
    return {
        ContactChannel.CALL: msg("call"),
        ContactChannel.SMS: msg("SMS"),
        ContactChannel.EMAIL: msg("e-mail"),
        ContactChannel.MESSENGER: msg("messenger"),
        ContactChannel.NONE: msg("none"),
    }[channel]


def influence_label(influence: Influence) -> Message:
    """Whether it affects the wish to come back."""
    return {
        Influence.NONE: msg("no"),
        Influence.A_LITTLE: msg("a little"),
        Influence.STRONGLY: msg("strongly"),
    }[influence]


def complaint_state_label(state: ComplaintState) -> Message:
    """From heard to put right."""
    return {
        ComplaintState.OPEN: msg("open"),
        ComplaintState.RESOLVED: msg("put right"),
        ComplaintState.DROPPED: msg("dropped"),
    }[state]


def suggestion_state_label(state: SuggestionState) -> Message:
    """From new to done."""
    return {
        SuggestionState.NEW: msg("just raised"),
        SuggestionState.CONSIDERED: msg("considered"),
        SuggestionState.ACCEPTED: msg("accepted"),
        SuggestionState.DECLINED: msg("turned down"),
        SuggestionState.DONE: msg("carried out"),
    }[state]


def echo_label(echo: Echo) -> Message:
    """Whether another's suggestion would have helped."""
    return {
        Echo.YES: msg("yes"),
        Echo.NO: msg("no"),
        Echo.UNSURE: msg("does not know"),
    }[echo]


def portrait_sign_label(sign: PortraitSign) -> Message:
    """A fact known of a person's loyalty."""
    return {
        PortraitSign.REFERRAL_CONFIRMED: msg("Somebody came on her advice"),
        PortraitSign.REVIEW: msg("Wrote a good review of her own will"),
        PortraitSign.FRIENDLY: msg("Friendly, open to talk"),
        PortraitSign.FOLLOWS_US: msg("Follows us on the net"),
        PortraitSign.PACKAGE: msg("Took a package of services"),
        PortraitSign.MATTERS_MOST: msg("What matters most in choosing a clinic"),
        PortraitSign.DEFENDS: msg("Stood up for us"),
        PortraitSign.REASON_FOR_CHOOSING: msg("Why she chose us"),
        PortraitSign.CAME_BACK_BECAUSE: msg("Why she came back"),
        PortraitSign.EXPECTATIONS: msg("Expectations"),
        PortraitSign.SERVICES_ELSEWHERE: msg("Services taken elsewhere"),
        PortraitSign.INCIDENT: msg("Something went wrong through our fault"),
    }[sign]


def survey_way_label(way: SurveyWay) -> Message:
    """How the answers came."""
    return {
        SurveyWay.PHONE: msg("on the phone"),
        SurveyWay.PAPER: msg("on paper"),
        SurveyWay.EXIT: msg("at the exit"),
        SurveyWay.UNPROMPTED: msg("unasked"),
    }[way]
