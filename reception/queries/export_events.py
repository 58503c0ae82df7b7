"""The clinic's own history as events of a replay: internal numbers, never names.

Supervisors try new terms out on real months with it (design/terms.md, Replay).  Events stand in
the order in which they were recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import PointsReferral
from reception.queries.export_history import History, Order
from reception.queries.export_lots import expiry_events, points_events
from reception.queries.export_merged import BeforeMerges
from reception.queries.export_people import Homes, add_people
from reception.queries.export_visits import add_visits
from reception.storage.version_rows import closed_on, published_rows


def history_events(session: Session) -> Iterator[dict[str, Any]]:
    """Every event of the clinic's history, in the order in which they were recorded."""
    history = History(session)
    before = BeforeMerges(session)
    homes = add_people(history, before.members)
    homes.aliases = before.aliases
    add_visits(history, homes)
    for found in points_events(session):
        history.add(
            found.do, found.instant, found.day, Order.OTHER, entry=found.entry, **found.fields
        )
    for found in expiry_events(session):
        day = found.instant.astimezone(history.zone).date()
        history.add(found.do, found.instant, day, Order.OTHER, entry=found.entry, **found.fields)
    _add_referrals(history, homes)
    _add_end(history)
    return _numbered(dated.event for dated in sorted(history.found))


def _numbered(events: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """An undoing names the line of what it undoes; inner numbers of transfers are left out."""
    lines: dict[int, int] = {}
    for line, event in enumerate(events, start=1):
        transfer, undoes = event.pop("transfer", None), event.pop("undoes", None)
        if transfer is not None:
            lines[transfer] = line
        if undoes is not None:
            event["line"] = lines[undoes]
        yield event


def _add_referrals(history: History, homes: Homes) -> None:
    """Only the day of a referral is known: it stands first on it, behind its referrer's joining."""
    for row in history.session.scalars(select(PointsReferral)):
        instant = datetime(
            row.noted_on.year, row.noted_on.month, row.noted_on.day, tzinfo=history.zone
        )
        came = homes.since(row.referrer_id, row.account_id, row.noted_on, history.zone)
        history.add(
            "refer",
            came or instant,
            row.noted_on,
            Order.OTHER,
            account=str(row.account_id),
            member=None if row.referrer_id is None else str(row.referrer_id),
            newcomer=str(row.newcomer_id),
        )


def _add_end(history: History) -> None:
    """The end of the programme."""
    ended = closed_on(published_rows(history.session))
    if ended is not None:
        history.add("close", history.end_of(ended), ended, Order.UNDO)
