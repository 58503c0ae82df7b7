"""The estimate of a visit: what was told before the service, item by item, and what came later."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base, Minor


class EstimateLine(Base):
    """One item with its price as it was told (minor units); added later only if agreed."""

    __tablename__ = "estimate_line"
    topic = Topic.VISITS

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    price_item_id: Mapped[int | None] = mapped_column(ForeignKey("price_item.id"))
    service_group_id: Mapped[int] = mapped_column(ForeignKey("service_group.id"))
    service: Mapped[str] = mapped_column(String(200), default="")
    amount_minor: Mapped[int] = mapped_column(Minor)
    was_added: Mapped[bool] = mapped_column(default=False)
    was_agreed: Mapped[bool] = mapped_column(default=False)
    told_at: Mapped[datetime]
    told_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
