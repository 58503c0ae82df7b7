"""Traces: what became of a visit besides its stamps stays in the history of whom it was of."""

from __future__ import annotations

from reception.models import Visit, VisitTrace
from reception.storage.unit_of_work import UnitOfWork
from reception.values.day_choices import TraceKind

LONGEST_WORDS = 200


def leave_trace(
    uow: UnitOfWork,
    visit: Visit,
    kind: TraceKind,
    *,
    reason: str = "",
    was: str = "",
    became: str = "",
    patient_id: int | None = None,
    other_patient_id: int | None = None,
) -> None:
    """Write one row of a visit's history, for its patient unless another is named."""
    uow.append(
        VisitTrace(
            recorded_at=uow.now,
            recorded_by_id=uow.actor.staff_id,
            kind=kind,
            visit_id=visit.id,
            patient_id=visit.patient_id if patient_id is None else patient_id,
            other_patient_id=other_patient_id,
            was=was[:LONGEST_WORDS],
            became=became[:LONGEST_WORDS],
            reason=reason.strip(),
        )
    )


def booking_words(visit: Visit) -> str:
    """Day, time and room of a booking as they are kept in a trace: ISO, the same in every language."""
    at = "" if visit.planned_time is None else f" {visit.planned_time:%H:%M}"
    room = f" / {visit.room}" if visit.room else ""
    return f"{visit.day.isoformat()}{at}{room}"
