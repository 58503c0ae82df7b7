"""`reception self-test`: on this computer every page can be built and every paper drawn.

A made-up clinic in a temporary folder, in each language; nothing of the clinic's own is touched.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QApplication

from reception import bootstrap
from reception.bootstrap import OpenClinic
from reception.changes import Done
from reception.clock import Clock, SystemClock
from reception.documents.payloads import RecoverySheet
from reception.documents.render import render
from reception.paths import DataFolder
from reception.queries.clinic import ClinicFacts, clinic_facts
from reception.queries.month import month_report
from reception.queries.month_files import month_files
from reception.queries.self_test import SelfTestSubjects, self_test_subjects
from reception.services.papers import (
    issue_card_paper,
    issue_rules_sheet,
    print_joining_papers,
)
from reception.translation import Language, Translator, load_translator, msg
from reception.ui.furnishing import make_workplace
from reception.ui.papers import draw_papers
from reception.ui.preferences import Preferences
from reception.ui.workplace import Workplace
from reception.values.choices import Country, PaperKind
from reception.values.period import Period

PATIENTS, MONTHS = 60, 6
SMALLEST_PDF = 1000  # bytes


class SelfTest:
    """Counts what works; the first thing that does not ends it with its own error."""

    def __init__(self, clinic: OpenClinic, clock: Clock, out: TextIO, words: Translator) -> None:
        self._clinic = clinic
        self._clock = clock
        self._out = out
        self._words = words
        self._actor = bootstrap.first_at_desk(clinic)

    def run(self) -> None:
        """Everything, in every language."""
        subjects = self._ask(self_test_subjects)
        for language in Language:
            pages = self._pages(language)
            papers = self._papers(language, subjects)
            line = msg(
                "{language}: {pages} pages, {papers} papers.",
                language=language.value,
                pages=pages,
                papers=papers,
            )
            self._out.write(self._words.text(line) + "\n")
        self._out.write(self._words.text(msg("Everything works.")) + "\n")

    def _ask(self, query: Callable[..., Any]) -> Any:
        with self._clinic.database.reading() as session:
            return query(session)

    def _act(self, action: Callable[..., Done[Any]]) -> Any:
        with self._clinic.database.unit_of_work(
            now=self._clock.now(), actor=self._actor, action="self_test"
        ) as uow:
            return action(uow).value

    # --- Pages ------------------------------------------------------------------------------

    def _pages(self, language: Language) -> int:
        preferences = Preferences(self._clinic.folder.root)
        preferences.choose(language=language)
        workplace = make_workplace(self._clinic.folder, self._clock, preferences)
        workplace.enter(self._clinic, self._actor)
        try:
            return self._look_at_pages(workplace)
        finally:
            workplace.leave_window()

    def _look_at_pages(self, workplace: Workplace) -> int:
        window = workplace.window
        if window is None:
            raise RuntimeError("the window did not open")
        for key in window.places:
            window.go(key, None)
            if window.grab().isNull():
                raise RuntimeError(f"the page {key} cannot be painted")
        return len(window.places)

    # --- Papers -----------------------------------------------------------------------------

    def _papers(self, language: Language, subjects: SelfTestSubjects) -> int:
        translator = load_translator(language)
        numbers: list[int] = [self._act(partial(issue_rules_sheet, language=language))]
        numbers += self._act(
            partial(print_joining_papers, patient_id=subjects.member, language=language)
        )
        numbers += [
            self._act(partial(issue_card_paper, card_id=card, language=language))
            for card in subjects.cards
        ]
        drawn = self._ask(partial(draw_papers, paper_ids=numbers))
        pdfs = [paper.pdf for paper in drawn]
        facts = self._ask(clinic_facts)
        pdfs.append(self._recovery_sheet(facts, translator))
        pdfs += self._month(facts, translator)
        for pdf in pdfs:
            if not pdf.startswith(b"%PDF") or len(pdf) < SMALLEST_PDF:
                raise RuntimeError("a paper is no PDF")
        return len(pdfs)

    def _recovery_sheet(self, facts: ClinicFacts, translator: Translator) -> bytes:
        sheet = RecoverySheet(
            clinic_name=facts.name,
            made_at=self._clock.now().astimezone(ZoneInfo(facts.time_zone)),
            made_by=self._actor.name,
            key="ABCD-2345",
        )
        return render(PaperKind.RECOVERY_SHEET, sheet, translator)

    def _month(self, facts: ClinicFacts, translator: Translator) -> Sequence[bytes]:
        now = self._clock.now()
        today = now.astimezone(ZoneInfo(facts.time_zone)).date()
        report = self._ask(partial(month_report, period=Period.month_of(today), today=today))
        files = month_files(
            report, None, translator=translator, made_at=now, made_by=self._actor.name
        )
        return [content for name, content in files.items() if name.endswith(".pdf")]


def run(words: Translator, out: TextIO | None = None) -> int:
    """Carry the command out on this computer; answers the exit code."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    clock = SystemClock()
    with tempfile.TemporaryDirectory(prefix="reception-self-test-") as root:
        folder = DataFolder(Path(root))
        database = bootstrap.lay_down_demonstration(
            folder, country=Country.RU, clock=clock, seed=1, patients=PATIENTS, months=MONTHS
        )
        try:
            SelfTest(OpenClinic(folder, None, database), clock, out or sys.stdout, words).run()
        finally:
            database.close()
    application.closeAllWindows()
    return 0
