"""The history of the demonstration clinic: who came when, what it cost, who was told and joined.

Told in the order of the days, so that a family that joined is asked no more and one that the
clinic overlooked collects untold visits, as in life.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import groupby
from random import Random

from reception.rules.working_days import WORKING_DAYS
from reception.services.demonstration_people import ADULT, Family, Person, Source
from reception.values.choices import Channel, MentionOutcome, NotNowReason, VisitStatus
from reception.values.period import age_on

_VISITS_A_DAY = 1 / 160  # of one person, on average: a little over two a year
_TOLD_PAUSE, _DECLINED_PAUSE = timedelta(days=60), timedelta(days=180)
_OUTCOMES = (
    (MentionOutcome.JOINS, 34),
    (MentionOutcome.LATER, 27),
    (MentionOutcome.DECLINED, 11),
    (MentionOutcome.SHEET_HANDED, 17),
    (MentionOutcome.WILL_FIND_OUT, 5),
    (MentionOutcome.NEVER_HEARD, 6),
)


@dataclass(slots=True)
class Line:
    """One service on a bill; the amount in minor units."""

    code: str
    amount: int


@dataclass(slots=True)
class Came:
    """One visit."""

    family: Family
    person: Person
    day: date
    at: time
    status: VisitStatus
    doctor: int
    lines: list[Line]
    staff: int
    escort: Person | None = None
    number: int = 0
    insured: bool = False
    is_queue: bool = False
    not_now: NotNowReason | None = None
    told_price: int | None = None
    redeemed: int = 0

    @property
    def bill(self) -> int:
        """What is due, in minor units."""
        return sum(line.amount for line in self.lines)


@dataclass(slots=True)
class Mentioned:
    """One telling."""

    visit: Came
    listener: Person
    staff: int
    channel: Channel
    outcome: MentionOutcome
    situation: str
    seconds: int


@dataclass(slots=True)
class JoinedFamily:
    """A family's joining at a visit: the adults who accepted, the children entered."""

    visit: Came
    holder: Person
    members: list[Person]


@dataclass
class History:
    """Everything that happened, in the order of the days."""

    visits: list[Came] = field(default_factory=list)
    mentions: list[Mentioned] = field(default_factory=list)
    joinings: list[JoinedFamily] = field(default_factory=list)


@dataclass(slots=True)
class _Known:
    """What the desk knows of a family while the history is told."""

    visits: int = 0
    members: set[int] = field(default_factory=set)
    told: dict[int, date] = field(default_factory=dict)
    declined: dict[int, date] = field(default_factory=dict)


