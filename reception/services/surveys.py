"""Surveys after a visit: opened when somebody is asked, answered, declined, closed; never paid for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Complaint, PortraitFact, Suggestion, Survey, Visit
from reception.rules.surveys import (
    LIMITS,
    LONGEST_COMMENT,
    LOW_RECOMMEND,
    LOW_SATISFIED,
    Due,
    checked_answers,
    choose_questions,
    standing,
)
from reception.storage.aftercare_rows import survey_of_visit
from reception.storage.calendar import working_days
from reception.storage.survey_book import survey_book
from reception.storage.survey_facts import asked_of, listener_of_visit
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, msg
from reception.values.aftercare import (
    ComplaintState,
    Influence,
    SuggestionState,
    SurveyState,
    SurveyWay,
)
from reception.values.choices import VisitStatus
from reception.values.period import add_days

_DONE = (SurveyState.ANSWERED, SurveyState.DECLINED, SurveyState.CLOSED)


def open_survey(uow: UnitOfWork, *, visit_id: int) -> Done[int]:
    """Begin the survey of a visit (or find the one that was begun); its number.

    Raises Refused where the visit was undone or cancelled, is not due yet, or its time is over.
    """
    visit = uow.find.visit(visit_id)
    if visit.status is not VisitStatus.DONE:
        raise Refused(msg("This visit is not done; nobody is asked about it."), code="not_done")
    known = survey_of_visit(uow.session, visit_id)
    if known is not None:
        return Done(known.id)
    where = standing(visit.day, uow.today)
    if where is Due.NOT_YET:
        raise Refused(msg("It is too early to ask about this visit."), code="early")
    if where is Due.CLOSED:
        raise Refused(msg("The time to ask about this visit is over."), code="closed")
    return Done(_begin(uow, visit).id)


def _begin(uow: UnitOfWork, visit: Visit) -> Survey:
    respondent = listener_of_visit(uow.session, visit)
    asked = asked_of(uow.session, visit, respondent.id, uow.today)
    codes, control = choose_questions(survey_book(), asked)
    row = Survey(
        visit_id=visit.id,
        patient_id=visit.patient_id,
        respondent_id=respondent.id,
        due_on=working_days(uow.session).on_or_after(add_days(visit.day, LIMITS.due)),
        state=SurveyState.DUE,
        language=respondent.language,
        questions=list(codes),
        is_control=control,
        created_at=uow.now,
    )
    uow.add(row)
    uow.about("survey", row.id)
    return row


def answer_survey(
    uow: UnitOfWork,
    *,
    survey_id: int,
    answers: Mapping[str, object],
    comment: str = "",
    comment_language: Language | None = None,
    influence: Influence | None = None,
    way: SurveyWay = SurveyWay.PHONE,
    wants_mended: bool = False,
    suggests: bool = False,
) -> Done[int | None]:
    """Keep the answers; a comment that asks for mending opens a complaint, an idea a suggestion.

    The value is the number of the complaint, None where there is none.  The comment stays in the
    words it was given in.  Raises InvalidInput for an answer outside its scale.
    """
    row = _open(uow, survey_id)
    kept = checked_answers(survey_book(), row.questions, answers)
    words = comment.strip()
    if len(words) > LONGEST_COMMENT:
        raise InvalidInput(
            msg("The text is too long. Allowed: {most} letters.", most=LONGEST_COMMENT),
            field="comment",
        )
    if not kept and not words:
        raise InvalidInput(msg("Nothing is answered yet."), field="recommend")
    before = _state(row)
    row.state, row.way = SurveyState.ANSWERED, way
    row.answers, row.comment = dict(kept), words
    row.comment_language = (comment_language or row.language) if words else None
    row.influence = influence if words else None
    row.answered_on, row.answered_at = uow.today, uow.now
    row.answered_by_id = uow.actor.staff_id
    facts = _learn(uow, row, kept)
    complaint = _complain(uow, row) if wants_mended and words else None
    suggestion = _suggest(uow, row) if suggests and words else None
    uow.about("survey", row.id)
    undo = partial(
        _take_back,
        survey_id=row.id,
        before=before,
        complaint_id=None if complaint is None else complaint.id,
        suggestion_id=None if suggestion is None else suggestion.id,
        fact_ids=facts,
    )
    return Done(
        None if complaint is None else complaint.id,
        msg("The answers are kept.")
        if complaint is None
        else msg(
            "The answers are kept, and a complaint is open until {day}.", day=complaint.due_on
        ),
        undo=undo,
    )


def is_low(answers: Mapping[str, object]) -> bool:
    """Whether a score calls for a question what to mend."""
    recommend, satisfied = answers.get("recommend"), answers.get("satisfied")
    return (isinstance(recommend, int) and recommend <= LOW_RECOMMEND) or (
        isinstance(satisfied, int) and satisfied <= LOW_SATISFIED
    )


def _learn(uow: UnitOfWork, row: Survey, kept: Mapping[str, object]) -> list[int]:
    made = []
    for code, value in kept.items():
        about = survey_book().questions[code].about
        if about is not None:
            fact = PortraitFact(
                patient_id=row.respondent_id,
                sign=about,
                value=str(value),
                day=uow.today,
                survey_id=row.id,
                recorded_at=uow.now,
                recorded_by_id=uow.actor.staff_id,
            )
            uow.add(fact)
            made.append(fact.id)
    return made


def _complain(uow: UnitOfWork, row: Survey) -> Complaint:
    complaint = Complaint(
        patient_id=row.respondent_id,
        visit_id=row.visit_id,
        survey_id=row.id,
        words=row.comment,
        language=row.comment_language or row.language,
        influence=row.influence,
        state=ComplaintState.OPEN,
        due_on=working_days(uow.session).next_after(uow.today),
        opened_on=uow.today,
        opened_at=uow.now,
        opened_by_id=uow.actor.staff_id,
    )
    uow.add(complaint)
    return complaint


def _suggest(uow: UnitOfWork, row: Survey) -> Suggestion:
    suggestion = Suggestion(
        patient_id=row.respondent_id,
        survey_id=row.id,
        words=row.comment,
        language=row.comment_language or row.language,
        state=SuggestionState.NEW,
        raised_on=uow.today,
        recorded_at=uow.now,
        recorded_by_id=uow.actor.staff_id,
    )
    uow.add(suggestion)
    return suggestion


def decline_survey(uow: UnitOfWork, *, survey_id: int) -> Done[None]:
    """The patient does not want to answer: nobody asks again about this visit."""
    row = _open(uow, survey_id)
    before = _state(row)
    row.state = SurveyState.DECLINED
    row.answered_on, row.answered_at = uow.today, uow.now
    row.answered_by_id = uow.actor.staff_id
    uow.about("survey", row.id)
    return Done(
        None,
        msg("Recorded: does not want to answer."),
        undo=partial(_take_back, survey_id=row.id, before=before),
    )


def _open(uow: UnitOfWork, survey_id: int) -> Survey:
    row = uow.session.get(Survey, survey_id)
    if row is None:
        raise Refused(msg("This survey is no longer there."), code="unknown")
    if row.state in _DONE:
        raise Refused(msg("A colleague has already done this; nothing is done twice."), code="done")
    visit = None if row.visit_id is None else uow.find.visit(row.visit_id)
    if visit is not None and visit.status is not VisitStatus.DONE:
        raise Refused(msg("This visit is not done; nobody is asked about it."), code="not_done")
    return row


_FIELDS = (
    "state",
    "way",
    "answers",
    "comment",
    "comment_language",
    "influence",
    "answered_on",
    "answered_at",
    "answered_by_id",
)


def _state(row: Survey) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _FIELDS)


def _take_back(
    uow: UnitOfWork,
    *,
    survey_id: int,
    before: tuple[Any, ...],
    complaint_id: int | None = None,
    suggestion_id: int | None = None,
    fact_ids: list[int] | None = None,
) -> Done[None]:
    row = uow.session.get(Survey, survey_id)
    if row is None:
        raise Refused(msg("This survey is no longer there."), code="unknown")
    for name, value in zip(_FIELDS, before, strict=True):
        setattr(row, name, value)
    complaint = None if complaint_id is None else uow.session.get(Complaint, complaint_id)
    if complaint is not None:
        if complaint.state is not ComplaintState.OPEN:
            raise Refused(
                msg("The complaint is being worked on already; the answers stay."), code="in_work"
            )
        uow.session.delete(complaint)
    suggestion = None if suggestion_id is None else uow.session.get(Suggestion, suggestion_id)
    if suggestion is not None and suggestion.state is SuggestionState.NEW:
        uow.session.delete(suggestion)
    for fact_id in fact_ids or []:
        fact = uow.session.get(PortraitFact, fact_id)
        if fact is not None:
            fact.undone_at = uow.now
    uow.about("survey", row.id)
    return Done(None, msg("The answers were taken back."))


def unprompted_feedback(
    uow: UnitOfWork,
    *,
    patient_id: int,
    comment: str,
    comment_language: Language,
    influence: Influence | None = None,
    wants_mended: bool = False,
    suggests: bool = False,
) -> Done[int | None]:
    """What a patient says of her own accord, in her words: kept, and followed like a survey."""
    person = uow.find.patient(patient_id)
    if not comment.strip():
        raise InvalidInput(msg("Write down what was said."), field="comment")
    row = Survey(
        visit_id=None,
        patient_id=person.id,
        respondent_id=person.id,
        due_on=uow.today,
        state=SurveyState.DUE,
        language=person.language,
        questions=[],
        created_at=uow.now,
    )
    uow.add(row)
    return answer_survey(
        uow,
        survey_id=row.id,
        answers={},
        comment=comment,
        comment_language=comment_language,
        influence=influence,
        way=SurveyWay.UNPROMPTED,
        wants_mended=wants_mended,
        suggests=suggests,
    )
