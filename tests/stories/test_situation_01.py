"""Situation 1: a grandmother brings the child; first unknown, then by the clinic's form."""

from __future__ import annotations

from pypdf import PdfReader
from PySide6.QtCore import Qt

from reception.models import AuditRow, Representative, Visit
from reception.rules.prompts import Situation
from reception.ui.pages.desk.booking_form import BookingForm
from reception.ui.pages.desk.companion_form import CompanionForm
from reception.values.family_choices import AuthorityKind
from tests.stories.family_people import at_home, digit
from tests.stories.people import every
from tests.ui.at_desk import AtDesk


def companion_form(desk: AtDesk) -> CompanionForm:
    form = desk.form()
    assert isinstance(form, CompanionForm)
    return form


def unknown_grandmother(desk: AtDesk) -> CompanionForm:
    desk.press(Qt.Key.Key_F5)
    form = companion_form(desk)
    form.field.line.setFocus()
    desk.type("Нина Павловна")
    desk.press(Qt.Key.Key_Return)
    return form


def test_the_clinics_form_is_signed_and_known_from_then_on(small_desk: AtDesk) -> None:
    desk = small_desk
    home = at_home(desk, joined=False)
    desk.page.open_person(home.mira)
    form = unknown_grandmother(desk)
    words = desk.words(form)
    assert "Нина Павловна is not on the list" in words
    assert "Соколова Марина: +7 916 123-45-67" in words  # whom to call
    digit(desk, Qt.Key.Key_2)
    (saved,) = desk.save_papers()
    text = PdfReader(saved).pages[0].extract_text()
    for expected in ("Соколова Мира", "Соколова Марина", "Нина Павловна", "Доверенность"):
        assert expected in text
    desk.page.side.form.setFocus()  # type: ignore[union-attr]
    desk.press(Qt.Key.Key_Return)  # it is signed
    (visit,) = every(desk, Visit)
    assert (visit.patient_id, visit.accompanied_by_other) == (home.mira, "Нина Павловна")
    (trusted,) = every(desk, Representative)
    assert trusted.document_kind is AuthorityKind.POWER_CLINIC
    assert trusted.expires_on is not None
    assert trusted.expires_on.year == 2027
    notes = [one.difference for one in every(desk, AuditRow) if one.action == "note_companion"]
    assert "power_of_attorney_signed" in notes[0]
    prompt = desk.page.side.prompt.prompt
    assert prompt is not None
    assert prompt.situation is Situation.OTHER_WITH_CHILD  # points go to the family without her

    desk.page.steps.take("undo")
    desk.type("по ошибке")
    desk.press(Qt.Key.Key_Return)
    desk.page.open_person(home.mira)
    desk.press(Qt.Key.Key_F5)
    words = desk.words(companion_form(desk))
    assert "power of attorney on the clinic's form" in words
    assert "2 Nov 2027" in words
    digit(desk, Qt.Key.Key_2)  # after the guardian she stands on the list
    here = [one for one in every(desk, Visit) if one.arrived_at is not None]
    assert [one.accompanied_by_other for one in here] == ["Нина Павловна"]


def test_the_guardian_is_called_the_visit_moved_or_an_emergency_begun(small_desk: AtDesk) -> None:
    desk = small_desk
    home = at_home(desk, joined=False)
    desk.page.open_person(home.mira)
    unknown_grandmother(desk)
    desk.press(Qt.Key.Key_Escape)  # back to the list
    assert companion_form(desk).field.isVisible()
    desk.press(Qt.Key.Key_Escape)
    unknown_grandmother(desk)
    digit(desk, Qt.Key.Key_3)
    assert isinstance(desk.form(), BookingForm)
    desk.press(Qt.Key.Key_Escape)
    unknown_grandmother(desk)
    digit(desk, Qt.Key.Key_4)
    (visit,) = every(desk, Visit)
    assert visit.is_emergency
    assert not desk.page.side.prompt.isVisible()


def test_the_guardian_agrees_by_phone(small_desk: AtDesk) -> None:
    desk = small_desk
    home = at_home(desk, joined=False)
    desk.page.open_person(home.mira)
    unknown_grandmother(desk)
    digit(desk, Qt.Key.Key_1)
    (visit,) = every(desk, Visit)
    assert visit.accompanied_by_other == "Нина Павловна"
    assert not every(desk, Representative)
