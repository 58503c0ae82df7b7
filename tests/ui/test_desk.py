"""The desk by keys: search, the panel, check-in, the prompt and its digits, undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from reception.models import Mention, Visit
from reception.rules.prompts import Situation
from reception.services.patients import register_patient
from reception.translation import Language
from reception.ui.pages.desk.companion_form import CompanionForm
from reception.ui.pages.desk.work_form import FieldForm, QuestionForm
from reception.values.choices import MentionOutcome, NotNowReason, Relation, VisitStatus
from tests.clinics import MONDAY_MORNING
from tests.people import Desk
from tests.ui.at_desk import AtDesk, ChosenFolder
from tests.ui.house import House, settle

TODAY = date(2026, 11, 2)


@pytest.fixture
def desk(house: House, type_text: Callable[[object, str], None], tmp_path: Path) -> AtDesk:
    """Somebody at the desk of a small clinic."""
    return AtDesk(house, type_text, ChosenFolder(tmp_path))


@pytest.fixture
def marina(desk: AtDesk) -> int:
    """Marina, who came four times and was never told."""
    return enter(desk, "Соколова", "Марина", date(1988, 4, 12), phone="89161234567", visits=4)


def enter(
    desk: AtDesk,
    last: str,
    first: str,
    born: date,
    *,
    phone: str = "",
    visits: int = 0,
    **more: Any,
) -> int:
    """A person with her visits of the last months."""
    entered: list[int] = []
    desk.house.screens.actions.run(
        partial(
            register_patient,
            last_name=last,
            first_name=first,
            birth_date=born,
            phones=[phone] if phone else [],
            no_phone=not phone,
            **more,
        ),
        done=entered.append,
        quiet=True,
    )
    person = entered[0]
    for number in range(visits):
        book(desk, person, TODAY - timedelta(days=20 * (number + 1)), VisitStatus.DONE)
    settle()
    return person


def book(desk: AtDesk, person: int, day: date, status: VisitStatus, at: time | None = None) -> None:
    """A visit brought from elsewhere; the programme is as old as the first of them."""
    house = desk.house
    actor = house.screens.seat.require()
    clinic = Desk(house.screens.actions._database, actor, MONDAY_MORNING)
    clinic.visit(person, day, at=at, status=status, paid_minor=300_000)
    raw = clinic.database.connect()
    raw.execute("UPDATE clinic SET programme_since = '2026-01-01'")
    raw.close()


def visits(desk: AtDesk, person: int) -> list[Visit]:
    def read(session):
        wanted = select(Visit).where(Visit.patient_id == person, Visit.day == TODAY)
        return list(session.scalars(wanted.order_by(Visit.id)))

    return desk.ask(read)


def mentions(desk: AtDesk) -> list[Mention]:
    return desk.ask(lambda session: list(session.scalars(select(Mention).order_by(Mention.id))))


def open_person(desk: AtDesk, text: str) -> None:
    desk.page.go_home()
    desk.type(text)
    desk.press(Qt.Key.Key_Return)


# --- Search -------------------------------------------------------------------------------------


def test_results_come_while_typing_and_say_why(desk: AtDesk, marina: int) -> None:
    desk.type("cjrjk")
    rows = desk.page.results.list.rows_model.rows
    assert [row.patient_id for row in rows] == [marina]
    assert rows[0].why.id == "typed as “{text}”"
    assert desk.page.search_box.count.text() == "1 person"
    assert desk.page.left.currentWidget() is desk.page.results
    desk.press(Qt.Key.Key_Return)
    assert "Соколова Марина, 38" in desk.words(desk.page.side.header)
    assert "not told: 4 visits" in desk.words(desk.page.side.header)


def test_the_arrows_move_in_the_results_while_typing_goes_on(desk: AtDesk, marina: int) -> None:
    other = enter(desk, "Соколов", "Лев", date(2019, 1, 1))
    desk.type("сок")
    assert desk.page.results.current() == other
    desk.press(Qt.Key.Key_Down)
    assert desk.page.results.current() == marina
    desk.press(Qt.Key.Key_Down)
    assert desk.page.results.current() == marina
    desk.press(Qt.Key.Key_Up)
    assert desk.page.results.current() == other
    assert desk.has_focus(desk.page.search_box.line)


def test_escape_leads_step_by_step_to_an_empty_search_box(desk: AtDesk, marina: int) -> None:
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    assert desk.has_focus(desk.page.side.prompt)
    desk.press(Qt.Key.Key_Escape)
    assert desk.has_focus(desk.page.search_box.line)
    assert desk.opened() is not None
    desk.press(Qt.Key.Key_Escape)
    assert desk.opened() is None
    assert "Nobody is open" in desk.words(desk.page.side)
    desk.press(Qt.Key.Key_Escape)
    assert desk.has_focus(desk.page.search_box.line)


def test_nobody_found_offers_a_new_patient(desk: AtDesk, marina: int) -> None:
    assert not desk.page.search_box.new_button.isVisible()
    desk.type("Зябликова")
    assert desk.page.search_box.count.text() == "nobody found"
    assert desk.page.search_box.new_button.isVisible()
    assert desk.page.results.nothing.isVisible()


# --- Check-in -----------------------------------------------------------------------------------


def test_known_by_phone_and_checked_in_within_eight_keys(desk: AtDesk, marina: int) -> None:
    desk.type("4567")  # 4 keys
    desk.press(Qt.Key.Key_Return)  # 5
    desk.press(Qt.Key.Key_F5)  # 6
    (visit,) = visits(desk, marina)
    assert visit.status is VisitStatus.ARRIVED
    assert desk.toast() == "Марина is checked in."
    row = desk.page.day_list.list.rows_model.rows[0]
    assert (row.patient_id, row.to_tell) == (marina, True)


def test_undo_takes_the_check_in_back(desk: AtDesk, marina: int) -> None:
    book(desk, marina, TODAY, VisitStatus.PLANNED, time(9, 30))
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    assert [visit.status for visit in visits(desk, marina)] == [VisitStatus.ARRIVED]
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [visit.status for visit in visits(desk, marina)] == [VisitStatus.PLANNED]
    assert not desk.page.side.prompt.isVisible()


def test_a_second_check_in_is_asked_in_place_and_confirmed_by_return(
    desk: AtDesk, marina: int
) -> None:
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    desk.page.steps.begin_check_in()
    settle()
    form = desk.form()
    assert isinstance(form, QuestionForm)
    assert "A second visit?" in desk.words(form)
    desk.press(Qt.Key.Key_Escape)
    assert desk.form() is None
    assert len(visits(desk, marina)) == 1
    desk.page.steps.begin_check_in()
    settle()
    desk.press(Qt.Key.Key_Return)
    assert len(visits(desk, marina)) == 2


def test_a_wrong_check_in_is_taken_back_with_a_reason(desk: AtDesk, marina: int) -> None:
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    desk.page.side.bar.undo.click()
    settle()
    form = desk.page.side.form
    assert isinstance(form, FieldForm)
    desk.press(Qt.Key.Key_Return)
    assert form.field.error() == "Say why the check-in is taken back."
    desk.type("другой человек")
    desk.press(Qt.Key.Key_Return)
    (visit,) = visits(desk, marina)
    assert (visit.status, visit.undo_reason) == (VisitStatus.CANCELLED, "другой человек")


def test_a_child_is_checked_in_with_whoever_brought_it(desk: AtDesk, marina: int) -> None:
    household = desk.ask(lambda session: _household(session, marina))
    child = enter(
        desk,
        "Соколова",
        "Мира",
        date(2018, 6, 1),
        household_id=household,
        relation=Relation.CHILD,
        guardian_id=marina,
    )
    open_person(desk, "соколова мира")
    desk.press(Qt.Key.Key_F5)
    assert isinstance(desk.page.side.form, CompanionForm)
    desk.press(Qt.Key.Key_1)
    desk.wait(lambda: visits(desk, child), "the check-in")
    (visit,) = visits(desk, child)
    assert visit.accompanied_by_id == marina
    assert desk.has_focus(desk.page.side.prompt)
    assert "with Марина" in desk.words(desk.page.side.bar)


def _household(session: object, person: int) -> int:
    from reception.models import Patient

    return session.get(Patient, person).household_id  # type: ignore[attr-defined,no-any-return]


def test_every_step_of_the_visit_by_its_key(desk: AtDesk, marina: int) -> None:
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_3)
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_F6)
    for wrong in ("abc", "0", "-5", "1,234"):
        desk.page.side.form.field.line.clear()  # type: ignore[union-attr]
        desk.type(wrong)
        desk.press(Qt.Key.Key_Return)
        assert desk.page.side.form is not None, wrong
    desk.page.side.form.field.line.clear()  # type: ignore[union-attr]
    desk.type("3 200,50")
    desk.press(Qt.Key.Key_Return)
    desk.page.side.bar.room.click()
    settle()
    (visit,) = visits(desk, marina)
    assert visit.greeted_at is not None
    assert visit.price_told_minor == 320_050
    assert visit.status is VisitStatus.IN_ROOM


# --- The prompt ---------------------------------------------------------------------------------


@pytest.fixture
def here(desk: AtDesk, marina: int) -> int:
    """Marina is checked in and the prompt has the focus."""
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    assert desk.has_focus(desk.page.side.prompt)
    return marina


def test_the_apology_is_said_with_what_must_be_in_it(desk: AtDesk, here: int) -> None:
    prompt = desk.page.side.prompt.prompt
    assert prompt is not None
    assert prompt.situation is Situation.NEVER_TOLD
    words = desk.words(desk.page.side.prompt)
    assert " ".join(prompt.text.split()) in words
    for fact in prompt.must:
        assert " ".join(fact.split()) in words


@pytest.mark.parametrize(
    ("key", "outcome"),
    [
        (Qt.Key.Key_2, MentionOutcome.LATER),
        (Qt.Key.Key_3, MentionOutcome.DECLINED),
        (Qt.Key.Key_4, MentionOutcome.HAS_ONE),
        (Qt.Key.Key_5, MentionOutcome.WILL_FIND_OUT),
        (Qt.Key.Key_6, MentionOutcome.NEVER_HEARD),
        (Qt.Key.Key_7, MentionOutcome.SHEET_HANDED),
    ],
)
def test_a_digit_answers_and_undo_brings_the_prompt_back(
    desk: AtDesk, here: int, key: Qt.Key, outcome: MentionOutcome
) -> None:
    desk.press(key)
    desk.wait(lambda: not desk.page.side.prompt.isVisible(), "the answer")
    assert [row.outcome for row in mentions(desk)] == [outcome]
    assert desk.has_focus(desk.page.search_box.line)
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [row.reverses_id for row in mentions(desk)] == [None, 1]
    assert desk.page.side.prompt.isVisible()


def test_joining_opens_its_form(desk: AtDesk, here: int) -> None:
    from reception.ui.pages.desk.joining_form import JoiningForm

    desk.press(Qt.Key.Key_1)
    desk.wait(lambda: desk.page.side.form is not None, "the form")
    assert isinstance(desk.page.side.form, JoiningForm)


def test_not_now_asks_why_by_digit(desk: AtDesk, here: int) -> None:
    desk.press(Qt.Key.Key_0)
    desk.wait(desk.page.side.prompt.reasons.isVisible, "the reasons")
    assert mentions(desk) == []
    desk.press(Qt.Key.Key_Escape)
    assert desk.page.side.prompt.answers.isVisible()
    desk.press(Qt.Key.Key_0)
    desk.wait(desk.page.side.prompt.reasons.isVisible, "the reasons")
    desk.press(Qt.Key.Key_2)
    desk.wait(lambda: mentions(desk), "the answer")
    (row,) = mentions(desk)
    assert (row.outcome, row.not_now_reason) == (MentionOutcome.NOT_NOW, NotNowReason.UPSET)
    assert not desk.page.side.prompt.isVisible()


def test_digits_typed_in_the_search_box_answer_nothing(desk: AtDesk, here: int) -> None:
    desk.press(Qt.Key.Key_F3)
    desk.type("1234567")
    assert mentions(desk) == []
    assert desk.page.side.prompt.isVisible()


def test_a_colleague_may_have_said_it(desk: AtDesk, here: int) -> None:
    first = desk.page.side.prompt.speaker_button.text()
    desk.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert desk.page.side.prompt.speaker_button.text() != first
    desk.press(Qt.Key.Key_3)
    desk.wait(lambda: mentions(desk), "the answer")
    (row,) = mentions(desk)
    assert row.speaker_id != row.recorded_by_id


def test_objections_are_one_key_away(desk: AtDesk, here: int) -> None:
    assert not desk.page.side.prompt.objections.isVisible()
    desk.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert desk.page.side.prompt.objections.isVisible()
    prompt = desk.page.side.prompt.prompt
    assert prompt is not None
    assert " ".join(prompt.objections[0].answer.split()) in desk.words(desk.page.side.prompt)


# --- The day ------------------------------------------------------------------------------------


def test_the_filters_of_the_day(desk: AtDesk, marina: int) -> None:
    other = enter(desk, "Волков", "Илья", date(1980, 1, 1))
    book(desk, other, TODAY, VisitStatus.PLANNED, time(10, 0))
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    shown = desk.page.day_list.list.rows_model
    assert [row.name for row in shown.rows] == ["Соколова М.", "Волков И."]
    desk.page.day_list.filters.choose("mine")
    assert [row.patient_id for row in shown.rows] == [marina]
    desk.page.day_list.filters.choose("unpaid")
    assert [row.patient_id for row in shown.rows] == [marina]
    desk.page.day_list.filters.choose("to_tell")
    assert {row.patient_id for row in shown.rows} == {marina, other}
    desk.press(Qt.Key.Key_3)
    desk.wait(lambda: mentions(desk), "the answer")
    assert {row.patient_id for row in shown.rows} == {other}
    assert "1 expected · 1 here" in desk.words(desk.page.day_list)


def test_where_room_is_short_one_side_stands_at_a_time(desk: AtDesk, marina: int) -> None:
    desk.house.wear(Language.RU, dark=True, scale=150)
    page = desk.house.window.page("desk")
    assert page.left.isVisible()  # type: ignore[attr-defined]
    assert not page.side.isVisible()  # type: ignore[attr-defined]
    page.open_person(marina)  # type: ignore[attr-defined]
    settle()
    assert page.side.isVisible()  # type: ignore[attr-defined]
    assert not page.left.isVisible()  # type: ignore[attr-defined]


def test_a_begun_check_in_of_a_child_tells_who_began_it(desk: AtDesk) -> None:
    child = enter(desk, "Соколова", "Мира", date(2018, 6, 1))
    open_person(desk, "соколова мира")
    desk.press(Qt.Key.Key_F5)
    assert isinstance(desk.form(), CompanionForm)
    desk.press(Qt.Key.Key_Escape)
    assert "check-in begun at 09:00" in desk.words(desk.page.side.bar)
    desk.press(Qt.Key.Key_F5)
    form = desk.form()
    assert isinstance(form, CompanionForm)
    form.field.line.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert form.field.error() == "Write who it is."
    desk.type("бабушка")
    desk.press(Qt.Key.Key_Return)
    (visit,) = visits(desk, child)
    assert visit.accompanied_by_other == "бабушка"
    assert visit.opened_at == visit.arrived_at
    assert "begun" not in desk.words(desk.page.side.bar)


@pytest.mark.parametrize("height", [640, 680, 768])
def test_the_prompt_stands_whole_or_from_its_top(desk: AtDesk, marina: int, height: int) -> None:
    desk.house.window.resize(1366, height)
    desk.page.open_person(marina)
    settle()
    desk.press(Qt.Key.Key_F5)
    side = desk.page.side
    assert desk.has_focus(side.prompt)
    for _ in range(3):
        settle()
    room = side.scroll_area.viewport()
    top = side.prompt.mapTo(room, side.prompt.rect().topLeft()).y()
    bottom = side.prompt.mapTo(room, side.prompt.rect().bottomLeft()).y()
    assert top >= 0
    assert bottom < room.height() or top == 0
