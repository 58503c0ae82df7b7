"""Papers of the desk, made from the clinic's own terms; the design of cards; which papers join."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from reception.documents.render import read_payload
from reception.errors import InvalidInput, Refused
from reception.models import Paper
from reception.queries.papers import papers_to_print, personal_figure
from reception.services.card_batches import order_batch
from reception.services.card_designs import change_design
from reception.services.cards import issue_card
from reception.services.clinic import change_setting
from reception.services.desk_papers import (
    issue_calibration,
    issue_card_batch,
    issue_cue_card,
    issue_paper_journal,
    issue_poster,
    issue_what_it_gives,
)
from reception.services.papers import JOINING, issue_card_paper, print_joining_papers
from reception.translation import Language
from reception.values.actor import Actor
from reception.values.card_number import CardNumber, group
from reception.values.choices import CardLayout, Job, PaperKind
from tests.documents import samples
from tests.documents.conftest import Printed
from tests.services.test_papers import Desk, bare, desk

__all__ = ["bare", "desk"]
WARNING = "Имеются противопоказания. Необходима консультация специалиста."


def printed(desk: Desk, paper_id: int) -> Printed:
    (pdf,) = desk.drawn([paper_id])
    return Printed(pdf)


@pytest.mark.parametrize("language", list(Language), ids=str)
def test_what_it_gives_answers_from_the_terms(desk: Desk, language: Language) -> None:
    paper_id = desk.act(
        issue_what_it_gives,
        patient_id=desk.mother,
        own_points=2520,
        account_points=3600,
        language=language,
    ).value
    paper = printed(desk, paper_id)
    assert len(paper.pages) == 1
    data = read_payload(
        PaperKind.WHAT_IT_GIVES, desk.ask(papers_to_print, paper_ids=[paper_id])[0].payload
    )
    assert len(data.answers) == 6
    assert all(note.text for note in data.answers)
    figures = {Language.EN: ("2,520", "3,600")}.get(language, ("2\u00a0520", "3\u00a0600"))
    for figure in figures:
        assert " ".join(figure.split()) in paper.text


def test_without_visits_there_is_no_figure(desk: Desk) -> None:
    own, account = desk.ask(personal_figure, patient_id=desk.mother, day=date(2026, 11, 2))
    assert (own, account) == (None, None)
    paper = printed(desk, desk.act(issue_what_it_gives, patient_id=desk.mother).value)
    assert not paper.has("12 месяцев, и визиты")
    assert paper.has(WARNING)


@pytest.mark.parametrize("job", list(Job), ids=str)
def test_a_cue_card_for_every_role(desk: Desk, job: Job) -> None:
    assert len(printed(desk, desk.act(issue_cue_card, job=job).value).pages) == 1


@pytest.mark.parametrize("language", list(Language), ids=str)
def test_poster_journal_and_test_page_are_one_page_each(desk: Desk, language: Language) -> None:
    for act in (
        partial(issue_poster, language=language),
        partial(issue_paper_journal, language=language),
        partial(issue_calibration, printer="HP", right=0, down=5, language=language),
    ):
        assert len(printed(desk, desk.act(act).value).pages) == 1


def test_a_batch_prints_the_numbers_owed_first(desk: Desk) -> None:
    account = desk.join()
    owed = desk.act(issue_card, account_id=account, holder_id=desk.mother).value
    desk.act(issue_card, account_id=account, holder_id=desk.mother, on_paper=True)
    batch = desk.act(order_batch, count=12).value
    for layout, pages in ((CardLayout.CR80, 12), (CardLayout.TEN_ON_A4, 2)):
        paper = printed(desk, desk.act(issue_card_batch, batch_id=batch, layout=layout).value)
        assert len(paper.pages) == pages
        assert str(owed.number) in paper.pages[0]


def test_the_design_is_on_the_card_in_the_patients_language(desk: Desk) -> None:
    design: dict[str, Any] = {
        "ground": "#12303A",
        "ink": "#FFFFFF",
        "accent": "#FFD27A",
        "symbology": "qr",
        "line": {"ru": "Ждём вас", "uk": "Чекаємо на вас"},
        "logo": base64.b64encode(samples.logo()).decode(),
        "shows_holder": True,
    }
    desk.act(change_design, design=design)
    card = desk.act(issue_card, account_id=desk.join(), holder_id=desk.mother).value
    paper_id = desk.act(issue_card_paper, card_id=card.card_id).value
    data = read_payload(
        PaperKind.PAPER_CARD, desk.ask(papers_to_print, paper_ids=[paper_id])[0].payload
    )
    assert data.card.design.symbology.value == "qr"
    assert data.card.design.line == "Ждём вас"
    assert data.card.design.ground == "#FFFFFF"  # paper stays white
    assert data.card.holder_name == "Иванова Анна Сергеевна"
    assert printed(desk, paper_id).has(group(card.number.digits))


def test_a_design_nobody_can_read_is_refused(desk: Desk) -> None:
    with pytest.raises(InvalidInput) as refused:
        desk.act(change_design, design={"ink": "#FFFFFF"})
    assert refused.value.field == "ink"


def test_only_a_supervisor_designs(desk: Desk, administrator: Actor) -> None:
    at_desk = replace(desk, supervisor=administrator)
    with pytest.raises(Refused):
        at_desk.act(change_design, design={})


def test_the_clinic_chooses_the_papers_of_joining(desk: Desk) -> None:
    desk.join()
    desk.act(change_setting, key=JOINING, value=["application", "data_consent"])
    papers = desk.act(print_joining_papers, patient_id=desk.mother).value
    with desk.database.reading() as session:
        kinds = [session.get_one(Paper, one).kind for one in papers]
    assert kinds == [PaperKind.APPLICATION, PaperKind.DATA_CONSENT, PaperKind.DATA_CONSENT]


def test_foreign_numbers_are_grouped_too() -> None:
    assert str(CardNumber("79927398713")) == "7992 7398 713"
