"""Typed finders: how services find the rows they work on, by name rather than by statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from reception.models import (
    Acceptance,
    Account,
    AccountMember,
    BillLine,
    Clinic,
    Consent,
    Doctor,
    Draft,
    FormerName,
    Household,
    ImportRun,
    KnownDifferent,
    Mention,
    Paper,
    Patient,
    ProgrammeVersion,
    ServiceGroup,
    Staff,
    Task,
    Visit,
    VisitRefund,
)
from reception.storage.day_finders import DayFinders
from reception.storage.prepared import Prepared
from reception.values.choices import (
    AccountStatus,
    ConsentPurpose,
    TaskStatus,
    VersionStatus,
    VisitOrigin,
    VisitStatus,
)


class Finders(DayFinders):
    """Everything a service may look up, over the session of its unit of work.

    `patient(3)` and its like raise Refused("unknown") where there is no such row; the plural and
    `…_of` forms answer empty or None.
    """

    def clinic(self) -> Clinic | None:
        """The clinic of this database, None before the first start is done."""
        return self._session.scalars(select(Clinic)).first()

    def patient(self, patient_id: int) -> Patient:
        """A patient by number."""
        return self._get(Patient, patient_id)

    def any_patient(self) -> bool:
        """Whether anybody is in the card index."""
        return self._session.scalar(select(Patient.id).limit(1)) is not None

    def household(self, household_id: int) -> Household:
        """A household by number."""
        return self._get(Household, household_id)

    def household_members(self, household_id: int) -> Sequence[Patient]:
        """Everybody of a household, the head first."""
        rows = self._session.scalars(
            select(Patient).where(Patient.household_id == household_id).order_by(Patient.id)
        ).all()
        return sorted(rows, key=lambda person: (person.relation.value != "head", person.id))

    def former_names(self, patient_id: int) -> Sequence[FormerName]:
        """The surnames a person had before."""
        return self._session.scalars(
            select(FormerName).where(FormerName.patient_id == patient_id)
        ).all()

    def known_different(self, patient_id: int) -> Sequence[KnownDifferent]:
        """The pairs in which a person was told apart from another."""
        return self._session.scalars(
            select(KnownDifferent).where(
                (KnownDifferent.lower_id == patient_id) | (KnownDifferent.upper_id == patient_id)
            )
        ).all()

    def visit(self, visit_id: int) -> Visit:
        """A visit by number."""
        return self._get(Visit, visit_id)

    def visits_on(self, patient_id: int, day: date) -> Sequence[Visit]:
        """A patient's visits of one day."""
        return self._session.scalars(
            select(Visit).where(Visit.patient_id == patient_id, Visit.day == day).order_by(Visit.id)
        ).all()

    def bill_line(self, line_id: int) -> BillLine:
        """A bill line by number."""
        return self._get(BillLine, line_id)

    def refunds(self, visit_id: int) -> Sequence[VisitRefund]:
        """The refunds of a visit as they were recorded; one taken back has its opposite after it."""
        return self._session.scalars(
            select(VisitRefund).where(VisitRefund.visit_id == visit_id).order_by(VisitRefund.id)
        ).all()

    def mention(self, mention_id: int) -> Mention:
        """A mention by number."""
        return self._get(Mention, mention_id)

    def reversal_of(self, mention_id: int) -> Mention | None:
        """The row that took a mention back."""
        return self._session.scalars(
            select(Mention).where(Mention.reverses_id == mention_id)
        ).first()

    def account(self, account_id: int) -> Account:
        """An account by number."""
        return self._get(Account, account_id)

    def open_account_of_household(self, household_id: int) -> Account | None:
        """The household's account that is not closed."""
        return self._session.scalars(
            select(Account).where(
                Account.household_id == household_id, Account.status != AccountStatus.CLOSED
            )
        ).first()

    def membership(self, patient_id: int) -> AccountMember | None:
        """The account a person is on now."""
        return self._session.scalars(
            select(AccountMember).where(
                AccountMember.patient_id == patient_id, AccountMember.left_on.is_(None)
            )
        ).first()

    def members(self, account_id: int) -> Sequence[AccountMember]:
        """The present members of an account, in order of joining."""
        return self._session.scalars(
            select(AccountMember)
            .where(AccountMember.account_id == account_id, AccountMember.left_on.is_(None))
            .order_by(AccountMember.id)
        ).all()

    def was_ever_member(self, patient_id: int) -> bool:
        """Whether a person was on any account before."""
        return (
            self._session.scalars(
                select(AccountMember.id).where(AccountMember.patient_id == patient_id).limit(1)
            ).first()
            is not None
        )

    def version(self, version_id: int) -> ProgrammeVersion:
        """A programme version by row number."""
        return self._get(ProgrammeVersion, version_id)

    def version_on(self, day: date) -> ProgrammeVersion | None:
        """The published version in force on a day."""
        return self._session.scalars(
            select(ProgrammeVersion)
            .where(
                ProgrammeVersion.status == VersionStatus.PUBLISHED,
                ProgrammeVersion.valid_from <= day,
                (ProgrammeVersion.valid_until.is_(None)) | (ProgrammeVersion.valid_until >= day),
            )
            .order_by(ProgrammeVersion.number.desc())
        ).first()

    def published_versions(self) -> Sequence[ProgrammeVersion]:
        """Every published version in the order of their numbers."""
        return self._session.scalars(
            select(ProgrammeVersion)
            .where(ProgrammeVersion.status == VersionStatus.PUBLISHED)
            .order_by(ProgrammeVersion.number)
        ).all()

    def draft_version(self) -> ProgrammeVersion | None:
        """The version that is being written; there is at most one."""
        return self._session.scalars(
            select(ProgrammeVersion).where(ProgrammeVersion.status == VersionStatus.DRAFT)
        ).first()

    def programme_began(self) -> date | None:
        """The day the programme started for patients: see `programme_began`."""
        return programme_began(self._session)

    def staff(self, staff_id: int) -> Staff:
        """A member of staff by number."""
        return self._get(Staff, staff_id)

    def staff_with_login(self, login: str) -> Staff | None:
        """A member of staff by login."""
        return self._session.scalars(select(Staff).where(Staff.login == login)).first()

    def doctor_named(self, name: str) -> Doctor | None:
        """A doctor by the name the clinic's lists use."""
        return self._session.scalars(select(Doctor).where(Doctor.name == name)).first()

    def service_group(self, code: str) -> ServiceGroup | None:
        """A service group by its code."""
        return self._session.scalars(select(ServiceGroup).where(ServiceGroup.code == code)).first()

    def service_group_by_id(self, group_id: int) -> ServiceGroup:
        """A service group by row number."""
        return self._get(ServiceGroup, group_id)

    def service_groups(self) -> Sequence[ServiceGroup]:
        """Every service group, in the order they were made."""
        return self._session.scalars(select(ServiceGroup).order_by(ServiceGroup.id)).all()

    def last_paper_id(self) -> int:
        """The number of the latest paper; 0 where there is none."""
        return self._session.scalar(select(func.max(Paper.id))) or 0

    def paper(self, paper_id: int) -> Paper:
        """A paper by row number."""
        return self._get(Paper, paper_id)

    def task(self, task_id: int) -> Task:
        """A task by number."""
        return self._get(Task, task_id)

    def open_tasks_of_mention(self, mention_id: int) -> Sequence[Task]:
        """What a mention opened and is still owed."""
        return self._session.scalars(
            select(Task).where(Task.mention_id == mention_id, Task.status == TaskStatus.OPEN)
        ).all()

    def consents(self, patient_id: int, purpose: ConsentPurpose) -> Sequence[Consent]:
        """A person's consents for one purpose, the latest last."""
        return self._session.scalars(
            select(Consent)
            .where(Consent.patient_id == patient_id, Consent.purpose == purpose)
            .order_by(Consent.id)
        ).all()

    def consent(self, consent_id: int) -> Consent:
        """A consent by row number."""
        return self._get(Consent, consent_id)

    def consents_signed_by(self, patient_id: int) -> Sequence[Consent]:
        """The consents a person signs, for herself or for those she represents."""
        return self._session.scalars(
            select(Consent)
            .where((Consent.signed_by_id == patient_id) | (Consent.patient_id == patient_id))
            .order_by(Consent.id)
        ).all()

    def acceptance(self, acceptance_id: int) -> Acceptance:
        """An acceptance by row number."""
        return self._get(Acceptance, acceptance_id)

    def acceptances(self, patient_id: int) -> Sequence[Acceptance]:
        """A person's acceptances, the latest last."""
        return self._session.scalars(
            select(Acceptance).where(Acceptance.patient_id == patient_id).order_by(Acceptance.id)
        ).all()

    def draft(self, kind: str, subject: str) -> Draft | None:
        """A form somebody began."""
        return self._session.scalars(
            select(Draft).where(Draft.kind == kind, Draft.subject == subject)
        ).first()


_FIRST_VERSION = (
    select(func.min(ProgrammeVersion.valid_from))
    .where(ProgrammeVersion.status == VersionStatus.PUBLISHED)
    .scalar_subquery()
)
# Not min(): walking the index of days ends at the first hit, and the search asks at each key.
_FIRST_IMPORTED = (
    select(Visit.day)
    .where(Visit.origin == VisitOrigin.IMPORTED, Visit.status == VisitStatus.DONE)
    .order_by(Visit.day)
    .limit(1)
    .scalar_subquery()
)
_BEGAN = Prepared(
    select(
        Clinic.programme_since,
        _FIRST_VERSION,
        case((select(ImportRun.id).exists(), _FIRST_IMPORTED)),
    )
)


def programme_began(session: Session) -> date | None:
    """The day the programme started for patients; None before a first version is published.

    The day the clinic named (design/files.md, `--programme-since`), else the first visit of an
    imported history, else the first day of the first published version.
    """
    found = _BEGAN.rows(session)
    if not found:
        return None
    named, first_version, first_visit = (
        None if one is None else date.fromisoformat(one) for one in found[0]
    )
    if named is not None or first_version is None:
        return named
    return min(first_version, first_visit) if first_visit is not None else first_version
