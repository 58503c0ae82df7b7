"""What joining brings: welcome points once an account, and paid visits before it (terms.md 14)."""

from __future__ import annotations

from datetime import date

from reception.rules.earning import Rate, earn
from reception.rules.expiry import count_visit
from reception.rules.ledger import Account, Book, Key, Lot, VisitRecord, When, by_group
from reception.rules.lots import later
from reception.rules.posting import Credit, credit
from reception.rules.terms import Terms
from reception.rules.visits import credit_visit, earn_late, usable_promotions
from reception.values.choices import EntryKind
from reception.values.period import add_days


def credit_welcome(
    book: Book, account: Account, member: Key, terms: Terms, when: When
) -> Lot | None:
    """Welcome points for the first member of an account, usable at once.

    The caller says them for the first member only, and not for a person who was on an account
    before.
    """
    if not terms.bonuses.welcome:
        return None
    return credit(
        book,
        account,
        Credit(
            kind=EntryKind.WELCOME,
            points=terms.bonuses.welcome,
            terms=terms,
            name=f"welcome {when.day.isoformat()}",
            member=member,
            breakdown=[{"step": "extra", "code": "welcome", "points": terms.bonuses.welcome}],
        ),
        when,
    )


def past_visits(book: Book, member: Key, terms: Terms, joined_on: date) -> list[VisitRecord]:
    """The paid visits before joining that count: never one that was credited before."""
    days = terms.earning.retroactive_days
    if days == 0:
        return []
    first = max(add_days(joined_on, -min(days, (joined_on - date.min).days)), book.versions.began)
    return [
        visit
        for visit in book.visits_of(member)
        if first <= visit.day <= joined_on and not visit.cancelled and not visit.credited
    ]


def credit_past_visit(book: Book, account: Account, visit: VisitRecord, when: When) -> Lot | None:
    """Credit one visit before joining, on the joining day, by the version of its own day.

    At the base percentage, with the promotions of its day.
    """
    terms = book.versions.in_force(visit.day) or book.versions.first
    rate = Rate(terms.earning.percent)
    earned = earn(
        terms,
        by_group(visit.lines, visit.left),
        redeemed=0,
        rate=rate,
        promotions=usable_promotions(book, visit, terms),
    )
    visit.version, visit.tier, visit.percent = terms.version.number, None, rate.percent
    visit.promotions, visit.credited, visit.account = earned.promotions, True, account.key
    if not earned.points:
        return None
    usable_from = later(when.day, days=terms.earning.hold_days)
    return credit_visit(
        book, account, visit, terms, earned, EntryKind.RETROACTIVE, when, usable_from
    )


def count_past_visits(book: Book, account: Account, member: Key, when: When) -> None:
    """Let the earlier visits of a new member keep the account's points alive, too."""
    for visit in book.visits_of(member):
        if not visit.cancelled and visit.day <= when.day:
            book.add_visit(account, visit)
            count_visit(book, account, visit.day, typed=when.typed)


def credit_joining(
    book: Book, account: Account, member: Key, terms: Terms, when: When, *, first: bool
) -> list[Lot]:
    """All that joining brings a new member of an account: the lots credited.

    `first` says that she is the first member of a new account and was on none before.
    """
    lots = [credit_welcome(book, account, member, terms, when)] if first else []
    count_past_visits(book, account, member, when)
    before = past_visits(book, member, terms, when.day)
    lots.extend(credit_past_visit(book, account, visit, when) for visit in before)
    for visit in book.visits_of(member):
        if visit.day > when.day and not visit.credited and not visit.cancelled:
            book.add_visit(account, visit)
            count_visit(book, account, visit.day, typed=when.typed)
            lots.append(earn_late(book, account, visit, when).lot)
    return [lot for lot in lots if lot is not None]


def credit_late_past_visit(
    book: Book, account: Account, visit: VisitRecord, when: When
) -> Lot | None:
    """A visit before joining that is typed after it counts as it would have on the joining day."""
    if visit.member is None or visit.member not in account.members:
        return None
    joined_on = account.members[visit.member]
    book.add_visit(account, visit)
    count_visit(book, account, visit.day, typed=when.typed)
    terms = book.versions.in_force(joined_on)
    if terms is None or visit not in past_visits(book, visit.member, terms, joined_on):
        return None
    return credit_past_visit(book, account, visit, When(joined_on, when.typed))
