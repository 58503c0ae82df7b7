"""The first release's tables and the triggers that guard append-only ones."""

from __future__ import annotations

from alembic import op

from reception.models import Base
from reception.storage.schema import guard_statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    Base.metadata.create_all(op.get_bind())
    for statement in guard_statements():
        op.execute(statement)
