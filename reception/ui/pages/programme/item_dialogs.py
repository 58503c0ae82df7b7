"""A promotion or a tier of the draft, typed into a dialog; faults stand beside their fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.rules.terms_editing import FieldKind, Tree, shown_value, typed_value
from reception.ui import theme
from reception.ui.i18n import _, say
from reception.ui.kit.choose import Tick
from reception.ui.kit.dialog import Dialog
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.kit.form import Form
from reception.ui.kit.layout import Scroll
from reception.ui.kit.text import Text

MULTIPLIER, EXTRA_PERCENT, EXTRA_POINTS = "multiplier", "extra_percent", "extra_points"
KINDS = {
    MULTIPLIER: FieldKind.DECIMAL,
    EXTRA_PERCENT: FieldKind.PERCENT,
    EXTRA_POINTS: FieldKind.WHOLE,
}
NAMES = (("ru", "Русский"), ("uk", "Українська"), ("en", "English"))
_AROUND = 220  # title, buttons and air around the fields
_LEAST_HEIGHT = 200
Save = Callable[[Tree], ReceptionError | None]


class ItemDialog(Dialog):
    """Names in three languages and the fields of the item; `save` answers what was wrong."""

    def __init__(
        self, title: str, item: Mapping[str, Any], save: Save, *, today: date, parent: QWidget
    ) -> None:
        super().__init__(title, width=660, parent=parent)
        self._item = dict(item)
        self._save = save
        self._today = today
        self._window_height = parent.height()
        self.form = Form(parent=self)
        self.area = Scroll(self.form)
        self.body.addWidget(self.area)
        self.names: dict[str, Field] = {}
        name = self._item.get("name", {})
        for language, word in NAMES:
            label = _("Name, {language}", language=word)
            field = Field(label, str(name.get(language, "")), longest=120)
            self.names[language] = field
            self.form.add(f"name.{language}", field, span=2 if language == "ru" else 1)
        self.fault = Text("", "error", wrap=True, parent=self)
        self.add_cancel(_("Cancel"))
        self.save_button = self.add_button(_("Save"), "primary")
        self.save_button.clicked.connect(self._save_now)

    def end(self) -> None:
        """The line for what is wrong and belongs to no field."""
        self.body.addWidget(self.fault)
        self.fault.setVisible(False)
        room = max(self._window_height - theme.active().px(_AROUND), _LEAST_HEIGHT)
        self.area.setMinimumHeight(min(self.form.sizeHint().height(), room))
        bar = self.area.verticalScrollBar().sizeHint().width()
        self.area.setMinimumWidth(self.form.minimumSizeHint().width() + bar)

    def plain_field(self, name: str, label: str, kind: FieldKind, hint: str = "") -> Field:
        """A field of one line."""
        field = Field(label, shown_value(kind, self._item.get(name)), hint=hint, longest=40)
        self.form.add(name, field)
        return field

    def item(self) -> Tree:
        """What was typed, as it would stand in a file."""
        names = {language: field.text() for language, field in self.names.items()}
        return {"code": self._item["code"], "name": names}

    def value(self, kind: FieldKind, field: Field) -> Any:
        """What a field holds."""
        return typed_value(kind, field.text(), self._today)

    @Slot()
    def _save_now(self) -> None:
        self.form.clear_errors()
        self.fault.setVisible(False)
        error = self._save(self.item())
        if error is None:
            self.accept()
            return
        rest = [
            fault
            for fault in (error.faults if isinstance(error, InvalidInput) else ())
            if not self._show(str(fault.fields.get("path", "")), fault.fields.get("allowed"))
        ]
        if rest or not isinstance(error, InvalidInput):
            self.fault.setText(say(rest[0]) if rest else say(error.message))
            self.fault.setVisible(True)

    def _show(self, path: str, allowed: Any) -> bool:
        """Put a fault beside the field its path ends with."""
        _list, _dot, name = path.partition("].")
        return self.form.show_error(
            self.field_of(name), _("Allowed: {what}.", what=allowed) if allowed else ""
        )

    def field_of(self, name: str) -> str:
        """The name of the form's field for a field of the item."""
        return name


