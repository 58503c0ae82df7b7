"""Promotions by themselves: published after their version, and ended early with notice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import PublishedPromotion
from reception.rules.lone_promotions import promotion_from_json, read_lone_promotion
from reception.rules.promotion_checks import earliest_end, promotion_checks, red
from reception.rules.terms import Terms
from reception.services.programme import NotReady
from reception.services.programme_end import refuse_others
from reception.storage.promotion_rows import promotion_codes, terms_beside
from reception.storage.publishing_facts import publishing_facts
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg, nmsg

LONGEST_REASON = 500


def publish_promotion(uow: UnitOfWork, *, tree: Mapping[str, Any]) -> Done[int]:
    """Publish a promotion for good, beside the version in force; answers its row.

    `tree` is one of the terms' promotions, days as text.  Raises InvalidInput with every fault
    at its path, NotReady with the eight checks, Refused without a supervisor's rights.
    """
    refuse_others(uow)
    lone = read_lone_promotion(tree)
    promotion = lone.promotion
    terms = _in_force(uow)
    facts = publishing_facts(uow.session, draft=terms, today=uow.today)
    found = promotion_checks(facts, promotion, promotion_codes(uow.session))
    if red(found):
        raise NotReady(found)
    row = PublishedPromotion(
        code=promotion.code,
        first_day=promotion.first_day,
        last_day=promotion.last_day,
        terms=lone.written,
        terms_hash=lone.seal,
        published_at=uow.now,
        published_by_id=uow.actor.staff_id,
    )
    uow.add(row)
    uow.about("promotion", row.id)
    said = msg(
        "The promotion “{name}” is published: {first} to {last}.",
        name=promotion.name,
        first=promotion.first_day,
        last=promotion.last_day,
    )
    return Done(row.id, said)


def end_promotion(uow: UnitOfWork, *, promotion_id: int, on: date, reason: str) -> Done[None]:
    """End a promotion before its last day, with the notice worse terms need; `on` is its last.

    Raises Refused with the first day that is allowed, InvalidInput without a reason.
    """
    refuse_others(uow)
    row = uow.session.get_one(PublishedPromotion, promotion_id)
    promotion = promotion_from_json(row.terms, row.ended_on)
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise InvalidInput(
            msg("Enter the reason, in at most {most} letters.", most=LONGEST_REASON),
            field="reason",
        )
    days = _in_force(uow).version.notice_days
    earliest = earliest_end(uow.today, days, promotion)
    if earliest is None:
        raise Refused(
            nmsg(
                "Patients are told {count} day before: it ends on {day} by itself.",
                "Patients are told {count} days before: it ends on {day} by itself.",
                days,
                day=promotion.last_day,
            ),
            code="notice",
        )
    if not earliest <= on < promotion.last_day:
        raise Refused(
            nmsg(
                "Patients are told {count} day before: it may end from {day} on, before {last}.",
                "Patients are told {count} days before: it may end from {day} on, before {last}.",
                days,
                day=earliest,
                last=promotion.last_day,
            ),
            code="notice",
        )
    return _set_end(uow, promotion_id=promotion_id, on=on, reason=reason)


def _set_end(uow: UnitOfWork, *, promotion_id: int, on: date | None, reason: str) -> Done[None]:
    refuse_others(uow)
    row = uow.session.get_one(PublishedPromotion, promotion_id)
    if row.ended_on is not None and row.ended_on < uow.today:
        raise Refused(msg("The promotion has ended; this stays."), code="closed")
    before = (row.ended_on, row.end_reason)
    row.ended_on, row.end_reason = on, reason
    row.ended_at = None if on is None else uow.now
    row.ended_by_id = None if on is None else uow.actor.staff_id
    uow.session.flush()
    uow.about("promotion", row.id)
    name = promotion_from_json(row.terms).name
    said = (
        msg("The promotion “{name}” runs as it was published.", name=name)
        if on is None
        else msg("The promotion “{name}” ends on {day}.", name=name, day=on)
    )
    undo = partial(_set_end, promotion_id=promotion_id, on=before[0], reason=before[1])
    return Done(None, said, undo=undo)


def _in_force(uow: UnitOfWork) -> Terms:
    terms = terms_beside(uow.session, uow.today)
    if terms is None:
        raise Refused(msg("No programme is in force today."), code="outside_programme")
    return terms
