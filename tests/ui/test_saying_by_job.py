"""Who says what: the words of one's own job, while waiting, and a question written down once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from reception.changes import Done
from reception.models import Nuance, Staff, Task
from reception.rules.prompt_choice import Prompt
from reception.values.choices import Channel, Job, TaskKind
from tests.stories.people import every, sits_down
from tests.ui.at_desk import AtDesk, ChosenFolder
from tests.ui.desk_day import enter, mentions
from tests.ui.house import House, settle

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(house: House, type_text: Callable[[object, str], None], tmp_path: Path) -> AtDesk:
    """Somebody at the desk."""
    return AtDesk(house, type_text, ChosenFolder(tmp_path))


def works_as(desk: AtDesk, job: Job) -> None:
    """Olga has this job, and sits down."""

    def change(uow):
        row = uow.session.query(Staff).filter_by(login="olga").one()
        row.job = job
        return Done(None)

    desk.act(change)
    sits_down(desk, "olga")


@pytest.mark.parametrize(
    ("job", "channel"),
    [
        (Job.ADMINISTRATOR, Channel.CHECK_IN),
        (Job.CASHIER, Channel.CHECKOUT),
        (Job.NURSE, Channel.WAITING),
    ],
)
def test_who_is_here_is_told_in_the_words_of_the_job(
    desk: AtDesk, job: Job, channel: Channel
) -> None:
    works_as(desk, job)
    anna = enter(desk, "Котова", "Анна", date(1990, 5, 6), phone="89161234567", visits=1)
    desk.page.open_person(anna)
    desk.press(Qt.Key.Key_F5)
    prompt = desk.page.side.prompt.prompt
    assert prompt is not None
    assert prompt.channel is channel


def test_the_contact_centre_has_the_words_of_the_phone_and_no_balance(desk: AtDesk) -> None:
    works_as(desk, Job.CONTACT_CENTRE)
    anna = enter(desk, "Котова", "Анна", date(1990, 5, 6), phone="89161234567", visits=1)
    desk.page.open_person(anna)
    settle()
    panel = desk.opened()
    assert panel is not None
    assert isinstance(panel.prompt, Prompt)
    assert panel.prompt.channel is Channel.PHONE
    desk.press(Qt.Key.Key_F5)  # and yet she stands here
    prompt = desk.page.side.prompt.prompt
    assert prompt is not None
    assert prompt.channel is Channel.CHECK_IN


def test_what_is_said_while_they_wait_is_one_key_away(desk: AtDesk) -> None:
    anna = enter(desk, "Котова", "Анна", date(1990, 5, 6), phone="89161234567", visits=1)
    desk.page.open_person(anna)
    desk.press(Qt.Key.Key_E, CTRL)
    assert desk.toast() == "Open somebody who is here first."
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_E, CTRL)
    prompt = desk.page.side.prompt.prompt
    assert prompt is not None
    assert prompt.channel is Channel.WAITING
    assert desk.has_focus(desk.page.side.prompt)


def test_a_question_is_owed_once_and_undone_alone(desk: AtDesk) -> None:
    anna = enter(desk, "Котова", "Анна", date(1990, 5, 6), phone="89161234567", visits=1)
    desk.page.open_person(anna)
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_5)
    desk.wait(lambda: desk.form() is not None, "the question")
    desk.press(Qt.Key.Key_Return)
    assert "Write it in a few words." in desk.words(desk.form())
    desk.type("считаются ли анализы на дому")
    desk.press(Qt.Key.Key_Return)
    assert desk.form() is None
    (nuance,) = every(desk, Nuance)
    owed = [one for one in every(desk, Task) if one.kind is TaskKind.ANSWER_OWED]
    assert [(one.id, one.note) for one in owed] == [
        (nuance.task_id, "считаются ли анализы на дому")
    ]
    assert len(mentions(desk)) == 1
    desk.press(Qt.Key.Key_Z, CTRL)
    (nuance,) = every(desk, Nuance)
    assert nuance.dropped_at is not None
    assert len([one for one in every(desk, Task) if one.kind is TaskKind.ANSWER_OWED]) == 1
