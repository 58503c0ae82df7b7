"""A death: everything stops at once, the points stay with the family (situation 23)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, NotSignedIn, Refused
from reception.models import Acceptance, AccountMember, Patient
from reception.models import Account as AccountRow
from reception.rules.ages import is_minor
from reception.rules.family_ties import FROZEN, FROZEN_MONTHS, GREETINGS_PAUSE_DAYS, PAUSE
from reception.services.joining import version_in_force
from reception.services.points import credit_waiting
from reception.services.points_families import merge_accounts, undo_transfer
from reception.services.putting_back import Before, Remembering, put_rows_back
from reception.storage.family_finders import FamilyFinders
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import load_translator, msg
from reception.values.choices import (
    AcceptanceState,
    AccountStatus,
    CardState,
    TaskStatus,
    VisitStatus,
)
from reception.values.period import add_days, add_months


def record_death(
    uow: UnitOfWork,
    *,
    patient_id: int,
    day: date,
    source: str,
    new_holder_id: int | None = None,
) -> Done[None]:
    """A person has died: visits, tasks and cards of hers end, the relatives are left in peace.

    She leaves her account without its points; where no adult is left on it, it is frozen.  Only
    a supervisor records it; raises InvalidInput without a source or for a day that cannot be.
    """
    person = uow.find.patient(patient_id)
    _check(uow, person, day, source)
    memory = Remembering(uow)
    memory.change(person, deceased_on=day, deceased_source=source.strip()[:200])
    _stop_all(uow, memory, person)
    _leave_in_peace(uow, memory, person)
    _leave_account(uow, memory, person, new_holder_id)
    uow.about("patient", patient_id)
    return Done(
        None,
        msg("{name} is recorded as deceased; nothing is sent any more.", name=person.full_name),
        undo=partial(take_death_back, patient_id=patient_id, before=memory.made()),
    )


def take_death_back(uow: UnitOfWork, *, patient_id: int, before: Before) -> Done[None]:
    """It was another person, or a mistake: everything stands as before."""
    put_rows_back(uow, before)
    uow.about("patient", patient_id)
    return Done(None, msg("The record of the death was taken back."))


def open_for_family(uow: UnitOfWork, *, account_id: int, heir_id: int) -> Done[int]:
    """The family asks for the points of a frozen account: an adult relative holds it now.

    Who is on an account already gets them there.  Refused once the time to ask is over, and
    where this is no frozen account.  Answers with the account that has the points.
    """
    account = uow.find.account(account_id)
    heir = uow.find.patient(heir_id)
    if account.frozen_until is None:
        raise Refused(msg("This account is not frozen."), code="not_allowed")
    if uow.today > account.frozen_until:
        raise Refused(
            msg("The family could ask for these points through {day}.", day=account.frozen_until),
            code="not_allowed",
        )
    if heir.deceased_on is not None or is_minor(heir.birth_date, uow.today):
        raise InvalidInput(msg("Choose an adult of the family."), field="person")
    credit_waiting(uow, account_id=account_id)
    memory = Remembering(uow)
    memory.change(
        account,
        status=AccountStatus.OPEN,
        blocked_on=None,
        blocked_reason="",
        frozen_until=None,
    )
    uow.session.flush()
    home = uow.find.membership(heir_id)
    transfers: tuple[int, ...] = ()
    number = account_id
    if home is not None:
        number = home.account_id
        transfers = (merge_accounts(uow, account_id=account_id, into_id=number).value,)
        _take_off_the_dead(uow, memory, number)
    else:
        _take_off_the_dead(uow, memory, number)
        _enter_heir(uow, memory, account, heir)
    uow.about("account", number)
    return Done(
        number,
        msg("The points are with {name} now.", name=heir.full_name),
        undo=partial(
            freeze_again, account_id=account_id, before=memory.made(), transfers=transfers
        ),
    )


def freeze_again(
    uow: UnitOfWork, *, account_id: int, before: Before, transfers: Sequence[int]
) -> Done[None]:
    """The account is frozen as before; Refused("spent_in_between") where points went on."""
    rows, members = _of_members(before)
    put_rows_back(uow, members)
    for transfer_id in transfers:
        undo_transfer(uow, transfer_id=transfer_id)
    put_rows_back(uow, rows)
    uow.about("account", account_id)
    return Done(None, msg("The account is frozen as before."))


def _of_members(before: Before) -> tuple[Before, Before]:
    """What was changed of members comes back before the transfer, the rest after it."""
    members = [one for one in before.changes if one.kind is AccountMember]
    rest = [one for one in before.changes if one.kind is not AccountMember]
    return Before(tuple(rest), before.added), Before(tuple(members))


def _check(uow: UnitOfWork, person: Patient, day: date, source: str) -> None:
    if not uow.actor.is_supervisor:
        raise NotSignedIn(
            msg("Only a supervisor records a death."),
            code="supervisor_only",
            way_out=msg("Ask the supervisor; until then say nothing to the family about points."),
        )
    if person.deceased_on is not None:
        raise Refused(
            msg("{name} is recorded as deceased.", name=person.full_name), code="deceased"
        )
    if not source.strip():
        raise InvalidInput(
            msg("Say from where it is known: a certificate, a relative who called."),
            field="source",
        )
    if day > uow.today or (person.birth_date is not None and day < person.birth_date):
        raise InvalidInput(
            msg("The day {day} cannot be. Allowed: from the birth to today.", day=day), field="day"
        )


def _stop_all(uow: UnitOfWork, memory: Remembering, person: Patient) -> None:
    ties = FamilyFinders(uow.session)
    for task in ties.open_tasks_of(person.id):
        memory.change(
            task,
            status=TaskStatus.DROPPED,
            closed_at=uow.now,
            closed_by_id=uow.actor.staff_id,
        )
    why = _why(uow)
    for visit in ties.planned_visits_of(person.id):
        memory.change(visit, status=VisitStatus.CANCELLED, cancelled_at=uow.now, undo_reason=why)
    for card in ties.active_cards_of(person.id):
        memory.change(card, state=CardState.BLOCKED, blocked_on=uow.today, blocked_reason=why)
    for ward in ties.wards(person.id):
        memory.change(ward, guardian_id=_other_guardian(ties, ward.id, person.id))


def _why(uow: UnitOfWork) -> str:
    """The reason that stands on cards and visits, in the clinic's language."""
    return load_translator(uow.clinic.language).text(msg("the patient has died"))


