"""Who was opened lately: offered by the arrow keys while the search box is empty."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget

from reception.queries.clinic import clinic_day
from reception.queries.search import Found, found_rows
from reception.translation import msg
from reception.ui.i18n import _
from reception.ui.page import Screens
from reception.ui.pages.desk.search_box import SearchBox
from reception.ui.pages.desk.search_results import SearchResults

MOST = 10
_WHY = msg("opened lately")


class Place(Protocol):
    """What a desk shows of a search."""

    screens: Screens
    search_box: SearchBox
    results: SearchResults
    left: QStackedWidget

    def in_hand(self) -> int | None:
        """Whoever stands in the panel."""
        ...

    def open_person(self, patient_id: int) -> None:
        """Open a person."""
        ...


class Recents(QObject):
    """Remembers the persons opened in this window and shows them in the place of results."""

    def __init__(self, place: Place, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._screens = place.screens
        self._box, self._results, self._left = place.search_box, place.results, place.left
        self._before = self._left.currentWidget()
        self._known: list[int] = []
        self._box.moved.connect(self._moved)
        self._box.entered.connect(self._entered)
        self._box.edited.connect(self._typed)
        self._box.line.installEventFilter(self)

    @property
    def is_shown(self) -> bool:
        """Whether the list stands there, with nothing searched."""
        return not self._box.text() and self._left.currentWidget() is self._results

    def note(self, patient_id: int | None) -> None:
        """Somebody is open now."""
        if patient_id is not None:
            self._known = [patient_id, *(one for one in self._known if one != patient_id)][:MOST]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc puts the list away; whoever is open when the box is used is remembered."""
        if event.type() == QEvent.Type.FocusIn:
            self.note(self._place.in_hand())
        elif (
            isinstance(event, QKeyEvent)
            and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
            and event.key() == Qt.Key.Key_Escape
            and self.is_shown
        ):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.hide()
            return True
        return super().eventFilter(watched, event)

    def hide(self) -> None:
        """Show what stood there before."""
        self._results.title.setText(_("Found"))
        if self.is_shown and self._before is not None:
            self._left.setCurrentWidget(self._before)

    @Slot(int)
    def _moved(self, _step: int) -> None:
        self.note(self._place.in_hand())
        if self._box.text() or self.is_shown or not self._known:
            return
        ask = self._screens.actions.ask
        day = ask(partial(clinic_day, now=self._screens.clock.now()))
        rows = ask(partial(found_rows, hits=dict.fromkeys(self._known, _WHY), today=day))
        if not rows:
            return
        self._before = self._left.currentWidget()
        self._results.show_found(Found(rows, len(rows)))
        self._results.title.setText(_("Opened lately"))
        self._left.setCurrentWidget(self._results)

    @Slot()
    def _entered(self) -> None:
        patient_id = self._results.current()
        if self.is_shown and patient_id is not None:
            self.hide()
            self._place.open_person(patient_id)
        self.note(self._place.in_hand())

    @Slot(str)
    def _typed(self, _text: str) -> None:
        self.note(self._place.in_hand())
        self._results.title.setText(_("Found"))
