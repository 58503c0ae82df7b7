"""The sheet a patient holds, and what has changed since (product/situations.md 41)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from reception.models import Acceptance, AccountMember, Paper, ProgrammeVersion
from reception.queries.programme import differences_since
from reception.translation import Message
from reception.values.choices import PaperKind, PaperState


@dataclass(frozen=True)
class OldSheet:
    """The newest version a patient was given, no longer in force, and at most three lines."""

    number: int
    lines: tuple[Message, ...]


def old_sheet(session: Session, *, patient_id: int, day: date) -> OldSheet | None:
    """What has changed for a patient; None where the newest sheet is held, or none at all.

    A sheet counts that was accepted, or that left the printer, for the patient or the account.
    """
    account = (
        select(AccountMember.account_id)
        .where(AccountMember.patient_id == patient_id, AccountMember.left_on.is_(None))
        .scalar_subquery()
    )
    accepted = select(Acceptance.version_id).where(
        or_(Acceptance.patient_id == patient_id, Acceptance.account_id == account)
    )
    given = select(Paper.version_id).where(
        or_(Paper.patient_id == patient_id, Paper.account_id == account),
        Paper.kind == PaperKind.RULES_SHEET,
        Paper.state.in_((PaperState.PRINTED, PaperState.HANDED, PaperState.SIGNED)),
    )
    held = session.execute(
        select(ProgrammeVersion.id, ProgrammeVersion.number)
        .where(or_(ProgrammeVersion.id.in_(accepted), ProgrammeVersion.id.in_(given)))
        .order_by(ProgrammeVersion.number.desc())
    ).first()
    if held is None:
        return None
    lines = differences_since(session, version_id=held.id, day=day)
    return OldSheet(held.number, tuple(lines)) if lines else None
