"""`python -m tests.faults [--kills N] [--seed N]`: the whole campaign, as a table."""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from pathlib import Path
from time import monotonic

# Turns the program away from the folders of this machine, so it comes first.
from tests import conftest  # noqa: F401
from tests.faults.campaign import broken, damages, found_desk

CLOSE_LOOK_EVERY = 50


def main(arguments: list[str]) -> int:
    """Kill, break, and say line by line what came of it; 1 where anything did not hold."""
    from tests.faults.kills import Campaign

    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    failed = 0
    with tempfile.TemporaryDirectory() as place:
        for name, ended in damages(Path(place)):
            print(f"{name:28} {ended}")
            failed += ended.startswith("BROKEN")
        if not hasattr(os, "fork"):
            print(f"{'kill -9':28} not on this system: no process can be forked")
            return 1 if failed else 0
        folder, group = found_desk(Path(place, "killed"))
        campaign = Campaign(folder.database, group)
        chance, began = random.Random(options.seed), monotonic()
        try:
            for number in range(options.kills):
                campaign.kill_one(chance)
                if number % CLOSE_LOOK_EVERY == 0:
                    campaign.look_closely()
            campaign.look_closely()
            came = "none lost, none doubled, none by halves"
        except Exception as error:  # noqa: BLE001 -- the table names it
            failed += 1
            came = broken(error)
        took = monotonic() - began
        told = f"{campaign.kills} kills, {len(campaign.said)} acknowledged actions ({took:.0f} s)"
        print(f"{'kill -9':28} {told}: {came}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
