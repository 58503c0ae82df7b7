"""Records that were joined into one, and the pairs that may be one person.

A joined record stays as an empty shell that names the record it leads to, so that its old number
still finds the person and the joining can be undone.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base


class PatientMerge(Base):
    """One joining of two records; `facts` is JSON: every value before and after, for its undoing."""

    __tablename__ = "patient_merge"
    topic = Topic.PATIENTS

    id: Mapped[int] = mapped_column(primary_key=True)
    main_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    merged_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    day: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    facts: Mapped[str] = mapped_column(Text)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class DuplicatePair(Base):
    """Two records that may be one person: the score in bits and the reasons, as JSON.

    Derived from the records and checked anew at every change of them.
    """

    __tablename__ = "duplicate_pair"
    __table_args__ = (Index("ix_duplicate_pair_score", "score"),)
    topic = Topic.PATIENTS
    audited = False

    lower_id: Mapped[int] = mapped_column(
        ForeignKey("patient.id", ondelete="CASCADE"), primary_key=True
    )
    upper_id: Mapped[int] = mapped_column(
        ForeignKey("patient.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    score: Mapped[float]
    reasons: Mapped[str] = mapped_column(Text)
    found_at: Mapped[datetime]


class SurnameWord(Base):
    """A word some name key begins with, kept by triggers; where a slip is looked for.

    It may stay after the last person of that surname: who reads it looks for persons anyway.
    """

    __tablename__ = "surname_word"
    audited = False

    word: Mapped[str] = mapped_column(String(200), primary_key=True)
    ending: Mapped[str] = mapped_column(String(4), index=True)


class NameWord(Base):
    """A word of a long name (four words, or three without a patronymic), kept by triggers.

    A search may begin with it.
    """

    __tablename__ = "name_word"
    audited = False

    word: Mapped[str] = mapped_column(String(200), primary_key=True)
    patient_id: Mapped[int] = mapped_column(
        ForeignKey("patient.id", ondelete="CASCADE"), primary_key=True, index=True
    )
