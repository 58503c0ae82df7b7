"""What the clinic decides about cards and papers, each value checked before it is kept."""

from __future__ import annotations

from typing import Any

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.services.card_stock import DELIVERY, LEAST_USE, SAFETY
from reception.services.cards import PLASTIC_PROMISE_DAYS
from reception.services.clinic import change_setting
from reception.services.papers import JOINING, JOINING_KINDS
from reception.storage.card_finders import CHECK_RULE
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.choices import CheckRule

NUMBERED = "cards.plastic_is_numbered"
RANGES = {
    DELIVERY: (1, 120),
    SAFETY: (0, 60),
    LEAST_USE: (0, 10_000),
    PLASTIC_PROMISE_DAYS: (1, 120),
}


def change_card_setting(uow: UnitOfWork, *, key: str, value: Any) -> Done[None]:
    """Change one setting of cards or papers; offers the old value back.

    Raises InvalidInput with the setting's key as field, Refused without a supervisor's rights.
    """
    if not uow.actor.is_supervisor:
        raise Refused(msg("Only a supervisor changes these settings."), code="not_allowed")
    if key in RANGES:
        least, most = RANGES[key]
        if not isinstance(value, int) or not least <= value <= most:
            raise InvalidInput(
                msg("Allowed: {least} to {most}.", least=least, most=most), field=key
            )
    elif key == CHECK_RULE:
        value = CheckRule(value).value
    elif key == JOINING:
        value = [kind.value for kind in JOINING_KINDS if kind in value]
        if not value:
            raise InvalidInput(msg("At least one paper has to be printed."), field=key)
    elif key == NUMBERED:
        value = bool(value)
    else:
        raise ValueError(key)
    return change_setting(uow, key=key, value=value)
