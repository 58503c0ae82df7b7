"""Versions of the programme: written as a draft, checked, published for good, and the end of it.

A published version never changes; what follows it says when it ends (design/terms.md 15).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from reception.changes import Done, Topic
from reception.documents.payloads import RulesSheet
from reception.documents.rules_content import rules_sheet
from reception.errors import InvalidInput, Refused
from reception.models import ProgrammeVersion
from reception.rules.publishing import checks, is_overridden, may_publish
from reception.rules.publishing_facts import Check
from reception.rules.terms import Terms, canonical_json, terms_hash
from reception.rules.terms_reading import parse_toml, read_terms, terms_from_json
from reception.rules.versions import Versions
from reception.rules.worsening import day_before
from reception.services.paper_data import PaperMaker
from reception.services.programme_end import refuse_others, settle_lots
from reception.storage.publishing_facts import publishing_facts
from reception.storage.unit_of_work import UnitOfWork
from reception.storage.version_rows import closed_on, published_rows
from reception.translation import Language, Message, msg
from reception.values.choices import Light, Role, VersionStatus

LONGEST_REASON = 500


class NotReady(Refused):
    """A version that may not be published: the eight checks, and every fault of the red ones."""

    def __init__(self, found: Sequence[Check]) -> None:
        super().__init__(
            msg("This version cannot be published yet."),
            code="not_ready",
            way_out=msg("Put right what is red, then publish it again."),
        )
        self.checks = tuple(found)
        self.faults = tuple(_said(check) for check in found if check.light is Light.RED)


def _said(check: Check) -> Message:
    """A red check with everything that is wrong, in one sentence each."""
    if not check.details:
        return msg("{title}: {said}", title=check.title, said=check.said)
    text = check.details[0]
    for more in check.details[1:]:
        text = msg("{first} {second}", first=text, second=more)
    return msg("{title}: {said} {details}", title=check.title, said=check.said, details=text)


def start_draft(uow: UnitOfWork) -> Done[int]:
    """A draft that begins as a copy of the last version; the one there is, where there is one.

    It begins when worse terms could; promotions that are over by then are left out.
    """
    refuse_others(uow)
    known = uow.find.draft_version()
    if known is not None:
        return Done(known.id)
    rows = published_rows(uow.session)
    if not rows:
        raise Refused(msg("No programme is in force on this day."), code="outside_programme")
    last = terms_from_json(rows[-1].terms)
    start = _first_start(uow, last)
    tree = json.loads(rows[-1].terms)
    tree["version"] |= {"number": rows[-1].number + 1, "valid_from": start.isoformat()}
    tree["version"].pop("valid_until", None)
    promotions = [each for each in tree.get("promotions", []) if each["last_day"] >= str(start)]
    tree.pop("promotions", None)
    if promotions:
        tree["promotions"] = promotions
    return save_draft(uow, tree=tree)


def _first_start(uow: UnitOfWork, last: Terms) -> date:
    if last.version.valid_until is not None:
        return last.version.valid_until + timedelta(days=1)
    notice = max(1, min(last.version.notice_days, 3650))
    return max(uow.today + timedelta(days=notice), last.version.valid_from + timedelta(days=1))


def save_draft(
    uow: UnitOfWork,
    *,
    terms_text: str | None = None,
    tree: Mapping[str, Any] | None = None,
    silent: bool = False,
) -> Done[int]:
    """Write the draft: TOML text, or a tree (days as text or dates); answers its row.

    Its number is the one after the last version.  Raises InvalidInput with every fault at its
    path, Refused without a supervisor's rights.
    """
    refuse_others(uow)
    terms = _read(terms_text, tree)
    row = uow.find.draft_version()
    if row is None:
        row = ProgrammeVersion(
            number=terms.version.number, status=VersionStatus.DRAFT, created_at=uow.now
        )
        _write(row, terms)
        uow.add(row)
        uow.about("programme_version", row.id)
        undo = partial(discard_draft, version_id=row.id)
        return Done(row.id, msg("Draft of version {number}.", number=row.number), undo=undo)
    before = json.loads(row.terms)
    _write(row, terms)
    uow.session.flush()
    uow.about("programme_version", row.id)
    said = None if silent else msg("Saved.")
    return Done(row.id, said, undo=partial(save_draft, tree=before))


def _read(terms_text: str | None, tree: Mapping[str, Any] | None) -> Terms:
    if terms_text is not None:
        return read_terms(parse_toml(terms_text))
    if tree is None:
        raise ValueError("a text or a tree")
    return read_terms(tree, days_as_text=True)


def _write(row: ProgrammeVersion, terms: Terms) -> None:
    row.number = terms.version.number
    row.valid_from, row.valid_until = terms.version.valid_from, terms.version.valid_until
    row.terms, row.terms_hash = canonical_json(terms), terms_hash(terms)


def discard_draft(uow: UnitOfWork, *, version_id: int) -> Done[None]:
    """Throw the draft away; offers it back."""
    refuse_others(uow)
    row = uow.find.version(version_id)
    _refuse_published(row)
    tree = json.loads(row.terms)
    uow.session.delete(row)
    uow.session.flush()
    uow.touch(Topic.PROGRAMME)
    uow.about("programme_version", version_id)
    return Done(None, msg("The draft is discarded."), undo=partial(save_draft, tree=tree))


def draw_draft_sheet(uow: UnitOfWork, *, version_id: int, language: Language) -> Done[RulesSheet]:
    """What the sheet of the draft would say in a language, for a preview; nothing is kept."""
    terms = terms_from_json(uow.find.version(version_id).terms)
    maker = PaperMaker(uow, language)
    imprint = replace(maker.imprint(), number="")
    return Done(rules_sheet(terms, maker.sheet_facts(), imprint, maker.translator))


def publish_version(uow: UnitOfWork, *, version_id: int, override_reason: str = "") -> Done[int]:
    """Publish the draft for good, signed by whoever does it; answers the version's number.

    `override_reason` is the owner's word that it may begin although it gives little, or although
    nobody has passed the quiz on it yet.  Raises NotReady with
    the eight checks, Refused without the rights or where it is published already.
    """
    refuse_others(uow)
    row = uow.find.version(version_id)
    _refuse_published(row)
    terms = terms_from_json(row.terms)
    reason = _checked_reason(uow, override_reason)
    facts = publishing_facts(uow.session, draft=terms, today=uow.today, override_reason=reason)
    found = checks(facts)
    if not may_publish(found):
        raise NotReady(found)
    before = published_rows(uow.session)
    if before and before[-1].valid_until is None:
        before[-1].valid_until = day_before(terms.version.valid_from)
    row.status = VersionStatus.PUBLISHED
    row.published_at, row.published_by_id = uow.now, uow.actor.staff_id
    if is_overridden(facts):
        row.override_reason = reason
    uow.session.flush()
    uow.about("programme_version", row.id)
    settle_lots(uow)
    said = msg(
        "Version {number} is published; it begins on {day}.",
        number=row.number,
        day=row.valid_from,
    )
    return Done(row.number, said)


def publish_terms(uow: UnitOfWork, *, terms_text: str, override_reason: str = "") -> Done[int]:
    """Publish a TOML text at once; a draft that is being written stays, after it."""
    refuse_others(uow)
    terms = _read(terms_text, None)
    _check_sequence(uow, terms)
    draft = uow.find.draft_version()
    if draft is not None and draft.number <= terms.version.number:
        tree = json.loads(draft.terms)
        tree["version"]["number"] = terms.version.number + 1
        _write(draft, read_terms(tree, days_as_text=True))
        uow.session.flush()
    row = ProgrammeVersion(
        number=terms.version.number, status=VersionStatus.DRAFT, created_at=uow.now
    )
    _write(row, terms)
    uow.add(row)
    return publish_version(uow, version_id=row.id, override_reason=override_reason)


def _check_sequence(uow: UnitOfWork, terms: Terms) -> None:
    """Another programme, a number given twice, a gap or an overlap are faults of the file."""
    rows = published_rows(uow.session)
    if rows and closed_on(rows) is None:
        Versions([*(terms_from_json(row.terms) for row in rows), terms])


def _checked_reason(uow: UnitOfWork, reason: str) -> str:
    """The owner's reason; nobody else may give one."""
    reason = " ".join(reason.split())
    if not reason:
        return ""
    if uow.actor.role not in (Role.OWNER, Role.COMMAND_LINE):
        raise Refused(
            msg("Only the owner publishes against a red check, in writing."), code="not_allowed"
        )
    if len(reason) > LONGEST_REASON:
        raise InvalidInput(
            msg("The text is too long. Allowed: {most} letters.", most=LONGEST_REASON),
            field="override_reason",
        )
    return reason


def _refuse_published(row: ProgrammeVersion) -> None:
    if row.status is VersionStatus.PUBLISHED:
        raise Refused(
            msg("Version {number} is published and never changes.", number=row.number),
            code="published",
        )
