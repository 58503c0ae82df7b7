"""Why a number of points is what it is, in words a patient understands (design/terms.md 2).

Bill → basis → rule → rounding → lot → last usable day, one message a step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reception.rules.ledger import Step
from reception.translation import Message, msg, nmsg
from reception.values.choices import EntryKind
from reception.values.money import Money, parse_minor

# Reasons the program itself writes into the ledger; what people typed stands as they typed it.
_OWN_REASONS = {
    "opening balance": msg("a balance brought along from another program"),
    "import taken back": msg("the import that brought the balance was taken back"),
}


@dataclass(frozen=True)
class Drawn:
    """Points an entry took from one lot, the day the lot was credited, its last usable day."""

    points: int
    earned_on: date
    last_day: date | None


@dataclass(frozen=True)
class Explained:
    """The facts of one entry that its explanation needs; points signed as in the ledger."""

    kind: EntryKind
    points: int
    effective: date
    currency: str
    steps: Sequence[Step] = ()
    usable_from: date | None = None
    last_day: date | None = None
    never_expires: bool = False
    shortfall: int = 0
    reason: str = ""
    version: int | None = None
    drawn: Sequence[Drawn] = ()
    """Points given back to a lot are below zero."""
    visit_day: date | None = None
    undoes: EntryKind | None = None
    """The kind of what was taken back by it: a correction, or a movement of a refund."""


def explain(entry: Explained) -> list[Message]:
    """The explanation of an entry, step by step."""
    lines = [_heading(entry)]
    if entry.visit_day is not None and entry.visit_day != entry.effective:
        lines.append(msg("Visit of {day}.", day=entry.visit_day))
    lines.extend(explain_steps(entry.steps, entry.currency))
    lines.extend(_drawn(each) for each in entry.drawn)
    if entry.reason:
        reason = _OWN_REASONS.get(entry.reason, entry.reason)
        lines.append(msg("Reason: {reason}.", reason=reason))
    if entry.points > 0 and entry.kind not in (EntryKind.EXPIRED, EntryKind.GIVEN_BACK):
        lines.extend(_use(entry))
    if entry.version is not None and entry.steps:
        lines.append(msg("By version {number} of the terms.", number=entry.version))
    return lines


def explain_steps(steps: Sequence[Step], currency: str) -> list[Message]:
    """The steps of a breakdown in words."""
    found = (_step(step, currency) for step in steps)
    return [line for line in found if line is not None]


def _heading(entry: Explained) -> Message:
    points = abs(entry.points)
    if entry.undoes is EntryKind.ADJUSTED:
        return _correction_undone(points)
    if entry.undoes is not None:
        return _there_again(points) if entry.points > 0 else _used_again(points)
    words = {
        EntryKind.EARNED: _earned,
        EntryKind.WELCOME: _welcome,
        EntryKind.BIRTHDAY: _birthday,
        EntryKind.REFERRAL: _referral,
        EntryKind.RETROACTIVE: _retroactive,
        EntryKind.REDEEMED: _redeemed,
        EntryKind.GIVEN_BACK: _given_back,
        EntryKind.TAKEN_BACK: _taken_back,
        EntryKind.MOVED_IN: _moved_in,
        EntryKind.MOVED_OUT: _moved_out,
    }
    if entry.kind is EntryKind.WRITTEN_OFF:
        return _written_off(entry.shortfall)
    if entry.kind is EntryKind.EXPIRED or entry.kind is EntryKind.CLOSED:
        return _expired_back(points) if entry.points > 0 else _expired(points)
    if entry.kind is EntryKind.ADJUSTED:
        return _added(points) if entry.points > 0 else _removed(points)
    return words[entry.kind](points)


def _earned(points: int) -> Message:
    return nmsg("{count} point for a visit.", "{count} points for a visit.", points)


def _welcome(points: int) -> Message:
    return nmsg("{count} welcome point.", "{count} welcome points.", points)


def _birthday(points: int) -> Message:
    return nmsg("{count} point for a birthday.", "{count} points for a birthday.", points)


def _referral(points: int) -> Message:
    return nmsg("{count} point for a referral.", "{count} points for a referral.", points)


def _retroactive(points: int) -> Message:
    return nmsg(
        "{count} point for a visit before joining.",
        "{count} points for a visit before joining.",
        points,
    )


def _redeemed(points: int) -> Message:
    return nmsg("{count} point used.", "{count} points used.", points)


def _given_back(points: int) -> Message:
    return nmsg("{count} used point came back.", "{count} used points came back.", points)


def _taken_back(points: int) -> Message:
    return nmsg(
        "{count} point taken back: what it was earned with was refunded.",
        "{count} points taken back: what they were earned with was refunded.",
        points,
    )


def _there_again(points: int) -> Message:
    return nmsg(
        "{count} point is there again: the refund was taken back.",
        "{count} points are there again: the refund was taken back.",
        points,
    )


def _correction_undone(points: int) -> Message:
    return nmsg(
        "A correction of {count} point was taken back.",
        "A correction of {count} points was taken back.",
        points,
    )


def _used_again(points: int) -> Message:
    return nmsg(
        "{count} point is used again: the refund was taken back.",
        "{count} points are used again: the refund was taken back.",
        points,
    )


def _written_off(points: int) -> Message:
    if points < 0:
        return nmsg(
            "The refund was taken back: {count} forgiven point is forgiven no more.",
            "The refund was taken back: {count} forgiven points are forgiven no more.",
            -points,
        )
    return nmsg(
        "{count} point could not be taken back and is forgiven.",
        "{count} points could not be taken back and are forgiven.",
        points,
    )


def _expired(points: int) -> Message:
    if not points:
        return msg("The lot was used up; it is closed.")
    return nmsg("{count} point expired.", "{count} points expired.", points)


def _expired_back(points: int) -> Message:
    return nmsg(
        "{count} expired point is there again: a visit had kept it alive.",
        "{count} expired points are there again: a visit had kept them alive.",
        points,
    )


def _added(points: int) -> Message:
    return nmsg(
        "{count} point added by a correction.", "{count} points added by a correction.", points
    )


def _removed(points: int) -> Message:
    return nmsg(
        "{count} point removed by a correction.", "{count} points removed by a correction.", points
    )


def _moved_in(points: int) -> Message:
    return nmsg(
        "{count} point came from another account.",
        "{count} points came from another account.",
        points,
    )


def _moved_out(points: int) -> Message:
    return nmsg(
        "{count} point went to another account.",
        "{count} points went to another account.",
        points,
    )


def _drawn(drawn: Drawn) -> Message:
    if drawn.points < 0:
        return _returned(drawn)
    if drawn.last_day is None:
        return nmsg(
            "{count} point from those credited on {day}, which do not expire.",
            "{count} points from those credited on {day}, which do not expire.",
            drawn.points,
            day=drawn.earned_on,
        )
    return nmsg(
        "{count} point from those credited on {day}, usable through {last}.",
        "{count} points from those credited on {day}, usable through {last}.",
        drawn.points,
        day=drawn.earned_on,
        last=drawn.last_day,
    )


def _returned(drawn: Drawn) -> Message:
    if drawn.last_day is None:
        return nmsg(
            "{count} point back to those credited on {day}, which do not expire.",
            "{count} points back to those credited on {day}, which do not expire.",
            -drawn.points,
            day=drawn.earned_on,
        )
    return nmsg(
        "{count} point back to those credited on {day}, usable through {last}.",
        "{count} points back to those credited on {day}, usable through {last}.",
        -drawn.points,
        day=drawn.earned_on,
        last=drawn.last_day,
    )


def _use(entry: Explained) -> list[Message]:
    lines = []
    if entry.usable_from is not None and entry.usable_from > entry.effective:
        lines.append(msg("Usable from {day}.", day=entry.usable_from))
    if entry.never_expires:
        lines.append(msg("These points do not expire."))
    elif entry.last_day is not None:
        lines.append(msg("The last day to use them: {day}.", day=entry.last_day))
    return lines


def _step(step: Step, currency: str) -> Message | None:
    name = step["step"]
    if name in ("bill", "redeemed", "basis"):
        return _money_step(step, currency)
    if name in ("base", "tier"):
        return _rate_step(step)
    if name in ("promotion", "extra"):
        if step.get("code") in ("welcome", "birthday", "referral"):
            return None
        return msg(
            "Promotion {code} adds in points: {points}.",
            code=step["code"],
            points=_number(step["points"]),
        )
    return _rounding_step(step)


def _money_step(step: Step, currency: str) -> Message | None:
    amount = Money(parse_minor(step["amount"]), currency)
    if step["step"] == "bill":
        return msg("Bill: {amount}.", amount=amount)
    if step["step"] == "basis":
        return msg("Points are earned on {amount}.", amount=amount)
    if not step.get("points"):
        return None
    return msg("Paid with points: {amount}.", amount=amount)


def _rate_step(step: Step) -> Message:
    percent, points = _number(step["percent"]), _number(step["points"])
    if step["step"] == "tier":
        return msg(
            "Tier {code}: {percent}% of it makes in points: {points}.",
            code=step["code"],
            percent=percent,
            points=points,
        )
    return msg("{percent}% of it makes in points: {points}.", percent=percent, points=points)


def _rounding_step(step: Step) -> Message:
    points = int(step["points"])
    rounding = step.get("code", "down")
    if rounding == "up":
        return nmsg("Rounded up: {count} point.", "Rounded up: {count} points.", points)
    if rounding == "half_up":
        return nmsg("Rounded: {count} point.", "Rounded: {count} points.", points)
    return nmsg("Rounded down: {count} point.", "Rounded down: {count} points.", points)


def _number(value: int | str) -> Decimal | int:
    return value if isinstance(value, int) else Decimal(value)
