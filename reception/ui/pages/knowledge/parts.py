"""The parts of the Knowledge page, in the order they stand: one place to register a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reception.ui.i18n import _
from reception.ui.page import Screens
from reception.ui.pages.knowledge.part import Part
from reception.ui.pages.knowledge.phrases_part import PhrasesPart
from reception.ui.pages.knowledge.questions_part import QuestionsPart
from reception.ui.pages.knowledge.quiz_part import QuizPart
from reception.ui.pages.knowledge.standard_part import StandardPart
from reception.ui.pages.knowledge.training_part import TrainingPart


@dataclass(frozen=True)
class PartEntry:
    """A part by its key, its word in the language of the screen, and how it is made."""

    key: str
    word: str
    make: Callable[[Screens], Part]


def knowledge_parts() -> tuple[PartEntry, ...]:
    """Every part; the first is shown when the page is opened."""
    return (
        PartEntry("questions", _("Questions and nuances"), QuestionsPart),
        PartEntry("phrases", _("Phrases"), PhrasesPart),
        PartEntry("quiz", _("Quiz"), QuizPart),
        PartEntry("trainings", _("Trainings"), TrainingPart),
        PartEntry("standard", _("Service standard"), StandardPart),
    )
