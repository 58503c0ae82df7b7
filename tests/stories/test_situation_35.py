"""Situation 35: “nobody told me”, and the log says told: no argument, the apology, both records stay."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt

from reception.clock import SetClock
from reception.rules.prompt_choice import Silence, SilenceReason
from reception.services.mentions import record_mention
from reception.translation import Language
from reception.values.choices import Channel, MentionOutcome
from tests.stories.people import do_by_name
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import enter, mentions


def told_by_olga(desk: AtDesk, person: int) -> None:
    """Olga told her, so the log says."""
    desk.act(
        record_mention,
        listener_id=person,
        outcome=MentionOutcome.LATER,
        channel=Channel.CHECK_IN,
        situation="P4",
        variant="1",
        language=Language.RU,
        seconds_shown=3,
    )


def test_no_argument_and_the_old_record_stays(small_desk: AtDesk, clock: SetClock) -> None:
    desk = small_desk
    anna = enter(desk, "Котова", "Анна", date(1990, 5, 6), phone="89161234567", visits=2)
    told_by_olga(desk, anna)
    (before,) = mentions(desk)
    clock.advance(timedelta(days=20))
    desk.house.window.watch.touched = clock.now()
    desk.page.open_person(anna)
    desk.press(Qt.Key.Key_F5)
    panel = desk.opened()
    assert panel is not None
    assert isinstance(panel.prompt, Silence)
    assert panel.prompt.reason is SilenceReason.TOLD_RECENTLY

    desk.press(
        Qt.Key.Key_O,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert "Does not remember being told. Do not argue, say now:" in desk.words(desk.page.side)
    assert panel.apology is not None
    assert " ".join(panel.apology.text.split()) in desk.words(desk.page.side.said)
    old, new = mentions(desk)
    assert (old.id, old.outcome, old.hash) == (before.id, before.outcome, before.hash)
    assert (new.outcome, new.situation) == (MentionOutcome.NOT_REMEMBERED, "P11")

    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [row.reverses_id for row in mentions(desk)] == [None, None, new.id]


def test_who_was_really_never_told_is_recorded_as_that(small_desk: AtDesk) -> None:
    desk = small_desk
    anna = enter(desk, "Котова", "Анна", date(1990, 5, 6), phone="89161234567", visits=2)
    desk.page.open_person(anna)
    desk.press(Qt.Key.Key_F5)
    do_by_name(desk, "Says nobody told them: apologise")
    (row,) = mentions(desk)
    assert row.outcome is MentionOutcome.NEVER_HEARD
