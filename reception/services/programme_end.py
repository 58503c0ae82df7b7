"""The end of the programme: announced, closed, and taken back while it has not come.

What every change of versions does to the last usable day of lots is here, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

from reception.changes import Done, Topic
from reception.errors import Refused
from reception.rules.publishing import refuse_early_end
from reception.rules.terms_reading import terms_from_json
from reception.rules.versions import Versions
from reception.storage.finders import programme_began
from reception.storage.unit_of_work import UnitOfWork
from reception.storage.version_rows import closed_on, published_rows, write_last_days
from reception.translation import msg


def close_programme(uow: UnitOfWork, *, on: date) -> Done[None]:
    """End the programme on a day: nothing is earned after it, points stay for closing_days.

    Ending early is a worsening, so the notice of the version in force is kept; in Russia the
    public offer stands for 30 days.  Raises Refused with the first day that is allowed.
    """
    refuse_others(uow)
    rows = published_rows(uow.session)
    terms = [terms_from_json(row.terms) for row in rows]
    begun = [each for each in terms if each.version.valid_from <= uow.today] or terms[:1]
    if not begun:
        raise Refused(msg("No programme is in force on this day."), code="outside_programme")
    ended = closed_on(rows) or rows[-1].valid_until
    if ended is not None and on >= ended:
        raise Refused(msg("The programme ends on {day} already.", day=ended), code="closed")
    days = begun[-1].version.notice_days
    earliest = uow.today + timedelta(days=min(days, 3650))
    if on < earliest:
        raise Refused(
            msg(
                "Patients are told {days} days before: the programme may end on {day} or later.",
                days=days,
                day=earliest,
            ),
            code="notice",
        )
    holding = [each for each in terms if each.version.valid_from <= on]
    refuse_early_end(holding[-1], on)
    before = {row.id: row.valid_until for row in rows}
    for row in rows:
        if row.valid_until is None or row.valid_until > on:
            row.valid_until = on
    _settle_end(uow)
    said = msg("The programme ends on {day}.", day=on)
    return Done(None, said, undo=partial(reopen_programme, before=before))


def reopen_programme(uow: UnitOfWork, *, before: Mapping[int, date | None]) -> Done[None]:
    """Take the end of the programme back, before it has come; `before` are the former ends."""
    refuse_others(uow)
    rows = published_rows(uow.session)
    ended = closed_on(rows)
    if ended is None or ended < uow.today:
        raise Refused(msg("The programme has ended; this stays."), code="closed")
    for row in rows:
        row.valid_until = before.get(row.id, row.valid_until)
    _settle_end(uow)
    undo = partial(close_programme, on=ended)
    return Done(None, msg("The programme goes on."), undo=undo)


def _settle_end(uow: UnitOfWork) -> None:
    uow.session.flush()
    uow.about("programme_version", None)
    settle_lots(uow)


def settle_lots(uow: UnitOfWork) -> None:
    """The last usable day of every lot depends on whether, and when, the programme ends."""
    rows = published_rows(uow.session)
    terms = [terms_from_json(row.terms) for row in rows]
    versions = Versions(terms, began=programme_began(uow.session))
    closed = closed_on(rows)
    if closed is not None:
        versions.close(closed)
    if write_last_days(uow.session, versions.ending):
        uow.touch(Topic.POINTS)


def refuse_others(uow: UnitOfWork) -> None:
    """Raise Refused for everybody without a supervisor's rights."""
    if not uow.actor.is_supervisor:
        raise Refused(
            msg("Only a supervisor changes the terms of the programme."), code="not_allowed"
        )
