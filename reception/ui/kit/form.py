"""Forms: fields in one or two columns, and errors that find their field."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from reception.ui import theme
from reception.ui.kit.field import Labelled


class Form(QWidget):
    """Fields by name, filled row by row; `width` columns of equal width."""

    def __init__(self, *, width: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wear = theme.active()
        self._width = width
        self._next = 0
        self._fields: dict[str, Labelled] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(wear.px(16))
        self._grid.setVerticalSpacing(wear.px(12))
        for index in range(width):
            self._grid.setColumnStretch(index, 1)

    def add(self, name: str, field: Labelled, *, span: int = 1) -> Labelled:
        """Put a field into the next place, over `span` columns, as far as there are so many."""
        span = min(span, self._width)
        if self._next % self._width + span > self._width:
            self._next += self._width - self._next % self._width
        line, place = divmod(self._next, self._width)
        self._grid.addWidget(field, line, place, 1, span, Qt.AlignmentFlag.AlignTop)
        self._fields[name] = field
        self._next += span
        return field

    def add_wide(self, part: QWidget) -> None:
        """Put anything else over the whole width."""
        line = -(-self._next // self._width)
        self._grid.addWidget(part, line, 0, 1, self._width)
        self._next = (line + 1) * self._width

    def fields(self) -> tuple[tuple[str, Labelled], ...]:
        """Every field with its name, as they stand."""
        return tuple(self._fields.items())

    def field(self, name: str) -> Labelled:
        """A field by its name."""
        return self._fields[name]

    def show_error(self, name: str, text: str) -> bool:
        """Say what is wrong beside the field it is about; False where there is no such field."""
        field = self._fields.get(name)
        if field is None:
            return False
        field.set_error(text)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def clear_errors(self) -> None:
        """Take every error back."""
        for field in self._fields.values():
            field.set_error("")
