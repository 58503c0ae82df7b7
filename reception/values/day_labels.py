"""The words of the closed lists in `day_choices`."""

from __future__ import annotations

from reception.translation import Message, msg
from reception.values.day_choices import TraceKind


def trace_label(kind: TraceKind) -> Message:
    """What became of a visit, in words."""
    return {
        TraceKind.MOVED: msg("moved"),
        TraceKind.CANCELLED: msg("the visit was cancelled"),
        TraceKind.NO_SHOW: msg("did not come"),
        TraceKind.TAKEN_BACK: msg("a step was taken back"),
        TraceKind.WRONG_PERSON: msg("checked in by mistake, here was"),
        TraceKind.RIGHT_PERSON: msg("checked in after a mistake, instead of"),
        TraceKind.EMERGENCY: msg("an emergency"),
        TraceKind.SECONDED: msg("confirmed by a second person"),
    }[kind]
