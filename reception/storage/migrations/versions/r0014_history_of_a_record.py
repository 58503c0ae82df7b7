"""The history of one record is asked of the log by its subject: an index finds it among millions."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index the log by what its actions were about."""
    op.create_index("ix_audit_subject_kind_subject_id", "audit", ["subject_kind", "subject_id"])