class Storyteller:
    """Tells the days from `first` to `today`; the programme began on `began`."""

    def __init__(
        self, source: Source, chance: Random, *, first: date, began: date, today: date
    ) -> None:
        self._chance = chance
        self._first, self._began, self._today = first, began, today
        self._services = source.lists["services"]
        self._weights = [service[4] for service in self._services]
        self._tells = [member["tells"] for member in source.lists["staff"]]
        self._doctors = len(source.lists["doctors"])
        self._known: dict[int, _Known] = {}
        self.history = History()

    def tell(self, families: Sequence[Family]) -> History:
        """The whole history of these families."""
        visits = [visit for family in families for visit in self._visits_of(family)]
        self.retell(visits)
        return self.history

    def retell(self, visits: list[Came]) -> None:
        """Go through further visits in the order of days: tell, and let families join."""
        visits.sort(key=lambda v: (v.day, v.at, v.person.number))
        for visit in visits:
            visit.number = len(self.history.visits) + 1
            self.history.visits.append(visit)
        for _, same_day in groupby(visits, key=lambda v: v.day):
            asked: set[int] = set()
            for visit in same_day:
                if visit.status is VisitStatus.DONE:
                    self._at_the_desk(visit, asked)

    def state(self, family: Family) -> tuple[int, bool, bool]:
        """Visits since the programme began, whether told, whether a member."""
        known = self._known.get(family.number) or _Known()
        return known.visits, bool(known.told), bool(known.members)

    def visit(self, family: Family, person: Person, day: date, at: time) -> Came:
        """A visit of `person` that took place."""
        chance = self._chance
        escort = None
        if age_on(person.born, day) < ADULT and family.adults:
            escort = chance.choice(family.adults)
        came = Came(
            family,
            person,
            day,
            at,
            VisitStatus.DONE,
            chance.randrange(self._doctors),
            self._bill(),
            chance.randrange(len(self._tells)),
            escort=escort,
        )
        came.insured = came.bill == 0
        if chance.random() < 0.95 and came.bill:
            surprise = 100 * 300 if chance.random() < 0.02 else 0
            came.told_price = came.bill - min(surprise, came.bill // 2)
        return came

    def _visits_of(self, family: Family) -> list[Came]:
        chance = self._chance
        whole = (self._today - self._first).days
        if chance.random() < 0.55:
            family.arrived = self._first - timedelta(days=chance.randint(1, 900))
        else:
            family.arrived = self._first + timedelta(days=chance.randrange(max(whole, 1)))
        made = []
        for person in family.people:
            if chance.random() < 0.03:
                continue  # known to the card index, never came
            rate = _VISITS_A_DAY * chance.choice((0.4, 0.8, 1.0, 1.2, 2.0))
            day = max(family.arrived, self._first, person.born)
            days = 0.0 if family.arrived >= self._first else chance.expovariate(rate)
            while True:
                when = self._working_day(day + timedelta(days=int(days)))
                if when >= self._today:
                    break
                made.append(self._with_its_end(self.visit(family, person, when, self._slot())))
                days += 1 + chance.expovariate(rate)
        return made

    def _with_its_end(self, visit: Came) -> Came:
        luck = self._chance.random()
        if luck < 0.05:
            visit.status = VisitStatus.NO_SHOW
        elif luck < 0.1:
            visit.status = VisitStatus.CANCELLED
        return visit

    @staticmethod
    def _working_day(day: date) -> date:
        return WORKING_DAYS.on_or_after(day)

    def _slot(self) -> time:
        quarter = self._chance.randrange(48)
        return time(8 + quarter // 4, quarter % 4 * 15)

    def _bill(self) -> list[Line]:
        count = 1 if self._chance.random() < 0.75 else 2
        chosen = self._chance.choices(self._services, self._weights, k=count)
        if chosen[0][3] == 0:
            chosen = chosen[:1]  # what an insurer pays stands alone
        return [Line(service[0], service[3] * 100) for service in chosen]

    def _at_the_desk(self, visit: Came, asked: set[int]) -> None:
        if visit.day < self._began:
            return
        known = self._known.setdefault(visit.family.number, _Known())
        known.visits += 1
        listener = visit.escort or visit.person
        if not self._is_eligible(visit, listener, known) or visit.family.number in asked:
            return
        asked.add(visit.family.number)
        chance = self._chance
        likely = 0.05 if visit.family.overlooked else self._tells[visit.staff]
        if chance.random() >= likely:
            visit.is_queue = chance.random() < 0.4
            visit.not_now = NotNowReason.QUEUE if visit.is_queue else NotNowReason.FORGOT
            return
        self._mention(visit, listener, known)

    def _is_eligible(self, visit: Came, listener: Person, known: _Known) -> bool:
        if (
            visit.insured
            or listener.number in known.members
            or age_on(listener.born, visit.day) < ADULT
        ):
            return False
        if listener.do_not_mention or listener.refuses_data:
            return False
        told, declined = known.told.get(listener.number), known.declined.get(listener.number)
        recently = told is not None and visit.day - told <= _TOLD_PAUSE
        return not recently and not (
            declined is not None and visit.day - declined <= _DECLINED_PAUSE
        )

    def _mention(self, visit: Came, listener: Person, known: _Known) -> None:
        chance = self._chance
        outcomes, weights = zip(*_OUTCOMES, strict=True)
        outcome = chance.choices(outcomes, weights)[0]
        if outcome is MentionOutcome.NEVER_HEARD and known.visits < 4:
            outcome = MentionOutcome.LATER
        if outcome is MentionOutcome.JOINS and known.members:
            outcome = MentionOutcome.HAS_ONE  # the family has its account; she stays outside
        at_the_end = chance.random() < 0.2
        if known.visits >= 4 and not known.told:
            situation = "P11"
        elif known.visits == 1:
            situation = "P3" if at_the_end else "P2"
        else:
            situation = "P5" if at_the_end else "P4"
        channel = Channel.CHECKOUT if at_the_end else Channel.CHECK_IN
        seconds = max(3, int(chance.gauss(24, 9)))
        self.history.mentions.append(
            Mentioned(visit, listener, visit.staff, channel, outcome, situation, seconds)
        )
        known.told[listener.number] = visit.day
        if outcome is MentionOutcome.DECLINED:
            known.declined[listener.number] = visit.day
        if outcome is MentionOutcome.JOINS:
            self._join(visit, listener, known)

    def _join(self, visit: Came, holder: Person, known: _Known) -> None:
        others = [p for p in visit.family.people if p is not holder and p.born <= visit.day]
        minors = [p for p in others if age_on(p.born, visit.day) < ADULT]
        adults = [p for p in others if p not in minors and self._chance.random() < 0.75]
        joined = [holder, *adults, *minors][:8]
        known.members.update(person.number for person in joined)
        self.history.joinings.append(JoinedFamily(visit, holder, joined))
