"""The scenes of Knowledge: who knows what, the quiz and its result, trainings, working days."""

from PySide6.QtWidgets import QWidget

from reception.ui.pages.knowledge.page import KnowledgePage
from reception.ui.pages.knowledge.quiz_part import QuizPart
from reception.ui.pages.knowledge.training_part import TrainingDialog, TrainingPart
from tests.ui.house import House, settle
from tests.ui.scene import Scene, page


def _quiz_of(house: House) -> QuizPart:
    shown = house.go("knowledge", "quiz")
    assert isinstance(shown, KnowledgePage)
    part = shown.parts["quiz"]
    assert isinstance(part, QuizPart)
    part.take_buttons[0].click()
    settle()
    return part


def _leave_quiz(house: House) -> None:
    house.window.page("knowledge").step_back()
    settle()


def _question(house: House) -> QWidget:
    quiz = _quiz_of(house)
    assert quiz.run.quiz is not None
    while max(len(each.text()) for each in quiz.run.buttons) < 60:
        quiz.run.buttons[0].click()
        settle()
    return house.window


def _result(house: House) -> QWidget:
    quiz = _quiz_of(house)
    while quiz.run.isVisible():
        quiz.run.buttons[0].click()
        settle()
    return house.window


def _training(house: House) -> QWidget:
    shown = house.go("knowledge", "trainings")
    assert isinstance(shown, KnowledgePage)
    part = shown.parts["trainings"]
    assert isinstance(part, TrainingPart)
    part.add_button.click()
    settle()
    (dialog,) = house.window.findChildren(TrainingDialog)
    return dialog


def _leave_training(house: House) -> None:
    for dialog in house.window.findChildren(TrainingDialog):
        dialog.reject()
    settle()


KNOWLEDGE_SCENES = (
    page("knowledge", "questions", "knowledge-questions"),
    page("knowledge", "phrases", "knowledge-phrases"),
    page("knowledge", "quiz", "knowledge-quiz"),
    Scene("knowledge-question", _question, _leave_quiz),
    Scene("knowledge-result", _result, _leave_quiz),
    page("knowledge", "trainings", "knowledge-trainings"),
    Scene("dialog-training", _training, _leave_training),
    page("settings", "calendar", "settings-calendar"),
)
