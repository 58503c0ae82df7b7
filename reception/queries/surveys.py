"""A survey as it is read aloud: its questions, the open one by the score, the thanks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from reception.errors import Refused
from reception.models import Patient, Survey
from reception.rules.surveys import Question, SurveyBook, open_question
from reception.storage.survey_book import survey_book
from reception.translation import Language, msg
from reception.values.localized_text import LocalizedText


@dataclass(frozen=True)
class SurveySheet:
    """Everything the form shows."""

    survey_id: int
    name: str
    language: Language
    questions: tuple[Question, ...]
    influence: LocalizedText
    thanks: LocalizedText
    book: SurveyBook

    def open_question(self, answers: Mapping[str, object]) -> LocalizedText:
        """The open question, worded by the score."""
        return open_question(self.book, answers)


def survey_sheet(session: Session, *, survey_id: int) -> SurveySheet:
    """The survey; raises Refused where it is no longer there."""
    row = session.get(Survey, survey_id)
    if row is None:
        raise Refused(msg("This survey is no longer there."), code="unknown")
    person = session.get(Patient, row.respondent_id)
    book = survey_book()
    return SurveySheet(
        survey_id=row.id,
        name="" if person is None else person.full_name,
        language=row.language,
        questions=tuple(book.questions[code] for code in row.questions if code in book.questions),
        influence=book.influence,
        thanks=book.thanks,
        book=book,
    )
