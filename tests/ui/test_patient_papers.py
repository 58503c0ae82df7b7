"""The papers of a record: all of joining in one go, printed, handed over, signed, where they lie."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from reception.queries.papers import papers_of_patient
from reception.services.clinic import change_clinic
from reception.services.joining import join_programme
from reception.ui.pages.patients.page import PatientsPage
from reception.ui.pages.patients.papers_part import PapersPart
from reception.values.choices import PaperKind, PaperState
from tests.ui.at_desk import REQUISITES, AtDesk, ChosenFolder
from tests.ui.house import House, settle


@pytest.fixture
def desk(house: House, type_text: Callable[[object, str], None], tmp_path: Path) -> AtDesk:
    desk = AtDesk(house, type_text, ChosenFolder(tmp_path))
    for field, value in REQUISITES.items():
        desk.act(change_clinic, field=field, value=value)
    return desk


def papers(desk: AtDesk, person: int) -> PapersPart:
    page = desk.house.go("patients", person)
    assert isinstance(page, PatientsPage)
    page.record.open_part("papers")
    settle()
    part = page.record.part("papers")
    assert isinstance(part, PapersPart)
    return part


def test_papers_of_joining_are_made_and_followed_in_the_record(desk: AtDesk) -> None:
    person = desk.person("Соколова", "Марина", date(1988, 4, 12), phone="89161234567")
    part = papers(desk, person)
    assert part.nothing.isVisible()
    part.joining_button.click()  # on no account yet: said, and nothing is made
    settle()
    assert not part.table.rows_model.rows

    desk.act(join_programme, patient_id=person)
    part.joining_button.click()
    preview = desk.preview()
    assert len(preview.documents) == 4
    preview.reject()
    settle()
    rows = part.table.rows_model.rows
    assert [one.kind for one in rows][::-1] == [
        PaperKind.APPLICATION,
        PaperKind.DATA_CONSENT,
        PaperKind.ADVERTISING_CONSENT,
        PaperKind.RULES_SHEET,
    ]
    part.table.selectRow(0)
    part.hand_button.click()
    settle()
    part.table.selectRow(3)
    part.kept_in.line.setText("папка 3")
    part.sign_button.click()
    settle()
    found = desk.ask(partial(papers_of_patient, patient_id=person))
    states = {one.kind: (one.state, one.kept_in) for one in found}
    assert states[PaperKind.RULES_SHEET] == (PaperState.HANDED, "")
    assert states[PaperKind.APPLICATION] == (PaperState.SIGNED, "папка 3")
    desk.house.screens.notify.toasts.undo()
    settle()
    assert part.table.rows_model.rows[3].state is PaperState.TO_PRINT


@pytest.mark.parametrize("which", ["rules_button", "large_button", "gives_button"])
def test_a_paper_is_made_for_the_person(desk: AtDesk, which: str) -> None:
    person = desk.person("Соколова", "Марина", date(1988, 4, 12), phone="89161234567")
    part = papers(desk, person)
    getattr(part, which).click()
    desk.preview().reject()
    settle()
    assert len(part.table.rows_model.rows) == 1
    assert part.print_button.isVisible()
