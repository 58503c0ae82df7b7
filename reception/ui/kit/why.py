"""A figure with its "why?" beside it: the answer opens below, in the place where one looks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.translation import Message
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.layout import Column, row
from reception.ui.kit.text import Role, Text


class WhyLine(Column):
    """One figure, its "why?" and the answer; `asked` comes when the answer opens empty."""

    asked = Signal()

    def __init__(
        self, role: Role = "body", *, figure: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(gap=4, parent=parent)
        self.words = Text("", role, wrap=True, parent=self)
        self.figure = Text(figure, "strong", parent=self)
        self.figure.setVisible(bool(figure))
        self.why_button = Button(_("Why?"), "quiet", icon="question", parent=self)
        self.why_button.clicked.connect(self._toggle)
        self._answer: Text | None = None
        line = row(self.words, self.figure, self.why_button)
        line.setStretch(0, 1)
        self.box.addLayout(line)

    @property
    def answer(self) -> Text:
        """The answer below; made when somebody looks for it, since long lists have many."""
        if self._answer is None:
            self._answer = Text("", "muted", wrap=True, selectable=True, parent=self)
            self._answer.hide()
            self.box.addWidget(self._answer)
        return self._answer

    def say(self, words: str, why: Sequence[Message] = (), *, lazily: bool = False) -> None:
        """Show a figure and keep its reasons at hand; nothing where there is no figure.

        With `lazily` the reasons are asked for when somebody wants them.
        """
        self.setVisible(bool(words))
        self.words.setText(words)
        self.why_button.setVisible(bool(why) or lazily)
        self.why_button.setAccessibleDescription(words)
        if why or self._answer is not None:
            self.give_reasons(why)
        if not why and self._answer is not None:
            self._answer.hide()

    def give_reasons(self, why: Sequence[Message]) -> None:
        """The answer to "why?", one line a step."""
        self.answer.setText("\n".join(say(line) for line in why))

    @Slot()
    def _toggle(self) -> None:
        opening = not self.answer.isVisible()
        if opening and not self.answer.text():
            self.asked.emit()
        self.answer.setVisible(opening)
