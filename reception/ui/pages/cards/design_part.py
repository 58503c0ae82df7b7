"""The design of the clinic's cards: a form, and beside it the card as it will be printed."""

from __future__ import annotations

import base64
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from reception.documents.card_design import CardDesign, checked_design
from reception.documents.payloads import Card as Face
from reception.documents.render import render
from reception.errors import InvalidInput, ReceptionError
from reception.queries.cards import card_settings
from reception.queries.clinic import ClinicFacts, clinic_day, clinic_facts
from reception.queries.person_facts import terms_on
from reception.services.card_designs import change_design, design_from
from reception.translation import Language, load_translator
from reception.ui import theme
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.choose import Segments, Tick
from reception.ui.kit.field import Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.form import Form
from reception.ui.kit.layout import STRETCH, row
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.cards.logo import read_logo
from reception.ui.pages.cards.part import Part
from reception.ui.printing import page_images, read_pdf
from reception.values.card_number import CardNumber
from reception.values.choices import PaperKind, Symbology
from reception.values.labels import symbology_label
from reception.values.localized_text import LocalizedText

NAMES = {Language.RU: "Русский", Language.UK: "Українська", Language.EN: "English"}
COLOURS = ("ground", "accent", "ink")
SAMPLE = CardNumber.of(10, 1).digits
PREVIEW = 300


