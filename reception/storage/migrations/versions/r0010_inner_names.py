"""The words of long names, each findable by its first letters; addresses of e-mail by an index.

A name of four words or more (a double surname, two first names) has words that begin no key of
the search; they get a list of their own, kept by triggers and filled from what is there.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_LONG = "length({row}name_key) - length(replace({row}name_key, ' ', '')) > 2"
_WORDS = (
    "json_each('[\"' || replace(replace(replace({row}name_key, '\\', ''), '\"', ''), ' ', '\",\"')"
    " || '\"]')"
)


def upgrade() -> None:
    """Create the list with its triggers, fill it, and drop the index it stands in for."""
    op.create_table(
        "name_word",
        sa.Column("word", sa.String(length=200), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_name_word_patient_id_patient"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("word", "patient_id", name=op.f("pk_name_word")),
    )
    op.create_index(op.f("ix_name_word_patient_id"), "name_word", ["patient_id"], unique=False)
    op.drop_index("ix_patient_long_name", table_name="patient")
    op.create_index(
        "ix_patient_email",
        "patient",
        ["email"],
        unique=False,
        sqlite_where=sa.text("email <> ''"),
    )
    take = "INSERT OR IGNORE INTO name_word (word, patient_id) SELECT part.value, {row}id FROM"
    filled = f"{take} patient, {_WORDS} AS part WHERE {_LONG}"
    op.execute(filled.format(row="patient."))
    kept = f"{take} {_WORDS} AS part WHERE {_LONG}".format(row="NEW.")
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS keep_words_insert AFTER INSERT ON patient"
        f" WHEN {_LONG.format(row='NEW.')} BEGIN {kept}; END"
    )
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS keep_words_update AFTER UPDATE OF name_key ON patient"  # noqa: S608 - constants
        f" BEGIN DELETE FROM name_word WHERE patient_id = NEW.id; {kept}; END"
    )
