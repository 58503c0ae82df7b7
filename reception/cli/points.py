"""`reception points WHO`: balance, lots and the statement of an account, each line with its why."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from reception.cli.runner import Command
from reception.errors import Refused
from reception.queries.clinic import clinic_day
from reception.queries.points_record import PointsRecord, person_named, points_record
from reception.queries.points_why import breakdowns, explain_entries
from reception.rules.ledger import Step
from reception.translation import Message, Translator, msg, nmsg
from reception.values.labels import entry_label


def points(command: Command, *, who: str, as_of: date | None, as_json: bool) -> int:
    """Print the points of a person's account; works while the window is open."""
    with command.open(writing=False) as database, database.reading() as session:
        day = as_of or clinic_day(session, now=command.clock.now())
        patient_id = person_named(session, who=who)
        record = points_record(
            session, patient_id=patient_id, day=day, with_others=True, limit=None
        )
        if record is None:
            raise Refused(msg("This person is on no account."), code="unknown_member")
        numbers = [row.entry_id for row in record.rows]
        why = explain_entries(session, entry_ids=numbers)
        steps = breakdowns(session, entry_ids=numbers)
    if as_json:
        tree = _tree(record, why, steps, command.translator)
        print(json.dumps(tree, ensure_ascii=False, indent=1), file=command.out)
    else:
        for line in _lines(record, why, command.translator):
            print(line, file=command.out)
    return 0


def _tree(
    record: PointsRecord,
    why: dict[int, list[Message]],
    steps: dict[int, Sequence[Step]],
    translator: Translator,
) -> dict[str, Any]:
    """One JSON object, numbers instead of names."""
    return {
        "account": record.account_id,
        "as_of": record.day.isoformat(),
        "balance": record.balance,
        "held": record.held,
        "debt": record.debt,
        "burns_on": _iso(record.burns_on),
        "burning": record.burning,
        "lots": [
            {
                "kind": lot.kind.value,
                "left": lot.left,
                "earned_on": lot.earned_on.isoformat(),
                "usable_from": lot.usable_from.isoformat(),
                "last_day": _iso(lot.last_day),
                "member": lot.earner_id,
                "held": lot.is_held,
            }
            for lot in record.lots
        ],
        "entries": [
            {
                "number": row.entry_id,
                "kind": row.kind.value,
                "points": row.points,
                "effective": row.effective_on.isoformat(),
                "visit": row.visit_id,
                "member": row.earner_id,
                "reason": row.reason,
                "breakdown": list(steps[row.entry_id]),
                "why": [translator.text(line) for line in why[row.entry_id]],
            }
            for row in record.rows
        ],
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _lines(
    record: PointsRecord, why: dict[int, list[Message]], translator: Translator
) -> list[str]:
    """The same in words."""
    said = translator.text
    lines = [
        said(
            msg(
                "Account {account} on {day}: balance {balance}, held {held}, debt {debt}.",
                account=record.account_id,
                day=record.day,
                balance=record.balance,
                held=record.held,
                debt=record.debt,
            )
        )
    ]
    if record.burns_on is not None:
        burning = nmsg(
            "{count} point burns after {day}.",
            "{count} points burn after {day}.",
            record.burning,
            day=record.burns_on,
        )
        lines.append(said(burning))
    for row in record.rows:
        lines.append("")
        sign = "+" if row.points > 0 else ""
        day = translator.day(row.effective_on)
        lines.append(f"{day}  {sign}{row.points}  {said(entry_label(row.kind))}")
        lines += [f"  {said(line)}" for line in why[row.entry_id]]
    return lines
