"""The imports that were run, and what each row of their files said."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base


class ImportRun(Base):
    """One import of a file; everything it made names it, so that the whole can be undone.

    `refused_keys` tells why each person was refused, for the visits that name them; `before`
    holds what was overwritten.
    """

    __tablename__ = "import_run"
    topic = Topic.IMPORTS

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    file_name: Mapped[str] = mapped_column(String(200))
    file_hash: Mapped[str] = mapped_column(String(64))
    export_day: Mapped[date | None]
    rows: Mapped[int] = mapped_column(default=0)
    imported: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    warnings: Mapped[int] = mapped_column(default=0)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    undone_at: Mapped[datetime | None]
    refused_keys: Mapped[dict[str, Any]] = mapped_column(default=dict)
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ImportedRow(Base):
    """What a row of a clinic's file said at its last import, by its own key.

    The next import compares with it, so that only what was corrected in the file is written.
    """

    __tablename__ = "imported_row"
    topic = Topic.IMPORTS
    audited = False

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    subject_id: Mapped[int] = mapped_column(index=True)
    import_run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id"), index=True)
    content: Mapped[dict[str, Any]]
