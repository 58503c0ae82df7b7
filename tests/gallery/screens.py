"""Every scene of the window in every language, light and dark, at 100 % and 150 %."""

import shutil
import tempfile
from pathlib import Path

from reception.clock import SetClock
from reception.paths import DataFolder
from reception.translation import Language
from reception.values.choices import Country
from tests.clinics import MONDAY_MORNING
from tests.ui.house import COUNTRIES, House, lay_down_demonstration, open_house
from tests.ui.scenes import SCENES

SCALES = (100, 150)


def draw_screens(out: Path) -> int:
    """Write all scenes below `out`; answers how many pictures there are."""
    count = 0
    with tempfile.TemporaryDirectory() as away:
        masters = {
            country: Path(away, country.value) for country in dict.fromkeys(COUNTRIES.values())
        }
        for country, folder in masters.items():
            _found(folder, country)
        for language in Language:
            folder = Path(away, f"open-{language.value}")
            shutil.copytree(masters[COUNTRIES[language]], folder)
            with open_house(folder, SetClock(MONDAY_MORNING)) as house:
                for dark in (False, True):
                    for scale in SCALES:
                        house.wear(language, dark=dark, scale=scale)
                        look = f"{language.value}-{'dark' if dark else 'light'}-{scale}"
                        count += _draw(house, out / "screens" / look)
    return count


def _found(folder: Path, country: Country) -> None:
    clock = SetClock(MONDAY_MORNING)
    lay_down_demonstration(DataFolder(folder), country, clock, patients=300, months=12)


def _draw(house: House, folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    for number, scene in enumerate(SCENES, 1):
        scene.show(house).grab().save(str(folder / f"{number:02}-{scene.name}.png"))
        scene.leave(house)
    return len(SCENES)
