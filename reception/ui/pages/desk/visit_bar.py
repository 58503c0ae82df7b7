"""The foot of the panel: where the visit stands, and the keys of what comes next."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.queries.person_glances import DraftGlance, VisitGlance
from reception.queries.person_panel import PersonPanel
from reception.rules.waiting import Punctual
from reception.services.check_in import DRAFT_KIND
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button, Kind
from reception.ui.kit.card import Card
from reception.ui.kit.flow import Flow
from reception.ui.kit.text import Text
from reception.ui.pages.desk.day_rows import off_words
from reception.values.choices import VisitStatus
from reception.values.labels import outcome_label, visit_status_label

CHECK_IN, PRICE, CARD, RULES, CHECKOUT = "check_in", "price", "card", "rules", "checkout"
GREET, ROOM, UNDO, CANCEL, NO_SHOW = "greet", "room", "undo", "cancel", "no_show"
READY, DOCTOR, WRONG, BACK = "ready", "doctor", "wrong", "back"
EMERGENCY, SECOND, BOOK = "emergency", "second", "book"
REFUND = "refund"
HERE = (VisitStatus.ARRIVED, VisitStatus.IN_ROOM)


class _Action(Button):
    """A step of the visit by its name."""

    asked = Signal(str)

    def __init__(
        self,
        name: str,
        word: str,
        kind: Kind = "secondary",
        *,
        icon: str = "",
        key: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(word, kind, icon=icon, key=key, hint=hint)
        self._name = name
        self.clicked.connect(self._ask)

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(self._name)


class VisitBar(Card):
    """Shows the visit of the open person; `asked` names the step that was pressed."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, padding=12, gap=8)
        self.about = Text("", "strong", wrap=True, parent=self)
        self.add(self.about)
        self.check_in = self._action(CHECK_IN, _("Check in"), "primary", icon="check", key="F5")
        self.price = self._action(PRICE, _("Price"), key="F6")
        self.card = self._action(CARD, _("Card"), icon="cards", key="F8")
        self.rules = self._action(RULES, _("Rules"), icon="document", key="F9")
        self.checkout = self._action(CHECKOUT, _("Checkout"), "primary", key="F11")
        self.add(Flow(self.check_in, self.checkout, self.price, self.card, self.rules))
        self.greet = self._action(GREET, _("Greeted"), "quiet", hint="F2")
        self.ready = self._action(READY, _("Room ready"), "quiet")
        self.room = self._action(ROOM, _("To the room"), "quiet", icon="room", key="Ctrl+R")
        self.doctor = self._action(DOCTOR, _("Doctor told"), "quiet")
        self.emergency = self._action(EMERGENCY, _("Not now"), "quiet", hint="F10")
        self.book = self._action(BOOK, _("Appointment"), "quiet", icon="calendar", hint="Ctrl+B")
        self.wrong = self._action(WRONG, _("Another person"), "quiet", hint="Ctrl+W")
        self.back = self._action(BACK, _("Step back"), "quiet", hint="Ctrl+Y")
        self.second = self._action(SECOND, _("Confirm"), "primary", icon="key", hint="Ctrl+S")
        self.no_show = self._action(NO_SHOW, _("Did not come"), "quiet")
        self.undo = self._action(UNDO, _("Not here after all"), "quiet", icon="undo")
        self.cancel = self._action(CANCEL, _("Cancel the visit"), "quiet")
        self.refund = self._action(REFUND, _("Money back"), "quiet", icon="undo")
        self.steps = Flow(*self._lesser(), gap=4)
        self.add(self.steps)
        self._has_steps = False

    def _lesser(self) -> tuple[_Action, ...]:
        """The steps that give way to a prompt or a form."""
        return (
            self.second,
            self.greet,
            self.ready,
            self.room,
            self.doctor,
            self.emergency,
            self.book,
            self.no_show,
            self.undo,
            self.wrong,
            self.back,
            self.cancel,
            self.refund,
        )

    def _action(self, name: str, word: str, kind: Kind = "secondary", **more: str) -> _Action:
        action = _Action(name, word, kind, **more)
        action.asked.connect(self.asked)
        return action

    def show_visit(self, panel: PersonPanel, *, price_currency: str) -> None:
        """Show what is known of the visit; the next right action is the primary one."""
        visit = panel.visit
        status = None if visit is None else visit.status
        here = status in HERE
        self.about.setText(_about(panel, visit, price_currency))
        self.check_in.setVisible(not here)
        self.check_in.setEnabled(not panel.is_deceased)
        self.card.setEnabled(not panel.is_deceased)
        self.check_in.set_kind("secondary" if status is VisitStatus.DONE else "primary")
        self.price.setVisible(here)
        self.checkout.setVisible(here)
        expected = status is VisitStatus.PLANNED
        greeted = visit is not None and visit.was_greeted
        self.greet.setVisible((here or expected) and not greeted)
        self.room.setVisible(status is VisitStatus.ARRIVED)
        self._show_day_steps(panel, visit)
        self.no_show.setVisible(expected)
        self.undo.setVisible(here)
        self.cancel.setVisible(here or expected)
        self.refund.setVisible(visit is not None and visit.was_paid)
        self._has_steps = True
        self.keep_small(False)
        self.card.setText(_("Card") if panel.is_on_account else _("Join"))
        self.card.updateGeometry()

    def _show_day_steps(self, panel: PersonPanel, visit: VisitGlance | None) -> None:
        """What the day asks of this visit: the room, the doctor, another person, a colleague."""
        status = None if visit is None else visit.status
        here, expected = status in HERE, status is VisitStatus.PLANNED
        waiting = status is VisitStatus.ARRIVED
        self.ready.setVisible(waiting and visit is not None and not visit.room_ready)
        unexpected = visit is not None and visit.punctual is not Punctual.IN_TIME
        told = visit is not None and visit.doctor_told
        self.doctor.setVisible(waiting and unexpected and not told)
        emergency = visit is not None and visit.is_emergency
        self.emergency.setVisible((here or expected) and not emergency)
        self.book.setVisible(not panel.is_deceased)
        self.book.setText(_("Move") if expected else _("Appointment"))
        self.book.updateGeometry()
        self.wrong.setVisible(here)
        self.back.setVisible(here or status in (VisitStatus.CANCELLED, VisitStatus.NO_SHOW))
        self.second.setVisible(visit is not None and visit.needs_second)

    def keep_small(self, small: bool, *, least: bool = False) -> None:
        """Leave the room to the prompt or to a form: the lesser steps go; with `least` the words too."""
        self.steps.setVisible(self._has_steps and not small)
        self.about.setVisible(not least)

    def buttons(self) -> list[Button]:
        """The steps that can be taken now."""
        every = (
            self.check_in,
            self.price,
            self.card,
            self.rules,
            self.checkout,
            *self._lesser(),
        )
        return [one for one in every if one.isVisible() and one.isEnabled()]


