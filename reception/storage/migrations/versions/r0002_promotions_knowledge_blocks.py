"""Promotions published by themselves, the quiz and trainings, and every block of an account.

Blocks and undone transfers of earlier files are told from the audit log, so that the clinic's
history can be replayed from its first day.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables with their guards, and fill what earlier files know."""
    _create_promotion()
    _create_knowledge()
    op.create_table(
        "account_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("blocked_on", sa.Date(), nullable=False),
        sa.Column("blocked_at", sa.DateTime(), nullable=False),
        sa.Column("lifted_on", sa.Date(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_block_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_block")),
    )
    op.create_index(
        op.f("ix_account_block_account_id"), "account_block", ["account_id"], unique=False
    )
    op.add_column("points_transfer", sa.Column("undone_at", sa.DateTime(), nullable=True))
    _fill_blocks()
    _fill_undone()


def _create_promotion() -> None:
    op.create_table(
        "promotion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("terms_hash", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["staff.id"], name=op.f("fk_promotion_ended_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["staff.id"], name=op.f("fk_promotion_published_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion")),
        sa.UniqueConstraint("code", name=op.f("uq_promotion_code")),
    )
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS guard_promotion_update BEFORE UPDATE OF id, code, first_day, last_day, terms, terms_hash, published_at, published_by_id ON promotion BEGIN SELECT RAISE(ABORT, 'a published promotion never changes'); END"
    )
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS guard_promotion_delete BEFORE DELETE ON promotion BEGIN SELECT RAISE(ABORT, 'a published promotion never changes'); END"
    )


def _create_knowledge() -> None:
    op.create_table(
        "quiz_result",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
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
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["programme_version.id"],
            name=op.f("fk_quiz_result_version_id_programme_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_result")),
        sa.UniqueConstraint("hash", name=op.f("uq_quiz_result_hash")),
    )
    op.create_index(op.f("ix_quiz_result_staff_id"), "quiz_result", ["staff_id"], unique=False)
    op.create_index(op.f("ix_quiz_result_version_id"), "quiz_result", ["version_id"], unique=False)
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS guard_quiz_result_update BEFORE UPDATE ON quiz_result BEGIN SELECT RAISE(ABORT, 'quiz_result is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS guard_quiz_result_delete BEFORE DELETE ON quiz_result BEGIN SELECT RAISE(ABORT, 'quiz_result is append-only'); END"
    )
    op.create_table(
        "training",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("topic_name", sa.String(length=200), nullable=False),
        sa.Column("attendees", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("next_due", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff.id"], name=op.f("fk_training_recorded_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training")),
    )


def _fill_blocks() -> None:
    """Every block the audit log knows, and those that stand without a row in it."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT action, subject_id, recorded_at FROM audit"
            " WHERE action IN ('block_account', 'unblock_account') AND subject_id IS NOT NULL"
            " ORDER BY id"
        )
    ).all()
    standing: dict[int, str] = {}
    spans: list[tuple[int, str, str | None]] = []
    for action, account, moment in rows:
        if action == "block_account":
            standing.setdefault(account, moment)
        elif account in standing:
            spans.append((account, standing.pop(account), moment))
    blocked = connection.execute(
        sa.text("SELECT id, blocked_on FROM account WHERE blocked_on IS NOT NULL")
    ).all()
    spans += [
        (row.id, standing.get(row.id, f"{row.blocked_on} 12:00:00.000000"), None) for row in blocked
    ]
    for account, first, last in spans:
        connection.execute(
            sa.text(
                "INSERT INTO account_block"
                " (account_id, blocked_on, blocked_at, lifted_on, lifted_at) VALUES (:account,"
                " CASE WHEN :last IS NULL THEN (SELECT blocked_on FROM account WHERE id = :account)"
                " ELSE substr(:first, 1, 10) END, :first, substr(:last, 1, 10), :last)"
            ),
            {"account": account, "first": first, "last": last},
        )


def _fill_undone() -> None:
    """When each transfer was undone; where the audit log does not say, when it was made."""
    op.execute(
        "UPDATE points_transfer SET undone_at = coalesce((SELECT min(audit.recorded_at) FROM audit"
        " WHERE audit.action = 'undo_transfer' AND audit.subject_id = points_transfer.account_id"
        " AND audit.recorded_at >= points_transfer.recorded_at), recorded_at) WHERE is_undone"
    )
