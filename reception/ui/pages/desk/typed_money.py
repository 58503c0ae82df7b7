"""Sums as people type them at the desk: 3200, 3 200,50, 3200.5."""

from __future__ import annotations

import re

from reception.values.money import LARGEST_MINOR

_TYPED = re.compile(r"(\d+)(?:[.,](\d{1,2}))?")
_SPACES = re.compile(r"[\s\u00a0\u202f]")


def read_money(text: str) -> int | None:
    """Minor units of a typed sum; None where it is none."""
    found = _TYPED.fullmatch(_SPACES.sub("", text))
    if found is None or not found[1].isascii():
        return None
    minor = int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))
    return minor if minor <= LARGEST_MINOR else None
