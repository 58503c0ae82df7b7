"""A double name of three words without a patronymic has an inner word, too (Салтыков-Щедрин Пётр).

The triggers that keep the words of long names are made anew, and what is there is filled in.
"""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_LONG = (
    "length({row}name_key) - length(replace({row}name_key, ' ', ''))"
    " > CASE WHEN {row}patronymic = '' THEN 1 ELSE 2 END"
)
_WORDS = (
    "json_each('[\"' || replace(replace(replace({row}name_key, '\\', ''), '\"', ''), ' ', '\",\"')"
    " || '\"]')"
)


def upgrade() -> None:
    """Make the triggers anew and fill the list from what is there."""
    op.execute("DROP TRIGGER IF EXISTS keep_words_insert")
    op.execute("DROP TRIGGER IF EXISTS keep_words_update")
    take = "INSERT OR IGNORE INTO name_word (word, patient_id) SELECT part.value, {row}id FROM"
    filled = f"{take} patient, {_WORDS} AS part WHERE {_LONG}"
    op.execute(filled.format(row="patient."))
    kept = f"{take} {_WORDS} AS part WHERE {_LONG}".format(row="NEW.")
    op.execute(
        "CREATE TRIGGER keep_words_insert AFTER INSERT ON patient"
        f" WHEN {_LONG.format(row='NEW.')} BEGIN {kept}; END"
    )
    op.execute(
        "CREATE TRIGGER keep_words_update AFTER UPDATE OF name_key ON patient"  # noqa: S608 - constants
        f" BEGIN DELETE FROM name_word WHERE patient_id = NEW.id; {kept}; END"
    )
