"""The head of the panel: who she is, how she is addressed, her family, what is known and owed."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.queries.person_glances import TaskLine
from reception.queries.person_panel import MemberLine, PersonPanel
from reception.queries.telling import Told
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import IconButton
from reception.ui.kit.card import Card
from reception.ui.kit.chip import Chip, FilterChip
from reception.ui.kit.flow import Flow
from reception.ui.kit.strip import Strip
from reception.ui.kit.text import Text
from reception.ui.pages.desk.preference_chips import preference_chips, quality_line
from reception.ui.theme import Status
from reception.values.card_number import group
from reception.values.choices import CardForm, CardState
from reception.values.labels import stage_label, task_label


class PersonHeader(Card):
    """Shows a panel's person; `person_asked` names a member of the family that was clicked."""

    person_asked = Signal(int)
    record_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent=parent, gap=8)
        self.title.set_role("title")
        self.title.setWordWrap(True)
        self.record_button = IconButton("edit", _("Open the record"), parent=self)
        self.record_button.clicked.connect(self.record_asked)
        self.add_action(self.record_button)
        self.asking_button = IconButton(
            "question", _("Somebody asks about them (Ctrl+I)"), parent=self
        )
        self.add_action(self.asking_button)
        self.since = Text("", "muted", wrap=True, parent=self)
        self.chips = Flow(parent=self)
        self.family = Flow(parent=self)
        self.notes = Text("", "body", wrap=True, parent=self)
        self.ask = Text("", "muted", wrap=True, parent=self)
        self.owed = Strip("", Status.WARN, parent=self)
        self.alerts = Strip("", Status.DANGER, parent=self)
        self.add(self.alerts)
        for part in (self.since, self.chips, self.family, self.notes, self.ask, self.owed):
            self.add(part)

    def show_person(self, panel: PersonPanel) -> None:
        """Show the person."""
        self.title.setText(_heading(panel))
        self.since.setText(_since(panel))
        self.chips.show_parts(*_chips(panel))
        self._show_family(panel)
        notes = _notes(panel)
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))
        self.alerts.setVisible(bool(panel.alerts))
        self.alerts.say("\n".join(say(one) for one in panel.alerts), Status.DANGER)
        self.ask.setText(quality_line(panel.quality))
        self.ask.setVisible(bool(panel.quality.ask))
        self.owed.setVisible(bool(panel.tasks))
        if panel.tasks:
            self.owed.say("\n".join(_task(task) for task in panel.tasks), Status.WARN)

    def _show_family(self, panel: PersonPanel) -> None:
        others = [one for one in panel.members if one.patient_id != panel.patient_id]
        size = len(panel.members)
        if not others:
            self.family.show_parts()
            return
        together = ngettext_(
            "{count} visit together", "{count} visits together", panel.family_visits
        )
        family = _("Family of {count}", count=size)
        about = Text(f"{family} · {together}", "muted")
        buttons = [MemberButton(one, self) for one in others]
        for button in buttons:
            button.asked.connect(self.person_asked)
        self.family.show_parts(about, *buttons)


class MemberButton(FilterChip):
    """Somebody of the family; a click opens her."""

    asked = Signal(int)

    def __init__(self, member: MemberLine, parent: QWidget | None = None) -> None:
        super().__init__(_member(member), parent)
        self.setCheckable(False)
        self._patient_id = member.patient_id
        self.clicked.connect(self._ask)

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(self._patient_id)


def _member(member: MemberLine) -> str:
    parts = [member.spoken_name]
    if member.age is not None:
        parts.append(_years(member.age))
    if member.is_on_account:
        parts.append(_("on the account"))
    elif member.told.told_on is not None:
        parts.append(_("told {day}", day=member.told.told_on))
    return " · ".join(parts)


def _heading(panel: PersonPanel) -> str:
    if panel.age is None:
        return panel.name
    return f"{panel.name}, {_years(panel.age)}"


def _years(age: int) -> str:
    return str(age) if age else _("under 1 year")


def _since(panel: PersonPanel) -> str:
    parts = []
    if panel.since is not None:
        month = f"{panel.since:%m.%Y}"
        parts.append(_("with us since {month}", month=month))
    parts.append(ngettext_("{count} visit", "{count} visits", panel.visits))
    parts.append(f"{say(stage_label(panel.stage.stage))} ({say(panel.stage.reason)})")
    if panel.birth_date is not None:
        parts.append(_("born {day}", day=panel.birth_date))
    return " · ".join(parts)


def _chips(panel: PersonPanel) -> list[QWidget]:
    found: list[QWidget] = []
    if panel.is_deceased:
        found.append(Chip(_("deceased"), Status.NEUTRAL, icon="info"))
    found.append(_told_chip(panel))
    if panel.account is not None:
        points = ngettext_("{count} point", "{count} points", panel.account.balance)
        found.append(Chip(points, Status.OK, icon="star"))
        if panel.account.held:
            held = ngettext_("{count} more later", "{count} more later", panel.account.held)
            found.append(Chip(held, Status.NEUTRAL, icon="clock"))
    found += preference_chips(panel.preferences)
    if panel.shared_phone:
        found.append(Chip(_("shared phone"), Status.WARN, icon="phone"))
    if panel.namesake_exists:
        found.append(Chip(_("namesake exists"), Status.WARN, icon="warning"))
    return found


def _told_chip(panel: PersonPanel) -> Chip:
    telling = panel.telling
    if telling.state is Told.MEMBER:
        if panel.is_on_account:
            return Chip(_member_word(panel), Status.OK, icon="cards")
        return Chip(_("the family has an account"), Status.INFO, icon="cards")
    if telling.state is Told.TOLD and telling.last_told_on is not None:
        word = _("told {day}", day=telling.last_told_on)
        return Chip(word, Status.NEUTRAL, icon="check")
    count = telling.visits_untold
    if count == 0:
        return Chip(_("not told yet"), Status.INFO, icon="note")
    word = ngettext_("not told: {count} visit", "not told: {count} visits", count)
    return Chip(word, Status.DANGER, icon="note")


def _member_word(panel: PersonPanel) -> str:
    """The number of her card, to be dictated; without a card of her own she is in the programme."""
    active = [one for one in panel.cards if one.state is CardState.ACTIVE]
    if not active:
        return _("in the programme")
    number = group(active[-1].number)
    if active[-1].form is CardForm.PAPER:
        return _("has the card {number}, on paper", number=number)
    return _("has the card {number}", number=number)


def _notes(panel: PersonPanel) -> str:
    parts = []
    if panel.form_of_address and panel.form_of_address not in panel.name:
        parts.append(_("call: {name}", name=panel.form_of_address))
    if panel.comment:
        parts.append(panel.comment)
    return " · ".join(parts)


def _task(task: TaskLine) -> str:
    due = screen_translator().day(task.due_on)
    return _("{what}, by {day}", what=say(task_label(task.kind)), day=due)
