"""The desk as it stands through a day: the list, the search, a person, the prompt, the forms."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from reception.queries.clinic import clinic_day
from reception.queries.desk import todays_list
from reception.queries.patients import patient_page
from reception.queries.person_panel import PersonPanel
from reception.queries.refunds import refundable_visits
from reception.rules.prompt_choice import Prompt
from reception.ui.pages.desk import visit_bar
from reception.ui.pages.desk.page import DeskPage
from reception.ui.pages.desk.people_form import RightPersonForm
from reception.ui.pages.desk.refund_form import RefundForm
from reception.values.choices import VisitStatus
from tests.ui.house import House, settle
from tests.ui.scene import Scene

Wish = Callable[[PersonPanel], bool]


def desk(house: House) -> DeskPage:
    """The desk, with nobody open."""
    page = house.go("desk")
    assert isinstance(page, DeskPage)
    return page


def find_visit(page: DeskPage, wish: Wish) -> PersonPanel | None:
    """Open the first visit of today whose person is as wished; None where nobody is."""
    now = page.screens.clock.now()
    day = page.screens.actions.ask(partial(clinic_day, now=now))
    for row in page.screens.actions.ask(partial(todays_list, day=day, now=now)).rows:
        page.open_visit(row.patient_id, row.visit_id)
        if page.panel is not None and wish(page.panel):
            settle()
            return page.panel
    return None


def open_visit(page: DeskPage, wish: Wish) -> None:
    """Open somebody as wished; where nobody is yet, somebody who is expected comes in first."""
    if find_visit(page, wish) is None:
        expected = find_visit(page, _expected_adult)
        assert expected is not None, "nobody of today is as wished, and nobody is expected"
        page.steps.begin_check_in()
        settle()


def _is_here(panel: PersonPanel) -> bool:
    return panel.visit is not None and panel.visit.status is VisitStatus.ARRIVED


def _expected(panel: PersonPanel) -> bool:
    return panel.visit is not None and panel.visit.status is VisitStatus.PLANNED


def _expected_adult(panel: PersonPanel) -> bool:
    return _expected(panel) and _adult_outside(panel)


def _to_tell(panel: PersonPanel) -> bool:
    return isinstance(panel.prompt, Prompt)


def _adult_outside(panel: PersonPanel) -> bool:
    return not panel.is_minor and not panel.is_on_account


def _member(panel: PersonPanel) -> bool:
    return panel.is_on_account and not panel.is_minor


def _leave(house: House) -> None:
    """Close the form and the person; what was searched goes too."""
    page = desk(house)
    page.side.close_form_and_tell()
    _type(page, "")
    for _ in range(4):
        page.step_back()
    settle()


def _nobody(house: House) -> QWidget:
    desk(house)
    return house.window


def _type(page: DeskPage, text: str) -> None:
    """Put a text into the search box the way typing does."""
    page.search_box.set_text(text)
    page.search_box.edited.emit(text)
    settle()


def _found(text: str) -> Callable[[House], QWidget]:
    def show(house: House) -> QWidget:
        _type(desk(house), text)
        return house.window

    return show


def _person(wish: Wish, *, step: str = "") -> Callable[[House], QWidget]:
    def show(house: House) -> QWidget:
        page = desk(house)
        open_visit(page, wish)
        if step:
            assert page.work.take(step)
        settle()
        return house.window

    return show


def _new_patient(house: House) -> QWidget:
    page = desk(house)
    page.search_box.set_text("Яковенко Мирослава")
    page.work.new_patient()
    settle()
    return house.window


def _burning(house: House) -> QWidget:
    """Somebody whose points burn soon."""
    page = desk(house)
    for row in house.screens.actions.ask(partial(patient_page, limit=200)).rows:
        page.open_person(row.patient_id)
        if page.points_notes.burning.isVisibleTo(page):
            break
    settle()
    return house.window


def _money_back(house: House) -> QWidget:
    """A refund of half a line, the reasons of the money opened."""
    page = desk(house)
    for row in house.screens.actions.ask(partial(patient_page, limit=200)).rows:
        paid = house.screens.actions.ask(partial(refundable_visits, patient_id=row.patient_id))
        if any(one.points_used for one in paid):
            page.open_person(row.patient_id)
            page.refunds.open()
            break
    form = page.side.form
    assert isinstance(form, RefundForm)
    amount = next(one for one in form.amounts.values() if one.line.isEnabled())
    amount.line.setText("250")
    amount.edited.emit("250")
    form.money.why_button.click()
    settle()
    return house.window


def _booking(house: House) -> QWidget:
    """Somebody who is expected gets another hour."""
    page = desk(house)
    open_visit(page, _expected)
    page.day.book()
    settle()
    return house.window


def _another_day(house: House) -> QWidget:
    page = desk(house)
    page.day.turn(1)
    settle()
    return house.window


def _today_again(house: House) -> None:
    desk(house).day.turn(0)
    _leave(house)


def _queue(house: House) -> QWidget:
    """Five people wait: somebody is let in with the least."""
    page = desk(house)
    page.day.toggle_queue()
    open_visit(page, _expected_adult)
    page.steps.begin_check_in()
    settle()
    return house.window


def _no_queue(house: House) -> None:
    house.screens.notify.toasts.undo()  # she is expected again
    desk(house).day.toggle_queue()
    house.screens.notify.toasts.dismiss()
    _leave(house)


def _shift(house: House) -> QWidget:
    desk(house).shift.open()
    settle()
    return house.window


def _right_person(house: House) -> QWidget:
    page = desk(house)
    open_visit(page, _is_here)
    page.changes.wrong_person()
    form = page.side.form
    assert isinstance(form, RightPersonForm)
    form.field.line.setText("а")
    form.field.edited.emit("а")
    settle()
    return house.window


def _step_back(house: House) -> QWidget:
    page = desk(house)
    open_visit(page, _is_here)
    page.changes.take_back()
    settle()
    return house.window


def _second_person(house: House) -> QWidget:
    page = desk(house)
    open_visit(page, _is_here)
    assert page.panel is not None
    assert page.panel.visit is not None
    page.changes.ask_second(page.panel.visit.visit_id)
    settle()
    return house.window


DESK_SCENES = (
    Scene("desk", _nobody, _leave),
    Scene("desk-found", _found("а"), _leave),
    Scene("desk-not-found", _found("ъъъъ"), _leave),
    Scene("desk-expected", _person(_expected), _leave),
    Scene("desk-here", _person(_is_here), _leave),
    Scene("desk-prompt", _person(_to_tell), _leave),
    Scene("desk-queue", _queue, _no_queue),
    Scene("desk-booking", _booking, _leave),
    Scene("desk-another-day", _another_day, _today_again),
    Scene("desk-shift", _shift, _leave),
    Scene("desk-right-person", _right_person, _leave),
    Scene("desk-step-back", _step_back, _leave),
    Scene("desk-second-person", _second_person, _leave),
    Scene("desk-joining", _person(_adult_outside, step=visit_bar.CARD), _leave),
    Scene("desk-card", _person(_member, step=visit_bar.CARD), _leave),
    Scene("desk-checkout", _person(_is_here, step=visit_bar.CHECKOUT), _leave),
    Scene("desk-points-burn", _burning, _leave),
    Scene("desk-money-back", _money_back, _leave),
    Scene("desk-new-patient", _new_patient, _leave),
)
