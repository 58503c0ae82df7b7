"""The day's lists on paper: one sheet for each doctor, with nobody else's patients on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reception.changes import Done
from reception.documents.payloads_day import DayPaper, DayPaperRow
from reception.services.papers import keep_paper, paper_maker, papers_made
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language
from reception.values.choices import PaperKind


def issue_day_lists(
    uow: UnitOfWork,
    *,
    day: date,
    lists: Sequence[tuple[str, Sequence[DayPaperRow]]],
    language: Language | None = None,
) -> Done[tuple[int, ...]]:
    """Make the sheets of a day by doctor's name; empty ones are left out."""
    maker = paper_maker(uow, None, language)
    made = []
    for doctor, rows in lists:
        if not rows:
            continue
        data = DayPaper(maker.imprint(), maker.clinic.name, day, doctor, tuple(rows))
        made.append(keep_paper(uow, maker, PaperKind.DAY_LIST, data, None).id)
    return papers_made(uow, made, tuple(made))
