"""One part of the terms as a form, with the sentence that will be printed below its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.rules.terms_editing import KINDS, shown_value, typed_value, value_at
from reception.rules.wording import Sentence
from reception.ui import theme
from reception.ui.i18n import _
from reception.ui.kit.card import Card
from reception.ui.kit.field import ChoiceField, Field, Labelled
from reception.ui.kit.form import Form
from reception.ui.kit.text import Text

LARGE_TEXT = 110  # from this size of text on, fields stand one below the other


class TermsCard(Card):
    """Fields by the paths of the terms; `typed` tells path and value, `chosen` likewise.

    `codes` are the paragraphs of the sheet (T1 … T15) that its fields change.
    """

    typed = Signal(str, object)

    def __init__(self, title: str, codes: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._codes = tuple(codes)
        self._today = date.min
        self.fields: dict[str, Field] = {}
        self.choices: dict[str, ChoiceField] = {}
        columns = 1 if theme.active().px(100) > LARGE_TEXT else 2
        self.form = Form(width=columns, parent=self)
        self.add(self.form)
        self.printed = Text("", "caption", parent=self)
        self.printed.setText(_("Printed on the sheet"))
        self.said = Text("", "muted", wrap=True, selectable=True, parent=self)
        self.said.setObjectName("printed")

    def add_field(self, path: str, label: str, hint: str = "") -> TermsCard:
        """A field of one line for a path of `KINDS`."""
        field = Field(label, hint=hint, longest=40)
        field.setObjectName(path)
        field.saved.connect(self._saved)
        self.fields[path] = field
        self.form.add(path, field)
        return self

    def add_choice(
        self, path: str, label: str, choices: Sequence[tuple[Any, str]], hint: str = ""
    ) -> TermsCard:
        """One of a few values for a path."""
        field = ChoiceField(label, choices, hint=hint)
        field.setObjectName(path)
        field.chosen.connect(self._chosen)
        self.choices[path] = field
        self.form.add(path, field)
        return self

    def end(self) -> TermsCard:
        """The sentence below everything that was added."""
        self.add(self.printed)
        self.add(self.said)
        return self

    def show_terms(
        self, tree: Mapping[str, Any], sentences: Sequence[Sentence], today: date
    ) -> None:
        """Show values that are saved, and what they will say on paper."""
        self._today = today
        for path, field in self.fields.items():
            if field.error():
                continue  # what is wrong stays as it was typed until it is put right
            field.set_text(shown_value(KINDS[path], value_at(tree, path)))
        for path, choice in self.choices.items():
            choice.set_value(value_at(tree, path))
        said = [f"{one.code[1:]}. {one.text}" for one in sentences if one.code in self._codes]
        self.said.setText("\n".join(said))
        self.said.setVisible(bool(said))
        self.printed.setVisible(bool(said))

    def field(self, path: str) -> Labelled | None:
        """The field of a path, or of a path within it."""
        return self.fields.get(path) or self.choices.get(path)

    @Slot(str)
    def _saved(self, text: str) -> None:
        path = self.sender().objectName()
        self.typed.emit(path, typed_value(KINDS[path], text, self._today))

    @Slot(object)
    def _chosen(self, value: object) -> None:
        self.typed.emit(self.sender().objectName(), value)
