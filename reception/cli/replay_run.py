"""One replay: events are applied to a ledger in memory, and each is answered.

Whatever decides is in `reception/rules`; here events become calls, and refusals answers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reception.cli.replay_answers import shown_entry, shown_steps, state
from reception.cli.replay_bare import BareEvents
from reception.cli.replay_events import DEFAULT_ACCOUNT, Event
from reception.cli.replay_families import FamilyEvents
from reception.cli.replay_whom import Outcome, Whom, refusal
from reception.errors import Refused
from reception.rules import blocking, bonuses
from reception.rules.expiry import expire
from reception.rules.joining import credit_joining
from reception.rules.ledger import Account, Key, Lot, VisitRecord, When, living
from reception.rules.lots import final_day
from reception.rules.memory_book import MemoryBook
from reception.rules.paying import pay_and_settle
from reception.rules.redemption import largest_redemption
from reception.rules.referral import check_referral, note, settle_referral
from reception.rules.refund import cancel_visit, refund_amount, refund_lines
from reception.rules.tiers import rate_on
from reception.rules.versions import Versions
from reception.rules.visits import Paid, new_visit, outside_programme
from reception.translation import msg


class Replay:
    """A fresh ledger, and what earlier lines were about."""

    def __init__(self, versions: Versions) -> None:
        self.book = MemoryBook(versions)
        self.whom = Whom(self.book)
        self.families = FamilyEvents(self.book)
        self._bare = BareEvents(self.book, self.whom)
        self._requests: dict[str, dict[str, Any]] = {}
        self._contents: dict[tuple[str, str], dict[str, Any]] = {}
        self._birthdays: dict[Key, list[int]] = {}
        self._redeemable = 0
        self._do: dict[str, Callable[[Event], Outcome]] = {
            "join": self._join,
            "visit": self._visit,
            "refund": self._refund,
            "cancel": self._cancel,
            "birthday": self._birthday,
            "refer": self._refer,
            "adjust": self._adjust,
            "merge": self._merge,
            "leave": self._leave,
            "split": self._split,
            "undo": self._undo,
            "block": self._block,
            "unblock": self._unblock,
            "close": self._close,
            "credit": self._bare.credit,
            "debit": self._bare.debit,
            "take_back": self._bare.take_back,
            "give_back": self._bare.give_back,
            "expire": self._expire,
            "check": self._check,
        }

    def answer(self, event: Event) -> dict[str, Any]:
        """Apply one event and say what it did; a refused one changes nothing."""
        self.book.recorded = event.recorded
        before, known = len(self.book.entries), len(self.book.accounts)
        outcome, reason = Outcome(), None
        self._redeemable = 0
        try:
            if not self._is_repeat(event):
                outcome = self._do[event.do](event)
                self._remember(event)
        except Refused as error:
            reason = error.code
            self.book.forget_accounts(known)
        return self._answer(event, outcome, reason, before)

    def _answer(
        self, event: Event, outcome: Outcome, reason: str | None, before: int
    ) -> dict[str, Any]:
        book = self.book
        account = book.accounts.get(event.name("account", DEFAULT_ACCOUNT))
        day = event.optional_day("as_of") or event.typed
        shown = state(book, account, day)
        entries = book.entries[before:]
        steps = outcome.steps
        if steps is None:
            steps = tuple(step for entry in entries for step in entry.breakdown)
        version, tier = self._terms_of(event, outcome.visit, account)
        return {
            "line": event.line,
            "accepted": reason is None,
            "reason": reason,
            "moved": outcome.moved,
            "balance": shown["balance"],
            "held": shown["held"],
            "debt": shown["debt"],
            "lots": shown["lots"],
            "expired": shown["expired"],
            "redeemable": self._redeemable,
            "usable_through": self._usable_through(outcome.lots, shown["soonest"]),
            "version": version,
            "tier": tier,
            "breakdown": shown_steps(steps),
            "entries": [shown_entry(book, entry) for entry in entries],
        }

    def _usable_through(self, lots: list[Lot], soonest: Any) -> str | None:
        """The last usable day of what was credited, else the soonest with points left."""
        if lots:
            last = final_day(lots[-1], self.book.versions.ending)
            return None if last is None else last.isoformat()
        return None if soonest is None else str(soonest.isoformat())

    def _terms_of(
        self, event: Event, visit: VisitRecord | None, account: Account | None
    ) -> tuple[int | None, str | None]:
        versions = self.book.versions
        if visit is not None and visit.version is not None:
            return visit.version, visit.tier
        terms = versions.in_force(event.day)
        if terms is None:
            return None, None
        return terms.version.number, rate_on(self.book, account, terms, event.day).tier

    # --- once only

    def _is_repeat(self, event: Event) -> bool:
        """Whether this very event was accepted before; refuses its ids with other content."""
        if "request" in event:
            known = self._requests.get(event.name("request"))
            if known is not None:
                if known == _content(event):
                    return True
                raise refusal("request_reused")
        own = _own_id(event)
        if own is None:
            return False
        known = self._contents.get(own)
        if known is None:
            return False
        visit = self.book.records.get(own[1]) if own[0] == "visit" else None
        if known == _content(event) and not (visit is not None and visit.cancelled):
            return True
        raise refusal("request_reused")

    def _remember(self, event: Event) -> None:
        if "request" in event:
            self._requests[event.name("request")] = _content(event)
        own = _own_id(event)
        if own is not None:
            self._contents[own] = _content(event)

    # --- people

    def _join(self, event: Event) -> Outcome:
        event.optional_day("born")
        account, member, first, terms = self.families.join(event)
        when = When(event.day, event.typed)
        lots = credit_joining(self.book, account, member, terms, when, first=first)
        moved = sum(lot.granted for lot in lots)
        moved += settle_referral(self.book, member, when)
        return Outcome(moved, lots)

    def _birthday(self, event: Event) -> Outcome:
        account = self.whom.account(event)
        member = self.whom.member(event, account)
        given = self._birthdays.setdefault(member or account.key, [])
        when = When(event.day, event.typed)
        lot = bonuses.credit_birthday(self.book, account, member, when, given)
        given.append(event.day.year)
        return Outcome(lot.granted, [lot]) if lot else Outcome()

    def _refer(self, event: Event) -> Outcome:
        account = self.whom.account(event)
        member = self.whom.member(event, account)
        newcomer = event.name("newcomer")
        note(self.book, account, member, newcomer, When(event.day, event.typed))
        return Outcome()

    # --- visits

    def _visit(self, event: Event) -> Outcome:
        book = self.book
        lines = event.bill(signed=True)
        redeem = event.whole("redeem", default=0)
        account = book.accounts.get(event.name("account", DEFAULT_ACCOUNT))
        if account is not None:
            account = living(book, account.key)
        if "member" in event:
            member: Key | None = event.name("member")
            home = book.account_of(member) if member is not None else None
            elsewhere = home is not None and (account is None or home.key != account.key)
            if elsewhere and not (account is not None and account.had(member, event.day)):
                raise refusal("in_other_account")
        elif account is None:
            raise refusal("unknown_account")
        else:
            member = account.holder
        visit = new_visit(event.name("visit"), member, event.day, lines)
        when = When(event.day, event.typed)
        paid = self._pay(account, visit, redeem, when)
        if visit.number == 0:
            book.keep_visit(visit)
        return Outcome(paid.earned, [paid.lot] if paid.lot else [], visit, paid.steps)

    def _pay(self, account: Account | None, visit: VisitRecord, redeem: int, when: When) -> Paid:
        """Pay a visit, and remember the largest redemption allowed, also when it is refused."""
        try:
            paid = pay_and_settle(self.book, account, visit, redeem, when)
        except Refused:
            if account is not None and account.had(visit.member, visit.day):
                terms = self.book.versions.nearest(visit.day)
                allowed = largest_redemption(self.book, account, terms, visit.lines, visit.day)
                self._redeemable = allowed.points
            raise
        self._redeemable = 0 if paid.allowed is None else paid.allowed.points
        return paid

    def _refund(self, event: Event) -> Outcome:
        visit = self.whom.visit(event)
        when = When(event.day, event.typed)
        if "amount" in event:
            amount = event.money("amount", event.fields["amount"])
            if amount < 0 or "lines" in event:
                event.wrong("amount", msg("an amount not below 0, or lines"))
            result = refund_amount(self.book, visit, amount, when)
        else:
            result = refund_lines(self.book, visit, event.bill(signed=False), when)
        check_referral(self.book, visit, when)
        return Outcome(result.taken, result.lots, visit)

    def _cancel(self, event: Event) -> Outcome:
        visit = self.whom.visit(event)
        when = When(event.day, event.typed)
        result = cancel_visit(self.book, visit, when)
        check_referral(self.book, visit, when)
        return Outcome(result.taken, result.lots, visit)

    # --- the account

    def _adjust(self, event: Event) -> Outcome:
        account = self.whom.account(event)
        points = event.fields.get("points")
        if isinstance(points, bool) or not isinstance(points, int) or abs(points) >= 2**63:
            event.wrong("points", msg("a whole number"))
        if not event.text("by").strip() or event.text("by") == "administrator":
            raise refusal("not_allowed")
        member = self.whom.member(event, account)
        when = When(event.day, event.typed)
        before = len(self.book.all_lots)
        bonuses.adjust(self.book, account, points, when, reason=event.text("reason"), member=member)
        return Outcome(abs(points), self.book.all_lots[before:])

    def _block(self, event: Event) -> Outcome:
        when = When(event.day, event.typed)
        blocking.block(self.whom.account(event), when, event.text("reason"))
        return Outcome()

    def _unblock(self, event: Event) -> Outcome:
        account = self.whom.account(event)
        when = When(event.day, event.typed)
        before = len(self.book.all_lots)
        moved = blocking.unblock(self.book, account, when)
        return Outcome(moved, self.book.all_lots[before:])

    def _close(self, event: Event) -> Outcome:
        ending = self.book.versions.ending
        if ending is not None and event.day >= ending.day:
            raise outside_programme(event.day)
        bonuses.terms_that_give(self.book, event.day)
        self.book.versions.close(event.day)
        return Outcome()

    def _merge(self, event: Event) -> Outcome:
        return Outcome(self.families.merge(event, self.whom.account(event)))

    def _leave(self, event: Event) -> Outcome:
        return Outcome(self.families.leave(event, self.whom.account(event)))

    def _split(self, event: Event) -> Outcome:
        return Outcome(self.families.split(event, self.whom.account(event)))

    def _undo(self, event: Event) -> Outcome:
        return Outcome(self.families.undo(event))

    # --- reading

    def _expire(self, event: Event) -> Outcome:
        return Outcome(expire(self.book, self.whom.account(event), event.day))

    def _check(self, event: Event) -> Outcome:
        if self.book.accounts.get(event.name("account", DEFAULT_ACCOUNT)) is None:
            raise refusal("unknown_account")
        return Outcome()


def _content(event: Event) -> dict[str, Any]:
    """What must be equal in a repeat: everything but the day it is typed."""
    return {key: value for key, value in event.fields.items() if key != "recorded_on"}


def _own_id(event: Event) -> tuple[str, str] | None:
    """The id an event may use once: of its visit, refund, bare lot or bare draw."""
    field_name = {"visit": "visit", "refund": "refund", "credit": "lot", "debit": "ref"}.get(
        event.do
    )
    if field_name is None or field_name not in event:
        return None
    return (event.do, event.name(field_name))
