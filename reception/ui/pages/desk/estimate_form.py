"""F6, the price before the service: services by name or code, or one sum, told in neutral words."""

from __future__ import annotations

from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.queries.clinic import clinic_facts
from reception.queries.desk_forms import begun_forms
from reception.queries.person_panel import PersonPanel
from reception.queries.prices import (
    Estimate,
    PriceRow,
    estimate_of,
    matching_services,
    standing_services,
)
from reception.rules.price_words import price_phrase
from reception.services import check_in as steps
from reception.services.drafts import discard_draft, save_draft
from reception.services.estimate import (
    DRAFT_KIND,
    ToldItem,
    agree_line,
    draft_subject,
    take_estimate_back,
    tell_estimate,
)
from reception.translation import load_translator, msg
from reception.ui.errors import explain
from reception.ui.i18n import _, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.field import Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.desk.estimate_lines import ChosenItem, EstimateLines
from reception.ui.pages.desk.patient_view import PatientView
from reception.ui.pages.desk.typed_money import read_money
from reception.ui.pages.desk.work_form import WorkForm
from reception.ui.tables.table import Column, RowsModel, Table

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
ITEMS = "items"
MOST_SHOWN = 4


class EstimateForm(WorkForm):
    """`told` comes when a price is told; `shows` with what the patient's screen may show."""

    told = Signal()
    slip_asked = Signal(int)
    shows = Signal(object)

    def __init__(
        self,
        screens: Screens,
        panel: PersonPanel,
        *,
        visit_id: int,
        day: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("The price told before the service"), parent=parent)
        self._screens = screens
        self._panel = panel
        self._visit_id = visit_id
        self._day = day
        self._words = load_translator(panel.language)
        self._chosen: list[ChosenItem] = []
        self._estimate: Estimate = screens.actions.ask(partial(estimate_of, visit_id=visit_id))
        self.field = Field(
            _("Part of a service's name, its code, or one sum"), longest=60, parent=self
        )
        self.field.edited.connect(self._typed)
        self.field.returned.connect(self._enter)
        self.field.line.installEventFilter(self)
        self.offers = Table(_offers(panel.currency), header=False, tall=True, parent=self)
        self.offers.setAccessibleName(_("Services that fit"))
        self.offers.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.offers.opened.connect(self._picked)
        self.offers.clicked.connect(self._clicked)
        self.offers.hide()
        self.lines = EstimateLines(panel.currency, self)
        self.lines.agreed.connect(self._agreed)
        self.lines.removed.connect(self._removed)
        self.phrase = Text("", "large", wrap=True, parent=self)
        self.by = Text("", "small", wrap=True, parent=self)
        self._buttons()
        for part in (self.field, self.offers, self.phrase, self.lines, self.by, self.refusal):
            self.add(part)
        self.add(Flow(self.go_button, self.slip_button, self.anew_button, self.close_button, gap=8))
        self._resume()
        self._show()

    def _buttons(self) -> None:
        self.go_button = Button(_("The price is told"), "primary", hint="⏎", parent=self)
        self.go_button.clicked.connect(self.tell)
        self.slip_button = Button(_("Print the estimate"), key="Ctrl+Shift+S", parent=self)
        self.slip_button.clicked.connect(self._ask_slip)
        self.anew_button = Button(_("Tell it anew"), "quiet", key="Ctrl+Shift+N", parent=self)
        self.anew_button.clicked.connect(self._anew)
        self.close_button = Button(_("Close"), "quiet", hint="Esc", parent=self)
        self.close_button.clicked.connect(self.closed)

    def first_focus(self) -> QWidget | None:
        """The field."""
        return self.field.line

    def refuse(self, error: ReceptionError) -> None:
        """A wrong value is said at the field."""
        if isinstance(error, InvalidInput):
            self.field.set_error(explain(error).sentence)
            self.field.line.setFocus()
        else:
            super().refuse(error)

    def step_back(self) -> bool:
        """Esc: first what is typed goes, then the form."""
        if not self.field.text():
            return False
        self._clear()
        return True

    # --- Typing -----------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down choose among the services below the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            rows = len(self.offers.rows_model.rows)
            if step is not None and rows and self.offers.isVisibleTo(self):
                chosen = self.offers.selectionModel().selectedRows()
                line = chosen[0].row() + step if chosen else 0
                if line < 0:
                    self.offers.clearSelection()
                else:
                    self.offers.selectRow(min(rows - 1, line))
                return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _typed(self, text: str) -> None:
        self.refusal.hide()
        found: list[PriceRow] = self._screens.actions.ask(
            partial(matching_services, day=self._day, text=text)
        )
        self.offers.clearSelection()
        self.offers.show_rows(found)
        self.offers.setVisible(bool(found))
        if found:
            self.offers.fit(most=MOST_SHOWN)
            if read_money(text) is None:
                self.offers.selectRow(0)

    @Slot()
    def _enter(self) -> None:
        """Return: the chosen service, the typed sum, or all of it is told."""
        text = self.field.text()
        if not text:
            self.tell()
            return
        code = self.offers.current_key()
        if isinstance(code, str) and self.offers.isVisibleTo(self):
            self._picked(code)
            return
        minor = read_money(text)
        if minor is None:
            self.refuse(
                InvalidInput(msg("Nothing on the price list fits, and it is no sum like 3200,50."))
            )
        elif self._chosen or self._estimate.lines:
            self.refuse(
                InvalidInput(msg("Services are chosen already: take them out to tell one sum."))
            )
        else:
            self._run_sum(minor)

    def _run_sum(self, minor: int) -> None:
        self._screens.actions.run(
            partial(steps.tell_price, visit_id=self._visit_id, amount_minor=minor),
            done=self._told,
            failed=self.refuse,
        )

    @Slot()
    def _clicked(self) -> None:
        self._picked(self.offers.current_key())

    @Slot(object)
    def _picked(self, code: object) -> None:
        row = next((one for one in self.offers.rows_model.rows if one.code == code), None)
        if row is not None:
            self._chosen.append(ChosenItem(row))
            self._keep()
            self._clear()
            self._show()

    def _clear(self) -> None:
        self.field.line.clear()
        self.field.set_error("")
        self.offers.hide()
        self.field.line.setFocus()

    # --- What is chosen ---------------------------------------------------------------------

    @Slot(object)
    def _removed(self, item: object) -> None:
        self._chosen = [one for one in self._chosen if one is not item]
        self._keep()
        self._show()
        self.field.line.setFocus()

    @Slot(object, bool)
    def _agreed(self, subject: object, agreed: bool) -> None:
        if isinstance(subject, ChosenItem):
            subject.was_agreed = agreed
            self._keep()
            return
        line_id = getattr(subject, "line_id", 0)
        self._screens.actions.run(
            partial(agree_line, visit_id=self._visit_id, line_id=line_id, agreed=agreed),
            failed=self.refuse,
        )

    def _keep(self) -> None:
        """Keep what is chosen, for a change of shift or a power cut."""
        run = self._screens.actions.run
        subject = draft_subject(self._visit_id)
        value = [[one.item_id, one.was_agreed] for one in self._chosen]
        if value:
            kept = partial(save_draft, kind=DRAFT_KIND, subject=subject, field=ITEMS, value=value)
            run(kept, quiet=True)
        else:
            run(partial(discard_draft, kind=DRAFT_KIND, subject=subject), quiet=True)

    def _resume(self) -> None:
        """Go on with what somebody had chosen; a price that no longer stands is left out."""
        ask = self._screens.actions.ask
        subject = draft_subject(self._visit_id)
        for begun in ask(partial(begun_forms, kind=DRAFT_KIND)):
            if begun.subject != subject:
                continue
            rows = ask(partial(standing_services, day=self._day))
            for item_id, agreed in begun.fields.get(ITEMS, []):
                if item_id in rows:
                    self._chosen.append(ChosenItem(rows[item_id], bool(agreed)))

    def _show(self) -> None:
        told, chosen = self._estimate, self._chosen
        self.lines.show_lines(told.lines, chosen, sum_told=told.told_minor)
        self.lines.setVisible(bool(self.lines.rows) or told.told_minor is not None)
        view = self.patient_view()
        self.phrase.setVisible(view.total_minor > 0)
        self.phrase.setText(price_phrase(view.items, view.total_minor, view.currency, self._words))
        self.slip_button.setVisible(told.told_minor is not None)
        self.anew_button.setVisible(told.told_minor is not None)
        self.by.setVisible(told.told_at is not None)
        if told.told_at is not None:
            zone = ZoneInfo(self._screens.actions.ask(clinic_facts).time_zone)
            at = f"{told.told_at.astimezone(zone):%H:%M}"
            self.by.setText(
                _("Told by {name} at {time}", name=told.told_by or _("command line"), time=at)
            )
        self.shows.emit(view)

    def patient_view(self) -> PatientView:
        """What the patient may see of it: her own lines and their sum."""
        told = self._estimate
        items = [(line.service, line.amount_minor) for line in told.lines]
        is_one_sum = all(line.was_added for line in told.lines)
        if told.told_minor is not None and is_one_sum and (items or self._chosen):
            items.insert(0, (self._words.text(msg("told before")), told.told_minor))
        items += [(one.row.told_name, one.minor) for one in self._chosen]
        return PatientView(
            language=self._panel.language,
            address=self._panel.spoken_name,
            items=tuple(items),
            total_minor=told.total_minor + sum(one.minor for one in self._chosen),
            currency=self._panel.currency,
        )

    # --- Telling ----------------------------------------------------------------------------

    @Slot()
    def tell(self) -> None:
        """The price was told: what is chosen, item by item."""
        if self.field.text():
            self._enter()
            return
        items = [ToldItem(one.item_id, was_agreed=one.was_agreed) for one in self._chosen]
        self._screens.actions.run(
            partial(tell_estimate, visit_id=self._visit_id, items=items),
            done=self._told,
            failed=self.refuse,
        )

    def _told(self, _value: object) -> None:
        self.told.emit()

    @Slot()
    def _ask_slip(self) -> None:
        self.slip_asked.emit(self._visit_id)

    @Slot()
    def _anew(self) -> None:
        self._screens.actions.run(
            partial(take_estimate_back, visit_id=self._visit_id),
            done=self._taken_back,
            failed=self.refuse,
        )

    def _taken_back(self, _value: object) -> None:
        self._estimate = self._screens.actions.ask(partial(estimate_of, visit_id=self._visit_id))
        self._show()
        self.field.line.setFocus()

    # --- The patient's screen ---------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """The patient's screen shows her estimate while the form is seen."""
        super().showEvent(event)
        self.shows.emit(self.patient_view())

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing of her once it is put away."""
        self.shows.emit(None)
        super().hideEvent(event)


def _offers(currency: str) -> RowsModel[PriceRow]:
    return RowsModel(
        [
            Column(_("Service"), _name, stretch=True, second=_second, strong=True),
            Column(_("Price"), partial(_price, currency), number=True),
        ],
        _code,
    )


def _code(row: PriceRow) -> str:
    return row.code


def _name(row: PriceRow) -> str:
    return row.told_name


def _second(row: PriceRow) -> str:
    named = [] if row.told_name == row.name else [row.name]
    return " · ".join([row.code, *named, row.group_name])


def _price(currency: str, row: PriceRow) -> str:
    return "" if row.now is None else screen_translator().money(row.now.price_minor, currency)
