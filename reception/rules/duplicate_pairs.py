"""The likely duplicates among many records: only pairs that share a key are compared.

Each key is one that a usual mistake leaves alone, so that a pair with one or two mistakes meets
under another: birth date, phone, home, names with year of birth, names with day and month.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from reception.progress import Progress
from reception.rules.duplicate_fields import Record
from reception.rules.duplicates import LIKELY, Likely, compared, two_names
from reception.rules.first_names import name_groups

CROWD = 60
"""A key shared by more records (01.01.1900, the clinic's own phone) is parted by name."""
_STEP = 2_000
_SOUNDS = str.maketrans("бдвзжгщэыёй", "птфсшкшеиеи", "аеиоуюя ")
_TWICE = re.compile(r"(.)\1+")
_ENDING = re.compile(r"(?:ая|а|и|ий|е|о)$")

Key = tuple[object, ...]


def likely_pairs(
    records: Sequence[Record],
    *,
    told_apart: Collection[tuple[str, str]] = (),
    progress: Progress | None = None,
) -> list[Likely]:
    """The pairs at or above LIKELY, best first.

    `told_apart` are keys of records that somebody decided are two persons, in either order.
    """
    found: list[Likely] = []
    for one, other in _candidates(records, progress):
        left, right = records[one], records[other]
        if two_names(left, last=right.last, first=right.first):
            continue  # nearly all of a family
        comparison = compared(left, right)
        score = comparison.score
        if score < LIKELY:
            continue
        if (left.key, right.key) in told_apart or (right.key, left.key) in told_apart:
            continue
        found.append(Likely(left.key, right.key, round(score, 1), comparison.reasons))
    found.sort(key=lambda pair: (-pair.score, pair.left, pair.right))
    return found


@lru_cache(maxsize=65_536)
def sound(name: str) -> str:
    """What is left of a folded name that most slips leave alone: «мюллер» and «миллер» → «млр»."""
    return _TWICE.sub(r"\1", _ENDING.sub("", name).translate(_SOUNDS))


def _candidates(records: Sequence[Record], progress: Progress | None) -> Iterator[tuple[int, int]]:
    """Each pair that shares a key, once, the earlier record first."""
    seen: set[int] = set()
    count = len(records)
    groups = _groups(records)
    for place, group in enumerate(groups):
        if progress is not None and place % _STEP == 0:
            progress.report(place, len(groups))
        for one, other in _pairs(group, records):
            number = one * count + other
            if number not in seen:
                seen.add(number)
                yield one, other
    yield from _without_birth_date(records, seen)


def _groups(records: Sequence[Record]) -> list[list[int]]:
    """The places that share a key.

    Keys are kept as hashes, most of them with one place: two of one hash cost one more comparison.
    """
    alone: dict[int, int] = {}
    groups: dict[int, list[int]] = {}
    for place, record in enumerate(records):
        for key in map(hash, blocking_keys(record)):
            group = groups.get(key)
            if group is not None:
                group.append(place)
            elif (first := alone.setdefault(key, place)) != place:
                groups[key] = [first, place]
    return list(groups.values())


def blocking_keys(record: Record) -> set[Key]:
    """The keys under which a record meets those it may be one person with."""
    keys: set[Key] = {("phone", digits) for digits in record.phones}
    if record.email:
        keys.add(("email", record.email))
    if record.address is not None and len(record.address[1]) > 1:
        keys.add(("home", *record.address[1], min(record.address[0])))
    born = record.born
    if born is None:
        return keys
    keys.add(("born", born))
    low, high = sorted((born.day, born.month))
    for last, first in _name_keys(record):
        keys.add((last, first, born.year))
        keys.add((last, first, low, high))
    return keys


def _name_keys(record: Record) -> set[tuple[str, object]]:
    """Sound of the surname with the first name's group or sound, for every form of both."""
    return {(sound(last), first) for last in record.last for first in _first_keys(record)}


def _first_keys(record: Record) -> set[object]:
    keys: set[object] = set()
    for form in record.first:
        keys.update(name_groups(form) or {sound(form)})
    return keys


def _pairs(group: list[int], records: Sequence[Record]) -> Iterator[tuple[int, int]]:
    if len(group) <= CROWD:
        yield from combinations(group, 2)
        return
    by_name: dict[object, list[int]] = defaultdict(list)
    for place in group:
        for key in _crowd_keys(records[place]):
            by_name[key].append(place)
    for part in by_name.values():
        if len(part) <= CROWD * 5:
            yield from combinations(part, 2)


def _crowd_keys(record: Record) -> set[Key]:
    """In a crowd two records meet if surname and first name, or first and patronymic sound alike."""
    keys: set[Key] = {("name", *pair) for pair in _name_keys(record)}
    for first in _first_keys(record):
        keys.update(("father", first, sound(form)) for form in record.patronymic[:1])
    return keys


def _without_birth_date(records: Sequence[Record], seen: set[int]) -> Iterator[tuple[int, int]]:
    """Records without a birth date against those of the same full name."""
    bare = [place for place, record in enumerate(records) if record.born is None]
    if not bare:
        return
    wanted = {key for place in bare for key in _full_name_keys(records[place])}
    by_name: dict[Key, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        for key in _full_name_keys(record):
            if key in wanted:
                by_name[key].append(place)
    count = len(records)
    for one in bare:
        for key in _full_name_keys(records[one]):
            for other in by_name[key]:
                first, second = sorted((one, other))
                number = first * count + second
                if first != second and number not in seen:
                    seen.add(number)
                    yield first, second


def _full_name_keys(record: Record) -> set[Key]:
    fathers = [sound(form) for form in record.patronymic[:1]]
    return {(last, first, father) for last, first in _name_keys(record) for father in fathers}
