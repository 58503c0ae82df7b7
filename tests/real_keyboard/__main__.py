"""`xvfb-run -a python -m tests.real_keyboard`: the desk driven by real key events of X.

A scanner's burst, names typed in a Russian layout and in the wrong one, the function keys and the
Ctrl keys with Cyrillic on the keyboard: all by xdotool, in a window on a display.  Where there is
no display or no xdotool it says so and finds nothing wrong.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

# Turns Qt away from the fonts and the folders of this machine, so it comes first.
from tests import conftest  # noqa: F401

os.environ["QT_QPA_PLATFORM"] = "xcb"

NEEDED = ("xdotool", "setxkbmap")
# Key codes of X: the keys that say “cjrjk” in the English layout and “сокол” in the Russian one.
SOKOL = ("54", "44", "27", "44", "45")
CTRL_J, CTRL_B = ("37", "44"), ("37", "56")
SCANNER_MS, FINGER_MS = 8, 60


class Keyboard:
    """Hands on a real keyboard: the keys go through the X server."""

    def __init__(self) -> None:
        self.layout("us,ru")

    def layout(self, names: str) -> None:
        """The layouts of the keyboard, the first is the one that types."""
        subprocess.run(["setxkbmap", "-layout", names], check=True)

    def press(self, *keys: str, gap_ms: int = FINGER_MS) -> None:
        """Press keys by name or code, one after the other."""
        self._run("key", "--clearmodifiers", "--delay", str(gap_ms), *keys)

    def hold(self, held: str, key: str) -> None:
        """Press a key while another is held; by their codes, whatever the layout says."""
        self._run("keydown", held)
        self._run("key", key)
        self._run("keyup", held)

    def scan(self, digits: str) -> None:
        """What a scanner does: the digits at once, then Return."""
        self.press(*digits, "Return", gap_ms=SCANNER_MS)

    def _run(self, *arguments: str) -> None:
        from tests.ui.house import until

        with subprocess.Popen(["xdotool", *arguments]) as running:
            until(lambda: running.poll() is not None, "xdotool")


class Check:
    """Counts what was as it must be; says both."""

    def __init__(self) -> None:
        self.wrong = 0

    def comes(self, what: str, condition: Callable[[], Any]) -> None:
        """Something that has to come about within a while."""
        from tests.ui.house import until

        try:
            until(condition, what)
        except AssertionError as error:
            self.wrong += 1
            print(f"{what}: NO; {error}")
        else:
            print(f"{what}: yes")


def main() -> int:
    """Everything; answers how many things were wrong."""
    lacking = [name for name in NEEDED if shutil.which(name) is None]
    if lacking or not os.environ.get("DISPLAY"):
        print(f"not checked: there is no {', '.join(lacking) or 'display'}")
        return 0
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication([])
    check = Check()
    with tempfile.TemporaryDirectory() as away:
        drive(Path(away), check)
    del application
    print("good" if not check.wrong else f"{check.wrong} wrong")
    return check.wrong


def drive(away: Path, check: Check) -> None:
    """One window, one keyboard, one patient who holds a card."""
    from reception.clock import SetClock
    from reception.paths import DataFolder
    from reception.storage.schema import create_schema
    from reception.translation import Language
    from reception.values.choices import Country
    from tests.clinics import MONDAY_MORNING, found_clinic
    from tests.ui.house import House

    folder = DataFolder(away / "clinic")
    folder.root.mkdir()
    create_schema(folder.database, None)
    found_clinic(folder.database, Country.RU)
    house = House(folder, SetClock(MONDAY_MORNING))
    house.preferences.choose(language=Language.RU, theme="light", scale=100)
    house.enter()
    try:
        at_the_desk(house, check)
    finally:
        house.close()


def at_the_desk(house: Any, check: Check) -> None:
    """What somebody does there within a minute."""
    from reception.models import Mention, Visit
    from reception.ui.pages.desk.booking_form import BookingForm
    from reception.ui.pages.desk.shift_form import ShiftForm
    from tests.ui.desk_day import every

    desk, holders = _desk_with_cards(house)
    marina = holders[0][0]
    keys = Keyboard()
    subprocess.run(["xdotool", "windowfocus", str(int(house.window.winId()))], check=True)
    line = desk.page.search_box.line
    check.comes("the window takes the keys", line.hasFocus)

    def is_open(person: int | None) -> bool:
        panel = desk.opened()
        return (None if panel is None else panel.patient_id) == person

    def scanned(keys: Keyboard, line: Any, number: str, holder: int) -> bool:
        """A busy machine may press a scanner's keys as slowly as a hand: then once more."""
        if not is_open(holder):
            line.setText("5")
            keys.scan(number)
        return is_open(holder)

    # Two cards: the same number within two seconds would be one scan.
    for layout, (holder, number) in zip(("us,ru", "ru,us"), holders, strict=True):
        keys.layout(layout)
        keys.press(*SOKOL)
        typed = "cjrjk" if layout.startswith("us") else "сокол"
        check.comes(f"{layout}: {typed} is typed", partial(_says, line, typed))
        keys.press("Return")
        check.comes(f"{layout}: {typed} finds her", partial(is_open, marina))
        keys.press("Escape", "Escape", "Escape")
        check.comes(f"{layout}: nobody is open", partial(is_open, None))
        keys.press("5")
        check.comes(
            f"{layout}: a scan opens its holder", partial(scanned, keys, line, number, holder)
        )
        check.comes(f"{layout}: and leaves the field", lambda: line.text() == "5")
        keys.press("BackSpace")
        keys.hold(*CTRL_B)
        check.comes(f"{layout}: Ctrl+B books", lambda: isinstance(desk.form(), BookingForm))
        keys.press("Escape")
        keys.hold(*CTRL_J)
        check.comes(f"{layout}: Ctrl+J is the shift", lambda: isinstance(desk.form(), ShiftForm))
        keys.press("Escape", "Escape", "Escape")
        check.comes(f"{layout}: home again", lambda: is_open(None) and line.hasFocus())

    olga = desk.person("Орлова", "Ольга", date(1990, 1, 1), phone="89160008899")
    keys.press("8", "8", "9", "9", "Return")
    check.comes("a phone opens her", partial(is_open, olga))
    keys.press("F5")
    check.comes("F5 checks in", lambda: every(desk, Visit))
    keys.press("3")
    check.comes("a digit answers the prompt", lambda: every(desk, Mention))


