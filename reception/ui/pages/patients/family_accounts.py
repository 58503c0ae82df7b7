"""Forms that change a family account: leaving, another holder, a child, joining two."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.documents.payloads_family import ChangeKind
from reception.errors import InvalidInput, ReceptionError
from reception.queries.family import FamilyAccount, FamilyMember, FamilySheet
from reception.queries.family_points import (
    account_id_of,
    accounts_of_guardians,
    leaving_preview,
)
from reception.services.family_accounts import (
    leave_with_own_account,
    merge_families,
    move_child,
    name_holder,
)
from reception.services.family_papers import issue_account_change
from reception.translation import msg
from reception.ui.i18n import _, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.choose import Tick
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.patients.family_form import FamilyForm, PersonPicker
from reception.values.family_choices import RepresentativeKind


class AccountForm(FamilyForm):
    """A change of an account: what it would do to the points, and its application to sign."""

    kind = ChangeKind.LEAVE

    def __init__(
        self,
        screens: Screens,
        sheet: FamilySheet,
        account: FamilyAccount,
        title: str,
        go_on: str,
        *,
        about: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(screens, title, go_on, about=about, parent=parent)
        self.sheet, self.account = sheet, account
        self.preview = Text("", "strong", wrap=True, parent=self)
        self.box.insertWidget(self.box.indexOf(self.refusal), self.preview)
        self.preview.hide()
        self.paper_button = Button(_("Print the application"), icon="print", parent=self)
        self.paper_button.clicked.connect(self._print)
        self.box.insertWidget(self.box.indexOf(self.refusal), Flow(self.paper_button, parent=self))

    def paper(self) -> dict[str, Any]:
        """What the application says besides account and kind; raises InvalidInput."""
        return {}

    def say_preview(self, words: str) -> None:
        """Say what it would do to the points."""
        self.preview.setText(words)
        self.preview.setVisible(bool(words))

    def adults(self, but: int) -> list[FamilyMember]:
        """The adults on the account besides one."""
        return [
            one
            for one in self.account.members
            if one.is_adult and one.patient_id != but and not one.is_deceased
        ]

    @Slot()
    def _print(self) -> None:
        self.refusal.hide()
        try:
            facts = self.paper()
        except ReceptionError as error:
            self.refuse(error)
            return
        self.screens.actions.run(
            partial(
                issue_account_change,
                account_id=self.account.account_id,
                kind=self.kind,
                **facts,
            ),
            done=self._printed,
            failed=self.refuse,
            quiet=True,
        )

    def _printed(self, paper_id: int) -> None:
        self.screens.papers.show([paper_id], self)


class LeaveForm(AccountForm):
    """An adult leaves with an own account; points stay or go along by the terms."""

    kind = ChangeKind.LEAVE

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
            _("Leave with an own account"),
            _("Leave"),
            about=_("The card goes along; the terms are accepted anew, to be signed."),
            parent=parent,
        )
        others = self.adults(sheet.patient_id)
        self.holder = ChoiceField(
            _("Who holds the old account then"),
            [(one.patient_id, one.name) for one in others],
            others[0].patient_id if others else None,
            parent=self,
        )
        self.holder.setVisible(account.holder_id == sheet.patient_id)
        self.form.add("holder", self.holder)
        self.takes_debt = Tick(_("Takes the debt in points along"), parent=self)
        self.takes_debt.setVisible(account.debt > 0)
        self.own_family = Tick(_("Also into a family of their own"), parent=self)
        self.form.add_wide(self.takes_debt)
        self.form.add_wide(self.own_family)
        self._show_points()

    def _show_points(self) -> None:
        found = self.screens.actions.ask(
            partial(leaving_preview, patient_id=self.sheet.patient_id, day=self.today())
        )
        if found is not None:
            number = screen_translator().number
            self.say_preview(
                _(
                    "Points: {goes} go along, {stays} stay.",
                    goes=number(found.shares[0].points),
                    stays=number(found.stays),
                )
            )

    def paper(self) -> dict[str, Any]:
        """The leaver signs."""
        return {"signer_ids": [self.sheet.patient_id], "subject_id": self.sheet.patient_id}

    def service(self) -> Callable[..., Any]:
        """Leave."""
        is_holder = self.account.holder_id == self.sheet.patient_id
        debtor = self.sheet.patient_id if self.takes_debt.isChecked() else self.account.holder_id
        return partial(
            leave_with_own_account,
            patient_id=self.sheet.patient_id,
            new_holder_id=self.holder.value() if is_holder else None,
            debt_to=debtor if self.account.debt else None,
            own_household=self.own_family.isChecked(),
        )


class HolderForm(AccountForm):
    """Another adult holds the account."""

    kind = ChangeKind.NEW_HOLDER

    def __init__(
        self,
        screens: Screens,
        sheet: FamilySheet,
        account: FamilyAccount,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            screens, sheet, account, _("Another account holder"), _("Save"), parent=parent
        )
        others = self.adults(account.holder_id)
        self.holder = ChoiceField(
            _("Account holder"),
            [(one.patient_id, one.name) for one in others],
            others[0].patient_id if others else None,
            parent=self,
        )
        self.form.add("holder", self.holder)

    def paper(self) -> dict[str, Any]:
        """Both sign."""
        return {"signer_ids": [self.holder.value()], "subject_id": self.holder.value()}

    def service(self) -> Callable[..., Any]:
        """Change it."""
        return partial(
            name_holder, account_id=self.account.account_id, holder_id=self.holder.value()
        )


class ChildForm(AccountForm):
    """A child goes to the account of a guardian: both agree, or a court paper."""

    kind = ChangeKind.CHILD

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
            _("To the account of the other parent"),
            _("Move"),
            about=_("Both parents agree and sign, or a court paper says so."),
            parent=parent,
        )
        others = screens.actions.ask(
            partial(accounts_of_guardians, patient_id=sheet.patient_id, day=self.today())
        )
        self.into = ChoiceField(
            _("Into the account"),
            [(one.account_id, f"{one.account_id:06d} · {one.name}") for one in others],
            others[0].account_id if others else None,
            hint="" if others else _("No guardian has another account yet."),
            parent=self,
        )
        self.court_paper = Field(_("Court paper, where one does not agree"), parent=self)
        self.form.add("into", self.into)
        self.form.add("court_paper", self.court_paper)
        self.agreed: dict[int, Tick] = {
            line.person_id: Tick(_("{name} agrees", name=line.name), parent=self)
            for line in sheet.acting
            if line.kind is RepresentativeKind.GUARDIAN
            and line.person_id is not None
            and line.may_accompany
        }
        for tick in self.agreed.values():
            self.form.add_wide(tick)

    def paper(self) -> dict[str, Any]:
        """All guardians sign."""
        return {
            "signer_ids": list(self.agreed),
            "subject_id": self.sheet.patient_id,
            "into_id": self.into.value(),
            "court_paper": self.court_paper.text(),
        }

    def service(self) -> Callable[..., Any]:
        """Move the child."""
        if self.into.value() is None:
            raise InvalidInput(msg("The other parent joins the programme first."), field="into")
        return partial(
            move_child,
            child_id=self.sheet.patient_id,
            into_id=self.into.value(),
            agreed_by=[one for one, tick in self.agreed.items() if tick.isChecked()],
            court_paper=self.court_paper.text(),
        )


class MergeForm(AccountForm):
    """The account goes into that of another person."""

    kind = ChangeKind.MERGE

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
            _("Join with another account"),
            _("Join the accounts"),
            about=_("All points, people and cards of this account go into the other one."),
            parent=parent,
        )
        self.person = PersonPicker(screens, _("Somebody on the other account"), parent=self)
        self.form.add("person", self.person)

    def first_focus(self) -> QWidget:
        """Whose account."""
        return self.person.line

    def _into(self) -> int:
        if self.person.patient_id is None:
            raise InvalidInput(msg("Choose the person among those who were found."), field="person")
        found = self.screens.actions.ask(partial(account_id_of, patient_id=self.person.patient_id))
        if found is None:
            raise InvalidInput(msg("This person is on no account."), field="person")
        return found

    def paper(self) -> dict[str, Any]:
        """Both holders sign."""
        into = self._into()
        return {"into_id": into, "signer_ids": [self.person.patient_id]}

    def service(self) -> Callable[..., Any]:
        """Join them."""
        return partial(merge_families, account_id=self.account.account_id, into_id=self._into())
