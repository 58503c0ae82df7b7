"""The service standard: read and acknowledged, observed item by item, reported, looked through."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.queries.clinic import clinic_day
from reception.queries.standard import StandardView, standard_view
from reception.services.standard import (
    acknowledge_standard,
    begin_standard,
    observe_standard,
    review_standard,
)
from reception.ui.i18n import _, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.choose import Tick
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import Column, clear
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.knowledge.part import Part
from reception.values.period import add_months

MONTHS = 1


class StandardPart(Part):
    """The items stand by the stages of a visit; whoever looks ticks what was done."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        self._view: StandardView | None = None
        self.ticks: dict[str, Tick] = {}
        self.about = Text("", wrap=True, parent=self)
        self.read_by = Text("", "muted", wrap=True, parent=self)
        self.read_button = Button(_("I have read it"), "primary", parent=self)
        self.read_button.clicked.connect(self._acknowledge)
        self.review_button = Button(_("Looked through: a new version"), parent=self)
        self.review_button.clicked.connect(self._review)
        head = Card(_("Service standard"), parent=self)
        head.add(self.about).add(self.read_by).add(Flow(self.read_button, self.review_button))
        self.stages = Column(gap=12, parent=self)
        self.observe_button = Button(_("Record what was seen today"), parent=self)
        self.observe_button.clicked.connect(self._observe)
        how = _("What is ticked was done; the rest of the same stage was looked at and not done.")
        for part in (head, self.stages, Text(how, "muted", wrap=True), Flow(self.observe_button)):
            self.box.addWidget(part)
        self.box.addStretch(1)

    def refresh(self) -> None:
        """Ask again; the first time the shipped standard is laid down."""
        ask = self.screens.actions.ask
        today: date = ask(partial(clinic_day, now=self.screens.clock.now()))
        wanted = partial(standard_view, first=add_months(today, -MONTHS), last=today)
        view: StandardView | None = ask(wanted)
        if view is None:
            self.screens.actions.run(begin_standard, quiet=True)
            view = ask(wanted)
        if view is None:
            return
        self._view = view
        self._show_head(view)
        ticked = {code for code, tick in self.ticks.items() if tick.isChecked()}
        clear(self.stages.box)
        self.ticks = {}
        language = screen_translator().language
        for code, name in view.stages:
            card = Card(name.in_language(language), gap=4)
            for item in view.items:
                if item.stage == code:
                    words = item.words.in_language(language) + _seen(view, item.code)
                    tick = Tick(words, checked=item.code in ticked, parent=card)
                    self.ticks[item.code] = tick
                    card.add(tick)
            self.stages.box.addWidget(card)

    def first_focus(self) -> QWidget | None:
        """The button that says it was read."""
        return self.read_button

    def _show_head(self, view: StandardView) -> None:
        words = _(
            "Version {number}, to be looked through by {day}.",
            number=view.number,
            day=view.review_on,
        )
        whole = view.whole
        if whole.of:
            words += " " + _(
                "All done: {done} of {of} times in a month.", done=whole.done, of=whole.of
            )
        self.about.setText(words)
        self.about.set_status("danger" if view.is_overdue else "")
        missing = ", ".join(view.missing)
        self.read_by.setText(
            _("Not read yet: {names}", names=missing) if missing else _("Everybody has read it.")
        )
        actor = self.screens.seat.require()
        self.review_button.setVisible(actor.is_supervisor)
        self.read_button.setVisible(actor.name not in view.read_by)

    @Slot()
    def _acknowledge(self) -> None:
        if self._view is not None:
            number = self._view.version_id
            self.screens.actions.run(partial(acknowledge_standard, version_id=number))

    @Slot()
    def _review(self) -> None:
        self.screens.actions.run(review_standard)

    @Slot()
    def _observe(self) -> None:
        if self._view is None:
            return
        stages = {one.code: one.stage for one in self._view.items}
        looked_at = {stages[code] for code, tick in self.ticks.items() if tick.isChecked()}
        marks = {
            code: tick.isChecked() for code, tick in self.ticks.items() if stages[code] in looked_at
        }
        self.screens.actions.run(
            partial(observe_standard, version_id=self._view.version_id, marks=marks),
            done=self._observed,
        )

    def _observed(self, _count: int) -> None:
        for tick in self.ticks.values():
            tick.setChecked(False)


def _seen(view: StandardView, code: str) -> str:
    seen = view.observed.get(code)
    return "" if seen is None else " · " + _("{done} of {of}", done=seen.done, of=seen.of)
