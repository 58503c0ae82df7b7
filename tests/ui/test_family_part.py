"""The Family part by hand: what is typed is kept, faults are said beside their field."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from reception.models import Draft, Representative
from reception.ui.pages.patients.family_acting import RepresentativeForm
from reception.values.family_choices import AuthorityKind, Kinship
from tests.stories.family_people import at_home
from tests.stories.people import every
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle


def test_a_form_is_kept_field_by_field_until_it_is_done(desk: AtDesk) -> None:
    home = at_home(desk, joined=False)
    part = home.record(home.mira)
    part.trusted_button.click()
    form = home.form(part)
    assert isinstance(form, RepresentativeForm)
    desk.activate()
    form.person.line.setFocus()
    desk.type("Нина Павловна")
    form.person.save_now()
    form.kinship.set_value(Kinship.GRANDPARENT)
    form.kinship.chosen.emit(Kinship.GRANDPARENT)
    settle()
    (kept,) = every(desk, Draft)
    assert "Нина Павловна" in kept.fields
    desk.press(Qt.Key.Key_Escape)
    assert part.open_form is None

    part.trusted_button.click()
    form = home.form(part)
    assert isinstance(form, RepresentativeForm)
    assert form.person.text() == "Нина Павловна"
    assert form.kinship.value() is Kinship.GRANDPARENT
    home.go(part)
    assert form.document_kind.error().startswith("A trusted person needs a document")
    form.document_kind.set_value(AuthorityKind.POWER_NOTARY)
    form.document_number.line.setText("77 АА 1")
    form.expires_on.line.setText("soon")
    home.go(part)
    assert form.expires_on.error() == "“soon” is not a day. Allowed: 05.03.2027."
    form.expires_on.line.setText("05.03.2027")
    home.go(part)
    (row,) = every(desk, Representative)
    assert row.expires_on == date(2027, 3, 5)
    assert row.kinship is Kinship.GRANDPARENT
    assert every(desk, Draft) == []
    assert "notarised power of attorney 77 АА 1" in desk.words(part)
    desk.activate()
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert every(desk, Representative) == []


def test_a_patient_is_found_while_typing(desk: AtDesk) -> None:
    home = at_home(desk, joined=False)
    anna = desk.person("Лебедева", "Анна", date(1990, 2, 2))
    part = home.record(home.ivan)
    part.move_button.click()
    form = home.form(part)
    desk.activate()
    form.person.line.setFocus()  # type: ignore[attr-defined]
    desk.type("лебед")
    desk.press(Qt.Key.Key_Return)
    assert form.person.patient_id == anna  # type: ignore[attr-defined]
    home.go(part)
    assert home.patient(home.ivan).household_id == home.patient(anna).household_id
    assert home.patient(home.ivan).household_id != home.patient(home.marina).household_id
