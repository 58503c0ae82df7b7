"""The list behind a figure: whatever its numbers are numbers of, in rows a person can read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Card, Mention, Patient, PointsEntry, Staff, Task, Visit
from reception.queries.cards import stock_moves
from reception.queries.month_values import Behind, BehindKind
from reception.translation import Message, msg
from reception.values.card_number import group
from reception.values.choices import Relation, StockMove
from reception.values.labels import (
    card_label,
    entry_label,
    outcome_label,
    task_label,
    visit_status_label,
)

MOST_ROWS = 1000
_MOVES = {
    StockMove.RECEIVED: msg("received"),
    StockMove.ISSUED: msg("issued"),
    StockMove.RETURNED: msg("returned"),
    StockMove.SPOILED: msg("spoiled"),
    StockMove.LOST: msg("lost"),
    StockMove.COUNTED: msg("counted"),
}
_AT_ONCE = 500


@dataclass(frozen=True)
class BehindRow:
    """One case behind a figure.

    `patient_id` is whom to open, `counts` is False for a case that counts against the figure.
    """

    id: int
    patient_id: int | None
    name: str
    day: date | None
    detail: Message | str
    counts: bool = True


def behind_rows(session: Session, *, behind: Behind) -> list[BehindRow]:
    """The first thousand cases, those that count against the figure first."""
    if behind.kind is BehindKind.STOCK:
        return [
            BehindRow(
                row.id,
                None,
                "",
                row.day,
                msg("{kind}: {points}", kind=_MOVES[row.move], points=row.change),
            )
            for row in stock_moves(session)
        ]
    missed = set(behind.missed)
    ids = [*behind.missed, *(one for one in behind.ids if one not in missed)][:MOST_ROWS]
    found: dict[int, BehindRow] = {}
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        found.update({case.id: case for case in _READERS[behind.kind](session, part)})
    return [replace(found[one], counts=one not in missed) for one in ids if one in found]


def _name(last: str, first: str, patronymic: str) -> str:
    return " ".join(part for part in (last, first, patronymic) if part)


_NAMES = (Patient.id, Patient.last_name, Patient.first_name, Patient.patronymic)


def _patients(session: Session, ids: Sequence[int]) -> list[BehindRow]:
    rows = session.execute(select(*_NAMES, Patient.birth_date).where(Patient.id.in_(ids)))
    return [
        BehindRow(
            person,
            person,
            _name(last, first, patronymic),
            None,
            "" if born is None else msg("born {day}", day=born),
        )
        for person, last, first, patronymic, born in rows
    ]


def _households(session: Session, ids: Sequence[int]) -> list[BehindRow]:
    rows = session.execute(
        select(Patient.household_id, *_NAMES)
        .where(Patient.household_id.in_(ids))
        .order_by(Patient.relation != Relation.HEAD, Patient.id)
    )
    heads: dict[int, BehindRow] = {}
    for household, person, last, first, patronymic in rows:
        name = _name(last, first, patronymic)
        heads.setdefault(household, BehindRow(household, person, name, None, ""))
    return list(heads.values())


def _visits(session: Session, ids: Sequence[int]) -> list[BehindRow]:
    rows = session.execute(
        select(Visit.id, *_NAMES, Visit.day, Visit.status, Staff.name)
        .join(Patient, Patient.id == Visit.patient_id)
        .outerjoin(Staff, Staff.id == Visit.checked_in_by_id)
        .where(Visit.id.in_(ids))
    )
    return [
        BehindRow(
            visit,
            person,
            _name(last, first, patronymic),
            day,
            staff or visit_status_label(status),
        )
        for visit, person, last, first, patronymic, day, status, staff in rows
    ]


def _mentions(session: Session, ids: Sequence[int]) -> list[BehindRow]:
    rows = session.execute(
        select(Mention.id, *_NAMES, Mention.day, Mention.outcome, Mention.seconds_shown)
        .join(Patient, Patient.id == Mention.listener_id)
        .where(Mention.id.in_(ids))
    )
    return [
        BehindRow(
            mention,
            person,
            _name(last, first, patronymic),
            day,
            msg("{answer}, {seconds} s", answer=outcome_label(outcome), seconds=seconds),
        )
        for mention, person, last, first, patronymic, day, outcome, seconds in rows
    ]


def _cards(session: Session, ids: Sequence[int]) -> list[BehindRow]:
    rows = session.execute(
        select(Card.id, *_NAMES, Card.issued_on, Card.number, Card.state, Card.form)
        .join(Patient, Patient.id == Card.holder_id)
        .where(Card.id.in_(ids))
    )
    return [
        BehindRow(
            card,
            person,
            _name(last, first, patronymic),
            day,
            msg("{number}, {state}", number=group(number), state=card_label(state, form)),
        )
        for card, person, last, first, patronymic, day, number, state, form in rows
    ]


def _tasks(session: Session, ids: Sequence[int]) -> list[BehindRow]:
    rows = session.execute(
        select(Task.id, *_NAMES, Task.due_on, Task.kind)
        .outerjoin(Patient, Patient.id == Task.patient_id)
        .where(Task.id.in_(ids))
    )
    return [
        BehindRow(
            task,
            person,
            _name(last or "", first or "", patronymic or ""),
            due,
            task_label(kind),
        )
        for task, person, last, first, patronymic, due, kind in rows
    ]


def _entries(session: Session, ids: Sequence[int]) -> list[BehindRow]:
    rows = session.execute(
        select(
            PointsEntry.id, *_NAMES, PointsEntry.effective_on, PointsEntry.kind, PointsEntry.points
        )
        .outerjoin(Patient, Patient.id == PointsEntry.patient_id)
        .where(PointsEntry.id.in_(ids))
    )
    return [
        BehindRow(
            entry,
            person,
            _name(last or "", first or "", patronymic or ""),
            day,
            msg("{kind}: {points}", kind=entry_label(kind), points=points),
        )
        for entry, person, last, first, patronymic, day, kind, points in rows
    ]


def _staff(session: Session, ids: Sequence[int]) -> list[BehindRow]:
    rows = session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids)))
    return [BehindRow(member, None, name, None, "") for member, name in rows]


Reader = Callable[[Session, Sequence[int]], list[BehindRow]]
_READERS: dict[BehindKind, Reader] = {
    BehindKind.PATIENT: _patients,
    BehindKind.HOUSEHOLD: _households,
    BehindKind.VISIT: _visits,
    BehindKind.MENTION: _mentions,
    BehindKind.CARD: _cards,
    BehindKind.TASK: _tasks,
    BehindKind.ENTRY: _entries,
    BehindKind.STAFF: _staff,
}
