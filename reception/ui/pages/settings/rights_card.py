"""Who may do what, and who guessed wrong: what a supervisor looks up beside the list of staff."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from reception.queries.guesses import WrongGuess, wrong_guesses
from reception.translation import Message
from reception.ui.i18n import _, say, screen_translator
from reception.ui.kit.card import Card
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.tables.table import Column, RowsModel, Table
from reception.values.action_words import action_words
from reception.values.choices import Role
from reception.values.labels import role_label
from reception.values.rights import EVERYBODY, RIGHTS, Right, may

ROLES = (Role.ADMINISTRATOR, Role.SUPERVISOR, Role.OWNER)


@dataclass(frozen=True)
class RightRow:
    """One right and who has it."""

    what: Message
    roles: tuple[Role, ...]


def right_rows() -> list[RightRow]:
    """The table of the rights, what everybody may first."""
    rows = [RightRow(what, ROLES) for what in EVERYBODY]
    return rows + [RightRow(one.what, _who_may(one)) for one in RIGHTS]


def _who_may(right: Right) -> tuple[Role, ...]:
    return tuple(role for role in ROLES if may(role, right))


class RightsCard(Card):
    """The rights in one table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Who may do what"),
            _(
                "What an administrator may not do is allowed once at her screen by a supervisor's"
                " PIN; the log keeps both names."
            ),
            parent=parent,
        )
        self.setMinimumHeight(1)  # the height of the wrapped lines counts, not of narrow ones
        self.lines: list[tuple[Text, Text]] = []
        for one in right_rows():
            what = Text(say(one.what), wrap=True, parent=self)
            who = Text(
                ", ".join(say(role_label(role)) for role in one.roles),
                "muted",
                wrap=True,
                parent=self,
            )
            self.lines.append((what, who))
            self.add(what).add(who)


class GuessesCard(Card):
    """The latest wrong passwords and PINs, and who is locked for a while."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Wrong passwords and PINs"),
            _("After three wrong guesses each further one waits longer, up to half an hour."),
            parent=parent,
        )
        self._screens = screens
        self.locked = Text("", "strong", wrap=True, parent=self)
        self.nothing = Text(_("Nobody guessed wrong."), "muted", wrap=True, parent=self)
        columns: tuple[Column[WrongGuess], ...] = (
            Column(_("When"), _when),
            Column(_("Whose"), _whose, stretch=True, strong=True, second=_how),
        )
        self.table: Table[WrongGuess] = Table(
            RowsModel(columns, _entry, self), tall=True, parent=self
        )
        self.add(self.locked).add(self.nothing).add(self.table)

    def refresh(self) -> None:
        """Ask the log."""
        found = self._screens.actions.ask(partial(wrong_guesses, now=self._screens.clock.now()))
        moment = screen_translator().moment
        self.locked.setText(
            "\n".join(
                _("{name} is locked until {moment}", name=name, moment=moment(until))
                for name, until in found.locked
            )
        )
        self.locked.setVisible(bool(found.locked))
        self.nothing.setVisible(not found.wrong)
        self.table.show_rows(found.wrong)
        self.table.fit(least=1, most=5)
        self.table.setVisible(bool(found.wrong))


def _entry(row: WrongGuess) -> int:
    return row.entry


def _when(row: WrongGuess) -> str:
    return screen_translator().moment(row.at)


def _whose(row: WrongGuess) -> str:
    return row.whose or _("an unknown login")


def _how(row: WrongGuess) -> str:
    return say(action_words(row.action))
