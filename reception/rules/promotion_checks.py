"""The eight checks of a promotion that is published by itself (S0.14, S0.18, design/terms.md 3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from reception.rules.lone_promotions import rivals_of, with_promotions
from reception.rules.publishing import checks
from reception.rules.publishing_facts import Check, PublishingFacts, made
from reception.rules.terms import Promotion
from reception.translation import Message, msg
from reception.values.choices import Light
from reception.values.period import add_days


def promotion_checks(
    facts: PublishingFacts, promotion: Promotion, taken: Iterable[str]
) -> list[Check]:
    """The eight checks of `promotion` beside the version in force, which `facts` has as draft.

    `taken` are the codes promotions have or had.  The staff are warned of, not waited for: they
    have passed on the version, and a promotion takes nothing back.
    """
    beside = replace(facts, draft=with_promotions(replace(facts.draft, promotions=()), [promotion]))
    found = {each.code: each for each in checks(beside)}
    found["constant"] = _constant(facts, promotion, frozenset(taken))
    if not beside.draft.promotions:
        found["promotions"] = made(
            "promotions",
            found["promotions"].title,
            [msg("“{name}” has no day within the version in force.", name=promotion.name)],
            found["promotions"].said,
            msg("A promotion would promise what nobody can get."),
            "promotion:first_day",
        )
    certified = found["certified"]
    if certified.light is Light.RED:
        found["certified"] = replace(certified, light=Light.GREY)
    found["meaningful"] = Check(
        "meaningful",
        Light.GREEN,
        found["meaningful"].title,
        msg("A promotion only adds points: nobody gets less than by the version."),
    )
    linked = {"worded": "promotion:name", "promotions": "promotion:first_day"}
    return [
        replace(check, link=linked[code]) if code in linked and check.link else check
        for code, check in found.items()
    ]


def _constant(facts: PublishingFacts, promotion: Promotion, taken: frozenset[str]) -> Check:
    """It begins after today; one that takes another's place is told of in time."""
    faults: list[Message] = []
    if promotion.code in taken:
        faults.append(msg("There is, or was, a promotion “{code}” already.", code=promotion.code))
    if facts.ended_on is not None and promotion.last_day > facts.ended_on:
        faults.append(msg("The programme ends on {day}.", day=facts.ended_on))
    rivals = rivals_of(promotion, facts.draft.promotions)
    earliest = earliest_start(facts.today, facts.draft.version.notice_days if rivals else 0)
    if promotion.first_day < earliest:
        faults.append(
            msg(
                "It takes the place of “{name}”, so notice is needed: it may begin on {day}.",
                name=rivals[0].name,
                day=earliest,
            )
            if rivals
            else msg(
                "A promotion begins after the day it is published: on {day} or later.",
                day=earliest,
            )
        )
    return made(
        "constant",
        msg("Constant: announced before it begins, and never changed"),
        faults,
        msg("It begins on {day} and stays as it is.", day=promotion.first_day),
        msg("It cannot begin on {day}.", day=promotion.first_day),
        "promotion:first_day",
    )


def earliest_start(today: date, notice_days: int) -> date:
    """The first day of what is published today with that notice: tomorrow at the earliest."""
    return add_days(today, max(1, min(notice_days, (date.max - today).days)))


def earliest_end(today: date, notice_days: int, promotion: Promotion) -> date | None:
    """The first day a running promotion may end on early; None where it ends before that anyway.

    Ending early is a worsening: whoever was told has the notice of the version in force.
    """
    if promotion.last_day < today:
        return None
    earliest = earliest_start(today, notice_days) - timedelta(days=1 if not notice_days else 0)
    return earliest if earliest < promotion.last_day else None


def red(found: Sequence[Check]) -> list[Check]:
    """Those that keep it from being published."""
    return [check for check in found if check.light is Light.RED]
