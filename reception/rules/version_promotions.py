"""What a new version changes about tiers and promotions, and for whom (design/terms.md 3, 16)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from reception.rules.terms import Promotion, Terms
from reception.rules.version_fields import Change, GroupNames, Turn, changed
from reception.translation import Message, msg
from reception.values.money import Money


def tier_changes(old: Terms, new: Terms) -> Iterator[Change]:
    """Where the rate of some spend is another, and a window that forgets sooner."""
    if not old.tiers and not new.tiers:
        return
    spends = sorted({0, *(tier.from_spend for tier in (*old.tiers, *new.tiers))})
    currency = new.programme.currency
    last = (old.earning.percent, new.earning.percent)
    for spend in spends:
        before, after = rate_at(old, spend), rate_at(new, spend)
        base = spend == 0 and (before, after) == last
        if before == after or base or (before, after) == last:
            last = (before, after)
            continue
        last = (before, after)
        amount = Money(spend, currency)
        yield changed(
            "tiers",
            msg(
                "From a spend of {amount}: {new}% instead of {old}%.",
                amount=amount,
                new=after,
                old=before,
            ),
            msg("families who paid {amount} or more", amount=amount),
            worse=after < before,
        )
    if new.earning.tier_months != old.earning.tier_months:
        yield changed(
            "earning.tier_months",
            msg(
                "Months of spend that count for a tier: {new} instead of {old}.",
                new=new.earning.tier_months,
                old=old.earning.tier_months,
            ),
            msg("families with a tier"),
            worse=new.earning.tier_months < old.earning.tier_months,
        )


def rate_at(terms: Terms, spend: int) -> Decimal:
    """The percentage a family earns by that has paid `spend` minor units."""
    reached = [tier for tier in terms.tiers if tier.from_spend <= spend]
    if not reached:
        return terms.earning.percent
    return max(reached, key=lambda tier: tier.from_spend).percent


def promotion_changes(old: Terms, new: Terms) -> Iterator[Change]:
    """Promotions that go, come or change while they would still run under the new version."""
    start = new.version.valid_from
    kept = {each.code: each for each in new.promotions}
    for before in old.promotions:
        if before.last_day < start:
            continue
        after = kept.get(before.code)
        if after is None:
            said = msg("The promotion “{name}” ends early.", name=before.name)
            yield changed("promotions", said, msg("those it was for"), worse=True)
        else:
            yield from _one(before, after, new, start)
    known = {each.code for each in old.promotions}
    for added in new.promotions:
        if added.code not in known:
            yield _added(added, old, new)


def _added(added: Promotion, old: Terms, new: Terms) -> Change:
    """A promotion more; worse where it would take the place of one that runs."""
    rivals = [
        each
        for each in old.promotions
        if _meet(each, added)
        and each.last_day >= new.version.valid_from
        and not (each.stacks and added.stacks)
        and added.priority > each.priority
    ]
    if rivals:
        said = msg(
            "The promotion “{name}” takes the place of “{other}”.",
            name=added.name,
            other=rivals[0].name,
        )
        return changed("promotions", said, msg("those it was for"), worse=True)
    said = msg(
        "A new promotion “{name}”: {first} to {last}.",
        name=added.name,
        first=added.first_day,
        last=added.last_day,
    )
    return changed("promotions", said, msg("those it is for"), worse=False)


def _meet(one: Promotion, other: Promotion) -> bool:
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def _one(before: Promotion, after: Promotion, new: Terms, start: date) -> Iterator[Change]:
    """What has become of one promotion from `start` on."""
    whom = msg("those it was for")
    name = after.name
    if after.last_day != before.last_day:
        said = msg("The promotion “{name}” runs to {day}.", name=name, day=after.last_day)
        yield changed("promotions", said, whom, worse=after.last_day < before.last_day)
    if max(after.first_day, start) != max(before.first_day, start):
        said = msg("The promotion “{name}” begins on {day}.", name=name, day=after.first_day)
        yield changed("promotions", said, whom, worse=after.first_day > before.first_day)
    gives = _gives_less(before, after)
    if gives is not None:
        said = (
            msg("The promotion “{name}” gives fewer points.", name=name)
            if gives
            else msg("The promotion “{name}” gives more points.", name=name)
        )
        yield changed("promotions", said, whom, worse=gives)
    yield from _reach(before, after, whom)
    if _loses_a_place(before, after, new.promotions):
        said = msg("The promotion “{name}” may give way to another one.", name=name)
        yield changed("promotions", said, whom, worse=True)
    if after.name != before.name:
        said = msg("The promotion is called “{name}” now.", name=name)
        yield Change("promotions", Turn.OTHER, said, whom)


def _gives_less(before: Promotion, after: Promotion) -> bool | None:
    """Whether it gives less; another kind of benefit is less for somebody; None: the same."""
    pairs = (
        (before.multiplier, after.multiplier),
        (before.extra_percent, after.extra_percent),
        (before.extra_points, after.extra_points),
    )
    for was, now in pairs:
        if was == now:
            continue
        return was is None or now is None or now < was
    return None


def _reach(before: Promotion, after: Promotion, whom: Message) -> Iterator[Change]:
    """On fewer lines, or fewer times."""
    lost = _lost_groups(before.groups, after.groups)
    if lost is not None:
        said = (
            msg("The promotion “{name}” is for these only: {names}.", name=after.name, names=lost)
            if after.groups is not None
            else msg("The promotion “{name}” is for every service.", name=after.name)
        )
        yield changed("promotions", said, whom, worse=after.groups is not None)
    was, now = before.uses_per_patient, after.uses_per_patient
    if was != now:
        said = (
            msg("The promotion “{name}” can be used without limit.", name=after.name)
            if now is None
            else msg(
                "Times each patient can use the promotion “{name}”: {count}.",
                name=after.name,
                count=now,
            )
        )
        yield changed(
            "promotions", said, whom, worse=now is not None and (was is None or now < was)
        )


def _lost_groups(
    before: tuple[str, ...] | None, after: tuple[str, ...] | None
) -> GroupNames | None:
    """The groups it is for now, where they are others and some are lost; None: none is lost."""
    if before == after or (before is not None and after is None):
        return None if before == after else GroupNames(())
    if before is not None and after is not None and set(before) <= set(after):
        return None
    return GroupNames(after or ())


def _loses_a_place(before: Promotion, after: Promotion, all_of_new: Sequence[Promotion]) -> bool:
    """Whether it stands behind another one where it did not, or no longer beside it."""
    others = [each for each in all_of_new if each.code != after.code and _meet(each, after)]
    if not others:
        return False
    return after.priority != before.priority or (before.stacks and not after.stacks)
