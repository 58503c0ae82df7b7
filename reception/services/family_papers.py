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
from reception.models import Patient
from reception.rules.ages import age_rule
from reception.services.joining import version_in_force
from reception.services.paper_data import person, phone_of
from reception.services.papers import keep_paper, paper_maker, papers_made
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language
from reception.values.choices import PaperKind
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
        own_consent_from=age_rule(uow.clinic.country).own_consent_from,
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
