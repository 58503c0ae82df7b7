"""Papers of families: the clinic's power of attorney, and applications to change an account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from reception.changes import Done
from reception.documents.payloads import Person
from reception.documents.payloads_family import (
    AccountChange,
    ChangeKind,
    PartyShare,
    PowerOfAttorney,
)
from reception.documents.rules_content import edition_of
from reception.errors import Refused
from reception.models import Consent, Patient
from reception.rules.ages import OWN_CONSENT_FROM, is_minor
from reception.rules.family_ties import OWN_CONSENT
from reception.services.joining import version_in_force
from reception.services.paper_data import person, phone_of
from reception.services.papers import keep_paper, paper_maker, papers_made
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, msg
from reception.values.choices import ConsentPurpose, ConsentState, PaperKind
from reception.values.family_choices import TrustScope


def issue_power_of_attorney(
    uow: UnitOfWork,
    *,
    child_id: int,
    guardian_id: int | None = None,
    trusted: str = "",
    trusted_phone: str = "",
    scope: Sequence[TrustScope] = (TrustScope.ACCOMPANY,),
    expires_on: date | None = None,
    language: Language | None = None,
) -> Done[int]:
    """The form for a child, filled in as far as it is known; answers the paper.

    Raises InvalidInput naming each empty requisite of the clinic.
    """
    child = uow.find.patient(child_id)
    number = guardian_id or child.guardian_id
    guardian = None if number is None else uow.find.patient(number)
    maker = paper_maker(uow, guardian or child, language)
    maker.check(PaperKind.POWER_OF_ATTORNEY)
    data = PowerOfAttorney(
        imprint=maker.imprint(),
        clinic=maker.clinic,
        child=person(child),
        guardian=Person("") if guardian is None else person(guardian),
        guardian_phone="" if guardian is None else phone_of(guardian),
        trusted=trusted.strip(),
        trusted_phone=trusted_phone.strip(),
        scope=tuple(scope),
        expires_on=expires_on,
        own_consent_from=int(uow.find.setting(OWN_CONSENT, OWN_CONSENT_FROM[uow.clinic.country])),
    )
    paper = keep_paper(uow, maker, PaperKind.POWER_OF_ATTORNEY, data, child)
    return papers_made(uow, [paper.id], paper.id)


def issue_account_change(
    uow: UnitOfWork,
    *,
    account_id: int,
    kind: ChangeKind,
    signer_ids: Sequence[int] = (),
    shares: Mapping[int, int] | None = None,
    children_with: Mapping[int, int] | None = None,
    stays: int = 0,
    subject_id: int | None = None,
    into_id: int | None = None,
    court_paper: str = "",
    language: Language | None = None,
) -> Done[int]:
    """The application that belongs to a change of an account, to be signed by all it concerns.

    `signer_ids` sign besides the holder.  Answers the paper; raises as every paper does.
    """
    account = uow.find.account(account_id)
    holder = uow.find.patient(account.holder_id)
    maker = paper_maker(uow, holder, language)
    maker.check(PaperKind.ACCOUNT_CHANGE)
    _version, terms = version_in_force(uow)
    others = [one for one in dict.fromkeys(signer_ids) if one != holder.id]
    data = AccountChange(
        imprint=maker.imprint(),
        clinic=maker.clinic,
        edition=edition_of(terms, maker.translator),
        kind=kind,
        account_number=f"{account_id:06d}",
        holder=person(holder),
        others=tuple(person(uow.find.patient(one)) for one in others),
        shares=tuple(
            _party(uow, uow.find.patient(one), points, children_with or {})
            for one, points in (shares or {}).items()
        ),
        stays=stays,
        subject="" if subject_id is None else uow.find.patient(subject_id).full_name,
        into_account="" if into_id is None else f"{into_id:06d}",
        court_paper=court_paper.strip(),
    )
    paper = keep_paper(uow, maker, PaperKind.ACCOUNT_CHANGE, data, holder)
    return papers_made(uow, [paper.id], paper.id)


def _party(
    uow: UnitOfWork, one: Patient, points: int, children_with: Mapping[int, int]
) -> PartyShare:
    children = [
        uow.find.patient(child).full_name
        for child, adult in children_with.items()
        if adult == one.id
    ]
    return PartyShare(one.full_name, points, children=", ".join(children))


def print_own_consent(uow: UnitOfWork, *, patient_id: int) -> Done[int]:
    """The data consent of somebody who came of age, to be signed in person; answers the paper.

    From the signature on it stands in the place of the parent's.  Raises Refused for a minor.
    """
    patient = uow.find.patient(patient_id)
    if is_minor(patient.birth_date, uow.today):
        raise Refused(
            msg("{name} is under age: a parent or guardian decides.", name=patient.full_name),
            code="not_allowed",
        )
    maker = paper_maker(uow, patient, None)
    maker.check(PaperKind.DATA_CONSENT)
    _version, terms = version_in_force(uow)
    rows = uow.find.consents(patient_id, ConsentPurpose.DATA)
    own = [
        row for row in rows if row.signed_by_id == patient_id and row.state is ConsentState.TO_SIGN
    ]
    if not own:
        own = [
            Consent(
                patient_id=patient_id,
                purpose=ConsentPurpose.DATA,
                state=ConsentState.TO_SIGN,
                given_on=uow.today,
                signed_by_id=patient_id,
                recorded_at=uow.now,
                recorded_by_id=uow.actor.staff_id,
            )
        ]
        uow.add(*own)
    data = maker.data_consent(patient, patient, terms)
    paper = keep_paper(uow, maker, PaperKind.DATA_CONSENT, data, patient)
    for row in own:
        row.paper_id = paper.id
    return papers_made(uow, [paper.id], paper.id)
