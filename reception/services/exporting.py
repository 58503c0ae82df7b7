"""That a list of the clinic was written to a file: who, which list, how many rows."""

from __future__ import annotations

from reception.changes import Done
from reception.storage.unit_of_work import UnitOfWork


def export_list(
    uow: UnitOfWork, *, kind: str, rows: int, patient_id: int | None = None
) -> Done[None]:
    """Note an export in the log; `kind` names the list, `patient_id` whom it is about alone."""
    uow.about("export" if patient_id is None else "patient", patient_id)
    uow.note(list=kind, rows=rows)
    return Done(None)
