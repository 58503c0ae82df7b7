"""What the clinic made of the phrases it says: another text, a variant of its own, one switched off."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base


class PhraseEdit(Base):
    """One phrase as the clinic wants it; a phrase without a row is said as it was shipped.

    `like` is the code of the phrase whose kind, channels and conditions an added variant has,
    empty for a change of the phrase itself; `text` is {"ru", "uk", "en"}, None = as shipped.
    """

    __tablename__ = "phrase_edit"
    topic = Topic.KNOWLEDGE

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    like: Mapped[str] = mapped_column(String(16), default="")
    text: Mapped[dict[str, Any] | None]
    is_off: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
