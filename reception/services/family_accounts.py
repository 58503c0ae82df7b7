"""Changes of family accounts as a family asks for them: papers, cards and children go along.

Points move by the rules alone (design/terms.md 11); here is what belongs to it at a desk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, NotSignedIn, Refused
from reception.models import Acceptance, Patient
from reception.rules.ages import is_minor
from reception.rules.ledger import Key
from reception.services.households import move_person
from reception.services.joining import version_in_force
from reception.services.points_families import (
    leave_account,
    merge_accounts,
    split_account,
    undo_transfer,
)
from reception.services.putting_back import Before, Remembering, put_rows_back
from reception.storage.family_finders import FamilyFinders
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.choices import AcceptanceState, AccountStatus, Relation
from reception.values.family_choices import RepresentativeKind


@dataclass(frozen=True)
class AccountsChanged:
    """What a change made: the accounts that are there now, old one first."""

    account_id: int
    new_account_ids: tuple[int, ...]
    transfer_ids: tuple[int, ...]


def leave_with_own_account(
    uow: UnitOfWork,
    *,
    patient_id: int,
    new_holder_id: int | None = None,
    debt_to: int | None = None,
    into_id: int | None = None,
    own_household: bool = False,
) -> Done[AccountsChanged]:
    """An adult leaves an account for her own, or for another one (`into_id`), cards along.

    Points stay or go along as the terms say.  Raises Refused as `leave_account`.
    """
    person = uow.find.patient(patient_id)
    account_id = _account_of(uow, person)
    memory = Remembering(uow)
    _refuse_minor(uow, person)
    transfer = leave_account(
        uow,
        account_id=account_id,
        patient_id=patient_id,
        into_id=into_id,
        debt_to=debt_to,
        new_holder_id=new_holder_id,
        goes_to_new=into_id is None,
    ).value
    new_id = _account_of(uow, person)
    _settle(uow, memory, [person], new_id)
    if own_household:
        move_person(uow, memory, person, None, Relation.HEAD)
    return _changed(
        uow, memory, AccountsChanged(account_id, (new_id,), (transfer,)), [person.full_name]
    )


def split_family(
    uow: UnitOfWork,
    *,
    account_id: int,
    shares: Mapping[int, int],
    children_with: Mapping[int, int] | None = None,
    debt_to: int | None = None,
    own_household: bool = False,
) -> Done[AccountsChanged]:
    """Adults part with the shares they agreed on; a child goes with the adult named for it.

    The holder stays.  A supervisor books it; raises Refused as `split_account`, InvalidInput for
    a child named as a sharer.
    """
    _check_supervisor(uow)
    people = [uow.find.patient(one) for one in shares]
    for person in people:
        _refuse_minor(uow, person)
    memory = Remembering(uow)
    parts: dict[Key, int] = dict(shares.items())
    transfers = [split_account(uow, account_id=account_id, shares=parts, debt_to=debt_to).value]
    new: dict[int, int] = {}
    for person in people:
        now_on = _account_of(uow, person)
        if now_on != account_id:
            new[person.id] = now_on
            _settle(uow, memory, [person], now_on)
    for child_id, adult_id in (children_with or {}).items():
        if adult_id in new:
            child = uow.find.patient(child_id)
            transfers.append(
                leave_account(
                    uow, account_id=account_id, patient_id=child_id, into_id=new[adult_id]
                ).value
            )
            _settle(uow, memory, [child], new[adult_id], entered_by=adult_id)
    if own_household:
        _part_households(uow, memory, new, children_with or {})
    changed = AccountsChanged(account_id, tuple(new.values()), tuple(transfers))
    return _changed(uow, memory, changed, [person.full_name for person in people])


def merge_families(uow: UnitOfWork, *, account_id: int, into_id: int) -> Done[AccountsChanged]:
    """One account goes into another with its points, debt, people and cards, by a supervisor."""
    _check_supervisor(uow)
    people = [uow.find.patient(row.patient_id) for row in uow.find.members(account_id)]
    memory = Remembering(uow)
    transfer = merge_accounts(uow, account_id=account_id, into_id=into_id).value
    _settle(uow, memory, people, into_id)
    changed = AccountsChanged(account_id, (into_id,), (transfer,))
    return _changed(uow, memory, changed, [person.full_name for person in people])


def name_holder(uow: UnitOfWork, *, account_id: int, holder_id: int) -> Done[None]:
    """Another adult member holds the account, by application."""
    account = uow.find.account(account_id)
    holder = uow.find.patient(holder_id)
    _refuse_minor(uow, holder)
    if holder_id not in {row.patient_id for row in uow.find.members(account_id)}:
        raise Refused(msg("The new holder must be on the account."), code="unknown_member")
    memory = Remembering(uow)
    memory.change(account, holder_id=holder_id)
    uow.about("account", account_id)
    return Done(
        None,
        msg("{name} holds the account now.", name=holder.full_name),
        undo=partial(put_accounts_back, account_id=account_id, before=memory.made(), transfers=()),
    )


def move_child(
    uow: UnitOfWork,
    *,
    child_id: int,
    into_id: int,
    agreed_by: Sequence[int] = (),
    court_paper: str = "",
) -> Done[AccountsChanged]:
    """A child goes to another account: every guardian agrees, or a court paper says so.

    Raises Refused("needs_both") naming who has not agreed; `agreed_by` are patients' numbers.
    """
    child = uow.find.patient(child_id)
    if not is_minor(child.birth_date, uow.today):
        raise Refused(
            msg("{name} is of age and decides in person.", name=child.full_name),
            code="not_allowed",
        )
    missing = [
        uow.find.patient(one).full_name for one in guardians_of(uow, child) if one not in agreed_by
    ]
    if missing and not court_paper.strip():
        raise Refused(
            msg("These guardians have to agree, too: {names}.", names=", ".join(missing)),
            code="needs_both",
            way_out=msg("Without both, a court paper is needed: enter its number and day."),
        )
    account_id = _account_of(uow, child)
    memory = Remembering(uow)
    transfer = leave_account(uow, account_id=account_id, patient_id=child_id, into_id=into_id).value
    _settle(uow, memory, [child], into_id, entered_by=uow.find.account(into_id).holder_id)
    uow.note(agreed_by=",".join(str(one) for one in agreed_by), court_paper=court_paper.strip())
    changed = AccountsChanged(account_id, (into_id,), (transfer,))
    return _changed(uow, memory, changed, [child.full_name])


def guardians_of(uow: UnitOfWork, child: Patient) -> list[int]:
    """The patients who act for a child by law today, the first guardian first."""
    found = [] if child.guardian_id is None else [child.guardian_id]
    for row in FamilyFinders(uow.session).representatives(child.id):
        holds = row.until is None and row.kind is RepresentativeKind.GUARDIAN
        if holds and row.person_id is not None and row.person_id not in found:
            found.append(row.person_id)
    return found


def put_accounts_back(
    uow: UnitOfWork,
    *,
    account_id: int,
    before: Before,
    transfers: Sequence[int],
    opened: Sequence[int] = (),
) -> Done[None]:
    """The accounts as before, by new entries; Refused("spent_in_between") where points went on."""
    put_rows_back(uow, before)
    for transfer_id in reversed(transfers):
        undo_transfer(uow, transfer_id=transfer_id)
    for number in opened:
        account = uow.find.account(number)
        if not uow.find.members(number):
            account.status, account.closed_on = AccountStatus.CLOSED, uow.today
    uow.about("account", account_id)
    return Done(None, msg("The accounts are as they were."))


def _check_supervisor(uow: UnitOfWork) -> None:
    """Merging and splitting are a supervisor's (product/law.md, who may see what)."""
    if not uow.actor.is_supervisor:
        raise NotSignedIn(
            msg("A supervisor splits and merges accounts."),
            code="supervisor_only",
            way_out=msg("Print the application and let everybody sign; a supervisor books it."),
        )


