"""The work of the desk around a person: new patients, joining, cards, rules, papers, checkout."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol
from uuid import uuid4

from PySide6.QtCore import QObject, Slot

from reception.errors import Refused
from reception.queries.clinic import ClinicFacts, clinic_day
from reception.queries.desk_forms import BegunForm, begun_forms
from reception.queries.family_points import account_id_of
from reception.queries.papers import personal_figure
from reception.queries.person_panel import MemberLine, PersonPanel
from reception.rules.prompt_choice import Prompt
from reception.services.desk_papers import issue_what_it_gives
from reception.services.drafts import discard_draft
from reception.services.joining import sign_papers
from reception.services.paper_states import mark_handed
from reception.services.papers import issue_card_paper, issue_rules_sheet, print_joining_papers
from reception.services.patients import DRAFT_KIND
from reception.translation import msg
from reception.ui.i18n import _
from reception.ui.page import Screens
from reception.ui.pages.desk import visit_bar
from reception.ui.pages.desk.card_form import CardForm
from reception.ui.pages.desk.checkout_form import CheckoutForm
from reception.ui.pages.desk.joining_form import JoiningForm
from reception.ui.pages.desk.new_patient import NewPatientForm
from reception.ui.pages.desk.person_side import PersonSide
from reception.ui.theme import Status
from reception.values.card_number import group
from reception.values.choices import Channel, VisitStatus


class Desk(Protocol):
    """What the work needs of the page."""

    screens: Screens
    side: PersonSide

    @property
    def panel(self) -> PersonPanel | None:
        """The open person."""
        ...

    @property
    def facts(self) -> ClinicFacts:
        """The clinic."""
        ...

    def open_person(self, patient_id: int) -> None:
        """Open a person."""
        ...

    def searched(self) -> str:
        """What stands in the search box."""
        ...

    def check_in_now(self) -> None:
        """Whoever is open is here."""
        ...

    def say_at(self, channel: Channel) -> None:
        """From now on the prompt is said here."""
        ...

    def finished(self) -> None:
        """A form is done: the prompt takes the focus where one is open, else the search box."""
        ...


class DeskWork(QObject):
    """Opens the forms and carries out what they end in."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def take(self, name: str) -> bool:
        """Take a step by its name; False where it is none of these."""
        steps = {
            visit_bar.CARD: self.card_or_joining,
            visit_bar.RULES: self.rules,
            visit_bar.CHECKOUT: self.checkout,
        }
        if name not in steps:
            return False
        steps[name]()
        return True

    # --- New patients -----------------------------------------------------------------------

    @Slot()
    def new_patient(self) -> None:
        """F4: a form that carries over what was searched."""
        self._open_new(uuid4().hex, self._desk.searched(), {})

    def begun(self) -> BegunForm | None:
        """The latest new patient somebody began."""
        found = self._desk.screens.actions.ask(partial(begun_forms, kind=DRAFT_KIND))
        return found[0] if found else None

    def resume(self, form: BegunForm) -> None:
        """Go on with a form somebody began."""
        self._open_new(form.subject, "", form.fields)

    def discard(self, form: BegunForm) -> None:
        """Put a begun form away."""
        self._run(partial(discard_draft, kind=form.kind, subject=form.subject))

    def _open_new(self, subject: str, text: str, values: dict[str, Any]) -> None:
        screens = self._desk.screens
        today = screens.actions.ask(partial(clinic_day, now=screens.clock.now()))
        form = NewPatientForm(
            screens,
            country=self._desk.facts.country,
            today=today,
            subject=subject,
            family=self._desk.panel,
        )
        form.carry_over(text, values)
        form.entered.connect(self._entered)
        form.entered_here.connect(self._entered_here)
        form.open_asked.connect(self._desk.open_person)
        self._desk.side.open_form(form, alone=True)

    @Slot(int)
    def _entered(self, patient_id: int) -> None:
        self._desk.side.close_form()
        self._desk.open_person(patient_id)

    @Slot(int)
    def _entered_here(self, patient_id: int) -> None:
        self._entered(patient_id)
        self._desk.check_in_now()

    # --- Joining, cards, rules --------------------------------------------------------------

    @Slot()
    def card_or_joining(self) -> None:
        """F8: the card of a member, else joining first."""
        panel = self._desk.panel
        if panel is None or panel.is_deceased:
            return
        if came_alone(panel):
            words = _(
                "The card is made out to a parent or guardian, not to a minor who came alone."
            )
            self._desk.screens.notify.say(words, Status.WARN)
            return
        if panel.is_on_account and panel.account is not None and not panel.is_minor:
            self._open_card(panel)
        else:
            self._open_joining(panel)

    def _open_joining(self, panel: PersonPanel) -> None:
        adult = _adult_of(panel)
        if adult is None:
            self._desk.screens.notify.say(
                _("The card is made out to an adult: enter a parent or guardian first."),
                Status.WARN,
            )
            return
        children = [one for one in panel.members if _may_enter(adult, one)]
        ticked = panel.patient_id if panel.is_minor else None
        form = JoiningForm(self._desk.screens, adult, children, ticked_child=ticked)
        form.joined.connect(self._joined)
        self._desk.side.open_form(form)

    @Slot(int, int, bool)
    def _joined(self, adult_id: int, _account_id: int, advertising: bool) -> None:
        self._desk.side.close_form()
        if self._desk.panel is None or self._desk.panel.patient_id != adult_id:
            self._desk.open_person(adult_id)
        if self._desk.panel is not None:
            self._open_card(self._desk.panel)
        papers = partial(print_joining_papers, patient_id=adult_id, advertising=advertising)
        self._make(papers, self.show_papers)

    def _open_card(self, panel: PersonPanel) -> None:
        if panel.account is None:
            return
        form = CardForm(
            self._desk.screens,
            account_id=panel.account.account_id,
            holder_id=panel.patient_id,
            name=panel.spoken_name,
            cards=panel.cards,
        )
        form.issued.connect(self._card_issued)
        form.print_asked.connect(self._print_card)
        self._desk.side.open_form(form)

    @Slot(int)
    def _card_issued(self, card_id: int) -> None:
        self._desk.side.close_form()
        self._desk.finished()
        self._print_card(card_id)

    @Slot(int)
    def _print_card(self, card_id: int) -> None:
        self._make(partial(issue_card_paper, card_id=card_id), self._show_paper)

    @Slot()
    def rules(self) -> None:
        """F9: the rules sheet, in the language of the person."""
        panel = self._desk.panel
        patient_id = None if panel is None else panel.patient_id
        self._desk.screens.actions.run(
            partial(issue_rules_sheet, patient_id=patient_id), done=self._show_paper, quiet=True
        )

    def what_it_gives(self) -> None:
        """One page about the programme with the open person's own figure."""
        panel = self._desk.panel
        if panel is None:
            return
        screens = self._desk.screens
        day = screens.actions.ask(partial(clinic_day, now=screens.clock.now()))
        who = panel.patient_id
        own, account = screens.actions.ask(partial(personal_figure, patient_id=who, day=day))
        paper = partial(issue_what_it_gives, patient_id=who, own_points=own, account_points=account)
        screens.actions.run(paper, done=self._show_paper, quiet=True)

    @Slot(object)
    def handed(self, paper_ids: Sequence[int]) -> None:
        """The papers are in the patient's hand."""
        self._run(partial(mark_handed, paper_ids=paper_ids))

    def _make(self, paper: Any, done: Callable[[Any], None]) -> None:
        """Make papers of what was just done; where they are refused, its Undo stays."""
        screens = self._desk.screens
        screens.actions.run(paper, done=done, failed=screens.notify.explain_besides, quiet=True)

    def _show_paper(self, paper_id: int) -> None:
        self.show_papers((paper_id,))

    @Slot(object)
    def show_papers(self, paper_ids: Sequence[int]) -> None:
        """Open the preview of papers; printing marks them."""
        self._desk.screens.papers.show(paper_ids, self._desk.side)

    @Slot(str)
    def all_signed(self, kept_in: str = "") -> None:
        """The papers of the open person are signed and lie where `kept_in` says."""
        panel = self._desk.panel
        if panel is not None:
            self._run(partial(sign_papers, patient_id=panel.patient_id, kept_in=kept_in))

    def _run(self, service: Any) -> None:
        self._desk.screens.actions.run(service)

    # --- Checkout ---------------------------------------------------------------------------

    @Slot()
    def checkout(self) -> None:
        """F11: the bill; what was not answered at check-in is asked here again."""
        self._desk.say_at(Channel.CHECKOUT)
        panel = self._desk.panel
        if panel is None or panel.visit is None:
            return
        screens = self._desk.screens
        day = screens.actions.ask(partial(clinic_day, now=screens.clock.now()))
        form = CheckoutForm(screens, panel, visit_id=panel.visit.visit_id, day=day)
        form.paid.connect(self._paid)
        self._desk.side.open_form(form)

    @Slot()
    def _paid(self) -> None:
        self._desk.side.close_form()
        self._desk.finished()

    def take_scan(self, digits: str) -> bool:
        """A number from the stock was scanned: it goes into the open card form, if one is."""
        form = self._desk.side.form
        if isinstance(form, CardForm):
            form.take_scan(digits)
            return True
        return False

    def take_card(self, digits: str, holder_id: int) -> bool:
        """Somebody pays and shows a card: it counts for the members of its account alone."""
        form, panel = self._desk.side.form, self._desk.panel
        if not isinstance(form, CheckoutForm) or panel is None:
            return False
        account = self._desk.screens.actions.ask(partial(account_id_of, patient_id=holder_id))
        own = panel.account.account_id if panel.is_on_account and panel.account else None
        if account is not None and account == own:
            self._desk.screens.notify.say(_("The card belongs to this account."), Status.INFO)
            return True
        form.refuse(foreign_card(digits, is_member=own is not None))
        return True


