"""Records joined into one, the standing list of likely duplicates, and what the search reads.

Cards get their last digits and surnames a list of their own, both filled from what is there.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_WORD = "substr({row}name_key, 1, instr({row}name_key || ' ', ' ') - 1)"
_LONG = "length(name_key) - length(replace(name_key, ' ', '')) > 2"


def upgrade() -> None:
    """Create the tables, columns, indices and triggers, and fill what earlier files know."""
    op.execute(
        "ALTER TABLE patient ADD COLUMN merged_into_id INTEGER"
        " CONSTRAINT fk_patient_merged_into_id_patient REFERENCES patient (id)"
    )
    op.create_index(op.f("ix_patient_merged_into_id"), "patient", ["merged_into_id"], unique=False)
    op.create_index(
        "ix_patient_long_name",
        "patient",
        ["name_key"],
        unique=False,
        sqlite_where=sa.text(_LONG),
    )
    _create_merges()
    _create_surnames()
    op.add_column(
        "card", sa.Column("number_end", sa.String(length=4), nullable=False, server_default="")
    )
    op.execute("UPDATE card SET number_end = substr(number, -4)")
    op.create_index(op.f("ix_card_number_end"), "card", ["number_end"], unique=False)


def _create_merges() -> None:
    op.create_table(
        "patient_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("main_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["main_id"], ["patient.id"], name=op.f("fk_patient_merge_main_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["merged_id"], ["patient.id"], name=op.f("fk_patient_merge_merged_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff.id"], name=op.f("fk_patient_merge_recorded_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["staff.id"], name=op.f("fk_patient_merge_undone_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient_merge")),
    )
    op.create_index(op.f("ix_patient_merge_main_id"), "patient_merge", ["main_id"], unique=False)
    op.create_index(
        op.f("ix_patient_merge_merged_id"), "patient_merge", ["merged_id"], unique=False
    )
    op.create_table(
        "duplicate_pair",
        sa.Column("lower_id", sa.Integer(), nullable=False),
        sa.Column("upper_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lower_id"],
            ["patient.id"],
            name=op.f("fk_duplicate_pair_lower_id_patient"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["upper_id"],
            ["patient.id"],
            name=op.f("fk_duplicate_pair_upper_id_patient"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("lower_id", "upper_id", name=op.f("pk_duplicate_pair")),
    )
    op.create_index("ix_duplicate_pair_score", "duplicate_pair", ["score"], unique=False)
    op.create_index(
        op.f("ix_duplicate_pair_upper_id"), "duplicate_pair", ["upper_id"], unique=False
    )


def _create_surnames() -> None:
    op.create_table(
        "surname_word",
        sa.Column("word", sa.String(length=200), nullable=False),
        sa.Column("ending", sa.String(length=4), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_surname_word")),
    )
    op.create_index(op.f("ix_surname_word_ending"), "surname_word", ["ending"], unique=False)
    word, new = _WORD.format(row=""), _WORD.format(row="NEW.")
    op.execute(
        "INSERT INTO surname_word (word, ending)"  # noqa: S608 - constants
        f" SELECT DISTINCT {word}, substr({word}, -4) FROM patient WHERE {word} <> ''"
    )
    keep = (
        "BEGIN INSERT OR IGNORE INTO surname_word (word, ending)"
        f" SELECT {new}, substr({new}, -4) WHERE {new} <> ''; END"
    )
    op.execute(f"CREATE TRIGGER IF NOT EXISTS keep_surname_insert AFTER INSERT ON patient {keep}")
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS keep_surname_update AFTER UPDATE OF name_key ON patient"
        f" {keep}"
    )