class PromotionDialog(ItemDialog):
    """Days, benefit, services, and how it stands beside others."""

    def __init__(
        self,
        item: Mapping[str, Any],
        save: Save,
        groups: Sequence[tuple[str, str]],
        *,
        today: date,
        parent: QWidget,
    ) -> None:
        super().__init__(_("Promotion"), item, save, today=today, parent=parent)
        self.first = self.plain_field("first_day", _("First day"), FieldKind.DAY)
        self.last = self.plain_field("last_day", _("Last day"), FieldKind.DAY, _("Included."))
        kind = next((each for each in KINDS if each in item), MULTIPLIER)
        self.kind = ChoiceField(
            _("What it gives"),
            [
                (MULTIPLIER, _("points times")),
                (EXTRA_PERCENT, _("per cent more")),
                (EXTRA_POINTS, _("points more, once a visit")),
            ],
            kind,
        )
        self.form.add("kind", self.kind, span=2)
        self.benefit = Field(_("How much"), shown_value(KINDS[kind], item.get(kind)), longest=20)
        self.form.add("benefit", self.benefit)
        self.priority = self.plain_field(
            "priority", _("Priority"), FieldKind.WHOLE, _("The highest one counts.")
        )
        self.uses = self.plain_field(
            "uses_per_patient", _("Times a patient"), FieldKind.WHOLE, _("Empty: no limit.")
        )
        self.stacks = Tick(
            _("Adds to other promotions that do"), checked=bool(item.get("stacks")), parent=self
        )
        self.form.add_wide(self.stacks)
        self.form.add_wide(Text(_("For these services; none chosen: for all"), "caption"))
        chosen = item.get("groups") or ()
        self.groups = {
            code: Tick(name, checked=code in chosen, parent=self) for code, name in groups
        }
        self.form.add_wide(_two_columns(list(self.groups.values())))
        self.end()

    def item(self) -> Tree:
        """The promotion; what is empty is left out."""
        kind = str(self.kind.value())
        found = super().item() | {
            "first_day": self.value(FieldKind.DAY, self.first),
            "last_day": self.value(FieldKind.DAY, self.last),
            kind: self.value(KINDS[kind], self.benefit) or "",
            "uses_per_patient": self.value(FieldKind.WHOLE, self.uses),
            "priority": self.value(FieldKind.WHOLE, self.priority),
            "groups": [code for code, tick in self.groups.items() if tick.isChecked()] or None,
            "stacks": True if self.stacks.isChecked() else None,
        }
        return {key: value for key, value in found.items() if value is not None}

    def field_of(self, name: str) -> str:
        """Whatever the benefit is, it is typed in one field."""
        return "benefit" if name in KINDS else name


def _two_columns(ticks: Sequence[Tick]) -> QWidget:
    """Ticks in two columns, read from left to right."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    for place, tick in enumerate(ticks):
        grid.addWidget(tick, *divmod(place, 2))
    part = QWidget()
    part.setLayout(grid)
    return part


class TierDialog(ItemDialog):
    """From which spend, and which rate."""

    def __init__(
        self, item: Mapping[str, Any], save: Save, *, today: date, parent: QWidget
    ) -> None:
        super().__init__(_("Tier"), item, save, today=today, parent=parent)
        self.spend = self.plain_field("from_spend", _("From a spend of"), FieldKind.MONEY)
        self.percent = self.plain_field("percent", _("Per cent in points"), FieldKind.PERCENT)
        self.end()

    def item(self) -> Tree:
        """The tier."""
        return super().item() | {
            "from_spend": self.value(FieldKind.MONEY, self.spend) or "",
            "percent": self.value(FieldKind.PERCENT, self.percent) or "",
        }
