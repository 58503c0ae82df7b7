"""The clock of the computer was doubted, and a supervisor says that it is right."""

from __future__ import annotations

from reception.changes import Done
from reception.errors import Refused
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg


def accept_clock(uow: UnitOfWork) -> Done[None]:
    """Note that the clock is right; raises Refused for anybody but a supervisor."""
    if not uow.actor.is_supervisor:
        raise Refused(
            msg("Only a supervisor confirms the clock."),
            code="not_allowed",
            way_out=msg("Call a supervisor to the desk; the work goes on meanwhile."),
        )
    uow.about("clinic", uow.clinic.id)
    uow.note(clock=uow.now)
    return Done(None, msg("The clock is confirmed."))
