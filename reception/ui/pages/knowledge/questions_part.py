"""Questions nobody could answer at the desk: answered here once, found by everybody from then on."""

from __future__ import annotations

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.queries.answers import NuanceRow, OpenQuestion, nuances, open_questions
from reception.queries.clinic import clinic_facts
from reception.services.nuances import answer_question, drop_question
from reception.translation import Language
from reception.ui.i18n import _, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.field import Field
from reception.ui.kit.form import Form
from reception.ui.kit.layout import STRETCH, Column, clear, row
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.knowledge.part import Part

NAMES = {Language.RU: "Русский", Language.UK: "Українська", Language.EN: "English"}


class AnswerForm(Card):
    """One question with its answer in three languages; the asked one must be there."""

    answered = Signal(int, object)
    dropped = Signal(int)

    def __init__(self, nuance_id: int, question: str, about: str, answer: dict[str, str]) -> None:
        super().__init__(question, about)
        self._nuance_id = nuance_id
        self.form = Form()
        self.fields: dict[str, Field] = {}
        for language in Language:
            field = Field(NAMES[language], longest=500)
            field.set_text(answer.get(language.value, ""))
            self.fields[language.value] = field
            self.form.add(language.value, field, span=2)
        self.add(self.form)
        self.save_button = Button(_("Answered"), "primary", icon="check")
        self.save_button.clicked.connect(self._save)
        self.drop_button = Button(_("Take off the list"), "quiet", icon="trash")
        self.drop_button.clicked.connect(self._drop)
        self.add(row(self.save_button, self.drop_button, STRETCH))

    @Slot()
    def _save(self) -> None:
        self.form.clear_errors()
        self.answered.emit(
            self._nuance_id, {key: field.text() for key, field in self.fields.items()}
        )

    @Slot()
    def _drop(self) -> None:
        self.dropped.emit(self._nuance_id)

    def refuse(self, error: ReceptionError) -> None:
        """Say beside the field what is wrong."""
        words = say(error.message)
        if not (isinstance(error, InvalidInput) and self.form.show_error(error.field, words)):
            self.form.show_error(Language.RU.value, words)


class QuestionsPart(Part):
    """What waits for an answer, the one due first at the top, and the nuances below."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        self.waiting = Column(gap=12)
        self.known = Column(gap=12)
        self.forms: dict[int, AnswerForm] = {}
        for title, about, place in (
            (
                _("Questions without an answer"),
                _("F1 at the desk writes a question down; tell the patient, then write it here."),
                self.waiting,
            ),
            (
                _("Nuances of this clinic"),
                _("Found under F1 by their words, in the patient's language."),
                self.known,
            ),
        ):
            self.box.addWidget(Text(title, "heading"))
            self.box.addWidget(Text(about, "muted", wrap=True))
            self.box.addWidget(place)
        self.box.addStretch(1)

    def refresh(self) -> None:
        """Ask for both lists; what is being written stays."""
        ask = self.screens.actions.ask
        zone = ZoneInfo(ask(clinic_facts).time_zone)
        clear(self.waiting.box)
        clear(self.known.box)
        self.forms = {}
        asked = ask(open_questions)
        for one in asked:
            self._show(self.waiting, one.id, one.question, _asked(one, zone), {})
        if not asked:
            self.waiting.box.addWidget(Text(_("Every question has its answer."), "muted"))
        written = ask(nuances)
        for nuance in written:
            about = _answered(nuance, zone)
            self._show(self.known, nuance.id, nuance.question, about, nuance.answer)
        if not written:
            self.known.box.addWidget(
                Text(_("What the clinic answers once will stand here."), "muted", wrap=True)
            )

    def _show(
        self, place: Column, nuance_id: int, question: str, about: str, answer: dict[str, str]
    ) -> None:
        form = AnswerForm(nuance_id, question, about, answer)
        form.answered.connect(self._answer)
        form.dropped.connect(self._drop)
        self.forms[nuance_id] = form
        place.box.addWidget(form)

    def first_focus(self) -> QWidget | None:
        """The first answer to write."""
        first = next(iter(self.forms.values()), None)
        return None if first is None else next(iter(first.fields.values())).editor

    @Slot(int, object)
    def _answer(self, nuance_id: int, answer: dict[str, str]) -> None:
        self.screens.actions.run(
            partial(answer_question, nuance_id=nuance_id, answer=answer),
            failed=self.forms[nuance_id].refuse,
        )

    @Slot(int)
    def _drop(self, nuance_id: int) -> None:
        self.screens.actions.run(partial(drop_question, nuance_id=nuance_id))


def _asked(one: OpenQuestion, zone: ZoneInfo) -> str:
    parts = [screen_translator().moment(one.asked_at.astimezone(zone)), one.asked_by]
    if one.due_on is not None:
        parts.append(_("the answer is owed by {day}", day=one.due_on))
    return " · ".join(part for part in parts if part)


def _answered(nuance: NuanceRow, zone: ZoneInfo) -> str:
    when = screen_translator().moment(nuance.answered_at.astimezone(zone))
    return " · ".join(part for part in (when, nuance.answered_by) if part)
