"""Situation 45: hard of hearing, poor sight, another language: marked once, minded everywhere."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from reception.models import Paper
from reception.rules.prompt_choice import Prompt
from reception.services.clinic import change_clinic
from reception.translation import Language
from reception.ui.pages.patients.page import PatientsPage
from reception.ui.pages.patients.preferences_part import PreferencesPart
from reception.values.choices import PaperKind
from tests.documents.conftest import Printed
from tests.stories.people import every
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle


def preferences(desk: AtDesk, person: int) -> PreferencesPart:
    """Her preferences on the record."""
    page = desk.house.go("patients", person)
    assert isinstance(page, PatientsPage)
    page.record.open_part("preferences")
    settle()
    part = page.record.part("preferences")
    assert isinstance(part, PreferencesPart)
    return part


def test_marks_show_at_the_desk_and_take_effect_on_paper(small_desk: AtDesk) -> None:
    desk = small_desk
    desk.act(change_clinic, field="legal_name", value="ООО «Тихий двор»")
    olena = desk.person(
        "Коваленко",
        "Олена",
        date(1950, 3, 1),
        patronymic="Іванівна",
        form_of_address="Олено Іванівно",
    )
    part = preferences(desk, olena)
    for field in ("hard_of_hearing", "poor_sight", "written_prompt", "large_print", "no_surname"):
        part.ticks[field].setFocus()
        desk.press(Qt.Key.Key_Space)
    part.language.chosen.emit(Language.UK)
    desk.type_text(part.drink.line, "tea, weak")
    part.drink.save_now()
    desk.type_text(part.note.area, "allergic to cats")
    assert part.medical.isVisible()
    assert "allergic" in part.medical.text()
    part.note.save_now()

    desk.house.go("desk")
    desk.page.open_person(olena)
    desk.activate()
    words = desk.words(desk.page.side)
    for mark in ("hard of hearing", "poor sight", "in writing", "large print", "not by surname"):
        assert mark in words, mark
    assert "tea, weak" in words

    desk.press(Qt.Key.Key_F5)
    settle()
    panel = desk.opened()
    assert panel is not None
    assert isinstance(panel.prompt, Prompt)
    assert panel.preferences.written_prompt
    settle()
    assert "Олена Іванівна" in desk.words(desk.page)
    assert "Коваленко О." not in desk.words(desk.page.day_list)

    desk.press(Qt.Key.Key_F9)
    (path,) = desk.save_papers()
    (sheet,) = [one for one in every(desk, Paper) if one.kind is PaperKind.RULES_SHEET]
    assert sheet.language is Language.UK
    assert '"large_print": true' in sheet.payload
    paper = Printed(path.read_bytes())
    assert paper.has("Сімейна")
    assert len(paper.pages) > 1  # in letters this large it does not fit one
