"""Acting, asking and working long over a real file: toasts, Undo, refusals, Cancel."""

import threading
from functools import partial
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from reception.changes import Changes, Done, Topic
from reception.errors import InvalidInput, NotSignedIn, ReceptionError
from reception.progress import Progress
from reception.queries.clinic import clinic_facts
from reception.services.clinic import change_clinic
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.ui.errors import explain, write_report
from reception.ui.jobs import DIALOG_AFTER_MS, ProgressDialog
from reception.ui.notices import MistakeWindow
from tests.ui.house import House, settle, until


def name(house: House) -> str:
    return house.screens.actions.ask(clinic_facts).name


def test_an_action_is_stored_told_and_taken_back(house: House) -> None:
    told: list[Changes] = []
    house.screens.actions.committed.connect(told.append)
    house.screens.actions.run(partial(change_clinic, field="name", value="Новая клиника"))
    assert name(house) == "Новая клиника"
    assert told[0].touch(Topic.CLINIC)
    assert house.screens.notify.text == "Saved."
    house.screens.notify.toasts.undo()
    assert name(house) == "Клиника"


def test_a_quiet_action_says_nothing(house: House) -> None:
    house.screens.actions.run(
        partial(change_clinic, field="name", value="Тихая клиника"), quiet=True
    )
    assert house.screens.notify.text == ""


def test_a_refusal_is_said_with_its_way_out_or_given_to_the_form(house: House) -> None:
    given: list[ReceptionError] = []
    actions = house.screens.actions
    assert not actions.run(partial(change_clinic, field="name", value=" "))
    assert house.screens.notify.text == "Enter the name of the clinic."
    assert not actions.run(partial(change_clinic, field="name", value=""), failed=given.append)
    assert isinstance(given[0], InvalidInput)
    assert given[0].field == "name"
    assert name(house) == "Клиника"


def test_nobody_at_the_desk_does_nothing(house: House) -> None:
    given: list[ReceptionError] = []
    house.screens.seat.sit(None)
    house.screens.actions.run(
        partial(change_clinic, field="name", value="Ничья"), failed=given.append
    )
    assert isinstance(given[0], NotSignedIn)
    assert name(house) == "Клиника"


def test_every_action_knows_its_actor_and_its_name(house: House) -> None:
    from sqlalchemy import text

    house.screens.actions.run(partial(partial(change_clinic, field="name"), value="Имя"))

    def last_audit(session: Any) -> Any:
        return session.execute(
            text("SELECT action, actor_name FROM audit ORDER BY id DESC LIMIT 1")
        ).one()

    assert tuple(house.screens.actions.ask(last_audit)) == ("change_clinic", "Анна Орлова")


# --- Long work --------------------------------------------------------------------------------


def rename_slowly(uow: UnitOfWork, *, gate: threading.Event, progress: Progress) -> Done[str]:
    uow.clinic.name = "Переименована"
    for step in range(1000):
        progress.report(step, 1000, msg("Copying and checking"))
        if gate.wait(0.02):
            break
    return Done("готово", msg("Saved."))


def test_long_work_commits_and_is_told(qtbot: QtBot, house: House) -> None:
    gate = threading.Event()
    done: list[str] = []
    gate.set()
    house.screens.jobs.run(partial(rename_slowly, gate=gate), title="…", done=done.append)
    until(lambda: done, "the job")
    assert (done, name(house)) == (["готово"], "Переименована")
    assert house.screens.notify.text == "Saved."


def test_long_work_shows_its_progress_and_cancel_leaves_nothing(qtbot: QtBot, house: House) -> None:
    gate = threading.Event()
    done: list[str] = []
    house.screens.jobs.run(partial(rename_slowly, gate=gate), title="Долго", done=done.append)
    assert house.window.findChild(ProgressDialog) is None
    qtbot.wait(DIALOG_AFTER_MS + 200)
    dialog = house.window.findChild(ProgressDialog)
    assert dialog is not None
    assert dialog.title.text() == "Долго"
    assert dialog.bar.maximum() == 1000
    assert dialog.doing.text() == "Copying and checking"
    dialog.cancel_button.click()
    until(lambda: not house.screens.jobs.is_busy, "the job to stop")
    settle()
    assert (done, name(house)) == ([], "Клиника")
    assert house.screens.notify.text == "Stopped; nothing was changed."
    assert house.window.findChild(ProgressDialog) is None


def test_closing_the_window_stops_what_runs(house: House) -> None:
    house.screens.jobs.run(partial(rename_slowly, gate=threading.Event()), title="…")
    house.window.close()
    assert not house.workplace._jobs


def test_a_mistake_in_long_work_is_told_once_with_a_report(house: House, log_watch: Any) -> None:
    log_watch.expect("unexpected ZeroDivisionError")

    def fall(progress: Progress) -> None:
        raise ZeroDivisionError("Иванова Анна, +79161234567")

    house.screens.jobs.do(fall, title="…", done=lambda _value: None)
    until(lambda: house.window.findChild(MistakeWindow), "the window of mistakes")
    window = house.window.findChild(MistakeWindow)
    assert window is not None
    assert "mistake" in window.about.text()
    window.accept()


# --- Words for errors -------------------------------------------------------------------------


def test_a_report_names_places_and_no_data() -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        raise ZeroDivisionError("Иванова Анна, +79161234567")
    report = write_report(caught.value)
    assert "ZeroDivisionError" in report
    assert "test_actions.py" in report
    assert "Иванова" not in report
    assert "7916" not in report


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (PermissionError(13, "denied", "list.csv"), "list.csv cannot be written or read."),
        (FileNotFoundError(2, "gone", "list.csv"), "list.csv is not there any more."),
        (OSError(28, "full", "list.csv"), "The system could not use list.csv."),
    ],
)
def test_troubles_with_files_are_told_with_a_way_out(error: OSError, part: str) -> None:
    explanation = explain(error)
    assert explanation.text == part
    assert explanation.way_out
    assert not explanation.unexpected
