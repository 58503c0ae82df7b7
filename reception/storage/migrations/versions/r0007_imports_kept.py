"""Saved mappings, refused rows inside the database, prices by import, what old programs counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two tables and five columns; runs of earlier releases kept no refused rows."""
    op.create_table(
        "import_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("shape", sa.String(length=64), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("encoding", sa.String(length=20), nullable=False),
        sa.Column("separator", sa.String(length=4), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["staff.id"], name=op.f("fk_import_mapping_saved_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mapping")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_import_mapping_kind_name")),
    )
    op.create_index(
        op.f("ix_import_mapping_kind_shape"), "import_mapping", ["kind", "shape"], unique=False
    )
    op.create_table(
        "refused_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_run_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_run_id"],
            ["import_run.id"],
            name=op.f("fk_refused_row_import_run_id_import_run"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refused_row")),
    )
    op.create_index(
        op.f("ix_refused_row_import_run_id"), "refused_row", ["import_run_id"], unique=False
    )
    op.add_column("import_run", sa.Column("header", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("patient", sa.Column("last_visit_known", sa.Date(), nullable=True))
    op.add_column("patient", sa.Column("visits_known", sa.Integer(), nullable=True))
    op.execute(
        "ALTER TABLE price_item ADD COLUMN import_run_id INTEGER"
        " CONSTRAINT fk_price_item_import_run_id_import_run REFERENCES import_run (id)"
    )
    op.create_index(
        op.f("ix_price_item_import_run_id"), "price_item", ["import_run_id"], unique=False
    )
