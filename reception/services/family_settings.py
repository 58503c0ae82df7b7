"""What the clinic decides about families: the age of own consent, and the time after a death."""

from __future__ import annotations

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.rules.family_ties import FROZEN, LIMITS_OF, OWN_CONSENT, PAUSE
from reception.services.clinic import change_setting
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg

__all__ = ["FROZEN", "OWN_CONSENT", "PAUSE", "change_family_setting"]


def change_family_setting(uow: UnitOfWork, *, key: str, value: int) -> Done[None]:
    """Change one of them; offers the old value back.

    Raises InvalidInput with the setting's key as field, Refused without a supervisor's rights.
    """
    if not uow.actor.is_supervisor:
        raise Refused(msg("Only a supervisor changes these settings."), code="not_allowed")
    least, most = LIMITS_OF[key]
    if not least <= value <= most:
        raise InvalidInput(msg("Allowed: {least} to {most}.", least=least, most=most), field=key)
    return change_setting(uow, key=key, value=value)
