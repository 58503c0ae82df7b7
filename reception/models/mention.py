"""Mentions: who told whom about the programme, when, how, and what the listener answered.

Append-only and chained: a wrong answer is undone by a row that names it, never by a change.
Listener, household and visit are plain numbers: undoing an import removes the persons it brought,
while the rows that told of them stay, reversed.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base, Chained
from reception.translation import Language
from reception.values.choices import Channel, MentionOutcome, NotNowReason


class Mention(Chained, Base):
    """One telling.  `seconds_shown` is how long the prompt stood on the screen.

    `reverses_id` names the mention this row takes back; both then count for nothing.
    """

    __tablename__ = "mention"
    __table_args__ = (
        Index("ix_mention_listener_id_day", "listener_id", "day"),
        Index("ix_mention_household_id_day", "household_id", "day"),
    )
    topic = Topic.MENTIONS

    day: Mapped[date]
    recorded_at: Mapped[datetime]
    listener_id: Mapped[int]
    household_id: Mapped[int]
    visit_id: Mapped[int | None] = mapped_column(index=True)
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    channel: Mapped[Channel]
    situation: Mapped[str] = mapped_column(String(8), default="")
    variant: Mapped[str] = mapped_column(String(16), default="")
    language: Mapped[Language | None]
    version_id: Mapped[int | None] = mapped_column(ForeignKey("programme_version.id"))
    outcome: Mapped[MentionOutcome]
    not_now_reason: Mapped[NotNowReason | None]
    seconds_shown: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(Text, default="")
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("mention.id"), index=True)
    request_id: Mapped[str | None] = mapped_column(String(64))
    import_run_id: Mapped[int | None]
