"""No text is cut, elided, pushed out or covered: every page, every language, every text size."""

import shutil
from collections.abc import Callable, Iterator
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
from tests.ui.scenes import SCENES, Scene

SCALES = (100, 125, 150)


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


@pytest.fixture(params=list(Language), ids=str)
def house(
    request: pytest.FixtureRequest,
    qapp: QApplication,
    demonstrations: Callable[[Country], Path],
    clock: SetClock,
    tmp_path: Path,
) -> Iterator[House]:
    """The window over a copy of the demonstration, in one of the languages."""
    language = Language(request.param)
    folder = tmp_path / "clinic"
    shutil.copytree(demonstrations(COUNTRIES[language]), folder)
    with open_house(folder, clock) as opened:
        opened.wear(language)
        yield opened


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_all_text_can_be_read(house: House, scene: Scene, scale: int) -> None:
    language = house.preferences.chosen.language
    assert language is not None
    house.wear(language, scale=scale)
    widget = scene.show(house)
    with watched_painting() as badly_drawn:
        widget.grab()
    found = faults(widget)
    scene.leave(house)
    assert found == []
    assert badly_drawn == []
