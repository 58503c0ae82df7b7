"""The digits of a phone are found in the index alone: it holds whose they are, too."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the indexes of phones anew."""
    for column in ("digits", "reversed_digits"):
        op.drop_index(f"ix_patient_phone_{column}", "patient_phone")
        op.create_index(f"ix_patient_phone_{column}", "patient_phone", [column, "patient_id"])
