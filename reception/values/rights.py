"""Who may do what: one table of the rights, explained on the settings' screen of the staff.

The services check them; a test says when a service checks a right that does not stand here.
"""

from __future__ import annotations

from dataclasses import dataclass

from reception.translation import Message, msg
from reception.values.choices import Role


@dataclass(frozen=True)
class Right:
    """Something that needs more than an administrator's rights.

    `least` is the least role that may, `services` the modules that check it.
    """

    what: Message
    least: Role
    services: frozenset[str]


EVERYBODY: tuple[Message, ...] = (
    msg("Check in, tell prices, take payment, give back what was paid"),
    msg("Enter and change patients and families, consents and papers"),
    msg("Tell about the programme, give cards out, follow up visits"),
)
"""What everybody at the desk does."""

RIGHTS: tuple[Right, ...] = (
    Right(
        msg("Correct points by hand, unblock accounts, join accounts and records"),
        Role.SUPERVISOR,
        frozenset({"points", "points_corrections", "family_accounts", "merging", "bereavement"}),
    ),
    Right(
        msg("Erase a person's data and what is kept longer than its period"),
        Role.SUPERVISOR,
        frozenset({"erasure", "retention"}),
    ),
    Right(
        msg("Add staff, set others' PINs and passwords, say who has left, confirm the clock"),
        Role.SUPERVISOR,
        frozenset({"staff", "setup", "seconding", "clock"}),
    ),
    Right(
        msg("Change the clinic's requisites, settings, working days, cards and wordings"),
        Role.SUPERVISOR,
        frozenset(
            {
                "clinic",
                "desk_settings",
                "family_settings",
                "card_settings",
                "card_designs",
                "working_days",
                "lawyer_words",
                "phrases",
                "prices",
                "portrait",
                "standard",
            }
        ),
    ),
    Right(
        msg("Publish and end the programme and its promotions, keep the trainings"),
        Role.SUPERVISOR,
        frozenset({"programme_end", "training", "programme"}),
    ),
    Right(
        msg("Publish terms although a check speaks against it, with a reason"),
        Role.OWNER,
        frozenset({"programme"}),
    ),
)
"""What needs more."""


def may(role: Role, right: Right) -> bool:
    """Whether somebody with this role may; the command line may everything."""
    order = (Role.ADMINISTRATOR, Role.SUPERVISOR, Role.OWNER, Role.COMMAND_LINE)
    return order.index(role) >= order.index(right.least)
