"""Who is at the desk: every action of the screens knows its actor from here."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from reception.errors import NotSignedIn
from reception.translation import msg
from reception.values.actor import Actor


class Seat(QObject):
    """The place at the desk; `changed` when somebody else sits down, or nobody does."""

    changed = Signal()

    def __init__(self, actor: Actor | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actor = actor

    @property
    def actor(self) -> Actor | None:
        """Who sits there."""
        return self._actor

    def require(self) -> Actor:
        """Who sits there; raises NotSignedIn where nobody does."""
        if self._actor is None:
            raise NotSignedIn(msg("Nobody is signed in."))
        return self._actor

    def sit(self, actor: Actor | None) -> None:
        """Somebody sits down, or everybody leaves."""
        self._actor = actor
        self.changed.emit()
