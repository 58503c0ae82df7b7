"""Killing the desk: after every kill what was acknowledged is there, once, and nothing by halves."""

from __future__ import annotations

import os
import random
import select as waiting
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import (
    AuditRow,
    Card,
    Mention,
    PointsEntry,
    PointsLot,
    Request,
    Visit,
)
from reception.storage.backup import check_file
from reception.storage.chains import verify_chains
from reception.storage.database import open_database
from tests.faults.desk_work import OLGA, START, again, work

LONGEST_LIFE = 0.4
"""Seconds until a desk is killed, at most."""


@dataclass
class Campaign:
    """What was acknowledged over all lives of the desk, and how often it was killed."""

    path: Path
    group: str
    said: dict[str, tuple[str, int]] = field(default_factory=dict)
    kills: int = 0
    last: int = 0

    def kill_one(self, chance: random.Random) -> None:
        """Let a desk work in a process of its own for a moment, kill it, and look at the file."""
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            try:
                work(self.path, self.group, write, self.last)
            finally:
                os._exit(1)
        os.close(write)
        told = _listen(read, chance.uniform(0.02, LONGEST_LIFE), lambda: _kill(child))
        os.close(read)
        os.waitpid(child, 0)
        for line in told.splitlines(keepends=True):
            if line.endswith("\n"):
                kind, request, row = line.split()
                self.said[request] = (kind, int(row))
                self.last = max(self.last, int(request.rsplit("-", 1)[1]))
        self.kills += 1
        self.last += 1  # the number that was under way may be stored and not told
        self.look()

    def look(self) -> None:
        """Everything that must hold of the file now; an AssertionError where it does not."""
        database = open_database(self.path, None)
        try:
            with database.reading() as session:
                _hold(session, self.said)
        finally:
            database.close()

    def look_closely(self) -> None:
        """The file itself, its chains, and that a repeated payment books nothing."""
        assert check_file(self.path, None) == []
        database = open_database(self.path, None)
        try:
            with database.reading() as session:
                assert verify_chains(session.connection()) == []
                before = session.scalar(select(func.count()).select_from(PointsEntry))
            paid = [(request, row) for request, (kind, row) in self.said.items() if kind == "pay"]
            if paid:
                request, visit = paid[-1]
                number = int(request.rsplit("-", 1)[1])
                with database.unit_of_work(now=START, actor=OLGA, action="check_out") as uow:
                    again(uow, visit, self.group, number)
            with database.reading() as session:
                assert session.scalar(select(func.count()).select_from(PointsEntry)) == before
        finally:
            database.close()


def _kill(child: int) -> None:
    os.kill(child, signal.SIGKILL)


def _listen(pipe: int, seconds: float, then: Callable[[], None]) -> str:
    """What the desk says until the time is up, and what was still in the pipe after `then`."""
    heard: list[bytes] = []
    end, killed = monotonic() + seconds, False
    while True:
        ready, _w, _x = waiting.select([pipe], [], [], max(0.0, end - monotonic()))
        if not killed and not ready:
            then()
            killed = True
            end = monotonic() + 5
            continue
        part = os.read(pipe, 65536) if ready else b""
        if not part:
            return b"".join(heard).decode()
        heard.append(part)
        if not killed and monotonic() >= end:
            then()
            killed = True
            end = monotonic() + 5


_KINDS = {"check_in": Visit, "pay": Visit, "mention": Mention, "card": Card}


def _hold(session: Session, said: dict[str, tuple[str, int]]) -> None:
    rows = session.execute(select(Request.id, Request.subject_id)).all()
    stored = {row.id: row.subject_id for row in rows}
    for request, (kind, row) in said.items():
        assert stored.get(request) == row, f"{request} was acknowledged and is not stored"
        assert session.get(_KINDS[kind], row) is not None
    done = Counter(request.rsplit("-", 1)[0] for request in stored)
    audited = Counter(session.scalars(select(AuditRow.action)).all())
    assert audited["check_in"] == done["check_in"] == _count(session, Visit)
    assert audited["record_mention"] == done["mention"] == _count(session, Mention)
    assert audited["check_out"] == done["pay"]
    assert audited["issue_card"] == done["card"] == _count(session, Card)
    paid = session.scalars(select(Visit).where(Visit.paid_at.is_not(None))).all()
    assert len(paid) == done["pay"]
    assert all(visit.paid_minor == visit.bill_minor > 0 for visit in paid)
    left = session.scalar(select(func.sum(PointsLot.left))) or 0
    booked = session.scalar(select(func.sum(PointsEntry.points))) or 0
    assert left == booked, "the lots and the ledger disagree"
    orphans = select(Visit.id).where(Visit.paid_at.is_(None), Visit.bill_minor > 0)
    assert session.scalars(orphans).all() == [], "half a payment"


def _count(session: Session, kind: type) -> int:
    return session.scalar(select(func.count()).select_from(kind)) or 0
