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
from reception.rules.publishing import checks, may_publish, refuse_early_end
from reception.rules.publishing_facts import Check
from reception.rules.terms import Terms, canonical_json, terms_hash
from reception.rules.terms_reading import parse_toml, read_terms, terms_from_json
from reception.rules.versions import Versions
from reception.rules.worsening import day_before
from reception.services.paper_data import PaperMaker
from reception.storage.finders import programme_began
from reception.storage.publishing_facts import publishing_facts
from reception.storage.unit_of_work import UnitOfWork
from reception.storage.version_rows import closed_on, published_rows, write_last_days
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
    _refuse_others(uow)
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
    _refuse_others(uow)
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
    _refuse_others(uow)
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

    `override_reason` is the owner's word that red gates do not matter.  Raises NotReady with
    the eight checks, Refused without the rights or where it is published already.
    """
    _refuse_others(uow)
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
    if any(gate.light is Light.RED for gate in facts.gates):
        row.override_reason = reason
    uow.session.flush()
    uow.about("programme_version", row.id)
    _settle_lots(uow)
    said = msg(
        "Version {number} is published; it begins on {day}.",
        number=row.number,
        day=row.valid_from,
    )
    return Done(row.number, said)


def publish_terms(uow: UnitOfWork, *, terms_text: str, override_reason: str = "") -> Done[int]:
    """Publish a TOML text at once; a draft that is being written stays, after it."""
    _refuse_others(uow)
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
            msg("Only the owner publishes against a red gate, in writing."), code="not_allowed"
        )
    if len(reason) > LONGEST_REASON:
        raise InvalidInput(
            msg("The text is too long. Allowed: {most} letters.", most=LONGEST_REASON),
            field="override_reason",
        )
    return reason


def close_programme(uow: UnitOfWork, *, on: date) -> Done[None]:
    """End the programme on a day: nothing is earned after it, points stay for closing_days.

    Ending early is a worsening, so the notice of the version in force is kept; in Russia the
    public offer stands for 30 days.  Raises Refused with the first day that is allowed.
    """
    _refuse_others(uow)
    rows = published_rows(uow.session)
    terms = [terms_from_json(row.terms) for row in rows]
    begun = [each for each in terms if each.version.valid_from <= uow.today] or terms[:1]
    if not begun:
        raise Refused(msg("No programme is in force on this day."), code="outside_programme")
    ended = closed_on(rows) or rows[-1].valid_until
    if ended is not None and on >= ended:
        raise Refused(msg("The programme ends on {day} already.", day=ended), code="closed")
    days = begun[-1].version.notice_days
    earliest = uow.today + timedelta(days=min(days, 3650))
    if on < earliest:
        raise Refused(
            msg(
                "Patients are told {days} days before: the programme may end on {day} or later.",
                days=days,
                day=earliest,
            ),
            code="notice",
        )
    holding = [each for each in terms if each.version.valid_from <= on]
    refuse_early_end(holding[-1], on)
    before = {row.id: row.valid_until for row in rows}
    for row in rows:
        if row.valid_until is None or row.valid_until > on:
            row.valid_until = on
    _settle_end(uow)
    said = msg("The programme ends on {day}.", day=on)
    return Done(None, said, undo=partial(reopen_programme, before=before))


def reopen_programme(uow: UnitOfWork, *, before: Mapping[int, date | None]) -> Done[None]:
    """Take the end of the programme back, before it has come; `before` are the former ends."""
    _refuse_others(uow)
    rows = published_rows(uow.session)
    ended = closed_on(rows)
    if ended is None or ended < uow.today:
        raise Refused(msg("The programme has ended; this stays."), code="closed")
    for row in rows:
        row.valid_until = before.get(row.id, row.valid_until)
    _settle_end(uow)
    undo = partial(close_programme, on=ended)
    return Done(None, msg("The programme goes on."), undo=undo)


def _settle_end(uow: UnitOfWork) -> None:
    uow.session.flush()
    uow.about("programme_version", None)
    _settle_lots(uow)


def _settle_lots(uow: UnitOfWork) -> None:
    """The last usable day of every lot depends on whether, and when, the programme ends."""
    rows = published_rows(uow.session)
    terms = [terms_from_json(row.terms) for row in rows]
    versions = Versions(terms, began=programme_began(uow.session))
    closed = closed_on(rows)
    if closed is not None:
        versions.close(closed)
    if write_last_days(uow.session, versions.ending):
        uow.touch(Topic.POINTS)


def _refuse_others(uow: UnitOfWork) -> None:
    if not uow.actor.is_supervisor:
        raise Refused(
            msg("Only a supervisor changes the terms of the programme."), code="not_allowed"
        )


def _refuse_published(row: ProgrammeVersion) -> None:
    if row.status is VersionStatus.PUBLISHED:
        raise Refused(
            msg("Version {number} is published and never changes.", number=row.number),
            code="published",
        )