def _about(panel: PersonPanel, visit: VisitGlance | None, currency: str) -> str:
    begun = [_begun(draft) for draft in panel.drafts if draft.kind == DRAFT_KIND]
    if visit is None:
        return " · ".join([*begun, _("Not expected today: checking in makes a visit.")])
    parts = [_state(visit), *begun]
    parts.extend(_of_arrival(visit))
    if visit.room:
        is_ready = visit.room_ready and visit.status is VisitStatus.ARRIVED
        parts.append(
            _("room {room} is ready", room=visit.room)
            if is_ready
            else _("room {room}", room=visit.room)
        )
    if visit.doctor:
        parts.append(visit.doctor)
    if visit.accompanied_by:
        parts.append(_("with {name}", name=visit.accompanied_by))
    if visit.price_told_minor is not None:
        money = screen_translator().money(visit.price_told_minor, currency)
        parts.append(_("price told ✓ {amount}", amount=money))
    if visit.outcome is not None:
        parts.append(_("card: {answer}", answer=say(outcome_label(visit.outcome))))
    if len(panel.todays) > 1:
        parts.append(ngettext_("{count} visit today", "{count} visits today", len(panel.todays)))
    return " · ".join(parts)


def _of_arrival(visit: VisitGlance) -> list[str]:
    """Late or early, whose check-in it was, and what still stands out."""
    parts = []
    off = off_words(visit.punctual, visit.off_minutes)
    if visit.status in HERE and off:
        parts.append(off + (" ✓" if visit.doctor_told else ""))
    if visit.status in HERE and visit.checked_in_by and visit.arrived_at is not None:
        time = f"{visit.arrived_at:%H:%M}"
        parts.append(_("checked in {time}, {name}", time=time, name=visit.checked_in_by))
    if visit.is_emergency:
        parts.append(_("emergency"))
    if visit.is_queue_mode:
        parts.append(_("queue"))
    if visit.needs_second:
        parts.append(_("to be confirmed by a colleague"))
    return parts


def _begun(draft: DraftGlance) -> str:
    time = f"{draft.started_at:%H:%M}"
    return _("check-in begun at {time}, {name}", time=time, name=draft.started_by)


def _state(visit: VisitGlance) -> str:
    word = say(visit_status_label(visit.status))
    if visit.status is VisitStatus.PLANNED and visit.planned_time is not None:
        return f"{word} {visit.planned_time:%H:%M}"
    if visit.status is VisitStatus.ARRIVED and visit.minutes_here is not None:
        return _("here {minutes} min", minutes=visit.minutes_here)
    return word
