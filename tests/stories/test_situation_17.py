"""Situation 17: the wrong person was checked in; visit, price and answer go to the right one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from reception.models import Mention, Visit
from reception.queries.day import traces_of
from reception.ui.pages.desk.people_form import RightPersonForm
from reception.ui.pages.patients.page import PatientsPage
from reception.ui.pages.patients.traces_part import TracesPart
from reception.values.choices import MentionOutcome, VisitStatus
from reception.values.day_choices import TraceKind
from tests.stories.people import every
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import enter, open_person, visits


def test_alla_was_here_not_anna(small_desk: AtDesk) -> None:
    desk = small_desk
    born = date(1988, 4, 12)
    anna = enter(desk, "Соколова", "Анна", born, phone="89161234567", visits=3)
    alla = enter(desk, "Соколова", "Алла", born, phone="89167654321", visits=3)
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_2)
    desk.wait(lambda: every(desk, Mention), "the answer")
    desk.press(Qt.Key.Key_F6)
    desk.type("3200")
    desk.press(Qt.Key.Key_Return)

    desk.press(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    form = desk.form()
    assert isinstance(form, RightPersonForm)
    desk.type("4321")
    desk.press(Qt.Key.Key_Return)

    panel = desk.opened()
    assert panel is not None
    assert panel.patient_id == alla
    assert "price told ✓ 3" in desk.words(desk.page.side.bar)
    (hers,) = visits(desk, alla)
    assert (hers.status, hers.price_told_minor) == (VisitStatus.ARRIVED, 320_000)
    assert visits(desk, anna) == []
    first, back, again = every(desk, Mention)
    assert back.reverses_id == first.id
    assert (again.listener_id, again.outcome) == (alla, MentionOutcome.LATER)
    assert [one.kind for one in desk.ask(traces_of, patient_id=anna)] == [TraceKind.WRONG_PERSON]
    assert [one.kind for one in desk.ask(traces_of, patient_id=alla)] == [TraceKind.RIGHT_PERSON]

    page = desk.house.go("patients", anna)
    assert isinstance(page, PatientsPage)
    page.record.open_part("traces")
    part = page.record.part("traces")
    assert isinstance(part, TracesPart)
    model = part.table.rows_model
    what = model.data(model.index(0, 1), Qt.ItemDataRole.DisplayRole)
    assert what == "checked in by mistake, here was: Соколова Алла"
    desk.house.go("desk")
    desk.page.open_visit(alla, hers.id)
    desk.page.go_home()
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)  # it was Anna after all
    (back_again,) = visits(desk, anna)
    assert back_again.status is VisitStatus.ARRIVED
    assert len(every(desk, Visit)) == 7
