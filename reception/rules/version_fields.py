"""What every field of two versions means for patients: worse, better, or neither.

One function for each table of the terms; `reception/rules/worsening.py` puts them together.
Worse is judged field by field: some patient could get fewer points, get or use them later, for
a shorter time, on fewer lines or on fewer bills (design/terms.md 15).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reception.rules.service_names import group_list
from reception.rules.terms import Expiry, Terms
from reception.rules.terms_checks import longest_life, shortest_life
from reception.translation import Message, Translator, msg, nmsg
from reception.values.choices import ExpiryMode, Leaving, Rounding, Shortfall
from reception.values.money import Money

_ROUNDINGS = (Rounding.DOWN, Rounding.HALF_UP, Rounding.UP)
ROUNDING_WORDS = {
    Rounding.DOWN: msg("down to a whole point"),
    Rounding.HALF_UP: msg("to the nearest whole point"),
    Rounding.UP: msg("up to a whole point"),
}
MODE_WORDS = {
    ExpiryMode.AFTER_EARNING: msg("counted from the day they are earned"),
    ExpiryMode.AFTER_LAST_VISIT: msg("counted from the last visit"),
    ExpiryMode.END_OF_MONTH: msg("until the end of a month"),
    ExpiryMode.END_OF_YEAR: msg("until the end of a year"),
    ExpiryMode.NEVER: msg("for ever"),
}


class Turn(StrEnum):
    """Which way a change goes for patients; OTHER changes nothing they get."""

    WORSE = "worse"
    BETTER = "better"
    OTHER = "other"


@dataclass(frozen=True)
class Change:
    """One difference of two versions: its field, what is said of it, and for whom it is so."""

    path: str
    turn: Turn
    said: Message
    whom: Message


@dataclass(frozen=True)
class GroupNames:
    """Service groups by their names in the reader's language."""

    codes: tuple[str, ...]

    def localized(self, translator: Translator) -> str:
        """The names by commas."""
        return group_list(self.codes, translator.language)


def everyone() -> Message:
    """The whom of most changes."""
    return msg("every patient")


def changed(path: str, said: Message, whom: Message, *, worse: bool) -> Change:
    """A change that is worse, or else better."""
    return Change(path, Turn.WORSE if worse else Turn.BETTER, said, whom)


def version_changes(old: Terms, new: Terms) -> Iterator[Change]:
    """Notice, closing days, and an end that was not announced before."""
    before, after = old.version, new.version
    if after.valid_until is not None and before.valid_until is None:
        said = msg("The programme now ends on {day}.", day=after.valid_until)
        yield changed("version.valid_until", said, everyone(), worse=True)
    elif after.valid_until is None and before.valid_until is not None:
        said = msg("The programme goes on without an end.")
        yield changed("version.valid_until", said, everyone(), worse=False)
    if after.notice_days != before.notice_days:
        said = msg(
            "Days of notice before worse terms: {new} instead of {old}.",
            new=after.notice_days,
            old=before.notice_days,
        )
        worse = after.notice_days < before.notice_days
        yield changed("version.notice_days", said, everyone(), worse=worse)
    if after.closing_days != before.closing_days:
        said = msg(
            "Days to use points after the programme ends: {new} instead of {old}.",
            new=after.closing_days,
            old=before.closing_days,
        )
        worse = after.closing_days < before.closing_days
        yield changed("version.closing_days", said, everyone(), worse=worse)


def earning_changes(old: Terms, new: Terms) -> Iterator[Change]:
    """Rate, rounding, least bill, groups, hold and past visits."""
    before, after = old.earning, new.earning
    if after.percent != before.percent:
        said = msg(
            "Back in points: {new}% of what is paid instead of {old}%.",
            new=after.percent,
            old=before.percent,
        )
        worse = after.percent < before.percent
        yield changed("earning.percent", said, everyone(), worse=worse)
    if after.rounding is not before.rounding:
        said = msg("Points are rounded {how}.", how=ROUNDING_WORDS[after.rounding])
        worse = _ROUNDINGS.index(after.rounding) < _ROUNDINGS.index(before.rounding)
        yield changed("earning.rounding", said, everyone(), worse=worse)
    if after.minimum_bill != before.minimum_bill:
        currency = new.programme.currency
        said = msg(
            "A visit earns from a bill of {new} instead of {old}.",
            new=Money(after.minimum_bill, currency),
            old=Money(before.minimum_bill, currency),
        )
        worse = after.minimum_bill > before.minimum_bill
        yield changed("earning.minimum_bill", said, msg("patients with small bills"), worse=worse)
    yield from _groups(
        "earning.excluded_groups", before.excluded_groups, after.excluded_groups, _EARNING_GROUPS
    )
    if after.hold_days != before.hold_days:
        said = msg(
            "Days until points can be used: {new} instead of {old}.",
            new=after.hold_days,
            old=before.hold_days,
        )
        worse = after.hold_days > before.hold_days
        yield changed("earning.hold_days", said, everyone(), worse=worse)
    if after.retroactive_days != before.retroactive_days:
        said = msg(
            "Days before joining that count: {new} instead of {old}.",
            new=after.retroactive_days,
            old=before.retroactive_days,
        )
        worse = after.retroactive_days < before.retroactive_days
        yield changed("earning.retroactive_days", said, msg("patients who join"), worse=worse)


