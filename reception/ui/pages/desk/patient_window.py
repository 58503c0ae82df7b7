"""The second screen: what the patient at the desk may see of her own, else the clinic's name.

It shows what the open estimate or checkout shows, and nothing while the screen is hidden: never
another patient's data, and no surname (product/requirements.md S1.21).
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reception.queries.clinic import ClinicFacts
from reception.translation import Translator, load_translator, msg, nmsg
from reception.ui import theme
from reception.ui.curtain import Curtain
from reception.ui.kit.layout import Column, Row, clear
from reception.ui.kit.text import Text
from reception.ui.pages.desk.checkout_form import CheckoutForm
from reception.ui.pages.desk.estimate_form import EstimateForm
from reception.ui.pages.desk.patient_view import PatientView
from reception.ui.pages.desk.person_side import PersonSide

USUAL = (800, 600)


class PatientWindow(QWidget):
    """A window of its own, meant for a screen that faces the patient; it takes no typing."""

    def __init__(self, clinic: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        wear = theme.active()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle(clinic)
        self.setWindowIcon(wear.icon("mark", "accent", 48))
        self.resize(*USUAL)
        self.clinic = Text(clinic, "display", wrap=True, parent=self)
        self.clinic.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.address = Text("", "display", wrap=True, parent=self)
        self.items = Column(gap=12, parent=self)
        self.total = Text("", "display", parent=self)
        self.points = Text("", "large", wrap=True, parent=self)
        box = QVBoxLayout(self)
        box.setContentsMargins(*(wear.px(48),) * 4)
        box.setSpacing(wear.px(24))
        box.addStretch(1)
        for part in (self.clinic, self.address, self.items, self.total, self.points):
            box.addWidget(part)
        box.addStretch(1)
        self.show_view(None)

    def show_view(self, view: PatientView | None) -> None:
        """Show what is hers; None shows the clinic's name alone."""
        clear(self.items.box)
        is_hers = view is not None and view.total_minor >= 0 and bool(view.items)
        self.clinic.setVisible(not is_hers)
        for part in (self.address, self.items, self.total, self.points):
            part.setVisible(is_hers)
        if view is None or not is_hers:
            for text in (self.address, self.total, self.points):
                text.setText("")
            return
        words = load_translator(view.language)
        self.address.setText(view.address)
        for name, minor in view.items:
            line = Row(
                Text(name, "large", wrap=True),
                Text(words.money(minor, view.currency), "large"),
                gap=24,
            )
            line.box.setStretch(0, 1)
            self.items.box.addWidget(line)
        money = words.money(view.total_minor, view.currency)
        self.total.setText(words.text(msg("In all: {money}", money=money)))
        self.points.setText(_points(view, words))
        self.points.setVisible(bool(self.points.text()))

    def put_up(self, own: QScreen) -> None:
        """On a screen that is not the desk's `own`, if there is one; else a window beside it."""
        others = [one for one in QGuiApplication.screens() if one is not own]
        if others:
            self.setGeometry(others[0].geometry())
            self.showFullScreen()
        else:
            self.show()


def _points(view: PatientView, words: Translator) -> str:
    parts = []
    if view.points_used:
        parts.append(
            nmsg(
                "{count} point reduces the price.",
                "{count} points reduce the price.",
                view.points_used,
            )
        )
    if view.points_earned:
        parts.append(
            nmsg(
                "{count} point is added for this visit.",
                "{count} points are added for this visit.",
                view.points_earned,
            )
        )
    return " ".join(words.text(one) for one in parts)


class Desk(Protocol):
    """What the second screen needs of the page."""

    @property
    def side(self) -> PersonSide:
        """The panel with its forms."""
        ...

    @property
    def facts(self) -> ClinicFacts:
        """The clinic."""
        ...

    def window(self) -> QWidget:
        """The window the page is in."""
        ...


class PatientScreen(QObject):
    """Opens the window, and gives it what the open form shows; hides it all with the curtain."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view: PatientView | None = None
        self._curtain: Curtain | None = None
        self.shown: PatientWindow | None = None
        desk.side.form_opened.connect(self._opened)

    @Slot()
    def toggle(self) -> None:
        """Put the window up, or away."""
        if self.shown is not None:
            self.shown.close()
            self.shown.deleteLater()
            self.shown = None
            return
        window = self._desk.window()
        self.shown = PatientWindow(self._desk.facts.name, window)
        curtain = window.findChild(Curtain)
        if isinstance(curtain, Curtain) and self._curtain is None:
            self._curtain = curtain
            curtain.installEventFilter(self)
        self._show()
        self.shown.put_up(window.screen())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Privacy: the curtain falls before this window, too."""
        if watched is self._curtain and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._show(hidden=event.type() == QEvent.Type.Show)
        return super().eventFilter(watched, event)

    @Slot()
    def _opened(self) -> None:
        form = self._desk.side.form
        self._view = None
        if isinstance(form, EstimateForm | CheckoutForm):
            form.shows.connect(self._take)
            self._view = form.patient_view()
        self._show()

    @Slot(object)
    def _take(self, view: object) -> None:
        if self.sender() is self._desk.side.form or view is None:
            self._view = view if isinstance(view, PatientView) else None
            self._show()

    def _show(self, *, hidden: bool = False) -> None:
        if self.shown is not None:
            covered = hidden or (self._curtain is not None and self._curtain.isVisible())
            self.shown.show_view(None if covered else self._view)
