"""The imports that were run, and what each row of their files said."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base


class ImportRun(Base):
    """One import of a file; everything it made names it, so that the whole can be undone.

    `refused_keys` tells why each person was refused, for the visits that name them; `before`
    holds what was overwritten; `header` the titles of the file's columns, for its refused rows.
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
    header: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")


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


class RefusedRow(Base):
    """A row that an import left out, as it stood: written to a file only where somebody asks.

    `faults` are its reasons: field, value, and the message as its id and fields.
    """

    __tablename__ = "refused_row"
    topic = Topic.IMPORTS
    audited = False

    id: Mapped[int] = mapped_column(primary_key=True)
    import_run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id"), index=True)
    line: Mapped[int]
    cells: Mapped[list[Any]]
    faults: Mapped[list[Any]]


class ImportMapping(Base):
    """Which column of a file is what, by a name of its own; offered again for the same titles.

    `shape` is the hash of the titles it was made for.
    """

    __tablename__ = "import_mapping"
    __table_args__ = (
        UniqueConstraint("kind", "name"),
        Index("ix_import_mapping_kind_shape", "kind", "shape"),
    )
    topic = Topic.IMPORTS

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    shape: Mapped[str] = mapped_column(String(64))
    fields: Mapped[dict[str, Any]]
    encoding: Mapped[str] = mapped_column(String(20), default="")
    separator: Mapped[str] = mapped_column(String(4), default="")
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
