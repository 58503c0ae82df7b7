"""Erasing a person's data: what stays by law, what goes, what follows, and what must come first.

Sources: product/law.md R4, R17, R22, U13 (what is kept and for how long), C11 (what becomes of
the points), situation 48.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from reception.rules.retention import Kept, Retention, keep_until
from reception.translation import Message, msg, nmsg

DAYS_TO_ERASE = 30


@dataclass(frozen=True)
class ErasureFacts:
    """What is known of the person; points as they stand on `day`."""

    day: date
    open_visits: int = 0
    """Here now, or booked for later."""
    last_visit: date | None = None
    has_account: bool = False
    account_is_blocked: bool = False
    balance: int = 0
    held: int = 0
    own_points: int = 0
    """Points left of the lots she earned."""
    other_members: int = 0
    other_adults: int = 0
    is_holder: bool = False
    points_go_along: bool = False
    """Whether the terms let a leaver take her own lots along."""
    active_cards: int = 0
    represented: int = 0
    """Children she is the guardian of."""
    signed_papers: int = 0
    is_staff: bool = False


@dataclass(frozen=True)
class ErasurePlan:
    """What the wizard says: blockers must be dealt with first."""

    blockers: tuple[Message, ...]
    goes: tuple[Message, ...]
    stays: tuple[Message, ...]
    follows: tuple[Message, ...]


GOES = (
    msg("Surname, name, patronymic, former surnames, date of birth, sex, number in the lists."),
    msg("Phones, e-mail, address, form of address, where she heard of the clinic."),
    msg("Preferences, notes, and how she may be contacted."),
    msg(
        "Comments in surveys, words of complaints, answers in conversations; what was suggested"
        " stays, without a name."
    ),
    msg("Digital copies of her papers, begun forms, and what imported lists said of her."),
    msg("Her names and numbers in the audit log, in notes and in reasons."),
)
"""Kinds of data that are erased, as the act lists them."""


def plan_erasure(facts: ErasureFacts, retention: Retention) -> ErasurePlan:
    """What erasing would mean for a person."""
    return ErasurePlan(
        blockers=tuple(_blockers(facts)),
        goes=GOES,
        stays=tuple(_stays(facts, retention)),
        follows=tuple(_follows(facts)),
    )


def erasure_due(asked_on: date, days: int = DAYS_TO_ERASE) -> date:
    """The last day by which the data are to be erased (R17)."""
    return asked_on + timedelta(days=days)


def key_digest(kind: str, key: str) -> str:
    """What is kept of a key in the clinic's lists, so that an import does not bring her back."""
    return hashlib.sha256(f"{kind}\n{key}".encode()).hexdigest()


def _blockers(facts: ErasureFacts) -> list[Message]:
    found: list[Message] = []
    if facts.open_visits:
        found.append(
            nmsg(
                "{count} visit is open or booked: finish or cancel it first.",
                "{count} visits are open or booked: finish or cancel them first.",
                facts.open_visits,
            )
        )
    if facts.account_is_blocked:
        found.append(msg("The family account is blocked: unblock it first."))
    if facts.is_holder and facts.other_members and not facts.other_adults:
        found.append(
            msg(
                "Only children would be left on the account: move them to an adult's account first."
            )
        )
    return found


def _stays(facts: ErasureFacts, retention: Retention) -> list[Message]:
    last = facts.last_visit or facts.day
    found = [
        msg(
            "Days and sums of visits, without a name, until {day}.",
            day=keep_until(Kept.VISITS, last, retention),
        ),
        msg(
            "Entries of the points ledger, without a name, until {day}.",
            day=keep_until(Kept.POINTS, last, retention),
        ),
        msg(
            "The act and the log of this erasure until {day}.",
            day=keep_until(Kept.ERASURES, facts.day, retention),
        ),
    ]
    if facts.signed_papers:
        found.append(
            nmsg(
                "{count} signed paper in the clinic's folder: its number and place stay on record"
                " until {day}; then the paper is destroyed by hand.",
                "{count} signed papers in the clinic's folder: their numbers and places stay on"
                " record until {day}; then the papers are destroyed by hand.",
                facts.signed_papers,
                day=keep_until(Kept.CONSENTS, facts.day, retention),
            )
        )
    found.append(msg("The medical record: it is kept elsewhere and is not touched."))
    found.append(msg("Backups made before hold the data until they are replaced by later ones."))
    return found


def _follows(facts: ErasureFacts) -> list[Message]:
    found: list[Message] = []
    if facts.has_account:
        found.append(_points(facts))
        if facts.is_holder and facts.other_adults:
            found.append(msg("The next adult of the account becomes its holder."))
    if facts.active_cards:
        found.append(
            nmsg("{count} card is blocked.", "{count} cards are blocked.", facts.active_cards)
        )
    if facts.represented:
        found.append(
            nmsg(
                "{count} child is left without a representative here.",
                "{count} children are left without a representative here.",
                facts.represented,
            )
        )
    if facts.is_staff:
        found.append(msg("This person is a colleague: the entry among staff stays."))
    found.append(
        msg("Who comes again is a new patient: nothing of before can be found or brought back.")
    )
    return found


def _points(facts: ErasureFacts) -> Message:
    if not facts.other_members:
        return nmsg(
            "{count} point is written off and the account is closed.",
            "{count} points are written off and the account is closed.",
            facts.balance + facts.held,
        )
    if facts.points_go_along:
        return nmsg(
            "{count} point that she earned leaves the account with her and is written off.",
            "{count} points that she earned leave the account with her and are written off.",
            facts.own_points,
        )
    return nmsg(
        "{count} point stays with the other members of the account.",
        "{count} points stay with the other members of the account.",
        facts.balance + facts.held,
    )
