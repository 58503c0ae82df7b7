"""The split of a family account: equal or agreed shares, where children go, all sign."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.documents.payloads_family import ChangeKind
from reception.errors import InvalidInput, ReceptionError
from reception.queries.family import FamilyAccount, FamilySheet
from reception.queries.family_points import Division, equal_shares, split_preview
from reception.services.family_accounts import split_family
from reception.translation import msg
from reception.ui.i18n import _, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.choose import Tick
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.page import Screens
from reception.ui.pages.patients.family_accounts import AccountForm

LARGEST_SHARE = 10**9


class SplitForm(AccountForm):
    """Equal or agreed shares, where each child goes, and everybody signs."""

    kind = ChangeKind.SPLIT

    def __init__(
        self,
        screens: Screens,
        sheet: FamilySheet,
        account: FamilyAccount,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            screens,
            sheet,
            account,
            _("Split the account"),
            _("Split"),
            about=_(
                "{holder} keeps the account; who gets a share has one of their own.",
                holder=account.holder_name,
            ),
            parent=parent,
        )
        self.shares: dict[int, Field] = {}
        for one in self.adults(account.holder_id):
            field = Field(_("Points for {name}", name=one.name), "", parent=self)
            field.edited.connect(self._typed)
            self.shares[one.patient_id] = field
            self.form.add(f"share{one.patient_id}", field)
        self.equal_button = Button(_("Equal shares"), parent=self)
        self.equal_button.clicked.connect(self.share_equally)
        self.form.add_wide(self.equal_button)
        self.children_with: dict[int, ChoiceField] = {}
        holder = [(account.holder_id, _("goes with {name}", name=account.holder_name))]
        for child in [one for one in account.members if not one.is_adult]:
            choices = holder + [
                (one.patient_id, _("goes with {name}", name=one.name))
                for one in self.adults(account.holder_id)
            ]
            choice = ChoiceField(child.name, choices, account.holder_id, parent=self)
            self.children_with[child.patient_id] = choice
            self.form.add(f"child{child.patient_id}", choice, span=2)  # two whole names
        self.own_families = Tick(
            _("Each goes into a family of their own, children along"), checked=True, parent=self
        )
        self.form.add_wide(self.own_families)

    def first_focus(self) -> QWidget:
        """The first share."""
        return next(iter(self.shares.values())).line if self.shares else self.go_button

    @Slot()
    def share_equally(self) -> None:
        """Everybody gets the same; what is left over stays with the holder."""
        found = self.screens.actions.ask(
            partial(
                equal_shares,
                account_id=self.account.account_id,
                patient_ids=list(self.shares),
                day=self.today(),
            )
        )
        for who, points in found.items():
            self.shares[who].line.setText(str(points))
        self._typed("")

    @Slot(str)
    def _typed(self, _text: str) -> None:
        try:
            found = self._division()
        except ReceptionError as error:
            self.say_preview("")
            self.refuse(error)
            return
        self.refusal.hide()
        self.form.clear_errors()
        translator = screen_translator()
        lines = [
            _(
                "{name}: {points}, the first lapse on {day}",
                name=one.name,
                points=translator.number(one.points),
                day=translator.day(one.lapses_on),
            )
            if one.lapses_on is not None
            else f"{one.name}: {translator.number(one.points)}"
            for one in found.shares
        ]
        stays = _(
            "{name} keeps {points}",
            name=self.account.holder_name,
            points=translator.number(found.stays),
        )
        self.say_preview("\n".join([stays, *lines]))

    def _division(self) -> Division:
        return self.screens.actions.ask(
            partial(
                split_preview,
                account_id=self.account.account_id,
                shares=self.typed_shares(),
                day=self.today(),
            )
        )

    def typed_shares(self) -> Mapping[int, int]:
        """The shares as they were typed; raises InvalidInput for what is no whole number."""
        found: dict[int, int] = {}
        for who, field in self.shares.items():
            text = field.text().replace(" ", "").replace("\u00a0", "")
            if not text:
                continue
            if not text.isdecimal() or int(text) > LARGEST_SHARE:
                raise InvalidInput(
                    msg("“{text}” is not a number of points. Allowed: 0, 120.", text=text),
                    field=f"share{who}",
                )
            found[who] = int(text)
        return found

    def _children(self, leavers: Mapping[int, int]) -> dict[int, int]:
        return {
            child: choice.value()
            for child, choice in self.children_with.items()
            if choice.value() in leavers
        }

    def paper(self) -> dict[str, Any]:
        """Holder and leavers sign."""
        shares = self.typed_shares()
        return {
            "shares": shares,
            "signer_ids": list(shares),
            "children_with": self._children(shares),
            "stays": self._division().stays,
        }

    def service(self) -> Callable[..., Any]:
        """Split."""
        shares = self.typed_shares()
        if not shares:
            raise InvalidInput(
                msg("Enter a share for who leaves; 0 is allowed."),
                field=f"share{next(iter(self.shares), 0)}",
            )
        return partial(
            split_family,
            account_id=self.account.account_id,
            shares=shares,
            children_with=self._children(shares),
            debt_to=self.account.holder_id if self.account.debt else None,
            own_household=self.own_families.isChecked(),
        )
