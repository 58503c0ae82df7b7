"""Words for potential patients: how they came, and what was agreed with them."""

from __future__ import annotations

from reception.translation import Message, msg
from reception.values.aftercare import LeadChannel, NextStep


def lead_channel_label(channel: LeadChannel) -> Message:
    """How a potential patient came to us."""
    return {
        LeadChannel.PHONE: msg("phone"),
        LeadChannel.SITE: msg("site"),
        LeadChannel.MESSENGER: msg("messenger"),
        LeadChannel.VISIT: msg("came in"),
        LeadChannel.OTHER: msg("otherwise"),
    }[channel]


def next_step_label(step: NextStep) -> Message:
    """What was agreed with a potential patient."""
    return {
        NextStep.BOOKED: msg("booked"),
        NextStep.FREE_CONSULTATION: msg("free consultation"),
        NextStep.TOUR: msg("a look round the clinic"),
        NextStep.CALL_BACK: msg("call back"),
        NextStep.NOTHING: msg("nothing for now"),
    }[step]
