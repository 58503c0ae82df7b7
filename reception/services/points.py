"""Points at the desk: paying a visit, joining, corrections, birthdays and what has lapsed.

Each function loads the facts of one account into a book, lets `reception/rules` decide, and
saves the entries: the same rules as in `reception replay` (design/terms.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reception.errors import Refused
from reception.rules import blocking, bonuses
from reception.rules.expiry import expire
from reception.rules.joining import credit_joining as credit_member
from reception.rules.ledger import Account, Lot, Step, VisitRecord, When
from reception.rules.lots import final_day
from reception.rules.paying import pay_and_settle
from reception.rules.posting import Credit, credit
from reception.rules.referral import check_referral, note, settle_referral
from reception.rules.refund import cancel_visit
from reception.rules.reversals import take_back
from reception.storage.points_book import PointsBook
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.choices import EntryKind, Shortfall

OPENING = "opening balance"


@dataclass(frozen=True)
class PaidVisit:
    """What paying a visit did to its family's points; money in minor units.

    `account_id` is None for a person who has not joined.  `waits` says that the account is
    blocked and the points are credited when it is unblocked.
    """

    visit_id: int
    account_id: int | None
    bill_minor: int
    redeemed: int
    money_minor: int
    earned: int
    waits: int
    entry_id: int | None
    usable_from: date | None
    last_day: date | None
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class OpeningBalance:
    """Points a person brings along from another program; `last_day` is the last usable day."""

    account_id: int
    patient_id: int
    points: int
    last_day: date | None = None


def points_book(uow: UnitOfWork) -> PointsBook:
    """The ledger of this action."""
    return PointsBook(uow.session, uow=uow)


def pay_visit(uow: UnitOfWork, *, visit_id: int, redeem_points: int = 0) -> PaidVisit:
    """Pay the bill of a visit: use points, then earn, by the terms of the visit's day.

    The visit's lines must be recorded; its status and stamps are the caller's.  Raises Refused
    with a reason of design/terms.md and the largest redemption allowed.
    """
    book = points_book(uow)
    visit = book.visit(visit_id)
    if visit.credited or visit.redeemed or visit.cancelled:
        raise Refused(msg("This visit is already paid."), code="request_reused")
    account = None if visit.member is None else book.account_of(visit.member)
    if redeem_points and account is not None:
        refuse_without_paper(book, account)
    paid = pay_and_settle(book, account, visit, redeem_points, When(visit.day, uow.today))
    book.save()
    uow.find.visit(visit_id).points_redeemed = redeem_points
    value = redeem_points * book.versions.point_value
    lot = paid.lot
    return PaidVisit(
        visit_id=visit_id,
        account_id=None if account is None else int(account.key),
        bill_minor=visit.bill,
        redeemed=redeem_points,
        money_minor=visit.bill - value,
        earned=paid.earned,
        waits=visit.pending,
        entry_id=None if lot is None else lot.entry,
        usable_from=None if lot is None else lot.usable_from,
        last_day=None if lot is None else final_day(lot, book.versions.ending),
        steps=paid.steps,
    )


def refuse_without_paper(book: PointsBook, account: Account) -> None:
    """An imported account redeems once its application is signed (design/files.md)."""
    if book.read.acceptance_is_missing(int(account.key)):
        raise Refused(
            msg("Points can be used once the application is signed; it is missing."),
            code="not_allowed",
        )


def undo_pay_visit(uow: UnitOfWork, *, visit_id: int) -> None:
    """Take a payment back by new entries, so that the visit can be paid again.

    Raises Refused("spent_in_between") where what it earned has been used since.
    """
    book = points_book(uow)
    visit = book.visit(visit_id)
    if visit.lot is not None:
        _refuse_touched(book.lot(visit.lot))
    cancel_visit(book, visit, When(max(uow.today, visit.day), uow.today))
    check_referral(book, visit, When(uow.today, uow.today))
    book.save()
    book.forget_payment(visit)
    book.save()
    uow.find.visit(visit_id).points_redeemed = 0


def _refuse_touched(lot: Lot) -> None:
    if lot.left != lot.granted or lot.moved_to is not None:
        raise Refused(
            msg("The points have been used since; take them back by a refund or a correction."),
            code="spent_in_between",
        )


def credit_joining(
    uow: UnitOfWork, *, account_id: int, patient_ids: Sequence[int], day: date
) -> int:
    """Welcome points for a new account and paid visits before joining; answers with the points.

    The people are on the account already; the first of them is the one who joins.  Raises
    Refused("outside_programme") where nothing is given on that day.
    """
    book = points_book(uow)
    account = book.account(account_id)
    terms = bonuses.terms_that_give(book, day)
    when = When(day, uow.today)
    others = [key for key in (*account.members, *account.former) if key not in patient_ids]
    credited = 0
    for index, patient_id in enumerate(patient_ids):
        first = index == 0 and not others and not book.was_member(patient_id)
        lots = credit_member(book, account, patient_id, terms, when, first=first)
        credited += sum(lot.granted for lot in lots)
        credited += settle_referral(book, patient_id, when)
    book.save()
    return credited


def take_back_joining(
    uow: UnitOfWork, *, account_id: int, patient_ids: Sequence[int], day: date
) -> int:
    """Take back what joining gave, by new entries; answers with the points.

    Raises Refused("spent_in_between") where some of it was used, or a visit has earned since.
    """
    book = points_book(uow)
    lots = [book.lot(n) for n in book.read.lots_given_by(account_id, list(patient_ids))]
    given = (EntryKind.WELCOME, EntryKind.RETROACTIVE)
    for lot in lots:
        if lot.kind not in given and lot.taken_back < lot.granted:
            raise Refused(
                msg("A visit has earned points since; joining can no longer be taken back."),
                code="spent_in_between",
            )
        if lot.taken_back == 0:
            _refuse_touched(lot)
    taken = 0
    for lot in lots:
        if lot.kind in given and lot.taken_back == 0:
            taken += take_back(book, lot, lot.granted, When(day, uow.today), Shortfall.DEBT).moved
    for patient_id in patient_ids:
        for visit in book.visits_of(patient_id):
            if visit.account == account_id:
                _forget_credit(visit)
    book.save()
    return taken


def _forget_credit(visit: VisitRecord) -> None:
    visit.account = visit.lot = visit.version = visit.percent = None
    visit.credited, visit.stays, visit.promotions = False, 0, ()


def credit_opening_balances(
    uow: UnitOfWork, *, balances: Sequence[OpeningBalance], day: date
) -> None:
    """The balances a clinic brings along from another program.

    Without a last usable day the points live like earned ones.  The ledger is read and written
    once for all of them.
    """
    book = points_book(uow)
    for balance in balances:
        _open(book, balance, When(day, uow.today))
    book.save()


def draw_opening_balances(uow: UnitOfWork, *, balances: Sequence[OpeningBalance]) -> None:
    """Take brought balances away again by entries of their own; their lots must be untouched."""
    book = points_book(uow)
    when = When(uow.today, uow.today)
    for balance in balances:
        account = book.account(balance.account_id)
        bonuses.adjust(
            book,
            account,
            -balance.points,
            when,
            reason="import taken back",
            member=balance.patient_id,
        )
    book.save()


def _open(book: PointsBook, balance: OpeningBalance, when: When) -> Lot:
    return credit(
        book,
        book.account(balance.account_id),
        Credit(
            kind=EntryKind.ADJUSTED,
            points=balance.points,
            terms=book.versions.nearest(when.day),
            name=f"{OPENING} {when.day.isoformat()}",
            member=balance.patient_id,
            last=balance.last_day,
            reason=OPENING,
        ),
        when,
    )


def adjust_points(
    uow: UnitOfWork,
    *,
    account_id: int,
    points: int,
    reason: str,
    patient_id: int | None = None,
) -> None:
    """A manual correction by a supervisor, with its reason; below zero it takes points."""
    if not uow.actor.is_supervisor:
        raise Refused(msg("Only a supervisor corrects points."), code="not_allowed")
    book = points_book(uow)
    account = book.account(account_id)
    when = When(uow.today, uow.today)
    member = patient_id if patient_id is not None else account.holder
    bonuses.adjust(book, account, points, when, reason=reason, member=member)
    uow.note(reason=reason)
    book.save()


def credit_birthday(uow: UnitOfWork, *, patient_id: int, day: date) -> int:
    """Birthday points, once a person and calendar year; answers with the points."""
    book = points_book(uow)
    account = book.account_of(patient_id)
    if account is None:
        raise Refused(msg("This person is on no account."), code="unknown_member")
    given = book.read.birthday_years(patient_id)
    lot = bonuses.credit_birthday(book, account, patient_id, When(day, uow.today), given)
    book.save()
    return 0 if lot is None else lot.granted


def note_referral(uow: UnitOfWork, *, account_id: int, referrer_id: int, newcomer_id: int) -> None:
    """Note who sent a newcomer; both sides are paid after her first worthy visit."""
    book = points_book(uow)
    when = When(uow.today, uow.today)
    note(book, book.account(account_id), referrer_id, newcomer_id, when)
    book.save()


def credit_waiting(uow: UnitOfWork, *, account_id: int) -> int:
    """What visits earned while the account was blocked; the caller unblocks its row."""
    book = points_book(uow)
    account = book.account(account_id)
    credited = blocking.unblock(book, account, When(uow.today, uow.today))
    book.save()
    return credited


def write_expiries(uow: UnitOfWork, *, day: date) -> int:
    """Write the expiry entries that are due on `day`, for every account; answers with points.

    Balances never wait for it: every reading is as of its day.
    """
    book = points_book(uow)
    lapsed = sum(expire(book, book.account(key), day) for key in book.read.accounts_due(day))
    book.save()
    return lapsed
