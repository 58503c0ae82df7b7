"""The duplicates to decide: pairs by likeness, the chosen one side by side, merged or told apart.

It stands in the place of the record, so that the list of patients and the rest of the window can
be used meanwhile.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from reception.queries.duplicates import DuplicatePair, Side, ToDecide
from reception.services.patients import mark_different
from reception.ui import theme
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.layout import STRETCH, Column, Scroll, column, row
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.patients.merge_card import MergeCard
from reception.ui.pages.patients.part import PAIRED_SCALE
from reception.ui.tables.table import Column as TableColumn
from reception.ui.tables.table import RowsModel, Table
from reception.values.phone_number import PhoneNumber


class DuplicatesPanel(QWidget):
    """One row a pair; Return opens the first record, the buttons decide about the chosen pair."""

    open_asked = Signal(int)
    closed = Signal()

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._screens = screens
        self._pairs: list[DuplicatePair] = []
        self._total = 0
        self.about = Text("", "muted", wrap=True, parent=self)
        self.table = Table(
            RowsModel([TableColumn(_("Records"), _names, stretch=True, second=_reasons)], _key),
            header=False,
            tall=True,
            parent=self,
        )
        self.table.selected.connect(self._chosen)
        self.table.opened.connect(self._open_left)
        self.sides = QWidget(self)
        self._grid = QGridLayout(self.sides)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.active().px(16))
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self.texts: dict[str, tuple[Text, Text]] = {}
        self._lay_sides()
        self.merge = MergeCard(screens, self)
        self.merge.hide()
        self.merge.merged.connect(self._merged)
        self.merge.left.connect(self._leave_merge)
        self._build_buttons()
        below = Column(self.sides, self._decide, self.merge, STRETCH, gap=12)
        self._below = Scroll(below, self)
        head = row(Text(_("Likely duplicates"), "title"), STRETCH, self.close_button)
        layout = column(head, self.about, self.table, self._below, gap=12)
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def _build_buttons(self) -> None:
        self.merge_button = Button(_("Merge…"), "primary", parent=self)
        self.merge_button.clicked.connect(self._ask_merge)
        self.other_button = Button(_("Another person"), parent=self)
        self.other_button.clicked.connect(self._are_different)
        self.left_button = Button(_("Open the first"), "quiet", parent=self)
        self.left_button.clicked.connect(self._open_left)
        self.right_button = Button(_("Open the second"), "quiet", parent=self)
        self.right_button.clicked.connect(self._open_right)
        self.close_button = Button(_("Close"), "quiet", parent=self)
        self.close_button.clicked.connect(self._close)
        self._decide = Column(
            row(self.merge_button, self.other_button, STRETCH),
            row(self.left_button, self.right_button, STRETCH),
        )

    def show_found(self, found: ToDecide, *, keep_place: bool = False) -> None:
        """Show the pairs that stand in the list now."""
        key = self.table.current_key() if keep_place else None
        keys = [_key(pair) for pair in self._pairs]
        place = keys.index(key) if key in keys else 0
        self._pairs, self._total = list(found.pairs), found.total
        self._show(place)

    def step_back(self) -> bool:
        """Esc: out of the merge, then out of the list."""
        if self.merge.isVisible():
            self._leave_merge()
        else:
            self._close()
        return True

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
        chosen = self.table.current_key()
        self.table.show_rows(self._pairs)
        self.table.fit(least=1, most=5)
        some = bool(self._pairs)
        self.table.setVisible(some and self.merge.isHidden())
        self.sides.setVisible(some)
        self._decide.setVisible(some and self.merge.isHidden())
        if not some:
            self.close_button.setFocus()
            return
        self.table.selectRow(min(place, len(self._pairs) - 1))
        if self.table.current_key() != chosen:
            self._leave_merge()
        self._show_sides()

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
        self._leave_merge()
        self._show_sides()

    @Slot()
    def _open_left(self) -> None:
        pair = self._pair()
        if pair is not None:
            self.open_asked.emit(pair.left.patient_id)

    @Slot()
    def _open_right(self) -> None:
        pair = self._pair()
        if pair is not None:
            self.open_asked.emit(pair.right.patient_id)

    @Slot()
    def _close(self) -> None:
        self.closed.emit()

    @Slot()
    def _are_different(self) -> None:
        pair = self._pair()
        if pair is not None:
            self._screens.actions.run(
                partial(
                    mark_different, patient_id=pair.left.patient_id, other_id=pair.right.patient_id
                ),
                done=self._decided,
            )

    def _decided(self, _nothing: object) -> None:
        """The page has asked for the list again: the next pair is chosen."""
        (self.table if self._pairs else self.close_button).setFocus()

    # --- Merging

    @Slot()
    def _ask_merge(self) -> None:
        pair = self._pair()
        if pair is None:
            return
        self.merge.show_pair(pair.left.patient_id, pair.right.patient_id)
        self._decide.hide()
        self.table.hide()
        self.merge.show()
        self.merge.first_focus().setFocus()

    @Slot()
    def _leave_merge(self) -> None:
        if not self.merge.isHidden():
            self.merge.hide()
            self._decide.setVisible(bool(self._pairs))
            self.table.setVisible(bool(self._pairs))
            self.table.setFocus()

    @Slot(int)
    def _merged(self, main_id: int) -> None:
        self._leave_merge()
        if not self._pairs:
            self.open_asked.emit(main_id)


def _key(pair: DuplicatePair) -> int:
    return pair.left.patient_id * 10_000_000 + pair.right.patient_id


def _has_room() -> bool:
    """Whether two whole names stand beside each other; else the second opens the lower line."""
    return theme.active().scale <= PAIRED_SCALE


def _names(pair: DuplicatePair) -> str:
    return f"{pair.left.name} = {pair.right.name}" if _has_room() else pair.left.name


def _reasons(pair: DuplicatePair) -> str:
    reasons = ", ".join(say(reason) for reason in pair.reasons)
    return reasons if _has_room() else f"= {pair.right.name} · {reasons}"


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
