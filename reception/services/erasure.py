"""Erasing a person's data on demand: the wish with its thirty days, and the erasing itself.

Erasing cannot be undone, and the screen says so before.  What is left is a row without a name,
so that ledgers, chains and reports still agree (docs/decisions/0018-erasure-and-sealed-rows.md).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from reception.changes import Done, Topic
from reception.documents.payloads_confidence import ErasureAct
from reception.errors import Refused
from reception.models import Erasure, Household, Patient, Task
from reception.progress import Progress
from reception.rules.erasure import ErasurePlan, erasure_due, plan_erasure
from reception.rules.retention import Kept
from reception.services.card_states import block_card
from reception.services.erased import refuse_erased
from reception.services.paper_data import PaperMaker
from reception.services.papers import keep_paper
from reception.services.points import adjust_points
from reception.services.points_families import leave_account
from reception.storage.confidence import (
    cards_held,
    erasure_facts,
    heir_of,
    open_erasure,
    open_tasks_of_patient,
    points_left,
    retention,
)
from reception.storage.erasing import ErasedWhat, Eraser, merged_into
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Translator, msg
from reception.values.choices import (
    AccountStatus,
    CardState,
    ConsentPurpose,
    ConsentState,
    ConsentWay,
    ErasureState,
    PaperKind,
    Relation,
    TaskKind,
    TaskStatus,
)
from reception.values.labels import consent_way_label

REASON = "erased on demand"


def ask_erasure(
    uow: UnitOfWork,
    *,
    patient_id: int,
    way: ConsentWay = ConsentWay.SPOKEN,
    day: date | None = None,
) -> Done[int]:
    """Somebody wants her data erased: the clock runs, and a task says until when.

    Answers the erasure; the one that is open where it was asked for already.
    """
    person = uow.find.patient(patient_id)
    refuse_erased(person)
    known = open_erasure(uow.session, patient_id)
    if known is not None:
        return Done(known.id)
    asked_on = min(day or uow.today, uow.today)
    due = erasure_due(asked_on, retention(uow.session, uow.clinic.country)[Kept.ERASE_WITHIN])
    task = Task(
        kind=TaskKind.ERASURE,
        patient_id=patient_id,
        due_on=due,
        status=TaskStatus.OPEN,
        opened_at=uow.now,
        opened_by_id=uow.actor.staff_id,
    )
    uow.add(task)
    row = Erasure(
        patient_id=patient_id,
        state=ErasureState.ASKED,
        asked_on=asked_on,
        asked_way=way,
        due_on=due,
        task_id=task.id,
        recorded_at=uow.now,
        recorded_by_id=uow.actor.staff_id,
    )
    uow.add(row)
    uow.about("patient", patient_id)
    said = msg("The data are to be erased by {day}.", day=due)
    return Done(row.id, said, undo=partial(take_back_erasure, erasure_id=row.id))


def take_back_erasure(uow: UnitOfWork, *, erasure_id: int) -> Done[None]:
    """The wish was taken back, or noted by mistake; Refused once the data are erased."""
    row = _erasure(uow, erasure_id)
    if row.state is ErasureState.DONE:
        raise Refused(msg("The data are erased; nothing brings them back."), code="erased")
    row.state = ErasureState.TAKEN_BACK
    _close_task(uow, row, TaskStatus.DROPPED)
    uow.about("patient", row.patient_id)
    return Done(None, msg("The data stay."))


@dataclass(frozen=True)
class Erased:
    """What erasing left: its act to print and the log to export (JSON)."""

    erasure_id: int
    paper_id: int
    log: str


def erase_person(
    uow: UnitOfWork, *, erasure_id: int, progress: Progress | None = None
) -> Done[Erased]:
    """Erase a person's data for good; a supervisor's work, without undo.

    Raises Refused with what must come first, or without a supervisor's rights; InvalidInput
    naming each empty requisite of the clinic that the act must name.
    """
    if not uow.actor.is_supervisor:
        raise Refused(msg("Only a supervisor erases a person's data."), code="not_allowed")
    row = _erasure(uow, erasure_id)
    if row.state is not ErasureState.ASKED:
        raise Refused(msg("This erasure is settled already."), code="settled")
    person = uow.find.patient(row.patient_id)
    facts = erasure_facts(uow.session, person.id, uow.today)
    plan = plan_erasure(facts, retention(uow.session, uow.clinic.country))
    if plan.blockers:
        raise Refused(plan.blockers[0], code="blocked")
    maker = PaperMaker(uow, person.language)
    maker.check(PaperKind.ERASURE_ACT)
    _leave(uow, person)
    _block_cards(uow, person)
    _settle(uow, row, person)
    uow.session.flush()
    done = ErasedWhat()
    for number in (*merged_into(uow.session, person.id), person.id):
        part = Eraser(uow, number, row.id).erase(progress)
        done.lines += part.lines
        done.keys += part.keys
    if progress is not None:
        progress.report(1, 1, msg("Overwriting what was freed in the file…"))
    uow.touch(*Topic)
    log = _log(uow, row, done.lines)
    row.log, row.keys = log, json.dumps(sorted(set(done.keys)))
    row.state, row.done_at, row.done_by_id = ErasureState.DONE, uow.now, uow.actor.staff_id
    _close_task(uow, row, TaskStatus.DONE)
    act = _act(uow, maker, row, plan, done.lines)
    paper = keep_paper(uow, maker, PaperKind.ERASURE_ACT, act, None)
    paper.patient_id = row.patient_id
    row.paper_id = paper.id
    uow.session.flush()
    uow.about("patient", row.patient_id)
    uow.note(lines=len(done.lines))
    return Done(Erased(row.id, paper.id, log), msg("The data are erased."))


def _erasure(uow: UnitOfWork, erasure_id: int) -> Erasure:
    row = uow.session.get(Erasure, erasure_id)
    if row is None:
        raise Refused(msg("This erasure is not there."), code="unknown")
    return row


def _leave(uow: UnitOfWork, person: Patient) -> None:
    """She leaves her account; what stays without a member is written off and closed."""
    membership = uow.find.membership(person.id)
    if membership is None:
        return
    account = uow.find.account(membership.account_id)
    others = [one.patient_id for one in uow.find.members(account.id) if one.id != membership.id]
    if others:
        heir = heir_of(uow.session, account.id, person.id, uow.today)
        leave_account(
            uow,
            account_id=account.id,
            patient_id=person.id,
            debt_to=heir or others[0],
            new_holder_id=heir if account.holder_id == person.id else None,
            reason=REASON,
        )
        membership = uow.find.membership(person.id)
        if membership is None:
            return
        account = uow.find.account(membership.account_id)  # her own points went along
    left, _held = points_left(uow.session, account.id, uow.today)
    if left > 0:
        adjust_points(uow, account_id=account.id, points=-left, reason=REASON)
    membership.left_on = uow.today
    account.status, account.closed_on = AccountStatus.CLOSED, uow.today


def _block_cards(uow: UnitOfWork, person: Patient) -> None:
    for card in cards_held(uow.session, person.id):
        if card.state is CardState.ACTIVE:
            block_card(uow, card_id=card.id, reason=REASON)
        card.plastic_owed, card.plastic_promised_on = False, None


def _settle(uow: UnitOfWork, row: Erasure, person: Patient) -> None:
    """What stood open: tasks are dropped, consents withdrawn, and nobody is related to her."""
    for task in open_tasks_of_patient(uow.session, person.id):
        if task.id != row.task_id:
            task.status, task.closed_at = TaskStatus.DROPPED, uow.now
            task.closed_by_id = uow.actor.staff_id
    for purpose in ConsentPurpose:
        for consent in uow.find.consents(person.id, purpose):
            if consent.state is not ConsentState.WITHDRAWN:
                consent.state, consent.withdrawn_on = ConsentState.WITHDRAWN, uow.today
                consent.withdrawn_at, consent.withdrawn_way = uow.now, row.asked_way
    if len(uow.find.household_members(person.household_id)) > 1:
        _part_from_household(uow, person)


def _part_from_household(uow: UnitOfWork, person: Patient) -> None:
    """Nobody sees from the family any more who she was; somebody else is its head."""
    others = [one for one in uow.find.household_members(person.household_id) if one is not person]
    if all(one.relation is not Relation.HEAD for one in others):
        others[0].relation = Relation.HEAD
    household = Household(created_at=uow.now)
    uow.add(household)
    person.household_id, person.relation = household.id, Relation.HEAD


def _close_task(uow: UnitOfWork, row: Erasure, status: TaskStatus) -> None:
    if row.task_id is not None:
        task = uow.find.task(row.task_id)
        task.status, task.closed_at = status, uow.now
        task.closed_by_id = uow.actor.staff_id


def _log(uow: UnitOfWork, row: Erasure, lines: list[dict[str, Any]]) -> str:
    """The export of the event log (R17), without anything that was erased."""
    facts = {
        "record": row.patient_id,
        "asked_on": row.asked_on.isoformat(),
        "asked_way": row.asked_way.value,
        "erased_at": uow.now.isoformat(),
        "erased_by": uow.actor.name,
        "clinic": uow.clinic.legal_name or uow.clinic.name,
        "system": "Reception",
        "events": lines,
    }
    return json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True)


def _act(
    uow: UnitOfWork,
    maker: PaperMaker,
    row: Erasure,
    plan: ErasurePlan,
    lines: list[dict[str, Any]],
) -> ErasureAct:
    say = maker.translator.text
    return ErasureAct(
        imprint=maker.imprint(),
        clinic=maker.clinic,
        record_number=f"{row.patient_id:06d}",
        asked_on=row.asked_on,
        asked_how=say(consent_way_label(row.asked_way)),
        erased_at=uow.now.astimezone(ZoneInfo(uow.clinic.time_zone)),
        erased_by=uow.actor.name,
        goes=tuple(say(one) for one in plan.goes),
        stays=tuple(say(one) for one in plan.stays),
        follows=tuple(say(one) for one in plan.follows),
        rows=tuple((_what(one, maker.translator), str(one["rows"])) for one in lines),
        log_hash=hashlib.sha256(row.log.encode()).hexdigest(),
    )


def _what(line: dict[str, Any], translator: Translator) -> str:
    columns = ", ".join(line["columns"])
    what = f"{line['table']} ({columns})" if columns else line["table"]
    said = {
        "deleted": msg("Deleted: {what}", what=what),
        "emptied": msg("Emptied: {what}", what=what),
        "redacted": msg("Redacted in sealed rows: {what}", what=what),
        "scrubbed": msg("Names taken out: {what}", what=what),
    }[line["what"]]
    return translator.text(said)
