"""Confidence: consents with text, way and withdrawal, preferences, erasure and its redactions.

A consent that was imported says so; of the others the way was paper.  The text of an earlier
consent was not recorded by itself, so its version is 0 and its hash, which was of the whole
paper, stays.  Sealed rows may now change in one way only: to the words a redaction names.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and tables, and let the guards know redactions."""
    _preferences()
    _consents()
    _erasures()
    _guards()


def _preferences() -> None:
    op.add_column("patient", sa.Column("background", sa.String(length=32), nullable=True))
    for name in ("large_print", "hard_of_hearing", "poor_sight", "written_prompt", "no_surname"):
        op.add_column(
            "patient", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.text("0"))
        )
    op.add_column("patient", sa.Column("contact_paused_until", sa.Date(), nullable=True))
    op.add_column("patient", sa.Column("erased_on", sa.Date(), nullable=True))


def _consents() -> None:
    op.add_column(
        "consent",
        sa.Column("text_version", sa.Integer(), nullable=False, server_default=sa.text("0")),
    )
    op.add_column("consent", sa.Column("text_language", sa.String(length=32), nullable=True))
    op.add_column(
        "consent",
        sa.Column("way", sa.String(length=32), nullable=False, server_default="paper"),
    )
    op.add_column("consent", sa.Column("withdrawn_at", sa.DateTime(), nullable=True))
    op.add_column("consent", sa.Column("withdrawn_way", sa.String(length=32), nullable=True))
    op.execute(
        "ALTER TABLE consent ADD COLUMN toward_id INTEGER"
        " CONSTRAINT fk_consent_toward_id_patient REFERENCES patient (id)"
    )
    op.execute(
        "ALTER TABLE consent ADD COLUMN withdrawn_by_id INTEGER"
        " CONSTRAINT fk_consent_withdrawn_by_id_staff REFERENCES staff (id)"
    )
    op.create_index(op.f("ix_consent_toward_id"), "consent", ["toward_id"])
    op.execute("UPDATE consent SET way = 'imported' WHERE import_run_id IS NOT NULL")


def _erasures() -> None:
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_way", sa.String(length=32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("log", sa.Text(), nullable=False),
        sa.Column("keys", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_erasure_patient_id_patient")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_erasure_task_id_task")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff.id"], name=op.f("fk_erasure_recorded_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["done_by_id"], ["staff.id"], name=op.f("fk_erasure_done_by_id_staff")
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_erasure_paper_id_paper")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    op.create_index(op.f("ix_erasure_patient_id"), "erasure", ["patient_id"])
    op.create_table(
        "redaction",
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("column_name", sa.String(length=40), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("erasure_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
        sa.UniqueConstraint("hash", name=op.f("uq_redaction_hash")),
    )
    op.create_index(op.f("ix_redaction_table_name_row_id"), "redaction", ["table_name", "row_id"])


# Sealed tables: the columns that may hold a person's words, and those that never change.
_REDACTABLE = (
    (
        "audit",
        "difference",
        (
            "id recorded_at actor_id actor_name action subject_kind subject_id request_id"
            " previous_hash hash"
        ),
    ),
    (
        "card_stock",
        "note",
        "id day recorded_at recorded_by_id move change card_id previous_hash hash",
    ),
    (
        "mention",
        "note",
        (
            "id day recorded_at listener_id household_id visit_id speaker_id recorded_by_id channel"
            " situation variant language version_id outcome not_now_reason seconds_shown"
            " reverses_id request_id import_run_id previous_hash hash"
        ),
    ),
    (
        "points_entry",
        "reason",
        (
            "id account_id kind points lot_id patient_id visit_id version_id effective_on"
            " recorded_at recorded_by_id reverses_id shortfall breakdown request_id previous_hash"
            " hash"
        ),
    ),
    (
        "shift_act",
        "checklist explanation still_open",
        (
            "id step day signed_at signed_by_id received_by_id cards_expected cards_counted"
            " sheets_expected sheets_counted backup_at previous_hash hash"
        ),
    ),
    (
        "visit_trace",
        "was became reason",
        (
            "id recorded_at recorded_by_id kind visit_id patient_id other_patient_id previous_hash"
            " hash"
        ),
    ),
)


def _guards() -> None:
    for table, words, kept in _REDACTABLE:
        same = [f"NEW.{name} IS OLD.{name}" for name in kept.split()]
        told = [
            f"(NEW.{name} IS OLD.{name} OR NEW.{name} IS (SELECT content FROM redaction"  # noqa: S608
            f" WHERE table_name = '{table}' AND row_id = OLD.id AND column_name = '{name}'"
            f" ORDER BY id DESC LIMIT 1))"
            for name in words.split()
        ]
        op.execute(f"DROP TRIGGER IF EXISTS guard_{table}_update")
        op.execute(
            f"CREATE TRIGGER guard_{table}_update BEFORE UPDATE ON {table}"
            f" WHEN NOT ({' AND '.join([*same, *told])})"
            f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER guard_redaction_{verb.lower()} BEFORE {verb} ON redaction"
            " BEGIN SELECT RAISE(ABORT, 'redaction is append-only'); END"
        )
