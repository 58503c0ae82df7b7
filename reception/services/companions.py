"""How it was made sure that a child may be seen with whoever came: in the log, for later."""

from __future__ import annotations

from reception.changes import Done
from reception.documents.render import read_payload
from reception.models import Paper, Representative
from reception.services.putting_back import Before
from reception.services.representatives import add_representative
from reception.storage.family_finders import FamilyFinders
from reception.storage.unit_of_work import UnitOfWork
from reception.values.choices import PaperKind, PaperState
from reception.values.family_choices import AuthorityKind, RepresentativeKind, TrustScope
from reception.values.period import add_months

POWER_MONTHS = 12


def note_companion(uow: UnitOfWork, *, visit_id: int, checked: str, who: str = "") -> Done[None]:
    """Put into the log how the companion of a visit was checked."""
    uow.find.visit(visit_id)
    uow.about("visit", visit_id)
    uow.note(companion_check=checked, who=who)
    return Done(None)


def trust_by_clinic_form(uow: UnitOfWork, *, child_id: int, name: str, paper_id: int) -> Done[int]:
    """The clinic's form is signed: from today, for a year, this person may bring the child."""
    paper = uow.find.paper(paper_id)
    if paper.state is not PaperState.SIGNED:
        paper.state, paper.signed_on = PaperState.SIGNED, uow.today
    return add_representative(
        uow,
        patient_id=child_id,
        kind=RepresentativeKind.TRUSTED,
        name=name,
        document_kind=AuthorityKind.POWER_CLINIC,
        document_number=paper.number,
        issued_on=uow.today,
        expires_on=add_months(uow.today, POWER_MONTHS),
        scope=(TrustScope.ACCOMPANY,),
        paper_id=paper_id,
    )


def trust_by_paper(uow: UnitOfWork, paper: Paper) -> Before:
    """Who is named in a power of attorney may do what it says, until the day it says.

    Nothing is done for other papers, for a name that is written by hand, and for what is recorded
    already.  Raises what `add_representative` does.
    """
    if paper.kind is not PaperKind.POWER_OF_ATTORNEY or paper.patient_id is None:
        return Before()
    data = read_payload(paper.kind, paper.payload)
    known = FamilyFinders(uow.session).representatives(paper.patient_id)
    if not data.trusted or any(row.paper_id == paper.id for row in known):
        return Before()
    done = add_representative(
        uow,
        patient_id=paper.patient_id,
        kind=RepresentativeKind.TRUSTED,
        name=data.trusted,
        phone=data.trusted_phone,
        document_kind=AuthorityKind.POWER_CLINIC,
        document_number=paper.number,
        issued_on=uow.today,
        expires_on=data.expires_on or add_months(uow.today, POWER_MONTHS),
        scope=data.scope or (TrustScope.ACCOMPANY,),
        paper_id=paper.id,
    )
    return Before(added=((Representative, done.value),))
