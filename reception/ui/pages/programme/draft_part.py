"""The editor of a draft: the terms as a form on the left, what they would do on the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from reception.changes import Done
from reception.errors import InvalidInput, ReceptionError
from reception.queries.programme_draft import Draft, DraftTrial, draft_month, draft_trial
from reception.rules.terms_editing import (
    Tree,
    free_code,
    with_group,
    with_item,
    with_life,
    with_mode,
    with_value,
)
from reception.services.programme import save_draft
from reception.ui import theme
from reception.ui.i18n import _, say
from reception.ui.kit.card import Card
from reception.ui.kit.layout import STRETCH, Column, Scroll
from reception.ui.page import Screens
from reception.ui.pages.programme.groups_card import GroupsCard
from reception.ui.pages.programme.item_dialogs import ItemDialog, PromotionDialog, TierDialog
from reception.ui.pages.programme.items_card import ItemsCard, promotion_rows, tier_rows
from reception.ui.pages.programme.reference_dialog import ReferenceDialog
from reception.ui.pages.programme.terms_card import TermsCard
from reception.ui.pages.programme.terms_cards import (
    LIFE,
    MODE,
    LifeCard,
    bonus_card,
    earning_card,
    family_card,
    refund_card,
    spending_card,
    version_card,
)
from reception.ui.pages.programme.trial_part import TrialPart
from reception.values.choices import ExpiryMode

PROMOTIONS, TIERS = "promotions", "tiers"


class DraftPart(QWidget):
    """Shows one draft; every change is saved as it is typed, and tried out at once."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._screens = screens
        self._draft: Draft | None = None
        self._today = date.min
        self.trial: DraftTrial | None = None
        self.life = LifeCard(self)
        self.groups = GroupsCard(self)
        self.promotions = ItemsCard(
            _("Promotions"), _("Add…"), _("There is no promotion."), parent=self
        )
        self.tiers = ItemsCard(_("Tiers"), _("Add…"), _("One rate for everyone."), parent=self)
        self.cards = [
            version_card(self),
            earning_card(self),
            spending_card(self),
            self.life,
            bonus_card(self),
            family_card(self),
            refund_card(self),
        ]
        self.side = TrialPart()
        self._connect()
        form = Column(
            *self.cards[:3],
            self.groups,
            self.life,
            self.promotions,
            self.tiers,
            *self.cards[4:],
            STRETCH,
            gap=12,
            margins=(0, 0, 12, 24),
        )
        side = Column(self.side, STRETCH)
        for part in (form, side):  # as high as its words need at the width there is, no higher
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.form_area, self.side_area = Scroll(form), Scroll(side)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.active().px(12))
        layout.addWidget(self.form_area, 11)
        layout.addWidget(self.side_area, 9)

    def _connect(self) -> None:
        for card in self.cards:
            card.typed.connect(self._typed)
        self.groups.changed.connect(self._group_changed)
        self.promotions.edited.connect(self._edit_promotion)
        self.promotions.removed.connect(self._remove_promotion)
        self.tiers.edited.connect(self._edit_tier)
        self.tiers.removed.connect(self._remove_tier)
        self.side.asked_month.connect(self._try_month)
        self.side.asked_reference.connect(self._ask_reference)

    # --- showing

    def show_draft(self, draft: Draft, today: date) -> None:
        """Show a draft as it is saved; what it would do follows."""
        another = self._draft is None or self._draft.version_id != draft.version_id
        changed = another or self._draft is None or self._draft.short_hash != draft.short_hash
        self._draft, self._today = draft, today
        for card in self.cards:
            card.show_terms(draft.tree, draft.sentences, today)
        printed = {one.code: f"{one.code[1:]}. {one.text}" for one in draft.sentences}
        exceptions = [one for one in draft.sentences if one.code == "T5"]
        self.groups.show_terms(draft.tree, exceptions, draft.groups)
        self.promotions.show_items(promotion_rows(draft.terms.promotions), printed.get("T14", ""))
        self.tiers.show_items(tier_rows(draft.terms.tiers, draft.terms.programme.currency), "")
        if changed:
            self.side.show_month(None)
        self._screens.jobs.ask(
            partial(draft_trial, day=today), title=_("Trying the terms out"), done=self._tried
        )

    def forget(self) -> None:
        """There is no draft any more."""
        self._draft = self.trial = None

    def _tried(self, trial: DraftTrial | None) -> None:
        draft = self._draft
        if trial is None or draft is None or trial.version_id != draft.version_id:
            return
        self.trial = trial
        self.side.show_trial(trial, draft.terms.programme.currency, draft.number)

    def go_to(self, place: str) -> None:
        """Show the card that puts a red check right."""
        card: Card = {
            "version": self.cards[0],
            "promotions": self.promotions,
            "gates": self.cards[1],
        }.get(place, self.cards[1])
        self.form_area.ensureWidgetVisible(card)
        field = card.findChild(QWidget, options=Qt.FindChildOption.FindChildrenRecursively)
        if isinstance(card, TermsCard) and card.fields:
            field = next(iter(card.fields.values())).editor
        elif isinstance(card, ItemsCard):
            field = card.add_button
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_focus(self) -> QWidget:
        """The first field of the form."""
        return self.cards[0].fields["version.valid_from"].editor

    # --- changing

    @Slot(str, object)
    def _typed(self, path: str, value: Any) -> None:
        if self._draft is None:
            return
        tree = self._draft.tree
        if path == LIFE:
            amount, in_days = value
            self._save(with_life(tree, amount, in_days=in_days))
        elif path == MODE:
            self._save(with_mode(tree, ExpiryMode(value)))
        else:
            self._save(with_value(tree, path, value))

    @Slot(str, str, bool)
    def _group_changed(self, table: str, code: str, excluded: bool) -> None:
        if self._draft is not None:
            self._save(with_group(self._draft.tree, table, code, excluded=excluded))

    def _save(self, tree: Tree) -> None:
        self._screens.actions.run(partial(save_draft, tree=tree), failed=self._refused)

    def _refused(self, error: ReceptionError) -> None:
        """Each fault beside its field; what has no field is told by a notice."""
        faults = error.faults if isinstance(error, InvalidInput) else ()
        shown = False
        for fault in faults:
            field = self._field_of(str(fault.fields.get("path", "")))
            if field is not None and "allowed" in fault.fields:
                field.set_error(_("Allowed: {what}.", what=fault.fields["allowed"]))
                shown = True
        if not shown:
            self._screens.notify.explain(error)

    def _field_of(self, path: str) -> Any:
        for card in self.cards:
            field = card.field(path)
            if field is not None:
                return field
        return None

    # --- promotions and tiers

    @Slot(int)
    def _edit_promotion(self, place: int) -> None:
        item = self._item(PROMOTIONS, place, "promotion")
        if item is not None and self._draft is not None:
            save = self._saver(PROMOTIONS, place)
            self._open(
                PromotionDialog(
                    item, save, self._draft.groups, today=self._today, parent=self.window()
                )
            )

    @Slot(int)
    def _edit_tier(self, place: int) -> None:
        item = self._item(TIERS, place, "tier")
        if item is not None:
            save = self._saver(TIERS, place)
            self._open(TierDialog(item, save, today=self._today, parent=self.window()))

    @Slot(int)
    def _remove_promotion(self, place: int) -> None:
        self._remove(PROMOTIONS, place)

    @Slot(int)
    def _remove_tier(self, place: int) -> None:
        self._remove(TIERS, place)

    def _remove(self, name: str, place: int) -> None:
        if self._draft is not None:
            self._save(with_item(self._draft.tree, name, place, None))

    def _item(self, name: str, place: int, prefix: str) -> Tree | None:
        if self._draft is None:
            return None
        items = self._draft.tree.get(name, [])
        return dict(items[place]) if place >= 0 else {"code": free_code(prefix, items)}

    def _saver(self, name: str, place: int) -> Callable[[Tree], ReceptionError | None]:
        return partial(self._save_item, name, place if place >= 0 else None)

    def _save_item(self, name: str, place: int | None, item: Tree) -> ReceptionError | None:
        """Save the draft with an item; answers what was wrong."""
        if self._draft is None:
            return None
        wrong: list[ReceptionError] = []
        tree = with_item(self._draft.tree, name, place, item)
        self._screens.actions.run(partial(save_draft, tree=tree), failed=wrong.append)
        return wrong[0] if wrong else None

    @staticmethod
    def _open(dialog: ItemDialog) -> None:
        dialog.open()
        dialog.names["ru"].setFocus()

    # --- a real month

    @Slot()
    def _try_month(self) -> None:
        self._screens.jobs.study(
            partial(draft_month, day=self._today),
            title=say(_("Last month under these terms")),
            done=self.side.show_month,
        )

    @Slot()
    def _ask_reference(self) -> None:
        if self.trial is not None:
            reference = self.trial.reference
            ReferenceDialog(reference, self._set_reference, parent=self.window()).open()

    def _set_reference(
        self, service: Callable[..., Done[None]], failed: Callable[[ReceptionError], None]
    ) -> bool:
        return self._screens.actions.run(service, failed=failed)
