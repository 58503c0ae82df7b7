"""The price list is kept by day, and an estimate is told from it; each step can be taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from reception.errors import InvalidInput, Refused
from reception.models import EstimateLine, PriceItem, Recall, Visit
from reception.queries.prices import estimate_of, matching_services, price_list
from reception.services.check_in import check_in, enter_room
from reception.services.checkout import GivenLine, check_out
from reception.services.drafts import save_draft
from reception.services.estimate import (
    DRAFT_KIND,
    ToldItem,
    agree_line,
    draft_subject,
    take_estimate_back,
    tell_estimate,
)
from reception.services.prices import (
    add_price,
    change_price_words,
    end_price,
    mend_price,
    set_price,
)
from reception.services.wrong_person import give_to_right_person
from reception.storage.database import Database
from reception.values.actor import Actor
from reception.values.aftercare import RecallState
from tests.clinics import MONDAY_MORNING
from tests.people import Desk

TODAY = date(2026, 11, 2)
LATER = TODAY + timedelta(days=30)


@pytest.fixture
def office(database: Database, supervisor: Actor) -> Desk:
    return Desk(database, supervisor, MONDAY_MORNING)


def rows(desk: Desk, kind: type) -> list[Any]:
    return list(desk.ask(lambda session: session.query(kind).order_by(kind.id).all()))  # type: ignore[attr-defined]


def add(office: Desk, code: str = "K1", minor: int = 320_000, **more: Any) -> Any:
    words = {"name": "Консультация", "group": "consultation", "valid_from": TODAY}
    return office.do(add_price, code=code, price_minor=minor, **{**words, **more})


def spans(desk: Desk) -> list[tuple[int, date, date | None]]:
    return [(one.price_minor, one.valid_from, one.valid_until) for one in rows(desk, PriceItem)]


def test_a_new_price_ends_the_old_one_the_day_before(office: Desk) -> None:
    add(office)
    done = office.do(set_price, code="K1", price_minor=350_000, valid_from=LATER)
    old_and_new = [
        (320_000, TODAY, LATER - timedelta(days=1)),
        (350_000, LATER, None),
    ]
    assert spans(office) == old_and_new
    found = office.ask(price_list, day=TODAY)
    assert (found.rows[0].now.price_minor, found.rows[0].coming.price_minor) == (320_000, 350_000)
    assert office.ask(price_list, day=LATER).rows[0].now.price_minor == 350_000
    back = office.undo(done)
    assert spans(office) == [(320_000, TODAY, None)]
    office.undo(back)
    assert spans(office) == old_and_new


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": " "}, "code"),
        ({"code": "k1"}, "code"),
        ({"name": ""}, "name"),
        ({"group": "no such group"}, "group"),
        ({"price_minor": -1}, "price"),
        ({"price_minor": 10**13}, "price"),
        ({"valid_from": TODAY - timedelta(days=1)}, "valid_from"),
    ],
)
def test_bad_input_is_answered_at_its_field(
    office: Desk, change: dict[str, Any], field: str
) -> None:
    add(office)
    words = {
        "code": "K2",
        "name": "Пломба",
        "group": "consultation",
        "price_minor": 1,
        "valid_from": TODAY,
    }
    with pytest.raises(InvalidInput) as refused:
        office.do(add_price, **{**words, **change})
    assert refused.value.field == field
    assert len(rows(office, PriceItem)) == 1


def test_only_a_supervisor_changes_prices(office: Desk, desk: Desk) -> None:
    add(office)
    for service, more in (
        (set_price, {"price_minor": 1, "valid_from": TODAY}),
        (change_price_words, {"field": "name", "value": "x"}),
        (end_price, {"last": TODAY}),
        (mend_price, {}),
    ):
        with pytest.raises(Refused):
            desk.do(service, code="K1", **more)


def test_words_groups_and_the_end(office: Desk) -> None:
    add(office)
    office.do(change_price_words, code="K1", field="patient_name", value="Приём врача")
    (row,) = office.ask(price_list, day=TODAY, text="приём").rows
    assert (row.told_name, row.has_ended) == ("Приём врача", False)
    done = office.do(end_price, code="K1", last=TODAY)
    (row,) = office.ask(price_list, day=LATER).rows
    assert row.has_ended
    assert office.ask(matching_services, day=LATER, text="к") == []
    office.undo(done)
    assert not office.ask(price_list, day=LATER).rows[0].has_ended
    with pytest.raises(InvalidInput):
        office.do(end_price, code="K1", last=TODAY - timedelta(days=1))


def test_a_gap_is_said_and_mended(office: Desk) -> None:
    add(office)
    office.do(end_price, code="K1", last=TODAY)
    office.do(set_price, code="K1", price_minor=350_000, valid_from=LATER)
    found = office.ask(price_list, day=TODAY)
    assert (found.flawed, len(found.rows[0].flaws)) == (1, 1)
    done = office.do(mend_price, code="K1")
    assert office.ask(price_list, day=TODAY).flawed == 0
    office.undo(done)
    assert office.ask(price_list, day=TODAY).flawed == 1


def test_an_estimate_is_told_added_to_agreed_and_taken_back(office: Desk, desk: Desk) -> None:
    add(office)
    add(office, "R1", 80_000, name="Снимок", patient_name="Снимок зуба", group="diagnostics")
    person = desk.person("Соколова", "Марина")
    visit = desk.do(check_in, patient_id=person).value.visit_id
    one, other = (item.id for item in rows(office, PriceItem))
    subject = draft_subject(visit)
    desk.do(save_draft, kind=DRAFT_KIND, subject=subject, field="items", value=[one])

    told = desk.do(tell_estimate, visit_id=visit, items=[ToldItem(one)])
    estimate = desk.ask(estimate_of, visit_id=visit)
    assert (estimate.told_minor, estimate.told_by) == (320_000, "Ольга Титова")
    desk.undo(told)
    estimate = desk.ask(estimate_of, visit_id=visit)
    assert (estimate.told_minor, estimate.lines) == (None, ())

    desk.do(tell_estimate, visit_id=visit, items=[ToldItem(one)])
    back = desk.do(take_estimate_back, visit_id=visit)
    assert rows(desk, EstimateLine) == []
    desk.undo(back)
    desk.do(enter_room, visit_id=visit)
    with pytest.raises(Refused):
        desk.do(take_estimate_back, visit_id=visit)
    desk.do(tell_estimate, visit_id=visit, items=[ToldItem(other)])
    estimate = desk.ask(estimate_of, visit_id=visit)
    first, added = estimate.lines
    assert (first.was_added, added.was_added, added.was_agreed) == (False, True, False)
    assert (added.service, estimate.told_minor, estimate.total_minor) == (
        "Снимок зуба",
        320_000,
        400_000,
    )
    with pytest.raises(Refused):
        desk.do(agree_line, visit_id=visit, line_id=first.line_id, agreed=True)
    agreed = desk.do(agree_line, visit_id=visit, line_id=added.line_id, agreed=True)
    assert desk.ask(estimate_of, visit_id=visit).lines[1].was_agreed
    desk.undo(agreed)
    assert not desk.ask(estimate_of, visit_id=visit).lines[1].was_agreed


def test_a_price_that_was_told_is_not_rewritten(office: Desk, desk: Desk) -> None:
    added = add(office)
    visit = desk.do(check_in, patient_id=desk.person("Соколова", "Марина")).value.visit_id
    (item,) = rows(office, PriceItem)
    desk.do(tell_estimate, visit_id=visit, items=[ToldItem(item.id)])
    with pytest.raises(Refused):
        office.do(set_price, code="K1", price_minor=1, valid_from=TODAY)
    with pytest.raises(Refused):
        office.undo(added)
    assert spans(office) == [(320_000, TODAY, None)]


def test_an_insurance_leaves_the_patients_part_on_the_bill(desk: Desk) -> None:
    visit = desk.do(check_in, patient_id=desk.person("Соколова", "Марина")).value.visit_id
    lines = [GivenLine("consultation", 320_000, was_added=False)]
    for wrong in (-1, 101):
        with pytest.raises(InvalidInput):
            desk.do(check_out, visit_id=visit, lines=lines, insured_percent=wrong)
    done = desk.do(check_out, visit_id=visit, lines=lines, insured_percent=80)
    (row,) = rows(desk, Visit)
    assert (row.bill_minor, row.paid_minor, row.insured_percent) == (64_000, 64_000, 80)
    desk.undo(done)
    (row,) = rows(desk, Visit)
    assert (row.paid_at, row.insured_percent) == (None, 0)


def test_the_next_step_opens_a_recall_and_goes_with_the_payment(desk: Desk) -> None:
    visit = desk.do(check_in, patient_id=desk.person("Соколова", "Марина")).value.visit_id
    lines = [GivenLine("consultation", 320_000)]
    with pytest.raises(InvalidInput) as refused:
        desk.do(check_out, visit_id=visit, lines=lines, again_on=TODAY)
    assert refused.value.field == "again"
    done = desk.do(check_out, visit_id=visit, lines=lines, again_on=LATER)
    (recall,) = rows(desk, Recall)
    assert (recall.visit_id, recall.due_on, recall.state) == (visit, LATER, RecallState.OPEN)
    desk.undo(done)
    assert rows(desk, Recall) == []


def test_the_estimate_goes_along_to_the_right_person(office: Desk, desk: Desk) -> None:
    add(office)
    (item,) = rows(office, PriceItem)
    wrong, right = desk.person("Соколова", "Анна"), desk.person("Соколова", "Алла")
    visit = desk.do(check_in, patient_id=wrong).value.visit_id
    desk.do(tell_estimate, visit_id=visit, items=[ToldItem(item.id)])
    desk.do(give_to_right_person, visit_id=visit, patient_id=right, reason="тёзки")
    (line,) = rows(desk, EstimateLine)
    (told,) = [one for one in rows(desk, Visit) if one.price_told_minor is not None]
    assert (told.patient_id, line.visit_id) == (right, told.id)
