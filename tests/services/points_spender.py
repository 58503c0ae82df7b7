"""A second process that pays a visit with points: `python -m tests.services.points_spender`.

Says "ready", waits for a line, pays, and says "paid" or the code of the refusal.
"""

import sys
from datetime import datetime
from pathlib import Path

from reception.errors import Refused
from reception.services.points import pay_visit
from reception.storage.database import open_database
from reception.values.actor import COMMAND_LINE


def main(arguments: list[str]) -> int:
    """Database, visit, points and the instant."""
    path, visit_id, points, now = arguments
    database = open_database(Path(path), None)
    try:
        print("ready", flush=True)
        sys.stdin.readline()
        try:
            with database.unit_of_work(
                now=datetime.fromisoformat(now), actor=COMMAND_LINE, action="pay_visit"
            ) as uow:
                pay_visit(uow, visit_id=int(visit_id), redeem_points=int(points))
            print("paid", flush=True)
        except Refused as refusal:
            print(refusal.code, flush=True)
    finally:
        database.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
