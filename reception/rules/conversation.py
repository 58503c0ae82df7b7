"""The personal conversation: its fixed steps, who may begin it, its quiet clock.

It opens only after the complaint is put right, begins with consent, and asks everybody the same
in the same order (S2.19 to S2.26, product/content.md 4.8).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from reception.values.localized_text import LocalizedText

CLOSING_BEFORE = timedelta(minutes=2)
OFFERED_AT_MOST = 2
LONGEST_ANSWER = 4000


class StepKind(StrEnum):
    """How a step is answered."""

    CONSENT = "consent"
    WORDS = "words"
    ECHO = "echo"
    OWN = "own"
    TELL = "tell"


@dataclass(frozen=True)
class Step:
    """One step: its code, how it is answered, what is said (a pattern in three languages)."""

    code: str
    kind: StepKind
    text: LocalizedText


@dataclass(frozen=True)
class ConversationScript:
    """The steps in their order, the minutes that may be planned, the closing phrase."""

    steps: tuple[Step, ...]
    minutes: tuple[int, ...]
    closing: LocalizedText

    def step(self, code: str) -> Step:
        """A step by its code; KeyError where there is none."""
        return next(one for one in self.steps if one.code == code)

    def next_after(self, asked: Mapping[str, object], *, has_offer: bool) -> Step | None:
        """The first step not asked yet; None after the last.

        The step of another patient's suggestion is passed over where there is none to offer.
        """
        for one in self.steps:
            if one.code in asked or (one.kind is StepKind.ECHO and not has_offer):
                continue
            return one
        return None

    def all_filled(self, answers: Mapping[str, object]) -> bool:
        """Whether every step was answered; another's suggestion counts only where it was asked."""
        return all(
            bool(answers.get(one.code))
            for one in self.steps
            if one.kind is not StepKind.ECHO or one.code in answers
        )


def read_conversation(text: str) -> ConversationScript:
    """The script from its TOML text."""
    tree = tomllib.loads(text)
    return ConversationScript(
        steps=tuple(
            Step(row["code"], StepKind(row["kind"]), LocalizedText.of(_words(row)))
            for row in tree["steps"]
        ),
        minutes=tuple(tree["minutes"]),
        closing=LocalizedText.of(tree["closing"]),
    )


def _words(row: Mapping[str, str]) -> dict[str, str]:
    return {language: row[language] for language in ("ru", "uk", "en")}


@dataclass(frozen=True)
class QuietClock:
    """How long a conversation lasts; `closes` two minutes before its planned end."""

    minutes: int
    planned: int
    closes: bool


def quiet_clock(started: datetime, now: datetime, planned_minutes: int) -> QuietClock:
    """The clock at a moment: whole minutes gone, and whether it is time for the closing phrase."""
    gone = max(now - started, timedelta(0))
    planned = timedelta(minutes=planned_minutes)
    return QuietClock(
        gone // timedelta(minutes=1), planned_minutes, gone >= planned - CLOSING_BEFORE
    )
