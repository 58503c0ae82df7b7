"""Periods of keeping are changed, and what is older than its period is erased."""

from __future__ import annotations

from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.rules.retention import SETTING, Kept, allowed_range, kept_since
from reception.services.clinic import change_setting
from reception.storage.confidence import retention
from reception.storage.outdated import PURGED, purge
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg, nmsg


def change_retention(uow: UnitOfWork, *, kind: Kept, length: int) -> Done[None]:
    """How long a kind of data is kept, in its unit; offers the old period back.

    Raises InvalidInput outside what is allowed, Refused without a supervisor's rights.
    """
    if not uow.actor.is_supervisor:
        raise Refused(msg("Only a supervisor changes these settings."), code="not_allowed")
    least, most = allowed_range(kind)
    if not least <= length <= most:
        raise InvalidInput(
            msg("Allowed: {least} to {most}.", least=least, most=most), field=kind.value
        )
    old = retention(uow.session, uow.clinic.country)[kind]
    if old == length:
        return Done(None)
    change_setting(uow, key=SETTING + kind.value, value=length)
    uow.about("setting", None)
    undo = partial(change_retention, kind=kind, length=old)
    return Done(None, msg("Saved."), undo=undo)


def erase_outdated(uow: UnitOfWork, *, kind: Kept) -> Done[int]:
    """Erase what is older than its period, of a kind that is no person; cannot be undone.

    Answers how many rows.  People are erased one by one, in the wizard.
    """
    if not uow.actor.is_supervisor:
        raise Refused(msg("Only a supervisor erases data."), code="not_allowed")
    if kind not in PURGED:
        raise Refused(msg("These data are erased with the person they are of."), code="not_allowed")
    before = kept_since(kind, uow.today, retention(uow.session, uow.clinic.country))
    count = purge(uow.session, kind, before)
    uow.overwrites = True
    uow.about("retention", None)
    uow.note(kind=kind.value, before=before, rows=count)
    said = nmsg("{count} row is erased.", "{count} rows are erased.", count)
    return Done(count, said)
