"""A refund is taken back by new entries, as long as nothing it moved has been used since.

What was taken back comes again, what came back is taken again, last first; the visit and the
credits it made stand as before (design/terms.md 10, 11; docs/decisions/0013).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from reception.errors import Refused
from reception.rules.expiry import count_visit
from reception.rules.ledger import Book, Draw, Entry, Exact, Key, VisitRecord, When
from reception.rules.lots import has_lapsed
from reception.rules.reversals import current_lot, give_back
from reception.translation import msg
from reception.values.choices import EntryKind


class Recorded(Protocol):
    """A refund as it was recorded; one taken back is followed by its opposite."""

    amount_minor: Any


R = TypeVar("R", bound=Recorded)


def standing_refunds(refunds: Iterable[R]) -> list[R]:
    """The refunds of one visit that were not taken back."""
    found: list[R] = []
    for refund in refunds:
        if refund.amount_minor < 0:
            found.pop()
        else:
            found.append(refund)
    return found


@dataclass(frozen=True, slots=True)
class Stood:
    """How a visit stood before a refund.

    `credits` are lots it gave with what was taken back and lapsed of them; `referral` the visit
    and lots of the referral it was paid for.
    """

    left: tuple[Exact, ...]
    returned: int
    stays: int
    written_off: int
    pending: int
    refunds: int
    cancelled: bool
    credits: tuple[tuple[int, int, int], ...]
    referral: tuple[Key | None, tuple[int, ...]] | None


def stood(book: Book, visit: VisitRecord) -> Stood:
    """What must be kept to take a refund back."""
    referral = None
    if visit.member is not None and book.versions.know_referrals:
        referral = book.referral_of(visit.member)
    numbers = [] if visit.lot is None else [visit.lot]
    numbers += [] if referral is None else list(referral.lots)
    lots = [book.lot(number) for number in numbers]
    return Stood(
        left=tuple(visit.left),
        returned=visit.returned,
        stays=visit.stays,
        written_off=visit.written_off,
        pending=visit.pending,
        refunds=len(visit.refunds),
        cancelled=visit.cancelled,
        credits=tuple((lot.number, lot.taken_back, lot.lapse_counted) for lot in lots),
        referral=None if referral is None else (referral.visit, referral.lots),
    )


def undo_refund(
    book: Book,
    visit: VisitRecord,
    was: Stood,
    written: Sequence[Entry],
    draws: Sequence[Draw],
    when: When,
) -> None:
    """Take the refund back that wrote these entries and draws.

    The caller has seen that nothing was written for its accounts since.  Raises
    Refused("spent_in_between") where points lapsed, paid a debt, or are not there any more.
    """
    numbers = {entry.number for entry in written}
    lapsed = any(entry.kind is EntryKind.EXPIRED for entry in written)
    if lapsed or any(draw.entry not in numbers for draw in draws):
        raise spent_in_between()
    _put_visit_back(book, visit, was, when)
    for entry in reversed(written):
        mine = [draw for draw in draws if draw.entry == entry.number]
        if entry.kind is EntryKind.TAKEN_BACK:
            _give_again(book, entry, mine, when)
        elif entry.kind is EntryKind.GIVEN_BACK:
            _take_again(book, entry, mine, when)
        elif entry.kind is EntryKind.WRITTEN_OFF:
            _forgive_no_more(book, entry, when)
    for number, taken_back, lapse_counted in was.credits:
        lot = book.lot(number)
        lot.taken_back, lot.lapse_counted = taken_back, lapse_counted


def spent_in_between() -> Refused:
    """The refusal of an undo that came too late."""
    return Refused(
        msg("The account has moved on since this refund; it cannot be taken back any more."),
        code="spent_in_between",
        way_out=msg("A supervisor can correct the points with a reason."),
    )


def _put_visit_back(book: Book, visit: VisitRecord, was: Stood, when: When) -> None:
    visit.left, visit.returned, visit.stays = list(was.left), was.returned, was.stays
    visit.written_off, visit.pending = was.written_off, was.pending
    del visit.refunds[was.refunds :]
    if visit.cancelled and not was.cancelled:
        visit.cancelled = False
        if visit.account is not None:
            account = book.account(visit.account)
            book.add_visit(account, visit)
            count_visit(book, account, visit.day, typed=when.typed)
    if was.referral is not None and visit.member is not None:
        referral = book.referral_of(visit.member)
        if referral is not None:
            referral.visit, referral.lots = was.referral


def _give_again(book: Book, entry: Entry, draws: Sequence[Draw], when: When) -> None:
    ending = book.versions.ending
    if any(has_lapsed(current_lot(book, draw.lot), when.day, ending) for draw in draws):
        raise spent_in_between()
    give_back(book, entry, -entry.points, when, grace_days=0)


def _take_again(book: Book, entry: Entry, draws: Sequence[Draw], when: When) -> None:
    """Draw again what came back, from the lots it came back to; the first draws are whole again."""
    if -sum(draw.points for draw in draws) != entry.points or entry.reverses is None:
        raise spent_in_between()
    first = {draw.number: draw for draw in book.draws(entry.reverses)}
    again = []
    for draw in draws:
        lot = current_lot(book, draw.lot)
        in_grace = lot.grace_from is not None and lot.grace_from == draw.day
        if lot.left < -draw.points or in_grace or draw.gives_back not in first:
            raise spent_in_between()
        lot.left += draw.points
        first[draw.gives_back].returned += draw.points
        again.append(Draw(0, lot.number, -draw.points, when.day, gives_back=draw.gives_back))
    book.append(
        Entry(
            account=entry.account,
            kind=EntryKind.TAKEN_BACK,
            points=-entry.points,
            effective=when.day,
            lot=entry.lot,
            member=entry.member,
            visit=entry.visit,
            version=entry.version,
            reverses=entry.number,
        ),
        again,
    )


def _forgive_no_more(book: Book, entry: Entry, when: When) -> None:
    """What was written off is so no more: the same entry with the opposite shortfall."""
    book.append(
        Entry(
            account=entry.account,
            kind=EntryKind.WRITTEN_OFF,
            points=0,
            effective=when.day,
            lot=entry.lot,
            member=entry.member,
            visit=entry.visit,
            version=entry.version,
            reverses=entry.number,
            shortfall=-entry.shortfall,
        )
    )
