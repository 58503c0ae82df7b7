"""The next version of the programme, written, tried out and published by keys."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from reception.clock import SetClock
from reception.queries.programme import versions
from reception.queries.programme_draft import draft
from reception.services.clinic import change_clinic
from reception.services.joining import join_programme
from reception.services.patients import change_patient, register_patient
from reception.translation import Language
from reception.ui.kit.field import Field
from reception.ui.kit.text import Text
from reception.ui.pages.patients.page import PatientsPage
from reception.ui.pages.programme.finding import Finding
from reception.ui.pages.programme.item_dialogs import PromotionDialog
from reception.ui.pages.programme.page import ProgrammePage
from reception.ui.pages.programme.publish_dialog import EndDialog, PublishDialog
from reception.ui.pages.programme.reference_dialog import ReferenceDialog
from reception.ui.theme import Status
from reception.values.choices import Role, VersionStatus
from tests.knowledge import learn_at_desk
from tests.services.test_programme import REQUISITES
from tests.ui.house import House, settle, until

TODAY = date(2026, 11, 2)
TypeText = Callable[[object, str], None]


def programme(house: House, *, complete: bool = False) -> ProgrammePage:
    if complete:
        for field, value in REQUISITES.items():
            house.screens.actions.run(partial(change_clinic, field=field, value=value), quiet=True)
    page = house.go("programme")
    assert isinstance(page, ProgrammePage)
    return page


def begin_draft(house: House, *, complete: bool = False) -> ProgrammePage:
    page = programme(house, complete=complete)
    page.new_button.setFocus()
    QTest.keyClick(page.new_button, Qt.Key.Key_Return)
    tried(page)
    return page


def tried(page: ProgrammePage) -> None:
    until(lambda: not page.screens.jobs.is_busy, "the trial")
    settle()


def learn(page: ProgrammePage) -> None:
    """Whoever sits at the desk passes the quiz on the draft."""
    found = page.screens.actions.ask(partial(draft, day=TODAY, language=Language.EN))
    assert found is not None
    learn_at_desk(page.screens, found.version_id)
    tried(page)


def field(page: ProgrammePage, path: str) -> Field:
    for card in page.draft_part.cards:
        if path in card.fields:
            return card.fields[path]
    raise AssertionError(path)


def retype(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()


def stored(house: House, path: str) -> object:
    found = house.screens.actions.ask(partial(draft, day=TODAY, language=Language.EN))
    assert found is not None
    table, key = path.split(".")
    return found.tree[table].get(key)


def back_to(house: House) -> None:
    """A dialog is closed: the window has the keys again."""
    house.window.activateWindow()
    settle()


def words(widget: QWidget) -> str:
    return "\n".join(text.text() for text in widget.findChildren(Text) if not text.isHidden())


def findings(widget: QWidget, status: Status) -> list[str]:
    rows = widget.findChildren(Finding)
    return [row.title.text() for row in rows if row.status is status]


def test_a_new_version_begins_as_a_copy_with_its_first_field_ready(house: House) -> None:
    page = begin_draft(house)
    assert [stop.version.status for stop in page.time_line.stops] == [
        VersionStatus.PUBLISHED,
        VersionStatus.DRAFT,
    ]
    assert field(page, "version.valid_from").line.hasFocus()
    assert field(page, "version.valid_from").text() == "02.12.2026"
    assert field(page, "earning.percent").text() == "7"


def test_typing_a_figure_changes_the_printed_sentence_and_the_trial(house: House) -> None:
    page = begin_draft(house)
    retype(field(page, "earning.percent").line, "8,5")
    tried(page)
    assert stored(house, "earning.percent") == "8.5"
    assert "8.5% of what you pay in money comes back" in words(page.draft_part.form_area)
    side = page.draft_part.side
    assert "Back in points: 8.5% of what is paid instead of 7%." in words(side.changes)
    assert findings(side.changes, Status.OK) == [
        "Back in points: 8.5% of what is paid instead of 7%."
    ]
    QTest.keyClick(house.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    tried(page)
    assert stored(house, "earning.percent") == "7"
    assert field(page, "earning.percent").text() == "7"


def test_what_cannot_be_is_told_at_its_field_and_stays_as_typed(house: House) -> None:
    page = begin_draft(house)
    percent = field(page, "earning.percent")
    retype(percent.line, "140")
    assert percent.error().startswith("Allowed: a text from “0” to “100”")
    assert percent.text() == "140"
    assert stored(house, "earning.percent") == "7"
    hold = field(page, "earning.hold_days")
    retype(hold.line, "3000")
    assert "730" in hold.error() or "days points live" in hold.error()


def test_gates_turn_red_by_how_much_and_publishing_waits_for_the_requisites(house: House) -> None:
    page = begin_draft(house)
    retype(field(page, "earning.percent").line, "1")
    tried(page)
    side = page.draft_part.side
    red = findings(side.gates, Status.DANGER)
    assert [title[:2] for title in red] == ["M1", "M3", "M7"]
    assert findings(side.checks, Status.DANGER) == [
        "Clear and legally formed",
        "The staff know every detail",
        "Worth having, not a sham",
    ]
    assert not side.publish_button.isEnabled()
    side.asked_place.emit("settings:clinic")
    settle()
    assert house.window.shown == "settings"


def test_a_version_is_published_by_keys_and_ends_the_one_before(house: House) -> None:
    page = begin_draft(house, complete=True)
    retype(field(page, "earning.percent").line, "8")
    tried(page)
    learn(page)
    side = page.draft_part.side
    assert side.publish_button.isEnabled()
    side.publish_button.setFocus()
    QTest.keyClick(side.publish_button, Qt.Key.Key_Return)
    settle()
    (dialog,) = house.window.findChildren(PublishDialog)
    assert "2 Dec 2026" in dialog.about.text()
    dialog.go_button.setFocus()
    QTest.keyClick(dialog.go_button, Qt.Key.Key_Return)
    settle()
    rows = house.screens.actions.ask(partial(versions, day=TODAY))
    assert [(row.number, row.status) for row in rows] == [
        (2, VersionStatus.PUBLISHED),
        (1, VersionStatus.PUBLISHED),
    ]
    assert rows[1].valid_until == date(2026, 12, 1)
    assert "Back in points: 8% of what is paid instead of 7%." in words(page.sheet.changed)
    assert page.print_button.isVisible()
    back_to(house)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    settle()
    assert "7% of what you pay" in words(page.sheet)


def test_a_draft_is_thrown_away_and_brought_back(house: House) -> None:
    page = begin_draft(house)
    page.draft_part.side.discard_button.click()
    settle()
    assert len(page.time_line.stops) == 1
    QTest.keyClick(house.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert len(page.time_line.stops) == 2


def test_a_promotion_is_added_with_its_days_and_faults_stand_beside_their_fields(
    house: House, type_text: TypeText
) -> None:
    page = begin_draft(house)
    page.draft_part.promotions.add_button.click()
    settle()
    (dialog,) = house.window.findChildren(PromotionDialog)
    for name, text in (("ru", "Зима"), ("uk", "Зима"), ("en", "Winter")):
        type_text(dialog.names[name].line, text)
    QTest.keyClicks(dialog.first.line, "01.01.2027")
    QTest.keyClicks(dialog.last.line, "01.12.2026")
    QTest.keyClicks(dialog.benefit.line, "0,5")
    dialog.save_button.click()
    settle()
    assert dialog.benefit.error() == "Allowed: a decimal text of at least “1”."
    assert dialog.last.error() == "Allowed: 2027-01-01 or later."
    retype(dialog.benefit.line, "2")
    retype(dialog.last.line, "31.01.2027")
    dialog.save_button.click()
    tried(page)
    shown = words(page.draft_part.promotions)
    assert "Winter" in shown
    assert "1 Jan 2027 to 31 Jan 2027 inclusive · points × 2" in shown
    page.draft_part.promotions.removed.emit(0)
    tried(page)
    assert "There is no promotion." in words(page.draft_part.promotions)


def test_a_group_of_services_is_taken_out_by_its_tick(house: House) -> None:
    page = begin_draft(house)
    tick = page.draft_part.groups.ticks["earning", "dentistry"]
    tick.setFocus()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    settle()
    excluded = stored(house, "earning.excluded_groups")
    assert isinstance(excluded, list)
    assert "dentistry" in excluded
    assert "Points are not earned on:" in words(page.draft_part.groups)


def test_points_that_never_lapse_need_no_life(house: House) -> None:
    page = begin_draft(house)
    life = page.draft_part.life
    life.typed.emit("expiry.mode", "never")
    settle()
    assert "Points do not expire." in words(life)
    assert not life.amount.isVisible()
    life.typed.emit("expiry.mode", "after_earning")
    settle()
    assert life.amount.text() == "24"
    life.unit.chosen.emit("days")
    settle()
    assert life.amount.text() == "732"


def test_last_month_is_played_under_the_draft(house: House) -> None:
    page = begin_draft(house)
    page.draft_part.side.month_button.click()
    tried(page)
    said = page.draft_part.side.month_words.text()
    assert said.startswith("October 2026, as it was: families got 0 points")
    assert said.endswith("For this month there would be no difference.")


def test_the_end_needs_notice_and_is_said_on_the_page(house: House) -> None:
    page = programme(house)
    page.end_button.click()
    settle()
    (dialog,) = house.window.findChildren(EndDialog)
    for typed, fault in (("soon", "Enter a day"), ("03.11.2026", "Patients are told 30 days")):
        retype(dialog.day.line, typed)
        assert dialog.day.error().startswith(fault)
    retype(dialog.day.line, "31.12.2026")
    assert page.sheet.strip.text().startswith("The programme ends on 31 Dec 2026")
    assert not page.end_button.isVisible()
    back_to(house)
    QTest.keyClick(house.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert not page.sheet.strip.isVisible()


def test_the_reference_patients_are_the_clinic_s_choice(house: House) -> None:
    page = begin_draft(house)
    side = page.draft_part.side
    side.reference_button.click()
    settle()
    (dialog,) = house.window.findChildren(ReferenceDialog)
    assert dialog.bill.text() == "3000"
    retype(dialog.months.line, "0")
    dialog.save_button.click()
    settle()
    assert dialog.months.error() == "Allowed: 1 to 24 months."
    retype(dialog.bill.line, "5 000,50")
    retype(dialog.months.line, "6")
    dialog.save_button.click()
    tried(page)
    assert side.example.about.text().startswith("An average bill of 5,000.50")
    assert "alone comes 2 times a year, a family of 4 8 times" in side.example.about.text()
    back_to(house)
    QTest.keyClick(house.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    tried(page)
    assert side.example.about.text().startswith("An average bill of 3,000")


def test_the_owner_publishes_a_sham_in_writing_and_the_page_says_so(house: House) -> None:
    owner = house.screens.seat.require()
    house.screens.seat.sit(replace(owner, role=Role.OWNER))
    page = begin_draft(house, complete=True)
    retype(field(page, "earning.percent").line, "1")
    tried(page)
    learn(page)
    page.draft_part.side.publish_button.click()
    settle()
    (dialog,) = house.window.findChildren(PublishDialog)
    dialog.go_button.click()
    assert dialog.reason.error() == "Enter the reason."
    QTest.keyClicks(dialog.reason.area, "for one month only")
    dialog.go_button.click()
    settle()
    assert page.sheet.override.isVisible()
    assert page.sheet.override.text().endswith("for one month only")


def test_the_record_of_who_holds_an_old_sheet_says_what_has_changed(
    house: House, clock: SetClock
) -> None:
    page = begin_draft(house, complete=True)
    run = house.screens.actions.run
    people: list[int] = []
    register = partial(register_patient, last_name="Sokolova", first_name="Marina", no_phone=True)
    run(register, done=people.append, quiet=True)
    born = partial(
        change_patient, patient_id=people[0], field="birth_date", value=date(1988, 5, 14)
    )
    run(born, quiet=True)
    assert run(partial(join_programme, patient_id=people[0]), quiet=True)
    retype(field(page, "earning.percent").line, "8")
    tried(page)
    learn(page)
    page.draft_part.side.publish_button.click()
    settle()
    (dialog,) = house.window.findChildren(PublishDialog)
    dialog.go_button.click()
    settle()
    patients = house.go("patients", people[0])
    assert isinstance(patients, PatientsPage)
    assert not patients.record.overview.old_sheet.isVisible()
    clock.advance(timedelta(days=40))
    patients.arrive(people[0])
    settle()
    card = patients.record.overview.old_sheet
    assert card.isVisible()
    assert "They hold version 1." in words(card)
    assert "Back in points: 8% of what is paid instead of 7%." in words(card)
