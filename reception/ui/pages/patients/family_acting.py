"""Forms of who belongs, who acts and what a court said: move, relation, representative, paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput
from reception.queries.family import FamilySheet
from reception.queries.family_acting import household_of
from reception.services.households import (
    change_relation,
    merge_households,
    move_to_household,
)
from reception.services.representatives import add_representative, restrict
from reception.translation import msg
from reception.ui.i18n import _, say
from reception.ui.kit.choose import Tick
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.page import Screens
from reception.ui.pages.patients.family_form import FamilyForm, PersonPicker
from reception.values.choices import Relation
from reception.values.family_choices import (
    AuthorityKind,
    Kinship,
    RepresentativeKind,
    TrustScope,
)
from reception.values.family_labels import authority_label, kinship_label, scope_label
from reception.values.labels import relation_label


def relation_choices() -> list[tuple[Relation, str]]:
    """Every place in a household with its word."""
    return [(one, say(relation_label(one))) for one in Relation]


class MoveForm(FamilyForm):
    """Into another family, named by somebody of it; with nobody named, into one of her own."""

    def __init__(self, screens: Screens, sheet: FamilySheet, parent: QWidget | None = None) -> None:
        super().__init__(
            screens,
            _("To another family"),
            _("Move"),
            about=_("Points stay on their account; only who belongs together changes."),
            parent=parent,
        )
        self._patient_id = sheet.patient_id
        self.person = PersonPicker(
            screens,
            _("Somebody of that family"),
            hint=_("Left empty: a family of their own."),
            parent=self,
        )
        self.relation = ChoiceField(_("As what"), relation_choices(), Relation.OTHER, parent=self)
        self.since = Field(_("Since"), hint=_("Left empty: today."), parent=self)
        self.form.add("person", self.person)
        self.form.add("relation", self.relation)
        self.form.add("since", self.since)
        self.whole = Tick(_("Everybody of this family comes along"), parent=self)
        self.whole.setVisible(len(sheet.members) > 1)
        self.form.add_wide(self.whole)

    def first_focus(self) -> QWidget:
        """Whose family."""
        return self.person.line

    def service(self) -> Callable[..., Any]:
        """Move."""
        home = None
        if self.person.text():
            if self.person.patient_id is None:
                raise InvalidInput(
                    msg("Choose the person among those who were found."), field="person"
                )
            home = self.screens.actions.ask(
                partial(household_of, patient_id=self.person.patient_id)
            )
        if self.whole.isChecked():
            return self._together(home)
        return partial(
            move_to_household,
            patient_id=self._patient_id,
            household_id=home,
            relation=self.relation.value(),
            since=self.typed_day("since", self.since),
        )

    def _together(self, home: int | None) -> Callable[..., Any]:
        if home is None:
            raise InvalidInput(msg("Say who belongs to the other family."), field="person")
        if self.since.text():
            raise InvalidInput(
                msg("Families are joined as of today; a day is for one person."), field="since"
            )
        own = self.screens.actions.ask(partial(household_of, patient_id=self._patient_id))
        return partial(merge_households, household_id=own, into_id=home)


class RelationForm(FamilyForm):
    """As what somebody belongs to the family."""

    def __init__(self, screens: Screens, sheet: FamilySheet, parent: QWidget | None = None) -> None:
        super().__init__(screens, _("As what in the family"), _("Save"), parent=parent)
        self._patient_id = sheet.patient_id
        mine = next(
            (one.relation for one in sheet.members if one.patient_id == sheet.patient_id), None
        )
        self.relation = ChoiceField(_("As what"), relation_choices(), mine, parent=self)
        self.form.add("relation", self.relation)

    def first_focus(self) -> QWidget:
        """The choice."""
        return self.relation.combo

    def service(self) -> Callable[..., Any]:
        """Change it."""
        return partial(change_relation, patient_id=self._patient_id, relation=self.relation.value())


class RepresentativeForm(FamilyForm):
    """Somebody acts for the person: who, as what, by which document, for what, until when."""

    def __init__(
        self,
        screens: Screens,
        sheet: FamilySheet,
        kind: RepresentativeKind,
        parent: QWidget | None = None,
    ) -> None:
        titles = {
            RepresentativeKind.GUARDIAN: _("A legal representative"),
            RepresentativeKind.TRUSTED: _("A trusted person"),
            RepresentativeKind.PAYER: _("Who pays"),
        }
        super().__init__(screens, titles[kind], _("Record it"), parent=parent)
        self._patient_id = sheet.patient_id
        self._kind = kind
        self.person = PersonPicker(
            screens,
            _("Who it is"),
            hint=_("A patient, or the full name of somebody who is none."),
            parent=self,
        )
        self.phone = Field(_("Phone"), parent=self)
        self.kinship = ChoiceField(
            _("Who to the patient"),
            [(one, say(kinship_label(one))) for one in Kinship],
            Kinship.OTHER,
            parent=self,
        )
        self.document_kind = ChoiceField(
            _("Document"),
            [(one, say(authority_label(one))) for one in AuthorityKind],
            AuthorityKind.NONE,
            parent=self,
        )
        self.document_number = Field(_("Number, by whom"), longest=120, parent=self)
        self.issued_on = Field(_("Issued on"), parent=self)
        self.expires_on = Field(
            _("Valid through"), hint=_("Left empty: without an end."), parent=self
        )
        self.scope = {one: Tick(say(scope_label(one)), parent=self) for one in TrustScope}
        for name, field in (
            ("name", self.person),
            ("phone", self.phone),
            ("kinship", self.kinship),
            ("document_kind", self.document_kind),
            ("document_number", self.document_number),
            ("issued_on", self.issued_on),
            ("expires_on", self.expires_on),
        ):
            self.form.add(name, field)
        for scope, tick in self.scope.items():
            tick.setChecked(scope is TrustScope.ACCOMPANY)
            tick.setVisible(kind is RepresentativeKind.TRUSTED)
            self.form.add_wide(tick)

    @property
    def key(self) -> str:
        """Each kind is kept by itself."""
        return f"representative-{self._kind.value}"

    def first_focus(self) -> QWidget:
        """Who it is."""
        return self.person.line

    def service(self) -> Callable[..., Any]:
        """Record it."""
        person_id = self.person.patient_id
        return partial(
            add_representative,
            patient_id=self._patient_id,
            kind=self._kind,
            person_id=person_id,
            name="" if person_id is not None else self.person.text(),
            phone=self.phone.text(),
            kinship=self.kinship.value(),
            document_kind=self.document_kind.value(),
            document_number=self.document_number.text(),
            issued_on=self.typed_day("issued_on", self.issued_on),
            expires_on=self.typed_day("expires_on", self.expires_on),
            scope=[one for one, tick in self.scope.items() if tick.isChecked()],
        )


class CourtForm(FamilyForm):
    """A court paper: whom it names, which paper, what to mind."""

    def __init__(self, screens: Screens, sheet: FamilySheet, parent: QWidget | None = None) -> None:
        super().__init__(
            screens,
            _("A court paper"),
            _("Put on file"),
            about=_("Everybody at the desk sees it; nothing is told to whom it names."),
            parent=parent,
        )
        self._patient_id = sheet.patient_id
        self.person = PersonPicker(screens, _("Whom it names"), parent=self)
        self.document = Field(_("Court, number"), longest=200, parent=self)
        self.day = Field(_("Of which day"), parent=self)
        self.note = Field(_("What to mind"), parent=self)
        for name, field in (
            ("name", self.person),
            ("document", self.document),
            ("day", self.day),
            ("note", self.note),
        ):
            self.form.add(name, field)

    def first_focus(self) -> QWidget:
        """Whom it names."""
        return self.person.line

    def service(self) -> Callable[..., Any]:
        """Put it on file."""
        return partial(
            restrict,
            patient_id=self._patient_id,
            person_id=self.person.patient_id,
            name=self.person.text(),
            document=self.document.text(),
            document_day=self.typed_day("day", self.day),
            note=self.note.text(),
        )
