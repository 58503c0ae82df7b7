"""The programme as the screens show it: the version in force in the words of its sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import Account, AccountMember, Card, ProgrammeVersion, ServiceGroup
from reception.queries.clinic import clinic_facts
from reception.rules.service_names import own_names
from reception.rules.terms import Terms
from reception.rules.terms_reading import terms_from_json
from reception.rules.wording import (
    ClinicFacts,
    Sentence,
    ServiceRow,
    rules_sheet_sentences,
    service_table,
    short_line,
)
from reception.storage.finders import programme_began
from reception.translation import Language
from reception.values.choices import AccountStatus, CardState, VersionStatus


@dataclass(frozen=True)
class VersionRow:
    """One version on the time line; `is_in_force` on the day that was asked for."""

    id: int
    number: int
    valid_from: date
    valid_until: date | None
    status: VersionStatus
    short_hash: str
    is_in_force: bool


@dataclass(frozen=True)
class ProgrammeInWords:
    """The version in force, sentence by sentence, and how many families are in it."""

    version: VersionRow
    terms: Terms
    began: date | None
    name: str
    short: str
    sentences: tuple[Sentence, ...]
    services: tuple[ServiceRow, ...]
    accounts: int
    members: int
    cards: int


def versions(session: Session, *, day: date) -> list[VersionRow]:
    """Every version, the newest first."""
    rows = session.scalars(select(ProgrammeVersion).order_by(ProgrammeVersion.number.desc())).all()
    return [_version_row(row, day) for row in rows]


def _version_row(row: ProgrammeVersion, day: date) -> VersionRow:
    holds = row.valid_from <= day and (row.valid_until is None or day <= row.valid_until)
    return VersionRow(
        row.id,
        row.number,
        row.valid_from,
        row.valid_until,
        row.status,
        row.terms_hash[:8],
        holds and row.status is VersionStatus.PUBLISHED,
    )


def programme_in_words(
    session: Session, *, day: date, language: Language
) -> ProgrammeInWords | None:
    """The programme in force on a day, in a language; None where there is none."""
    rows = session.scalars(
        select(ProgrammeVersion)
        .where(
            ProgrammeVersion.status == VersionStatus.PUBLISHED, ProgrammeVersion.valid_from <= day
        )
        .order_by(ProgrammeVersion.number.desc())
    ).all()
    row = next((one for one in rows if one.valid_until is None or day <= one.valid_until), None)
    if row is None:
        return None
    terms = terms_from_json(row.terms)
    clinic = clinic_facts(session)
    contact = ", ".join(part for part in (clinic.complaints_name, clinic.complaints_phone) if part)
    groups = session.execute(
        select(ServiceGroup.code, ServiceGroup.name).order_by(ServiceGroup.id)
    ).all()
    names = own_names((code, name) for code, name in groups)
    facts = ClinicFacts(
        contact=contact or clinic.phone,
        day=day,
        answer_days=clinic.complaints_days,
        group_names=names,
    )
    return ProgrammeInWords(
        version=_version_row(row, day),
        terms=terms,
        began=programme_began(session),
        name=terms.programme.name.in_language(language),
        short=short_line(terms, language),
        sentences=tuple(rules_sheet_sentences(terms, facts, language)),
        services=tuple(service_table(terms, [code for code, _ in groups], language, names)),
        accounts=_count(session, select(func.count()).where(Account.status == AccountStatus.OPEN)),
        members=_count(session, select(func.count()).where(AccountMember.left_on.is_(None))),
        cards=_count(session, select(func.count()).where(Card.state == CardState.ACTIVE)),
    )


def _count(session: Session, statement: object) -> int:
    return int(session.scalar(statement) or 0)  # type: ignore[call-overload]
