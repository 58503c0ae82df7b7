"""`python -m tests.gallery OUT`: draws everything a person can see into pictures below OUT."""

import sys
from pathlib import Path

# Turns Qt away from the display, the fonts and the folders of this machine, so it comes first.
from tests import conftest  # noqa: F401


def main(arguments: list[str]) -> int:
    """Draw into the folder that is named; 2 when none is."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("python -m tests.gallery OUT", file=sys.stderr)
        return 2
    from PySide6.QtWidgets import QApplication

    from tests.gallery.papers import draw_papers
    from tests.gallery.screens import draw_screens

    out = Path(arguments[0])
    application = QApplication([])
    count = draw_papers(out) + draw_screens(out)
    print(f"{count} pictures in {out}")
    application.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
