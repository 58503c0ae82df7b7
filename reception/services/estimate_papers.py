"""The price before the service and the slip for the till, through the one pipeline of papers."""

from __future__ import annotations

from reception.changes import Done
from reception.documents.payloads_till import EstimateSlip, PricedLine, TillSlip
from reception.errors import Refused
from reception.services.papers import keep_paper, paper_maker, papers_made
from reception.storage.prices import estimate_lines
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, msg
from reception.values.choices import PaperKind


def issue_estimate(
    uow: UnitOfWork, *, visit_id: int, language: Language | None = None
) -> Done[int]:
    """What was told, in the patient's language; answers the paper.

    Raises Refused where no price was told.
    """
    visit = uow.find.visit(visit_id)
    if visit.price_told_minor is None:
        raise Refused(msg("No price was told for this visit yet."), code="not_told")
    patient = uow.find.patient(visit.patient_id)
    maker = paper_maker(uow, patient, language)
    maker.check(PaperKind.ESTIMATE)
    lines = estimate_lines(uow.session, visit_id)
    added = sum(line.amount_minor for line in lines if line.was_added)
    data = EstimateSlip(
        imprint=maker.imprint(),
        clinic_name=maker.clinic.name,
        clinic_phone=uow.clinic.phone,
        currency=uow.clinic.currency,
        day=visit.day,
        address=patient.spoken_name,
        lines=tuple(
            PricedLine(one.service, one.amount_minor, one.was_added, one.was_agreed)
            for one in lines
        ),
        total_minor=visit.price_told_minor + added,
    )
    paper = keep_paper(uow, maker, PaperKind.ESTIMATE, data, patient)
    paper.visit_id = visit_id
    return papers_made(uow, [paper.id], paper.id)


def issue_till_slip(
    uow: UnitOfWork, *, visit_id: int, language: Language | None = None
) -> Done[int]:
    """What to key into the till after a visit, in the clinic's language; answers the paper.

    Raises Refused where the visit is not paid.
    """
    visit = uow.find.visit(visit_id)
    if visit.paid_at is None:
        raise Refused(msg("This visit is not paid."), code="not_paid")
    maker = paper_maker(uow, None, language)
    maker.check(PaperKind.TILL_SLIP)
    data = TillSlip(
        imprint=maker.imprint(),
        clinic_name=maker.clinic.name,
        currency=uow.clinic.currency,
        visit_number=f"{visit.id:06d}",
        visit_day=visit.day,
        bill_minor=visit.bill_minor,
        reduction_minor=visit.bill_minor - visit.paid_minor,
        money_minor=visit.paid_minor,
        points_used=visit.points_redeemed,
        insured_percent=visit.insured_percent,
    )
    patient = uow.find.patient(visit.patient_id)
    paper = keep_paper(uow, maker, PaperKind.TILL_SLIP, data, patient)
    paper.visit_id = visit_id
    return papers_made(uow, [paper.id], paper.id)
