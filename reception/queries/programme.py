"""The programme as the screens show it: its versions, each in the words of its sheet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.errors import Refused
from reception.models import (
    Account,
    AccountMember,
    Card,
    ProgrammeVersion,
    PublishedPromotion,
    ServiceGroup,
    Staff,
)
from reception.rules.terms import Terms
from reception.rules.terms_reading import terms_from_json
from reception.rules.wording import (
    Sentence,
    ServiceRow,
    rules_sheet_sentences,
    service_table,
    short_line,
)
from reception.rules.worsening import differences
from reception.storage.finders import programme_began
from reception.storage.promotion_rows import terms_with_promotions
from reception.storage.publishing_facts import sheet_facts
from reception.storage.version_rows import published_rows
from reception.translation import Language, Message, msg
from reception.values.choices import AccountStatus, CardState, VersionStatus
from reception.values.period import Period


@dataclass(frozen=True)
class VersionRow:
    """One version on the time line; `is_in_force` and `is_to_come` on the day asked for.

    `ends_programme` says that it ends and nothing follows; `closing_days` run then.
    """

    id: int
    number: int
    valid_from: date
    valid_until: date | None
    status: VersionStatus
    short_hash: str
    is_in_force: bool
    is_to_come: bool = False
    ends_programme: bool = False
    closing_days: int = 0
    override_reason: str = ""


@dataclass(frozen=True)
class ProgrammeInWords:
    """A version, sentence by sentence, and how many families are in it."""

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
    last = next((row.id for row in rows if row.status is VersionStatus.PUBLISHED), 0)
    return [_version_row(row, day, last) for row in rows]


def _version_row(row: ProgrammeVersion, day: date, last: int = 0) -> VersionRow:
    holds = row.valid_from <= day and (row.valid_until is None or day <= row.valid_until)
    published = row.status is VersionStatus.PUBLISHED
    return VersionRow(
        row.id,
        row.number,
        row.valid_from,
        row.valid_until,
        row.status,
        row.terms_hash[:8],
        is_in_force=holds and published,
        is_to_come=published and row.valid_from > day,
        ends_programme=published and row.valid_until is not None and row.id == last,
        closing_days=terms_from_json(row.terms).version.closing_days,
        override_reason=row.override_reason,
    )


def programme_in_words(
    session: Session, *, day: date, language: Language, version_id: int | None = None
) -> ProgrammeInWords | None:
    """A published version, else the one in force on a day, in a language; None if there is none."""
    rows = published_rows(session)
    if version_id is not None:
        row = next((one for one in rows if one.id == version_id), None)
    else:
        begun = [one for one in reversed(rows) if one.valid_from <= day]
        row = next(
            (one for one in begun if one.valid_until is None or day <= one.valid_until), None
        )
    if row is None:
        return None
    terms = terms_with_promotions(session, row.terms)
    facts = sheet_facts(session, draft=terms, today=day)
    codes = session.scalars(select(ServiceGroup.code).order_by(ServiceGroup.id)).all()
    return ProgrammeInWords(
        version=_version_row(row, day, rows[-1].id),
        terms=terms,
        began=programme_began(session),
        name=terms.programme.name.in_language(language),
        short=short_line(terms, language),
        sentences=tuple(rules_sheet_sentences(terms, facts, language)),
        services=tuple(service_table(terms, codes, language, facts.group_names)),
        accounts=_count(session, select(func.count()).where(Account.status == AccountStatus.OPEN)),
        members=_count(session, select(func.count()).where(AccountMember.left_on.is_(None))),
        cards=_count(session, select(func.count()).where(Card.state == CardState.ACTIVE)),
    )


def version_tree(session: Session, *, day: date, number: int | None = None) -> dict[str, Any]:
    """The tree of a published version, else of the one in force; Refused where there is none."""
    rows = published_rows(session)
    if number is None:
        found = [row for row in rows if row.valid_from <= day] or rows[:1]
    else:
        found = [row for row in rows if row.number == number]
    if not found:
        known = ", ".join(str(row.number) for row in rows)
        raise Refused(
            msg("There is no version {version}. There are: {known}.", version=number, known=known),
            code="unknown_version",
        )
    return dict(json.loads(found[-1].terms))


def promotion_trees(session: Session) -> list[dict[str, Any]]:
    """The trees of the promotions published by themselves, each with its real last day."""
    rows = session.scalars(select(PublishedPromotion).order_by(PublishedPromotion.id))
    return [json.loads(row.terms) | {"last_day": str(row.ended_on or row.last_day)} for row in rows]


def began_before(session: Session) -> date | None:
    """The day the programme began, where that was before its first version."""
    rows = published_rows(session)
    began = programme_began(session)
    return began if rows and began is not None and began < rows[0].valid_from else None


def differences_since(session: Session, *, version_id: int, day: date) -> Sequence[Message]:
    """What has changed for a patient who holds the sheet of a version, in at most three lines."""
    rows = published_rows(session)
    held = next((row for row in rows if row.id == version_id), None)
    holds = [row for row in rows if row.valid_from <= day]
    if held is None or not holds or holds[-1].id == held.id:
        return ()
    return differences(terms_from_json(held.terms), terms_from_json(holds[-1].terms))


def override_remarks(session: Session, *, period: Period) -> tuple[Message, ...]:
    """For the monthly report: versions of the period published against a red check, and why."""
    rows = session.execute(
        select(ProgrammeVersion, Staff.name)
        .outerjoin(Staff, Staff.id == ProgrammeVersion.published_by_id)
        .where(
            ProgrammeVersion.status == VersionStatus.PUBLISHED,
            ProgrammeVersion.override_reason != "",
            ProgrammeVersion.valid_from <= period.last,
            ProgrammeVersion.valid_until.is_(None) | (ProgrammeVersion.valid_until >= period.first),
        )
        .order_by(ProgrammeVersion.number)
    )
    return tuple(
        msg(
            "Version {number} was published although a check was red. {name} answers for it:"
            " {reason}",
            number=str(row.number),
            name=name or msg("The owner"),
            reason=row.override_reason,
        )
        for row, name in rows
    )


def _count(session: Session, statement: object) -> int:
    return int(session.scalar(statement) or 0)  # type: ignore[call-overload]
