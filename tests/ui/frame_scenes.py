"""What stands over the pages: the curtain, notices, and the dialogs of the frame."""

from PySide6.QtWidgets import QDialog, QWidget

from reception.documents.render import render
from reception.errors import StorageFailed
from reception.progress import Progress
from reception.translation import msg
from reception.ui.errors import explain
from reception.ui.i18n import _, screen_translator
from reception.ui.jobs import ProgressDialog
from reception.ui.notices import MistakeWindow
from reception.ui.pages.settings.staff_part import NewColleague, SecretDialog
from reception.ui.printing import FinishedPaper, Preview
from reception.values.choices import PaperKind
from tests.documents.samples import card
from tests.ui.house import House, settle
from tests.ui.scene import Scene, dialog, page


def _curtain(house: House) -> QWidget:
    house.go("desk")
    house.window.hide_screen()
    settle()
    return house.window


def _lift(house: House) -> None:
    house.window.curtain._lift()
    settle()


def _done(house: House) -> QWidget:
    house.go("desk")
    said = screen_translator().text(msg("{name} is checked in.", name="Александра Константиновна"))
    house.screens.notify.say(said, undo=lambda: None)
    settle()
    return house.window


def _refused(house: House) -> QWidget:
    house.go("desk")
    house.screens.notify.explain(
        StorageFailed(
            msg("The disk is full; the last action was not stored, everything before it was."),
            way_out=msg("Free some room on the disk and repeat the action."),
        )
    )
    settle()
    return house.window


def _preview(house: House) -> QDialog:
    translator = screen_translator()
    pdf = render(PaperKind.CARD, card(translator.language), translator)
    paper = FinishedPaper(_("Card"), "card.pdf", pdf)
    return Preview([paper], house.screens.printing, None, house.window)


def _mistake(house: House) -> QDialog:
    explanation = explain(ZeroDivisionError())
    return MistakeWindow(explanation, "", house.screens.files, house.window)


def _progress(house: House) -> QDialog:
    progress = Progress()
    progress.report(3, 8, msg("Counting the month"))
    made = ProgressDialog(_("Counting the month"), progress, house.window)
    made.poll()
    return made


def _colleague(house: House) -> QDialog:
    return NewColleague(house.screens, needs_password=True, parent=house.window)


def _secret(house: House) -> QDialog:
    title = _("PIN of {name}", name="Волошина Ольга Константиновна")
    return SecretDialog(title, _("PIN"), _("4 to 8 digits."), house.window)


def _answers(house: House) -> QWidget:
    """F1 with the first patient in hand."""
    house.go("patients", 1)
    house.window.answers.toggle()
    settle()
    return house.window


def _no_answers(house: House) -> None:
    house.window.answers.put_away()
    settle()


FRAME_SCENES = (
    Scene("answers", _answers, _no_answers),
    page("settings", "desk", "settings-desk"),
    page("patients", (1, "traces"), "patients-traces"),
    page("patients", (1, "history"), "patients-history"),
    Scene("curtain", _curtain, _lift),
    Scene("notice-done", _done),
    Scene("notice-refused", _refused),
    dialog("preview", _preview),
    dialog("mistake", _mistake),
    dialog("progress", _progress),
    dialog("colleague", _colleague),
    dialog("secret", _secret),
)
