"""A promotion published by itself, tried out while it is typed; and its early end, with notice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.errors import ReceptionError
from reception.queries.promotions import PromotionPreview, promotion_preview
from reception.rules.promotion_checks import red
from reception.rules.publishing_facts import Check
from reception.rules.terms_editing import FieldKind, Tree, typed_value
from reception.services.promotions import publish_promotion
from reception.translation import Language
from reception.ui.i18n import _, say
from reception.ui.kit.choose import Tick
from reception.ui.kit.dialog import Dialog
from reception.ui.kit.field import AreaField, Field
from reception.ui.kit.layout import Column, clear
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.programme.finding import LIGHTS, Finding, light_word
from reception.ui.pages.programme.item_dialogs import PromotionDialog
from reception.values.choices import Light


class LonePromotionDialog(PromotionDialog):
    """The fields of a promotion, below them how it is printed, and what keeps it from going out."""

    def __init__(
        self,
        screens: Screens,
        item: Tree,
        groups: Sequence[tuple[str, str]],
        *,
        today: date,
        language: Language,
        parent: QWidget,
    ) -> None:
        super().__init__(item, self._publish, groups, today=today, parent=parent)
        self._screens = screens
        self._today_here = today
        self._language = language
        self.setWindowTitle(_("Publish a promotion"))
        self.title.setText(_("Publish a promotion"))
        self.about.setText(
            _("It stands beside the version in force, with its days, and never changes again.")
        )
        self.about.setVisible(True)
        self.save_button.setText(_("Publish"))
        self.printed = Text("", "muted", wrap=True, selectable=True, parent=self)
        self.checks = Column(gap=8)
        self.form.add_wide(Text(_("On the sheet"), "caption"))
        self.form.add_wide(self.printed)
        self.form.add_wide(Text(_("Before publishing"), "caption"))
        self.form.add_wide(self.checks)
        for field in self.form.findChildren(Field):
            field.saved.connect(self._try)
        for tick in self.form.findChildren(Tick):
            tick.clicked.connect(self._try)
        self.kind.chosen.connect(self._try)
        self._try()

    @Slot()
    def _try(self) -> None:
        """Say how it would be printed, and what the eight checks find."""
        found: PromotionPreview | None = self._screens.actions.ask(
            partial(
                promotion_preview,
                day=self._today_here,
                tree=self.item(),
                language=self._language,
            )
        )
        if found is None:
            self.printed.setText(_("Name, days and benefit first: then it is tried out here."))
            self._show_checks(())
        else:
            self.printed.setText(found.sentence)
            self._show_checks(found.checks)

    def _show_checks(self, found: Sequence[Check]) -> None:
        """What is red or grey in full, the rest in one line."""
        clear(self.checks.box)
        open_ones = [check for check in found if check.light is not Light.GREEN]
        for check in open_ones:
            lines = [say(check.said), *(say(detail) for detail in check.details)]
            self.checks.box.addWidget(
                Finding(
                    LIGHTS[check.light],
                    say(check.title),
                    "\n".join(lines),
                    spoken=light_word(check.light),
                )
            )
        if found:
            passed = _(
                "Passed: {passed} of {all}.", passed=len(found) - len(open_ones), all=len(found)
            )
            self.checks.box.addWidget(Text(passed, "muted"))
        self.save_button.setEnabled(not red(found))

    def _publish(self, tree: Tree) -> ReceptionError | None:
        wrong: list[ReceptionError] = []
        self._screens.actions.run(partial(publish_promotion, tree=tree), failed=wrong.append)
        return wrong[0] if wrong else None


class EndPromotionDialog(Dialog):
    """The last day and the reason; `end` answers what is wrong, or ""."""

    def __init__(
        self,
        about: str,
        earliest: date,
        *,
        end: Callable[[date, str], str],
        parent: QWidget,
    ) -> None:
        super().__init__(_("End the promotion early"), about, parent=parent)
        self._end = end
        self._earliest = earliest
        self.day = Field(
            _("Last day"), f"{earliest:%d.%m.%Y}", hint=_("For example 01.12.2026."), parent=self
        )
        self.reason = AreaField(_("Reason"), hint=_("It is kept with the promotion."), parent=self)
        self.body.addWidget(self.day)
        self.body.addWidget(self.reason)
        self.cancel_button = self.add_cancel(_("Cancel"))
        self.go_button = self.add_button(_("End it"), "danger")
        self.go_button.clicked.connect(self._go_on)
        self.reason.editor.setFocus()

    @Slot()
    def _go_on(self) -> None:
        value = typed_value(FieldKind.DAY, self.day.text(), self._earliest)
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            self.day.set_error(_("Enter a day, for example 01.09.2026."))
            return
        if not self.reason.text().strip():
            self.reason.set_error(_("Enter the reason."))
            self.reason.editor.setFocus()
            return
        fault = self._end(day, self.reason.text())
        if fault:
            self.day.set_error(fault)
        else:
            self.accept()
