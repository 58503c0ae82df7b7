"""A naive ledger, one token for each point, written apart from the engine and slow on purpose.

Every token remembers each day on which it moved; a balance is counted by looking at all tokens.
Lives are recomputed from the list of visits each time, bills from their lines each time.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction


@dataclass
class Naive:
    """One account under one set of terms, fed in the order of days."""

    mode: str = "after_last_visit"
    months: int = 6
    hold: int = 1
    shortfall: str = "write_off"
    grace: int = 10
    percent: str = "7"
    cap: int = 50
    minimum: int = 1
    step: int = 1
    lots: list[Lot] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    bills: dict[str, Bill] = field(default_factory=dict)
    drawn: dict[str, list[object]] = field(default_factory=dict)
    floors: list[tuple[date, date]] = field(default_factory=list)
    lapsed: int = 0

    # --- lives

    def last(self, lot: Lot) -> date | None:
        if lot.graced is not None:
            return lot.graced
        return self.natural(lot)

    def natural(self, lot: Lot) -> date | None:
        if lot.through is not None:
            return lot.through
        if self.mode == "never":
            return None
        last = plus_months(lot.day, self.months)
        if self.mode == "end_of_month":
            last = last.replace(day=monthrange(last.year, last.month)[1])
            if last < lot.usable:
                last = lot.usable.replace(day=monthrange(lot.usable.year, lot.usable.month)[1])
        if self.mode == "after_last_visit":
            last = max([last, *lot.kept])
            for day in sorted(bill.day for bill in self.bills.values() if not bill.gone):
                if day <= last:
                    last = max(last, plus_months(day, self.months))
        return last

    def alive(self, lot: Lot, day: date) -> bool:
        last = self.last(lot)
        return last is None or day <= last

    def usable(self, lot: Lot, day: date) -> bool:
        return lot.usable <= day and self.alive(lot, day)

    # --- readings

    def balance(self, day: date) -> int:
        have = sum(len(lot.tokens) for lot in self.lots if self.usable(lot, day))
        return have - self.debt()

    def held(self, day: date) -> int:
        return sum(len(lot.tokens) for lot in self.lots if day < lot.usable)

    def debt(self) -> int:
        return sum(owed.points for owed in self.owed)

    def order(self, lots: list[Lot]) -> list[Lot]:
        return sorted(
            lots,
            key=lambda lot: (
                self.last(lot) is None,
                self.last(lot) or date.max,
                lot.day,
                self.lots.index(lot),
            ),
        )

    # --- movements

    def put(self, name: str, points: int, day: date, usable: date, through: date | None) -> Lot:
        lot = Lot(name, day, usable, through, points, [object() for _ in range(points)])
        self.lots.append(lot)
        self.pay(day)
        return lot

    def pay(self, day: date) -> None:
        for lot in self.order([lot for lot in self.lots if self.alive(lot, day)]):
            for owed in self.owed:
                while owed.points and lot.tokens:
                    owed.points -= 1
                    owed.taken.append((lot, lot.tokens.pop()))
        self.owed = [owed for owed in self.owed if owed.points]

    def draw(self, points: int, day: date, first: Lot | None = None) -> list[tuple[Lot, object]]:
        """Take up to `points` tokens, those of `first` before the others."""
        taken: list[tuple[Lot, object]] = []
        lots = [first] if first is not None and self.alive(first, day) else []
        lots += [lot for lot in self.order(self.lots) if self.usable(lot, day) and lot is not first]
        for lot in lots:
            while lot.tokens and len(taken) < points:
                taken.append((lot, lot.tokens.pop()))
        return taken

    def debit(self, ref: str, points: int, day: date, *, forced: bool, at_most: bool) -> int | None:
        """Points moved, None where refused."""
        there = max(0, self.balance(day))
        if points > self.balance(day) and not forced and not at_most:
            return None
        if at_most:
            points = min(points, there)
        taken = self.draw(points, day)
        owed = Owed(points - len(taken) if forced else 0, taken)
        self.drawn[ref] = [owed]
        if owed.points:
            self.owed.append(owed)
            self.pay(day)
        return points if forced else len(taken)

    def give_back(self, owed: Owed, points: int, day: date) -> tuple[int, list[Lot]]:
        """Tokens back, the last drawn first; the lots in which they live on, one a token."""
        back = min(points, owed.points)
        owed.points -= back
        self.owed = [each for each in self.owed if each.points]
        lots = []
        while back < points and owed.taken:
            lot, token = owed.taken.pop()
            back += 1
            if self.alive(lot, day):
                lot.tokens.append(token)
                lots.append(lot)
            elif self.grace and lot.graced is None:
                self.lapsed += 0 if lot.closed else len(lot.tokens)
                lot.lost += 0 if lot.closed else len(lot.tokens)
                lot.tokens = [token]
                lot.graced = day + timedelta(days=self.grace)
                lot.closed = False
                lots.append(lot)
            else:
                self.lapsed += 1
                lot.lost += 1
        return back, lots

    def take_back(self, lot: Lot, points: int, day: date, shortfall: str) -> tuple[int, int]:
        """Moved, written off."""
        points = min(points, lot.points - lot.reversed)
        lot.reversed += points
        gone = lot.lost + (0 if self.alive(lot, day) else len(lot.tokens))
        skipped = max(0, min(points, gone - lot.counted))
        lot.counted += skipped
        need = points - skipped
        taken = self.draw(need, day, first=lot)
        rest = need - len(taken)
        if not rest:
            return need, 0
        if shortfall == "debt":
            self.owed.append(Owed(rest, []))
            self.pay(day)
            return need, 0
        return len(taken), rest

    def expire(self, day: date) -> int:
        lapsed = 0
        for lot in self.lots:
            if not self.alive(lot, day) and (lot.tokens or not lot.closed):
                lapsed += len(lot.tokens)
                lot.lost += len(lot.tokens)
                lot.tokens, lot.closed = [], True
        self.lapsed += lapsed
        return lapsed

    # --- visits

    def largest(self, lines: list[tuple[bool, int]], day: date) -> int:
        cap = (Decimal(sum(a for earns, a in lines if earns)) * self.cap / 100).to_integral_value(
            ROUND_FLOOR
        )
        most = min(int(cap) // 100, max(0, self.balance(day)))
        most -= most % self.step
        return most if most >= self.minimum else 0

    def visit(self, name: str, lines: list[tuple[bool, int]], redeem: int, day: date) -> int | None:
        """Points earned, None where refused; lines say whether they earn, and the amount."""
        wrong = redeem < self.minimum or redeem % self.step
        if redeem and (wrong or redeem > self.largest(lines, day)):
            return None
        bill = Bill(day, lines, [Fraction(a) for _earns, a in lines], redeem)
        self.bills[name] = bill
        bill.owed = Owed(0, self.draw(redeem, day))
        bill.stays = self.earned(bill)
        if bill.stays:
            bill.lot = self.put(name, bill.stays, day, day + timedelta(days=self.hold), None)
        return bill.stays

    def earned(self, bill: Bill) -> int:
        earning = sum(
            left for (earns, _a), left in zip(bill.lines, bill.left, strict=True) if earns
        )
        used = Fraction(100 * (bill.redeem - bill.back))
        basis = max(Fraction(0), earning - (used if earning else 0))
        if sum(bill.left) <= 0:
            return 0
        points = basis * Fraction(self.percent) / 100 / 100
        return points.numerator // points.denominator

    def refund(self, name: str, amount: int | None, day: date) -> int | None:
        """Points taken back, None where refused; no amount cancels the visit."""
        bill = self.bills[name]
        whole = sum(bill.left)
        if bill.gone or (amount is not None and amount > whole):
            return None
        share = Fraction(1) if amount is None or not whole else Fraction(amount) / whole
        bill.left = [left - left * share for left in bill.left]
        moved = self._settle(bill, day)
        if amount is None:
            before = {lot.name: self.natural(lot) for lot in self.lots}
            bill.gone = True
            for lot in self.lots:
                was, now = before[lot.name], self.natural(lot)
                if was is not None and now is not None and now < min(was, day):
                    lot.kept.append(min(was, day))
        return moved

    def _settle(self, bill: Bill, day: date) -> int:
        redeemable = sum(a for earns, a in bill.lines if earns)
        left = sum(x for (earns, _a), x in zip(bill.lines, bill.left, strict=True) if earns)
        moved = 0
        if bill.redeem:
            exact = Fraction(bill.redeem * (redeemable - left)) / redeemable
            due = -(-exact.numerator // exact.denominator)
            _back, lots = self.give_back(bill.owed, due - bill.back, day)
            bill.back = due
            self.pay(day)
            for lot in lots:
                if bill.forgiven and lot.tokens:
                    bill.forgiven -= 1
                    lot.tokens.pop()
                    moved += 1
        stays = self.earned(bill)
        if bill.lot is not None and stays < bill.stays:
            taken, forgiven = self.take_back(bill.lot, bill.stays - stays, day, self.shortfall)
            bill.stays, bill.forgiven = stays, bill.forgiven + forgiven
            moved += taken
        return moved


@dataclass
class Lot:
    name: str
    day: date
    usable: date
    through: date | None
    points: int
    tokens: list[object]
    reversed: int = 0
    counted: int = 0
    lost: int = 0
    graced: date | None = None
    closed: bool = False
    kept: list[date] = field(default_factory=list)


@dataclass
class Owed:
    points: int
    taken: list[tuple[Lot, object]]


@dataclass
class Bill:
    day: date
    lines: list[tuple[bool, int]]
    left: list[Fraction]
    redeem: int
    back: int = 0
    stays: int = 0
    forgiven: int = 0
    lot: Lot | None = None
    gone: bool = False
    owed: Owed = field(default_factory=lambda: Owed(0, []))


def plus_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of a shorter month."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
