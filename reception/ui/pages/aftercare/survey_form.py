"""A survey on the phone, on paper or at the exit: large questions, keys, words as they are said."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.queries.surveys import SurveySheet
from reception.rules.surveys import Kind, Question
from reception.services.feedback_papers import issue_survey_form
from reception.services.surveys import answer_survey, decline_survey, is_low
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.chip import Choices
from reception.ui.kit.choose import Segments, Tick
from reception.ui.kit.field import AreaField
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import Column
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.values.aftercare import Influence, SurveyWay
from reception.values.aftercare_labels import influence_label, survey_way_label

WAYS = (SurveyWay.PHONE, SurveyWay.PAPER, SurveyWay.EXIT)


class _Answer(Column):
    """One closed question with its answers; digits answer while it has the focus."""

    changed = Signal()

    def __init__(self, question: Question, sheet: SurveySheet) -> None:
        super().__init__(gap=8)
        self.code = question.code
        self._is_scale = question.kind is Kind.SCALE
        self.choices = Choices(_choices(question, sheet))
        self.choices.chosen.connect(self._chosen)
        self.box.addWidget(Text(question.text.in_language(sheet.language), "large", wrap=True))
        self.box.addWidget(self.choices)

    def first(self) -> QWidget:
        """Where the keys go when this question is read."""
        return self.choices.button(self.choices.values[0])

    def value(self) -> Any:
        """What was answered; None where nothing."""
        return self.choices.value()

    @Slot(object)
    def _chosen(self, _value: object) -> None:
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit answers a scale with itself, a choice by its place."""
        number = event.key() - Qt.Key.Key_0
        if 0 <= number <= 9 and not event.modifiers():
            value = number if self._is_scale else self._at(number)
            if value in self.choices.values:
                self.choices.set_value(value)
                self.changed.emit()
                self.focusNextChild()
                return
        super().keyPressEvent(event)

    def _at(self, number: int) -> Any:
        values = self.choices.values
        return values[number - 1] if 1 <= number <= len(values) else None


def _choices(question: Question, sheet: SurveySheet) -> list[tuple[Any, str]]:
    if question.kind is Kind.SCALE:
        return [(one, str(one)) for one in range(question.lowest, question.highest + 1)]
    options = question.options or {}
    return [(code, text.in_language(sheet.language)) for code, text in options.items()]


class SurveyForm(Card):
    """`finished` comes when the answers are kept or the patient declined."""

    finished = Signal()

    def __init__(self, screens: Screens, sheet: SurveySheet, parent: QWidget | None = None) -> None:
        super().__init__(_("Survey"), parent=parent)
        self._screens, self._sheet = screens, sheet
        self.way = Segments([(one, say(survey_way_label(one))) for one in WAYS], WAYS[0])
        self.paper_button = Button(_("Print the form"), "quiet", icon="print")
        self.paper_button.clicked.connect(self._print)
        self.add(Flow(self.way, self.paper_button))
        self.answers = [_Answer(one, sheet) for one in sheet.questions]
        for one in self.answers:
            one.changed.connect(self._changed)
            self.add(one)
        self.open_words = Text("", "large", wrap=True, parent=self)
        self.comment = AreaField(
            _("In their own words"), hint=_("As it was said, in the language it was said in.")
        )
        self.comment.edited.connect(self._commented)
        self.influence = Choices([(one, say(influence_label(one))) for one in Influence])
        self.influence_words = Text(
            sheet.influence.in_language(sheet.language), "large", wrap=True, parent=self
        )
        self.mend = Tick(_("It must be put right: open a complaint"))
        self.suggestion = Tick(_("It is a suggestion"))
        self.fault = Text("", "error", wrap=True, parent=self)
        self.fault.hide()
        self.keep_button = Button(_("Keep the answers"), "primary", key="Ctrl+Return")
        self.keep_button.clicked.connect(self._keep)
        self.decline_button = Button(_("Does not want to answer"), "quiet")
        self.decline_button.clicked.connect(self._decline)
        for part in (self.open_words, self.comment, self.influence_words):
            self.add(part)
        self.add(self.influence)
        self.add(Flow(self.mend, self.suggestion, gap=16))
        self.add(self.fault).add(Flow(self.keep_button, self.decline_button))
        self.add(Text(sheet.thanks.in_language(sheet.language), "muted", wrap=True))
        self._changed()

    def first_focus(self) -> QWidget:
        """The first answer."""
        return self.answers[0].first()

    def _given(self) -> dict[str, Any]:
        return {one.code: one.value() for one in self.answers if one.value() is not None}

    @Slot()
    def _changed(self) -> None:
        given = self._given()
        self.open_words.setText(self._sheet.open_question(given).in_language(self._sheet.language))
        if is_low(given) and self.comment.area.toPlainText().strip():
            self.mend.setChecked(True)
        self._show_influence()

    @Slot(str)
    def _commented(self, _text: str) -> None:
        self._changed()

    def _show_influence(self) -> None:
        spoken = bool(self.comment.area.toPlainText().strip())
        for part in (self.influence, self.influence_words, self.mend, self.suggestion):
            part.setVisible(spoken)

    @Slot()
    def _keep(self) -> None:
        self.fault.hide()
        self._screens.actions.run(
            partial(
                answer_survey,
                survey_id=self._sheet.survey_id,
                answers=self._given(),
                comment=self.comment.area.toPlainText(),
                influence=self.influence.value(),
                wants_mended=self.mend.isChecked(),
                suggests=self.suggestion.isChecked(),
                way=self.way.value(),
            ),
            done=self._kept,
            failed=self._refused,
        )

    def _kept(self, _complaint: int | None) -> None:
        self.finished.emit()

    @Slot()
    def _print(self) -> None:
        self._screens.actions.run(
            partial(issue_survey_form, survey_id=self._sheet.survey_id), done=self._issued
        )

    def _issued(self, paper_id: int) -> None:
        self._screens.papers.show([paper_id], self)

    @Slot()
    def _decline(self) -> None:
        self._screens.actions.run(
            partial(decline_survey, survey_id=self._sheet.survey_id),
            done=self._kept,
            failed=self._refused,
        )

    def _refused(self, error: ReceptionError) -> None:
        words = say(error.message)
        if isinstance(error, InvalidInput) and error.field == "comment":
            self.comment.set_error(words)
            return
        self.fault.setText(words)
        self.fault.show()
