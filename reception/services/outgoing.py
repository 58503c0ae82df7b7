"""Messages handed to an SMS service as a file: each is recorded as sent, all are undone together.

The right to write is looked at again for each; whoever may no longer be written to is left out
of the file, and nobody is written to twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from reception.changes import Done
from reception.errors import Refused
from reception.services.contacts import record_contact, undo_contact
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg, nmsg
from reception.values.aftercare import ContactOutcome, ContactReason
from reception.values.choices import ContactChannel

WRITTEN_ABOUT = frozenset(
    {
        ContactReason.REMINDER,
        ContactReason.GREETING,
        ContactReason.THANKS,
        ContactReason.RESULT,
        ContactReason.RECALL,
        ContactReason.PLASTIC,
        ContactReason.INVITATION,
    }
)
"""What needs no talk: the words are enough."""


@dataclass(frozen=True)
class Outgoing:
    """One message by its key in the queue."""

    key: str
    reason: ContactReason
    subject_id: int | None
    patient_id: int
    has_gift: bool = False


def hand_to_sms(uow: UnitOfWork, *, messages: Sequence[Outgoing]) -> Done[dict[str, int]]:
    """Record the messages as sent; answers which may stand in the file, key to contact.

    Raises Refused("empty") where nobody is left.
    """
    kept: dict[str, int] = {}
    for one in messages:
        try:
            done = record_contact(
                uow,
                reason=one.reason,
                subject_id=one.subject_id,
                patient_id=one.patient_id,
                channel=ContactChannel.SMS,
                outcome=ContactOutcome.SENT,
                has_gift=one.has_gift,
            )
        except Refused:
            continue
        kept[one.key] = done.value
    if not kept:
        raise Refused(msg("Nobody is on the list."), code="empty")
    uow.note(sent=len(kept), left_out=len(messages) - len(kept))
    said = nmsg(
        "{count} message is in the file and recorded as sent.",
        "{count} messages are in the file and recorded as sent.",
        len(kept),
    )
    undo = partial(take_sms_back, contact_ids=tuple(kept.values()))
    return Done(kept, said, undo=undo)


def take_sms_back(uow: UnitOfWork, *, contact_ids: Sequence[int]) -> Done[None]:
    """The file was not sent: every message of it waits in the queue again."""
    for number in contact_ids:
        undo_contact(uow, contact_id=number)
    return Done(None, msg("Taken back: the messages wait again. Do not send the file."))
