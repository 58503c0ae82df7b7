"""The duplicates to decide: pairs by likeness, the chosen one side by side, "another person"."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from reception.queries.duplicates import DuplicatePair, Side, ToDecide
from reception.services.patients import mark_different
from reception.ui import theme
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.dialog import Dialog
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.tables.table import Column, RowsModel, Table
from reception.values.phone_number import PhoneNumber


class DuplicatesDialog(Dialog):
    """One row a pair; Return opens the first record, the buttons decide about the chosen pair."""

    def __init__(
        self,
        screens: Screens,
        found: ToDecide,
        open_patient: Callable[[int], None],
        parent: QWidget,
    ) -> None:
        super().__init__(_("Likely duplicates"), width=860, parent=parent)
        self._screens = screens
        self._open_patient = open_patient
        self._pairs = list(found.pairs)
        self._total = found.total
        self.table = Table(
            RowsModel([Column(_("Records"), _names, stretch=True, second=_reasons)], _key),
            header=False,
            tall=True,
            parent=self,
        )
        self.table.setMinimumHeight(theme.active().px(220))
        self.table.selected.connect(self._chosen)
        self.table.opened.connect(self._open_left)
        self.body.addWidget(self.table, 1)
        self.sides = QWidget(self)
        self._grid = QGridLayout(self.sides)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.active().px(16))
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self.texts: dict[str, tuple[Text, Text]] = {}
        self._lay_sides()
        self.body.addWidget(self.sides)
        self.close_button = self.add_cancel(_("Close"))
        self.left_button = self.add_button(_("Open the first"))
        self.left_button.clicked.connect(self._open_left)
        self.right_button = self.add_button(_("Open the second"))
        self.right_button.clicked.connect(self._open_right)
        self.other_button = self.add_button(_("Another person"))
        self.other_button.clicked.connect(self._are_different)
        self._show(0)

    def _lay_sides(self) -> None:
        titles = {
            "name": _("Patient"),
            "number": _("Patient's number"),
            "born": _("Birth date"),
            "phones": _("Phones"),
            "address": _("Address"),
            "visits": _("Visits"),
        }
        for line, (field, title) in enumerate(titles.items()):
            self._grid.addWidget(Text(title, "muted", parent=self.sides), line, 0)
            pair = (Text("", wrap=True, parent=self.sides), Text("", wrap=True, parent=self.sides))
            self.texts[field] = pair
            for place, text in enumerate(pair, 1):
                self._grid.addWidget(text, line, place, Qt.AlignmentFlag.AlignTop)

    def _show(self, place: int) -> None:
        """Show the pairs that are left, and choose the one at this place."""
        self.about.setText(
            ngettext_("{count} pair to decide.", "{count} pairs to decide.", self._total)
            if self._total
            else _("No likely duplicates: every pair is decided.")
        )
        self.about.show()
        self.table.show_rows(self._pairs)
        some = bool(self._pairs)
        for part in (self.table, self.sides, self.left_button, self.right_button):
            part.setVisible(some)
        self.other_button.setVisible(some)
        if not some:
            self.close_button.setFocus()
            return
        self.table.selectRow(min(place, len(self._pairs) - 1))
        self._show_sides()
        self.table.setFocus()

    def _pair(self) -> DuplicatePair | None:
        key = self.table.current_key()
        return next((pair for pair in self._pairs if _key(pair) == key), None)

    def _show_sides(self) -> None:
        pair = self._pair()
        if pair is None:
            return
        left, right = _side_words(pair.left), _side_words(pair.right)
        for field, texts in self.texts.items():
            for text, words in zip(texts, (left[field], right[field]), strict=True):
                text.setText(words)

    @Slot(object)
    def _chosen(self, _key: object) -> None:
        self._show_sides()

    @Slot()
    def _open_left(self) -> None:
        pair = self._pair()
        if pair is not None:
            self.accept()
            self._open_patient(pair.left.patient_id)

    @Slot()
    def _open_right(self) -> None:
        pair = self._pair()
        if pair is not None:
            self.accept()
            self._open_patient(pair.right.patient_id)

    @Slot()
    def _are_different(self) -> None:
        pair = self._pair()
        if pair is None:
            return
        self._screens.actions.run(
            partial(
                mark_different, patient_id=pair.left.patient_id, other_id=pair.right.patient_id
            ),
            done=self._decided,
        )

    def _decided(self, _nothing: object) -> None:
        pair = self._pair()
        if pair is not None:
            place = self._pairs.index(pair)
            self._pairs.remove(pair)
            self._total -= 1
            self._show(place)


def _key(pair: DuplicatePair) -> int:
    return pair.left.patient_id * 10_000_000 + pair.right.patient_id


def _names(pair: DuplicatePair) -> str:
    return f"{pair.left.name} = {pair.right.name}"


def _reasons(pair: DuplicatePair) -> str:
    return ", ".join(say(reason) for reason in pair.reasons)


def _side_words(side: Side) -> dict[str, str]:
    translator = screen_translator()
    return {
        "name": side.name,
        "number": side.number or "–",
        "born": "–" if side.birth_date is None else translator.day(side.birth_date),
        "phones": ", ".join(str(PhoneNumber("+" + phone)) for phone in side.phones) or "–",
        "address": side.address or "–",
        "visits": translator.number(side.visits),
    }
