"""An attempt to reach somebody is recorded with its outcome, and can be taken back.

The right to contact is looked at again in the moment of recording: a consent withdrawn between
listing and calling stops it, and what another colleague has just done is not done twice.
"""

from __future__ import annotations

from functools import partial
from zoneinfo import ZoneInfo

from reception.changes import Done
from reception.errors import Refused
from reception.models import Contact, Suggestion, Task
from reception.rules.contact import may_contact
from reception.rules.outreach import (
    FINISHED,
    OWN_ACCORD,
    may_of_own_accord,
    message_class,
    try_again,
)
from reception.storage.aftercare_rows import attempts_of, own_accord_days
from reception.storage.calendar import working_days
from reception.storage.confidence import contact_facts
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Message, msg
from reception.values.aftercare import ContactOutcome, ContactReason
from reception.values.choices import ContactChannel, TaskStatus


def record_contact(
    uow: UnitOfWork,
    *,
    reason: ContactReason,
    subject_id: int | None,
    patient_id: int,
    channel: ContactChannel,
    outcome: ContactOutcome,
    note: str = "",
    has_gift: bool = False,
) -> Done[int]:
    """Record how an attempt went; the number of the contact.

    Raises Refused("no_consent" …) where the person may not be contacted so, Refused("done") where
    a colleague has finished this very contact already, Refused("too_often") within the pause.
    """
    check_contact(
        uow,
        reason=reason,
        subject_id=subject_id,
        patient_id=patient_id,
        channel=channel,
        has_gift=has_gift,
    )
    earlier = attempts_of(uow.session, reason, subject_id, patient_id)
    row = Contact(
        patient_id=patient_id,
        reason=reason,
        subject_id=subject_id,
        channel=channel,
        outcome=outcome,
        day=uow.today,
        at=uow.now,
        by_id=uow.actor.staff_id,
        again_at=try_again(
            outcome,
            len(earlier) + 1,
            uow.now,
            ZoneInfo(uow.clinic.time_zone),
            working_days(uow.session),
        ),
        note=note.strip(),
    )
    uow.add(row)
    if outcome in _FULFILS:
        _fulfil(uow, reason, subject_id)
    uow.about("contact", row.id)
    return Done(row.id, _said(row), undo=partial(undo_contact, contact_id=row.id))


def check_contact(
    uow: UnitOfWork,
    *,
    reason: ContactReason,
    subject_id: int | None,
    patient_id: int,
    channel: ContactChannel,
    has_gift: bool = False,
) -> None:
    """Whether this contact may be made now; raises Refused as `record_contact` does."""
    facts = contact_facts(uow.session, [patient_id]).get(patient_id)
    if facts is None:
        raise Refused(msg("This record is no longer there."), code="unknown")
    wanted = message_class(reason, has_gift=has_gift)
    verdict = may_contact(facts, message=wanted, channel=channel, day=uow.today)
    if not verdict.allowed:
        raise Refused(
            verdict.why or msg("This person is not contacted."), code=verdict.code or "not_allowed"
        )
    earlier = attempts_of(uow.session, reason, subject_id, patient_id)
    if subject_id is not None and any(one.outcome in FINISHED for one in earlier):
        raise Refused(msg("A colleague has already done this; nothing is done twice."), code="done")
    if reason in OWN_ACCORD and not may_of_own_accord(
        own_accord_days(uow.session, patient_id, but=(reason, subject_id)), uow.today
    ):
        raise Refused(
            msg("This person was contacted within the last 60 days; wait until then."),
            code="too_often",
        )


_FULFILS = (ContactOutcome.REACHED, ContactOutcome.SENT)
_TASKS = (ContactReason.ANSWER, ContactReason.RECOVERY)


def _fulfil(uow: UnitOfWork, reason: ContactReason, subject_id: int | None) -> None:
    """What was owed is done: the task is closed, the suggestion's author has been told."""
    if subject_id is None:
        return
    if reason in _TASKS:
        task = uow.session.get(Task, subject_id)
        if task is not None and task.status is TaskStatus.OPEN:
            task.status, task.closed_at = TaskStatus.DONE, uow.now
            task.closed_by_id = uow.actor.staff_id
    if reason is ContactReason.RESULT:
        suggestion = uow.session.get(Suggestion, subject_id)
        if suggestion is not None and suggestion.told_on is None:
            suggestion.told_on = uow.today


def _owe_again(uow: UnitOfWork, row: Contact) -> None:
    if row.subject_id is None or row.outcome not in _FULFILS:
        return
    if row.reason in _TASKS:
        task = uow.session.get(Task, row.subject_id)
        if task is not None and task.closed_at == row.at:
            task.status, task.closed_at, task.closed_by_id = TaskStatus.OPEN, None, None
    if row.reason is ContactReason.RESULT:
        suggestion = uow.session.get(Suggestion, row.subject_id)
        if suggestion is not None and suggestion.told_on == row.day:
            suggestion.told_on = None


def undo_contact(uow: UnitOfWork, *, contact_id: int) -> Done[None]:
    """A contact recorded by mistake counts for nothing; it stays visible as taken back."""
    row = uow.session.get(Contact, contact_id)
    if row is None or row.undone_at is not None:
        raise Refused(msg("This was taken back already."), code="done")
    row.undone_at = uow.now
    _owe_again(uow, row)
    uow.about("contact", row.id)
    return Done(None, msg("Taken back."))


def _said(row: Contact) -> Message:
    if row.again_at is not None:
        return msg("Recorded. Tried again later.")
    return {
        ContactOutcome.REACHED: msg("Recorded: reached."),
        ContactOutcome.SENT: msg("Recorded: sent."),
        ContactOutcome.DECLINED: msg("Recorded: does not want to talk."),
        ContactOutcome.WRONG_NUMBER: msg("Recorded: a wrong number."),
    }.get(row.outcome, msg("Recorded. That was the last attempt."))
