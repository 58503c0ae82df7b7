"""What the Patients page shows: the list by name, and one patient's record on one sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from reception.errors import Refused
from reception.models import (
    Account,
    AccountMember,
    Card,
    Doctor,
    Mention,
    Patient,
    PatientPhone,
    Staff,
    Visit,
)
from reception.translation import Language, msg
from reception.values.choices import (
    AccountStatus,
    CardForm,
    CardState,
    Channel,
    MentionOutcome,
    Relation,
    Sex,
    VisitOrigin,
    VisitStatus,
)
from reception.values.period import age_on

PAGE_ROWS = 100
_SHOWN_VISITS = 50


@dataclass(frozen=True)
class PatientRow:
    """One line of the list."""

    patient_id: int
    name: str
    birth_date: date | None
    phone: str
    external_id: str


@dataclass(frozen=True)
class PatientPage:
    """One page of the list and how many patients there are in all."""

    rows: tuple[PatientRow, ...]
    total: int


def patient_page(session: Session, *, offset: int = 0, limit: int = PAGE_ROWS) -> PatientPage:
    """Patients by name, `limit` from `offset`."""
    first_phone = (
        select(PatientPhone.digits)
        .where(PatientPhone.patient_id == Patient.id)
        .order_by(PatientPhone.position)
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Patient.id,
            Patient.last_name,
            Patient.first_name,
            Patient.patronymic,
            Patient.birth_date,
            first_phone,
            Patient.external_id,
        )
        .where(Patient.merged_into_id.is_(None), Patient.erased_on.is_(None))
        .order_by(Patient.name_key, Patient.id)
        .limit(limit)
        .offset(offset)
    ).all()
    living = select(func.count(Patient.id)).where(
        Patient.merged_into_id.is_(None), Patient.erased_on.is_(None)
    )
    total = session.scalar(living) or 0
    return PatientPage(
        tuple(
            PatientRow(one, " ".join(p for p in name if p), born, phone or "", number or "")
            for one, *name, born, phone, number in rows
        ),
        int(total),
    )


@dataclass(frozen=True)
class RelativeRow:
    """Another person of the household; `is_member` of its points account."""

    patient_id: int
    name: str
    relation: Relation
    age: int | None
    is_member: bool


@dataclass(frozen=True)
class VisitRow:
    """One visit; `bill_minor` in minor units."""

    visit_id: int
    day: date
    status: VisitStatus
    doctor: str
    bill_minor: int


@dataclass(frozen=True)
class MentionRow:
    """One telling: who said it, when, where, and what was answered."""

    mention_id: int
    day: date
    channel: Channel
    outcome: MentionOutcome
    speaker: str


@dataclass(frozen=True)
class CardRow:
    """A card that was ever issued to the person."""

    card_id: int
    number: str
    state: CardState
    form: CardForm
    issued_on: date | None


@dataclass(frozen=True)
class PatientSheet:
    """Everything the record shows at first sight.

    `visits_before` and `last_visit_before` are what an earlier program told of visits that are
    not in the records.
    """

    patient_id: int
    last_name: str
    first_name: str
    patronymic: str
    full_name: str
    birth_date: date | None
    age: int | None
    sex: Sex | None
    language: Language
    form_of_address: str
    phones: tuple[str, ...]
    email: str
    address: str
    comment: str
    external_id: str
    source: str
    no_patronymic: bool
    prefers_silence: bool
    do_not_mention: bool
    opted_out: bool
    account_id: int | None
    joined_on: date | None
    relatives: tuple[RelativeRow, ...]
    visits: tuple[VisitRow, ...]
    visits_in_all: int
    visits_before: int
    last_visit_before: date | None
    mentions: tuple[MentionRow, ...]
    cards: tuple[CardRow, ...]


def patient_sheet(session: Session, *, patient_id: int, day: date) -> PatientSheet:
    """A patient's record; that of a joined one is the record it leads to.

    Raises Refused where it is no longer there.
    """
    person = session.get(Patient, patient_id)
    if person is not None and person.merged_into_id is not None:
        patient_id = person.merged_into_id
        person = session.get(Patient, patient_id)
    if person is None:
        raise Refused(
            msg("Record no. {number} is no longer there.", number=str(patient_id)), code="unknown"
        )
    membership = session.execute(
        select(AccountMember.account_id, AccountMember.joined_on)
        .join(Account, Account.id == AccountMember.account_id)
        .where(
            AccountMember.patient_id == patient_id,
            AccountMember.left_on.is_(None),
            Account.status != AccountStatus.CLOSED,
        )
    ).first()
    done = select(func.count(Visit.id)).where(
        Visit.patient_id == patient_id, Visit.status == VisitStatus.DONE
    )
    before, last_before = _before_the_records(session, person)
    return PatientSheet(
        patient_id=person.id,
        last_name=person.last_name,
        first_name=person.first_name,
        patronymic=person.patronymic,
        full_name=person.full_name,
        birth_date=person.birth_date,
        age=None if person.birth_date is None else age_on(person.birth_date, day),
        sex=person.sex,
        language=person.language,
        form_of_address=person.form_of_address,
        phones=tuple("+" + row.digits for row in person.phones),
        email=person.email,
        address=person.address,
        comment=person.comment,
        external_id=person.external_id or "",
        source=person.source,
        no_patronymic=person.no_patronymic,
        prefers_silence=person.prefers_silence,
        do_not_mention=person.do_not_mention,
        opted_out=person.opted_out,
        account_id=None if membership is None else membership[0],
        joined_on=None if membership is None else membership[1],
        relatives=_relatives(session, person, day),
        visits=_visits(session, patient_id),
        visits_in_all=int(session.scalar(done) or 0),
        visits_before=before,
        last_visit_before=last_before,
        mentions=_mentions(session, patient_id),
        cards=_cards(session, patient_id),
    )


def _before_the_records(session: Session, person: Patient) -> tuple[int, date | None]:
    """What an earlier program told, unless its visits were brought in one by one."""
    brought = select(Visit.id).where(
        Visit.patient_id == person.id, Visit.origin == VisitOrigin.IMPORTED
    )
    if session.scalar(brought.limit(1)) is not None:
        return 0, None
    return person.visits_known or 0, person.last_visit_known


def _relatives(session: Session, person: Patient, day: date) -> tuple[RelativeRow, ...]:
    on_account = set(
        session.scalars(
            select(AccountMember.patient_id)
            .join(Patient, Patient.id == AccountMember.patient_id)
            .where(Patient.household_id == person.household_id, AccountMember.left_on.is_(None))
        )
    )
    others = session.scalars(
        select(Patient)
        .where(Patient.household_id == person.household_id, Patient.id != person.id)
        .order_by(Patient.birth_date)
    )
    return tuple(
        RelativeRow(
            other.id,
            other.full_name,
            other.relation,
            None if other.birth_date is None else age_on(other.birth_date, day),
            other.id in on_account,
        )
        for other in others
    )


def _visits(session: Session, patient_id: int) -> tuple[VisitRow, ...]:
    rows = session.execute(
        select(Visit.id, Visit.day, Visit.status, Doctor.name, Visit.bill_minor)
        .outerjoin(Doctor, Doctor.id == Visit.doctor_id)
        .where(Visit.patient_id == patient_id)
        .order_by(Visit.day.desc(), Visit.id.desc())
        .limit(_SHOWN_VISITS)
    ).all()
    return tuple(
        VisitRow(one, on, status, name or "", bill) for one, on, status, name, bill in rows
    )


def _mentions(session: Session, patient_id: int) -> tuple[MentionRow, ...]:
    reversing = aliased(Mention)
    rows = session.execute(
        select(Mention.id, Mention.day, Mention.channel, Mention.outcome, Staff.name)
        .outerjoin(Staff, Staff.id == Mention.speaker_id)
        .outerjoin(reversing, reversing.reverses_id == Mention.id)
        .where(
            Mention.listener_id == patient_id,
            Mention.reverses_id.is_(None),
            reversing.id.is_(None),
        )
        .order_by(Mention.id.desc())
    ).all()
    return tuple(MentionRow(one, on, where, what, who or "") for one, on, where, what, who in rows)


def _cards(session: Session, patient_id: int) -> tuple[CardRow, ...]:
    rows = session.execute(
        select(Card.id, Card.number, Card.state, Card.form, Card.issued_on)
        .where(Card.holder_id == patient_id)
        .order_by(Card.id.desc())
    ).all()
    return tuple(CardRow(*row) for row in rows)