def foreign_card(digits: str, *, is_member: bool) -> Refused:
    """Why another family's card neither earns nor pays here (situation 37)."""
    return Refused(
        msg(
            "Card {number} belongs to another account: its points are for its members.",
            number=group(digits),
        ),
        code="foreign_card",
        way_out=None if is_member else msg("Offer to join (F8): an own account costs nothing."),
    )


def came_alone(panel: PersonPanel) -> bool:
    """Whether a minor is here with nobody; in a queue nobody is asked who came along."""
    visit = panel.visit
    if visit is None or visit.is_queue_mode or not panel.is_minor:
        return False
    here = visit.status in (VisitStatus.ARRIVED, VisitStatus.IN_ROOM)
    return here and not visit.accompanied_by


def _adult_of(panel: PersonPanel) -> MemberLine | None:
    """Who joins: the adult herself; for a child the listener, else an adult of the family."""
    adults = [one for one in panel.members if one.is_adult]
    listener = panel.prompt.listener if isinstance(panel.prompt, Prompt) else None
    for one in adults:
        if one.patient_id in (panel.patient_id, listener):
            return one
    return adults[0] if adults else None


def _may_enter(adult: MemberLine, one: MemberLine) -> bool:
    """Whether the adult may enter this child: hers, or nobody else's, and on no account yet."""
    hers = one.guardian_id in (None, adult.patient_id)
    return not one.is_adult and not one.is_on_account and hers
