"""Everything a person can see, one scene after another: pages, dialogs, the way in.

The gallery draws each scene, and the test of cut text looks through each.
"""

from PySide6.QtWidgets import QDialog, QWidget

from reception.exchange.columns import Subject
from reception.ui.first_start import Beginning, ClinicForm, Welcome
from reception.ui.i18n import screen_translator
from reception.ui.pages.imports.page import ImportPage
from reception.ui.pages.reports.behind_dialog import BehindDialog
from reception.ui.pages.reports.page import ReportsPage
from reception.ui.protect import ProtectDialog, RecoveryDialog
from reception.ui.sign_in import SignIn
from reception.ui.switch import SwitchDialog
from tests.clinics import MONDAY_MORNING
from tests.fixtures.exports import EXPORTS
from tests.ui.aftercare_scenes import AFTERCARE_SCENES
from tests.ui.confidence_scenes import CONFIDENCE_SCENES
from tests.ui.desk_scenes import DESK_SCENES
from tests.ui.duplicates_scenes import DUPLICATES_SCENES
from tests.ui.family_scenes import FAMILY_DESK_SCENES, FAMILY_SCENES
from tests.ui.frame_scenes import FRAME_SCENES
from tests.ui.house import House, settle, until
from tests.ui.import_scenes import IMPORT_SCENES
from tests.ui.knowledge_scenes import KNOWLEDGE_SCENES
from tests.ui.papers_scenes import PAPERS_SCENES
from tests.ui.phone_scenes import PHONE_SCENES
from tests.ui.points_scenes import POINTS_SCENES
from tests.ui.portrait_scene import PORTRAIT_SCENES
from tests.ui.price_scenes import PRICE_SCENES
from tests.ui.programme_scenes import PROGRAMME_SCENES
from tests.ui.scene import Scene, dialog, entry, page


def _clinic_form() -> QWidget:
    return ClinicForm(Beginning.EMPTY, screen_translator().language, MONDAY_MORNING)


def _recovery(house: House) -> QDialog:
    return RecoveryDialog(house.screens, house.folder, bytes(32), house.window)


def _palette() -> Scene:
    def show(house: House) -> QWidget:
        house.window.open_palette()
        settle()
        return house.window

    def leave(house: House) -> None:
        house.window.palette_box.close_palette()
        settle()

    return Scene("palette", show, leave)


def _import(name: str, file: str, *, below: bool = False) -> Scene:
    """A clinic's export on the import page, checked; with `below` the list of columns."""

    def show(house: House) -> QWidget:
        lists = house.go("import")
        assert isinstance(lists, ImportPage)
        lists.subject.set_value(Subject.VISITS if "visits" in file else Subject.PATIENTS)
        lists.open_path(EXPORTS / file)
        until(lambda: lists.result.isVisible() and not lists.screens.jobs.is_busy, "the check")
        settle()
        if below:
            bar = lists.sheet.verticalScrollBar()
            bar.setValue(bar.maximum())
            settle()
        return house.window

    def leave(house: House) -> None:
        house.window.page("import").step_back()
        settle()

    return Scene(f"import-{name}", show, leave)


def _report(part: str) -> Scene:
    def show(house: House) -> QWidget:
        page = house.go("reports", part)
        assert isinstance(page, ReportsPage)
        until(lambda: page.view is not None and not page.screens.jobs.is_busy, "the month")
        settle()
        return house.window

    return Scene(f"reports-{part}", show)


def _behind() -> Scene:
    """The list behind a figure."""

    def show(house: House) -> QWidget:
        _report("overview").show(house)
        page = house.window.page("reports")
        assert isinstance(page, ReportsPage)
        page.overview.figure.emit("mention_rate")
        settle()
        return _dialog_over(house)

    def leave(house: House) -> None:
        _dialog_over(house).reject()
        settle()

    return Scene("dialog-behind", show, leave)


def _dialog_over(house: House) -> QDialog:
    (found,) = house.window.page("reports").findChildren(BehindDialog)
    return found


CARD_PARTS = ("orders", "design", "papers", "signing", "rules")

SCENES = (
    entry("mark", lambda: None),
    entry("welcome", lambda: Welcome(screen_translator().language)),
    entry("clinic", _clinic_form, width=640),
    entry("sign-in", lambda: SignIn("anna"), width=400),
    *DESK_SCENES,
    page("patients"),
    page("patients", 1, "patients-record"),
    page("cards"),
    *(page("cards", part, f"cards-{part}") for part in CARD_PARTS),
    page("programme"),
    *PRICE_SCENES,
    *POINTS_SCENES,
    *PROGRAMME_SCENES,
    *KNOWLEDGE_SCENES,
    page("import"),
    _import("checked", "ru_patients.csv"),
    _import("columns", "uk_patients.xlsx", below=True),
    *IMPORT_SCENES,
    *(
        page("settings", part, f"settings-{part}")
        for part in ("clinic", "staff", "wording", "computer", "backup")
    ),
    *(_report(part) for part in ("overview", "untold", "figures")),
    _behind(),
    _palette(),
    dialog("switch", lambda house: SwitchDialog(house.screens, house.window)),
    dialog("protect", lambda house: ProtectDialog(house.window)),
    dialog("recovery", _recovery),
    *DUPLICATES_SCENES,
    *FAMILY_SCENES,
    *FAMILY_DESK_SCENES,
    *CONFIDENCE_SCENES,
    *PAPERS_SCENES,
    *FRAME_SCENES,
    *AFTERCARE_SCENES,
    *PHONE_SCENES,
    *PORTRAIT_SCENES,
)
