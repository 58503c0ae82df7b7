"""Each look at another person's record stands in the log: who, at whom, what, and whether told."""

from __future__ import annotations

from reception.changes import Done
from reception.storage.unit_of_work import UnitOfWork


def look(
    uow: UnitOfWork,
    *,
    subject_id: int,
    what: str,
    viewer_id: int | None = None,
    contact_id: int | None = None,
    allowed: bool = True,
) -> Done[None]:
    """Somebody looked at a patient's record, for herself or for who asked.

    `viewer_id` is who asked, `contact_id` a representative who is no patient.
    `what` is a value of `rules.seeing.What` or the part of the record that was opened.
    """
    uow.about("patient", subject_id)
    uow.note(what=what, viewer=viewer_id, contact=contact_id, allowed=allowed)
    return Done(None)
