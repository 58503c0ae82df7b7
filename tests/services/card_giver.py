"""A process that sits at a desk and issues cards, saying each number it was given.

Started twice at once by test_cards_life.py: `python -m tests.services.card_giver DATABASE
ACCOUNT PATIENT HOW_MANY`.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from reception.services.cards import issue_card
from reception.storage.database import open_database
from reception.values.actor import Actor
from reception.values.choices import Role
from reception.values.ids import StaffId

NOW = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)


def main(path: Path, account_id: int, holder_id: int, count: int) -> None:
    """Issue so many paper cards, one transaction each."""
    database = open_database(path, None)
    actor = Actor(StaffId(2), "Ольга Титова", Role.ADMINISTRATOR)
    sys.stdin.readline()
    for _ in range(count):
        with database.unit_of_work(now=NOW, actor=actor, action="issue_card") as uow:
            done = issue_card(uow, account_id=account_id, holder_id=holder_id, on_paper=True)
        sys.stdout.write(f"{done.value.number.digits}\n")
    database.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(one) for one in sys.argv[2:5]))
