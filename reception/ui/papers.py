"""Stored papers on the way to the printer: drawn in their own language, marked when printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from reception.documents.render import read_payload, render
from reception.queries.papers import papers_to_print
from reception.services.paper_states import mark_printed
from reception.translation import load_translator
from reception.ui.actions import ActionRunner
from reception.ui.i18n import _, say
from reception.ui.jobs import JobRunner
from reception.ui.printing import FinishedPaper, Printing
from reception.values.labels import paper_label


class PaperDesk:
    """Takes papers by their numbers in the database; drawing is a job, so the desk goes on."""

    def __init__(self, actions: ActionRunner, jobs: JobRunner, printing: Printing) -> None:
        self._actions = actions
        self._jobs = jobs
        self._printing = printing

    def show(
        self,
        paper_ids: Sequence[int],
        parent: QWidget,
        *,
        printed: Callable[[], None] | None = None,
    ) -> None:
        """Draw the papers and open their preview; printing marks them as printed."""
        self._jobs.ask(
            partial(draw_papers, paper_ids=tuple(paper_ids)),
            title=_("Drawing the papers"),
            done=partial(self._drawn, tuple(paper_ids), parent.window(), printed),
        )

    def _drawn(
        self,
        paper_ids: tuple[int, ...],
        window: QWidget,
        printed: Callable[[], None] | None,
        papers: list[FinishedPaper],
    ) -> None:
        went_out = partial(self._went_out, paper_ids, printed)
        self._printing.show(papers, window, printed=went_out)

    def _went_out(
        self,
        paper_ids: tuple[int, ...],
        printed: Callable[[], None] | None,
        came: Sequence[int],
    ) -> None:
        ids = tuple(paper_ids[place] for place in came)
        self._actions.run(partial(mark_printed, paper_ids=ids))
        if printed is not None:
            printed()


def draw_papers(session: Any, *, paper_ids: Sequence[int]) -> list[FinishedPaper]:
    """The stored papers as PDF, each in the language it was made in."""
    finished = []
    for paper in papers_to_print(session, paper_ids=paper_ids):
        data = read_payload(paper.kind, paper.payload)
        pdf = render(paper.kind, data, load_translator(paper.language))
        title = f"{say(paper_label(paper.kind))} · {paper.number}"
        name = f"{paper.kind.value}-{paper.number}.pdf".replace("/", "-")
        finished.append(FinishedPaper(title, name, pdf))
    return finished
