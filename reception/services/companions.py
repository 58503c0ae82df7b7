"""How it was made sure that a child may be seen with whoever came: in the log, for later."""

from __future__ import annotations

from reception.changes import Done
from reception.services.representatives import add_representative
from reception.storage.unit_of_work import UnitOfWork
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
