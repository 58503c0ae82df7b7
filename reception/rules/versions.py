"""The versions of one programme on the calendar: which one holds, when it began, how it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from reception.errors import InvalidInput
from reception.rules.terms import Terms
from reception.translation import Message, msg
from reception.values.period import add_days


@dataclass(frozen=True)
class Ending:
    """The programme ends on `day`; what is alive then is usable through `last`."""

    day: date
    last: date


class Versions:
    """Published versions in the order of their days; they neither overlap nor leave a gap."""

    def __init__(self, terms: Sequence[Terms], *, began: date | None = None) -> None:
        """Order the versions; raises InvalidInput with every fault of their sequence.

        `began` is the day the clinic names, where it is not the one of the terms.
        """
        self._began = began
        self._terms = sorted(terms, key=lambda each: each.version.valid_from)
        self._by_number = {each.version.number: each for each in self._terms}
        self._closed: date | None = None
        faults = list(_faults_of(self._terms))
        if faults:
            raise InvalidInput(
                msg("The versions of the programme do not follow each other."), faults=faults
            )

    @property
    def first(self) -> Terms:
        """The first version."""
        return self._terms[0]

    @property
    def point_value(self) -> int:
        """Money, in minor units, that one point is worth: the same in every version."""
        return self.first.programme.point_value

    @property
    def know_referrals(self) -> bool:
        """Whether any version gives points for referrals."""
        return any(each.bonuses.referral is not None for each in self._terms)

    @property
    def began(self) -> date:
        """The day the programme started for patients."""
        return self._began or self.first.programme.began or self.first.version.valid_from

    def in_force(self, day: date) -> Terms | None:
        """The version that gives on `day`: none before the first or after the end."""
        ending = self.ending
        if ending is not None and day > ending.day:
            return None
        for terms in reversed(self._terms):
            if terms.version.valid_from <= day:
                return terms
        return None

    def nearest(self, day: date) -> Terms:
        """The version whose rules of use hold on `day`: the first before it, the last after it."""
        for terms in reversed(self._terms):
            if terms.version.valid_from <= day:
                return terms
        return self.first

    def numbered(self, number: int) -> Terms:
        """The version with that number; KeyError if there is none."""
        return self._by_number[number]

    def close(self, day: date) -> None:
        """The programme ends on `day`."""
        self._closed = day

    @property
    def ending(self) -> Ending | None:
        """How the programme ends: closed, or its last version runs out without a successor."""
        day = self._terms[-1].version.valid_until
        if self._closed is not None and (day is None or self._closed < day):
            day = self._closed
        if day is None:
            return None
        return Ending(day, add_days(day, self.nearest(day).version.closing_days))


def _faults_of(terms: Sequence[Terms]) -> list[Message]:
    faults: list[Message] = []
    if not terms:
        return [msg("There is no version of the programme.")]
    numbers: set[int] = set()
    for each in terms:
        if each.programme != terms[0].programme:
            faults.append(
                msg(
                    "programme: version {number} belongs to another programme;"
                    " allowed: equal [programme] tables.",
                    number=each.version.number,
                )
            )
        if each.version.number in numbers:
            faults.append(
                msg(
                    "version.number: found {number} twice; allowed: each number once.",
                    number=each.version.number,
                )
            )
        numbers.add(each.version.number)
    for before, after in pairwise(terms):
        until, start = before.version.valid_until, after.version.valid_from
        expected = before.version.valid_from + timedelta(days=1)
        if until is not None:
            expected = until + timedelta(days=1)
        if (until is not None and start != expected) or start < expected:
            faults.append(
                msg(
                    "version.valid_from: version {number} begins on {found}; allowed: {day}"
                    " for versions that neither overlap nor leave a gap.",
                    number=after.version.number,
                    found=start.isoformat(),
                    day=expected.isoformat(),
                )
            )
    return faults
