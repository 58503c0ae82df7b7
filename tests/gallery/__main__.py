"""`python -m tests.gallery OUT`: draws everything a person can see into pictures below OUT."""

import sys

# Before Qt: no display, no fonts of this machine, no folder of whoever draws.
from tests import conftest  # noqa: F401, I001 -- sets the environment

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.gallery.papers import draw_papers


def main(arguments: list[str]) -> int:
    """Draw into the folder that is named; 2 when none is."""
    if len(arguments) != 1:
        print("python -m tests.gallery OUT", file=sys.stderr)
        return 2
    out = Path(arguments[0])
    application = QApplication([])
    count = draw_papers(out)
    print(f"{count} pictures in {out}")
    application.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