def _other_guardian(ties: FamilyFinders, ward_id: int, but: int) -> int | None:
    for row in ties.representatives(ward_id):
        if row.kind.value == "guardian" and row.until is None and row.person_id not in (None, but):
            return row.person_id
    return None


def _leave_in_peace(uow: UnitOfWork, memory: Remembering, person: Patient) -> None:
    days = uow.find.setting(PAUSE, GREETINGS_PAUSE_DAYS)
    until = add_days(uow.today, int(days))
    for relative in uow.find.household_members(person.household_id):
        paused = relative.contact_paused_until
        if relative is not person and (paused is None or paused < until):
            memory.change(relative, contact_paused_until=until)


def _leave_account(
    uow: UnitOfWork, memory: Remembering, person: Patient, new_holder_id: int | None
) -> None:
    membership = uow.find.membership(person.id)
    if membership is None:
        return
    account = uow.find.account(membership.account_id)
    others = [
        uow.find.patient(row.patient_id)
        for row in uow.find.members(account.id)
        if row.patient_id != person.id
    ]
    if others:
        memory.change(membership, left_on=uow.today)
    adults = [one for one in others if not is_minor(one.birth_date, uow.today)]
    if new_holder_id is not None and new_holder_id not in {one.id for one in adults}:
        raise Refused(msg("The new holder must be on the account."), code="unknown_member")
    if account.holder_id == person.id and adults:
        memory.change(account, holder_id=new_holder_id or adults[0].id)
    if not others or (account.holder_id == person.id and not adults):
        memory.change(
            account,
            status=AccountStatus.BLOCKED,
            blocked_on=uow.today,
            blocked_reason=_why(uow),
            frozen_until=add_months(uow.today, int(uow.find.setting(FROZEN, FROZEN_MONTHS))),
        )


def _enter_heir(uow: UnitOfWork, memory: Remembering, account: AccountRow, heir: Patient) -> None:
    version, _terms = version_in_force(uow)
    memory.add(
        AccountMember(
            account_id=account.id,
            patient_id=heir.id,
            joined_on=uow.today,
            joined_at=uow.now,
            recorded_by_id=uow.actor.staff_id,
        )
    )
    memory.add(
        Acceptance(
            account_id=account.id,
            patient_id=heir.id,
            version_id=version.id,
            terms_hash=version.terms_hash,
            day=uow.today,
            recorded_at=uow.now,
            recorded_by_id=uow.actor.staff_id,
            state=AcceptanceState.TO_SIGN,
        )
    )
    memory.change(account, holder_id=heir.id)


def _take_off_the_dead(uow: UnitOfWork, memory: Remembering, account_id: int) -> None:
    for row in uow.find.members(account_id):
        if uow.find.patient(row.patient_id).deceased_on is not None:
            memory.change(row, left_on=uow.today)
    uow.session.flush()
