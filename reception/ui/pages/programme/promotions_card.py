"""The promotions of the programme: from when to when, in which state, and what they gave."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.errors import ReceptionError
from reception.queries.promotions import (
    PromotionRow,
    PromotionState,
    clinic_groups,
    free_promotion_code,
    promotion_ends,
    promotion_rows,
)
from reception.services.promotions import end_promotion
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.chip import Chip
from reception.ui.kit.layout import Column, Row, clear
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.programme.items_card import promotion_words
from reception.ui.pages.programme.promotion_dialogs import EndPromotionDialog, LonePromotionDialog
from reception.ui.theme import Status

_STATUS = {
    PromotionState.RUNNING: Status.OK,
    PromotionState.COMING: Status.INFO,
    PromotionState.ENDED: Status.NEUTRAL,
}


class PromotionsCard(Card):
    """Every promotion, those that run first; one can be published here, and ended early."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(_("Promotions"), parent=parent)
        self._screens = screens
        self._today = date.min
        self._row: PromotionRow | None = None
        self._shown: dict[int, PromotionRow] = {}
        self.publish_button = Button(_("Publish a promotion…"), "secondary", icon="plus")
        self.publish_button.clicked.connect(self.ask_publish)
        self.add_action(self.publish_button)
        self.rows = Column(gap=12)
        self.add(self.rows)
        self.end_buttons: list[Button] = []

    def show_promotions(self, today: date) -> None:
        """Ask for them as of today."""
        self._today = today
        found: list[PromotionRow] = self._screens.actions.ask(partial(promotion_rows, day=today))
        clear(self.rows.box)
        self.end_buttons = []
        self._shown = {row.id: row for row in found if row.id is not None}
        for row in found:
            self.rows.box.addWidget(self._line(row))
        if not found:
            words = _("Promotions will stand here, each with its days and what it gave.")
            self.rows.box.addWidget(Text(words, "muted", wrap=True))

    def _line(self, row: PromotionRow) -> Row:
        language = screen_translator().language
        words = Column(
            Text(row.promotion.name.in_language(language), "strong", wrap=True),
            Text(promotion_words(row.promotion), "muted", wrap=True),
            Text(self._about(row), "muted", wrap=True),
            gap=2,
        )
        chip = Chip(_state_word(row.state), _STATUS[row.state])
        line = Row(words, chip, self._end_button(row), gap=12)
        line.box.setStretch(0, 1)
        return line

    def _end_button(self, row: PromotionRow) -> Button | None:
        if row.id is None or row.state is PromotionState.ENDED or row.published_last is not None:
            return None
        button = Button(_("End early…"), "quiet")
        name = row.promotion.name.in_language(screen_translator().language)
        button.setAccessibleName(f"{_('End early…')} {name}")
        button.setProperty("promotion", row.id)
        button.clicked.connect(self._ask_end)
        self.end_buttons.append(button)
        return button

    def _about(self, row: PromotionRow) -> str:
        """Where it comes from, what it gave, and why it ended early."""
        parts = [
            _("part of version {number}", number=str(row.number))
            if row.number is not None
            else _("published by itself · text {hash}", hash=row.short_hash)
        ]
        if row.visits:
            parts.append(
                _(
                    "gave {points} on {visits}",
                    points=ngettext_("{count} point", "{count} points", row.points),
                    visits=ngettext_("{count} visit", "{count} visits", row.visits),
                )
            )
        if row.published_last is not None:
            parts.append(
                _(
                    "ended early instead of {day}: {reason}",
                    day=row.published_last,
                    reason=row.end_reason,
                )
            )
        return " · ".join(parts)

    # --- publishing and ending

    @Slot()
    def ask_publish(self) -> None:
        """Open the form of a new promotion."""
        ask = self._screens.actions.ask
        language = screen_translator().language
        LonePromotionDialog(
            self._screens,
            {"code": ask(free_promotion_code)},
            ask(partial(clinic_groups, language=language)),
            today=self._today,
            language=language,
            parent=self.window(),
        ).open()

    @Slot()
    def _ask_end(self) -> None:
        self._row = row = self._shown[int(self.sender().property("promotion"))]
        name = row.promotion.name.in_language(screen_translator().language)
        if row.id is None:
            return
        earliest = self._screens.actions.ask(
            partial(promotion_ends, day=self._today, promotion_id=row.id)
        )
        about = _(
            "“{name}” was promised until {day}. Patients are told before it ends: it may end on"
            " {earliest} or later.",
            name=name,
            day=row.promotion.last_day,
            earliest=earliest or row.promotion.last_day,
        )
        EndPromotionDialog(
            about, earliest or row.promotion.last_day, end=self._end, parent=self.window()
        ).open()

    def _end(self, day: date, reason: str) -> str:
        """End the chosen promotion; answers what is wrong."""
        if self._row is None or self._row.id is None:
            return ""
        wrong: list[ReceptionError] = []
        self._screens.actions.run(
            partial(end_promotion, promotion_id=self._row.id, on=day, reason=reason),
            failed=wrong.append,
        )
        return say(wrong[0].message) if wrong else ""


def _state_word(state: PromotionState) -> str:
    words = {
        PromotionState.RUNNING: _("running"),
        PromotionState.COMING: _("coming"),
        PromotionState.ENDED: _("ended"),
    }
    return words[state]
