"""The closed lists of the day at the desk: what became of a visit, what a shift signs."""

from __future__ import annotations

from enum import StrEnum


class TraceKind(StrEnum):
    """What became of a visit besides its stamps."""

    MOVED = "moved"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    TAKEN_BACK = "taken_back"
    WRONG_PERSON = "wrong_person"
    RIGHT_PERSON = "right_person"
    EMERGENCY = "emergency"
    SECONDED = "seconded"


class ShiftStep(StrEnum):
    """What is signed at the desk."""

    OPEN = "open"
    HAND_OVER = "hand_over"
    CLOSE = "close"


class IdentityCheck(StrEnum):
    """How it was made sure that the points are spent by whom they belong to (situation 11)."""

    CARD = "card"
    DOCUMENT = "document"
    CODE_WORD = "code_word"