def _account_of(uow: UnitOfWork, person: Patient) -> int:
    membership = uow.find.membership(person.id)
    if membership is None:
        raise Refused(msg("{name} is on no account.", name=person.full_name), code="unknown_member")
    return membership.account_id


def _refuse_minor(uow: UnitOfWork, person: Patient) -> None:
    if is_minor(person.birth_date, uow.today):
        raise InvalidInput(
            msg("{name} is under age: a parent or guardian decides.", name=person.full_name),
            field="person",
        )


def _settle(
    uow: UnitOfWork,
    memory: Remembering,
    people: Sequence[Patient],
    account_id: int,
    *,
    entered_by: int | None = None,
) -> None:
    """Cards follow their holder; an adult accepts the terms anew, to be signed."""
    for person in people:
        for card in FamilyFinders(uow.session).active_cards_of(person.id):
            memory.change(card, account_id=account_id)
        if entered_by is not None:
            membership = uow.find.membership(person.id)
            if membership is not None:
                memory.change(membership, entered_by_id=entered_by)
        elif not is_minor(person.birth_date, uow.today):
            _accept(uow, memory, person, account_id)


def _accept(uow: UnitOfWork, memory: Remembering, person: Patient, account_id: int) -> None:
    version, _terms = version_in_force(uow)
    memory.add(
        Acceptance(
            account_id=account_id,
            patient_id=person.id,
            version_id=version.id,
            terms_hash=version.terms_hash,
            day=uow.today,
            recorded_at=uow.now,
            recorded_by_id=uow.actor.staff_id,
            state=AcceptanceState.TO_SIGN,
        )
    )


def _part_households(
    uow: UnitOfWork,
    memory: Remembering,
    new: Mapping[int, int],
    children_with: Mapping[int, int],
) -> None:
    for adult_id in new:
        home = move_person(uow, memory, uow.find.patient(adult_id), None, Relation.HEAD)
        for child_id, goes_with in children_with.items():
            if goes_with == adult_id:
                move_person(uow, memory, uow.find.patient(child_id), home, Relation.CHILD)


def _changed(
    uow: UnitOfWork, memory: Remembering, changed: AccountsChanged, names: Sequence[str]
) -> Done[AccountsChanged]:
    uow.about("account", changed.account_id)
    return Done(
        changed,
        msg("The accounts are changed: {names}.", names=", ".join(names)),
        undo=partial(
            put_accounts_back,
            account_id=changed.account_id,
            before=memory.made(),
            transfers=changed.transfer_ids,
            opened=changed.new_account_ids,
        ),
    )
