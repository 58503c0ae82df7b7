"""Who does it: every action knows its actor."""

from __future__ import annotations

from dataclasses import dataclass

from reception.values.choices import Role
from reception.values.ids import StaffId


@dataclass(frozen=True)
class Actor:
    """A member of staff, or the command line (no `staff_id`), with the rights they have."""

    staff_id: StaffId | None
    name: str
    role: Role

    @property
    def is_supervisor(self) -> bool:
        """Whether a supervisor's rights are there."""
        return self.role in (Role.SUPERVISOR, Role.OWNER, Role.COMMAND_LINE)


COMMAND_LINE = Actor(None, "command line", Role.COMMAND_LINE)
