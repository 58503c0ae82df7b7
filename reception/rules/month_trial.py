"""A real month played under a draft: what families would have got, and what it would have cost.

The history is played twice, under the terms there were and under the draft from the first day of
the month on.  Points a patient used and could not have used are used as far as they could.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from reception.errors import Refused
from reception.rules import bonuses
from reception.rules.joining import credit_joining, credit_late_past_visit
from reception.rules.ledger import Account, Line, When
from reception.rules.memory_book import MemoryBook
from reception.rules.posting import Credit, credit
from reception.rules.redemption import largest_redemption
from reception.rules.refund import cancel_visit, refund_amount, refund_lines
from reception.rules.terms import Terms
from reception.rules.versions import Versions
from reception.rules.visits import new_visit, pay
from reception.values.choices import EntryKind
from reception.values.money import parse_minor
from reception.values.period import Period

Event = Mapping[str, Any]
_GIVEN = (
    EntryKind.EARNED,
    EntryKind.WELCOME,
    EntryKind.BIRTHDAY,
    EntryKind.REFERRAL,
    EntryKind.RETROACTIVE,
)


@dataclass(frozen=True)
class MonthResult:
    """Points given and used in a month, the money used points were worth, and the families."""

    given: int
    used: int
    used_minor: int
    families: int


@dataclass(frozen=True)
class MonthTrial:
    """The month as it was, and as it would have been."""

    period: Period
    was: MonthResult
    would_be: MonthResult


def try_month(
    published: Sequence[Terms],
    draft: Terms,
    events: Sequence[Event],
    period: Period,
    *,
    began: date,
    report: Callable[[int, int], None] | None = None,
) -> MonthTrial:
    """Play the events through the end of the month under both; `report` hears of the progress."""
    relevant = [event for event in events if date.fromisoformat(event["on"]) <= period.last]
    total = 2 * len(relevant)
    before = [
        replace(terms, version=replace(terms.version, valid_until=None))
        for terms in published
        if terms.version.valid_from < period.first
    ]
    begins = replace(draft.version, valid_from=period.first, valid_until=None)
    results = []
    for count, terms in enumerate((list(published), [*before, replace(draft, version=begins)])):
        done = count * len(relevant)
        book = MemoryBook(Versions(terms, began=began))
        _play(book, relevant, done, total, report)
        results.append(_result(book, period))
    return MonthTrial(period, *results)


def _play(
    book: MemoryBook,
    events: Iterable[Event],
    done: int,
    total: int,
    report: Callable[[int, int], None] | None,
) -> None:
    player = _Player(book)
    for count, event in enumerate(events):
        if report is not None and count % 200 == 0:
            report(done + count, total)
        player.play(event)


def _result(book: MemoryBook, period: Period) -> MonthResult:
    given = used = 0
    families = set()
    for entry in book.entries:
        if entry.effective not in period:
            continue
        if entry.kind in _GIVEN:
            given += entry.points
            families.add(entry.account)
        elif entry.kind is EntryKind.REDEEMED:
            used -= entry.points
    return MonthResult(given, used, used * book.versions.point_value, len(families))


class _Player:
    """Applies events of the clinic's own history; what a rule refuses is passed over."""

    def __init__(self, book: MemoryBook) -> None:
        self._book = book
        self._birthdays: dict[str, list[int]] = {}
        self._do: dict[str, Callable[[Event, When], None]] = {
            "join": self._join,
            "visit": self._visit,
            "refund": self._refund,
            "cancel": self._cancel,
            "birthday": self._birthday,
            "adjust": self._adjust,
            "credit": self._credit,
        }

    def play(self, event: Event) -> None:
        """Apply one event."""
        act = self._do.get(event["do"])
        if act is None:
            return
        day = date.fromisoformat(event["on"])
        typed = date.fromisoformat(event.get("recorded_on", event["on"]))
        try:
            act(event, When(day, typed))
        except Refused:
            return

    def _join(self, event: Event, when: When) -> None:
        book = self._book
        terms = bonuses.terms_that_give(book, when.day)
        key, member = event["account"], event["member"]
        account = book.accounts.get(key) or book.open_account(key, member)
        first = not account.members and not account.former and not book.was_member(member)
        book.enter(account, member, when.day)
        credit_joining(book, account, member, terms, when, first=first)

    def _visit(self, event: Event, when: When) -> None:
        book = self._book
        lines = [Line(line["group"], parse_minor(line["amount"])) for line in event["lines"]]
        visit = new_visit(event["visit"], event["member"], when.day, lines)
        account = book.account_of(event["member"])
        redeem = int(event.get("redeem", 0))
        if redeem:
            redeem = self._as_far_as_allowed(account, lines, redeem, when.day)
        pay(book, account, visit, redeem, when)
        if visit.number == 0:
            book.keep_visit(visit)
        if account is not None and visit.account is None:
            credit_late_past_visit(book, account, visit, when)

    def _as_far_as_allowed(
        self, account: Account | None, lines: Sequence[Line], redeem: int, day: date
    ) -> int:
        """What was used, else the most that is allowed of it."""
        if account is None:
            return 0
        terms = self._book.versions.nearest(day)
        allowed = largest_redemption(self._book, account, terms, lines, day)
        redeem = min(redeem, allowed.points)
        redeem -= redeem % terms.redemption.step
        return redeem if redeem >= terms.redemption.minimum_points else 0

    def _refund(self, event: Event, when: When) -> None:
        visit = self._book.records.get(event["visit"])
        if visit is None:
            return
        if "amount" in event:
            refund_amount(self._book, visit, parse_minor(event["amount"]), when)
        else:
            lines = [Line(line["group"], parse_minor(line["amount"])) for line in event["lines"]]
            refund_lines(self._book, visit, lines, when)

    def _cancel(self, event: Event, when: When) -> None:
        visit = self._book.records.get(event["visit"])
        if visit is not None:
            cancel_visit(self._book, visit, when)

    def _birthday(self, event: Event, when: When) -> None:
        member = event["member"]
        account = self._book.account_of(member)
        if account is None:
            return
        given = self._birthdays.setdefault(member, [])
        bonuses.credit_birthday(self._book, account, member, when, given)
        given.append(when.day.year)

    def _adjust(self, event: Event, when: When) -> None:
        account = self._book.accounts.get(event["account"])
        if account is not None:
            points, member = int(event["points"]), event.get("member")
            bonuses.adjust(self._book, account, points, when, reason="history", member=member)

    def _credit(self, event: Event, when: When) -> None:
        account = self._book.accounts.get(event["account"])
        if account is None:
            return
        through = event.get("through")
        what = Credit(
            kind=EntryKind.ADJUSTED,
            points=int(event["points"]),
            terms=self._book.versions.nearest(when.day),
            name=event["lot"],
            member=event.get("member"),
            last=date.fromisoformat(through) if through else None,
        )
        credit(self._book, account, what, when)
