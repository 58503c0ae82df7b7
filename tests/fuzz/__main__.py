"""`python -m tests.fuzz [--seconds N] [--seed N]`: imports malformed files until the time is up."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path
from time import monotonic

# Turns the program away from the folders of this machine, so it comes first.
from tests import conftest  # noqa: F401
from tests.clinics import MONDAY_MORNING, found_clinic

LARGE_EVERY = 100


def main(arguments: list[str]) -> int:
    """Import files one after the other; 1 where one of them broke something, naming its seed."""
    from reception.clock import SetClock
    from reception.storage.schema import create_schema
    from reception.values.choices import Country
    from tests.fuzz.campaign import check

    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1000)
    options = parser.parse_args(arguments)
    ended: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        masters = []
        for country in (Country.RU, Country.UA):
            masters.append(Path(folder, f"{country.value}.db"))
            create_schema(masters[-1], None)
            found_clinic(masters[-1], country)
        start, seed = monotonic(), options.seed
        while monotonic() - start < options.seconds:
            place = Path(folder, str(seed))
            large = seed % LARGE_EVERY == 0
            clock = SetClock(MONDAY_MORNING)
            try:
                ended[
                    check(seed, master=masters[seed % 2], folder=place, clock=clock, large=large)
                ] += 1
            except Exception:  # noqa: BLE001 - the campaign goes on and names the seed
                traceback.print_exc()
                print(f"seed {seed} broke something", file=sys.stderr)
                ended["broken"] += 1
            shutil.rmtree(place, ignore_errors=True)
            seed += 1
    print(", ".join(f"{count} {how}" for how, count in sorted(ended.items())))
    return 1 if ended["broken"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
