"""A quiz result certifies a text of terms, not a row: a draft may be discarded afterwards.

The table of the revision before held nothing yet (there was no quiz), so it is made anew.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of results anew, with its guards."""
    op.drop_table("quiz_result")
    op.create_table(
        "quiz_result",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("terms_hash", sa.String(length=64), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("language", sa.String(length=32), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("is_passed", sa.Boolean(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_quiz_result_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_result")),
        sa.UniqueConstraint("hash", name=op.f("uq_quiz_result_hash")),
    )
    op.create_index(op.f("ix_quiz_result_staff_id"), "quiz_result", ["staff_id"], unique=False)
    op.create_index(op.f("ix_quiz_result_terms_hash"), "quiz_result", ["terms_hash"], unique=False)
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS guard_quiz_result_update BEFORE UPDATE ON quiz_result BEGIN SELECT RAISE(ABORT, 'quiz_result is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS guard_quiz_result_delete BEFORE DELETE ON quiz_result BEGIN SELECT RAISE(ABORT, 'quiz_result is append-only'); END"
    )
