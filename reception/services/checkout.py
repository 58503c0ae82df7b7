"""Checkout: the bill line by line, points used, money paid, points earned; one action, one undo.

The sum due is shown beside the sum that was told; what was added has its own "agreed"
(requirements S1.21).  Points are a reduction of the price, never a payment (product/law.md R5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import BillLine, Recall, Visit
from reception.rules.price_list import WHOLE, beyond_told, own_parts
from reception.services.points import PaidVisit, pay_visit, undo_pay_visit
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Message, msg, nmsg
from reception.values.aftercare import RecallReason, RecallState
from reception.values.choices import VisitStatus
from reception.values.day_choices import IdentityCheck
from reception.values.money import Money

LARGEST_LINE_MINOR = 10**12
LONGEST_SERVICE = 200
_BEFORE_PAYING = (VisitStatus.ARRIVED, VisitStatus.IN_ROOM, VisitStatus.DONE)


@dataclass(frozen=True)
class GivenLine:
    """One line of the bill as it is typed: group code, words, the whole sum in minor units."""

    group: str
    amount_minor: int
    service: str = ""
    was_added: bool = False
    was_agreed: bool = False
    price_item_id: int | None = None


@dataclass(frozen=True)
class CheckedOut:
    """What the till and the patient need; money in minor units.

    `differs_minor` is what the bill exceeds the sum told by, added and agreed lines left out;
    None where no price was told.
    """

    visit_id: int
    bill_minor: int
    money_minor: int
    points_used: int
    points_earned: int
    entry_id: int | None
    usable_from: date | None
    differs_minor: int | None


def check_out(
    uow: UnitOfWork,
    *,
    visit_id: int,
    lines: Sequence[GivenLine],
    redeem_points: int = 0,
    identity: IdentityCheck = IdentityCheck.CARD,
    insured_percent: int = 0,
    again_on: date | None = None,
    request_id: str | None = None,
) -> Done[CheckedOut]:
    """Pay a visit and end it: its lines, the points used, the money, the points earned.

    `identity` is how the person was recognised where points are spent; it is logged.  Of
    `insured_percent` of each line an insurance or a company pays: the bill, and what it earns,
    is the patient's own part (situation 39).  `again_on` is the day on which a doctor
    recommended coming again; it opens a recall.
    Raises InvalidInput for a line that cannot be, Refused with the largest redemption allowed
    where points cannot be used so, or where the visit is paid already.
    """
    content = {
        "visit": visit_id,
        "lines": [[line.group, line.amount_minor, line.service] for line in lines],
        "redeem": redeem_points,
        **({"insured": insured_percent} if insured_percent else {}),
    }
    visit = uow.find.visit(visit_id)
    if uow.request(request_id, content) is not None:
        return Done(_stored(visit))
    if visit.paid_at is not None:
        raise Refused(msg("This visit is already paid."), code="request_reused")
    if visit.status not in _BEFORE_PAYING:
        raise Refused(
            msg("This visit has not begun; check the patient in first."), code="not_begun"
        )
    if redeem_points < 0:
        raise InvalidInput(msg("Points used cannot be below zero."), field="points")
    if not 0 <= insured_percent <= WHOLE:
        raise InvalidInput(
            msg("The part of the insurance is from 0 to 100 per cent."), field="insured"
        )
    before = (visit.status, visit.done_at, visit.checked_out_by_id, visit.insured_percent)
    visit.insured_percent = insured_percent
    _write_lines(uow, visit, lines)
    recall_id = None if again_on is None else _recall(uow, visit, again_on)
    paid = pay_visit(uow, visit_id=visit_id, redeem_points=redeem_points)
    visit.bill_minor = paid.bill_minor
    visit.paid_minor = paid.money_minor
    visit.status = VisitStatus.DONE
    visit.done_at = visit.done_at or uow.now
    visit.paid_at = uow.now
    visit.checked_out_by_id = uow.actor.staff_id
    uow.answered(request_id, visit_id)
    uow.about("visit", visit_id)
    if redeem_points:
        uow.note(identity=identity)
    undo = partial(undo_check_out, visit_id=visit_id, before=before, recall_id=recall_id)
    return Done(_checked_out(visit, paid), _said(uow, paid), undo=undo)


def _write_lines(uow: UnitOfWork, visit: Visit, lines: Sequence[GivenLine]) -> None:
    if visit.lines:
        visit.lines.clear()
        uow.session.flush()
    groups: dict[str, int] = {}
    for line in lines:
        if not 0 <= line.amount_minor <= LARGEST_LINE_MINOR:
            raise InvalidInput(
                msg("A line of the bill is not below zero, and not absurdly large."),
                field="amount",
            )
        if line.group not in groups:
            group = uow.find.service_group(line.group)
            if group is None:
                raise InvalidInput(msg("Choose a group of services."), field="group")
            groups[line.group] = group.id
    parts = own_parts([line.amount_minor for line in lines], visit.insured_percent)
    for line, own in zip(lines, parts, strict=True):
        visit.lines.append(
            BillLine(
                service_group_id=groups[line.group],
                price_item_id=line.price_item_id,
                service=line.service.strip()[:LONGEST_SERVICE],
                amount_minor=own,
                was_added=line.was_added,
                was_agreed=line.was_agreed,
            )
        )
    visit.bill_minor = sum(parts)
    uow.session.flush()


def _recall(uow: UnitOfWork, visit: Visit, day: date) -> int:
    if day <= uow.today:
        raise InvalidInput(msg("The day is over; enter a day to come."), field="again")
    row = Recall(
        patient_id=visit.patient_id,
        visit_id=visit.id,
        doctor_id=visit.doctor_id,
        reason=RecallReason.REPEAT_CONSULTATION,
        due_on=day,
        state=RecallState.OPEN,
        created_at=uow.now,
        created_by_id=uow.actor.staff_id,
    )
    uow.add(row)
    return row.id


def _said(uow: UnitOfWork, paid: PaidVisit) -> Message:
    money = Money(paid.money_minor, uow.clinic.currency)
    if paid.earned:
        return nmsg(
            "Paid: {money}. {count} point earned.",
            "Paid: {money}. {count} points earned.",
            paid.earned,
            money=money,
        )
    return msg("Paid: {money}.", money=money)


def _checked_out(visit: Visit, paid: PaidVisit) -> CheckedOut:
    return CheckedOut(
        visit_id=visit.id,
        bill_minor=paid.bill_minor,
        money_minor=paid.money_minor,
        points_used=paid.redeemed,
        points_earned=paid.earned,
        entry_id=paid.entry_id,
        usable_from=paid.usable_from,
        differs_minor=_difference(visit),
    )


def _stored(visit: Visit) -> CheckedOut:
    return CheckedOut(
        visit_id=visit.id,
        bill_minor=visit.bill_minor,
        money_minor=visit.paid_minor,
        points_used=visit.points_redeemed,
        points_earned=0,
        entry_id=None,
        usable_from=None,
        differs_minor=_difference(visit),
    )


def _difference(visit: Visit) -> int | None:
    if visit.price_told_minor is None:
        return None
    agreed = sum(line.amount_minor for line in visit.lines if line.was_added and line.was_agreed)
    return beyond_told(visit.bill_minor, agreed, visit.price_told_minor, visit.insured_percent)


def undo_check_out(
    uow: UnitOfWork, *, visit_id: int, before: tuple[object, ...], recall_id: int | None = None
) -> Done[None]:
    """Take a payment back: points by new entries, the visit to where it stood; the lines stay.

    Refused("spent_in_between") where what it earned has been used since.
    """
    visit = uow.find.visit(visit_id)
    if visit.paid_at is None:
        raise Refused(msg("This visit is not paid."), code="not_paid")
    undo_pay_visit(uow, visit_id=visit_id)
    visit.status, visit.done_at, visit.checked_out_by_id, visit.insured_percent = before  # type: ignore[assignment]
    visit.paid_at = None
    visit.paid_minor = 0
    recall = None if recall_id is None else uow.session.get(Recall, recall_id)
    if recall is not None and recall.state is RecallState.OPEN:
        uow.session.delete(recall)
    uow.about("visit", visit_id)
    return Done(None, msg("The payment was taken back."))
