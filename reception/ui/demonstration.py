"""A demonstration clinic in a folder of its own that is thrown away at the end."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from reception import bootstrap
from reception.bootstrap import OpenClinic
from reception.clock import Clock
from reception.paths import DataFolder
from reception.translation import Language
from reception.ui.first_start import COUNTRIES
from reception.values.actor import Actor

SEED, PATIENTS, MONTHS = 1, 600, 18


class Demonstration:
    """The throw-away folder and the clinic in it, in the country of the language."""

    def __init__(self, clock: Clock, language: Language) -> None:
        self._clock = clock
        self._language = language
        self._root = Path(tempfile.mkdtemp(prefix="reception-demo-"))

    def lay_down(self) -> tuple[OpenClinic, Actor]:
        """Make the clinic (a second or two) and sit its supervisor at the desk."""
        folder = DataFolder(self._root)
        database = bootstrap.lay_down_demonstration(
            folder,
            country=COUNTRIES[self._language],
            clock=self._clock,
            seed=SEED,
            patients=PATIENTS,
            months=MONTHS,
        )
        clinic = OpenClinic(folder, None, database)
        return clinic, bootstrap.first_at_desk(clinic)

    def remove(self) -> None:
        """Take the folder away."""
        shutil.rmtree(self._root, ignore_errors=True)
