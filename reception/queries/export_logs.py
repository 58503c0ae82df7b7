"""The append-only lists as tables: points, mentions, and what was done by whom."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from reception.models import AuditRow, Clinic, Mention, Patient, PointsEntry, Staff
from reception.translation import msg
from reception.values.action_words import action_words
from reception.values.labels import channel_label, not_now_label, outcome_label
from reception.values.period import Period
from reception.values.table import Column, Kind, Table


def points_table(session: Session, period: Period | None) -> Table:
    """Every entry of the points ledger, in its order."""
    columns = (
        Column("number", msg("Entry"), Kind.NUMBER),
        Column("effective", msg("Day"), Kind.DATE),
        Column("recorded", msg("Recorded"), Kind.MOMENT),
        Column("account", msg("Account"), Kind.NUMBER),
        Column("patient_id", msg("Patient's number")),
        Column("name", msg("Patient")),
        Column("kind", msg("Kind of entry")),
        Column("points", msg("Points"), Kind.NUMBER),
        Column("visit", msg("Visit"), Kind.NUMBER),
        Column("reverses", msg("Takes back entry"), Kind.NUMBER),
        Column("reason", msg("Reason")),
        Column("hash", msg("Seal")),
    )
    zone = _zone(session)
    query = (
        select(PointsEntry, Patient)
        .outerjoin(Patient, Patient.id == PointsEntry.patient_id)
        .where(*within(PointsEntry.effective_on, period))
        .order_by(PointsEntry.id)
    )
    rows = [
        (
            entry.id,
            entry.effective_on,
            entry.recorded_at.astimezone(zone),
            entry.account_id,
            *_who(person),
            entry.kind.value,
            entry.points,
            entry.visit_id,
            entry.reverses_id,
            entry.reason,
            entry.hash,
        )
        for entry, person in session.execute(query)
    ]
    return Table(msg("Points"), columns, rows)


def mentions_table(session: Session, period: Period | None) -> Table:
    """Every mention and every one that takes another back, in order."""
    columns = (
        Column("number", msg("Entry"), Kind.NUMBER),
        Column("day", msg("Day"), Kind.DATE),
        Column("recorded", msg("Recorded"), Kind.MOMENT),
        Column("patient_id", msg("Patient's number")),
        Column("name", msg("Listener")),
        Column("speaker", msg("Said by")),
        Column("channel", msg("Where")),
        Column("outcome", msg("Answer")),
        Column("reason", msg("Why not")),
        Column("variant", msg("Wording")),
        Column("seconds", msg("Seconds on screen"), Kind.NUMBER),
        Column("visit", msg("Visit"), Kind.NUMBER),
        Column("reverses", msg("Takes back entry"), Kind.NUMBER),
        Column("hash", msg("Seal")),
    )
    zone = _zone(session)
    query = (
        select(Mention, Patient, Staff.name)
        .outerjoin(Patient, Patient.id == Mention.listener_id)
        .outerjoin(Staff, Staff.id == Mention.speaker_id)
        .where(*within(Mention.day, period))
        .order_by(Mention.id)
    )
    rows = [
        (
            row.id,
            row.day,
            row.recorded_at.astimezone(zone),
            *_who(person),
            speaker or "",
            channel_label(row.channel),
            outcome_label(row.outcome),
            not_now_label(row.not_now_reason) if row.not_now_reason else None,
            row.variant,
            row.seconds_shown,
            row.visit_id,
            row.reverses_id,
            row.hash,
        )
        for row, person, speaker in session.execute(query)
    ]
    return Table(msg("Mentions"), columns, rows)


def audit_table(session: Session, period: Period | None) -> Table:
    """Every action, in order; differences stay in the database."""
    columns = (
        Column("number", msg("Entry"), Kind.NUMBER),
        Column("recorded", msg("Recorded"), Kind.MOMENT),
        Column("actor", msg("Who")),
        Column("action", msg("Action")),
        Column("words", msg("What was done")),
        Column("subject", msg("Subject")),
        Column("subject_id", msg("Record"), Kind.NUMBER),
        Column("request", msg("Request")),
        Column("hash", msg("Seal")),
    )
    zone = _zone(session)
    rows = [
        (
            row.id,
            row.recorded_at.astimezone(zone),
            row.actor_name,
            row.action,
            action_words(row.action),
            row.subject_kind,
            row.subject_id,
            row.request_id or "",
            row.hash,
        )
        for row in session.scalars(select(AuditRow).order_by(AuditRow.id))
        if period is None or row.recorded_at.astimezone(zone).date() in period
    ]
    return Table(msg("Audit log"), columns, rows)


def _who(person: Patient | None) -> tuple[str, str]:
    """Number and name; empty where the person is gone."""
    return ("", "") if person is None else (person.external_id or "", person.full_name)


def within(column: InstrumentedAttribute[date], period: Period | None) -> list[ColumnElement[bool]]:
    """The condition that a day falls into the period."""
    return [] if period is None else [column.between(period.first, period.last)]


def _zone(session: Session) -> ZoneInfo:
    return ZoneInfo(session.scalar(select(Clinic.time_zone)) or "UTC")
