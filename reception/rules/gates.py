"""Is it worth having: the seven gates M1 to M7, and the warnings of a programme that is a sham.

The terms are played for a reference single and a reference family through the real engine
(design/terms.md, Not a sham; product/content.md 4.2).  Promotions pass, so they are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil

from reception.rules.lots import life
from reception.rules.redemption import redemption_cap
from reception.rules.reference import (
    START,
    YEARS,
    Life,
    Reference,
    half_price_step,
    play,
)
from reception.rules.terms import Terms
from reception.rules.version_fields import life_words
from reception.translation import Message, msg, nmsg
from reception.values.choices import ExpiryMode, Light
from reception.values.money import Money

LEAST_RETURN = 5
LEAST_AFTER_THREE = 10
MOST_MONTHS_TO_HALF = 6
LEAST_LIFE_DAYS = 365
LEAST_SPENDABLE = 80
MOST_LAPSED = 25
_MOST_YEARS = 12
_LARGEST = 10**12
_YEAR = 365


@dataclass(frozen=True)
class Gate:
    """One gate: what was found for the reference patients, and what is needed."""

    code: str
    light: Light
    title: Message
    found: Message
    needed: Message


@dataclass(frozen=True)
class Trial:
    """The reference patients under given terms: lives that save up, and lives that use all."""

    terms: Terms
    reference: Reference
    saving: Mapping[int, Life]
    using: Mapping[int, Sequence[Life]]

    @property
    def people(self) -> tuple[int, ...]:
        """One, and the family."""
        return tuple(self.saving)


def try_terms(terms: Terms, reference: Reference) -> Trial:
    """Play the reference single and family; lives that use points, with birthdays all over."""
    sizes = sorted({1, reference.size})
    years = max(YEARS, min(_MOST_YEARS, ceil(terms.earning.tier_months / 12) + 1))
    if not terms.tiers:
        years = YEARS
    return Trial(
        terms,
        reference,
        {
            people: play(terms, reference, people=people, saves=True, birthdays=False)
            for people in sizes
        },
        {
            people: [
                play(terms, reference, people=people, saves=False, years=years, shift=shift)
                for shift in range(_shifts(reference.interval_of(people)))
            ]
            for people in sizes
        },
    )


def _shifts(interval: Fraction) -> int:
    """How many placements of a birthday between two visits are tried."""
    return max(1, min(12, ceil(interval)))


def gates(trial: Trial, price_groups: Sequence[str]) -> list[Gate]:
    """M1 to M7; `price_groups` are the groups of the price list's lines, empty without one."""
    return [
        _return(trial),
        _after_three(trial),
        _half_price(trial),
        _life(trial),
        _spendable(trial.terms, price_groups),
        _free(trial.terms),
        _forecast(trial),
    ]


def _light(passes: object) -> Light:
    return Light.GREEN if passes else Light.RED


def tenth(value: Fraction) -> Decimal:
    """A figure to one decimal, as it is shown and compared; absurdly large ones are cut."""
    return Decimal(min(int(value * 10 + Fraction(1, 2)), _LARGEST)) / 10


def _both(single: Decimal, family: Decimal) -> Message:
    return msg("single {single}%, family {family}%", single=single, family=family)


def _return(trial: Trial) -> Gate:
    """M1: what is used, of the money paid, after the first year."""
    found = {people: tenth(_rate_of_return(trial, people)) for people in trial.people}
    return Gate(
        "M1",
        _light(min(found.values()) >= LEAST_RETURN),
        msg("What comes back of the money paid"),
        _both(found[1], found[max(found)]),
        msg("at least {percent}%", percent=LEAST_RETURN),
    )


def _rate_of_return(trial: Trial, people: int) -> Fraction:
    value = trial.terms.programme.point_value
    used = paid = 0
    for each in trial.using[people]:
        for step in each.steps:
            if (step.day - START).days >= _YEAR:
                used += step.redeemed * value
                paid += trial.reference.bill - step.redeemed * value
    return Fraction(used * 100, paid) if paid else Fraction(0)


def _after_three(trial: Trial) -> Gate:
    """M2: what is there after three visits."""
    value = trial.terms.programme.point_value
    found = {
        people: tenth(
            Fraction(each.steps[3].balance * value * 100, trial.reference.bill)
            if len(each.steps) > 3
            else Fraction(0)
        )
        for people, each in trial.saving.items()
    }
    return Gate(
        "M2",
        _light(min(found.values()) >= LEAST_AFTER_THREE),
        msg("What three visits give, of an average bill"),
        _both(found[1], found[max(found)]),
        msg("at least {percent}%", percent=LEAST_AFTER_THREE),
    )


def _half_price(trial: Trial) -> Gate:
    """M3: how soon the family pays half."""
    family = trial.saving[max(trial.people)]
    visits = half_price_step(family, trial.terms, trial.reference)
    months = None if visits is None else visits * family.interval
    return Gate(
        "M3",
        _light(months is not None and months <= MOST_MONTHS_TO_HALF),
        msg("When the family has a visit at half price"),
        msg("never")
        if visits is None or months is None
        else nmsg(
            "after {count} visit, in months: {months}",
            "after {count} visits, in months: {months}",
            visits,
            months=tenth(months),
        ),
        nmsg("within {count} month", "within {count} months", MOST_MONTHS_TO_HALF),
    )


