"""The service standard with who acknowledged it, and how often each item was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Staff, StandardMark
from reception.rules.standard import Observed, StandardItem, all_done, per_item
from reception.storage.standard_rows import acknowledged_by, newest_standard, shipped_standard
from reception.values.localized_text import LocalizedText


@dataclass(frozen=True)
class StandardView:
    """The version in force; `observed` by item and `whole` ("all done") over the days asked."""

    version_id: int
    number: int
    review_on: date
    is_overdue: bool
    stages: tuple[tuple[str, LocalizedText], ...]
    items: tuple[StandardItem, ...]
    read_by: tuple[str, ...]
    missing: tuple[str, ...]
    observed: dict[str, Observed]
    whole: Observed


def standard_view(session: Session, *, first: date, last: date) -> StandardView | None:
    """The standard and what was observed from `first` through `last`; None before there is one."""
    version = newest_standard(session)
    if version is None:
        return None
    read = acknowledged_by(session, version.id)
    staff = list(session.scalars(select(Staff).where(Staff.is_active).order_by(Staff.name)))
    marks = list(session.scalars(select(StandardMark).where(StandardMark.day.between(first, last))))
    occasions: dict[tuple[int | None, date], list[bool]] = {}
    for one in marks:
        occasions.setdefault((one.visit_id, one.day), []).append(one.is_done)
    return StandardView(
        version_id=version.id,
        number=version.number,
        review_on=version.review_on,
        is_overdue=version.review_on < last,
        stages=tuple(shipped_standard().stages.items()),
        items=tuple(
            StandardItem(row["code"], row["stage"], LocalizedText(row["ru"], row["uk"], row["en"]))
            for row in version.items
        ),
        read_by=tuple(one.name for one in staff if one.id in read),
        missing=tuple(one.name for one in staff if one.id not in read),
        observed=per_item((one.item, one.is_done) for one in marks),
        whole=all_done(occasions.values()),
    )
