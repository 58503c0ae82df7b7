"""The first release's tables and the triggers that guard append-only ones.

Written out in full, so that a later change of the models never changes what this revision made.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table and its guards."""
    op.create_table(
        "card_series",
        sa.Column("series", sa.Integer(), nullable=False),
        sa.Column("last_serial", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_card_series")),
    )
    op.create_table(
        "clinic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("legal_name", sa.String(length=200), nullable=False),
        sa.Column("country", sa.String(length=32), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=32), nullable=False),
        sa.Column("registration_numbers", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("licence_number", sa.String(length=120), nullable=False),
        sa.Column("licence_date", sa.Date(), nullable=True),
        sa.Column("approval_number", sa.String(length=60), nullable=False),
        sa.Column("approval_date", sa.Date(), nullable=True),
        sa.Column("signatory", sa.String(length=200), nullable=False),
        sa.Column("complaints_name", sa.String(length=200), nullable=False),
        sa.Column("complaints_phone", sa.String(length=60), nullable=False),
        sa.Column("complaints_days", sa.Integer(), nullable=False),
        sa.Column("programme_since", sa.Date(), nullable=True),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic")),
    )
    op.create_table(
        "doctor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doctor")),
        sa.UniqueConstraint("name", name=op.f("uq_doctor_name")),
    )
    op.create_table(
        "request",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=80), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
    )
    op.create_table(
        "service_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_group")),
        sa.UniqueConstraint("code", name=op.f("uq_service_group_code")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("job", sa.String(length=32), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("pin_hash", sa.String(length=200), nullable=False),
        sa.Column("failed_attempts", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("login", name=op.f("uq_staff_login")),
    )
    op.create_table(
        "audit",
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=120), nullable=False),
        sa.Column("action", sa.String(length=80), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.String(length=64), nullable=True),
        sa.Column("difference", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["staff.id"], name=op.f("fk_audit_actor_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_hash")),
    )
    op.create_index(op.f("ix_audit_action"), "audit", ["action"], unique=False)
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("started_by_id", sa.Integer(), nullable=True),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["staff.id"], name=op.f("fk_draft_saved_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["started_by_id"], ["staff.id"], name=op.f("fk_draft_started_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index(op.f("ix_draft_kind"), "draft", ["kind"], unique=False)
    op.create_index(op.f("ix_draft_subject"), "draft", ["subject"], unique=False)
    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("export_day", sa.Date(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("imported", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("warnings", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("refused_keys", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff.id"], name=op.f("fk_import_run_recorded_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    op.create_table(
        "price_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("patient_name", sa.String(length=200), nullable=False),
        sa.Column("service_group_id", sa.Integer(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_group_id"],
            ["service_group.id"],
            name=op.f("fk_price_item_service_group_id_service_group"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_item")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("uq_price_item_code_valid_from")),
    )
    op.create_table(
        "programme_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("terms_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["published_by_id"],
            ["staff.id"],
            name=op.f("fk_programme_version_published_by_id_staff"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_version")),
        sa.UniqueConstraint("number", name=op.f("uq_programme_version_number")),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["staff.id"], name=op.f("fk_setting_changed_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "household",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("import_run_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_run_id"], ["import_run.id"], name=op.f("fk_household_import_run_id_import_run")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
    )
    op.create_index(
        op.f("ix_household_import_run_id"), "household", ["import_run_id"], unique=False
    )
    op.create_table(
        "imported_row",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("import_run_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_run_id"],
            ["import_run.id"],
            name=op.f("fk_imported_row_import_run_id_import_run"),
        ),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_imported_row")),
    )
    op.create_index(
        op.f("ix_imported_row_import_run_id"), "imported_row", ["import_run_id"], unique=False
    )
    op.create_index(
        op.f("ix_imported_row_subject_id"), "imported_row", ["subject_id"], unique=False
    )
    op.create_table(
        "mention",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("listener_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("speaker_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("situation", sa.String(length=8), nullable=False),
        sa.Column("variant", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=32), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("not_now_reason", sa.String(length=32), nullable=True),
        sa.Column("seconds_shown", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.String(length=64), nullable=True),
        sa.Column("import_run_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff.id"], name=op.f("fk_mention_recorded_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["mention.id"], name=op.f("fk_mention_reverses_id_mention")
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["staff.id"], name=op.f("fk_mention_speaker_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["programme_version.id"],
            name=op.f("fk_mention_version_id_programme_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mention")),
        sa.UniqueConstraint("hash", name=op.f("uq_mention_hash")),
    )
    op.create_index("ix_mention_household_id_day", "mention", ["household_id", "day"], unique=False)
    op.create_index("ix_mention_listener_id_day", "mention", ["listener_id", "day"], unique=False)
    op.create_index(op.f("ix_mention_reverses_id"), "mention", ["reverses_id"], unique=False)
    op.create_index(op.f("ix_mention_speaker_id"), "mention", ["speaker_id"], unique=False)
    op.create_index(op.f("ix_mention_visit_id"), "mention", ["visit_id"], unique=False)
    op.create_table(
        "patient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(length=80), nullable=True),
        sa.Column("last_name", sa.String(length=200), nullable=False),
        sa.Column("first_name", sa.String(length=200), nullable=False),
        sa.Column("patronymic", sa.String(length=200), nullable=False),
        sa.Column("no_patronymic", sa.Boolean(), nullable=False),
        sa.Column("name_as_given", sa.String(length=600), nullable=False),
        sa.Column("name_key", sa.String(length=600), nullable=False),
        sa.Column("first_key", sa.String(length=600), nullable=False),
        sa.Column("patronymic_key", sa.String(length=600), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("sex", sa.String(length=32), nullable=True),
        sa.Column("language", sa.String(length=32), nullable=False),
        sa.Column("form_of_address", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("first_visit_known", sa.Date(), nullable=True),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=32), nullable=False),
        sa.Column("guardian_id", sa.Integer(), nullable=True),
        sa.Column("prefers_silence", sa.Boolean(), nullable=False),
        sa.Column("do_not_mention", sa.Boolean(), nullable=False),
        sa.Column("refuses_data", sa.Boolean(), nullable=False),
        sa.Column("drink", sa.String(length=60), nullable=False),
        sa.Column("namesake_exists", sa.Boolean(), nullable=False),
        sa.Column("deceased_on", sa.Date(), nullable=True),
        sa.Column("opted_out", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("import_run_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guardian_id"], ["patient.id"], name=op.f("fk_patient_guardian_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_patient_household_id_household")
        ),
        sa.ForeignKeyConstraint(
            ["import_run_id"], ["import_run.id"], name=op.f("fk_patient_import_run_id_import_run")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
        sa.UniqueConstraint("external_id", name=op.f("uq_patient_external_id")),
    )
    op.create_index("ix_patient_birth_date", "patient", ["birth_date"], unique=False)
    op.create_index("ix_patient_first_key", "patient", ["first_key"], unique=False)
    op.create_index(op.f("ix_patient_guardian_id"), "patient", ["guardian_id"], unique=False)
    op.create_index(op.f("ix_patient_household_id"), "patient", ["household_id"], unique=False)
    op.create_index(op.f("ix_patient_import_run_id"), "patient", ["import_run_id"], unique=False)
    op.create_index("ix_patient_name_key", "patient", ["name_key"], unique=False)
    op.create_index("ix_patient_patronymic_key", "patient", ["patronymic_key"], unique=False)
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("blocked_reason", sa.Text(), nullable=False),
        sa.Column("blocked_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("heir_id", sa.Integer(), nullable=True),
        sa.Column("import_run_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["heir_id"], ["account.id"], name=op.f("fk_account_heir_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["patient.id"], name=op.f("fk_account_holder_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_account_household_id_household")
        ),
        sa.ForeignKeyConstraint(
            ["import_run_id"], ["import_run.id"], name=op.f("fk_account_import_run_id_import_run")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
    )
    op.create_index(op.f("ix_account_holder_id"), "account", ["holder_id"], unique=False)
    op.create_index(op.f("ix_account_household_id"), "account", ["household_id"], unique=False)
    op.create_table(
        "former_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("last_name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=600), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_former_name_patient_id_patient")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_name")),
    )
    op.create_index(op.f("ix_former_name_name_key"), "former_name", ["name_key"], unique=False)
    op.create_index(op.f("ix_former_name_patient_id"), "former_name", ["patient_id"], unique=False)
    op.create_table(
        "known_different",
        sa.Column("lower_id", sa.Integer(), nullable=False),
        sa.Column("upper_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["staff.id"], name=op.f("fk_known_different_decided_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["lower_id"], ["patient.id"], name=op.f("fk_known_different_lower_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["upper_id"], ["patient.id"], name=op.f("fk_known_different_upper_id_patient")
        ),
        sa.PrimaryKeyConstraint("lower_id", "upper_id", name=op.f("pk_known_different")),
    )
    op.create_table(
        "patient_phone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("digits", sa.String(length=20), nullable=False),
        sa.Column("reversed_digits", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_patient_phone_patient_id_patient")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient_phone")),
        sa.UniqueConstraint(
            "patient_id", "digits", name=op.f("uq_patient_phone_patient_id_digits")
        ),
    )
    op.create_index(op.f("ix_patient_phone_digits"), "patient_phone", ["digits"], unique=False)
    op.create_index(
        op.f("ix_patient_phone_patient_id"), "patient_phone", ["patient_id"], unique=False
    )
    op.create_index(
        op.f("ix_patient_phone_reversed_digits"), "patient_phone", ["reversed_digits"], unique=False
    )
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(length=80), nullable=True),
        sa.Column("import_key", sa.String(length=200), nullable=True),
        sa.Column("import_run_id", sa.Integer(), nullable=True),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("accompanied_by_id", sa.Integer(), nullable=True),
        sa.Column("accompanied_by_other", sa.String(length=120), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("planned_time", sa.Time(), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("origin", sa.String(length=32), nullable=False),
        sa.Column("doctor_id", sa.Integer(), nullable=True),
        sa.Column("room", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(), nullable=True),
        sa.Column("greeted_at", sa.DateTime(), nullable=True),
        sa.Column("in_room_at", sa.DateTime(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(), nullable=True),
        sa.Column("no_show_at", sa.DateTime(), nullable=True),
        sa.Column("checked_in_by_id", sa.Integer(), nullable=True),
        sa.Column("checked_out_by_id", sa.Integer(), nullable=True),
        sa.Column("price_told_minor", sa.BigInteger(), nullable=True),
        sa.Column("price_told_at", sa.DateTime(), nullable=True),
        sa.Column("price_told_by_id", sa.Integer(), nullable=True),
        sa.Column("bill_minor", sa.BigInteger(), nullable=False),
        sa.Column("paid_minor", sa.BigInteger(), nullable=False),
        sa.Column("points_redeemed", sa.Integer(), nullable=False),
        sa.Column("paid_at", sa.DateTime(), nullable=True),
        sa.Column("insured_percent", sa.Integer(), nullable=False),
        sa.Column("is_emergency", sa.Boolean(), nullable=False),
        sa.Column("refused_data", sa.Boolean(), nullable=False),
        sa.Column("is_queue_mode", sa.Boolean(), nullable=False),
        sa.Column("not_now_reason", sa.String(length=32), nullable=True),
        sa.Column("undo_reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["accompanied_by_id"], ["patient.id"], name=op.f("fk_visit_accompanied_by_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["checked_in_by_id"], ["staff.id"], name=op.f("fk_visit_checked_in_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["checked_out_by_id"], ["staff.id"], name=op.f("fk_visit_checked_out_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["doctor_id"], ["doctor.id"], name=op.f("fk_visit_doctor_id_doctor")
        ),
        sa.ForeignKeyConstraint(
            ["import_run_id"], ["import_run.id"], name=op.f("fk_visit_import_run_id_import_run")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_visit_patient_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["price_told_by_id"], ["staff.id"], name=op.f("fk_visit_price_told_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("external_id", name=op.f("uq_visit_external_id")),
        sa.UniqueConstraint("import_key", name=op.f("uq_visit_import_key")),
    )
    op.create_index(
        op.f("ix_visit_accompanied_by_id"), "visit", ["accompanied_by_id"], unique=False
    )
    op.create_index(op.f("ix_visit_checked_in_by_id"), "visit", ["checked_in_by_id"], unique=False)
    op.create_index(
        op.f("ix_visit_checked_out_by_id"), "visit", ["checked_out_by_id"], unique=False
    )
    op.create_index("ix_visit_day_status", "visit", ["day", "status", "patient_id"], unique=False)
    op.create_index(op.f("ix_visit_doctor_id"), "visit", ["doctor_id"], unique=False)
    op.create_index(op.f("ix_visit_import_run_id"), "visit", ["import_run_id"], unique=False)
    op.create_index("ix_visit_patient_id_day", "visit", ["patient_id", "day"], unique=False)
    op.create_table(
        "account_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("joined_at", sa.DateTime(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_member_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["patient.id"], name=op.f("fk_account_member_entered_by_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_account_member_patient_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff.id"], name=op.f("fk_account_member_recorded_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_member")),
    )
    op.create_index(
        op.f("ix_account_member_account_id"), "account_member", ["account_id"], unique=False
    )
    op.create_index(
        "ix_account_member_patient_id_left_on",
        "account_member",
        ["patient_id", "left_on"],
        unique=False,
    )
    op.create_table(
        "bill_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("service_group_id", sa.Integer(), nullable=False),
        sa.Column("price_item_id", sa.Integer(), nullable=True),
        sa.Column("service", sa.String(length=200), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("was_added", sa.Boolean(), nullable=False),
        sa.Column("was_agreed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["price_item_id"], ["price_item.id"], name=op.f("fk_bill_line_price_item_id_price_item")
        ),
        sa.ForeignKeyConstraint(
            ["service_group_id"],
            ["service_group.id"],
            name=op.f("fk_bill_line_service_group_id_service_group"),
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_bill_line_visit_id_visit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bill_line")),
    )
    op.create_index(
        op.f("ix_bill_line_service_group_id"), "bill_line", ["service_group_id"], unique=False
    )
    op.create_index(op.f("ix_bill_line_visit_id"), "bill_line", ["visit_id"], unique=False)
    op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=32), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("printed_at", sa.DateTime(), nullable=True),
        sa.Column("handed_at", sa.DateTime(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("kept_in", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_paper_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["staff.id"], name=op.f("fk_paper_created_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_paper_patient_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["programme_version.id"],
            name=op.f("fk_paper_version_id_programme_version"),
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_paper_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("number", name=op.f("uq_paper_number")),
    )
    op.create_index(op.f("ix_paper_account_id"), "paper", ["account_id"], unique=False)
    op.create_index(op.f("ix_paper_patient_id"), "paper", ["patient_id"], unique=False)
    op.create_index(op.f("ix_paper_visit_id"), "paper", ["visit_id"], unique=False)
    op.create_table(
        "points_account",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("latest", sa.Date(), nullable=False),
        sa.Column("expired", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_points_account_account_id_account")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_points_account")),
    )
    op.create_table(
        "points_lot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("earner_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("earned_on", sa.Date(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("usable_from", sa.Date(), nullable=False),
        sa.Column("own_last_day", sa.Date(), nullable=True),
        sa.Column("visits_last_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("lives_by_visits", sa.Boolean(), nullable=False),
        sa.Column("granted", sa.Integer(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("taken_back", sa.Integer(), nullable=False),
        sa.Column("lapse_counted", sa.Integer(), nullable=False),
        sa.Column("grace_from", sa.Date(), nullable=True),
        sa.Column("grace_last", sa.Date(), nullable=True),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("has_parts", sa.Boolean(), nullable=False),
        sa.Column("arrived", sa.Integer(), nullable=False),
        sa.Column("moved_to_id", sa.Integer(), nullable=True),
        sa.Column("moved_from_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_points_lot_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["earner_id"], ["patient.id"], name=op.f("fk_points_lot_earner_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["moved_from_id"],
            ["points_lot.id"],
            name=op.f("fk_points_lot_moved_from_id_points_lot"),
        ),
        sa.ForeignKeyConstraint(
            ["moved_to_id"], ["points_lot.id"], name=op.f("fk_points_lot_moved_to_id_points_lot")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["programme_version.id"],
            name=op.f("fk_points_lot_version_id_programme_version"),
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_points_lot_visit_id_visit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_lot")),
    )
    op.create_index(
        "ix_points_lot_account_id_last_day", "points_lot", ["account_id", "last_day"], unique=False
    )
    op.create_index(
        "ix_points_lot_account_id_left", "points_lot", ["account_id", "left"], unique=False
    )
    op.create_index(op.f("ix_points_lot_earner_id"), "points_lot", ["earner_id"], unique=False)
    op.create_index(
        op.f("ix_points_lot_moved_from_id"), "points_lot", ["moved_from_id"], unique=False
    )
    op.create_index(op.f("ix_points_lot_visit_id"), "points_lot", ["visit_id"], unique=False)
    op.create_table(
        "points_referral",
        sa.Column("newcomer_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("referrer_id", sa.Integer(), nullable=True),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("lots", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_points_referral_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["newcomer_id"], ["patient.id"], name=op.f("fk_points_referral_newcomer_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["referrer_id"], ["patient.id"], name=op.f("fk_points_referral_referrer_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_points_referral_visit_id_visit")
        ),
        sa.PrimaryKeyConstraint("newcomer_id", name=op.f("pk_points_referral")),
    )
    op.create_index(
        op.f("ix_points_referral_account_id"), "points_referral", ["account_id"], unique=False
    )
    op.create_index(
        op.f("ix_points_referral_referrer_id"), "points_referral", ["referrer_id"], unique=False
    )
    op.create_table(
        "points_transfer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("is_undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_points_transfer_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff.id"], name=op.f("fk_points_transfer_recorded_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_transfer")),
    )
    op.create_index(
        op.f("ix_points_transfer_account_id"), "points_transfer", ["account_id"], unique=False
    )
    op.create_table(
        "visit_refund",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("money_minor", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff.id"], name=op.f("fk_visit_refund_recorded_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_visit_refund_visit_id_visit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_refund")),
    )
    op.create_index(op.f("ix_visit_refund_visit_id"), "visit_refund", ["visit_id"], unique=False)
    op.create_table(
        "acceptance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("terms_hash", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_acceptance_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["paper.id"], name=op.f("fk_acceptance_paper_id_paper")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_acceptance_patient_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff.id"], name=op.f("fk_acceptance_recorded_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["programme_version.id"],
            name=op.f("fk_acceptance_version_id_programme_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptance")),
    )
    op.create_index(op.f("ix_acceptance_account_id"), "acceptance", ["account_id"], unique=False)
    op.create_index(op.f("ix_acceptance_patient_id"), "acceptance", ["patient_id"], unique=False)
    op.create_table(
        "card_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("ordered_at", sa.DateTime(), nullable=False),
        sa.Column("ordered_by_id", sa.Integer(), nullable=True),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ordered_by_id"], ["staff.id"], name=op.f("fk_card_batch_ordered_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["paper.id"], name=op.f("fk_card_batch_paper_id_paper")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_batch")),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("import_run_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_run_id"], ["import_run.id"], name=op.f("fk_consent_import_run_id_import_run")
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_consent_paper_id_paper")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_consent_patient_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff.id"], name=op.f("fk_consent_recorded_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["signed_by_id"], ["patient.id"], name=op.f("fk_consent_signed_by_id_patient")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_patient_id"), "consent", ["patient_id"], unique=False)
    op.create_table(
        "points_entry",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=True),
        sa.Column("patient_id", sa.Integer(), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("shortfall", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("breakdown", sa.Text(), nullable=False),
        sa.Column("request_id", sa.String(length=64), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_points_entry_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["lot_id"], ["points_lot.id"], name=op.f("fk_points_entry_lot_id_points_lot")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_points_entry_patient_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff.id"], name=op.f("fk_points_entry_recorded_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["reverses_id"],
            ["points_entry.id"],
            name=op.f("fk_points_entry_reverses_id_points_entry"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["programme_version.id"],
            name=op.f("fk_points_entry_version_id_programme_version"),
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_points_entry_visit_id_visit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_points_entry_hash")),
    )
    op.create_index(
        "ix_points_entry_account_id_effective_on",
        "points_entry",
        ["account_id", "effective_on"],
        unique=False,
    )
    op.create_index(
        "ix_points_entry_effective_on_kind", "points_entry", ["effective_on", "kind"], unique=False
    )
    op.create_index(op.f("ix_points_entry_lot_id"), "points_entry", ["lot_id"], unique=False)
    op.create_index(
        op.f("ix_points_entry_reverses_id"), "points_entry", ["reverses_id"], unique=False
    )
    op.create_index(op.f("ix_points_entry_visit_id"), "points_entry", ["visit_id"], unique=False)
    op.create_table(
        "card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("form", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issued_at", sa.DateTime(), nullable=True),
        sa.Column("issued_by_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("blocked_on", sa.Date(), nullable=True),
        sa.Column("blocked_reason", sa.Text(), nullable=False),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("plastic_owed", sa.Boolean(), nullable=False),
        sa.Column("plastic_promised_on", sa.Date(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("import_run_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_card_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["card_batch.id"], name=op.f("fk_card_batch_id_card_batch")
        ),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["patient.id"], name=op.f("fk_card_holder_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["import_run_id"], ["import_run.id"], name=op.f("fk_card_import_run_id_import_run")
        ),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["staff.id"], name=op.f("fk_card_issued_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["card.id"], name=op.f("fk_card_replaced_by_id_card")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["programme_version.id"],
            name=op.f("fk_card_version_id_programme_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
        sa.UniqueConstraint("number", name=op.f("uq_card_number")),
    )
    op.create_index(op.f("ix_card_account_id"), "card", ["account_id"], unique=False)
    op.create_index(op.f("ix_card_batch_id"), "card", ["batch_id"], unique=False)
    op.create_index(op.f("ix_card_holder_id"), "card", ["holder_id"], unique=False)
    op.create_table(
        "points_debt",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("open", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_points_debt_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["points_entry.id"], name=op.f("fk_points_debt_entry_id_points_entry")
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_points_debt")),
    )
    op.create_index(op.f("ix_points_debt_account_id"), "points_debt", ["account_id"], unique=False)
    op.create_table(
        "points_draw",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("earner_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("gives_back_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["earner_id"], ["patient.id"], name=op.f("fk_points_draw_earner_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["points_entry.id"], name=op.f("fk_points_draw_entry_id_points_entry")
        ),
        sa.ForeignKeyConstraint(
            ["gives_back_id"],
            ["points_draw.id"],
            name=op.f("fk_points_draw_gives_back_id_points_draw"),
        ),
        sa.ForeignKeyConstraint(
            ["lot_id"], ["points_lot.id"], name=op.f("fk_points_draw_lot_id_points_lot")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["programme_version.id"],
            name=op.f("fk_points_draw_version_id_programme_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_draw")),
        sa.UniqueConstraint("hash", name=op.f("uq_points_draw_hash")),
    )
    op.create_index(op.f("ix_points_draw_entry_id"), "points_draw", ["entry_id"], unique=False)
    op.create_index(
        op.f("ix_points_draw_gives_back_id"), "points_draw", ["gives_back_id"], unique=False
    )
    op.create_index(op.f("ix_points_draw_lot_id"), "points_draw", ["lot_id"], unique=False)
    op.create_table(
        "points_visit",
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("tier", sa.String(length=60), nullable=True),
        sa.Column("percent", sa.String(length=10), nullable=True),
        sa.Column("promotions", sa.Text(), nullable=False),
        sa.Column("lines_left", sa.Text(), nullable=False),
        sa.Column("refunds", sa.Text(), nullable=False),
        sa.Column("redeemed", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("redeemed_entry_id", sa.Integer(), nullable=True),
        sa.Column("lot_id", sa.Integer(), nullable=True),
        sa.Column("stays", sa.Integer(), nullable=False),
        sa.Column("written_off", sa.Integer(), nullable=False),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.Column("pending_steps", sa.Text(), nullable=False),
        sa.Column("is_credited", sa.Boolean(), nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_points_visit_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["lot_id"], ["points_lot.id"], name=op.f("fk_points_visit_lot_id_points_lot")
        ),
        sa.ForeignKeyConstraint(
            ["redeemed_entry_id"],
            ["points_entry.id"],
            name=op.f("fk_points_visit_redeemed_entry_id_points_entry"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["programme_version.id"],
            name=op.f("fk_points_visit_version_id_programme_version"),
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_points_visit_visit_id_visit")
        ),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_points_visit")),
    )
    op.create_index(
        op.f("ix_points_visit_account_id"), "points_visit", ["account_id"], unique=False
    )
    op.create_table(
        "card_stock",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("move", sa.String(length=32), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_card_stock_card_id_card")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff.id"], name=op.f("fk_card_stock_recorded_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_stock")),
        sa.UniqueConstraint("hash", name=op.f("uq_card_stock_hash")),
    )
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("mention_id", sa.Integer(), nullable=True),
        sa.Column("card_id", sa.Integer(), nullable=True),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_task_card_id_card")),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["staff.id"], name=op.f("fk_task_closed_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["mention_id"], ["mention.id"], name=op.f("fk_task_mention_id_mention")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["staff.id"], name=op.f("fk_task_opened_by_id_staff")
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_task_paper_id_paper")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_task_patient_id_patient")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_task_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_index(op.f("ix_task_mention_id"), "task", ["mention_id"], unique=False)
    op.create_index(op.f("ix_task_patient_id"), "task", ["patient_id"], unique=False)
    op.create_index("ix_task_status_due_on", "task", ["status", "due_on"], unique=False)
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS guard_audit_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS guard_audit_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS guard_card_stock_update BEFORE UPDATE ON card_stock BEGIN SELECT RAISE(ABORT, 'card_stock is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS guard_card_stock_delete BEFORE DELETE ON card_stock BEGIN SELECT RAISE(ABORT, 'card_stock is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS guard_mention_update BEFORE UPDATE ON mention BEGIN SELECT RAISE(ABORT, 'mention is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS guard_mention_delete BEFORE DELETE ON mention BEGIN SELECT RAISE(ABORT, 'mention is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS guard_points_draw_update BEFORE UPDATE ON points_draw BEGIN SELECT RAISE(ABORT, 'points_draw is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS guard_points_draw_delete BEFORE DELETE ON points_draw BEGIN SELECT RAISE(ABORT, 'points_draw is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS guard_points_entry_update BEFORE UPDATE ON points_entry BEGIN SELECT RAISE(ABORT, 'points_entry is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS guard_points_entry_delete BEFORE DELETE ON points_entry BEGIN SELECT RAISE(ABORT, 'points_entry is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS guard_published_version_update BEFORE UPDATE OF id, number, valid_from, status, terms, terms_hash, created_at, published_at, published_by_id, override_reason ON programme_version WHEN OLD.status = 'published' BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END"
    )
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS guard_published_version_delete BEFORE DELETE ON programme_version WHEN OLD.status = 'published' BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END"
    )
