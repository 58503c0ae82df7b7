"""The slip for the till after a refund, through the one pipeline of papers."""

from __future__ import annotations

from reception.changes import Done
from reception.documents.payloads_desk import RefundSlip
from reception.errors import Refused
from reception.services.papers import keep_paper, paper_maker, papers_made
from reception.services.points_refunds import RefundedVisit
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, msg
from reception.values.choices import PaperKind


def issue_refund_slip(
    uow: UnitOfWork,
    *,
    visit_id: int,
    refunded: RefundedVisit,
    language: Language | None = None,
) -> Done[int]:
    """The slip of a refund that was just done, in the clinic's language; answers the paper.

    Raises Refused where nothing was given back.
    """
    rows = {row.id: row for row in uow.find.refunds(visit_id)}
    row = rows.get(refunded.refund_id or 0)
    if row is None:
        raise Refused(msg("Nothing was given back for this visit."), code="not_refunded")
    visit = uow.find.visit(visit_id)
    maker = paper_maker(uow, None, language)
    maker.check(PaperKind.REFUND_SLIP)
    data = RefundSlip(
        imprint=maker.imprint(),
        clinic_name=maker.clinic.name,
        currency=uow.clinic.currency,
        visit_number=f"{visit.id:06d}",
        visit_day=visit.day,
        bill_minor=visit.bill_minor,
        refunded_minor=row.amount_minor,
        money_minor=refunded.money_minor,
        points_back=refunded.given_back,
        points_off=refunded.taken_back,
        points_forgiven=refunded.written_off,
        points_owed=refunded.debt,
        reason=row.reason,
    )
    patient = uow.find.patient(visit.patient_id)
    paper = keep_paper(uow, maker, PaperKind.REFUND_SLIP, data, patient)
    return papers_made(uow, [paper.id], paper.id)
