"""The report that is made by itself: which month is due, and its files without patients' names."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Visit
from reception.progress import Progress
from reception.queries.month import month_view
from reception.queries.month_files import month_files
from reception.rules.report_round import month_to_report
from reception.storage.calendar import working_days
from reception.translation import Translator, msg
from reception.values.choices import VisitStatus
from reception.values.period import Period


def due_month(session: Session, *, today: date) -> Period | None:
    """The month whose report is due; None before the first working day, or without a visit."""
    month = month_to_report(today, working_days(session))
    if month is None:
        return None
    came = session.scalar(
        select(Visit.id)
        .where(Visit.status == VisitStatus.DONE, Visit.day.between(month.first, month.last))
        .limit(1)
    )
    return None if came is None else month


def nameless_files(
    session: Session,
    *,
    month: Period,
    today: date,
    translator: Translator,
    made_at: datetime,
    progress: Progress | None = None,
) -> dict[str, bytes]:
    """The report of a month as PDF and XLSX by file name; no patient is named in it."""
    view = month_view(session, period=month, today=today, progress=progress)
    return month_files(
        view.report,
        view.previous,
        translator=translator,
        made_at=made_at,
        made_by=translator.text(msg("by itself")),
        kinds=("pdf", "xlsx"),
        with_names=False,
        trend=view.trend,
    )
