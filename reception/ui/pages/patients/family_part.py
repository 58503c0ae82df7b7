"""The Family part of a record: who belongs, who acts by what, the account, and every change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.queries.clinic import clinic_day
from reception.queries.family import FamilyAccount, FamilySheet, family_sheet
from reception.rules.ages import Standing
from reception.rules.family_ties import Authority
from reception.services.family_papers import issue_power_of_attorney, print_own_consent
from reception.services.representatives import (
    end_guardian,
    end_representative,
    lift_restriction,
)
from reception.ui.i18n import _, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.layout import Column, column
from reception.ui.kit.strip import Strip
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.patients.family_accounts import (
    AccountForm,
    ChildForm,
    HolderForm,
    LeaveForm,
    MergeForm,
)
from reception.ui.pages.patients.family_acting import (
    CourtForm,
    MoveForm,
    RelationForm,
    RepresentativeForm,
)
from reception.ui.pages.patients.family_cards import (
    LineButton,
    ListCard,
    account_member_line,
    account_words,
    acting_line,
    court_line,
    member_line,
)
from reception.ui.pages.patients.family_form import FamilyForm
from reception.ui.pages.patients.family_loss import DeathForm, HeirForm
from reception.ui.pages.patients.family_split import SplitForm
from reception.ui.pages.patients.part import PersonPart
from reception.ui.theme import Status
from reception.values.family_choices import RepresentativeKind


class FamilyPart(PersonPart):
    """Members, representatives, court papers and the account; one form at a time stands on top."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(screens, parent)
        self._sheet: FamilySheet | None = None
        self.open_form: FamilyForm | None = None
        self.alerts = Strip("", Status.WARN, parent=self)
        self._slot = Column(gap=0)
        self._slot.hide()
        self._make_buttons()
        self.members = ListCard(
            _("Family"), self.move_button, self.relation_button, self.death_button, parent=self
        )
        self.acting = ListCard(
            _("Who acts for the patient"),
            self.guardian_button,
            self.trusted_button,
            self.payer_button,
            self.power_button,
            self.own_consent_button,
            parent=self,
        )
        self.courts = ListCard(_("Court papers"), self.court_button, parent=self)
        self.account = ListCard(
            _("Family account"),
            self.leave_button,
            self.split_button,
            self.holder_button,
            self.child_button,
            self.merge_button,
            self.heir_button,
            parent=self,
        )
        self.setLayout(
            column(
                self.alerts,
                self._slot,
                self.members,
                self.acting,
                self.courts,
                self.account,
                gap=12,
            )
        )

    def _make_buttons(self) -> None:
        def button(word: str, act: Callable[[], None]) -> Button:
            made = Button(word, parent=self)
            made.clicked.connect(act)
            return made

        self.move_button = button(_("To another family…"), self._move)
        self.relation_button = button(_("As what…"), self._relation)
        self.death_button = button(_("Record a death…"), self._death)
        self.guardian_button = button(_("Legal representative…"), self._guardian)
        self.trusted_button = button(_("Trusted person…"), self._trusted)
        self.payer_button = button(_("Payer…"), self._payer)
        self.power_button = button(_("Print a power of attorney"), self._power)
        self.own_consent_button = button(_("Print the own consent"), self._own_consent)
        self.court_button = button(_("Court paper…"), self._court)
        self.leave_button = button(_("Leave with an own account…"), self._leave)
        self.split_button = button(_("Split the account…"), self._split)
        self.holder_button = button(_("Another holder…"), self._holder)
        self.child_button = button(_("To the other parent…"), self._child)
        self.merge_button = button(_("Join with another account…"), self._merge)
        self.heir_button = button(_("Points to the family…"), self._heir)

    def show_person(self, patient_id: int) -> None:
        """Show a person's family; a form that is open for her stays."""
        if self._sheet is not None and self._sheet.patient_id != patient_id:
            self._close_form()
        day = self.screens.actions.ask(partial(clinic_day, now=self.screens.clock.now()))
        sheet = self.screens.actions.ask(partial(family_sheet, patient_id=patient_id, day=day))
        self._sheet = sheet
        self.alerts.setVisible(bool(sheet.alerts))
        self.alerts.say("\n".join(say(one) for one in sheet.alerts), Status.WARN)
        self._show_members(sheet)
        self._show_acting(sheet)
        self._show_account(sheet)

    def first_focus(self) -> QWidget | None:
        """The open form, else the first thing to do."""
        return self.move_button if self.open_form is None else self.open_form.first_focus()

    def step_back(self) -> bool:
        """Esc puts the open form away."""
        if self.open_form is None:
            return False
        self._close_form()
        return True

    # --- What stands there ------------------------------------------------------------------

    def _opener(self, name: str, patient_id: int) -> LineButton:
        button = LineButton(name, patient_id)
        button.asked.connect(self._open_person)
        return button

    def _show_members(self, sheet: FamilySheet) -> None:
        lines = [member_line(one, self._opener(one.name, one.patient_id)) for one in sheet.members]
        if sheet.former:
            lines.append(Text(_("Belonged before"), "caption"))
            lines += [
                member_line(one, self._opener(one.name, one.patient_id)) for one in sheet.former
            ]
        if sheet.deceased_on is not None:
            day = screen_translator().day(sheet.deceased_on)
            lines.append(
                Text(
                    _("Died on {day}; known from: {source}", day=day, source=sheet.deceased_source),
                    "muted",
                    wrap=True,
                )
            )
        self.members.show_lines(lines, _("Nobody else of the family is known."))
        self.death_button.setVisible(not sheet.is_deceased)
        self.relation_button.setVisible(len(sheet.members) > 1)

    def _show_acting(self, sheet: FamilySheet) -> None:
        lines = []
        for one in sheet.acting:
            button = None
            if one.authority is not Authority.ENDED:
                button = LineButton(_("End"), one.representative_id)
                button.asked.connect(self._end)
            lines.append(acting_line(one, button))
        self.acting.show_lines(
            lines,
            _("Nobody is recorded; a guardian or trusted person with a document stands here."),
        )
        self.power_button.setVisible(sheet.standing is not Standing.ADULT)
        self.own_consent_button.setVisible(sheet.needs_own_consent)
        courts = []
        for paper in sheet.courts:
            lift = None
            if paper.holds:
                lift = LineButton(_("Lift"), paper.restriction_id)
                lift.asked.connect(self._lift)
            courts.append(court_line(paper, lift))
        self.courts.show_lines(courts, _("No court paper is on file."))

    def _show_account(self, sheet: FamilySheet) -> None:
        account = sheet.account
        lines: list[QWidget] = []
        if account is not None:
            lines.append(Text(account_words(account), "strong", wrap=True))
            lines += [
                account_member_line(one, self._opener(one.name, one.patient_id))
                for one in account.members
            ]
        self.account.show_lines(lines, _("The family has no account; joining is at the desk."))
        adults = [] if account is None else [one for one in account.members if one.is_adult]
        on_it = account is not None and account.is_member and not account.is_blocked
        grown = sheet.standing is Standing.ADULT and not sheet.is_deceased
        several = account is not None and len(account.members) > 1
        self.leave_button.setVisible(on_it and grown and several)
        self.split_button.setVisible(on_it and grown and len(adults) > 1)
        self.holder_button.setVisible(on_it and grown and len(adults) > 1)
        self.child_button.setVisible(on_it and sheet.standing is not Standing.ADULT)
        self.merge_button.setVisible(on_it and grown)
        self.heir_button.setVisible(account is not None and account.frozen_until is not None)
        self.account.choices.setVisible(account is not None)
        self.account.choices.updateGeometry()

    # --- Forms ------------------------------------------------------------------------------

    def _open(self, form: FamilyForm) -> None:
        self._close_form()
        self.open_form = form
        if self._sheet is not None:
            form.go_on_with(f"{form.key}:{self._sheet.patient_id}")
        form.closed.connect(self._form_closed)
        self._slot.box.addWidget(form)
        self._slot.show()
        form.show()
        form.first_focus().setFocus()

    def _close_form(self) -> None:
        form, self.open_form = self.open_form, None
        if form is not None:
            self._slot.box.removeWidget(form)
            self._slot.hide()
            form.hide()
            form.deleteLater()

    @Slot()
    def _form_closed(self) -> None:
        self._close_form()
        self.move_button.setFocus()

    def _with_account(
        self, make: Callable[[Screens, FamilySheet, FamilyAccount, QWidget], AccountForm]
    ) -> None:
        sheet = self._sheet
        if sheet is not None and sheet.account is not None:
            self._open(make(self.screens, sheet, sheet.account, self))

    def _with_sheet(self, make: Callable[[Screens, FamilySheet, QWidget], FamilyForm]) -> None:
        if self._sheet is not None:
            self._open(make(self.screens, self._sheet, self))

    def _with_kind(self, kind: RepresentativeKind) -> None:
        if self._sheet is not None:
            self._open(RepresentativeForm(self.screens, self._sheet, kind, self))

    @Slot()
    def _move(self) -> None:
        self._with_sheet(MoveForm)

    @Slot()
    def _relation(self) -> None:
        self._with_sheet(RelationForm)

    @Slot()
    def _death(self) -> None:
        self._with_sheet(DeathForm)

    @Slot()
    def _guardian(self) -> None:
        self._with_kind(RepresentativeKind.GUARDIAN)

    @Slot()
    def _trusted(self) -> None:
        self._with_kind(RepresentativeKind.TRUSTED)

    @Slot()
    def _payer(self) -> None:
        self._with_kind(RepresentativeKind.PAYER)

    @Slot()
    def _court(self) -> None:
        self._with_sheet(CourtForm)

    @Slot()
    def _leave(self) -> None:
        self._with_account(LeaveForm)

    @Slot()
    def _split(self) -> None:
        self._with_account(SplitForm)

    @Slot()
    def _holder(self) -> None:
        self._with_account(HolderForm)

    @Slot()
    def _child(self) -> None:
        self._with_account(ChildForm)

    @Slot()
    def _merge(self) -> None:
        self._with_account(MergeForm)

    @Slot()
    def _heir(self) -> None:
        self._with_account(HeirForm)

    # --- At once ----------------------------------------------------------------------------

    @Slot()
    def _power(self) -> None:
        if self._sheet is not None:
            self.screens.actions.run(
                partial(issue_power_of_attorney, child_id=self._sheet.patient_id),
                done=self._printed,
                quiet=True,
            )

    @Slot()
    def _own_consent(self) -> None:
        if self._sheet is not None:
            self.screens.actions.run(
                partial(print_own_consent, patient_id=self._sheet.patient_id),
                done=self._printed,
                quiet=True,
            )

    def _printed(self, paper_id: int) -> None:
        self.screens.papers.show([paper_id], self)

    @Slot(object)
    def _end(self, representative_id: object) -> None:
        if self._sheet is None:
            return
        if isinstance(representative_id, int):
            service = partial(end_representative, representative_id=representative_id)
        else:
            service = partial(end_guardian, patient_id=self._sheet.patient_id)
        self.screens.actions.run(service)

    @Slot(object)
    def _lift(self, restriction_id: object) -> None:
        if isinstance(restriction_id, int):
            self.screens.actions.run(partial(lift_restriction, restriction_id=restriction_id))

    @Slot(object)
    def _open_person(self, patient_id: object) -> None:
        self.screens.navigate("patients", patient_id)
