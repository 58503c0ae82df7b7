"""Forms after a death: the record of it, and the points that the family asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from reception.documents.payloads_family import ChangeKind
from reception.errors import InvalidInput
from reception.queries.family import FamilyAccount, FamilySheet
from reception.services.bereavement import open_for_family, record_death
from reception.translation import msg
from reception.ui.i18n import _, screen_translator
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.page import Screens
from reception.ui.pages.patients.family_accounts import AccountForm
from reception.ui.pages.patients.family_form import FamilyForm, PersonPicker


class DeathForm(FamilyForm):
    """A supervisor records a death: the day and from where it is known."""

    def __init__(self, screens: Screens, sheet: FamilySheet, parent: QWidget | None = None) -> None:
        super().__init__(
            screens,
            _("Record a death"),
            _("Record it"),
            about=_(
                "Visits, reminders and cards end at once; the relatives get no greetings for a"
                " while; the points stay with the family."
            ),
            parent=parent,
        )
        self._patient_id = sheet.patient_id
        self.day = Field(_("Day"), parent=self)
        self.source = Field(
            _("From where it is known"),
            hint=_("certificate, a relative called"),
            parent=self,
        )
        account = sheet.account
        holds = account is not None and account.holder_id == sheet.patient_id
        others = [
            one
            for one in (account.members if account is not None else ())
            if one.is_adult and one.patient_id != sheet.patient_id and not one.is_deceased
        ]
        self.holder = ChoiceField(
            _("Who holds the account then"),
            [(one.patient_id, one.name) for one in others],
            others[0].patient_id if others else None,
            parent=self,
        )
        self.holder.setVisible(holds and bool(others))
        self._names_holder = holds and bool(others)
        for name, field in (("day", self.day), ("source", self.source), ("holder", self.holder)):
            self.form.add(name, field)

    def first_focus(self) -> QWidget:
        """The day."""
        return self.day.line

    def service(self) -> Callable[..., Any]:
        """Record it."""
        day = self.typed_day("day", self.day)
        if day is None:
            raise InvalidInput(msg("Enter the day."), field="day")
        return partial(
            record_death,
            patient_id=self._patient_id,
            day=day,
            source=self.source.text(),
            new_holder_id=self.holder.value() if self._names_holder else None,
        )


class HeirForm(AccountForm):
    """The family asks for the points of a frozen account."""

    kind = ChangeKind.FAMILY_OF_DECEASED

    def __init__(
        self,
        screens: Screens,
        sheet: FamilySheet,
        account: FamilyAccount,
        parent: QWidget | None = None,
    ) -> None:
        until = account.frozen_until
        super().__init__(
            screens,
            sheet,
            account,
            _("The points go to the family"),
            _("Hand over the points"),
            about=""
            if until is None
            else _("The family may ask through {day}.", day=screen_translator().day(until)),
            parent=parent,
        )
        self.person = PersonPicker(screens, _("Which adult of the family"), parent=self)
        self.form.add("person", self.person)

    def first_focus(self) -> QWidget:
        """Who it is."""
        return self.person.line

    def _heir(self) -> int:
        if self.person.patient_id is None:
            raise InvalidInput(msg("Choose the person among those who were found."), field="person")
        return self.person.patient_id

    def paper(self) -> dict[str, Any]:
        """Who asks signs."""
        return {"signer_ids": [self._heir()], "subject_id": self.account.holder_id}

    def service(self) -> Callable[..., Any]:
        """Open the account for the family."""
        return partial(open_for_family, account_id=self.account.account_id, heir_id=self._heir())
