"""Honouring a promotion that ended after the visit was booked: a supervisor's correction."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from reception.changes import Done
from reception.errors import Refused
from reception.models import Visit
from reception.rules.honouring import booked_on, ended_promotions, honoured_points, honoured_reason
from reception.services.points import points_book
from reception.services.points_corrections import correct_points
from reception.storage.corrections import has_correction
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import load_translator, msg


def honour_promotion(uow: UnitOfWork, *, visit_id: int, code: str) -> Done[int]:
    """Add what the visit would have earned by a promotion it was booked in; answers the entry.

    Raises Refused for who is no supervisor ("not_allowed"), an unpaid visit ("not_paid"), a
    visit booked outside the promotion or honoured before ("not_allowed").
    """
    visit = uow.find.visit(visit_id)
    if visit.paid_at is None:
        raise Refused(msg("A promotion is honoured once the visit is paid."), code="not_paid")
    book = points_book(uow)
    record = book.visit(visit_id)
    booked = _booked_on(uow, visit)
    inside = {
        one.promotion.code: one.promotion
        for one in ended_promotions(book, visit.day, booked)
        if one.inside
    }
    if code not in inside or booked is None:
        raise Refused(
            msg("This visit was not booked in the days of the promotion."), code="not_allowed"
        )
    points = honoured_points(book, record, inside[code])
    if not points or record.account is None:
        raise Refused(
            msg("The promotion would have added nothing to this visit."), code="not_allowed"
        )
    reason = honoured_reason(load_translator(uow.clinic.language), inside[code], visit_id, booked)
    if has_correction(uow.session, account_id=int(record.account), reason=reason):
        raise Refused(msg("This promotion was honoured for this visit before."), code="not_allowed")
    done = correct_points(
        uow,
        account_id=int(record.account),
        points=points,
        reason=reason,
        patient_id=visit.patient_id,
    )
    uow.about("visit", visit_id)
    return done


def _booked_on(uow: UnitOfWork, visit: Visit) -> date | None:
    """The local day a visit was booked; None where it was not booked before it took place."""
    return booked_on(visit.created_at.astimezone(ZoneInfo(uow.clinic.time_zone)), visit.day)
