"""What services and screens of confidence look up: wishes to be erased, periods, contact facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import (
    Account,
    AccountMember,
    Card,
    Consent,
    Erasure,
    Paper,
    Patient,
    PatientPhone,
    Setting,
    Staff,
    Task,
    Visit,
)
from reception.rules.contact import ContactFacts, reachable_channels
from reception.rules.erasure import ErasureFacts
from reception.rules.lots import balance_on, held_on
from reception.rules.retention import SETTING, Kept, default_retention
from reception.storage.points_book import PointsBook
from reception.values.choices import (
    AccountStatus,
    CardState,
    ConsentState,
    Country,
    ErasureState,
    Leaving,
    PaperState,
    TaskStatus,
    VisitStatus,
)
from reception.values.period import age_on

_ADULT_AGE = 18
_OPEN_VISITS = (VisitStatus.PLANNED, VisitStatus.ARRIVED, VisitStatus.IN_ROOM)


def retention(session: Session, country: Country) -> dict[Kept, int]:
    """The periods of a clinic: its country's, and what it changed."""
    periods = default_retention(country)
    for kind in Kept:
        row = session.get(Setting, SETTING + kind.value)
        if row is not None:
            periods[kind] = int(row.value["value"])
    return periods


def open_erasure(session: Session, patient_id: int) -> Erasure | None:
    """The wish to be erased that is not settled."""
    return session.scalars(
        select(Erasure).where(Erasure.patient_id == patient_id, Erasure.state == ErasureState.ASKED)
    ).first()


def open_tasks_of_patient(session: Session, patient_id: int) -> Sequence[Task]:
    """What is still owed to a person."""
    return session.scalars(
        select(Task).where(Task.patient_id == patient_id, Task.status == TaskStatus.OPEN)
    ).all()


def cards_held(session: Session, patient_id: int) -> Sequence[Card]:
    """Every card a person ever held."""
    return session.scalars(select(Card).where(Card.holder_id == patient_id)).all()


def points_left(session: Session, account_id: int, day: date) -> tuple[int, int]:
    """Points of an account that are usable on a day, and those held for later."""
    book = PointsBook(session)
    account = book.account(account_id)
    return balance_on(book, account, day), held_on(book, account, day)


def heir_of(session: Session, account_id: int, leaver_id: int, day: date) -> int | None:
    """The next adult to have joined, who holds the account after the holder leaves."""
    rows = session.execute(
        select(Patient.id, Patient.birth_date)
        .join(AccountMember, AccountMember.patient_id == Patient.id)
        .where(
            AccountMember.account_id == account_id,
            AccountMember.left_on.is_(None),
            Patient.id != leaver_id,
            Patient.deceased_on.is_(None),
        )
        .order_by(AccountMember.id)
    )
    for number, born in rows:
        if born is None or age_on(born, day) >= _ADULT_AGE:
            return int(number)
    return None


def erasure_facts(session: Session, patient_id: int, day: date) -> ErasureFacts:
    """What erasing a person would touch."""
    person = session.get_one(Patient, patient_id)
    account = _account(session, patient_id)
    heir = None if account is None else heir_of(session, account.id, patient_id, day)
    balance, held = (0, 0) if account is None else points_left(session, account.id, day)
    others = 0 if account is None else _members(session, account.id) - 1
    return ErasureFacts(
        day=day,
        open_visits=_count(
            session,
            select(func.count(Visit.id)).where(
                Visit.patient_id == person.id,
                Visit.status.in_(_OPEN_VISITS),
                Visit.day >= day,
            ),
        ),
        last_visit=session.scalar(
            select(func.max(Visit.day)).where(
                Visit.patient_id == person.id, Visit.status == VisitStatus.DONE
            )
        ),
        has_account=account is not None,
        account_is_blocked=account is not None and account.status is AccountStatus.BLOCKED,
        balance=balance,
        held=held,
        own_points=0 if account is None else _own_points(session, account.id, patient_id),
        other_members=others,
        other_adults=int(heir is not None),
        is_holder=account is not None and account.holder_id == patient_id,
        points_go_along=account is not None and _points_go_along(session, day),
        active_cards=sum(one.state is CardState.ACTIVE for one in cards_held(session, patient_id)),
        represented=_count(
            session, select(func.count(Patient.id)).where(Patient.guardian_id == patient_id)
        ),
        signed_papers=_count(
            session,
            select(func.count(Paper.id)).where(
                Paper.patient_id == patient_id, Paper.state == PaperState.SIGNED
            ),
        ),
        is_staff=_count(session, select(func.count(Staff.id)).where(Staff.patient_id == patient_id))
        > 0,
    )


def contact_facts(session: Session, patient_ids: Iterable[int]) -> dict[int, ContactFacts]:
    """What decides who may be contacted, for many people at once (`rules.contact`)."""
    found: dict[int, ContactFacts] = {}
    ids = list(patient_ids)
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        agreed: dict[int, set[tuple[object, object]]] = {one: set() for one in part}
        rows = session.execute(
            select(Consent.patient_id, Consent.purpose, Consent.channel).where(
                Consent.patient_id.in_(part), Consent.state == ConsentState.GIVEN
            )
        )
        for number, purpose, channel in rows:
            agreed[number].add((purpose, channel))
        phoned = set(
            session.scalars(
                select(PatientPhone.patient_id).where(PatientPhone.patient_id.in_(part))
            )
        )
        for person in session.scalars(select(Patient).where(Patient.id.in_(part))):
            found[person.id] = ContactFacts(
                agreed=frozenset(agreed[person.id]),  # type: ignore[arg-type]
                reachable=reachable_channels(
                    has_phone=person.id in phoned, has_email=bool(person.email)
                ),
                is_deceased=person.deceased_on is not None,
                is_erased=person.erased_on is not None,
                has_opted_out=person.opted_out,
                paused_until=person.contact_paused_until,
            )
    return found


def _account(session: Session, patient_id: int) -> Account | None:
    return session.scalars(
        select(Account)
        .join(AccountMember, AccountMember.account_id == Account.id)
        .where(AccountMember.patient_id == patient_id, AccountMember.left_on.is_(None))
    ).first()


def _members(session: Session, account_id: int) -> int:
    return _count(
        session,
        select(func.count(AccountMember.id)).where(
            AccountMember.account_id == account_id, AccountMember.left_on.is_(None)
        ),
    )


def _own_points(session: Session, account_id: int, patient_id: int) -> int:
    from reception.models import PointsLot

    return _count(
        session,
        select(func.coalesce(func.sum(PointsLot.left), 0)).where(
            PointsLot.account_id == account_id, PointsLot.earner_id == patient_id
        ),
    )


def _points_go_along(session: Session, day: date) -> bool:
    book = PointsBook(session)
    return book.versions.nearest(day).family.leaving is not Leaving.STAYS


def _count(session: Session, query: object) -> int:
    return int(session.scalar(query) or 0)  # type: ignore[call-overload]
