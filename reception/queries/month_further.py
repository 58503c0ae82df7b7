"""The further tables of the report: who is told, moves of stages, what looks odd, whom to ask."""

from __future__ import annotations

from collections.abc import Sequence

from reception.queries.month_values import Behind, Further, ListedRow, MonthReport
from reception.translation import Message, msg
from reception.values.table import Column, Kind, Table

_LOW = Column("low", msg("At least"), Kind.PERCENT)
_HIGH = Column("high", msg("At most"), Kind.PERCENT)
_NOTE = Column("note", msg("Note"))


def further_tables(
    report: MonthReport, *, with_names: bool
) -> list[tuple[Table, list[Behind | None]]]:
    """Each further table that has rows, and the list behind each of its rows.

    Without names the visits to ask about are left out.
    """
    more = report.further
    tables = [
        (_segments, more.segments),
        (_confirmed, more.confirmed),
        (_phrases, more.phrases),
        (_moves, more.moves),
        (_odd, more.odd),
        (_rewards, more.rewards),
        (_own_cards, more.own_cards),
    ]
    if with_names:
        tables.append((_spot_checks, more.spot_checks))
    return [(make(rows), [row.behind for row in rows]) for make, rows in tables if rows]


def nothing_odd(more: Further) -> bool:
    """Whether nothing in the period asks for a second look."""
    return not (more.odd or more.rewards)


def _table(
    name: Message, columns: Sequence[Column], rows: Sequence[ListedRow], note: Message
) -> Table:
    return Table(name, tuple(columns), [row.cells for row in rows], note=note)


def _segments(rows: Sequence[ListedRow]) -> Table:
    return _table(
        msg("Told, by group of patients"),
        (
            Column("group", msg("Group")),
            Column("share", msg("Share"), Kind.PERCENT),
            Column("told", msg("Told"), Kind.NUMBER),
            Column("of", msg("Of"), Kind.NUMBER),
            _NOTE,
        ),
        rows,
        msg("Nobody is told less for age, children, language, insurance or the time of day."),
    )


def _confirmed(rows: Sequence[ListedRow]) -> Table:
    return _table(
        msg("Do patients confirm it?"),
        (
            Column("employee", msg("Employee")),
            Column("share", msg("Share"), Kind.PERCENT),
            Column("yes", msg("Say yes"), Kind.NUMBER),
            Column("of", msg("Asked"), Kind.NUMBER),
            _LOW,
            _HIGH,
            _NOTE,
        ),
        rows,
        msg("Answers to the control question of those to whom the programme was ticked as told."),
    )


def _phrases(rows: Sequence[ListedRow]) -> Table:
    return _table(
        msg("Phrases and what came of them"),
        (
            Column("phrase", msg("Phrase")),
            Column("said", msg("Said"), Kind.NUMBER),
            Column("joined", msg("Joined"), Kind.NUMBER),
            Column("declined", msg("Declined"), Kind.NUMBER),
            Column("share", msg("Share"), Kind.PERCENT),
            _LOW,
            _HIGH,
            _NOTE,
        ),
        rows,
        msg("Where two ranges overlap, neither phrase is better: numbers do not say more yet."),
    )


def _moves(rows: Sequence[ListedRow]) -> Table:
    return _table(
        msg("Moves between stages"),
        (
            Column("from", msg("From stage")),
            Column("to", msg("To stage")),
            Column("persons", msg("Persons"), Kind.NUMBER),
            Column("way", msg("Direction")),
            Column("cause", msg("Cause")),
        ),
        rows,
        msg("Between the last day of the month before and the last day of this period."),
    )


def _odd(rows: Sequence[ListedRow]) -> Table:
    return _table(
        msg("To be looked at"),
        (
            Column("what", msg("What")),
            Column("employee", msg("Employee")),
            Column("count", msg("Cases"), Kind.NUMBER),
        ),
        rows,
        msg("A sign, no judgement: ask before you conclude."),
    )


def _rewards(rows: Sequence[ListedRow]) -> Table:
    return _table(
        msg("Bills that earned other than their terms give"),
        (
            Column("day", msg("Day"), Kind.DATE),
            Column("points", msg("Points"), Kind.NUMBER),
            Column("due", msg("Due by the terms"), Kind.NUMBER),
            Column("by", msg("Recorded by")),
        ),
        rows,
        msg("Counted anew from the bill, its version, tier and promotions."),
    )


def _own_cards(rows: Sequence[ListedRow]) -> Table:
    return _table(
        msg("Staff who are patients"),
        (
            Column("employee", msg("Employee")),
            Column("visits", msg("Visits"), Kind.NUMBER),
            Column("alone", msg("Not confirmed by a colleague"), Kind.NUMBER),
            Column("came", msg("Points that came"), Kind.NUMBER),
            Column("used", msg("Points used"), Kind.NUMBER),
        ),
        rows,
        msg("Whoever checks herself or a relative in is confirmed by a colleague’s PIN."),
    )


def _spot_checks(rows: Sequence[ListedRow]) -> Table:
    return _table(
        msg("Ask these patients this week"),
        (
            Column("day", msg("Day"), Kind.DATE),
            Column("patient", msg("Patient")),
            Column("employee", msg("Employee")),
        ),
        rows,
        msg("Drawn at random from the last week; the draw is the same each time."),
    )
