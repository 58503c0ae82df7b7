"""The lists of the Family part: members with their times, who acts, court papers, the account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.queries.family import FamilyAccount, FamilyMember
from reception.queries.family_acting import ActingLine, CourtLine
from reception.rules.family_ties import Authority
from reception.ui import theme
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.chip import Chip
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import Column, Row, clear
from reception.ui.kit.text import Text
from reception.ui.pages.patients.part import ROOMY_SCALE
from reception.ui.theme import Status
from reception.values.family_choices import AuthorityKind, Kinship
from reception.values.family_labels import (
    authority_label,
    kinship_label,
    representative_label,
    scope_label,
)
from reception.values.labels import relation_label
from reception.values.phone_number import PhoneNumber


class LineButton(Button):
    """A button of one line; `asked` names what the line is about."""

    asked = Signal(object)

    def __init__(self, word: str, about: object, parent: QWidget | None = None) -> None:
        super().__init__(word, "quiet", parent=parent)
        self._about = about
        self.clicked.connect(self._ask)

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(self._about)


class ListCard(Card):
    """Lines, a sentence where there are none, and the actions below."""

    def __init__(self, title: str, *actions: Button, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self.lines = Column(gap=6)
        self.add(self.lines)
        self.choices = Flow(*actions, parent=self)
        self.choices.setVisible(bool(actions))
        self.add(self.choices)

    def show_lines(self, lines: Sequence[QWidget], nothing: str) -> None:
        """Show these lines instead."""
        clear(self.lines.box)
        for line in lines or [Text(nothing, "muted", wrap=True)]:
            self.lines.box.addWidget(line)


def times(since: date | None, until: date | None) -> str:
    """From–to in words; empty where neither is known."""
    day = screen_translator().day
    if until is not None:
        return (
            _("through {day}", day=day(until))
            if since is None
            else _("{first} – {last}", first=day(since), last=day(until))
        )
    return "" if since is None else _("since {day}", day=day(since))


def member_line(one: FamilyMember, button: LineButton) -> QWidget:
    """Somebody of the household."""
    parts = [say(relation_label(one.relation)), times(one.since, one.until)]
    if one.is_holder:
        parts.append(_("holds the account"))
    elif one.is_on_account:
        parts.append(_("on the account"))
    if one.is_deceased:
        parts.append(_("deceased"))
    return _line(button, parts)


def account_member_line(one: FamilyMember, button: LineButton) -> QWidget:
    """Somebody on the account, with the day of joining."""
    role = _("holds the account") if one.is_holder else ""
    joined = "" if one.since is None else _("joined {day}", day=screen_translator().day(one.since))
    return _line(button, [role, joined])


def _line(button: LineButton, parts: Sequence[str]) -> QWidget:
    words = Text(" · ".join(part for part in parts if part), "muted", wrap=True)
    if not _is_roomy():
        return Column(button, words, gap=0)
    line = Row(button, words, gap=8)
    line.box.setStretch(1, 1)
    return line


def _is_roomy() -> bool:
    return theme.active().scale < ROOMY_SCALE


def _with_chip(words: Column, chip: Chip, button: LineButton | None) -> QWidget:
    """The words, then chip and button: beside them, or below where the letters are large."""
    parts: list[QWidget] = [chip] if button is None else [chip, button]
    if not _is_roomy():
        return Column(words, Flow(*parts), gap=0)
    line = Row(words, *parts, gap=8)
    line.box.setStretch(0, 1)
    return line


def acting_line(one: ActingLine, end_button: LineButton | None) -> QWidget:
    """Somebody who acts: who, by which document, through which day, and whether it holds."""
    role = (
        representative_label(one.kind)
        if one.kinship is Kinship.OTHER
        else kinship_label(one.kinship)
    )
    head = [one.name, say(role)]
    if one.phone:
        head.append(str(PhoneNumber(one.phone)))
    detail = document_words(one.document_kind, one.document_number, one.expires_on)
    if one.scope:
        detail += " · " + ", ".join(say(scope_label(scope)) for scope in sorted(one.scope))
    ended = times(one.since, one.until) if one.authority is Authority.ENDED else ""
    words = Column(
        Text(" · ".join(head), "strong" if one.may_accompany else "body", wrap=True),
        Text(" · ".join(part for part in (detail, ended) if part), "muted", wrap=True),
        gap=0,
    )
    return _with_chip(words, authority_chip(one.authority), end_button)


def document_words(kind: AuthorityKind, number: str, expires_on: date | None) -> str:
    """The document with its number and last day."""
    parts = [say(authority_label(kind)) + (f" {number}" if number else "")]
    if expires_on is not None:
        parts.append(_("through {day}", day=screen_translator().day(expires_on)))
    return ", ".join(parts)


def authority_chip(authority: Authority) -> Chip:
    """Whether somebody may act, in a word."""
    word, status = {
        Authority.HOLDS: (_("holds"), Status.OK),
        Authority.EXPIRES_SOON: (_("lapses soon"), Status.WARN),
        Authority.EXPIRED: (_("not valid any more"), Status.DANGER),
        Authority.ENDED: (_("does not hold any more"), Status.NEUTRAL),
        Authority.FORBIDDEN: (_("forbidden by a court"), Status.DANGER),
    }[authority]
    return Chip(word, status)


def court_line(one: CourtLine, lift_button: LineButton | None) -> QWidget:
    """A court paper."""
    paper = one.document
    if one.document_day is not None:
        paper += ", " + screen_translator().day(one.document_day)
    words = Column(
        Text(one.name, "strong", wrap=True),
        Text(" · ".join(part for part in (paper, one.note) if part), "muted", wrap=True),
        gap=0,
    )
    chip = (
        Chip(_("holds"), Status.DANGER)
        if one.holds
        else Chip(_("does not hold any more"), Status.NEUTRAL)
    )
    return _with_chip(words, chip, lift_button)


def account_words(account: FamilyAccount) -> str:
    """The account in a line: number, balance, what is held and owed, its state."""
    parts = [
        _("Account {number}", number=f"{account.account_id:06d}"),
        ngettext_("{count} point", "{count} points", account.balance),
    ]
    if account.held:
        parts.append(ngettext_("{count} more later", "{count} more later", account.held))
    if account.debt:
        parts.append(_("owes {points}", points=screen_translator().number(account.debt)))
    if account.frozen_until is not None:
        day = screen_translator().day(account.frozen_until)
        parts.append(_("frozen, the family may ask through {day}", day=day))
    elif account.is_blocked:
        parts.append(_("blocked"))
    return " · ".join(parts)
