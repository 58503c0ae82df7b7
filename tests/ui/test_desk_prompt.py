"""The prompt at the desk: one digit answers, nothing else does, and Undo brings it back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from reception.rules.prompts import Situation
from reception.values.choices import MentionOutcome, NotNowReason
from tests.knowledge import learn_at_desk
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import mentions

TODAY = date(2026, 11, 2)


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
    if outcome is MentionOutcome.WILL_FIND_OUT:
        assert desk.form() is not None, "the question is asked for"
        desk.press(Qt.Key.Key_Escape)
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


def test_who_still_learns_reads_the_phrase_as_it_stands(desk: AtDesk, here: int) -> None:
    learning, prompt = desk.page.learning, desk.page.side.prompt
    assert learning.strip.isVisible()
    assert prompt.lead.text() == "Read it as it stands:"
    assert not prompt.objections_button.isVisible()
    learn_at_desk(desk.house.screens, 1)
    desk.page.refresh()
    assert not learning.strip.isVisible()
    assert prompt.lead.text() == "Say, in your own words:"
    assert prompt.objections_button.isVisible()


def test_objections_are_one_key_away(desk: AtDesk, here: int) -> None:
    learn_at_desk(desk.house.screens, 1)
    desk.page.refresh()
    assert not desk.page.side.prompt.objections.isVisible()
    desk.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert desk.page.side.prompt.objections.isVisible()
    prompt = desk.page.side.prompt.prompt
    assert prompt is not None
    assert " ".join(prompt.objections[0].answer.split()) in desk.words(desk.page.side.prompt)


# --- The day ------------------------------------------------------------------------------------
