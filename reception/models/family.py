"""Family ties: earlier households, who acts for whom by which document, what a court forbade."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base
from reception.values.choices import Relation
from reception.values.family_choices import AuthorityKind, Kinship, RepresentativeKind


class HouseholdTime(Base):
    """A person's earlier time in a household; the present one stands on `Patient`.

    `since` is None where it was not known; both days are included.
    """

    __tablename__ = "household_time"
    topic = Topic.HOUSEHOLDS

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    relation: Mapped[Relation]
    since: Mapped[date | None]
    until: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class Representative(Base):
    """Who acts for a patient: a guardian by law, a trusted person by a document, a payer.

    `person_id` where it is a patient, else `name` and `phone` (digits) tell who it is.
    `Patient.guardian_id` is a guardian, too, whether or not a row tells of a document.  `scope`
    holds values of `TrustScope`, separated by commas.
    """

    __tablename__ = "representative"
    topic = Topic.PATIENTS

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    kind: Mapped[RepresentativeKind]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(20), default="", index=True)
    kinship: Mapped[Kinship] = mapped_column(default=Kinship.OTHER)
    document_kind: Mapped[AuthorityKind] = mapped_column(default=AuthorityKind.NONE)
    document_number: Mapped[str] = mapped_column(String(120), default="")
    issued_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    scope: Mapped[str] = mapped_column(String(120), default="")
    since: Mapped[date]
    until: Mapped[date | None]
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class CourtRestriction(Base):
    """A court paper on file: whom nothing about the patient is told, and what the paper is."""

    __tablename__ = "court_restriction"
    topic = Topic.PATIENTS

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    document: Mapped[str] = mapped_column(String(200))
    document_day: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    since: Mapped[date]
    until: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