_EARNING_GROUPS = (
    msg("These earn no points any more: {names}."),
    msg("These earn points now: {names}."),
)
_SPENDING_GROUPS = (
    msg("These can no longer be paid with points: {names}."),
    msg("These can be paid with points now: {names}."),
)


def _groups(
    path: str, before: tuple[str, ...], after: tuple[str, ...], words: tuple[Message, Message]
) -> Iterator[Change]:
    whom = msg("patients who use these services")
    added = tuple(code for code in after if code not in before)
    if added:
        yield changed(path, Message(words[0].id, {"names": GroupNames(added)}), whom, worse=True)
    freed = tuple(code for code in before if code not in after)
    if freed:
        yield changed(path, Message(words[1].id, {"names": GroupNames(freed)}), whom, worse=False)


def redemption_changes(old: Terms, new: Terms) -> Iterator[Change]:
    """The cap, the minimum, the step, and what points cannot pay."""
    before, after = old.redemption, new.redemption
    whom = msg("patients who pay with points")
    if after.cap_percent != before.cap_percent:
        said = msg(
            "Points pay up to {new}% of a visit instead of {old}%.",
            new=after.cap_percent,
            old=before.cap_percent,
        )
        worse = after.cap_percent < before.cap_percent
        yield changed("redemption.cap_percent", said, whom, worse=worse)
    least_before, least_after = max(1, before.minimum_points), max(1, after.minimum_points)
    if least_after != least_before:
        said = msg(
            "The fewest points used at a time: {new} instead of {old}.",
            new=least_after,
            old=least_before,
        )
        worse = least_after > least_before
        yield changed("redemption.minimum_points", said, whom, worse=worse)
    if after.step != before.step:
        said = msg(
            "Points are used in steps of {new} instead of {old}.", new=after.step, old=before.step
        )
        yield changed("redemption.step", said, whom, worse=before.step % after.step != 0)
    yield from _groups(
        "redemption.excluded_groups",
        before.excluded_groups,
        after.excluded_groups,
        _SPENDING_GROUPS,
    )


def expiry_changes(old: Terms, new: Terms) -> Iterator[Change]:
    """How long points live, and the warning."""
    before, after = old.expiry, new.expiry
    if after.mode is not before.mode:
        said = msg("Points live {how}.", how=MODE_WORDS[after.mode])
        worse = after.mode is not ExpiryMode.NEVER
        yield changed("expiry.mode", said, everyone(), worse=worse)
    elif (after.months, after.days) != (before.months, before.days):
        path = "expiry.days" if after.days is not None else "expiry.months"
        said = msg(
            "Life of points: {new} instead of {old}.", new=life_words(after), old=life_words(before)
        )
        yield changed(path, said, everyone(), worse=_is_shorter(before, after))
    if after.warn_days != before.warn_days:
        said = msg(
            "Days of warning before points lapse: {new} instead of {old}.",
            new=after.warn_days,
            old=before.warn_days,
        )
        worse = after.warn_days < before.warn_days
        yield changed("expiry.warn_days", said, everyone(), worse=worse)


def life_words(expiry: Expiry) -> Message:
    """The life as it is written: months, or days."""
    if expiry.days is not None:
        return nmsg("{count} day", "{count} days", expiry.days)
    return nmsg("{count} month", "{count} months", expiry.months or 0)


def _is_shorter(before: Expiry, after: Expiry) -> bool:
    """Whether some points could live shorter; months against days by the calendar."""
    if before.days is None and after.days is None:
        return (after.months or 0) < (before.months or 0)
    least = after.days if after.days is not None else shortest_life(after.months or 0)
    most = before.days if before.days is not None else longest_life(before.months or 0)
    return least < most


