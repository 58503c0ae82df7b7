"""A call is logged: whose record it was about, and what the caller proved (situation 36 by phone)."""

from __future__ import annotations

from collections.abc import Sequence

from reception.changes import Done
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg


def begin_call(
    uow: UnitOfWork, *, patient_id: int, proofs: Sequence[str], identified: bool, outgoing: bool
) -> Done[None]:
    """Somebody is on the telephone about this patient; the names of what was proved, no values."""
    person = uow.find.patient(patient_id)
    uow.about("patient", person.id)
    uow.note(proofs=sorted(proofs), identified=identified, outgoing=outgoing)
    if identified:
        return Done(None, msg("The caller is identified; the call is logged."))
    return Done(None, msg("Not identified: nothing is told of points. The call is logged."))