def _desk_with_cards(house: Any) -> tuple[Any, list[tuple[int, str]]]:
    """Somebody at the desk, and two patients with their cards."""
    from reception.models import Account
    from reception.services.card_stock import receive_cards
    from reception.services.cards import issue_card
    from reception.services.joining import join_programme
    from reception.values.card_number import CardNumber
    from tests.ui.at_desk import AtDesk, ChosenFolder
    from tests.ui.desk_day import every

    desk = AtDesk(house, _no_typing, ChosenFolder(house.folder.root))
    desk.act(receive_cards, count=2, first_number=CardNumber.of(11, 1).digits)
    holders = []
    for serial, (last, first, phone) in enumerate(
        (("Соколова", "Марина", "89161234567"), ("Волкова", "Инна", "89167654321")), start=1
    ):
        person = desk.person(last, first, date(1988, 4, 12), phone=phone)
        desk.act(join_programme, patient_id=person)
        number = CardNumber.of(11, serial).digits
        account = every(desk, Account)[-1]
        desk.act(issue_card, account_id=account.id, holder_id=person, number=number)
        holders.append((person, number))
    desk.page.go_home()
    return desk, holders


def _says(line: Any, text: str) -> bool:
    return bool(line.text() == text)


def _no_typing(_widget: object, _text: str) -> None:
    """Every key comes from the X server here."""
    raise AssertionError("typed without a keyboard")


if __name__ == "__main__":
    sys.exit(main())
