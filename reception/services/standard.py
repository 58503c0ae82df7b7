"""The service standard: a version with a review day, read and acknowledged, observed item by item."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import StandardAcknowledgement, StandardMark, StandardVersion
from reception.rules.standard import REVIEW_MONTHS
from reception.storage.standard_rows import (
    acknowledged_by,
    marks_of,
    newest_standard,
    shipped_standard,
)
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.period import add_months


def begin_standard(uow: UnitOfWork) -> Done[int]:
    """The standard in force; the shipped one where there is none yet.  Answers the version's id."""
    known = newest_standard(uow.session)
    if known is not None:
        return Done(known.id)
    row = StandardVersion(
        number=1,
        valid_from=uow.today,
        review_on=add_months(uow.today, REVIEW_MONTHS),
        items=[
            {"code": one.code, "stage": one.stage, **one.words.as_dict()}
            for one in shipped_standard().items
        ],
        created_at=uow.now,
        created_by_id=uow.actor.staff_id,
    )
    uow.add(row)
    uow.about("standard_version", row.id)
    return Done(row.id)


def review_standard(uow: UnitOfWork) -> Done[int]:
    """The standard was looked through: a new version with the same items and the next review day.

    A supervisor does it; everybody acknowledges the new version again.
    """
    if not uow.actor.is_supervisor:
        raise Refused(msg("A supervisor records this."), code="rights")
    last = newest_standard(uow.session)
    if last is None:
        return begin_standard(uow)
    row = StandardVersion(
        number=last.number + 1,
        valid_from=uow.today,
        review_on=add_months(uow.today, REVIEW_MONTHS),
        items=list(last.items),
        created_at=uow.now,
        created_by_id=uow.actor.staff_id,
    )
    uow.add(row)
    uow.about("standard_version", row.id)
    return Done(
        row.id,
        msg("Looked through. Next time by {day}.", day=row.review_on),
        undo=partial(take_review_back, version_id=row.id),
    )


def take_review_back(uow: UnitOfWork, *, version_id: int) -> Done[None]:
    """Take a new version back while nobody acknowledged it or observed by it."""
    row = uow.session.get(StandardVersion, version_id)
    if row is None or acknowledged_by(uow.session, version_id) or marks_of(uow.session, version_id):
        raise Refused(msg("This version is in use already; it stays."), code="in_work")
    uow.session.delete(row)
    uow.about("standard_version", version_id)
    return Done(None, msg("Taken back."))


def acknowledge_standard(uow: UnitOfWork, *, version_id: int) -> Done[None]:
    """Whoever is at the desk read this version."""
    staff = uow.actor.staff_id
    if staff is None:
        raise Refused(msg("Only a member of staff acknowledges the standard."), code="nobody")
    if staff in acknowledged_by(uow.session, version_id):
        raise Refused(msg("You have acknowledged this version already."), code="done")
    uow.add(StandardAcknowledgement(version_id=version_id, staff_id=staff, at=uow.now))
    uow.about("standard_version", version_id)
    return Done(None, msg("Acknowledged."))


def observe_standard(
    uow: UnitOfWork, *, version_id: int, marks: Mapping[str, bool], visit_id: int | None = None
) -> Done[int]:
    """Record which items were done at a visit, or today; answers how many were recorded."""
    version = uow.session.get(StandardVersion, version_id)
    known = set() if version is None else {one["code"] for one in version.items}
    strange = sorted(set(marks) - known)
    if strange:
        raise InvalidInput(
            msg("Not in the standard: {items}.", items=", ".join(strange)), field="items"
        )
    if not marks:
        raise InvalidInput(msg("Nothing is marked yet."), field="items")
    if visit_id is not None:
        uow.find.visit(visit_id)
    made = []
    for code, is_done in marks.items():
        row = StandardMark(
            version_id=version_id,
            item=code,
            visit_id=visit_id,
            day=uow.today,
            is_done=is_done,
            marked_at=uow.now,
            marked_by_id=uow.actor.staff_id,
        )
        uow.add(row)
        made.append(row.id)
    uow.about("standard_version", version_id)
    undo = partial(take_observation_back, mark_ids=tuple(made))
    return Done(len(made), msg("Recorded."), undo=undo)


def take_observation_back(uow: UnitOfWork, *, mark_ids: tuple[int, ...]) -> Done[None]:
    """Marks made by mistake are removed; the audit log keeps them."""
    for number in mark_ids:
        row = uow.session.get(StandardMark, number)
        if row is not None:
            uow.session.delete(row)
    uow.about("standard_version", None)
    return Done(None, msg("Taken back."))
