"""The service standard on the screen: acknowledged, observed, reported."""

from __future__ import annotations

from reception.models import StandardAcknowledgement, StandardMark
from reception.ui.pages.knowledge.page import KnowledgePage
from reception.ui.pages.knowledge.standard_part import StandardPart
from tests.ui.house import House, settle


def rows(house: House, kind: type) -> list:
    return house.screens.actions.ask(lambda session: list(session.query(kind)))


def test_it_is_read_and_observed(house: House) -> None:
    page = house.go("knowledge", "standard")
    assert isinstance(page, KnowledgePage)
    part = page.parts["standard"]
    assert isinstance(part, StandardPart)
    assert part.about.text() == "Version 1, to be looked through by 2 May 2027."
    part.read_button.click()
    settle()
    assert len(rows(house, StandardAcknowledgement)) == 1
    part.ticks["arrival_1"].setChecked(True)
    part.observe_button.click()
    settle()
    marks = {one.item: one.is_done for one in rows(house, StandardMark)}
    assert marks == {"arrival_1": True, "arrival_2": False, "arrival_3": False}
    part.refresh()
    assert part.ticks["arrival_1"].text().endswith("1 of 1")
    assert "All done: 0 of 1" in part.about.text()
