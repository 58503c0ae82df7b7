"""Long work lets an action at the desk pass: the action goes first, the work begins anew."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text

from reception.changes import Done
from reception.progress import Progress
from reception.services.clinic import change_clinic
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.ui.jobs import ProgressDialog
from tests.ui.house import House, until


def write_long(
    uow: UnitOfWork, *, begun: list[str], gate: threading.Event, progress: Progress
) -> Done[int]:
    """Holds the only right to write, and reports until it may end."""
    begun.append(uow.clinic.name)
    uow.clinic.legal_name = "ООО"
    for step in range(10_000):
        progress.report(step, 10_000, msg("Writing the patients…"))
        if gate.wait(0.01):
            break
    return Done(len(begun), msg("Saved."))


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    made = threading.Event()
    yield made
    made.set()


def test_an_action_at_the_desk_goes_first(house: House, gate: threading.Event) -> None:
    begun: list[str] = []
    done: list[int] = []
    shown: list[Any] = []
    work = partial(write_long, begun=begun, gate=gate)
    house.screens.jobs.run(work, title="…", done=done.append, shown=shown.append)
    until(lambda: begun, "the work to begin")
    assert house.screens.actions.run(partial(change_clinic, field="name", value="Тихая"))
    assert done == []
    gate.set()
    until(lambda: done, "the work to end")
    assert begun == ["Клиника", "Тихая"]
    assert done == [2]
    assert house.window.findChild(ProgressDialog) is None
    assert shown[-1] is None


def count_long(uow: UnitOfWork, *, begun: list[str], progress: Progress) -> Done[int]:
    """One statement that takes very long the first time; it never looks up by itself."""
    begun.append(uow.clinic.name)
    uow.clinic.legal_name = "ООО"
    uow.session.flush()
    rows = 10**10 if len(begun) == 1 else 10
    counted = text(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)"
        " SELECT count(*) FROM n"
    )
    return Done(uow.session.scalar(counted, {"rows": rows}) or 0)


def test_a_long_statement_gives_way_in_its_middle(house: House) -> None:
    begun: list[str] = []
    done: list[int] = []
    shown: list[Any] = []
    work = partial(count_long, begun=begun)
    house.screens.jobs.run(work, title="…", done=done.append, shown=shown.append)
    until(lambda: begun, "the work to begin")
    assert house.screens.actions.run(partial(change_clinic, field="name", value="Тихая"))
    until(lambda: done, "the work to end")
    assert begun == ["Клиника", "Тихая"]
    assert done == [10]


def test_what_gave_way_can_be_stopped_while_it_waits(house: House, gate: threading.Event) -> None:
    begun: list[str] = []
    shown: list[Any] = []
    house.screens.jobs.run(
        partial(write_long, begun=begun, gate=gate), title="…", shown=shown.append
    )
    until(lambda: begun and shown, "the work to begin")
    assert house.screens.actions.run(partial(change_clinic, field="name", value="Тихая"))
    shown[0].cancel()
    until(lambda: not house.screens.jobs.is_busy, "the work to stop")
    assert house.screens.notify.text == "Stopped; nothing was changed."
    assert len(begun) == 1
