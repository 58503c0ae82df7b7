"""Situation 41: the terms changed, and a patient holds the sheet of the version before."""

from __future__ import annotations

import json
from datetime import date, timedelta

from PySide6.QtCore import Qt
from sqlalchemy import select

from reception.clock import SetClock
from reception.models import Paper, ProgrammeVersion, Staff
from reception.services.programme import publish_version, save_draft, start_draft
from reception.values.actor import Actor
from reception.values.choices import PaperKind, PaperState
from reception.values.ids import StaffId
from tests.documents.conftest import Printed
from tests.knowledge import learn_at_desk
from tests.stories.people import TODAY, every, marina_joins
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle


def sheets(desk: AtDesk) -> list[Paper]:
    """The rules sheets there are, the oldest first."""
    return [one for one in every(desk, Paper) if one.kind is PaperKind.RULES_SHEET]


def gets_the_sheet(desk: AtDesk) -> None:
    """F9, printed, it came out, and in her hand."""
    desk.press(Qt.Key.Key_F9)
    preview = desk.preview()
    preview.print_button.click()
    settle()
    preview.came_out_button.click()
    settle()
    desk.activate()
    assert desk.page.side.papers.handed_button.isVisible()
    desk.page.side.papers.handed_button.click()
    settle()


def better_terms(desk: AtDesk) -> None:
    """From tomorrow on 8 % instead of 7 %."""
    row = desk.ask(
        lambda session: session.scalars(select(Staff).where(Staff.login == "anna")).one()
    )
    desk.house.screens.seat.sit(Actor(StaffId(row.id), row.name, row.role))
    desk.act(start_draft)
    tree = json.loads(next(one for one in every(desk, ProgrammeVersion) if one.number == 2).terms)
    tree["earning"]["percent"] = "8"
    tree["version"]["valid_from"] = str(TODAY + timedelta(days=1))
    desk.act(save_draft, tree=tree)
    draft = next(one for one in every(desk, ProgrammeVersion) if one.number == 2)
    learn_at_desk(desk.house.screens, draft.id)
    desk.act(publish_version, version_id=draft.id)


def test_the_old_sheet_is_told_in_three_lines_and_replaced(
    small_desk: AtDesk, clock: SetClock
) -> None:
    desk = small_desk
    marina = marina_joins(desk)
    gets_the_sheet(desk)
    (old,) = sheets(desk)
    assert old.state is PaperState.HANDED
    assert "Holds an old rules sheet" not in desk.words(desk.page.side)

    better_terms(desk)
    clock.advance(timedelta(days=1))
    desk.house.window.watch.touched = clock.now()  # somebody came in the morning
    desk.page.open_person(marina)
    settle()
    words = desk.words(desk.page.side)
    assert "Holds an old rules sheet. New since then:" in words
    assert "8" in words
    gets_the_sheet(desk)
    assert "Holds an old rules sheet" not in desk.words(desk.page.side)
    first, second = sheets(desk)
    assert first.version_id != second.version_id
    assert second.state is PaperState.HANDED
    assert second.day == date(2026, 11, 3)
    for paper, percent in ((first, "7 %"), (second, "8 %")):
        desk.house.screens.papers.show([paper.id], desk.page)
        (path,) = desk.save_papers()
        assert Printed(path.read_bytes()).has(percent)  # both versions can be read
    desk.press(Qt.Key.Key_Escape)
