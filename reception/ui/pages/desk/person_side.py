"""The right side of the desk: one person, what to say, the form that is open, the next step."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reception.queries.desk_forms import BegunForm
from reception.queries.person_panel import PersonPanel
from reception.rules.prompt_choice import Prompt
from reception.ui import theme
from reception.ui.i18n import _
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.empty import EmptyState
from reception.ui.kit.layout import STRETCH, Column, Scroll, row
from reception.ui.kit.text import Text
from reception.ui.pages.desk.papers_card import PapersCard
from reception.ui.pages.desk.person_header import PersonHeader
from reception.ui.pages.desk.prompt_panel import PromptPanel
from reception.ui.pages.desk.said_card import SaidCard
from reception.ui.pages.desk.visit_bar import VisitBar
from reception.ui.pages.desk.work_form import WorkForm, focus_later

SHORT = 560
LEAST = 24
HEADER_ROOM, FORM_ROOM = 56, 260
LOOKS = 4


class PersonSide(QWidget):
    """Everything about the open person; `form_closed` when an open form was put away."""

    form_closed = Signal()
    form_opened = Signal()
    draft_asked = Signal(object)
    draft_discarded = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wear = theme.active()
        self.nobody = EmptyState(
            "desk",
            _("Nobody is open"),
            _("Type the last digits of a phone, a name or a card above, then Return."),
            parent=self,
        )
        self.header = PersonHeader(self)
        self.resume_button = Button(_("Go on"), parent=self)
        self.resume_button.clicked.connect(self._resume)
        self.discard_button = Button(_("Put away"), "quiet", parent=self)
        self.discard_button.clicked.connect(self._discard)
        self.begun_about = Text("", wrap=True, parent=self)
        self.last_saved = Text("", "muted", wrap=True, parent=self)
        self.last_saved.hide()
        self.resume = Card(parent=self, padding=12, gap=8)
        self.resume.add(self.begun_about)
        self.resume.add(row(self.resume_button, self.discard_button, STRETCH))
        self.prompt = PromptPanel(self)
        self.said = SaidCard(self)
        self.papers = PapersCard(self)
        self.notes = Column(gap=8)
        self._slot = Column(gap=0)
        self._slot.hide()
        self._form: WorkForm | None = None
        self._wanted: QWidget | None = None
        self._looks = 0
        self._alone = False
        self._has_person = False
        self._has_prompt = False
        self._draft: BegunForm | None = None
        self.bar = VisitBar(self)
        self.content = Column(
            self.header, self.notes, self._slot, self.said, self.papers, STRETCH, gap=12
        )
        self.scroll_area = Scroll(self.content, self)
        self.scroll_area.setMinimumHeight(wear.px(LEAST))
        self.scroll_area.verticalScrollBar().rangeChanged.connect(self._room_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(wear.px(12))
        layout.addWidget(self.resume)
        layout.addWidget(self.nobody, 1)
        layout.addWidget(self.last_saved)
        layout.addWidget(self.scroll_area, 1)
        layout.addWidget(self.prompt)
        layout.addWidget(self.bar)
        self.show_nobody(None)

    @property
    def form(self) -> WorkForm | None:
        """The form that is open."""
        return self._form

    def show_nobody(self, begun: BegunForm | None, saved: str = "") -> None:
        """Nobody is open: say how to open somebody, what was begun, and what was saved last."""
        self.last_saved.setText(saved)
        self.last_saved.setVisible(bool(saved))
        self.close_form()
        self.nobody.show()
        self.scroll_area.hide()
        self._has_prompt = False
        self._has_person = False
        self._keep_room()
        self._draft = begun
        self.resume.setVisible(begun is not None)
        if begun is not None:
            words = " ".join(
                str(begun.fields.get(name, "")) for name in ("last_name", "first_name")
            )
            self.begun_about.setText(
                _(
                    "New patient {name}: started by {person} at {time}.",
                    name=words.strip(),
                    person=begun.started_by,
                    time=f"{begun.started_at:%H:%M}",
                )
                + _authors(begun)
            )

    def show_person(self, panel: PersonPanel, *, speaker: str, brief: bool = False) -> None:
        """Show the person as she stands now; not while a form stands in her place.

        With `brief` (the queue) the prompt is one line.
        """
        if self._alone:
            return
        self.nobody.hide()
        self.last_saved.hide()
        self.scroll_area.show()
        self._has_person = True
        self.header.show()
        self.notes.show()
        self.header.show_person(panel)
        self.bar.show_visit(panel, price_currency=panel.currency)
        prompt = panel.prompt
        if isinstance(prompt, Prompt):
            untold = panel.telling.visits_untold
            self.prompt.show_prompt(prompt, untold=untold, speaker=speaker, brief=brief)
            self.said.hide()
        else:
            self.said.show_panel(panel)
        self._has_prompt = isinstance(prompt, Prompt)
        self.papers.show_panel(panel)
        self.resume.hide()
        self._keep_room()

    def _keep_room(self) -> None:
        """The lesser steps give their room to an open form or prompt; the answers are always seen."""
        wear = theme.active()
        short = self.height() < wear.px(SHORT)
        filling = self._form is not None
        self.prompt.setVisible(self._has_prompt and self._has_person and not (short and filling))
        prompting = self.prompt.isVisibleTo(self)
        self.bar.keep_small(filling or prompting, least=short and prompting)
        self.bar.setVisible(self._has_person and not (short and filling))
        bar = self.bar.heightForWidth(self.width()) if self.bar.isVisibleTo(self) else 0
        above = wear.px(FORM_ROOM if filling else HEADER_ROOM)
        self.prompt.give_room(self.height() - max(bar, 0) - above - 2 * wear.px(12))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is low, an open form has the whole of it."""
        super().resizeEvent(event)
        self._keep_room()

    @Slot()
    def _resume(self) -> None:
        if self._draft is not None:
            self.draft_asked.emit(self._draft)

    @Slot()
    def _discard(self) -> None:
        if self._draft is not None:
            self.draft_discarded.emit(self._draft)

    def focus_prompt(self) -> None:
        """The prompt takes the focus, visibly."""
        focus_later(self.prompt)

    @Slot()
    def _room_changed(self) -> None:
        """An open form that grows while it is filled in stays whole, where it fits."""
        form = self._form
        if form is not None and form.height() <= self.scroll_area.viewport().height():
            self._show_whole(form)

    def _show_whole(self, part: QWidget) -> None:
        """Scroll until all of it is seen, or its top; a few turns, while wrapped words find room."""
        self._wanted, self._looks = part, LOOKS
        QTimer.singleShot(0, self, self._look)

    @Slot()
    def _look(self) -> None:
        part = self._form
        if part is None or part is not self._wanted or self._looks == 0:
            return
        self._looks -= 1
        if part.height() > self.scroll_area.viewport().height():
            top = part.mapTo(self.content, QPoint(0, 0)).y()
            self.scroll_area.verticalScrollBar().setValue(top)
        else:
            self.scroll_area.verticalScrollBar().setValue(0)
            self.scroll_area.ensureWidgetVisible(part, 0, 0)
        QTimer.singleShot(0, self, self._look)

    # --- Forms ------------------------------------------------------------------------------

    def open_form(self, form: WorkForm, *, alone: bool = False) -> None:
        """Open a form in the panel; with `alone` it stands instead of a person."""
        self.close_form()
        self._form = form
        self._alone = alone
        form.closed.connect(self.close_form_and_tell)
        self._slot.box.addWidget(form)
        self._slot.show()
        if alone:
            for part in (self.nobody, self.header, self.notes, self.said, self.papers):
                part.hide()
            self.last_saved.hide()
            self._has_prompt = False
            self._has_person = False
            self.scroll_area.show()
        self.resume.hide()
        form.show()
        self._keep_room()
        focus_later(form.first_focus())
        self.scroll_area.verticalScrollBar().setValue(0)
        self.form_opened.emit()
        self._show_whole(form)

    def close_form(self) -> None:
        """Put the open form away."""
        form, self._form = self._form, None
        self._alone = False
        if form is not None:
            self._slot.box.removeWidget(form)
            self._slot.hide()
            form.hide()
            form.deleteLater()
            self._keep_room()
            self.scroll_area.verticalScrollBar().setValue(0)

    @Slot()
    def close_form_and_tell(self) -> None:
        """The form asked to be put away."""
        if self._form is not None:
            self.close_form()
            self.form_closed.emit()


def _authors(begun: BegunForm) -> str:
    """Who filled what in, where more than one had a hand in it."""
    if len({name for name, _at in begun.authors.values()}) < 2:
        return ""
    words = {
        "last_name": _("Surname"),
        "first_name": _("First name"),
        "patronymic": _("Patronymic"),
        "birth_date": _("Birth date"),
        "phone": _("Phone"),
    }
    lines = [
        _("{field}: {name}, {time}", field=words.get(one, one), name=name, time=f"{at:%H:%M}")
        for one, (name, at) in begun.authors.items()
    ]
    return "\n" + "\n".join(lines)
