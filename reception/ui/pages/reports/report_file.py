"""The report as a file: drawn and written on the thread of the jobs, away from the screen."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from reception.exchange.saving import save_whole
from reception.progress import Progress
from reception.queries.month import MonthView
from reception.queries.month_files import month_files
from reception.translation import Translator


def write_file(
    view: MonthView,
    kind: str,
    path: Path,
    progress: Progress,
    *,
    translator: Translator,
    made_at: datetime,
    made_by: str,
) -> Path:
    """Write the report as one file of a kind; answers where.  Raises InvalidInput."""
    files = month_files(
        view.report,
        view.previous,
        translator=translator,
        made_at=made_at,
        made_by=made_by,
        kinds=(kind,),
        trend=view.trend,
        progress=progress,
    )
    for content in files.values():
        save_whole(path, content)
    return path
