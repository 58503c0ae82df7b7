"""Published versions as rows, whether the programme was closed, and what its end does to lots."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from reception.models import PointsLot, ProgrammeVersion
from reception.rules.ledger import Lot
from reception.rules.lots import final_day
from reception.rules.terms_reading import terms_from_json
from reception.rules.versions import Ending
from reception.values.choices import EntryKind, VersionStatus

_PUBLISHED = (
    select(ProgrammeVersion)
    .where(ProgrammeVersion.status == VersionStatus.PUBLISHED)
    .order_by(ProgrammeVersion.number)
)


def published_rows(session: Session) -> Sequence[ProgrammeVersion]:
    """The published versions in the order of their days."""
    return session.scalars(_PUBLISHED).all()


def closed_on(rows: Sequence[ProgrammeVersion]) -> date | None:
    """The last day of a programme that was closed; None where it was not.

    A last version that ends on the day its own terms name has not been closed.
    """
    if not rows:
        return None
    last = rows[-1]
    if last.valid_until == terms_from_json(last.terms).version.valid_until:
        return None
    return last.valid_until


def write_last_days(session: Session, ending: Ending | None) -> int:
    """Bring the last usable day of every open lot in line with the programme's end.

    Answers how many changed.  Nothing else of a lot changes, and no entry is written.
    """
    rows = session.execute(
        select(
            PointsLot.id,
            PointsLot.earned_on,
            PointsLot.usable_from,
            PointsLot.visits_last_day,
            PointsLot.grace_last,
            PointsLot.last_day,
        ).where(or_(PointsLot.left > 0, PointsLot.is_closed.is_(False)))
    ).all()
    changed = [
        {"id": row.id, "last_day": last}
        for row in rows
        if (last := _last_day(row, ending)) != row.last_day
    ]
    if changed:
        session.execute(update(PointsLot), changed)
    return len(changed)


def _last_day(row: Any, ending: Ending | None) -> date | None:
    """`final_day` of a lot of which only its days are known."""
    lot = Lot(
        row.id,
        0,
        "",
        EntryKind.EARNED,
        None,
        0,
        row.earned_on,
        row.usable_from,
        None,
        row.visits_last_day,
        lives_by_visits=False,
        granted=0,
        left=0,
        entry=0,
        grace_last=row.grace_last,
    )
    return final_day(lot, ending)
