"""Papers of after the visit: the survey form, the conversation sheet, the list of a day."""

from __future__ import annotations

from reception.changes import Done
from reception.documents.payloads_feedback import (
    ContactLine,
    ContactList,
    WrittenForm,
    WrittenQuestion,
)
from reception.errors import Refused
from reception.models import Complaint, Survey
from reception.rules.conversation import StepKind
from reception.rules.patterns import Figure, fill
from reception.rules.surveys import Kind, Question, open_question
from reception.services.paper_data import PaperMaker
from reception.services.papers import keep_paper, paper_maker, papers_made
from reception.storage.feedback_rows import offered_suggestions
from reception.storage.survey_book import conversation_script, survey_book
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, Message, msg
from reception.values.aftercare import ComplaintState, Echo
from reception.values.aftercare_labels import echo_label
from reception.values.choices import PaperKind

BLANK = "______________"


def issue_conversation_sheet(
    uow: UnitOfWork, *, complaint_id: int, language: Language | None = None
) -> Done[int]:
    """The sheet of the conversation about a complaint; answers the paper.

    Raises Refused("not_resolved") until the complaint is put right, as the conversation itself.
    """
    complaint = uow.session.get(Complaint, complaint_id)
    if complaint is None:
        raise Refused(msg("This complaint is no longer there."), code="unknown")
    if complaint.state is not ComplaintState.RESOLVED:
        raise Refused(
            msg("First put it right: the conversation opens when the complaint is resolved."),
            code="not_resolved",
        )
    patient = uow.find.patient(complaint.patient_id)
    maker = paper_maker(uow, patient, language)
    said = maker.translator.text
    data = WrittenForm(
        imprint=maker.imprint(),
        clinic_name=maker.clinic.name,
        name=patient.full_name,
        day=uow.today,
        beside=(
            said(msg("They said: “{words}”", words=complaint.words)),
            said(msg("Heard on {day}.", day=complaint.opened_on)),
            said(msg("What was done: {what}", what=complaint.resolution)),
        ),
        questions=tuple(_steps(uow, complaint, maker)),
        closing=conversation_script().closing.in_language(maker.translator.language),
    )
    paper = keep_paper(uow, maker, PaperKind.CONVERSATION_SHEET, data, patient)
    return papers_made(uow, [paper.id], paper.id)


def _steps(uow: UnitOfWork, complaint: Complaint, maker: PaperMaker) -> list[WrittenQuestion]:
    script, language = conversation_script(), maker.translator.language
    said = maker.translator.text
    offered = offered_suggestions(uow.session, complaint.patient_id)
    options: dict[StepKind, tuple[str, ...]] = {
        StepKind.CONSENT: (said(msg("yes")), said(msg("later, on ____________")), said(msg("no"))),
        StepKind.ECHO: tuple(said(echo_label(one)) for one in Echo),
        StepKind.TELL: (said(msg("call")), said(msg("message"))),
    }
    found = []
    for step in script.steps:
        figures: dict[str, Figure] = {
            "minutes": script.minutes[0],
            "resolution": complaint.resolution.rstrip(" ."),
            "suggestion": offered[0].short if step.kind is StepKind.ECHO and offered else BLANK,
        }
        found.append(
            WrittenQuestion(
                words=fill(step.text.in_language(language), figures, language),
                options=options.get(step.kind, ()),
                lines=0 if step.kind in options else 2,
            )
        )
    return found


def issue_survey_form(
    uow: UnitOfWork, *, survey_id: int, language: Language | None = None
) -> Done[int]:
    """The survey of one visit on paper, with its own questions; answers the paper."""
    row = uow.session.get(Survey, survey_id)
    if row is None:
        raise Refused(msg("This survey is no longer there."), code="unknown")
    patient = uow.find.patient(row.respondent_id)
    book, spoken = survey_book(), language or row.language
    maker = paper_maker(uow, patient, spoken)
    asked = [book.questions[code] for code in row.questions if code in book.questions]
    influence = WrittenQuestion(book.influence.in_language(spoken), _influences(maker))
    data = WrittenForm(
        imprint=maker.imprint(),
        clinic_name=maker.clinic.name,
        name=patient.full_name,
        day=uow.today,
        beside=(),
        questions=(
            *(_closed(one, spoken) for one in asked),
            WrittenQuestion(open_question(book, {}).in_language(spoken), lines=6),
            influence,
        ),
        closing=book.thanks.in_language(spoken),
    )
    paper = keep_paper(uow, maker, PaperKind.SURVEY_FORM, data, patient)
    return papers_made(uow, [paper.id], paper.id)


def _influences(maker: PaperMaker) -> tuple[str, ...]:
    words: tuple[Message, ...] = (msg("no"), msg("a little"), msg("strongly"))
    return tuple(maker.translator.text(one) for one in words)


def _closed(question: Question, language: Language) -> WrittenQuestion:
    words = question.text.in_language(language)
    if question.kind is Kind.SCALE:
        scale = range(question.lowest, question.highest + 1)
        return WrittenQuestion(words, tuple(map(str, scale)))
    options = question.options or {}
    return WrittenQuestion(words, tuple(one.in_language(language) for one in options.values()))


def issue_contact_list(
    uow: UnitOfWork, *, rows: tuple[ContactLine, ...], language: Language | None = None
) -> Done[int]:
    """The people to reach today as the queue shows them, to call away from the screen."""
    if not rows:
        raise Refused(msg("Nobody is on the list."), code="empty")
    maker = paper_maker(uow, None, language)
    data = ContactList(maker.imprint(), maker.clinic.name, uow.today, rows)
    paper = keep_paper(uow, maker, PaperKind.CONTACT_LIST, data, None)
    return papers_made(uow, [paper.id], paper.id)
