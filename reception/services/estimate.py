"""The price before the service, item by item (F6): told, added to and agreed, taken back.

What was told first is the sum the bill is compared with; what is added later carries its own
"agreed" (requirements S1.21).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import EstimateLine, PriceItem, Visit
from reception.services.stamps import put_step_back, stamps
from reception.storage.prices import estimate_lines, price_on
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Message, msg
from reception.values.choices import VisitStatus
from reception.values.money import Money

MOST_LINES = 50
DRAFT_KIND = "estimate"
_OVER = (VisitStatus.DONE, VisitStatus.CANCELLED, VisitStatus.NO_SHOW)
_KEPT = (
    "visit_id",
    "price_item_id",
    "service_group_id",
    "service",
    "amount_minor",
    "was_added",
    "was_agreed",
    "told_at",
    "told_by_id",
)


@dataclass(frozen=True)
class ToldItem:
    """A version of a price that is told; `was_agreed` counts for what is added later."""

    price_item_id: int
    was_agreed: bool = False


def draft_subject(visit_id: int) -> str:
    """Under what the begun estimate of a visit is kept."""
    return f"visit:{visit_id}"


def tell_estimate(uow: UnitOfWork, *, visit_id: int, items: Sequence[ToldItem]) -> Done[int]:
    """Tell the price item by item; once a price was told, the items are added to it.

    Answers the sum of these items in minor units.  Raises InvalidInput for a price that does
    not stand on the day of the visit, Refused where the visit is over.
    """
    visit = uow.find.visit(visit_id)
    if visit.status in _OVER:
        raise Refused(msg("This visit is over."), code="over")
    if not 0 < len(items) <= MOST_LINES:
        raise InvalidInput(msg("Choose at least one service."), field="items")
    before = stamps(visit)
    is_added = visit.price_told_minor is not None
    rows = [_line(uow, visit, item, is_added=is_added) for item in items]
    uow.session.add_all(rows)
    total = sum(row.amount_minor for row in rows)
    if not is_added:
        visit.price_told_minor, visit.price_told_at = total, uow.now
        visit.price_told_by_id = uow.actor.staff_id
    draft = uow.find.draft(DRAFT_KIND, draft_subject(visit_id))
    if draft is not None:
        uow.session.delete(draft)
    uow.session.flush()
    uow.about("visit", visit_id)
    after = stamps(visit)
    was = {name: old for name, old in before.items() if old != after[name]}
    undo = partial(
        take_items_back,
        visit_id=visit_id,
        line_ids=tuple(row.id for row in rows),
        was=was,
        found=visit.status,
    )
    return Done(total, _said(uow, total, is_added=is_added), undo=undo)


def agree_line(uow: UnitOfWork, *, visit_id: int, line_id: int, agreed: bool) -> Done[None]:
    """An item that was added later was agreed with the patient, or was not after all."""
    line = next((one for one in estimate_lines(uow.session, visit_id) if one.id == line_id), None)
    if line is None or not line.was_added:
        raise Refused(msg("Only an item that was added later is agreed by itself."), code="unknown")
    line.was_agreed = agreed
    uow.session.flush()
    uow.about("visit", visit_id)
    undo = partial(agree_line, visit_id=visit_id, line_id=line_id, agreed=not agreed)
    return Done(None, msg("Agreed.") if agreed else msg("Not agreed."), undo=undo)


def take_estimate_back(uow: UnitOfWork, *, visit_id: int) -> Done[None]:
    """Take back what was told, to tell it anew; Refused once the patient is in the room."""
    visit = uow.find.visit(visit_id)
    if visit.status in _OVER:
        raise Refused(msg("This visit is over."), code="over")
    if visit.status is VisitStatus.IN_ROOM:
        raise Refused(msg("The service has begun; add items instead."), code="went_on")
    return drop_estimate(uow, visit)


def drop_estimate(uow: UnitOfWork, visit: Visit) -> Done[None]:
    """Take what was told off a visit, its lines too; they can be had back."""
    visit_id = visit.id
    before = stamps(visit)
    rows = estimate_lines(uow.session, visit_id)
    kept = [{name: getattr(row, name) for name in _KEPT} for row in rows]
    for row in rows:
        uow.session.delete(row)
    visit.price_told_minor = visit.price_told_at = visit.price_told_by_id = None
    uow.session.flush()
    uow.about("visit", visit_id)
    after = stamps(visit)
    was = {name: old for name, old in before.items() if old != after[name]}
    undo = partial(_have_back, visit_id=visit_id, lines=kept, was=was, found=visit.status)
    return Done(None, msg("The price told was taken back."), undo=undo)


def take_items_back(
    uow: UnitOfWork,
    *,
    visit_id: int,
    line_ids: Sequence[int],
    was: Mapping[str, Any],
    found: VisitStatus,
) -> Done[None]:
    """The items were not told after all; Refused where the visit went on in between."""
    done = put_step_back(uow, visit_id=visit_id, was=was, found=found)
    for row in estimate_lines(uow.session, visit_id):
        if row.id in line_ids:
            uow.session.delete(row)
    uow.session.flush()
    return done


def _have_back(
    uow: UnitOfWork,
    *,
    visit_id: int,
    lines: Sequence[Mapping[str, Any]],
    was: Mapping[str, Any],
    found: VisitStatus,
) -> Done[None]:
    done = put_step_back(uow, visit_id=visit_id, was=was, found=found)
    uow.session.add_all(EstimateLine(**line) for line in lines)
    uow.session.flush()
    return done


def _line(uow: UnitOfWork, visit: Visit, item: ToldItem, *, is_added: bool) -> EstimateLine:
    price: PriceItem | None = price_on(uow.session, item.price_item_id, visit.day)
    if price is None:
        raise InvalidInput(
            msg("This price does not stand on {day}; choose the service again.", day=visit.day),
            field="items",
        )
    return EstimateLine(
        visit_id=visit.id,
        price_item_id=price.id,
        service_group_id=price.service_group_id,
        service=price.patient_name or price.name,
        amount_minor=price.price_minor,
        was_added=is_added,
        was_agreed=is_added and item.was_agreed,
        told_at=uow.now,
        told_by_id=uow.actor.staff_id,
    )


def _said(uow: UnitOfWork, total: int, *, is_added: bool) -> Message:
    money = Money(total, uow.clinic.currency)
    if is_added:
        return msg("Added to the estimate: {money}.", money=money)
    return msg("The price is told: {money}.", money=money)
