"""What is known when a phrase is chosen, and what of it holds: needs and figures.

`MentionFacts` is filled by the query of the desk; `needs_held` and `figures_of` turn it, with
the terms, into what phrases ask for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from reception.rules.figures import terms_figures, time_together
from reception.rules.mentions import (
    LIMITS,
    NOTHING_HEARD,
    EligibilityFacts,
    MentionLimits,
    ToldStatus,
)
from reception.rules.patterns import Figure
from reception.rules.prompts import Need
from reception.rules.terms import Terms
from reception.translation import Language
from reception.values.choices import Channel, ExpiryMode, Stage
from reception.values.period import add_months


@dataclass(frozen=True)
class MentionFacts:
    """Everything the choice of a phrase depends on; figures that are not known stay None.

    visit: day, listener and exclusions of the visit (or of the call's day).
    channel: where it would be said; language: the listener's.
    stage: the listener's on that day; visit_number: which visit of the patient this is, 1 first.
    status: what the listener has heard; household_told: whether any adult of it has.
    visits_untold, untold_since: the household's, and the day of the first of them.
    household_size: its members with a visit in the last 12 months, at least 1.
    with_child: the patient is a minor and the listener is there.
    with_other: a minor was brought by somebody who is neither guardian nor holder.
    minor_alone: a minor is here with nobody.
    family_member: the patient's visits earn for an open account.
    is_holder: the listener is on an account now; joined_now: joined on this visit.
    plastic_owed: got a paper card because plastic is out; plastic_day: when it is expected.
    answered: a prompt of this visit, or of the family today, is answered.
    prefers_silence: the mark on the listener; identified: a caller has proved who she is.
    address: stored form of address (in Ukrainian the vocative), empty if none.
    points_today: what this visit brings or brought, with a card; balance: of the account today,
    held: earned and not yet usable;
    redeemable: the most that may be used on this visit, None before its bill is known;
    credited_today: booked already.
    retroactive_points: what joining today would credit for past visits; last_year_points: what
    her own visits and those of minors she represents would have brought in 12 months.
    average_bill: of the family, minor units; programme_began: start for patients.
    next_visit, booked_day: the agreed next visit, the visit just booked on the phone.
    with_us_since: first visit ever; suggestion, change: at most six words each.
    """

    visit: EligibilityFacts
    channel: Channel
    language: Language
    stage: Stage
    visit_number: int = 1
    status: ToldStatus = NOTHING_HEARD
    household_told: bool = False
    visits_untold: int = 0
    untold_since: date | None = None
    household_size: int = 1
    with_child: bool = False
    with_other: bool = False
    minor_alone: bool = False
    family_member: bool = False
    is_holder: bool = False
    joined_now: bool = False
    plastic_owed: bool = False
    plastic_day: date | None = None
    answered: bool = False
    prefers_silence: bool = False
    identified: bool = True
    address: str = ""
    points_today: int | None = None
    balance: int | None = None
    held: int = 0
    redeemable: int | None = None
    credited_today: bool = False
    retroactive_points: int | None = None
    last_year_points: int | None = None
    average_bill: int | None = None
    programme_began: date | None = None
    next_visit: date | None = None
    booked_day: date | None = None
    with_us_since: date | None = None
    suggestion: str = ""
    change: str = ""

    @property
    def is_regular(self) -> bool:
        """Regular or loyal."""
        return self.stage in (Stage.REGULAR, Stage.LOYAL)

    @property
    def is_family(self) -> bool:
        """Two or more of the household come here."""
        return self.household_size > 1


def apology_due(facts: MentionFacts, limits: MentionLimits = LIMITS) -> bool:
    """Nobody of the family was told, for three visits or for half a year."""
    if facts.household_told or facts.status.is_told:
        return False
    if facts.visits_untold >= limits.apology_visits:
        return True
    since = facts.untold_since
    return since is not None and add_months(since, limits.apology_months) <= facts.visit.day


def needs_held(facts: MentionFacts, terms: Terms) -> frozenset[Need]:
    """What holds of the terms and of this person."""
    balance = facts.balance or 0
    worth = (balance + facts.held) * terms.programme.point_value
    held = {
        Need.NEVER_TOLD: not facts.status.is_told,
        Need.IDENTIFIED: facts.identified,
        Need.FAMILY_MEMBER: facts.family_member,
        Need.USABLE: balance > 0,
        Need.USABLE_NOW: _usable_now(facts, terms, balance),
        Need.COVERS_HALF: facts.average_bill is not None and 2 * worth >= facts.average_bill,
        Need.PLASTIC_OWED: facts.plastic_owed,
        Need.CREDITED_TODAY: facts.credited_today,
        Need.BOOKED: facts.booked_day is not None,
    }
    return terms_needs(terms, facts.visit.day, facts.programme_began) | frozenset(
        need for need, holds in held.items() if holds
    )


def _usable_now(facts: MentionFacts, terms: Terms, balance: int) -> bool:
    """Something may be used on this visit; before its bill is known the balance decides."""
    if facts.redeemable is not None:
        return facts.redeemable > 0
    return balance >= max(1, terms.redemption.minimum_points, terms.redemption.step)


def terms_needs(terms: Terms, day: date, began: date | None = None) -> frozenset[Need]:
    """What holds of the terms on a day, whoever asks.

    `RETROACTIVE` only once the programme is as old as the days it counts back: before that the
    phrase would promise more than there is.
    """
    earning, expiry = terms.earning, terms.expiry
    start = began or terms.programme.began or terms.version.valid_from
    lowest = min([earning.percent, *(tier.percent for tier in terms.tiers)])
    percent = lowest > 0 and lowest == earning.percent
    dies = expiry.mode is not ExpiryMode.NEVER
    held = {
        Need.PERCENT: percent,
        Need.EVERY_VISIT: percent and earning.minimum_bill == 0,
        Need.RETROACTIVE_ANY: earning.retroactive_days > 0,
        Need.RETROACTIVE: earning.retroactive_days > 0
        and start + timedelta(days=earning.retroactive_days) <= day,
        Need.CAP: terms.redemption.cap_percent > 0,
        Need.WELCOME: terms.bonuses.welcome > 0,
        Need.FAMILY: terms.family.max_members > 1,
        Need.WARNING: dies and expiry.warn_days > 0,
        Need.LIFE_AFTER_LAST_VISIT: expiry.mode is ExpiryMode.AFTER_LAST_VISIT,
        Need.LIFE_AFTER_EARNING: expiry.mode is ExpiryMode.AFTER_EARNING,
        Need.LIFE_NEVER: not dies,
        Need.LIFE_IN_MONTHS: expiry.months is not None,
        Need.LIFE_IN_DAYS: expiry.days is not None,
    }
    return frozenset(need for need, holds in held.items() if holds)


def figures_of(facts: MentionFacts, terms: Terms) -> dict[str, Figure]:
    """Every figure a phrase may name; what is unknown or nothing is left out."""
    personal: dict[str, Figure | None] = {
        "address": facts.address,
        "visit_number": facts.visit_number,
        "points_today": facts.points_today,
        "balance": facts.balance,
        "total": (facts.balance or 0) + facts.held,
        "retroactive_points": facts.retroactive_points,
        "last_year_points": facts.last_year_points,
        "next_visit": facts.next_visit,
        "booked_day": facts.booked_day,
        "plastic_day": facts.plastic_day,
        "programme_began": facts.programme_began,
        "suggestion": facts.suggestion,
        "change": facts.change,
    }
    if facts.with_us_since is not None:
        months = _full_months(facts.with_us_since, facts.visit.day)
        personal["together"] = time_together(months, facts.language)
    figures = terms_figures(terms, facts.language)
    return figures | {name: value for name, value in personal.items() if value}


def _full_months(since: date, day: date) -> int:
    months = (day.year - since.year) * 12 + day.month - since.month
    return months if add_months(since, months) <= day else months - 1
