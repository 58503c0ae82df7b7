"""The day at the desk: room ready, second persons, the traces of visits, signed shifts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what a day needs stamped; visits and drafts of before have nothing of it."""
    op.add_column("visit", sa.Column("room_ready_at", sa.DateTime(), nullable=True))
    op.add_column("visit", sa.Column("doctor_told_at", sa.DateTime(), nullable=True))
    op.add_column(
        "visit",
        sa.Column("needs_second", sa.Boolean(), nullable=False, server_default=sa.text("0")),
    )
    op.execute(
        "ALTER TABLE visit ADD COLUMN seconded_by_id INTEGER"
        " CONSTRAINT fk_visit_seconded_by_id_staff REFERENCES staff (id)"
    )
    op.add_column("visit", sa.Column("seconded_at", sa.DateTime(), nullable=True))
    op.add_column(
        "draft", sa.Column("authors", sa.Text(), nullable=False, server_default=sa.text("'{}'"))
    )
    _traces()
    _shifts()
    for table in ("visit_trace", "shift_act"):
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER IF NOT EXISTS guard_{table}_{verb.lower()} BEFORE {verb}"
                f" ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _traces() -> None:
    op.create_table(
        "visit_trace",
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("other_patient_id", sa.Integer(), nullable=True),
        sa.Column("was", sa.String(length=200), nullable=False),
        sa.Column("became", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff.id"], name=op.f("fk_visit_trace_recorded_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_trace")),
        sa.UniqueConstraint("hash", name=op.f("uq_visit_trace_hash")),
    )
    op.create_index(op.f("ix_visit_trace_visit_id"), "visit_trace", ["visit_id"], unique=False)
    op.create_index(op.f("ix_visit_trace_patient_id"), "visit_trace", ["patient_id"], unique=False)


def _shifts() -> None:
    op.create_table(
        "shift_act",
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=False),
        sa.Column("signed_by_id", sa.Integer(), nullable=False),
        sa.Column("received_by_id", sa.Integer(), nullable=True),
        sa.Column("checklist", sa.Text(), nullable=False),
        sa.Column("cards_expected", sa.Integer(), nullable=False),
        sa.Column("cards_counted", sa.Integer(), nullable=False),
        sa.Column("sheets_expected", sa.Integer(), nullable=True),
        sa.Column("sheets_counted", sa.Integer(), nullable=False),
        sa.Column("explanation", sa.String(length=500), nullable=False),
        sa.Column("still_open", sa.Text(), nullable=False),
        sa.Column("backup_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["received_by_id"], ["staff.id"], name=op.f("fk_shift_act_received_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["signed_by_id"], ["staff.id"], name=op.f("fk_shift_act_signed_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_act")),
        sa.UniqueConstraint("hash", name=op.f("uq_shift_act_hash")),
    )
    op.create_index(op.f("ix_shift_act_signed_by_id"), "shift_act", ["signed_by_id"], unique=False)
