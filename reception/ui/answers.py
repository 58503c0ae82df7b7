"""F1: the answers, in a drawer beside the work; what is asked is found while it is typed.

It never blocks: the desk goes on beside it, Esc or F1 puts it away.  The answers are the printed
sentences of the terms in force, in the language of the patient in hand.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from reception.queries.answers import AnswerRow, AnswersFound, find_answers
from reception.queries.clinic import clinic_day, clinic_facts
from reception.services.nuances import ask_question
from reception.translation import Language, Translator, load_translator
from reception.ui import theme
from reception.ui.i18n import _
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.choose import Segments
from reception.ui.kit.field import Field
from reception.ui.kit.layout import STRETCH, Column, Scroll, clear, row
from reception.ui.kit.text import Text
from reception.ui.page import Screens

WIDTH = 460
TYPING_MS = 120
NAMES = {Language.RU: "Русский", Language.UK: "Українська", Language.EN: "English"}


class AnswersDrawer(QWidget):
    """The drawer at the right edge; `in_hand` tells whose patient's figures stand below."""

    def __init__(
        self, screens: Screens, in_hand: Callable[[], int | None], window: QWidget
    ) -> None:
        super().__init__(window)
        self._screens, self._in_hand, self._window = screens, in_hand, window
        self._before: QWidget | None = None
        self._patient_id: int | None = None
        self._chosen: Language | None = None
        self._spoken: dict[Language, Translator] = {screens.translator.language: screens.translator}
        self._build()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(TYPING_MS)
        self._wait.timeout.connect(self.look)
        window.installEventFilter(self)
        self.hide()

    def _build(self) -> None:
        self.line = Field("", placeholder=_("A word of the question"), parent=self)
        self.line.editor.setAccessibleName(_("What is asked"))
        self.line.edited.connect(self._typed)
        self.line.editor.installEventFilter(self)
        self.language = Segments([(one, NAMES[one]) for one in Language], None, self)
        self.language.chosen.connect(self._language_chosen)
        self.whose = Text("", "muted", wrap=True, parent=self)
        self.close_button = Button("", "quiet", icon="cross", parent=self)
        self.close_button.setAccessibleName(_("Close the answers"))
        self.close_button.clicked.connect(self.put_away)
        self.found = Column(gap=12)
        self.found.box.setContentsMargins(0, 0, 8, 0)
        self.ask_button = Button(_("No answer here: I will find out"), icon="question", parent=self)
        self.ask_button.setToolTip("Ctrl+Return")
        self.ask_button.clicked.connect(self.ask)
        self._scroll = Scroll(self.found, self)
        layout = QVBoxLayout(self)
        side = theme.active().px(16)
        layout.setContentsMargins(side, side, side, side)
        layout.setSpacing(theme.active().px(12))
        layout.addLayout(row(Text(_("Answers"), "title"), STRETCH, self.close_button))
        layout.addWidget(self.line)
        layout.addLayout(row(self.language, STRETCH))
        layout.addWidget(self.whose)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self.ask_button)

    # --- Opening and closing ----------------------------------------------------------------

    @Slot()
    def toggle(self) -> None:
        """F1: open it with the focus in its field, or put it away."""
        if self.isVisible():
            self.put_away()
            return
        self._before = QApplication.focusWidget()
        self._patient_id = self._in_hand()
        self._chosen = None
        self.line.set_text("")
        self.look()
        self._place()
        self.show()
        self.raise_()
        self.line.editor.setFocus()

    @Slot()
    def put_away(self) -> None:
        """Back to where one was."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def _place(self) -> None:
        width = min(theme.active().px(WIDTH), self._window.width() - theme.active().px(48))
        self.setGeometry(self._window.width() - width, 0, width, self._window.height())

    # --- Looking ----------------------------------------------------------------------------

    @Slot(str)
    def _typed(self, _text: str) -> None:
        self._wait.start()

    @Slot(object)
    def _language_chosen(self, language: Language) -> None:
        self._chosen = language
        self.look()
        self.line.editor.setFocus()

    @Slot()
    def look(self) -> None:
        """Show what is found for what stands in the field."""
        self._wait.stop()
        ask = self._screens.actions.ask
        day = ask(partial(clinic_day, now=self._screens.clock.now()))
        language = self._chosen
        if language is None and self._patient_id is None:
            language = ask(clinic_facts).language
        found: AnswersFound = ask(
            partial(
                find_answers,
                text=self.line.text(),
                day=day,
                language=language,
                patient_id=self._patient_id,
            )
        )
        self.language.set_value(found.language)
        self.whose.setText(_("With the figures of {name}", name=found.for_whom))
        self.whose.setVisible(bool(found.for_whom))
        clear(self.found.box)
        for one in found.rows:
            self.found.box.addWidget(self._card(one, found.language))
        if not found.rows:
            self.found.box.addWidget(
                Text(
                    _(
                        "Nothing is found. Write the question down: the answer is owed by the next working day."
                    ),
                    "muted",
                    wrap=True,
                )
            )
        self.found.box.addStretch(1)
        self.ask_button.setEnabled(bool(self.line.text().strip()))
        self._scroll.verticalScrollBar().setValue(0)

    def _card(self, one: AnswerRow, language: Language) -> Card:
        card = Card(padding=12, gap=8)
        card.add(Text(one.title, "strong", wrap=True))
        card.add(Text(one.text, "large", wrap=True, selectable=True))
        if one.example is not None:
            if language not in self._spoken:
                self._spoken[language] = load_translator(language)
            words = self._spoken[language].text(one.example)
            card.add(Text(words, "accent", wrap=True, selectable=True))
        if one.is_nuance:
            card.add(Text(_("A nuance of this clinic"), "caption"))
        return card

    # --- A question without an answer -------------------------------------------------------

    @Slot()
    def ask(self) -> None:
        """Write the question down; its answer is owed by the next working day."""
        question = self.line.text().strip()
        if not question:
            return
        self._screens.actions.run(
            partial(
                ask_question,
                question=question,
                language=self.language.value() or self._screens.translator.language,
                patient_id=self._patient_id,
            )
        )
        self.put_away()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The drawer keeps to the window's edge; Esc puts it away, Ctrl+Return asks."""
        if watched is self._window:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self.ask()
            return True
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            QApplication.sendEvent(self._scroll.verticalScrollBar(), event)
            return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """A surface with a hairline towards the work."""
        wear = theme.active()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(wear.palette.surface))
        painter.setPen(QPen(wear.color("line_strong"), 1))
        painter.drawLine(0, 0, 0, self.height())
        painter.end()
