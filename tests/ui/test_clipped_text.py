"""No text is cut, elided, pushed out or covered: every page, every language, every text size."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from reception.clock import SetClock
from reception.paths import DataFolder
from reception.translation import Language
from reception.values.choices import Country
from tests.clinics import MONDAY_MORNING
from tests.ui.house import COUNTRIES, House, lay_down_demonstration, open_house
from tests.ui.readable import faults, watched_painting
from tests.ui.scene import Scene
from tests.ui.scenes import SCENES

# The smallest size shows what is longest, the largest what has the least room; English is shortest.
LOOKS = [
    (Language.RU, 100),
    (Language.RU, 150),
    (Language.UK, 100),
    (Language.UK, 150),
    (Language.EN, 150),
]


@pytest.fixture(scope="module")
def demonstrations(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Country], Path]:
    """A demonstration clinic of a country, made once; tests work on copies."""
    made: dict[Country, Path] = {}

    def folder(country: Country) -> Path:
        if country not in made:
            made[country] = tmp_path_factory.mktemp(country.value)
            lay_down_demonstration(DataFolder(made[country]), country, SetClock(MONDAY_MORNING))
        return made[country]

    return folder


@pytest.mark.parametrize(("language", "scale"), LOOKS)
def test_all_text_can_be_read(
    language: Language,
    scale: int,
    qapp: QApplication,
    demonstrations: Callable[[Country], Path],
    clock: SetClock,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "clinic"
    shutil.copytree(demonstrations(COUNTRIES[language]), folder)
    found: list[str] = []
    with open_house(folder, clock) as house:
        house.wear(language, scale=scale)
        for scene in SCENES:
            found += [f"{scene.name}: {fault}" for fault in _look_at(scene, house)]
    assert not found, "\n".join(found)


def _look_at(scene: Scene, house: House) -> list[str]:
    widget = scene.show(house)
    with watched_painting() as badly_drawn:
        widget.grab()
    found = faults(widget) + badly_drawn
    scene.leave(house)
    return found
