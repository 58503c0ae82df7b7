"""Keeps None, True and False alive under Python 3.11 (docs/decisions/0007-immortal-none.md).

PySide6 6.12 is built for Pythons on which these three are immortal (3.12 and later).  On 3.11
it drops a reference each time it answers None or a signal carries a bool, until the interpreter
aborts in the middle of somebody's work.
"""

from __future__ import annotations

import ctypes
import sys

# More than a window repainted a thousand times a second would use up in ten years.
_ENOUGH = 1 << 44


def keep_singletons() -> None:
    """Give the three so many references that dropping some never matters; once a process."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for one in (None, True, False):
        # A CPython object begins with its reference count.
        references = ctypes.c_ssize_t.from_address(id(one))
        if references.value < _ENOUGH:
            references.value += _ENOUGH
