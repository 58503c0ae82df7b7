"""Nuances: questions without an answer at the desk, and what the clinic answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for questions and answers; a file of before has none."""
    op.create_table(
        "nuance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.JSON(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("dropped_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["staff.id"], name=op.f("fk_nuance_answered_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["staff.id"], name=op.f("fk_nuance_asked_by_id_staff")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_nuance_task_id_task")),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["programme_version.id"],
            name=op.f("fk_nuance_version_id_programme_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nuance")),
    )
    op.create_index(op.f("ix_nuance_task_id"), "nuance", ["task_id"], unique=False)
