"""What a supervisor looks at herself: odd ticks, visits drawn to ask about, cards of staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import Account, AccountMember, Mention, Patient, PointsEntry, Staff, Visit
from reception.queries.month_feedback import exact
from reception.queries.month_values import Behind, BehindKind, ListedRow
from reception.queries.telling import standing_mentions
from reception.rules.honesty import (
    SAME_ANSWER,
    Tick,
    hasty,
    many_strangers,
    monotonous,
    spot_check,
    week_of,
)
from reception.rules.indicators import STAFF_GUARD, JudgedVisit, Ratio
from reception.rules.intervals import wilson
from reception.translation import msg, nmsg
from reception.values.choices import Channel, EntryKind, MentionOutcome, VisitStatus
from reception.values.period import Period


def period_ticks(session: Session, period: Period) -> list[Tick]:
    """The mentions of a period as they were ticked at the desk, in their order."""
    rows = session.execute(
        standing_mentions()
        .with_only_columns(
            Mention.id,
            Mention.recorded_by_id,
            Mention.recorded_at,
            Mention.outcome,
            Mention.seconds_shown,
        )
        .where(
            Mention.day.between(period.first, period.last),
            Mention.channel.not_in((Channel.IMPORTED, Channel.PAPER)),
        )
        .order_by(Mention.recorded_at, Mention.id)
    )
    return [Tick(number, by, at, answer.value, took) for number, by, at, answer, took in rows]


def odd_rows(session: Session, period: Period) -> tuple[ListedRow, ...]:
    """What looks odd, by person: hasty ticks, the same answer again and again, many strangers."""
    ticks = period_ticks(session, period)
    names = {row[0]: row[1] for row in session.execute(select(Staff.id, Staff.name))}
    by = {tick.mention: tick.by for tick in ticks}
    kinds = (
        (msg("Ticks faster than anybody can tell"), hasty(ticks)),
        (
            nmsg(
                "The same answer {count} time in a row",
                "The same answer {count} times in a row",
                SAME_ANSWER,
            ),
            monotonous(ticks),
        ),
    )
    rows: list[ListedRow] = []
    for what, found in kinds:
        people = sorted({by[one] for one in found}, key=lambda one: names.get(one or 0, ""))
        for person in people:
            own = [one for one in found if by[one] == person]
            rows.append(
                ListedRow(
                    (what, names.get(person or 0, ""), len(own)),
                    Behind.of(BehindKind.MENTION, own),
                )
            )
    return (*rows, *_strangers(session, period))


def _strangers(session: Session, period: Period) -> list[ListedRow]:
    """Accounts that persons outside the family came through: brought along, or passing members."""
    uses: set[tuple[int, int]] = set()
    brought = session.execute(
        select(AccountMember.account_id, Visit.patient_id)
        .join(Visit, Visit.accompanied_by_id == AccountMember.patient_id)
        .join(Patient, Patient.id == Visit.patient_id)
        .join(Account, Account.id == AccountMember.account_id)
        .where(
            Visit.day.between(period.first, period.last),
            Visit.status == VisitStatus.DONE,
            Visit.day >= AccountMember.joined_on,
            Patient.household_id != Account.household_id,
        )
    )
    passing = session.execute(
        select(AccountMember.account_id, AccountMember.patient_id)
        .join(Patient, Patient.id == AccountMember.patient_id)
        .join(Account, Account.id == AccountMember.account_id)
        .where(
            AccountMember.joined_on.between(period.first, period.last),
            Patient.household_id != Account.household_id,
        )
    )
    uses |= {(account, person) for account, person in brought}
    uses |= {(account, person) for account, person in passing}
    return [
        ListedRow(
            (msg("One card, many who are not of the family"), "", count),
            Behind.of(BehindKind.PATIENT, sorted(person for one, person in uses if one == account)),
        )
        for account, count in many_strangers(uses).items()
    ]


def spot_check_rows(
    session: Session, judged: Sequence[JudgedVisit], as_of: date
) -> tuple[ListedRow, ...]:
    """Five visits of the last week of the period, drawn at random among those ticked as told."""
    week = week_of(as_of)
    told = [
        int(row.visit.visit)
        for row in judged
        if row.eligible
        and row.visit.mentioned
        and week <= row.visit.facts.day <= week + timedelta(days=6)
    ]
    drawn = spot_check(told, week=week)
    rows = session.execute(
        select(Visit.id, Visit.day, Patient, Staff.name)
        .join(Patient, Patient.id == Visit.patient_id)
        .outerjoin(Staff, Staff.id == Visit.checked_in_by_id)
        .where(Visit.id.in_(drawn))
        .order_by(Visit.day, Visit.id)
    )
    return tuple(
        ListedRow((day, person.full_name, name or ""), Behind.of(BehindKind.VISIT, [visit]))
        for visit, day, person, name in rows
    )


def own_card_rows(session: Session, period: Period) -> tuple[ListedRow, ...]:
    """Staff who are patients: points of their accounts, own check-ins, those nobody confirmed."""
    people = session.execute(
        select(Staff.id, Staff.name, Staff.patient_id)
        .where(Staff.patient_id.is_not(None))
        .order_by(Staff.name)
    ).all()
    rows = []
    for _member, name, patient in people:
        accounts = select(AccountMember.account_id).where(AccountMember.patient_id == patient)
        entries = session.execute(
            select(PointsEntry.id, PointsEntry.kind, PointsEntry.points)
            .where(
                PointsEntry.account_id.in_(accounts),
                PointsEntry.effective_on.between(period.first, period.last),
            )
            .order_by(PointsEntry.id)
        ).all()
        used = -sum(points for _id, kind, points in entries if kind is EntryKind.REDEEMED)
        came = sum(points for _id, _kind, points in entries if points > 0)
        visits = session.execute(
            select(Visit.id, Visit.needs_second, Visit.seconded_at)
            .where(
                Visit.patient_id == patient,
                Visit.day.between(period.first, period.last),
                Visit.status != VisitStatus.CANCELLED,
            )
            .order_by(Visit.id)
        ).all()
        alone = [visit for visit, needs, seconded in visits if needs and seconded is None]
        if entries or visits:
            rows.append(
                ListedRow(
                    (name, len(visits), len(alone), came, used),
                    Behind.of(BehindKind.VISIT, [row[0] for row in visits], alone),
                )
            )
    return tuple(rows)


def phrase_outcome_rows(session: Session, period: Period) -> tuple[ListedRow, ...]:
    """What came of each wording: joined, of those told, with its interval where numbers allow."""
    rows = session.execute(
        standing_mentions()
        .with_only_columns(Mention.variant, Mention.outcome, func.count())
        .where(Mention.day.between(period.first, period.last), Mention.variant != "")
        .group_by(Mention.variant, Mention.outcome)
    )
    said: dict[str, dict[MentionOutcome, int]] = {}
    for variant, outcome, count in rows:
        said.setdefault(variant, {})[outcome] = count
    found = []
    for variant, outcomes in sorted(said.items()):
        whole = sum(outcomes.values())
        joined = outcomes.get(MentionOutcome.JOINS, 0)
        ratio = Ratio(joined, whole, STAFF_GUARD)
        spread = None if ratio.hidden else wilson(joined, whole)
        found.append(
            ListedRow(
                (
                    variant,
                    whole,
                    joined,
                    outcomes.get(MentionOutcome.DECLINED, 0),
                    ratio.value,
                    None if spread is None else exact(spread.low),
                    None if spread is None else exact(spread.high),
                    ratio.note,
                )
            )
        )
    return tuple(found)
