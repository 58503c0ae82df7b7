"""How a consent may be given, and what its withdrawal means (product/law.md R6–R11, U5, U10).

Data and disclosure need a signature; advertising needs a proof that can be shown, so paper or a
written message; that somebody may be reminded of her own visit she can also say.
"""

from __future__ import annotations

from reception.translation import Message, msg
from reception.values.choices import ConsentPurpose, ConsentWay, ContactChannel

WAYS: dict[ConsentPurpose, tuple[ConsentWay, ...]] = {
    ConsentPurpose.DATA: (ConsentWay.PAPER,),
    ConsentPurpose.DISCLOSURE: (ConsentWay.PAPER,),
    ConsentPurpose.ADVERTISING: (ConsentWay.PAPER, ConsentWay.MESSAGE),
    ConsentPurpose.SERVICE_MESSAGES: (
        ConsentWay.PAPER,
        ConsentWay.SPOKEN,
        ConsentWay.PHONE,
        ConsentWay.MESSAGE,
    ),
}
"""How each consent may be given; each can be withdrawn in any way, a word is enough."""

WITHDRAWAL_WAYS = (
    ConsentWay.SPOKEN,
    ConsentWay.PHONE,
    ConsentWay.PAPER,
    ConsentWay.MESSAGE,
)

BY_CHANNEL = (ConsentPurpose.SERVICE_MESSAGES, ConsentPurpose.ADVERTISING)
"""Purposes that are asked for each channel by itself."""

CHANNELS = (
    ContactChannel.CALL,
    ContactChannel.SMS,
    ContactChannel.EMAIL,
    ContactChannel.MESSENGER,
)


def consent_fault(
    purpose: ConsentPurpose,
    channel: ContactChannel,
    way: ConsentWay,
    *,
    is_toward_somebody: bool,
    proof: str,
) -> Message | None:
    """What is wrong with a consent that is to be recorded; None where nothing is."""
    if way not in WAYS[purpose]:
        return _WRONG_WAY[purpose]
    if (purpose in BY_CHANNEL) != (channel is not ContactChannel.NONE):
        return msg("Each channel is agreed to by itself.")
    if (purpose is ConsentPurpose.DISCLOSURE) != is_toward_somebody:
        return msg("Say who may see the visit dates.")
    if purpose is ConsentPurpose.ADVERTISING and not proof.strip():
        return msg("Say where the proof is kept: the folder of the paper, or the message.")
    return None


_WRONG_WAY = {
    ConsentPurpose.DATA: msg("Consent to data processing needs a signature on paper."),
    ConsentPurpose.DISCLOSURE: msg("Disclosure of visits needs a signature on paper."),
    ConsentPurpose.ADVERTISING: msg(
        "Consent to advertising needs a proof that can be shown: paper or a written message."
    ),
    ConsentPurpose.SERVICE_MESSAGES: msg("This way of agreeing is not known."),
}
