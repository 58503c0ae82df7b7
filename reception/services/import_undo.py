"""Taking a whole import back: what it brought goes, what it overwrote returns.

What is sealed stays (docs/decisions/0005-undo.md): a mention is reversed, an opening balance is
drawn again, and the person whose points they were remains as an emptied record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from reception.changes import Done, Topic
from reception.errors import Refused
from reception.models import (
    BillLine,
    DuplicatePair,
    Household,
    Patient,
    PatientPhone,
    PriceItem,
    Visit,
)
from reception.progress import Progress
from reception.services.import_accounts import draw_opening_balances
from reception.services.imports import bring_phones, stored, take_back, tell
from reception.storage.import_removal import remove_run
from reception.storage.import_store import ImportStore
from reception.storage.likely import note_checked
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg

_DAYS = (
    *("birth_date", "first_visit_known", "last_visit_known", "withdrawn_on", "day"),
    *("valid_until",),
)
_ACCOUNTS = msg("family accounts")
_OTHER_WORK = msg("other records")
_WORK = {
    "visit": msg("visits"),
    "mention": msg("answers about the programme"),
    "account": _ACCOUNTS,
    "account_member": _ACCOUNTS,
    "acceptance": _ACCOUNTS,
    "card": msg("cards"),
    "paper": msg("papers"),
    "task": msg("tasks"),
    "consent": msg("consents"),
    "patient": msg("patients"),
    "patient_merge": msg("joined records"),
}


def undo_import(uow: UnitOfWork, *, run_id: int, progress: Progress | None = None) -> Done[None]:
    """Take a whole import back: what it brought goes, what it overwrote returns.

    Raises Refused where later work depends on it, naming what, or where it was undone already.
    """
    store = ImportStore(uow.session)
    run = store.run(run_id)
    if run is None or run.undone_at is not None:
        raise Refused(msg("This import was undone already."), code="undone")
    before = run.before
    _refuse_dependent(store, run_id, before)
    tell(progress, 0, 3, msg("Taking the import back…"))
    for mention in store.imported_mentions(run_id):
        take_back(uow, mention)
    tell(progress, 1, 3, msg("Taking the import back…"))
    _bring_back(store, uow, run_id, before)
    draw_opening_balances(uow, before)
    remove_run(uow.session, run_id, before, today=uow.today)
    tell(progress, 2, 3, msg("Taking the import back…"))
    run.undone_at = uow.now
    note_checked(uow, is_checked=False)
    uow.touch(
        *(Topic.PATIENTS, Topic.HOUSEHOLDS, Topic.VISITS, Topic.MENTIONS, Topic.IMPORTS),
        *(Topic.ACCOUNTS, Topic.POINTS, Topic.CARDS, Topic.PRICES),
    )
    uow.about("import_run", run_id)
    return Done(None, msg("The import was taken back."))


def _refuse_dependent(store: ImportStore, run_id: int, before: Mapping[str, Any]) -> None:
    accounts = store.accounts_of_run(run_id)
    depending = [
        *store.depending(run_id, Patient, (PatientPhone, DuplicatePair), accounts),
        *store.depending(run_id, Visit, (BillLine,)),
        *store.depending(run_id, Household, ()),
        *store.depending(run_id, PriceItem, ()),
    ]
    if store.accounts_moved(run_id, before.get("points", {})):
        depending.append("account")
    if store.told_since(run_id):
        depending.append("mention")
    if depending:
        what = _WORK.get(depending[0], _OTHER_WORK)
        raise Refused(
            msg("Later work depends on this import, for example: {what}.", what=what),
            code="depended_on",
            way_out=msg("Undo the later work first, or correct single records."),
        )


def _bring_back(
    store: ImportStore, uow: UnitOfWork, run_id: int, before: Mapping[str, Any]
) -> None:
    """Return what was overwritten, where nobody has changed it again since."""
    finders: Mapping[str, Callable[[int], Any]] = {
        "patients": store.patient,
        "visits": store.visit,
        "lines": store.line,
        "consents": store.consent,
        "prices": store.price,
    }
    for kind, finder in finders.items():
        for number, columns in before.get(kind, {}).items():
            row = finder(int(number))
            for column, (old, new) in columns.items() if row is not None else ():
                if stored(getattr(row, column)) == new:
                    setattr(row, column, _restored(column, old))
    for number, change in before.get("phones", {}).items():
        bring_phones(store, uow, int(number), add=change["removed"], remove=change["added"])
    for key, (kind, content, earlier_run) in before.get("rows", {}).items():
        row = store.row(kind, key)
        if row is not None and row.import_run_id == run_id:
            row.content, row.import_run_id = content, earlier_run


def _restored(column: str, old: Any) -> Any:
    if old is None:
        return None
    if column.endswith("_at"):
        return datetime.fromisoformat(old)
    if column == "planned_time":
        return time.fromisoformat(old)
    return date.fromisoformat(old) if column in _DAYS else old