class DesignPart(Part):
    """Every change is seen at once; it holds when it is saved."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        self.logo = ""
        self.facts: ClinicFacts | None = None
        self.names: LocalizedText | None = None
        self._stood: dict[str, Any] | None = None
        """What is saved; while it does not change, the form keeps what is being typed."""
        self.language = Segments([(one, NAMES[one]) for one in Language], Language.RU)
        self.language.chosen.connect(self._look)
        self.sides = [QLabel(self), QLabel(self)]
        self.trouble = Text("", "error", wrap=True, parent=self)
        self.trouble.hide()
        seen = Card(_("As it will be printed"), parent=self)
        seen.add(row(self.language, STRETCH)).add(Flow(*self.sides, gap=12)).add(self.trouble)
        self.box.addWidget(seen)
        self.box.addWidget(self._build_form())
        self.box.addStretch(1)

    def _build_form(self) -> Card:
        card = Card(_("Design"), _("Colours as #RRGGBB; words in each language."), parent=self)
        self.form = Form(width=3, parent=card)
        labels = {"ground": _("Ground"), "accent": _("Accent"), "ink": _("Letters")}
        self.fields: dict[str, Field] = {}
        for name in COLOURS:
            self._field(name, labels[name], 7)
        for kind, word, longest in (
            ("line", _("Words on the front"), 80),
            ("back", _("Words on the back"), 300),
        ):
            self.form.add_wide(Text(word, "strong", parent=self))
            for language in Language:
                self._field(f"{kind}.{language.value}", NAMES[language], longest)
        self.symbology = Segments(
            [(one, say(symbology_label(one))) for one in Symbology], Symbology.CODE_128
        )
        self.symbology.chosen.connect(self._look)
        self.has_back = Tick(_("Print a back"))
        self.shows_holder = Tick(_("Print the holder's name (less privacy)"))
        for tick in (self.has_back, self.shows_holder):
            tick.toggled.connect(self._look)
        self.logo_button = Button(_("Choose a logo…"), icon="upload", parent=self)
        self.logo_button.clicked.connect(self._choose_logo)
        self.no_logo_button = Button(_("Without a logo"), "quiet", parent=self)
        self.no_logo_button.clicked.connect(self._drop_logo)
        self.save_button = Button(_("Save the design"), "primary", icon="check", parent=self)
        self.save_button.clicked.connect(self.save)
        card.add(self.form).add(row(self.symbology, STRETCH))
        card.add(self.has_back).add(self.shows_holder)
        card.add(Flow(self.logo_button, self.no_logo_button, gap=8))
        return card.add(row(self.save_button, STRETCH))

    def _field(self, name: str, label: str, longest: int) -> None:
        field = Field(label, longest=longest, parent=self)
        field.edited.connect(self._look)
        self.fields[name] = field
        self.form.add(name, field)

    def refresh(self) -> None:
        """Show the design that holds."""
        ask = self.screens.actions.ask
        self.facts = ask(clinic_facts)
        day = ask(partial(clinic_day, now=self.screens.clock.now()))
        terms = ask(partial(terms_on, day=day))
        self.names = None if terms is None else terms.programme.name
        stored = ask(card_settings).design
        if stored == self._stood:
            return
        self._stood = stored
        design = design_from(stored, self.facts.language)
        self.language.set_value(self.facts.language)
        for name in COLOURS:
            self.fields[name].set_text(getattr(design, name))
        for name, field in self.fields.items():
            kind, _dot, language = name.partition(".")
            if language:
                field.set_text(dict(stored.get(kind) or {}).get(language, ""))
        self.symbology.set_value(design.symbology)
        self.has_back.setChecked(design.has_back)
        self.shows_holder.setChecked(design.shows_holder)
        self.logo = design.logo
        self._look()

    def first_focus(self) -> QWidget | None:
        """The first colour."""
        return self.fields["ground"]

    def typed(self) -> dict[str, Any]:
        """The design as it stands in the form."""
        words: dict[str, dict[str, str]] = {"line": {}, "back": {}}
        for name, field in self.fields.items():
            kind, _dot, language = name.partition(".")
            if language and field.text():
                words[kind][language] = field.text()
        return {
            **{name: self.fields[name].text() for name in COLOURS},
            **words,
            "logo": self.logo,
            "symbology": self.symbology.value().value,
            "has_back": self.has_back.isChecked(),
            "shows_holder": self.shows_holder.isChecked(),
        }

    @Slot()
    def _look(self, *_given: object) -> None:
        """Draw the card anew; what is wrong is said at its field."""
        self.form.clear_errors()
        self.trouble.hide()
        self.no_logo_button.setVisible(bool(self.logo))
        if self.facts is None:
            return
        language = self.language.value()
        try:
            design = checked_design(design_from(self.typed(), language))
            self._draw(design, language, self.facts)
        except InvalidInput as error:
            self._say(error)

    def _draw(self, design: CardDesign, language: Language, facts: ClinicFacts) -> None:
        translator = load_translator(language)
        name = "" if self.names is None else self.names.localized(translator)
        face = Face(
            facts.name,
            name or facts.name,
            SAMPLE,
            facts.phone or "—",
            holder_name=_("Name of the holder") if design.shows_holder else "",
            design=design,
        )
        document = read_pdf(render(PaperKind.CARD, face, translator), self)
        wear, ratio = theme.active(), self.devicePixelRatio()
        images = page_images(document, round(wear.px(PREVIEW) * ratio))
        document.deleteLater()
        for label, image in zip(self.sides, images, strict=False):
            picture = QPixmap.fromImage(image)
            picture.setDevicePixelRatio(ratio)
            label.setPixmap(picture)
            label.setStyleSheet(f"border: 1px solid {wear.palette.line};")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setFixedSize(picture.deviceIndependentSize().toSize())
        self.sides[0].setAccessibleName(_("The front of the card"))
        self.sides[1].setVisible(len(images) > 1)

    def _say(self, error: ReceptionError) -> None:
        field = error.field if isinstance(error, InvalidInput) else ""
        if field in ("line", "back"):
            field = f"{field}.{self.language.value().value}"
        if field in self.fields:
            self.fields[field].set_error(say(error.message))
            return
        self.trouble.setText(say(error.message))
        self.trouble.show()

    @Slot()
    def _choose_logo(self) -> None:
        filters = f"{_('Pictures')} (*.png *.svg)"
        self.screens.files.open_file(self, _("Choose a logo…"), filters, self.take_logo)

    def take_logo(self, path: Path) -> None:
        """The file that was chosen."""
        try:
            self.logo = base64.b64encode(read_logo(path)).decode()
        except InvalidInput as error:
            self._say(error)
            return
        self._look()

    @Slot()
    def _drop_logo(self) -> None:
        self.logo = ""
        self._look()

    @Slot()
    def save(self) -> None:
        """Keep the design for every card from now on."""
        self.screens.actions.run(partial(change_design, design=self.typed()), failed=self._say)
