"""Who has been told about the programme: per adult, summed per household (product/indicators.md).

Every screen and report that says "told", "not told" or "visits untold" asks here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from reception.models import Account, Mention, Patient, Visit
from reception.storage.finders import programme_began
from reception.storage.prepared import Prepared, among, listed
from reception.values.choices import AccountStatus, MentionOutcome, VisitStatus


class Told(StrEnum):
    """What a household knows of the programme."""

    MEMBER = "member"
    TOLD = "told"
    NOT_TOLD = "not_told"


@dataclass(frozen=True)
class Telling:
    """A household's state; `visits_untold` is 0 once any adult of it has been told."""

    state: Told
    visits_untold: int = 0
    last_told_on: date | None = None


_reversing = aliased(Mention)


def standing_mentions() -> Select[Mention]:
    """Mentions that tell something and were not taken back.

    Nearly every row reverses nothing: `coalesce` keeps the database from choosing that index.
    """
    return select(Mention).where(
        func.coalesce(Mention.reverses_id, 0) == 0,
        Mention.outcome != MentionOutcome.NOT_NOW,
        ~select(_reversing.id).where(_reversing.reverses_id == Mention.id).exists(),
    )


_LAST_TOLD = Prepared(
    standing_mentions()
    .with_only_columns(Mention.household_id, func.max(Mention.day))
    .where(among(Mention.household_id, "households"))
    .group_by(Mention.household_id)
)
_ON_ACCOUNT = Prepared(
    select(Account.household_id).where(
        among(Account.household_id, "households"), Account.status != AccountStatus.CLOSED
    )
)
_VISITS = Prepared(
    select(Patient.household_id, func.count(Visit.id))
    .join(Visit, Visit.patient_id == Patient.id)
    .where(
        among(Patient.household_id, "households"),
        Visit.status == VisitStatus.DONE,
        Visit.day >= bindparam("began"),
    )
    .group_by(Patient.household_id)
)


def tellings(session: Session, *, household_ids: Sequence[int]) -> dict[int, Telling]:
    """The state of each of these households."""
    if not household_ids:
        return {}
    asked = listed(household_ids)
    told: dict[int, date] = {
        household: date.fromisoformat(day)
        for household, day in _LAST_TOLD.rows(session, households=asked)
    }
    members = {row[0] for row in _ON_ACCOUNT.rows(session, households=asked)}
    untold = [one for one in household_ids if one not in told and one not in members]
    began = programme_began(session) if untold else None
    visits: dict[int, int] = {}
    if began is not None:
        visits = dict(_VISITS.rows(session, households=listed(untold), began=began.isoformat()))
    return {
        one: Telling(
            Told.MEMBER if one in members else Told.TOLD if one in told else Told.NOT_TOLD,
            visits.get(one, 0),
            told.get(one),
        )
        for one in household_ids
    }
