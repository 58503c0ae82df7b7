"""The reference patients: a single and a family, played through the engine under given terms.

What comes of it feeds the gates, the sham warnings and the example beside the editor.  Bill,
interval and family size are settings; the defaults are those of product/content.md 4.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from reception.rules.bonuses import credit_birthday
from reception.rules.expiry import expire
from reception.rules.joining import credit_joining
from reception.rules.ledger import Account, Line, VisitRecord, When
from reception.rules.lots import balance_on
from reception.rules.memory_book import MemoryBook
from reception.rules.redemption import Allowed, largest_redemption
from reception.rules.terms import Terms
from reception.rules.versions import Versions
from reception.rules.visits import new_visit, pay
from reception.values.choices import Country
from reception.values.period import add_months

USUAL_BILL = {Country.RU: 300_000, Country.UA: 100_000, Country.OTHER: 100_000}
START = date(2026, 1, 1)
YEARS = 5
_BIRTHDAY = 14  # days after the first of its month: between two visits
_GROUP = "reference"  # an ordinary service: no terms exclude it
_DAYS_IN_MONTH = Fraction(365, 12)


@dataclass(frozen=True)
class Reference:
    """Whom the terms are tried on: the bill in minor units, months between one person's visits.

    A family of `size` comes `size` times as often as a single patient.
    """

    bill: int
    interval: Fraction = Fraction(4)
    size: int = 4

    @classmethod
    def of_country(cls, country: Country) -> Reference:
        """The assumptions of product/content.md 4.1."""
        return cls(USUAL_BILL[country])

    def interval_of(self, people: int) -> Fraction:
        """Months between two visits of a single patient (1) or of the family."""
        return self.interval / people

    def visits_a_year(self, people: int) -> int:
        """Visits in a year, at least one."""
        return max(1, round(12 / self.interval_of(people)))


@dataclass(frozen=True)
class Step:
    """One visit of a played life: what could be used before it, and what was."""

    day: date
    allowed: Allowed
    balance: int
    redeemed: int
    earned: int
    tier: str | None


@dataclass
class Life:
    """A reference patient or family over some years; points, and money in minor units."""

    people: int
    interval: Fraction
    steps: list[Step]
    granted: int = 0
    birthdays: int = 0
    lapsed: int = 0

    @property
    def used(self) -> int:
        """Points used in all."""
        return sum(step.redeemed for step in self.steps)


def ordinary(terms: Terms) -> Terms:
    """The terms without what passes: promotions left out, the version without an end."""
    version = replace(terms.version, valid_from=START, valid_until=None)
    programme = replace(terms.programme, began=None)
    return replace(terms, programme=programme, version=version, promotions=())


def visit_days(interval: Fraction, years: int) -> Iterator[date]:
    """The days of the visits: the first on joining, then every `interval` months."""
    last = add_months(START, 12 * years)
    count = 0
    while True:
        months = interval * count
        whole = int(months)
        day = add_months(START, whole) + timedelta(days=int((months - whole) * _DAYS_IN_MONTH))
        if day >= last:
            return
        yield day
        count += 1


def play(
    terms: Terms,
    reference: Reference,
    *,
    people: int,
    saves: bool,
    years: int = YEARS,
    birthdays: bool = True,
    shift: int = 0,
) -> Life:
    """Play a single (`people` 1) or a family through the engine.

    With `saves` nothing is used; else the most allowed at every visit, before it earns.
    `shift` moves the birthdays by months: the first member's falls into that month.
    """
    terms = ordinary(terms)
    book = MemoryBook(Versions([terms]))
    account = book.open_account("A", 1)
    interval = reference.interval_of(people)
    life = Life(people, interval, [])
    for member in range(1, people + 1):
        book.enter(account, member, START)
        when = When(START, START)
        lots = credit_joining(book, account, member, terms, when, first=member == 1)
        life.granted += sum(lot.granted for lot in lots)
    gifts = _birthdays(terms, people, years, shift) if birthdays else []
    for count, day in enumerate(visit_days(interval, years)):
        while gifts and gifts[0][0] <= day:
            _give(book, account, gifts.pop(0), life)
        member = count % people + 1
        life.steps.append(
            _visit(book, account, terms, reference, (count, member, day), saves=saves)
        )
        life.granted += life.steps[-1].earned
    expire(book, account, add_months(START, 12 * years))
    life.lapsed = account.expired
    return life


def _birthdays(terms: Terms, people: int, years: int, shift: int) -> list[tuple[date, int]]:
    """The birthdays of the members, spread over the year."""
    if terms.bonuses.birthday is None:
        return []
    found = []
    for member in range(1, people + 1):
        month = (shift + (member - 1) * 12 // people) % 12
        for year in range(years):
            day = add_months(START, 12 * year + month) + timedelta(days=_BIRTHDAY)
            found.append((day, member))
    return sorted(found)


def _give(book: MemoryBook, account: Account, gift: tuple[date, int], life: Life) -> None:
    day, member = gift
    lot = credit_birthday(book, account, member, When(day, day), ())
    if lot is not None:
        life.granted += lot.granted
        life.birthdays += lot.granted


def _visit(
    book: MemoryBook,
    account: Account,
    terms: Terms,
    reference: Reference,
    which: tuple[int, int, date],
    *,
    saves: bool,
) -> Step:
    count, member, day = which
    lines = (Line(_GROUP, reference.bill),)
    allowed = largest_redemption(book, account, terms, lines, day)
    balance = max(0, balance_on(book, account, day))
    redeem = 0 if saves else allowed.points
    visit: VisitRecord = new_visit(f"v{count}", member, day, lines)
    paid = pay(book, account, visit, redeem, When(day, day))
    return Step(day, allowed, balance, redeem, paid.earned, visit.tier)


@dataclass(frozen=True)
class YearExample:
    """A year of a reference patient who saves up: the figures of product/content.md 4.1.

    Money in minor units; `visits_until_half` is None where no visit ever costs half.
    """

    people: int
    visits: int
    bill: int
    paid: int
    earned: int
    birthdays: int
    welcome: int
    point_value: int
    after_three: int
    visits_until_half: int | None
    months_until_half: Fraction | None

    @property
    def ordinary(self) -> int:
        """Points of an ordinary year."""
        return self.earned + self.birthdays

    @property
    def first(self) -> int:
        """Points of the first year."""
        return self.ordinary + self.welcome

    def percent(self, points: int) -> Fraction:
        """What points are worth, in per cent of what is paid in the year."""
        return Fraction(points * self.point_value * 100, self.paid) if self.paid else Fraction(0)

    def in_visits(self, points: int) -> Fraction:
        """What points are worth, in average visits."""
        return Fraction(points * self.point_value, self.bill)

    @property
    def after_three_percent(self) -> Fraction:
        """What is there after three visits, in per cent of an average bill."""
        return Fraction(self.after_three * self.point_value * 100, self.bill)


def year_example(terms: Terms, reference: Reference, *, people: int) -> YearExample:
    """The example of a single or of the family, by the engine."""
    visits = reference.visits_a_year(people)
    life = play(terms, reference, people=people, saves=True, birthdays=False)
    birthday = terms.bonuses.birthday
    half = half_price_step(life, terms, reference)
    third = life.steps[3] if len(life.steps) > 3 else None
    return YearExample(
        people=people,
        visits=visits,
        bill=reference.bill,
        paid=visits * reference.bill,
        earned=sum(step.earned for step in life.steps[:visits]),
        birthdays=people * birthday.points if birthday is not None else 0,
        welcome=terms.bonuses.welcome,
        point_value=terms.programme.point_value,
        after_three=third.balance if third is not None else 0,
        visits_until_half=half,
        months_until_half=None if half is None else half * life.interval,
    )


def half_price_step(life: Life, terms: Terms, reference: Reference) -> int | None:
    """How many visits come before the first one that points could make half as dear."""
    for count, step in enumerate(life.steps):
        if 2 * step.allowed.points * terms.programme.point_value >= reference.bill:
            return count
    return None
