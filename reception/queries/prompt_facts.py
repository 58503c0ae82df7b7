"""Fills the facts from which `rules/prompt_choice` decides what is said to this family now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import Patient, PointsEntry, Visit
from reception.queries.person_facts import PastVisit, PersonFacts, lines_of
from reception.queries.prompt_news import (
    change_since_declined,
    next_visit,
    planned_day,
    suggestion_done,
)
from reception.rules.earning import Rate, earn
from reception.rules.mentions import ADULT_AGE, EligibilityFacts, visits_untold
from reception.rules.prompt_facts import MentionFacts
from reception.rules.stages import StageWindows, stage_of
from reception.rules.terms import Terms
from reception.values.choices import Channel, EntryKind, MentionOutcome, NotNowReason, VisitStatus
from reception.values.period import add_months, age_on


@dataclass(frozen=True)
class Call:
    """A talk on the telephone: whether the caller has proved who she is, and the day just booked."""

    identified: bool = False
    booked_day: date | None = None


AT_THE_DESK = Call(identified=True)
_UPSET = (NotNowReason.EMERGENCY, NotNowReason.UPSET)


def mention_facts(
    session: Session,
    *,
    known: PersonFacts,
    visit: Visit | None,
    channel: Channel,
    terms: Terms,
    began: date | None,
    balance: int | None,
    held: int = 0,
    plastic_day: date | None = None,
    call: Call = AT_THE_DESK,
) -> MentionFacts:
    """Everything the choice of a phrase depends on, for a visit or before one."""
    patient, day = known.person, known.day
    accompanied = None if visit is None else visit.accompanied_by_id
    listener_id = known.listener_of(patient, accompanied)
    hears = known.member(listener_id) or patient
    minor = _is_minor(patient, day)
    stage = stage_of(known.stage_facts(hears.id), StageWindows(day)).stage
    membership = known.memberships.get(hears.id)
    joined_now = membership is not None and membership.joined_on == day and visit is not None
    return MentionFacts(
        visit=_eligibility(known, visit, hears, listener_id),
        channel=channel,
        language=hears.language,
        stage=stage,
        visit_number=_visit_number(known, visit),
        status=known.status_of(listener_id),
        household_told=known.household_told,
        visits_untold=_untold(known, began),
        untold_since=_untold_since(known, began),
        household_size=max(1, known.active_size),
        with_child=minor and accompanied is not None and accompanied == listener_id,
        with_other=minor and visit is not None and _brought_by_other(known, visit),
        minor_alone=minor and visit is not None and _is_alone(visit),
        family_member=patient.id in known.memberships,
        is_holder=membership is not None,
        joined_now=joined_now,
        plastic_owed=plastic_day is not None,
        plastic_day=plastic_day,
        answered=_answered(known, visit),
        prefers_silence=hears.prefers_silence or hears.written_prompt,
        identified=call.identified,
        address=hears.address_form,
        points_today=_points_today(session, visit, terms),
        balance=balance,
        held=held,
        redeemable=0 if _is_paid(visit) else None,
        credited_today=_is_paid(visit) and patient.id in known.memberships,
        retroactive_points=_retroactive(session, known, hears, terms, began),
        last_year_points=_last_year(session, known, hears, terms),
        average_bill=_average_bill(known),
        programme_began=began,
        next_visit=next_visit(session, hears.id, day) if hears is patient else None,
        booked_day=call.booked_day or planned_day(session, patient.id, day),
        suggestion=suggestion_done(session, hears.id),
        change=change_since_declined(session, known, listener_id, terms, hears.language),
        with_us_since=_since(known),
    )


def _is_paid(visit: Visit | None) -> bool:
    return visit is not None and visit.paid_at is not None


def _visit_number(known: PersonFacts, visit: Visit | None) -> int:
    """Which visit of the patient this is; the one in question may be done already."""
    this = None if visit is None else visit.id
    earlier = [
        one for one in known.visits if one.patient_id == known.person.id and one.visit_id != this
    ]
    return len(earlier) + 1


def _is_minor(person: Patient, day: date) -> bool:
    return person.birth_date is not None and age_on(person.birth_date, day) < ADULT_AGE


def _is_alone(visit: Visit) -> bool:
    """A minor is here with nobody: nothing is said of the programme (situation 2)."""
    here = visit.status in (VisitStatus.ARRIVED, VisitStatus.IN_ROOM)
    asked = here and not visit.is_queue_mode  # in a queue nobody is asked who came along
    return asked and visit.accompanied_by_id is None and not visit.accompanied_by_other


def _brought_by_other(known: PersonFacts, visit: Visit) -> bool:
    """A minor was brought by somebody who is neither a guardian nor on the account."""
    if visit.accompanied_by_other:
        return True
    brought_by = visit.accompanied_by_id
    return brought_by is not None and known.member(brought_by) is None


def _eligibility(
    known: PersonFacts, visit: Visit | None, hears: Patient, listener_id: int | None
) -> EligibilityFacts:
    before = [row for row in known.mentions if visit is None or row.visit_id != visit.id]
    told = [row.day for row in before if row.listener_id == listener_id]
    declined = [
        row.day
        for row in before
        if row.listener_id == listener_id and row.outcome is MentionOutcome.DECLINED
    ]
    membership = known.memberships.get(hears.id)
    reason = None if visit is None else visit.not_now_reason
    return EligibilityFacts(
        day=known.day,
        listener=None if listener_id is None else known.listener_of(hears, None),
        is_member=membership is not None and membership.joined_on < known.day,
        told_on=max(told, default=None),
        declined_on=max(declined, default=None),
        do_not_mention=hears.do_not_mention,
        emergency=visit is not None and (visit.is_emergency or reason in _UPSET),
        fully_insured=visit is not None and visit.insured_percent == 100,
        refuses_data=hears.refuses_data or reason is NotNowReason.NO_DATA,
        household_today=_household_today(known, visit),
    )


def _household_today(known: PersonFacts, visit: Visit | None) -> bool:
    """An earlier arrival of the household today is already the one on which to tell."""
    if visit is None or visit.arrived_at is None:
        return False
    gone = (VisitStatus.CANCELLED, VisitStatus.NO_SHOW, VisitStatus.PLANNED)
    return any(
        one.id != visit.id
        and one.status not in gone
        and one.arrived_at is not None
        and (one.arrived_at, one.id) < (visit.arrived_at, visit.id)
        for one in known.todays
    )


def _answered(known: PersonFacts, visit: Visit | None) -> bool:
    if visit is not None and visit.not_now_reason is not None:
        return visit.not_now_reason not in (NotNowReason.QUEUE, NotNowReason.FORGOT)
    return any(row.day == known.day for row in known.mentions)


def _untold(known: PersonFacts, began: date | None) -> int:
    if began is None or known.memberships:
        return 0
    days = [one.day for one in known.visits]
    return visits_untold(days, began=began, any_adult_told=known.household_told)


def _untold_since(known: PersonFacts, began: date | None) -> date | None:
    if began is None or known.household_told:
        return None
    return min((one.day for one in known.visits if one.day >= began), default=None)


def _points_today(session: Session, visit: Visit | None, terms: Terms) -> int | None:
    if visit is None:
        return None
    if visit.paid_at is not None:
        earned = select(func.sum(PointsEntry.points)).where(
            PointsEntry.visit_id == visit.id, PointsEntry.kind == EntryKind.EARNED
        )
        credited = session.scalar(earned)
        if credited is not None:
            return credited
    lines = lines_of(session, [visit.id])[visit.id]
    if not lines and visit.price_told_minor:
        lines = [("", visit.price_told_minor)]
    return _earned(terms, lines) if lines else None


def _earned(terms: Terms, lines: list[tuple[str, int]]) -> int:
    exact = [(group, Fraction(amount)) for group, amount in lines]
    return earn(terms, exact, redeemed=0, rate=Rate(terms.earning.percent)).points


def represented(known: PersonFacts, adult: Patient) -> set[int]:
    """An adult and the minors she may enter."""
    minors = {
        one.id
        for one in known.members
        if _is_minor(one, known.day) and one.guardian_id in (None, adult.id)
    }
    return {adult.id, *minors}


def _retroactive(
    session: Session, known: PersonFacts, hears: Patient, terms: Terms, began: date | None
) -> int | None:
    days = terms.earning.retroactive_days
    if days == 0 or known.memberships.get(hears.id) is not None:
        return None
    first = known.day - timedelta(days=days)
    if began is not None:
        first = max(first, began)
    whose = represented(known, hears) - set(known.memberships)
    return _sum_earned(session, terms, [v for v in known.visits if v.day >= first], whose)


def _last_year(session: Session, known: PersonFacts, hears: Patient, terms: Terms) -> int | None:
    year_ago = add_months(known.day, -12)
    visits = [one for one in known.visits if one.day > year_ago]
    return _sum_earned(session, terms, visits, represented(known, hears))


def own_figure(session: Session, known: PersonFacts, terms: Terms) -> tuple[int | None, int | None]:
    """What twelve months would have brought: her own with her minors', and the whole account's.

    Other adults appear only inside an account and as one sum (product/law.md); the second is
    None for somebody on no account.
    """
    membership = known.memberships.get(known.person.id)
    own = _last_year(session, known, known.person, terms)
    if membership is None:
        return own, None
    year_ago = add_months(known.day, -12)
    whose = {
        person_id
        for person_id, row in known.memberships.items()
        if row.account_id == membership.account_id
    }
    visits = [one for one in known.visits if one.day > year_ago]
    return own, _sum_earned(session, terms, visits, whose)


def _sum_earned(
    session: Session, terms: Terms, visits: list[PastVisit], whose: set[int]
) -> int | None:
    counted = [one for one in visits if one.patient_id in whose and one.paid_minor > 0]
    bills = lines_of(session, [one.visit_id for one in counted])
    total = sum(_earned(terms, lines) for lines in bills.values() if lines)
    return total or None


def _average_bill(known: PersonFacts) -> int | None:
    year_ago = add_months(known.day, -12)
    bills = [one.bill_minor for one in known.visits if one.day > year_ago and one.bill_minor > 0]
    return sum(bills) // len(bills) if bills else None


def _since(known: PersonFacts) -> date | None:
    days = [one.day for one in known.visits if one.patient_id == known.person.id]
    first = known.person.first_visit_known
    return min([*days, *([first] if first is not None else [])], default=None)
