"""The programme: its versions on a line, each in the words of its sheet, and the draft's editor.

Nothing here is typed by hand: sentences, table and figures come from the terms through the same
module as the paper (reception/rules/wording.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from reception.changes import Topic
from reception.documents.payloads import RulesSheet
from reception.documents.render import render
from reception.errors import ReceptionError
from reception.progress import Progress
from reception.queries.clinic import clinic_day
from reception.queries.programme import VersionRow, programme_in_words, versions
from reception.queries.programme_draft import Draft, draft, version_differences
from reception.rules.terms_editing import FieldKind, typed_value
from reception.services.papers import issue_rules_sheet
from reception.services.programme import (
    discard_draft,
    draw_draft_sheet,
    publish_version,
    start_draft,
)
from reception.services.programme_end import close_programme
from reception.translation import Language, load_translator
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.choose import Segments
from reception.ui.kit.empty import EmptyState
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import STRETCH, Row, column
from reception.ui.kit.text import Text
from reception.ui.page import Command, Page, Screens
from reception.ui.pages.programme.draft_part import DraftPart
from reception.ui.pages.programme.publish_dialog import EndDialog, PublishDialog
from reception.ui.pages.programme.sheet_part import SheetPart
from reception.ui.pages.programme.time_line import TimeLine
from reception.ui.printing import FinishedPaper
from reception.values.choices import Light, PaperKind, VersionStatus

LANGUAGE_WORDS = ((Language.RU, "Русский"), (Language.UK, "Українська"), (Language.EN, "English"))


class ProgrammePage(Page):
    """What is promised, to whom, since when; the sheet to print; and the next version."""

    interested_in: ClassVar[frozenset[Topic]] = frozenset(
        {
            Topic.PROGRAMME,
            Topic.ACCOUNTS,
            Topic.CARDS,
            Topic.CLINIC,
            Topic.PRICES,
            Topic.SETTINGS,
            Topic.KNOWLEDGE,
            Topic.POINTS,
            Topic.STAFF,
        }
    )

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(screens, parent)
        self._version_id: int | None = None
        self._today = date.min
        self._draft: Draft | None = None
        self.name = Text("", "title", parent=self)
        self.languages = Segments(LANGUAGE_WORDS, screens.translator.language, self)
        self.languages.chosen.connect(self._language_chosen)
        self.new_button = Button(_("New version"), icon="plus", parent=self)
        self.new_button.clicked.connect(self._new_version)
        self.end_button = Button(_("End the programme…"), "quiet", parent=self)
        self.end_button.clicked.connect(self._ask_end)
        self.print_button = Button(
            _("Print the rules sheet"), "primary", icon="print", key="Ctrl+P", parent=self
        )
        self.print_button.clicked.connect(self._print)
        self.buttons = Flow(self.print_button, self.new_button, self.end_button, parent=self)
        self.time_line = TimeLine(self)
        self.time_line.chosen.connect(self._version_chosen)
        self.sheet = SheetPart(screens, self)
        self.services = self.sheet.services
        self.draft_part = DraftPart(screens, self)
        self.nothing = EmptyState("programme", _("No programme is in force today."), parent=self)
        self.stack = QStackedWidget(self)
        for part in (self.sheet, self.draft_part, self.nothing):
            self.stack.addWidget(part)
        self._connect_draft()
        self.setLayout(
            column(
                Row(self.name, STRETCH, self.languages, gap=12),
                self.time_line,
                self.buttons,
                self.stack,
                gap=12,
                margins=(24, 24, 12, 0),
            )
        )

    def _connect_draft(self) -> None:
        side = self.draft_part.side
        side.asked_publish.connect(self._ask_publish)
        side.asked_preview.connect(self._preview)
        side.asked_discard.connect(self._discard)
        side.asked_place.connect(self._go_to)

    # --- showing

    def refresh(self) -> None:
        """Ask for the versions, and the chosen one in the chosen language."""
        ask = self.screens.actions.ask
        self._today = ask(partial(clinic_day, now=self.screens.clock.now()))
        rows = list(reversed(ask(partial(versions, day=self._today))))
        chosen = self._chosen_of(rows)
        self.time_line.show_versions(rows, 0 if chosen is None else chosen.id)
        self._draft = None
        has_draft = any(row.status is VersionStatus.DRAFT for row in rows)
        self.new_button.setText(_("Open the draft") if has_draft else _("New version"))
        self.end_button.setVisible(
            any(row.is_in_force or row.is_to_come for row in rows)
            and not any(row.ends_programme for row in rows)
        )
        writes = chosen is not None and chosen.status is VersionStatus.DRAFT
        self.buttons.setVisible(not writes)
        if chosen is None:
            self.stack.setCurrentWidget(self.nothing)
        elif chosen.status is VersionStatus.DRAFT:
            self._show_draft()
        else:
            self.draft_part.forget()
            self._show_sheet(chosen)

    def _chosen_of(self, rows: Sequence[VersionRow]) -> VersionRow | None:
        """The version that was chosen, else the one in force, else the last."""
        wanted = [row for row in rows if row.id == self._version_id]
        holding = [row for row in rows if row.is_in_force]
        found = wanted or holding or [row for row in rows if row.status is VersionStatus.PUBLISHED]
        return found[-1] if found else None

    def _show_sheet(self, chosen: VersionRow) -> None:
        ask = self.screens.actions.ask
        language = self.languages.value()
        words = ask(
            partial(programme_in_words, day=self._today, language=language, version_id=chosen.id)
        )
        if words is None:
            self.stack.setCurrentWidget(self.nothing)
            return
        self.name.setText(words.name)
        lines = ask(partial(version_differences, version_id=chosen.id))
        self.sheet.show_version(words, lines, self._today)
        self.stack.setCurrentWidget(self.sheet)

    def _show_draft(self) -> None:
        language = self.languages.value()
        self._draft = self.screens.actions.ask(partial(draft, day=self._today, language=language))
        if self._draft is None:
            return
        self.name.setText(self._draft.terms.programme.name.in_language(language))
        self.draft_part.show_draft(self._draft, self._today)
        self.stack.setCurrentWidget(self.draft_part)

    def first_focus(self) -> QWidget | None:
        """The sheet is what one comes here for; in a draft its first field."""
        if self.stack.currentWidget() is self.draft_part:
            return self.draft_part.first_focus()
        return self.print_button

    def step_back(self) -> bool:
        """From the draft, or another version, back to the one in force."""
        if self._version_id is None:
            return False
        self._version_id = None
        self.refresh()
        return True

    def commands(self) -> Sequence[Command]:
        """Printing the sheet and writing a version, by name."""
        return (
            Command(_("Print the rules sheet"), self._print, "Ctrl+P"),
            Command(_("New version of the programme"), self._new_version),
            Command(_("Publish a promotion"), self.sheet.promotions.ask_publish),
        )

    @Slot(object)
    def _language_chosen(self, _language: object) -> None:
        self.refresh()

    @Slot(int)
    def _version_chosen(self, version_id: int) -> None:
        self._version_id = version_id
        self.refresh()

    @Slot(str)
    def _go_to(self, link: str) -> None:
        place, _colon, what = link.partition(":")
        if place == "draft":
            self.draft_part.go_to(what)
        else:
            self.screens.navigate(place, what)

    # --- the sheet

    @Slot()
    def _print(self) -> None:
        self.screens.actions.run(
            partial(issue_rules_sheet, language=self.languages.value()), done=self._made, quiet=True
        )

    def _made(self, paper_id: int) -> None:
        self.screens.papers.show([paper_id], self)

    @Slot()
    def _preview(self) -> None:
        if self._draft is None:
            return
        language = self.languages.value()
        self.screens.actions.run(
            partial(draw_draft_sheet, version_id=self._draft.version_id, language=language),
            done=partial(self._draw, language),
            quiet=True,
        )

    def _draw(self, language: Language, data: RulesSheet) -> None:
        self.screens.jobs.do(
            partial(_drawn, data, language), title=_("Drawing the papers"), done=self._show_preview
        )

    def _show_preview(self, pdf: bytes) -> None:
        title = _("Preview of the sheet")
        self.screens.printing.show([FinishedPaper(title, "rules-draft.pdf", pdf)], self.window())

    # --- the next version, and the end

    @Slot()
    def _new_version(self) -> None:
        self.screens.actions.run(start_draft, done=self._started, quiet=True)

    def _started(self, version_id: int) -> None:
        self._version_id = version_id
        self.refresh()
        self.draft_part.first_focus().setFocus()

    @Slot()
    def _discard(self) -> None:
        if self._draft is not None:
            version_id, self._version_id = self._draft.version_id, None
            self.screens.actions.run(partial(discard_draft, version_id=version_id))

    @Slot()
    def _ask_publish(self) -> None:
        trial = self.draft_part.trial
        if self._draft is None or trial is None:
            return
        number, day = self._draft.number, self._draft.terms.version.valid_from
        PublishDialog(
            _("Publish version {number}?", number=str(number)),
            _(
                "It begins on {day} and never changes again. Sheets printed from then on carry"
                " its text.",
                day=day,
            ),
            red=[check for check in trial.checks if check.light is Light.RED],
            publish=self._publish,
            parent=self.window(),
        ).open()

    def _publish(self, reason: str) -> None:
        if self._draft is not None:
            version_id = self._draft.version_id
            self._version_id = version_id
            self.screens.actions.run(
                partial(publish_version, version_id=version_id, override_reason=reason)
            )

    @Slot()
    def _ask_end(self) -> None:
        about = _(
            "After its last day nothing is earned. Points can be used for the closing days the"
            " terms promise, whatever their own day."
        )
        EndDialog(about, end=self._end, parent=self.window()).open()

    def _end(self, text: str) -> str:
        """End the programme on a typed day; answers what is wrong with it."""
        value = typed_value(FieldKind.DAY, text, self._today)
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            return _("Enter a day, for example 01.09.2026.")
        wrong: list[ReceptionError] = []
        self.screens.actions.run(partial(close_programme, on=day), failed=wrong.append)
        return say(wrong[0].message) if wrong else ""


def _drawn(data: RulesSheet, language: Language, _progress: Progress) -> bytes:
    return render(PaperKind.RULES_SHEET, data, load_translator(language))
