"""Papers that wait: to print, to hand over, to sign."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.queries.person_glances import PaperLine
from reception.queries.person_panel import PersonPanel
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.field import Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.text import Text
from reception.values.choices import PaperKind, PaperState
from reception.values.labels import paper_label

TO_SIGN = (PaperKind.APPLICATION, PaperKind.DATA_CONSENT, PaperKind.ADVERTISING_CONSENT)


def _is_to_hand(paper: PaperLine) -> bool:
    """What the patient keeps, printed and not in her hand yet."""
    return paper.state is PaperState.PRINTED and paper.kind not in TO_SIGN


class PapersCard(Card):
    """Shown only while something waits; `print_asked` tells the papers.

    `signed` says that all are, and the folder or scan they lie in: what proves a consent later.
    """

    print_asked = Signal(object)
    signed = Signal(str)
    handed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, padding=12, gap=8)
        self._waiting: tuple[int, ...] = ()
        self.about = Text("", wrap=True, parent=self)
        self.print_button = Button(_("Print"), "quiet", icon="print", key="Ctrl+P", parent=self)
        self.print_button.clicked.connect(self._print)
        self.handed_button = Button(_("Handed over"), "quiet", icon="check", parent=self)
        self.handed_button.clicked.connect(self._handed)
        self._printed: tuple[int, ...] = ()
        self.signed_button = Button(_("All signed"), "quiet", icon="check", parent=self)
        self.signed_button.clicked.connect(self._signed)
        self.kept_in = Field(
            _("Kept in"), placeholder=_("folder or name of the scan"), longest=200, parent=self
        )
        self.kept_in.returned.connect(self._signed)
        self.add(self.about).add(self.kept_in).add(
            Flow(self.print_button, self.handed_button, self.signed_button, gap=4)
        )

    def show_panel(self, panel: PersonPanel) -> None:
        """Show what waits; the folder stays from person to person, most lie in the same one."""
        to_print = [one for one in panel.papers if one.state is PaperState.TO_PRINT]
        to_sign = [one for one in panel.papers if one.kind in TO_SIGN]
        self._waiting = tuple(one.paper_id for one in to_print)
        lines = []
        if to_print:
            words = ", ".join(say(paper_label(one.kind)) for one in to_print)
            lines.append(_("To print: {papers}", papers=words))
        if to_sign:
            words = ", ".join(say(paper_label(one.kind)) for one in to_sign)
            lines.append(_("To sign: {papers}", papers=words))
        to_hand = [one for one in panel.papers if _is_to_hand(one)]
        self._printed = tuple(one.paper_id for one in to_hand)
        if to_hand:
            words = ", ".join(say(paper_label(one.kind)) for one in to_hand)
            lines.append(_("To hand over: {papers}", papers=words))
        if panel.new_rules:
            changes = "\n".join(f"— {say(one)}" for one in panel.new_rules)
            lines.append(_("Holds an old rules sheet. New since then:") + "\n" + changes)
        self.about.setText("\n".join(lines))
        self.handed_button.setVisible(bool(to_hand))
        self.print_button.setVisible(bool(to_print))
        self.signed_button.setVisible(bool(to_sign))
        self.kept_in.setVisible(bool(to_sign))
        self.setVisible(bool(lines))

    @Slot()
    def _handed(self) -> None:
        self.handed.emit(self._printed)

    @Slot()
    def _signed(self) -> None:
        self.signed.emit(self.kept_in.text())

    @Slot()
    def _print(self) -> None:
        self.print_asked.emit(self._waiting)