def other_changes(old: Terms, new: Terms) -> Iterator[Change]:
    """Refunds, and families."""
    if new.refund.shortfall is not old.refund.shortfall:
        debt = new.refund.shortfall is Shortfall.DEBT
        said = (
            msg("Spent points that a refund takes back become a debt in points.")
            if debt
            else msg("Spent points that a refund takes back are forgiven.")
        )
        yield changed("refund.shortfall", said, msg("patients who get money back"), worse=debt)
    if new.refund.grace_days != old.refund.grace_days:
        said = msg(
            "Days to use points that come back after they lapsed: {new} instead of {old}.",
            new=new.refund.grace_days,
            old=old.refund.grace_days,
        )
        worse = new.refund.grace_days < old.refund.grace_days
        whom = msg("patients who get money back")
        yield changed("refund.grace_days", said, whom, worse=worse)
    if new.family.max_members != old.family.max_members:
        said = msg(
            "People on one account: up to {new} instead of {old}.",
            new=new.family.max_members,
            old=old.family.max_members,
        )
        worse = new.family.max_members < old.family.max_members
        yield changed("family.max_members", said, msg("large families"), worse=worse)
    if new.family.leaving is not old.family.leaving:
        stays = new.family.leaving is Leaving.STAYS
        said = (
            msg("Who leaves an account leaves the points on it.")
            if stays
            else msg("Who leaves an account takes along the points of own visits.")
        )
        whom = msg("those who leave an account") if stays else msg("those who stay on an account")
        yield changed("family.leaving", said, whom, worse=True)


def bonus_changes(old: Terms, new: Terms) -> Iterator[Change]:
    """Welcome, birthday and referral points, each figure for itself."""
    for path, said, before, after, more_is_better, whom in _bonus_figures(old, new):
        if before != after:
            message = Message(said.id, {**said.fields, "new": after, "old": before})
            worse = (after < before) is more_is_better
            yield changed(path, message, whom, worse=worse)


def _bonus_figures(old: Terms, new: Terms) -> list[tuple[str, Message, Any, Any, bool, Message]]:
    newcomers = msg("patients who join")
    rows: list[tuple[str, Message, Any, Any, bool, Message]] = [
        (
            "bonuses.welcome",
            msg("Welcome points: {new} instead of {old}."),
            old.bonuses.welcome,
            new.bonuses.welcome,
            True,
            newcomers,
        )
    ]
    first, second = old.bonuses.birthday, new.bonuses.birthday
    rows.append(
        (
            "bonuses.birthday.points",
            msg("Birthday points: {new} instead of {old}."),
            first.points if first else 0,
            second.points if second else 0,
            True,
            everyone(),
        )
    )
    if first and second:
        rows.append(
            (
                "bonuses.birthday.usable_days",
                msg("Days to use birthday points: {new} instead of {old}."),
                first.usable_days,
                second.usable_days,
                True,
                everyone(),
            )
        )
    return rows + _referral_figures(old, new)


def _referral_figures(old: Terms, new: Terms) -> list[tuple[str, Message, Any, Any, bool, Message]]:
    first, second = old.bonuses.referral, new.bonuses.referral
    whom = msg("those who recommend us, and their friends")
    rows: list[tuple[str, Message, Any, Any, bool, Message]] = [
        (
            "bonuses.referral.referrer",
            msg("Points for recommending us: {new} instead of {old}."),
            first.referrer if first else 0,
            second.referrer if second else 0,
            True,
            whom,
        ),
        (
            "bonuses.referral.newcomer",
            msg("Points for who comes on a recommendation: {new} instead of {old}."),
            first.newcomer if first else 0,
            second.newcomer if second else 0,
            True,
            whom,
        ),
    ]
    if first and second:
        currency = new.programme.currency
        rows.append(
            (
                "bonuses.referral.minimum_bill",
                msg("A recommendation counts from a bill of {new} instead of {old}."),
                Money(first.minimum_bill, currency),
                Money(second.minimum_bill, currency),
                False,
                whom,
            )
        )
        rows.append(
            (
                "bonuses.referral.within_days",
                msg("Days for a recommended person to come: {new} instead of {old}."),
                first.within_days,
                second.within_days,
                True,
                whom,
            )
        )
    return rows