def shortest_life_days(terms: Terms) -> int | None:
    """The fewest days points of a visit can live; None if they never lapse."""
    lives = []
    for count in range(_YEAR):
        day = START + timedelta(days=count)
        last = life(terms.expiry, day)
        if last is None:
            return None
        lives.append((last - day).days)
    return min(lives)


def _life(trial: Trial) -> Gate:
    """M4: the life of points, against the interval of a single patient and a year."""
    days = shortest_life_days(trial.terms)
    needed = max(LEAST_LIFE_DAYS, int(2 * trial.reference.interval * _YEAR / 12))
    expiry = trial.terms.expiry
    counted = expiry.mode in (ExpiryMode.AFTER_EARNING, ExpiryMode.AFTER_LAST_VISIT)
    if days is None:
        found = msg("they do not lapse")
    elif counted:
        found = life_words(expiry)
    else:
        found = nmsg("{count} day at the least", "{count} days at the least", days)
    return Gate(
        "M4",
        _light(days is None or days >= needed),
        msg("How long points live"),
        found,
        nmsg("at least {count} day", "at least {count} days", needed),
    )


def _spendable(terms: Terms, price_groups: Sequence[str]) -> Gate:
    """M5: on how much of the price list points can be used."""
    title = msg("Lines of the price list that can be paid with points")
    needed = msg("at least {percent}%", percent=LEAST_SPENDABLE)
    if not price_groups:
        ask = msg("there is no price list; import one to check this")
        return Gate("M5", Light.GREY, title, ask, needed)
    excluded = terms.redemption.excluded_groups
    lines = sum(group not in excluded for group in price_groups)
    share = Fraction(lines * 100, len(price_groups))
    if not terms.redemption.cap_percent:
        share = Fraction(0)
    light = _light(share >= LEAST_SPENDABLE)
    return Gate("M5", light, title, msg("{percent}%", percent=tenth(share)), needed)


def _free(terms: Terms) -> Gate:
    """M6: no threshold before any benefit; a price of the card cannot be expressed at all."""
    currency = terms.programme.currency
    threshold = terms.earning.minimum_bill
    found = msg("free, from the first payment")
    if threshold:
        found = msg("only from a bill of {amount}", amount=Money(threshold, currency))
    elif not terms.earning.percent and terms.tiers:
        threshold = min(tier.from_spend for tier in terms.tiers)
        if threshold:
            found = msg("only from a spend of {amount}", amount=Money(threshold, currency))
    return Gate(
        "M6",
        _light(not threshold),
        msg("The card, and a least spend"),
        found,
        msg("free, without a least spend"),
    )


def lapsed_share(lives: Sequence[Life]) -> Fraction:
    """Of the points whose end is known, used or lapsed, the share that lapsed; in per cent."""
    lapsed = sum(each.lapsed for each in lives)
    ended = lapsed + sum(each.used for each in lives)
    return Fraction(lapsed * 100, ended) if ended else Fraction(0)


def _forecast(trial: Trial) -> Gate:
    """M7: how many points lapse unused."""
    found = {people: tenth(lapsed_share(trial.using[people])) for people in trial.people}
    return Gate(
        "M7",
        _light(max(found.values()) <= MOST_LAPSED),
        msg("Points that will lapse unused"),
        _both(found[1], found[max(found)]),
        msg("at most {percent}%", percent=MOST_LAPSED),
    )


# --- warnings


def sham_warnings(trial: Trial) -> list[Message]:
    """What makes terms look better than they are; warnings do not block."""
    found = [_minimum(trial), _cap(trial), _too_short(trial)]
    return [each for each in found if each is not None] + _unreached_tiers(trial)


def _cap_points(trial: Trial) -> int:
    """The most the cap allows on an average bill, by whole steps."""
    points = redemption_cap(trial.terms, trial.reference.bill)[1]
    return points - points % trial.terms.redemption.step


def _cap(trial: Trial) -> Message | None:
    least = max(1, trial.terms.redemption.minimum_points)
    cap = _cap_points(trial)
    if cap >= least:
        return None
    return msg(
        "On an average bill at most {cap} points can be used, and the minimum is {least}:"
        " they can never be used.",
        cap=cap,
        least=least,
    )


def _minimum(trial: Trial) -> Message | None:
    least = max(1, trial.terms.redemption.minimum_points, trial.terms.redemption.step)
    if _cap_points(trial) < least or trial.using[1][0].used:
        return None
    if any(each.used for each in trial.using[1]):
        return None
    if trial.using[1][0].lapsed:
        return msg(
            "A patient alone never gathers the {least} points needed: they lapse before.",
            least=least,
        )
    return msg(
        "A patient alone does not gather the {least} points needed in {years} years.",
        least=least,
        years=YEARS,
    )


def _too_short(trial: Trial) -> Message | None:
    days = shortest_life_days(trial.terms)
    usual = int(trial.reference.interval * _YEAR / 12)
    if days is None or days >= usual:
        return None
    return msg(
        "Points can lapse after {days} days, and a patient alone usually returns after {usual}.",
        days=days,
        usual=usual,
    )


def _unreached_tiers(trial: Trial) -> list[Message]:
    reached = {step.tier for lives in trial.using.values() for each in lives for step in each.steps}
    return [
        msg("Nobody reaches the tier “{name}”.", name=tier.name)
        for tier in trial.terms.tiers
        if tier.code not in reached
    ]
