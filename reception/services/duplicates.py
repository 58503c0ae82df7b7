"""The standing list of likely duplicates, filled from a check of the whole card index.

Afterwards every change of a record keeps it right (`storage.likely.recheck`); an import asks for
another check.
"""

from __future__ import annotations

from collections.abc import Sequence

from reception.changes import Done
from reception.rules.duplicates import Likely
from reception.storage.likely import keep_pairs
from reception.storage.unit_of_work import UnitOfWork


def keep_likely_pairs(uow: UnitOfWork, *, pairs: Sequence[Likely]) -> Done[int]:
    """Let these pairs, by patient id, be the list; answers how many there are."""
    keep_pairs(uow, pairs)
    return Done(len(pairs))
