"""What an action changed, so that the shown page asks again, and what it says when done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from reception.translation import Message

T = TypeVar("T")


class Topic(StrEnum):
    """Subjects a page can be interested in."""

    CLINIC = "clinic"
    STAFF = "staff"
    PATIENTS = "patients"
    HOUSEHOLDS = "households"
    VISITS = "visits"
    MENTIONS = "mentions"
    PROGRAMME = "programme"
    ACCOUNTS = "accounts"
    POINTS = "points"
    CARDS = "cards"
    CONSENTS = "consents"
    PAPERS = "papers"
    TASKS = "tasks"
    PRICES = "prices"
    SETTINGS = "settings"
    IMPORTS = "imports"
    BACKUP = "backup"
    SHIFT = "shift"
    KNOWLEDGE = "knowledge"
    FEEDBACK = "feedback"
    CONTACTS = "contacts"


@dataclass(frozen=True)
class Changes:
    """The topics one committed action touched."""

    topics: frozenset[Topic] = field(default_factory=frozenset)

    def touch(self, *topics: Topic) -> bool:
        """Whether any of `topics` changed."""
        return not self.topics.isdisjoint(topics)


@dataclass(frozen=True)
class Done(Generic[T]):
    """What a service answers: its value, the words of the toast, and how to undo it.

    `undo` is a service call with everything but the unit of work bound, or None where the
    action cannot or need not be undone.  `said` is None for silent saves (drafts).
    """

    value: T
    said: Message | None = None
    undo: Callable[..., Done[Any]] | None = None
