"""A call: identified, booked, the balance only then, one sentence about the card; a new caller kept."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from sqlalchemy import select

from reception.models import AuditRow, Lead, Patient, Visit
from reception.queries.work_queue import work_queue
from reception.ui.lead_form import LeadForm
from reception.ui.pages.aftercare.leads_part import LeadsPart
from reception.ui.pages.aftercare.page import AftercarePage
from reception.ui.pages.desk.booking_form import BookingForm
from reception.ui.pages.desk.call_form import CallForm
from reception.values.aftercare import ContactReason, NextStep
from reception.values.choices import Channel, MentionOutcome, VisitStatus
from tests.clinics import MONDAY_MORNING
from tests.stories.people import TODAY, every, marina_joins
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import enter, fill, mentions
from tests.ui.house import settle, until

CTRL = Qt.KeyboardModifier.ControlModifier


def calls(desk: AtDesk) -> CallForm:
    """Ctrl+H: who calls?"""
    desk.press(Qt.Key.Key_H, CTRL)
    form = desk.form()
    assert isinstance(form, CallForm)
    return form


def says(desk: AtDesk, form: CallForm, **said: str) -> None:
    """What the caller says, typed field by field."""
    for name, text in said.items():
        fill(desk, form.fields[name].line, text)


def is_identified(form: CallForm) -> bool:
    """Whether what the caller said so far proves who it is."""
    return form._found[0].is_identified


def test_a_caller_is_identified_booked_and_told(small_desk: AtDesk) -> None:
    desk = small_desk
    anna = enter(desk, "Котова", "Анна", date(1990, 5, 6), phone="89161234567", visits=1)
    form = calls(desk)
    says(desk, form, name="Котова Анна")
    assert "nothing agrees" not in form._found[0].name
    assert not is_identified(form)
    says(desk, form, birth_date="06.05.1990")
    assert is_identified(form)
    desk.press(Qt.Key.Key_Return)
    panel = desk.opened()
    assert panel is not None
    assert panel.patient_id == anna
    assert "On the telephone, identified" in desk.page.calls.strip.text()

    desk.press(Qt.Key.Key_B, CTRL)
    booking = desk.form()
    assert isinstance(booking, BookingForm)
    fill(desk, booking.fields["day"].line, "+7")
    desk.press(Qt.Key.Key_Return)
    planned = [one for one in every(desk, Visit) if one.status is VisitStatus.PLANNED]
    assert [one.day for one in planned] == [TODAY + timedelta(days=7)]

    until(lambda: desk.has_focus(desk.page.side.prompt), "the prompt")
    assert desk.page.side.prompt.prompt is not None
    assert desk.page.side.prompt.prompt.channel is Channel.PHONE
    desk.press(Qt.Key.Key_2)
    until(lambda: bool(mentions(desk)), "the answer")
    (said,) = mentions(desk)
    assert (said.channel, said.outcome, said.visit_id, said.listener_id) == (
        Channel.PHONE,
        MentionOutcome.LATER,
        None,
        anna,
    )
    actions = [one.action for one in every(desk, AuditRow)]
    assert "begin_call" in actions


def test_without_two_proofs_no_balance_stands_on_the_screen(small_desk: AtDesk) -> None:
    desk = small_desk
    marina_joins(desk)
    assert "point" in desk.words(desk.page.side.header)
    form = calls(desk)
    says(desk, form, name="Соколова Марина", birth_date="01.01.1970", phone="89990001122")
    desk.press(Qt.Key.Key_Return)
    panel = desk.opened()
    assert panel is not None
    assert panel.account is None
    assert "point" not in desk.words(desk.page.side.header)
    assert "not identified" in desk.page.calls.strip.text()

    desk.page.open_person(panel.patient_id)  # still the same call
    assert desk.opened() is not None
    form = calls_again(desk)
    says(desk, form, name="Соколова Марина", birth_date="", phone="89161234567")
    desk.press(Qt.Key.Key_Return)
    panel = desk.opened()
    assert panel is not None
    assert panel.account is not None


def calls_again(desk: AtDesk) -> CallForm:
    """Somebody else is called to the phone: Esc ends the call."""
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Escape)
    return calls(desk)


def test_a_new_caller_is_kept_called_back_and_entered(small_desk: AtDesk) -> None:
    desk = small_desk
    form = calls(desk)
    says(desk, form, name="Лебедева Инна", phone="89165550011")
    form.lead_button.click()
    settle()
    work = desk.form()
    assert work is not None
    lead = work.findChild(LeadForm)
    assert isinstance(lead, LeadForm)
    assert (lead.name.text(), lead.phone.text()) == ("Лебедева Инна", "89165550011")
    fill(desk, lead.question.line, "принимает ли аллерголог по субботам")
    desk.press(Qt.Key.Key_Return)
    assert "Say what comes next" in desk.words(lead)
    lead.step.set_value(NextStep.CALL_BACK)
    lead.step.chosen.emit(NextStep.CALL_BACK)
    fill(desk, lead.day.line, "+0")
    desk.press(Qt.Key.Key_Return)
    (kept,) = every(desk, Lead)
    assert (kept.next_step, kept.next_on) == (NextStep.CALL_BACK, TODAY)

    rows = desk.ask(work_queue, day=TODAY, now=MONDAY_MORNING)
    assert [(one.reason, one.name) for one in rows] == [(ContactReason.CALL_BACK, "Лебедева Инна")]
    page = desk.house.go("aftercare")
    assert isinstance(page, AftercarePage)
    desk.activate()
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_1)  # reached
    until(lambda: not desk.ask(work_queue, day=TODAY, now=MONDAY_MORNING), "the queue is empty")
    page.filters.choose("leads")
    settle()
    part = page.parts["leads"]
    assert isinstance(part, LeadsPart)
    assert "reached: what comes next?" in desk.words(part)
    assert (part.last_name.text(), part.first_name.text()) == ("Лебедева", "Инна")
    part.enter_button.click()
    settle()
    inna = desk.ask(
        lambda session: session.scalars(
            select(Patient).where(Patient.last_name == "Лебедева")
        ).one()
    )
    (kept,) = every(desk, Lead)
    assert kept.patient_id == inna.id
    panel = desk.opened()
    assert panel is not None
    assert panel.patient_id == inna.id
