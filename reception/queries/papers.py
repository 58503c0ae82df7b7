"""Papers as they are printed and followed: the frozen payload, and what waits for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.errors import Refused
from reception.models import Paper, Patient
from reception.queries.person_facts import person_facts, terms_on
from reception.queries.programme import differences_since
from reception.queries.prompt_facts import own_figure
from reception.storage.outdated import ERASED_PAYLOAD
from reception.translation import Language, Message, msg
from reception.values.choices import PaperKind, PaperState

TO_SIGN = (
    PaperKind.APPLICATION,
    PaperKind.DATA_CONSENT,
    PaperKind.ADVERTISING_CONSENT,
    PaperKind.POWER_OF_ATTORNEY,
    PaperKind.ACCOUNT_CHANGE,
    PaperKind.DISCLOSURE_CONSENT,
)
"""What a patient signs."""


@dataclass(frozen=True)
class PaperToPrint:
    """What a printing job needs: render it with the translator of `language`."""

    paper_id: int
    number: str
    kind: PaperKind
    language: Language
    payload: str


@dataclass(frozen=True)
class PaperRow:
    """A paper in a list; `needs_signature` while it is to be signed and is not."""

    paper_id: int
    number: str
    kind: PaperKind
    language: Language
    state: PaperState
    day: date
    patient_id: int | None
    patient_name: str
    printed_at: datetime | None
    handed_at: datetime | None
    signed_on: date | None
    kept_in: str

    @property
    def needs_signature(self) -> bool:
        """Whether somebody still has to sign it."""
        return self.kind in TO_SIGN and self.state not in (PaperState.SIGNED, PaperState.VOID)


def papers_to_print(session: Session, *, paper_ids: Sequence[int]) -> list[PaperToPrint]:
    """The stored papers in the order asked for; Refused where one is not there."""
    found = {row.id: row for row in session.scalars(select(Paper).where(Paper.id.in_(paper_ids)))}
    missing = [paper_id for paper_id in paper_ids if paper_id not in found]
    if missing:
        raise Refused(msg("There is no paper {number}.", number=missing[0]), code="unknown_paper")
    for row in found.values():
        if row.payload == ERASED_PAYLOAD:
            raise Refused(
                msg("Paper {number}: its digital copy was erased.", number=row.number),
                code="erased",
            )
    return [
        PaperToPrint(row.id, row.number, row.kind, row.language, row.payload)
        for row in (found[paper_id] for paper_id in paper_ids)
    ]


def papers_of_patient(session: Session, *, patient_id: int) -> list[PaperRow]:
    """A patient's papers, the latest first; void ones are left out."""
    return _rows(session, Paper.patient_id == patient_id, Paper.state != PaperState.VOID)


def papers_not_printed(session: Session) -> list[PaperRow]:
    """What still waits for the printer (situation 14), the oldest last."""
    return _rows(session, Paper.state == PaperState.TO_PRINT)


def papers_not_signed(session: Session) -> list[PaperRow]:
    """Printed papers that must be signed and are not, the oldest last."""
    open_states = (PaperState.TO_PRINT, PaperState.PRINTED, PaperState.HANDED)
    return _rows(session, Paper.kind.in_(TO_SIGN), Paper.state.in_(open_states))


def changed_since_sheet(session: Session, *, patient_id: int, day: date) -> Sequence[Message]:
    """What changed since the rules sheet this person got last, in at most three lines.

    Empty where she holds the sheet in force, or none of ours (situation 41).
    """
    held = session.scalar(
        select(Paper.version_id)
        .where(
            Paper.patient_id == patient_id,
            Paper.kind == PaperKind.RULES_SHEET,
            Paper.state.in_((PaperState.PRINTED, PaperState.HANDED, PaperState.SIGNED)),
        )
        .order_by(Paper.id.desc())
        .limit(1)
    )
    return () if held is None else differences_since(session, version_id=held, day=day)


def personal_figure(
    session: Session, *, patient_id: int, day: date
) -> tuple[int | None, int | None]:
    """Points of the last twelve months: her own, and the whole account's (None for no account)."""
    known = person_facts(session, patient_id=patient_id, day=day)
    terms = terms_on(session, day)
    return (None, None) if terms is None else own_figure(session, known, terms)


def _rows(session: Session, *conditions: object) -> list[PaperRow]:
    statement = (
        select(Paper, Patient.last_name, Patient.first_name, Patient.patronymic)
        .outerjoin(Patient, Patient.id == Paper.patient_id)
        .where(*conditions)  # type: ignore[arg-type]
        .order_by(Paper.id.desc())
    )
    return [
        PaperRow(
            paper_id=paper.id,
            number=paper.number,
            kind=paper.kind,
            language=paper.language,
            state=paper.state,
            day=paper.day,
            patient_id=paper.patient_id,
            patient_name=" ".join(part for part in names if part),
            printed_at=paper.printed_at,
            handed_at=paper.handed_at,
            signed_on=paper.signed_on,
            kept_in=paper.kept_in,
        )
        for paper, *names in session.execute(statement)
    ]
