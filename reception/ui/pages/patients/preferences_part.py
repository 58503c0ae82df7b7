"""Preferences and privacy of a record: what makes a visit pleasant, and what must not be said."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.errors import ReceptionError
from reception.queries.preferences import Preferences, preferences_of
from reception.rules.medical_words import medical_word
from reception.services.patients import change_patient
from reception.ui.i18n import _, say
from reception.ui.kit.card import Card
from reception.ui.kit.choose import Segments, Tick
from reception.ui.kit.field import AreaField, ChoiceField, Field
from reception.ui.kit.layout import STRETCH, column, row
from reception.ui.kit.strip import Strip
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.patients.overview_part import LANGUAGES
from reception.ui.pages.patients.part import PersonPart
from reception.ui.theme import Status
from reception.values.choices import Background
from reception.values.labels import background_label


class PreferenceTick(Tick):
    """A mark on the person, by the name of its field."""

    changed = Signal(str, bool)

    def __init__(self, field: str, word: str, parent: QWidget) -> None:
        super().__init__(word, parent=parent)
        self._field = field
        self.clicked.connect(self._tell)

    @Slot(bool)
    def _tell(self, on: bool) -> None:
        self.changed.emit(self._field, on)


class PreferencesPart(PersonPart):
    """Everything is saved as it is chosen, and seen at the desk as a word with an icon."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(screens, parent)
        self._patient_id: int | None = None
        self.ticks: dict[str, PreferenceTick] = {}
        self.setLayout(
            column(
                self._comfort_card(),
                self._speaking_card(),
                self._needs_card(),
                self._note_card(),
                gap=12,
            )
        )

    def _comfort_card(self) -> Card:
        card = Card(_("To feel at home"), parent=self)
        self.drink = Field(
            _("Drink"), hint=_("For example: tea without sugar."), longest=60, parent=self
        )
        self.drink.saved.connect(self._drink_saved)
        choices = [
            (None, _("not asked")),
            *((one, say(background_label(one))) for one in Background),
        ]
        self.background = Segments(choices, None, self)
        self.background.chosen.connect(self._background_chosen)
        card.add(self.drink).add(Text(_("In the room"), "caption")).add(
            row(self.background, STRETCH)
        )
        return card

    def _speaking_card(self) -> Card:
        card = Card(_("Speaking and privacy"), parent=self, gap=4)
        self.language = ChoiceField(_("Preferred language"), LANGUAGES, parent=self)
        self.language.chosen.connect(self._language_chosen)
        card.add(self.language)
        for field, word in (
            ("prefers_silence", _("Prefers quiet: hand over the sheet, no talk")),
            ("no_surname", _("Not to be called by surname: name and patronymic only")),
            ("do_not_mention", _("Do not speak about the programme")),
            ("refuses_data", _("Gives no data: nothing more is asked")),
        ):
            card.add(self._tick(field, word))
        return card

    def _needs_card(self) -> Card:
        card = Card(_("Hearing and sight"), parent=self, gap=4)
        for field, word in (
            ("hard_of_hearing", _("Hard of hearing: speak facing them, slowly")),
            ("written_prompt", _("In writing rather than aloud: show or hand over the words")),
            ("poor_sight", _("Poor sight: read aloud, accompany to the room")),
            ("large_print", _("Large print: rules and sheets come in large letters")),
        ):
            card.add(self._tick(field, word))
        return card

    def _note_card(self) -> Card:
        card = Card(_("Note"), _("What is good to know at the desk."), parent=self)
        self.note = AreaField(
            _("Note"),
            hint=_("Nothing about health: that belongs into the medical record only."),
            parent=self,
        )
        self.note.saved.connect(self._note_saved)
        self.note.edited.connect(self._note_edited)
        self.medical = Strip("", Status.WARN, parent=self)
        self.medical.hide()
        return card.add(self.note).add(self.medical)

    def _tick(self, field: str, word: str) -> PreferenceTick:
        tick = PreferenceTick(field, word, self)
        tick.changed.connect(self._ticked)
        self.ticks[field] = tick
        return tick

    def first_focus(self) -> QWidget | None:
        """The drink."""
        return self.drink

    def show_person(self, patient_id: int) -> None:
        """Show the preferences of a person."""
        self._patient_id = patient_id
        shown: Preferences = self.screens.actions.ask(
            partial(preferences_of, patient_id=patient_id)
        )
        self.drink.set_text(shown.drink)
        self.background.set_value(shown.background)
        self.language.set_value(shown.language)
        for field, tick in self.ticks.items():
            tick.setChecked(bool(getattr(shown, field)))
        self.note.set_text(shown.comment)
        self._warn(self.note.text())
        self.setEnabled(not shown.is_erased)

    def _change(self, field: str, value: object) -> None:
        if self._patient_id is not None:
            self.screens.actions.run(
                partial(change_patient, patient_id=self._patient_id, field=field, value=value),
                failed=partial(self._refused, field),
            )

    def _refused(self, field: str, error: ReceptionError) -> None:
        shown = {"drink": self.drink, "comment": self.note}.get(field)
        if shown is not None:
            shown.set_error(say(error.message))
        else:
            self.screens.notify.explain(error)

    @Slot(str)
    def _drink_saved(self, text: str) -> None:
        self._change("drink", text)

    @Slot(object)
    def _background_chosen(self, value: object) -> None:
        self._change("background", value)

    @Slot(object)
    def _language_chosen(self, value: object) -> None:
        self._change("language", value)

    @Slot(str, bool)
    def _ticked(self, field: str, on: bool) -> None:
        self._change(field, on)

    @Slot(str)
    def _note_saved(self, text: str) -> None:
        self._change("comment", text)

    @Slot(str)
    def _note_edited(self, text: str) -> None:
        self._warn(text)

    def _warn(self, text: str) -> None:
        """A kind word where health is spoken of; the note is kept all the same."""
        word = medical_word(text)
        self.medical.setVisible(word is not None)
        if word is not None:
            self.medical.say(
                _(
                    "“{word}” sounds like health. Such words belong into the medical record; here"
                    " write what to do instead, for example “offer water without gas”.",
                    word=word,
                ),
                Status.WARN,
            )
