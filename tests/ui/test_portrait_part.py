"""Loyalty on the record: recorded by a click, explained, seen as a stage, undone."""

from __future__ import annotations

from datetime import timedelta

from reception.changes import Done
from reception.models import PortraitFact, Visit
from reception.storage.unit_of_work import UnitOfWork
from reception.ui.pages.patients.page import PatientsPage
from reception.ui.pages.patients.portrait_part import PortraitPart
from reception.values.aftercare import PortraitSign
from reception.values.choices import VisitOrigin, VisitStatus
from tests.ui.feedback_world import DAY, person
from tests.ui.house import House, settle


def rows(house: House) -> list[PortraitFact]:
    return house.screens.actions.ask(lambda session: list(session.query(PortraitFact)))


def opened(house: House) -> PortraitPart:
    made: list[int] = []

    def come(uow: UnitOfWork) -> Done[int]:
        number = person(uow, "Котова", "+79161234567")
        for ago in (10, 100, 200):
            uow.add(
                Visit(
                    patient_id=number,
                    day=DAY - timedelta(days=ago),
                    status=VisitStatus.DONE,
                    origin=VisitOrigin.BOOKED,
                    created_at=uow.now,
                )
            )
        return Done(number)

    assert house.screens.actions.run(come, quiet=True, done=made.append)
    page = house.go("patients", made[0])
    assert isinstance(page, PatientsPage)
    page.record.filters.choose("portrait")
    settle()
    part = page.record.part("portrait")
    assert isinstance(part, PortraitPart)
    return part


def test_facts_make_her_loyal_and_each_says_why(house: House) -> None:
    part = opened(house)
    assert part.stage_words.text() == "regular: 3 visit days in 12 months"
    part.reason.chosen.emit("doctor")
    part.matters.chosen.emit("result")
    part.buttons[PortraitSign.REVIEW].click()
    settle()
    assert part.note.error() == "Write where, or who saw it."
    part.note.line.setText("на карте города")
    part.buttons[PortraitSign.REVIEW].click()
    settle()
    part.note.line.setText("в очереди, слышала смена")
    part.buttons[PortraitSign.DEFENDS].click()
    settle()
    assert {one.sign for one in rows(house)} == {
        PortraitSign.REASON_FOR_CHOOSING,
        PortraitSign.MATTERS_MOST,
        PortraitSign.REVIEW,
        PortraitSign.DEFENDS,
    }
    assert part.stage_words.text() == "loyal: 4 of 6 signs of the portrait"


def test_friendly_needs_a_second_colleague(house: House) -> None:
    part = opened(house)
    part.buttons[PortraitSign.FRIENDLY].click()
    part.buttons[PortraitSign.FRIENDLY].click()
    settle()
    assert len(rows(house)) == 1
    assert "second colleague" in house.screens.notify.text
