"""The scenes of the next version: the editor at its top and end, and its dialogs."""

from PySide6.QtWidgets import QDialog, QWidget

from reception.ui.pages.programme.item_dialogs import ItemDialog
from reception.ui.pages.programme.page import ProgrammePage
from reception.ui.pages.programme.publish_dialog import EndDialog, PublishDialog
from reception.ui.pages.programme.reference_dialog import ReferenceDialog
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


PROGRAMME_SCENES = (
    _draft("programme-draft", below=0),
    _draft("programme-draft-middle", below=50),
    _draft("programme-draft-end", below=100),
    _dialog("promotion", ItemDialog, "promotions"),
    _dialog("tier", ItemDialog, "tiers"),
    _dialog("publish", PublishDialog, "publish"),
    _dialog("end", EndDialog, "end"),
    _dialog("reference", ReferenceDialog, "reference"),
)
