"""Merged records told to a replay as they were: two persons until the day they were merged.

A merge lets visits and memberships of one record name the other one; a replay of them would earn
where nothing was earned.  The journal of each standing merge tells how it was.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from reception.models import Account, AccountMember, Base, PatientMerge, Visit
from reception.storage.journal import stored_value
from reception.storage.merging import read_facts

_TOLD: dict[str, type[Base]] = {
    "visit": Visit,
    "account_member": AccountMember,
    "account": Account,
}


class BeforeMerges:
    """Rows as they were before the merges that stand; alive as long as the telling lasts.

    The session keeps no row that nobody holds: `_held` does.
    """

    def __init__(self, session: Session) -> None:
        self._held: list[Base] = []
        self.members: list[AccountMember] = []
        self.aliases: dict[int, list[int]] = defaultdict(list)
        standing = select(PatientMerge).where(PatientMerge.undone_at.is_(None))
        for merge in session.scalars(standing.order_by(PatientMerge.id.desc())):
            self.aliases[merge.main_id].append(merge.merged_id)
            for step in reversed(read_facts(merge)["steps"]):
                self._tell(session, step)

    def _tell(self, session: Session, step: dict[str, Any]) -> None:
        kind = _TOLD.get(step["table"])
        if kind is None:
            return
        if "removed" in step and kind is AccountMember:
            table = step["table"]
            values = {name: stored_value(table, name, v) for name, v in step["removed"].items()}
            self.members.append(AccountMember(**values))
        for name, (old, _new) in step.get("change", {}).items():
            row = session.get(kind, step["key"][0])
            if row is not None:
                set_committed_value(row, name, stored_value(step["table"], name, old))
                self._held.append(row)
