"""Referrals: both sides are paid after the newcomer's first worthy visit (design/terms.md 13)."""

from __future__ import annotations

from fractions import Fraction

from reception.errors import Refused
from reception.rules.ledger import Account, Book, Key, Referral, VisitRecord, When, living
from reception.rules.lots import later
from reception.rules.posting import Credit, credit
from reception.rules.reversals import take_back
from reception.rules.terms import Terms
from reception.translation import Message, msg
from reception.values.choices import EntryKind


def note(book: Book, account: Account, member: Key | None, newcomer: Key, when: When) -> None:
    """Note that `member` of `account` sent `newcomer`; raises Refused (referral_not_allowed)."""
    reason = _fault(book, account, member, newcomer, when)
    if reason is not None:
        raise Refused(reason, code="referral_not_allowed")
    book.note_referral(Referral(newcomer, account.key, member, when.day))


def _fault(
    book: Book, account: Account, member: Key | None, newcomer: Key, when: When
) -> Message | None:
    terms = book.versions.in_force(when.day)
    if terms is None or terms.bonuses.referral is None:
        return msg("The terms of this day know no referrals.")
    if newcomer == member or newcomer in account.members:
        return msg("Nobody can be referred within one account.")
    if book.referral_of(newcomer) is not None:
        return msg("This newcomer has been referred before; the first referral stands.")
    if any(visit.day <= when.day and not visit.cancelled for visit in book.visits_of(newcomer)):
        return msg("This person has been here before the referral was noted.")
    for person in account.members:
        earlier = book.referral_of(person)
        if earlier is None:
            continue
        home = book.account_of(newcomer)
        if earlier.member == newcomer or (home is not None and home.key == earlier.account):
            return msg("Two people cannot refer each other.")
    return None


def settle_referral(book: Book, newcomer: Key, when: When) -> int:
    """Pay both sides if the newcomer's visits have earned it; answers with her own points."""
    if not book.versions.know_referrals:
        return 0
    referral = book.referral_of(newcomer)
    home = book.account_of(newcomer)
    if referral is None or home is None:
        return 0
    account = living(book, referral.account)
    known_before = _was_known(book, referral)
    if known_before and referral.visit is not None:
        withdraw_referral(book, referral, book.versions.nearest(referral.noted_on), when)
    if known_before or referral.visit is not None or account.key == home.key:
        return 0
    return _pay_first(book, referral, account, home, when)


def _was_known(book: Book, referral: Referral) -> bool:
    """Whether a visit before the referral shows that the newcomer was none."""
    visits = book.visits_of(referral.newcomer)
    return any(visit.day < referral.noted_on and not visit.cancelled for visit in visits)


def _pay_first(book: Book, referral: Referral, account: Account, home: Account, when: When) -> int:
    """Pay for the first worthy visit; answers with the newcomer's points."""
    newcomer = referral.newcomer
    for visit in book.visits_of(newcomer):
        terms = book.versions.in_force(visit.day)
        bonus = None if terms is None else terms.bonuses.referral
        if terms is None or bonus is None or visit.cancelled:
            continue
        if not _reaches(book, referral, visit, terms):
            continue
        lots = []
        for to, who, points in (
            (account, referral.member, bonus.referrer),
            (home, newcomer, bonus.newcomer),
        ):
            if points:
                lots.append(_credit(book, to, who, points, terms, visit, when))
        referral.visit, referral.lots = visit.key, tuple(lots)
        return bonus.newcomer
    return 0


def check_referral(book: Book, visit: VisitRecord, when: When) -> None:
    """Take both bonuses back when the visit they were paid for has fallen below the minimum."""
    if visit.member is None or not book.versions.know_referrals:
        return
    referral = book.referral_of(visit.member)
    if referral is None or referral.visit != visit.key:
        return
    terms = book.versions.nearest(visit.day)
    if not visit.cancelled and _reaches(book, referral, visit, terms):
        return
    withdraw_referral(book, referral, terms, when)


def withdraw_referral(book: Book, referral: Referral, terms: Terms, when: When) -> None:
    """Take both bonuses back; a later worthy visit may earn them again."""
    for number in referral.lots:
        lot = book.lot(number)
        take_back(book, lot, lot.granted, when, terms.refund.shortfall)
    referral.visit, referral.lots = None, ()


def _reaches(book: Book, referral: Referral, visit: VisitRecord, terms: Terms) -> bool:
    """Whether the money part of a visit reaches the minimum in the days of the referral."""
    bonus = terms.bonuses.referral
    if bonus is None:
        return False
    last = later(referral.noted_on, days=bonus.within_days)
    money = Fraction(visit.bill - visit.redeemed * book.versions.point_value) - visit.money_back
    return referral.noted_on <= visit.day <= last and money >= bonus.minimum_bill


def _credit(
    book: Book,
    account: Account,
    member: Key | None,
    points: int,
    terms: Terms,
    visit: VisitRecord,
    when: When,
) -> int:
    lot = credit(
        book,
        account,
        Credit(
            kind=EntryKind.REFERRAL,
            points=points,
            terms=terms,
            name=f"referral {when.day.isoformat()}",
            member=member,
            visit=visit.key,
            usable_from=later(when.day, days=terms.earning.hold_days),
            breakdown=[{"step": "extra", "code": "referral", "points": points}],
        ),
        when,
    )
    return lot.number
