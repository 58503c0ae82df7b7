"""Who may be contacted, about what and how: one rule for every list of people to reach.

Consent is off until it was given (product/law.md R6, R11–R13, U10): a reminder needs the consent
to service messages on its channel, anything that could interest anybody else is advertising and
needs its own.  An answer somebody asked for needs no consent, but nobody who is dead, erased or
wants no messages is ever on a list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reception.translation import Message, msg
from reception.values.choices import ConsentPurpose, ContactChannel, MessageClass

CHANNELS = (
    ContactChannel.CALL,
    ContactChannel.SMS,
    ContactChannel.EMAIL,
    ContactChannel.MESSENGER,
)
"""In the order in which they are offered."""

_NEEDED = {
    MessageClass.SERVICE: ConsentPurpose.SERVICE_MESSAGES,
    MessageClass.ADVERTISING: ConsentPurpose.ADVERTISING,
}


@dataclass(frozen=True)
class ContactFacts:
    """What is known of whoever would be contacted.

    `agreed` holds the purposes and channels with a standing consent (given, not withdrawn);
    `reachable` the channels for which there is a number or an address; `paused_until` is the
    last day of a pause (after a death in the family), inclusive.
    """

    agreed: frozenset[tuple[ConsentPurpose, ContactChannel]] = frozenset()
    reachable: frozenset[ContactChannel] = frozenset()
    is_deceased: bool = False
    is_erased: bool = False
    has_opted_out: bool = False
    paused_until: date | None = None


@dataclass(frozen=True)
class Verdict:
    """Whether it is allowed; `why` says in words why not, `code` names the reason."""

    allowed: bool
    code: str = ""
    why: Message | None = None


ALLOWED = Verdict(allowed=True)


def may_contact(
    facts: ContactFacts, *, message: MessageClass, channel: ContactChannel, day: date
) -> Verdict:
    """Whether a person may be contacted on a day, about something of a class, on a channel."""
    never = _never(facts, day)
    if never is not None:
        return never
    if channel is ContactChannel.NONE or channel not in facts.reachable:
        return _no("unreachable", msg("There is no number or address for this channel."))
    needed = _NEEDED.get(message)
    if needed is not None and (needed, channel) not in facts.agreed:
        return _no("no_consent", _NO_CONSENT[needed])
    return ALLOWED


def contact_channels(
    facts: ContactFacts, *, message: MessageClass, day: date
) -> tuple[ContactChannel, ...]:
    """The channels that are allowed, in the order in which they are offered; empty for nobody."""
    return tuple(
        channel
        for channel in CHANNELS
        if may_contact(facts, message=message, channel=channel, day=day).allowed
    )


def reachable_channels(*, has_phone: bool, has_email: bool) -> frozenset[ContactChannel]:
    """The channels a person can be reached on, as far as numbers and addresses go."""
    found: list[ContactChannel] = []
    if has_phone:
        found += [ContactChannel.CALL, ContactChannel.SMS, ContactChannel.MESSENGER]
    if has_email:
        found.append(ContactChannel.EMAIL)
    return frozenset(found)


def why_not(
    facts: ContactFacts, *, message: MessageClass, day: date, channels: Iterable[ContactChannel]
) -> Message | None:
    """Why none of these channels is allowed, the first reason; None where one is."""
    first: Message | None = None
    for channel in channels:
        verdict = may_contact(facts, message=message, channel=channel, day=day)
        if verdict.allowed:
            return None
        first = first or verdict.why
    return first


_NO_CONSENT = {
    ConsentPurpose.SERVICE_MESSAGES: msg("No consent to reminders on this channel."),
    ConsentPurpose.ADVERTISING: msg("No consent to advertising on this channel."),
}


def _never(facts: ContactFacts, day: date) -> Verdict | None:
    if facts.is_erased:
        return _no("erased", msg("The data of this person were erased."))
    if facts.is_deceased:
        return _no("deceased", msg("This person has died."))
    if facts.has_opted_out:
        return _no("opted_out", msg("Wants no messages of any kind."))
    if facts.paused_until is not None and day <= facts.paused_until:
        return _no("paused", msg("Not before {day}.", day=facts.paused_until))
    return None


def _no(code: str, why: Message) -> Verdict:
    return Verdict(allowed=False, code=code, why=why)
