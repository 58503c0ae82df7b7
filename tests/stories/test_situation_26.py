"""Situation 26: the power goes; every step is there, the begun form too, the journal is typed in."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt

from reception import bootstrap
from reception.clock import SetClock
from reception.models import AuditRow, Paper
from reception.services.desk_papers import issue_paper_journal
from reception.translation import Language
from reception.ui.pages.desk.new_patient import NewPatientForm
from reception.ui.pages.desk.work_form import FieldForm
from reception.values.choices import PaperKind, VisitStatus
from tests.stories.people import do_by_name, every
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import enter, fill, open_person, visits
from tests.ui.house import House, settle


def test_everything_that_was_done_is_there(small_desk: AtDesk, clock: SetClock) -> None:
    desk = small_desk
    marina = enter(desk, "Соколова", "Марина", date(1988, 4, 12), phone="89161234567")
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_F6)
    desk.type("3200")
    desk.press(Qt.Key.Key_Return)
    desk.page.go_home()
    desk.type("Зябликова")
    desk.press(Qt.Key.Key_F4)
    form = desk.form()
    assert isinstance(form, NewPatientForm)
    fill(desk, form.fields["first_name"].line, "Анна")
    form.fields["birth_date"].line.setFocus()
    settle()

    # The power goes: nobody closes anything.  The same folder is opened by another process.
    folder = desk.house.folder
    copy = folder.root.parent / "after"
    copy.mkdir()
    for file in folder.root.glob("reception.db*"):
        (copy / file.name).write_bytes(file.read_bytes())
    again = House(type(folder)(copy), clock)
    again.preferences.choose(language=Language.EN, theme="light", scale=100)
    again.enter()
    try:
        assert bootstrap.verify_database(again.folder.database, None) == []
        after = AtDesk(again, desk.type_text, desk.files)
        words = after.words(after.page.side)
        assert "New patient Зябликова Анна: started by" in words
        assert "Last saved at 09:00 by Анна Орлова: price told to Соколова Марина" in words
        (visit,) = visits(after, marina)
        assert (visit.status, visit.price_told_minor) == (VisitStatus.ARRIVED, 320_000)
        after.page.side.resume_button.click()
        settle()
        resumed = after.form()
        assert isinstance(resumed, NewPatientForm)
        assert resumed.fields["first_name"].text() == "Анна"
    finally:
        again.close()


def test_the_journal_is_typed_in_with_its_real_times(small_desk: AtDesk, clock: SetClock) -> None:
    desk = small_desk
    desk.act(issue_paper_journal)
    assert [one.kind for one in every(desk, Paper)] == [PaperKind.PAPER_JOURNAL]
    marina = enter(desk, "Соколова", "Марина", date(1988, 4, 12), phone="89161234567")
    clock.advance(timedelta(hours=3))  # noon, the power is back
    open_person(desk, "4567")
    do_by_name(desk, "Check in from the paper journal…")
    form = desk.form()
    assert isinstance(form, FieldForm)
    desk.type("1815")
    desk.press(Qt.Key.Key_Return)
    assert "The time 18:15 is still to come." in desk.words(form)
    fill(desk, form.field.line, "1020")
    desk.press(Qt.Key.Key_Return)
    (visit,) = visits(desk, marina)
    assert f"{visit.arrived_at:%H:%M}" == "07:20"  # UTC; 10:20 in Moscow
    assert visit.status is VisitStatus.ARRIVED
    last = [one for one in every(desk, AuditRow) if one.action == "check_in"][-1]
    assert "from_journal" in last.difference
