"""What becomes of papers: printed, handed over, void; each can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from reception.changes import Done
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg, nmsg
from reception.values.choices import PaperState


def mark_printed(uow: UnitOfWork, *, paper_ids: Sequence[int]) -> Done[None]:
    """The papers came out of the printer."""
    before = _states(uow, paper_ids)
    for paper_id in paper_ids:
        paper = uow.find.paper(paper_id)
        paper.printed_at = uow.now
        if paper.state is PaperState.TO_PRINT:
            paper.state = PaperState.PRINTED
    said = nmsg("{count} paper is printed.", "{count} papers are printed.", len(paper_ids))
    return Done(None, said, undo=partial(_put_back, before=before))


def mark_handed(uow: UnitOfWork, *, paper_ids: Sequence[int]) -> Done[None]:
    """The papers are in the patient's hand."""
    before = _states(uow, paper_ids)
    for paper_id in paper_ids:
        paper = uow.find.paper(paper_id)
        paper.handed_at = uow.now
        if paper.state in (PaperState.TO_PRINT, PaperState.PRINTED):
            paper.state = PaperState.HANDED
    said = nmsg("{count} paper is handed over.", "{count} papers are handed over.", len(paper_ids))
    return Done(None, said, undo=partial(_put_back, before=before))


def void_papers(uow: UnitOfWork, *, paper_ids: Sequence[int]) -> Done[None]:
    """The papers no longer count: made by mistake, or replaced by others."""
    before = _states(uow, paper_ids)
    for paper_id in paper_ids:
        uow.find.paper(paper_id).state = PaperState.VOID
    return Done(None, msg("The papers no longer count."), undo=partial(_put_back, before=before))


def _states(uow: UnitOfWork, paper_ids: Sequence[int]) -> tuple[tuple[int, PaperState], ...]:
    return tuple((paper_id, uow.find.paper(paper_id).state) for paper_id in paper_ids)


def _put_back(uow: UnitOfWork, *, before: Sequence[tuple[int, PaperState]]) -> Done[None]:
    for paper_id, state in before:
        paper = uow.find.paper(paper_id)
        paper.state = state
        if state is PaperState.TO_PRINT:
            paper.printed_at = None
        if state in (PaperState.TO_PRINT, PaperState.PRINTED):
            paper.handed_at = None
    return Done(None, msg("The papers are as they were."))
