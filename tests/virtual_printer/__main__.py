"""`python -m tests.virtual_printer`: papers through the program's own routes to printers of CUPS.

A rules sheet and a card go out from the window's preview, and what reaches the printers is
measured: the page box in millimetres, nothing scaled, moved by exactly what the printer is off.
Where CUPS is not installed it says so and finds nothing wrong.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

# Turns Qt away from the display, the fonts and the folders of this machine, so it comes first.
from tests import conftest  # noqa: F401
from tests.virtual_printer.spooler import NoSpoolerError, Spooler, lacking_commands, open_spooler

SHEETS, CARDS = "Office", "Plastic"
PAGE_OFF, INK_OFF = 0.4, 0.3
"""Millimetres: CUPS and Qt give pages of whole points (design/stack.md 5); ink is not scaled."""
MOVED = (20, -10)
"""Tenths of a millimetre right and down, as measured on the test page."""


class Check:
    """Counts what was measured and what was wrong; says both."""

    def __init__(self) -> None:
        self.good, self.wrong = 0, 0

    def true(self, what: str, found: bool) -> None:
        """One thing that has to be so."""
        print(f"{what}: {'yes' if found else 'NO'}")
        self.good += found
        self.wrong += not found

    def near(self, what: str, found: float, wanted: float, most: float) -> None:
        """One figure in millimetres."""
        if abs(found - wanted) <= most:
            self.good += 1
        else:
            self.wrong += 1
            print(f"  WRONG {what}: {found:.2f} mm, wanted {wanted:.2f} ± {most} mm")


def main() -> int:
    """0 where everything measures right, or there is no CUPS here; else 1."""
    lacking = lacking_commands()
    if lacking:
        print(f"CUPS is not installed here (no {', '.join(lacking)}): nothing was printed.")
        return 0
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    try:
        check = _measure_all()
    except (NoSpoolerError, AssertionError) as error:
        print(f"FAILED: {error}")
        return 1
    finally:
        application.shutdown()
    print(f"{check.good} passed, {check.wrong} failed")
    return 1 if check.wrong else 0


def _measure_all() -> Check:
    check = Check()
    with open_spooler() as spooler:
        os.environ["CUPS_SERVER"] = spooler.server
        for name in (SHEETS, CARDS):
            spooler.add_queue(name)
        with _printing_house(spooler) as send:
            masters = send(vectors=True, offset=(0, 0))
            for vectors, offset in ((True, (0, 0)), (True, MOVED), (False, (0, 0)), (False, MOVED)):
                way = "lp" if vectors else "Qt"
                print(f"route {way}, offset {offset[0] / 10:g} and {offset[1] / 10:g} mm")
                send(vectors=vectors, offset=offset)
                for name, master in masters.items():
                    _compare(check, name, master, spooler.received(name), offset)
        _print_nowhere(check, masters[CARDS], spooler)
    return check


def _print_nowhere(check: Check, pdf: bytes, spooler: Spooler) -> None:
    """A printer that was unplugged after it was chosen is told as such."""
    from PySide6.QtWidgets import QWidget

    from reception.ui.printer import LinePrinter, Way
    from reception.ui.printing import read_pdf
    from tests.ui.house import until

    spooler.remove_queue(CARDS)
    owner = QWidget()
    answers: list[bool | None] = []
    LinePrinter([read_pdf(pdf, owner)], Way(CARDS, "Card"), owner, answers.append).start()
    until(lambda: answers, "the answer of lp")
    check.true("a printer that vanished refuses", answers == [False])


@contextmanager
def _printing_house(spooler: Spooler) -> Iterator[Callable[..., dict[str, bytes]]]:
    """The program over a made-up clinic; the function prints and gives the papers as drawn."""
    from reception.clock import SetClock
    from reception.paths import DataFolder
    from reception.values.choices import Country
    from tests.clinics import MONDAY_MORNING
    from tests.ui.house import House, lay_down_demonstration

    with tempfile.TemporaryDirectory() as place:
        clock, folder = SetClock(MONDAY_MORNING), DataFolder(Path(place))
        lay_down_demonstration(folder, Country.RU, clock, patients=20, months=2)
        house = House(folder, clock)
        try:
            house.enter()
            yield partial(_send, house, spooler, _make_papers(house))
        finally:
            house.close()


def _make_papers(house: Any) -> list[int]:
    """A rules sheet and a card, by the services the desk uses."""
    from sqlalchemy import select

    from reception.models import Card
    from reception.services.papers import issue_card_paper, issue_rules_sheet
    from reception.values.choices import CardForm, CardState

    actions = house.screens.actions
    wanted = select(Card.id).where(Card.state == CardState.ACTIVE, Card.form == CardForm.PLASTIC)
    card_id = actions.ask(lambda session: session.scalar(wanted.limit(1)))
    made: list[int] = []
    actions.run(issue_rules_sheet, done=made.append)
    actions.run(partial(issue_card_paper, card_id=card_id), done=made.append)
    assert len(made) == 2
    return made


def _send(
    house: Any, spooler: Spooler, paper_ids: list[int], *, vectors: bool, offset: tuple[int, int]
) -> dict[str, bytes]:
    """Print from the preview, as a person does; gives what each printer was to get."""
    from reception.ui.preferences import CARDS as CARD_PRINTER
    from reception.ui.preferences import SHEETS as SHEET_PRINTER
    from reception.ui.printing import Preview
    from tests.ui.house import settle, until

    preferences = house.preferences
    preferences.choose(vectors=vectors)
    for kind, name in ((SHEET_PRINTER, SHEETS), (CARD_PRINTER, CARDS)):
        preferences.choose_printer(kind, name)
        preferences.save_offset(name, *offset)
        spooler.forget(name)
    house.screens.papers.show(paper_ids, house.window)
    until(lambda: house.window.findChildren(Preview), "the preview")
    (preview,) = house.window.findChildren(Preview)
    preview.print_button.click()
    until(preview.question.isVisible, "the question whether it came out")
    sheet, card = (paper.pdf for paper in preview._papers)
    preview.came_out_button.click()
    settle()
    return {SHEETS: sheet, CARDS: card}


def _compare(
    check: Check, name: str, master: bytes, printed: bytes, offset: tuple[int, int]
) -> None:
    from PySide6.QtWidgets import QWidget

    from tests.virtual_printer.measure import measure

    owner = QWidget()
    wanted, found = measure(master, owner), measure(printed, owner)
    check.near(f"{name}, pages", len(found), len(wanted), 0)
    for number, (page, paper) in enumerate(zip(wanted, found, strict=False), 1):
        print(f"  {name}, page {number}: {paper}")
        what = f"{name}, page {number}"
        check.near(f"{what}, width", paper.width, page.width, PAGE_OFF)
        check.near(f"{what}, height", paper.height, page.height, PAGE_OFF)
        check.near(f"{what}, ink width", paper.ink_width, page.ink_width, INK_OFF)
        check.near(f"{what}, ink height", paper.ink_height, page.ink_height, INK_OFF)
        right, down = (tenths / 10 for tenths in offset)
        # The page itself may have lost a part of a point at its edges.
        check.near(f"{what}, left", paper.left, page.left + right, PAGE_OFF)
        check.near(f"{what}, top", paper.top, page.top + down, PAGE_OFF)


if __name__ == "__main__":
    sys.exit(main())
