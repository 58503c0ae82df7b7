"""Consents: each purpose and channel by itself, with the version of its text and its proof."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base
from reception.translation import Language
from reception.values.choices import ConsentPurpose, ConsentState, ConsentWay, ContactChannel


class Consent(Base):
    """What a person agreed to; there is no row where nothing was asked, and no row means no.

    `text_version` and `text_hash` name the text as it stood in `text_language` (version 0: the
    text of that time was not recorded); `toward_id` is the adult a disclosure is for.
    """

    __tablename__ = "consent"
    topic = Topic.CONSENTS

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    purpose: Mapped[ConsentPurpose]
    channel: Mapped[ContactChannel] = mapped_column(default=ContactChannel.NONE)
    state: Mapped[ConsentState]
    text_version: Mapped[int] = mapped_column(default=0)
    text_hash: Mapped[str] = mapped_column(String(64), default="")
    text_language: Mapped[Language | None]
    toward_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"), index=True)
    way: Mapped[ConsentWay] = mapped_column(default=ConsentWay.PAPER)
    given_on: Mapped[date | None]
    signed_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    withdrawn_way: Mapped[ConsentWay | None]
    proof: Mapped[str] = mapped_column(Text, default="")
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"))
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    import_run_id: Mapped[int | None] = mapped_column(ForeignKey("import_run.id"))
