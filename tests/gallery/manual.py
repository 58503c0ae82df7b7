"""`python -m tests.gallery.manual`: draws the pictures of the manual and the readme anew."""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

# Turns Qt away from the display, the fonts and the folders of this machine, so it comes first.
from tests import conftest  # noqa: F401

# isort: split
from PIL import Image
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from reception.clock import SetClock
from reception.paths import DataFolder
from reception.queries.person_panel import PersonPanel
from reception.translation import Language
from reception.ui.kit.toast import Toasts
from reception.ui.pages.desk import visit_bar
from reception.ui.pages.desk.checkout_form import CheckoutForm
from reception.ui.pages.imports.page import ImportPage
from reception.values.choices import VisitStatus
from tests.fixtures.exports import EXPORTS
from tests.ui.desk_scenes import desk, find_visit
from tests.ui.house import COUNTRIES, House, lay_down_demonstration, open_house, settle, until
from tests.ui.scene import Scene
from tests.ui.scenes import SCENES

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
# Noon in the clinics: some have been, some are here, some are expected.
NOON = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
COLOURS = 128
# Demonstrations of these sizes have everybody the pictures want among the patients of the day.
SIZES = {Language.RU: 400, Language.UK: 450, Language.EN: 400}
LISTS = {
    Language.RU: "ru_patients.csv",
    Language.UK: "uk_patients.xlsx",
    Language.EN: "ru_patients.csv",
}
APOLOGY_VISITS = 3

Wish = Callable[[PersonPanel], bool]


def _comes(panel: PersonPanel) -> bool:
    expected = panel.visit is not None and panel.visit.status is VisitStatus.PLANNED
    return expected and not panel.is_minor


def _never_told(panel: PersonPanel) -> bool:
    outside = _comes(panel) and not panel.is_on_account
    return outside and panel.telling.visits_untold >= APOLOGY_VISITS


def _alone_never_told(panel: PersonPanel) -> bool:
    return _never_told(panel) and len(panel.members) <= 1


def _to_tell(panel: PersonPanel) -> bool:
    return _comes(panel) and not panel.is_on_account and panel.telling.visits_untold > 0


def _parent(panel: PersonPanel) -> bool:
    hers = (None, panel.patient_id)
    children = [one for one in panel.members if not one.is_adult and one.guardian_id in hers]
    return not panel.is_minor and not panel.is_on_account and bool(children)


def _adult_outside(panel: PersonPanel) -> bool:
    return not panel.is_minor and not panel.is_on_account


def _saver(panel: PersonPanel) -> bool:
    points = panel.account.balance if panel.account is not None else 0
    return _comes(panel) and points > 0


def _member(panel: PersonPanel) -> bool:
    here = panel.visit is not None and panel.visit.status in visit_bar.HERE
    return panel.is_on_account and not panel.is_minor and (here or _comes(panel))


def _leave(house: House) -> None:
    """Nothing of what was done stands in the next picture."""
    page = desk(house)
    page.side.close_form_and_tell()
    for toasts in house.window.findChildren(Toasts):
        toasts.dismiss()
    settle()


def _at_desk(*wishes: Wish, comes_in: bool = False, step: str = "") -> Callable[[House], QWidget]:
    """Somebody as in the first wish that anybody of today meets."""

    def show(house: House) -> QWidget:
        page = desk(house)
        assert any(find_visit(page, wish) is not None for wish in wishes)
        if comes_in and page.panel is not None and _comes(page.panel):
            page.steps.begin_check_in()
            settle()
        if step:
            page.work.take(step)
            settle()
        form = page.side.form
        if isinstance(form, CheckoutForm):
            form.lines.rows[0].amount.line.setText("2450")
            form.lines.changed.emit()
            form.most_button.click()
            settle()
        house.window.activateWindow()
        settle()
        return house.window

    return show


def _checked_list(house: House) -> QWidget:
    """A clinic's export in the language of the window, checked."""
    lists = house.go("import")
    assert isinstance(lists, ImportPage)
    lists.open_path(EXPORTS / LISTS[house.preferences.chosen.language or Language.EN])
    until(lambda: lists.result.isVisible() and not lists.screens.jobs.is_busy, "the check")
    settle()
    return house.window


OWN = (
    Scene("import", _checked_list),
    Scene("prompt", _at_desk(_alone_never_told, _never_told, _to_tell, comes_in=True), _leave),
    Scene("joining", _at_desk(_parent, _adult_outside, step=visit_bar.CARD), _leave),
    Scene("checkout", _at_desk(_saver, _member, comes_in=True, step=visit_bar.CHECKOUT), _leave),
)
# What a picture is called in the manual, and the scene of the gallery it shows.
OTHERS = {
    "entry-welcome": "first-start",
    "reports-overview": "month",
    "settings-backup": "backup",
}


def main() -> int:
    """Draw all of them."""
    application = QApplication([])
    for language in Language:
        _draw(language, PICTURES / language.value)
    shutil.copyfile(PICTURES / Language.RU.value / "prompt.png", PICTURES / "desk.png")
    application.shutdown()
    return 0


def _draw(language: Language, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    scenes = [*OWN, *(scene for scene in SCENES if scene.name in OTHERS)]
    with tempfile.TemporaryDirectory() as away:
        clock = SetClock(NOON)
        data = DataFolder(Path(away, "clinic"))
        size = SIZES[language]
        lay_down_demonstration(data, COUNTRIES[language], clock, patients=size, months=12)
        with open_house(data.root, clock) as house:
            house.wear(language)
            for scene in scenes:
                picture = scene.show(house).grab()
                _write(picture, folder / f"{OTHERS.get(scene.name, scene.name)}.png")
                scene.leave(house)


def _write(picture: QPixmap, path: Path) -> None:
    """Few colours are enough for a screen, and a page with pictures stays light."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    image = Image.open(io.BytesIO(bytes(buffer.data().data())))
    few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
