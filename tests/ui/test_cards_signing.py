"""The list of what is not signed: handed over, signed, the scan named, the sheet declined."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from reception.queries.papers import papers_not_signed
from reception.services.clinic import change_clinic
from reception.services.joining import join_programme
from reception.services.papers import print_joining_papers
from reception.ui.pages.cards.page import CardsPage
from reception.ui.pages.cards.signing_part import SigningPart
from reception.values.choices import PaperKind, PaperState
from tests.ui.at_desk import REQUISITES, AtDesk, ChosenFolder
from tests.ui.house import House, settle


@pytest.fixture
def desk(house: House, type_text: Callable[[object, str], None], tmp_path: Path) -> AtDesk:
    desk = AtDesk(house, type_text, ChosenFolder(tmp_path))
    for field, value in REQUISITES.items():
        desk.act(change_clinic, field=field, value=value)
    return desk


def signing(desk: AtDesk) -> SigningPart:
    page = desk.house.go("cards", "signing")
    assert isinstance(page, CardsPage)
    return page.signing


def choose(part: SigningPart, kind: PaperKind) -> None:
    (place,) = [n for n, one in enumerate(part.table.rows_model.rows) if one.kind is kind]
    part.table.selectRow(place)


def test_each_paper_is_followed_until_it_is_signed(desk: AtDesk) -> None:
    part = signing(desk)
    assert part.nothing.isVisible()
    assert not part.sign_button.isVisible()
    person = desk.person("Соколова", "Марина", date(1988, 4, 12), phone="89161234567")
    desk.act(join_programme, patient_id=person)
    desk.act(print_joining_papers, patient_id=person)
    part = signing(desk)
    assert len(part.table.rows_model.rows) == 3

    choose(part, PaperKind.APPLICATION)
    part.hand_button.click()
    settle()
    rows = {one.kind: one.state for one in desk.ask(papers_not_signed)}
    assert rows[PaperKind.APPLICATION] is PaperState.HANDED
    choose(part, PaperKind.APPLICATION)
    part.decline_button.click()
    settle()
    assert PaperKind.APPLICATION in {one.kind for one in desk.ask(papers_not_signed)}

    for kind in (PaperKind.APPLICATION, PaperKind.DATA_CONSENT):
        choose(part, kind)
        part.take_scan(Path("/scans/2026-11.pdf"))
        assert part.kept_in.text() == "2026-11.pdf"
        part.sign_button.click()
        settle()
    part.decline_button.click()
    settle()
    assert desk.ask(papers_not_signed) == []
    assert part.nothing.isVisible()
