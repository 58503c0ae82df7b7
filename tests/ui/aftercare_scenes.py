"""The scenes of After the visit: complaints, a conversation, suggestions."""

from PySide6.QtWidgets import QWidget

from reception.models import Complaint
from reception.ui.pages.aftercare.complaints_part import ComplaintsPart
from reception.ui.pages.aftercare.page import AftercarePage
from reception.values.aftercare import ComplaintState
from tests.ui.feedback_world import conversation_begun, feedback_of
from tests.ui.house import House, settle
from tests.ui.scene import Scene, page


def _world(house: House) -> None:
    if not house.screens.actions.ask(lambda session: session.query(Complaint.id).first()):
        feedback_of(house)


def _part(house: House, key: str) -> QWidget:
    _world(house)
    shown = house.go("aftercare", key)
    assert isinstance(shown, AftercarePage)
    return shown.parts[key]


def _complaints(house: House) -> QWidget:
    _part(house, "complaints")
    return house.window


def _conversation(house: House) -> QWidget:
    part = _part(house, "complaints")
    assert isinstance(part, ComplaintsPart)
    number = house.screens.actions.ask(
        lambda session: (
            session.query(Complaint.id).filter_by(state=ComplaintState.RESOLVED).scalar()
        )
    )
    conversation_begun(house, number, 0)
    part.refresh()
    part.open_complaint(number)
    part.talk_button.click()
    settle()
    return house.window


def _leave(house: House) -> None:
    house.window.page("aftercare").step_back()
    settle()


def _suggestions(house: House) -> QWidget:
    _part(house, "suggestions")
    return house.window


def _themes(house: House) -> QWidget:
    _part(house, "themes")
    return house.window


AFTERCARE_SCENES = (
    page("aftercare", "queue"),
    Scene("aftercare-complaints", _complaints),
    Scene("aftercare-conversation", _conversation, _leave),
    Scene("aftercare-suggestions", _suggestions),
    Scene("aftercare-themes", _themes),
    page("knowledge", "standard", "knowledge-standard"),
)
