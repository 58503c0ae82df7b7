"""What went wrong in a period, first of all, and what the reader must know before the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from reception.models import Task
from reception.queries.month_honesty import period_ticks
from reception.queries.month_values import (
    BeganFrom,
    Behind,
    BehindKind,
    MinusEvent,
    UntoldFamily,
)
from reception.rules.honesty import hasty as hasty_ticks
from reception.rules.indicators import JudgedVisit
from reception.translation import Message, msg
from reception.values.choices import TaskKind
from reception.values.period import Period


def minus_events(
    session: Session,
    judged: Sequence[JudgedVisit],
    families: Sequence[UntoldFamily],
    without: Sequence[date],
    period: Period,
    as_of: date,
) -> tuple[MinusEvent, ...]:
    """What went wrong, first of all: it is mended before anything is praised (S0.13)."""
    missed = [row.visit.visit for row in judged if row.eligible and not row.visit.mentioned]
    hasty = hasty_ticks(period_ticks(session, period))
    found = [
        MinusEvent(
            msg("Families never told"),
            len(families),
            behind=Behind.of(BehindKind.HOUSEHOLD, (row.household_id for row in families)),
        ),
        MinusEvent(
            msg("Visits on which nobody told"),
            len(missed),
            behind=Behind.of(BehindKind.VISIT, missed),
        ),
        MinusEvent(
            msg("Days without plastic"), len(without), behind=Behind.of(BehindKind.STOCK, ())
        ),
        *_overdue(session, as_of),
        MinusEvent(
            msg("Ticks faster than anybody can tell"),
            len(hasty),
            behind=Behind.of(BehindKind.MENTION, hasty),
        ),
    ]
    return tuple(event for event in found if event.count)


def _overdue(session: Session, as_of: date) -> list[MinusEvent]:
    """Promises that were late at the end of the period, by kind, with the oldest day."""
    titles = {
        TaskKind.RECOVERY: msg("Apologies overdue"),
        TaskKind.ANSWER_OWED: msg("Answers overdue"),
        TaskKind.PLASTIC_OWED: msg("Plastic cards overdue"),
        TaskKind.SHEET_OWED: msg("Rules sheets overdue"),
        TaskKind.SIGNATURE_OWED: msg("Signatures overdue"),
        TaskKind.CARDS_REORDER: msg("Orders of cards overdue"),
    }
    rows = session.execute(
        select(Task.id, Task.kind, Task.due_on)
        .where(
            Task.due_on < as_of,
            or_(Task.closed_at.is_(None), func.date(Task.closed_at) > as_of),
        )
        .order_by(Task.due_on, Task.id)
    ).all()
    kinds = Counter(kind for _id, kind, _due in rows)
    return [
        MinusEvent(
            titles[kind],
            kinds[kind],
            min(due for _id, each, due in rows if each is kind),
            Behind.of(BehindKind.TASK, (task for task, each, _due in rows if each is kind)),
        )
        for kind in TaskKind
        if kinds[kind]
    ]


def report_remarks(
    period: Period,
    as_of: date,
    began: date | None,
    began_from: BeganFrom | None,
    judged: Sequence[JudgedVisit],
    first_visit: date | None,
) -> tuple[Message, ...]:
    """What the reader must know before the figures; `first_visit` the first day of any visit."""
    said = _about_beginning(period, began, began_from)
    if as_of < period.last:
        said.append(msg("The period is not over: figures through {day}.", day=as_of))
    if first_visit is None:
        said.append(msg("No visit was ever entered: the figures begin with the first one."))
    elif period.first < first_visit <= period.last:
        said.append(
            msg("The first visit known here is of {day}: there is nothing before.", day=first_visit)
        )
    if len(judged) == 1:
        said.append(msg("There was one visit: a share of one case says nothing yet."))
    if not judged and first_visit is not None:
        said.append(msg("There was no visit in this period."))
    return tuple(said)


def _about_beginning(
    period: Period, began: date | None, began_from: BeganFrom | None
) -> list[Message]:
    said: list[Message] = []
    if began is None:
        said.append(msg("No programme is published: nobody could be told."))
    elif began_from is BeganFrom.NAMED:
        said.append(msg("The programme began on {day}, as the clinic says.", day=began))
    elif began_from is BeganFrom.HISTORY:
        said.append(
            msg(
                "Start of the programme taken from the first visit in the history, {day}.",
                day=began,
            )
        )
    else:
        said.append(msg("The programme began with its first version on {day}.", day=began))
    if began is not None and period.last < began:
        said.append(msg("The programme had not begun in this period: there was nothing to tell."))
    if began is not None and period.first < began <= period.last:
        said.append(msg("The programme began within this period."))
    return said
