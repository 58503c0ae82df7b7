"""The draft of a version: what its fields hold, how it will be printed, and what it would do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import ProgrammeVersion, ServiceGroup
from reception.progress import Progress
from reception.queries.export_events import history_events
from reception.rules.gates import Gate, sham_warnings
from reception.rules.month_trial import MonthTrial, try_month
from reception.rules.publishing import checks
from reception.rules.publishing_facts import Check
from reception.rules.reference import Reference, YearExample, year_example
from reception.rules.service_names import group_name
from reception.rules.terms import Terms, short_hash
from reception.rules.terms_reading import terms_from_json
from reception.rules.version_fields import Change
from reception.rules.wording import Sentence, rules_sheet_sentences, short_line
from reception.rules.worsening import Notice, changes, differences
from reception.storage.finders import programme_began
from reception.storage.promotion_rows import published_terms, terms_with_promotions
from reception.storage.publishing_facts import publishing_facts, sheet_facts
from reception.storage.version_rows import published_rows
from reception.translation import Language, Message, msg
from reception.values.choices import VersionStatus
from reception.values.period import Period, add_months


@dataclass(frozen=True)
class Draft:
    """The draft: its tree, and every paragraph of its sheet in a language."""

    version_id: int
    number: int
    tree: dict[str, Any]
    terms: Terms
    short_hash: str
    short: str
    sentences: tuple[Sentence, ...]
    groups: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DraftTrial:
    """What the draft would do: for the reference patients, against the version before, and now."""

    version_id: int
    reference: Reference
    single: YearExample
    family: YearExample
    gates: tuple[Gate, ...]
    warnings: tuple[Message, ...]
    changes: tuple[Change, ...]
    notice: Notice | None
    checks: tuple[Check, ...]


def draft(session: Session, *, day: date, language: Language) -> Draft | None:
    """The version that is being written; None where none is."""
    row = _row(session)
    if row is None:
        return None
    terms = terms_from_json(row.terms)
    sheet = sheet_facts(session, draft=terms, today=day)
    groups = session.scalars(select(ServiceGroup).order_by(ServiceGroup.id)).all()
    return Draft(
        version_id=row.id,
        number=row.number,
        tree=json.loads(row.terms),
        terms=terms,
        short_hash=short_hash(terms),
        short=short_line(terms, language),
        sentences=tuple(rules_sheet_sentences(terms, sheet, language)),
        groups=tuple(
            (group.code, group_name(group.code, language, sheet.group_names)) for group in groups
        ),
    )


def draft_trial(session: Session, *, day: date) -> DraftTrial | None:
    """The draft tried out: gates, differences and the eight checks; takes a moment."""
    row = _row(session)
    if row is None:
        return None
    terms = terms_from_json(row.terms)
    facts = publishing_facts(session, draft=terms, today=day)
    size = facts.reference.size
    return DraftTrial(
        version_id=row.id,
        reference=facts.reference,
        single=year_example(terms, facts.reference, people=1),
        family=year_example(terms, facts.reference, people=size),
        gates=tuple(facts.gates),
        warnings=tuple(sham_warnings(facts.trial)),
        changes=() if facts.before is None else tuple(changes(facts.before, facts.draft)),
        notice=facts.notice,
        checks=tuple(checks(facts)),
    )


def draft_month(session: Session, *, day: date, progress: Progress) -> MonthTrial | None:
    """The last whole month under the draft, by the clinic's own history; long work."""
    row = _row(session)
    if row is None:
        return None
    progress.report(0, 0, msg("Reading the history"))
    events = list(history_events(session))
    terms = published_terms(session)
    period = Period.month_of(add_months(day.replace(day=1), -1))
    doing = msg("Playing the month under the draft")

    def report(done: int, total: int) -> None:
        progress.report(done, total, doing)

    return try_month(
        terms,
        terms_with_promotions(session, row.terms),
        events,
        period,
        began=programme_began(session) or date.min,
        report=report,
    )


def version_differences(session: Session, *, version_id: int) -> Sequence[Message]:
    """What a published version changed, in at most three lines; nothing for the first."""
    rows = published_rows(session)
    for before, row in pairwise(rows):
        if row.id == version_id:
            return differences(terms_from_json(before.terms), terms_from_json(row.terms))
    return ()


def _row(session: Session) -> ProgrammeVersion | None:
    statement = select(ProgrammeVersion).where(ProgrammeVersion.status == VersionStatus.DRAFT)
    return session.scalars(statement).first()
