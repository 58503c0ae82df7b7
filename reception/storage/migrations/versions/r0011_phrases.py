"""Phrases as the clinic says them: texts of its own, further variants, some switched off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for edits; a file of before says every phrase as it was shipped."""
    op.create_table(
        "phrase_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("like", sa.String(length=16), nullable=False),
        sa.Column("text", sa.JSON(), nullable=True),
        sa.Column("is_off", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["staff.id"], name=op.f("fk_phrase_edit_changed_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrase_edit")),
        sa.UniqueConstraint("code", name=op.f("uq_phrase_edit_code")),
    )
