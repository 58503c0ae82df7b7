"""The scenes of the next version: the editor at its top and end, and its dialogs."""

from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QDialog, QWidget

from reception.queries.promotions import promotion_rows
from reception.services.clinic import change_clinic
from reception.services.promotions import publish_promotion
from reception.ui.pages.programme.item_dialogs import ItemDialog
from reception.ui.pages.programme.page import ProgrammePage
from reception.ui.pages.programme.promotion_dialogs import (
    EndPromotionDialog,
    LonePromotionDialog,
)
from reception.ui.pages.programme.publish_dialog import EndDialog, PublishDialog
from reception.ui.pages.programme.reference_dialog import ReferenceDialog
from tests.services.test_programme import REQUISITES
from tests.ui.house import House, settle, until
from tests.ui.scene import Scene


def _draft_of(house: House) -> ProgrammePage:
    page = house.go("programme")
    assert isinstance(page, ProgrammePage)
    page.new_button.click()
    until(lambda: page.draft_part.trial is not None, "the trial")
    until(lambda: not house.screens.jobs.is_busy, "the trial")
    settle()
    return page


def _leave(house: House) -> None:
    page = house.window.page("programme")
    assert isinstance(page, ProgrammePage)
    page.draft_part.side.discard_button.click()
    settle()


def _draft(name: str, *, below: int) -> Scene:
    """The editor, scrolled down by some hundredths."""

    def show(house: House) -> QWidget:
        page = _draft_of(house)
        for area in (page.draft_part.form_area, page.draft_part.side_area):
            bar = area.verticalScrollBar()
            bar.setValue(bar.maximum() * below // 100)
        settle()
        return house.window

    return Scene(name, show, _leave)


def _dialog(name: str, kind: type[QDialog], press: str) -> Scene:
    """A dialog of the draft, opened by its button."""

    def show(house: House) -> QWidget:
        page = _draft_of(house)
        if press == "end":
            page.end_button.click()
        elif press == "reference":
            page.draft_part.side.reference_button.click()
        elif press == "publish":
            page.draft_part.side.publish_button.setEnabled(True)
            page.draft_part.side.publish_button.click()
        else:
            getattr(page.draft_part, press).add_button.click()
        settle()
        (found,) = house.window.findChildren(kind)
        return found

    def leave(house: House) -> None:
        for found in house.window.findChildren(kind):
            found.reject()
        settle()
        _leave(house)

    return Scene(f"dialog-{name}", show, leave)


def _promotion(house: House) -> ProgrammePage:
    """The page with a promotion that comes, one day after today."""
    page = house.go("programme")
    assert isinstance(page, ProgrammePage)
    first = page.screens.clock.now().date() + timedelta(days=1)
    tree = {
        "code": "autumn",
        "name": {"ru": "Осенний осмотр", "uk": "Осінній огляд", "en": "Autumn check-up"},
        "first_day": str(first),
        "last_day": str(first + timedelta(days=60)),
        "multiplier": "2",
        "groups": ["diagnostics"],
    }
    rows = page.screens.actions.ask(partial(promotion_rows, day=first))
    if not any(row.promotion.code == "autumn" for row in rows):
        for field, value in REQUISITES.items():
            page.screens.actions.run(partial(change_clinic, field=field, value=value), quiet=True)
        assert page.screens.actions.run(partial(publish_promotion, tree=tree), quiet=True)
    settle()
    return page


def _promotions(house: House) -> QWidget:
    page = _promotion(house)
    page.sheet.area.ensureWidgetVisible(page.sheet.promotions)
    settle()
    return house.window


def _publishing(house: House) -> QWidget:
    _promotion(house).sheet.promotions.publish_button.click()
    settle()
    (found,) = house.window.findChildren(LonePromotionDialog)
    for field in found.names.values():
        field.set_text("Осень")
    found.first.set_text("08.11.2026")
    found.last.set_text("08.11.2026")
    found.benefit.set_text("2")
    found.benefit.saved.emit("2")
    settle()
    bar = found.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    settle()
    return found


def _ending(house: House) -> QWidget:
    _promotion(house).sheet.promotions.end_buttons[0].click()
    settle()
    (found,) = house.window.findChildren(EndPromotionDialog)
    return found


def _close_dialogs(house: House) -> None:
    for found in house.window.findChildren(QDialog):
        found.reject()
    settle()


PROGRAMME_SCENES = (
    _draft("programme-draft", below=0),
    _draft("programme-draft-middle", below=50),
    _draft("programme-draft-end", below=100),
    _dialog("promotion", ItemDialog, "promotions"),
    _dialog("tier", ItemDialog, "tiers"),
    _dialog("publish", PublishDialog, "publish"),
    _dialog("end", EndDialog, "end"),
    _dialog("reference", ReferenceDialog, "reference"),
    Scene("programme-promotions", _promotions),
    Scene("dialog-publish-promotion", _publishing, _close_dialogs),
    Scene("dialog-end-promotion", _ending, _close_dialogs),
)
