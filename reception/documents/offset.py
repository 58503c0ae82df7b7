"""A finished paper moved on its page by what a printer is off.

The window of the page shifts, not one letter of the drawing: bars stay as sharp as they were.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from reception.documents.style import MM

_BOX = re.compile(rb"/MediaBox \[ ?([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) ?\]")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) n")


def moved_pages(pdf: bytes, *, right: int, down: int) -> bytes:
    """The paper with everything on its pages `right` and `down` by tenths of a millimetre.

    Made for the papers of this program, whose page boxes and table of objects are written plainly;
    ValueError for any other file.
    """
    if not right and not down:
        return pdf
    start = _START.search(pdf)
    if start is None:
        raise ValueError("not a paper of this program")
    body, table = pdf[: int(start[1])], pdf[int(start[1]) : start.start()]
    pieces: list[bytes] = []
    places: list[int] = []
    later_by = [0]
    """Behind the n-th box everything stands later by the n-th number of bytes."""
    last = 0
    for box in _BOX.finditer(body):
        fresh = _shifted(box, right * MM / 10, down * MM / 10)
        pieces += [body[last : box.start()], fresh]
        places.append(box.start())
        later_by.append(later_by[-1] + len(fresh) - len(box[0]))
        last = box.end()
    if not places:
        raise ValueError("not a paper of this program")
    pieces.append(body[last:])
    whole = b"".join(pieces)

    def later(entry: re.Match[bytes]) -> bytes:
        place = int(entry[1])
        place += later_by[bisect_left(places, place)]
        return b"%010d %s n" % (place, entry[2])

    return whole + _ENTRY.sub(later, table) + b"startxref\n%d\n%%%%EOF\n" % len(whole)


def _shifted(box: re.Match[bytes], right: float, down: float) -> bytes:
    left, bottom, wide, high = (float(one) for one in box.groups())
    sides = (left - right, bottom + down, wide - right, high + down)
    return b"/MediaBox [ " + " ".join(f"{one:.4f}" for one in sides).encode() + b" ]"
