"""How it is done here: numbers and stock, papers of joining, the lawyer's word, printers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QWidget

from reception.documents.calibration import millimetres
from reception.errors import ReceptionError
from reception.queries.cards import CardSettings, card_settings
from reception.queries.clinic import clinic_day
from reception.queries.lawyer_words import lawyer_words
from reception.services.card_settings import NUMBERED, change_card_setting
from reception.services.card_stock import DELIVERY, LEAST_USE, SAFETY
from reception.services.cards import PLASTIC_PROMISE_DAYS
from reception.services.desk_papers import issue_calibration
from reception.services.papers import JOINING, JOINING_KINDS
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.choose import Segments, Tick
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.kit.form import Form
from reception.ui.kit.layout import STRETCH, row
from reception.ui.kit.strip import Strip
from reception.ui.page import Screens
from reception.ui.pages.cards.part import Part
from reception.ui.preferences import CARDS, SHEETS
from reception.ui.theme import Status
from reception.values.choices import CheckRule
from reception.values.labels import check_rule_label, paper_label

Key = TypeVar("Key")


class RulesPart(Part):
    """Each value is saved as it is typed."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        self.numbers: dict[str, Field] = {}
        for card in (
            self._stock_card(),
            self._numbers_card(),
            self._printers_card(),
            self._joining_card(),
            self._lawyer_card(),
        ):
            self.box.addWidget(card)
        self.box.addStretch(1)

    # --- Numbers and stock ------------------------------------------------------------------

    def _stock_card(self) -> Card:
        card = Card(_("When to order"), _("The warning comes before it is too late."))
        form = Form(parent=card)
        for key, label, hint in (
            (DELIVERY, _("Delivery takes, days"), ""),
            (SAFETY, _("Kept in reserve, days"), ""),
            (LEAST_USE, _("Cards in 30 days, at least"), _("Where the past says too little.")),
            (PLASTIC_PROMISE_DAYS, _("Plastic promised within, days"), ""),
        ):
            field = Field(label, hint=hint, longest=5, parent=card)
            field.saved.connect(self._number_typed)
            self.numbers[key] = field
            form.add(key, field)
        return card.add(form)

    def _numbers_card(self) -> Card:
        card = Card(
            _("Numbers that came printed"),
            _("By which rule their last digit is checked. Numbers of the program need nothing."),
        )
        self.rule = Segments(
            [(one, say(check_rule_label(one))) for one in CheckRule], CheckRule.DAMM
        )
        self.rule.chosen.connect(self._rule_chosen)
        self.numbered = Tick(
            _("Our plastic comes with numbers: it replaces a paper card, the number changes")
        )
        self.numbered.clicked.connect(self._numbered_chosen)
        return card.add(row(self.rule, STRETCH)).add(self.numbered)

    @Slot(str)
    def _number_typed(self, text: str) -> None:
        key = self._key_of(self.numbers)
        if not (text.isascii() and text.isdigit()):
            self.numbers[key].set_error(_("Enter a whole number."))
            return
        self._save(key, int(text))

    @Slot(object)
    def _rule_chosen(self, rule: CheckRule) -> None:
        self._save("cards.check_rule", rule.value)

    @Slot()
    def _numbered_chosen(self) -> None:
        self._save(NUMBERED, self.numbered.isChecked())

    def _key_of(self, fields: Mapping[Key, object]) -> Key:
        """Which of the fields has just spoken."""
        sender = self.sender()
        return next(key for key, field in fields.items() if field is sender)

    def _save(self, key: str, value: Any) -> None:
        self.screens.actions.run(
            partial(change_card_setting, key=key, value=value),
            failed=partial(self._wrong, key),
        )

    def _wrong(self, key: str, error: ReceptionError) -> None:
        if key in self.numbers:
            self.numbers[key].set_error(say(error.message))
        else:
            self.screens.notify.explain(error)
        self.refresh()

    # --- Printers ---------------------------------------------------------------------------

    def _printers_card(self) -> Card:
        card = Card(
            _("Printers of this computer"),
            _("Each kind of paper has its printer; the offsets are added when printing."),
        )
        form = Form(parent=card)
        names = [("", _("Ask every time"))]
        names += [(name, name) for name in QPrinterInfo.availablePrinterNames()]
        self.printers: dict[str, ChoiceField] = {}
        self.offsets: dict[tuple[str, int], Field] = {}
        for kind, word in ((SHEETS, _("Sheets of paper")), (CARDS, _("Plastic cards"))):
            field = ChoiceField(word, names, parent=card)
            field.chosen.connect(self._printer_chosen)
            self.printers[kind] = field
            form.add(kind, field, span=2)
            for axis, label in enumerate((_("To the right, mm"), _("Down, mm"))):
                offset = Field(label, longest=6, parent=card)
                offset.saved.connect(self._offset_typed)
                self.offsets[kind, axis] = offset
                form.add(f"{kind}.{axis}", offset)
        self.vectors = Tick(_("On Linux: print through lp, as vectors and at exact size"))
        self.vectors.clicked.connect(self._vectors_chosen)
        self.test_button = Button(_("Print a test page"), icon="print", parent=card)
        self.test_button.clicked.connect(self._test)
        self.test_card_button = Button(_("Print a test card"), icon="print", parent=card)
        self.test_card_button.clicked.connect(self._test_card)
        buttons = row(self.test_button, self.test_card_button, STRETCH)
        return card.add(form).add(self.vectors).add(buttons)

    @Slot(object)
    def _printer_chosen(self, name: str) -> None:
        kind = self._key_of(self.printers)
        self.screens.preferences.choose_printer(kind, name)
        self._show_printers()

    @Slot(str)
    def _offset_typed(self, text: str) -> None:
        kind, axis = self._key_of(self.offsets)
        field = self.offsets[kind, axis]
        try:
            tenths = round(float(text.replace(",", ".").replace("\N{MINUS SIGN}", "-") or 0) * 10)
        except ValueError:
            tenths = 1000
        if abs(tenths) > 200:
            field.set_error(_("Enter millimetres, from −20 to 20. Example: 0,5."))
            return
        field.set_error("")
        name = self.screens.preferences.chosen.printer(kind)
        right, down = self.screens.preferences.chosen.offset(name)
        new = (tenths, down) if axis == 0 else (right, tenths)
        self.screens.preferences.save_offset(name, *new)

    @Slot()
    def _vectors_chosen(self) -> None:
        self.screens.preferences.choose(vectors=self.vectors.isChecked())

    @Slot()
    def _test(self) -> None:
        self._test_on(SHEETS)

    @Slot()
    def _test_card(self) -> None:
        self._test_on(CARDS)

    def _test_on(self, kind: str) -> None:
        chosen = self.screens.preferences.chosen
        name = chosen.printer(kind)
        right, down = chosen.offset(name)
        self.screens.actions.run(
            partial(
                issue_calibration,
                printer=name,
                right=right,
                down=down,
                on_card=kind == CARDS,
            ),
            done=self._made,
        )

    def _made(self, paper_id: int) -> None:
        self.screens.papers.show([paper_id], self)

    # --- Joining and the lawyer -------------------------------------------------------------

    def _joining_card(self) -> Card:
        card = Card(_("Papers of joining"), _("Printed in one job, in the order of signing."))
        self.joining = {kind: Tick(say(paper_label(kind))) for kind in JOINING_KINDS}
        for tick in self.joining.values():
            tick.clicked.connect(self._joining_chosen)
            card.add(tick)
        return card

    @Slot()
    def _joining_chosen(self) -> None:
        kinds = [kind for kind, tick in self.joining.items() if tick.isChecked()]
        self._save(JOINING, kinds)

    def _lawyer_card(self) -> Card:
        card = Card(
            _("For the clinic's lawyer"),
            _("These sentences of the papers are the program's own wording."),
        )
        self.to_confirm = Strip("", Status.WARN)
        self.wording_button = Button(_("Read and confirm in Settings"), parent=card)
        self.wording_button.clicked.connect(self._open_wording)
        return card.add(self.to_confirm).add(row(self.wording_button, STRETCH))

    @Slot()
    def _open_wording(self) -> None:
        self.screens.navigate("settings", "wording")

    # --- Showing ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what holds."""
        ask = self.screens.actions.ask
        settings: CardSettings = ask(card_settings)
        values = {
            DELIVERY: settings.plan.delivery_days,
            SAFETY: settings.plan.safety_days,
            LEAST_USE: settings.plan.least_use,
            PLASTIC_PROMISE_DAYS: settings.promise_days,
        }
        for key, value in values.items():
            self.numbers[key].set_text(str(value))
        self.rule.set_value(settings.rule)
        self.numbered.setChecked(settings.plastic_is_numbered)
        for kind, tick in self.joining.items():
            tick.setChecked(kind in settings.joining)
        day = ask(partial(clinic_day, now=self.screens.clock.now()))
        texts = ask(partial(lawyer_words, day=day, screen=self.screens.translator))
        waiting = sum(one.confirmed is None for one in texts)
        self.to_confirm.setVisible(waiting > 0)
        if waiting:
            words = ngettext_(
                "{count} text is to be confirmed by the clinic's lawyer.",
                "{count} texts are to be confirmed by the clinic's lawyer.",
                waiting,
            )
            self.to_confirm.say(words, Status.WARN)
        self._show_printers()

    def _show_printers(self) -> None:
        chosen = self.screens.preferences.chosen
        for kind, field in self.printers.items():
            name = chosen.printer(kind)
            field.set_value(name)
            for axis, tenths in enumerate(chosen.offset(name)):
                self.offsets[kind, axis].set_text(millimetres(tenths, screen_translator()))
        self.vectors.setChecked(chosen.vectors)

    def first_focus(self) -> QWidget | None:
        """The delivery time."""
        return self.numbers[DELIVERY]
